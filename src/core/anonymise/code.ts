/** Languages in which a literal can become a reference to the environment. */
export type Language =
  | 'javascript'
  | 'python'
  | 'go'
  | 'java'
  | 'kotlin'
  | 'csharp'
  | 'ruby'
  | 'php'
  | 'rust'
  | 'swift'
  | 'powershell';

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
};

/** Signs of each language; each that occurs counts. */
const SIGNS: readonly (readonly [Language, readonly RegExp[]])[] = [
  [
    'php',
    [
      /<\?php/,
      /\$\w+\s*=(?!=).*;/,
      /\$\w+->|::\w+\(|\barray\(|=>.*;\s*$|\bdefine\(\s*['"]/,
      /\$this->|\becho\b.*;/,
    ],
  ],
  [
    'powershell',
    [
      /\$\w+\s*=\s*(?!.*;\s*$)/,
      /\b(?:Get|Set|New|Invoke|Connect|Write|ConvertTo|Add|Remove|Import)-[A-Z]\w+/,
      /\s-(?:AsPlainText|Force|Headers|Uri|Method|String|Credential|Token|Password|ApiKey|Key)\b/,
      /\$env:/,
    ],
  ],
  [
    'csharp',
    [
      /\b(?:var|string|const string|public string)\s+\w+\s*=\s*.*;/,
      /\bnew\s+[A-Z]\w+(?:<[^>]*>)?\s*[({]/,
      /\busing\s+[A-Z]|Console\.|\bnamespace\b|\basync Task|\.(?:Add|Use|Get|Create|Configure|Connect|Authenticate)[A-Z]?\w*\(/,
      /\bpublic (?:static |const |readonly )*string\b/,
      /\bprivate (?:static |const |readonly )*string\b/,
      /\bstring\s+\w+\s*=/,
    ],
  ],
  [
    'java',
    [
      /\bString\s+\w+\s*=/,
      /\bnew\s+[A-Z]\w+\(/,
      /\b(?:private|public|protected)\s+(?:static\s+)?(?:final\s+)?String\b/,
      /System\.out|@Value|@Bean|\bimport java|\.builder\(\)|\.build\(\);/,
      /\bfinal\s+(?:var|String)\b/,
    ],
  ],
  [
    'kotlin',
    [
      /\b(?:val|var)\s+\w+(?:\s*:\s*String)?\s*=(?!.*;\s*$)/,
      /\bfun\s+\w+\(/,
      /\bconst val\b|\blateinit\b|\bprintln\(|\blistOf\(|\bby lazy\b/,
    ],
  ],
  [
    'swift',
    [
      /\blet\s+\w+\s*:\s*String\b/,
      /\b(?:URLRequest|URLSession|forHTTPHeaderField|UIApplication|FirebaseApp|guard let|if let|import (?:UIKit|Foundation|SwiftUI))\b/,
      /\blet\s+\w+\s*=\s*[A-Z]\w*\(\w+:\s/,
      /\bfunc\s+\w+\(.*\)\s*(?:->|\{)/,
      /\bstatic let\b/,
    ],
  ],
  [
    'rust',
    [
      /\blet\s+(?:mut\s+)?\w+(?:\s*:\s*&?(?:'static )?(?:str|String))?\s*=\s*[A-Za-z]\w*::/,
      /&(?:'static )?str\b|\bString::from\(|\.to_string\(\)|\.into\(\)|\.to_owned\(\)/,
      /\bfn\s+\w+|\bimpl\b|\bpub\s|\bmut\b|\buse\s+\w+::|\bunwrap\(\)|\.await\?/,
      /\w::new\(/,
      /\bconst [A-Z_]+: &/,
    ],
  ],
  [
    'go',
    [
      /:=/,
      /^\s*\w+(?:, \w+)*\s*:=\s*\S/m,
      /\bfunc\s+(?:\(|\w+\()|\bpackage\s+\w+|\bfmt\.|\berr\s*!=\s*nil\b/,
      /\bos\.Setenv\(|\bhttp\.(?:New|Header)|\.Header\.(?:Set|Add)\(/,
      /\bvar\s+\w+\s*(?:string)?\s*=\s*"[^"]*"\s*$/m,
      /\bconst\s+\w+\s*=\s*"[^"]*"\s*$/m,
      /&\w+(?:\.\w+)?\{/,
    ],
  ],
  [
    'ruby',
    [
      /\bENV\[|\brequire\s+['"]|\bputs\b|\bdo\s*\|/,
      /\b\w+\.configure\s+do\b|\bend\b\s*$|\bdef\s+\w+[^:]*$/m,
      /:\w+\s*=>|\b[A-Z]\w*(?:::\w+)*\.new\b/,
      /^\s*[A-Z]\w*(?:::\w+)+\.\w+\s*=?\s*['"(]/m,
      /\b[A-Z]\w+\.\w+\s*=\s*'[^']*'\s*$/m,
      /^\s*@\w+\s*=/m,
    ],
  ],
  [
    'python',
    [
      /\bdef\s+\w+\(.*\).*:/,
      /^\s*(?:import\s+\w+|from\s+[\w.]+\s+import)\b/m,
      /\bself\.|\bNone\b|\bTrue\b|\bFalse\b|\bprint\(|\bos\.environ|\bwith\s+\w+.*\bas\b.*:/,
      /(?<![\w.])[a-z_]\w*\(\s*(?:[\w.'"]+,\s*)*[a-z_]\w*=['"]/,
      /^[A-Za-z_][\w.]*\s*=\s*[rbf]?(?:[A-Za-z_][\w.]*\()?[^;{]*$/m,
      /^#\s/m,
    ],
  ],
  [
    'javascript',
    [
      /\b(?:const|let|var)\s+[\w{[]/,
      /=>|===|\basync\b|\bawait\b|\bfunction\b/,
      /\brequire\(|\bimport\s.*\bfrom\b|\bexport\b|\bmodule\.exports\b|\bconsole\.|\bprocess\.env/,
      /;\s*(?:\/\/.*)?$/m,
      /\b[A-Za-z_$][\w$]*\.[A-Za-z_$][\w$]*\(.*\)/,
      /\bnew\s+[A-Z]\w*\(|[{,]\s*\w+:\s*['"`]/,
      /\binterface\b|:\s*string\b|\bas const\b/,
    ],
  ],
];

/** Keys of records whose strings are code (FORMATS 1.5, 1.7). */
const CODE_KEY =
  /^(?:code|codeTemplate|code_template|codeFix|code_fix|implementation|snippet|example|fix|template|source|script|before|after|usage|sample|body|patch|diff)$/i;

/** The language of a text by its signs, `undefined` for prose and for configuration, where quotes must stay. */
export function languageOf(text: string, key: string): Language | undefined {
  if (isConfiguration(text)) return undefined;
  const near = text.length > 4000 ? text.slice(0, 4000) : text;
  let best: Language | undefined;
  let bestCount = 0;
  for (const [language, signs] of SIGNS) {
    let count = 0;
    for (const sign of signs) if (sign.test(near)) count += 1;
    if (language === 'javascript' && count > 0) count += 0.5;
    if (count > bestCount) {
      best = language;
      bestCount = count;
    }
  }
  if (CODE_KEY.test(key)) return best ?? 'javascript';
  return bestCount >= 2 || (/\w\((?:[^()]|\([^()]*\)){0,400}\)/.test(near) && bestCount >= 1)
    ? best
    : undefined;
}

/** JSON, YAML, ini, env, SQL, shell, markup: a reference would not be read as one there. */
function isConfiguration(text: string): boolean {
  const head = text.slice(0, 2000).trim();
  return (
    /^[[{]\s*["'][^"']*["']\s*:/.test(head) ||
    /^<[A-Za-z?!]/.test(head) ||
    /^(?:\$ |#!\/bin\/(?:ba)?sh|sudo |curl |wget |export |docker |kubectl |git |npm |npx |yarn |aws |az |gcloud |ssh |scp |mysql |psql |helm |echo |http |httpie |set |setx |ENV |ARG |RUN )/.test(
      head,
    ) ||
    /^(?:CREATE|ALTER|INSERT|UPDATE|SELECT|GRANT|DROP)\s/i.test(head) ||
    /^\[[\w. "-]+\]\s*$/m.test(head) ||
    (/^(?:- )?[\w.-]+:\s*$/m.test(head) && !/[;{}()]/.test(head)) ||
    /^[A-Z][A-Z0-9_]*=\S/.test(head) ||
    /^(?:- )?[a-z][\w.-]*: ["']?[^(){};]*$/.test(head) ||
    /^(?:resource|provider|variable|module|terraform|data)\s+"?\w/.test(head) ||
    /^(?:GET|POST|PUT|DELETE|PATCH|HTTP\/[\d.]+)\s|^[A-Z][\w-]+: /.test(head)
  );
}

export interface Literal {
  /** What stands instead of it, for the name of a variable. */
  readonly reference: (name: string) => string;
  /** Instead of the literal with its quotes, `start - 1` to `end + 1`; else inside it. */
  readonly whole: boolean;
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
  // A key of an object, an attribute of markup, an import, a case of a Go constant: only a literal may stand there.
  if (/^\s*:(?!:)/.test(after) && /[{,]\s*$/.test(before) && language !== 'python' && language !== 'ruby')
    return undefined;
  if (/<[A-Za-z][^<>]*\s[\w:-]+=$/.test(before) || /\b(?:import|from|require)\s*\(?\s*$/.test(before))
    return undefined;
  if (/[\w)\]]\s*$/.test(before) && /\b(?:PASSWORD|IDENTIFIED BY)\s*$/i.test(before)) return undefined;
  // A prefixed literal (b'', r"", @"") would keep its prefix.
  if (/(?<![\w])[rbfuRBFUL@$]{1,2}$/.test(before)) return undefined;
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
