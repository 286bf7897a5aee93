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
  | 'powershell'
  | 'elixir'
  | 'dart'
  | 'scala'
  | 'perl'
  | 'lua'
  | 'r'
  | 'c'
  | 'basic';

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
  ['elixir', [/\bdefmodule\b|\bdo:?$/m, /^\s*config :\w+,/m, /\bdefp? \w+|\|>/, /@\w+ "|\b\w+: "[^"]*"$/m]],
  [
    'dart',
    [/\bimport 'package:/, /\bfinal (?:String )?\w+ = /, /\bWidget\b|\bFuture<|@override|\bvoid main\(\)/],
  ],
  [
    'scala',
    [
      /\b(?:val|def)\s+\w+(?:\([^)]*\))?\s*(?::\s*\w+)?\s*=/,
      /\bobject\s+\w+|\bcase class\b|\bextends App\b|\btrait\b/,
      /\bimport \w+(?:\.\w+)*\.(?:_|\{)/,
    ],
  ],
  ['perl', [/\bmy \$\w+\s*=/, /\buse strict\b|\buse \w+::|->\w+\(|\bsub \w+ \{/]],
  ['lua', [/\blocal \w+\s*=/, /\brequire\s*[("']|\bthen\b|\bend\b|\.\.\s/]],
  ['r', [/\w\s*<-\s*/, /\blibrary\(|\bfunction\(|%>%|\bdata\.frame\b|<-\s*["']/]],
  ['c', [/#include\b|#define\b/, /\bconst char\b|\bint main\(/]],
  ['basic', [/\bDim\b|\bEnd Sub\b/, /\bAs String\b/]],
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

/** One of these settles it nearly alone. */
const DECISIVE: Readonly<Partial<Record<Language, RegExp>>> = {
  php: /<\?php|^\s*\$\w+\s*=[^\n]*;|\$\w+->|\bdefine\(\s*['"]|\[\s*['"][\w-]+['"]\s*=>|\barray\(|\bmysqli_|\bnew PDO\(/m,
  powershell:
    /\$env:|^\s*\$\w+\s*=[^;\n]*$|\s-[A-Z][a-zA-Z]+ ["'$(]|\b(?:Get|Set|New|Connect|Invoke|ConvertTo)-[A-Z]\w+/m,
  csharp:
    /\bvar \w+ = new [A-Z]\w*\s?[({<]|\b(?:const|readonly|public|private|static|protected) string\b|\bstring \w+ =|\busing System|\bnamespace [A-Z]|\w\.[A-Z]\w+ = (?:new [A-Z]|")|\b\w => \{ \w\.[A-Z]/,
  java: /\bString\s+\w+\s*=|\b(?:private|public|protected)\s+(?:static\s+)?(?:final\s+)?(?:String|void)\b|^\s*[A-Z]\w* \w+ = new |\.build\(\);|\bDriverManager\b|System\.out|^\s*new [A-Z]\w+\("[^\n]*\);$/m,
  kotlin: /\bval\s+\w+|\bfun \w+\(|\blateinit var\b/,
  swift:
    /\b(?:let|var) \w+(?:: String)? = "[^"\n]*"$|\b(?:let|var)\s+\w+\s*=\s*[A-Z]\w*\(\w+:\s|\bguard let\b|\bfunc \w+\([^)]*\) ->|: String = "/m,
  rust: /\.(?:to_string|to_owned)\(\)|&(?:'static )?str\b|\bString::from\(|\blet\s+mut\b|\bfn \w+\(|\b[A-Z]\w*::new\("/,
  go: /:=|\bfunc \(|\bfunc \w+\([^)]*\) (?:error|string|\w+,? |\()|^package \w+$|\berr != nil\b|\bfmt\.|^\s*(?:const|var) [A-Z]\w* = "[^"\n]*"$|\.(?:Header\.Set|SetBasicAuth)\(|\b[A-Z]\w*\{[A-Z]\w*: /m,
  ruby: /\bdo \|\w+\||^\s*end\s*$|\.new\(\w+: |\bputs\b|\brequire ['"]|^\s*config\.\w+ = ['"]|\{\s*['":]\w+['"]? => |\bENV(?:\[|\.fetch)/m,
  python:
    /\bdef \w+\([^\n]*\)[^\n{]*:|^\s*(?:import [\w.]+$|from [\w.]+ import\b)|\bself\.|\bNone\b|\bTrue\b|\bFalse\b|\bprint\(|\bos\.(?:environ|getenv)|\w\([^()\n]*\b[a-z_]\w*=['"{(]|\brequests\.\w+\(|\bBy\.[A-Z]|^\s*(?:if|for|while|with) [^{};\n]*:\s*$|^(?!config\.)[A-Za-z_][\w.]*\s*=\s*(?:\{['"]|\w[\w.]*\(|["'])[^;]*$|\w\.\w+\("[^"\n]*", "[^"\n]*"\)$/m,
  javascript:
    /\b(?:const|let|var)\s+[\w{[][^\n]*;|=>|\bawait\b|===|\brequire\(|\bexport\b|\bconsole\.|\bprocess\.env|\bfunction\b|\bmodule\.exports\b/m,
  perl: /\bmy [$@%]\w/,
  lua: /^\s*local \w+ =/m,
  r: /^\s*[\w.]+ <- /m,
  elixir: /\bdefmodule\b|^\s*config :\w/m,
  dart: /\bimport 'package:|\bFuture</,
  scala: /\bcase class\b|\bextends App\b|^\s*object \w+ /m,
  c: /^\s*#define\b|\bchar ?\*|\bchar \w+\[/m,
  basic: /\bDim \w+ As\b/,
};

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
    // Much of what JavaScript has stands in other languages too.
    if (DECISIVE[language]?.test(near) === true) count += language === 'javascript' ? 1 : 3;
    if (language === 'javascript' && count > 0) count += 0.5;
    if (count > bestCount) {
      best = language;
      bestCount = count;
    }
  }
  if (CODE_KEY.test(key)) return best ?? (/[();{}=]/.test(near) ? 'javascript' : undefined);
  return bestCount >= 2 || (/\w\((?:[^()]|\([^()]*\)){0,400}\)/.test(near) && bestCount >= 1)
    ? best
    : undefined;
}

/** JSON, YAML, ini, env, SQL, shell, markup: a reference would not be read as one there. */
function isConfiguration(text: string): boolean {
  const head = text.slice(0, 2000).trim();
  // JSX: an attribute in braces.
  if (/^<[A-Z]\w*\s[^<>]*=\{/.test(head)) return false;
  return (
    /^[[{]\s*["'][^"']*["']\s*:/.test(head) ||
    /^<[A-Za-z?!]/.test(head) ||
    // HCL, wpa_supplicant, Java properties, a command with its options.
    /^(?!class|interface|enum|try|do|else|struct|impl|trait|static|object)\w+(?: "[^"\n]*")*\s*=?\s*\{\s*\n\s*\w+\s*=/.test(
      head,
    ) ||
    /^[\w-]+(?:\.[\w-]+)+=(?!["'])/.test(head) ||
    /^[a-z][\w.-]*(?: [a-z][\w-]*){0,3} -{1,2}[A-Za-z]/.test(head) ||
    /^(?:\$ |#!\/bin\/(?:ba)?sh|sudo |curl |wget |export [A-Za-z_]\w*=|docker |kubectl |git |npm |npx |yarn |aws |az |gcloud |ssh |scp |mysql |psql |helm |echo |http |httpie |set |setx |ENV |ARG |RUN )/.test(
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
