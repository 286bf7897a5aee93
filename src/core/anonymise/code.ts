import type { Language } from './language';

const REFERENCE: Readonly<Record<Language, (name: string) => string>> = {
  javascript: (name) => `process.env.${name}`,
  python: (name) => `os.environ["${name}"]`,
  go: (name) => `os.Getenv("${name}")`,
  java: (name) => `System.getenv("${name}")`,
  kotlin: (name) => `System.getenv("${name}")`,
  csharp: (name) => `Environment.GetEnvironmentVariable("${name}")`,
  ruby: (name) => `ENV["${name}"]`,
  php: (name) => `getenv('${name}')`,
  rust: (name) => `std::env::var("${name}").unwrap()`,
  swift: (name) => `ProcessInfo.processInfo.environment["${name}"]!`,
  powershell: (name) => `$env:${name}`,
  elixir: (name) => `System.get_env("${name}")`,
  dart: (name) => `Platform.environment["${name}"]!`,
  scala: (name) => `sys.env("${name}")`,
  perl: (name) => `$ENV{${name}}`,
  lua: (name) => `os.getenv("${name}")`,
  r: (name) => `Sys.getenv("${name}")`,
  c: (name) => `getenv("${name}")`,
  basic: (name) => `Environment.GetEnvironmentVariable("${name}")`,
};

const PREFIXES: Readonly<Partial<Record<Language, RegExp>>> = {
  python: /(?<![\w])[rbuRBU]{1,2}$/,
  csharp: /(?<![\w$@])@$/,
};
const THREE_QUOTES: ReadonlySet<Language> = new Set<Language>(['python', 'java', 'kotlin', 'scala']);

export interface Literal {
  /** What stands instead of it, for the name of a variable. */
  readonly reference: (name: string) => string;
  /** Characters of the literal before and after the value, that go with it: its quotes, its prefix; none inside of one. */
  readonly lead: number;
  readonly tail: number;
}

/**
 * False where nothing before a place opens a literal: then its language makes no difference. `backtick`: where the text's
 * first one stands, -1 for none.
 */
export function mayBeLiteral(text: string, start: number, backtick: number): boolean {
  const quote = text[start - 1];
  return quote === '"' || quote === "'" || (backtick !== -1 && backtick <= start);
}

/** The expression for a secret that fills a string literal; undefined where the literal has to stay one. */
export function literalReference(
  text: string,
  start: number,
  end: number,
  language: Language,
): Literal | undefined {
  const quote = text[start - 1];
  const filled =
    (quote === '"' || quote === "'" || quote === '`') && text[end] === quote && text[start - 2] !== '\\';
  if (!filled) {
    // Inside a template literal the reference can be interpolated where it stands.
    return language === 'javascript' && insideTemplate(text, start, end)
      ? { reference: (name) => `\${process.env.${name}}`, lead: 0, tail: 0 }
      : undefined;
  }
  const before = text.slice(Math.max(0, start - 80), start - 1);
  const after = text.slice(end + 1, end + 20);
  if (before.endsWith(quote + quote) && after.startsWith(quote + quote) && THREE_QUOTES.has(language))
    return { reference: REFERENCE[language], lead: 3, tail: 3 };
  // Three quotes, a neighbour that is joined without a sign (Python, C): one literal with what is beside it.
  if (
    before.endsWith(quote) ||
    after.startsWith(quote) ||
    /["']\s*$/.test(before) ||
    /^[ \t]*["']/.test(after)
  )
    return undefined;
  if (quote === '`' && /[\w$)\]]$/.test(before))
    return language === 'javascript'
      ? { reference: (name) => `\${process.env.${name}}`, lead: 0, tail: 0 }
      : undefined;
  // A key of an object, an attribute of markup, an import, a case of a Go constant: only a literal may stand there.
  if (/^\s*:(?!:)/.test(after) && /[{,]\s*$/.test(before) && language !== 'python' && language !== 'ruby')
    return undefined;
  if (language === 'javascript' && /<[A-Z][\w.]*(?:\s[^<>]*)?\s\w+=$/.test(before))
    return { reference: (name) => `{process.env.${name}}`, lead: 1, tail: 1 };
  if (/<[A-Za-z][^<>]*\s[\w:-]+=$/.test(before) || /(?<![.\w])(?:import|from|require)\s*\(?\s*$/.test(before))
    return undefined;
  if (/[\w)\]]\s*$/.test(before) && /\b(?:PASSWORD|IDENTIFIED BY)\s*$/i.test(before)) return undefined;
  // A prefix goes with the quotes: b"", r"", @"".
  const prefix = PREFIXES[language]?.exec(before)?.[0];
  if (prefix !== undefined) {
    const ending = /b/i.test(prefix) ? '.encode()' : '';
    return { reference: (name) => REFERENCE[language](name) + ending, lead: 1 + prefix.length, tail: 1 };
  }
  if (/(?<![\w])(?:[rbfuRBFUL@$]{1,2}|r#{1,3}|\$#{0,2})$/.test(before)) return undefined;
  // A constant of Rust is known when the program is built.
  if (language === 'rust' && /\b(?:const|static)\s[^=;]{1,60}=\s*$/.test(before))
    return { reference: (name) => `env!("${name}")`, lead: 1, tail: 1 };
  return { reference: REFERENCE[language], lead: 1, tail: 1 };
}

/** An odd number of backticks stands before it, near enough to be one literal. */
function insideTemplate(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2000), start);
  const ticks = before.split('`').length - 1;
  if (ticks % 2 === 0 || !text.slice(end, end + 2000).includes('`')) return false;
  const open = before.slice(before.lastIndexOf('`'));
  return open.lastIndexOf('${') <= open.lastIndexOf('}');
}
