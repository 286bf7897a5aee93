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

export interface Literal {
  /** What stands instead of it, for the name of a variable. */
  readonly reference: (name: string) => string;
  /** Instead of the literal with its quotes, `start - 1` to `end + 1`; else inside it. */
  readonly whole: boolean;
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
      ? { reference: (name) => `\${process.env.${name}}`, whole: false }
      : undefined;
  }
  const before = text.slice(Math.max(0, start - 80), start - 1);
  const after = text.slice(end + 1, end + 20);
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
      ? { reference: (name) => `\${process.env.${name}}`, whole: false }
      : undefined;
  // A key of an object, an attribute of markup, an import, a case of a Go constant: only a literal may stand there.
  if (/^\s*:(?!:)/.test(after) && /[{,]\s*$/.test(before) && language !== 'python' && language !== 'ruby')
    return undefined;
  if (language === 'javascript' && /<[A-Z][\w.]*(?:\s[^<>]*)?\s\w+=$/.test(before))
    return { reference: (name) => `{process.env.${name}}`, whole: true };
  if (/<[A-Za-z][^<>]*\s[\w:-]+=$/.test(before) || /\b(?:import|from|require)\s*\(?\s*$/.test(before))
    return undefined;
  if (/[\w)\]]\s*$/.test(before) && /\b(?:PASSWORD|IDENTIFIED BY)\s*$/i.test(before)) return undefined;
  // A prefixed literal (b'', r"", @"") would keep its prefix.
  if (/(?<![\w])(?:[rbfuRBFUL@$]{1,2}|r#{1,3}|\$#{0,2})$/.test(before)) return undefined;
  // A constant of Rust is known when the program is built.
  if (language === 'rust' && /\b(?:const|static)\s[^=;]{1,60}=\s*$/.test(before))
    return { reference: (name) => `env!("${name}")`, whole: true };
  return { reference: REFERENCE[language], whole: true };
}

/** An odd number of backticks stands before it, near enough to be one literal. */
function insideTemplate(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2000), start);
  const ticks = before.split('`').length - 1;
  if (ticks % 2 === 0 || !text.slice(end, end + 2000).includes('`')) return false;
  const open = before.slice(before.lastIndexOf('`'));
  return open.lastIndexOf('${') <= open.lastIndexOf('}');
}
