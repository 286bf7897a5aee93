import { blocksOf, isConfigured, type CodeBlock } from './codePlace';

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

/**
 * What settles it alone, in the line of the literal or else anywhere in the code; the first language of these that has
 * one. JavaScript stands before those that share its looks and after those whose signs it never has.
 */
const CUES: readonly (readonly [Language, RegExp])[] = [
  [
    'php',
    /<\?php|\$_(?:POST|GET|SERVER|SESSION|REQUEST|COOKIE)\b|^\s*\$\w+(?:\[[^\]\n]*\])*\s*\.?=[^=\n].*;$|\$\w+->|^\s*(?:return \[)?'[\w-]+'\s*=>\s*'|\barray\(|\bnew PDO\(|\b(?:mysqli_\w+|ftp_login|password_(?:hash|verify)|hex2bin|define)\(\s*['"$]|^\s*public function /m,
  ],
  ['elixir', /\bdefmodule\b|^\s*config :\w|\|> |\bdo:$/m],
  ['perl', /\bmy [$@%]\w|\buse strict\b/],
  ['r', /^\s*[\w.]+ <- /m],
  [
    'powershell',
    /\$env:|^\s*\$\w+\s*=[^;\n]*$|\s-[A-Z][a-zA-Z]+ ["'$(]|\b(?:Get|Set|New|Connect|Invoke|ConvertTo|Write)-[A-Z]\w+/m,
  ],
  [
    'rust',
    /\bString::from\(|\b[A-Z]\w*::new\(|"\.(?:into|to_string|to_owned)\(\)|&(?:'static )?str\b|\bSome\("|\bhex!\(|\.\.Default::default|\blet (?:mut )?\w+ = \w+!\(|\blet mut\b|\bfn \w+\(|^\s*use \w+::|\.await\?|^\s*static [A-Z_]+: /m,
  ],
  ['dart', /\bimport 'package:|\w\((?:[^(){}\n]*, )?\w+: '[^'\n]*'\);$|\bFuture</m],
  [
    'swift',
    /\b(?:with|for|using|by|of)[A-Z]\w*: "|^\s*import (?:Foundation|UIKit|SwiftUI)$|\bguard let\b|\bfunc \w+\([^)\n]*\) ->|\b(?:let|var) \w+: String = "[^"\n]*"$|\blet \w+ = [A-Z]\w*\(\w+: /m,
  ],
  [
    'go',
    /:= |\[\]byte[({]|\bos\.(?:Setenv|Getenv|LookupEnv)\(|^\s*func (?:\(|\w+\([^)\n]*\) (?:error|string|\w+,? |\(|\{))|\bfmt\.[A-Z]|\blog\.(?:Print|Fatal|Panic)\w*\(|^package main$|^\s*defer \w|\bsubtle\.|\berr != nil\b|\bw?\.?[hH]eaders?\.(?:Set|Add)\("|\bSetBasicAuth\(|\b[a-z]\w*\.[A-Z]\w*\{[A-Z]|\b[a-z]\w*\.[A-Z][a-z]\w*\(\"[^\n;]*\)$|\b[A-Z]\w*\{[A-Z]\w*: /m,
  ],
  [
    'c',
    /#include|^\s*#define\b|\bconst (?:unsigned )?char\b|\bchar ?\*|\bchar \w+\[|\bWiFi\.|\bSerial\.|\bmqtt\.\w+\(".*;$|\bstd::/m,
  ],
  [
    'csharp',
    /\w => \{ \w\.[A-Z]|\{ get; (?:(?:private|protected|internal) )?(?:set|init); \}|^\s*using [A-Z][\w.]*;$/m,
  ],
  [
    'javascript',
    /\b(?:const|let) (?!string\b|char\b)[\w{[][^\n]*;$|=> (?![\"'])|===|\brequire\('|\bmodule\.exports|\bconsole\.|\bprocess\.env|\bdocument\.|\bwindow\.|\bfetch\(|\baxios\b|\bexport (?:const|default|function|async)|\bawait \w[^\n]*;$|\bexpect\(|\bcy\.|\bfunction \w*\s?\(|\basync \(|\binterface \w+ \{|\breadonly \w+: |\w: string = |: \{ (?:\w+: .*)?\w+: ['"]|\bnew Buffer\(|\bBuffer\.from\(/m,
  ],
  [
    'csharp',
    /^\s*using [A-Z][\w.]*;$|\bnamespace [A-Z]|\bvar \w+ = new [A-Z]\w*\s?[({<]|\bnew [A-Z]\w*\s+\{|\b(?:const|readonly|public|private|static|protected) string\b|^\s*string \w+ =|^\s*var \w+ = \"[^\"\n]*\";$|\w\.[A-Z][a-z]\w*(?:<\w+>)?\(.*;$|\w\.[A-Z]\w*[a-z]\w* = (?:new [A-Z]|"|[A-Z]\w*\.).*;$|\bEncoding\.|^\s*app\.Run\(\);$/m,
  ],
  [
    'java',
    /@(?:Configuration|Bean|Value|Override|Autowired|Test)\b|\b(?:private|public|protected)\s+(?:static\s+)?(?:final\s+)?(?:String|void|char\[\]|byte\[\])|\bString\s+\w+\s*=|\b(?:char|byte)\[\] \w+ =|"\.(?:toCharArray|getBytes|equals)\(|\.equals\("|\bimport java|\bJwts\.|\bDriverManager\b|\.build\(\);|\.set[A-Z]\w*\("[^"\n]*"\);$|^\s*[A-Z]\w* \w+ = new |^\s*new [A-Z]\w+\("[^\n]*\);?$|\bbuilder\.|\.withUser\(|System\.out/m,
  ],
  ['scala', /\bcase class\b|\bextends App\b|^\s*object \w+ /m],
  [
    'kotlin',
    /\bval\s+\w+|\bfun \w+\(|\blateinit\b|^\s*\w+ \{ \w+ = "[^"\n]*";|\bcreate\("\w+"\) \{|\bwithEnv\(\[|^\s*(?:key|store)(?:Password|Alias)\s+(?:= )?['"]|^package [a-z][\w.]*$/m,
  ],
  ['lua', /^\s*local \w+ =|^\s*\w+:\w+\("/m],
  [
    'ruby',
    /\b[A-Z]\w*::[A-Z]\w*|:\w+ => ["']|^# frozen_string_literal|^\s*require ['"]|\bdo \|\w+\||\[:\w+\]|^\s*\w+ \w+: ["']|^\s*[\w.]+ '[^'\n]*', '[^'\n]*'$|\bENV(?:\[|\.fetch)|\.new\(\w+: |\bputs\b|^\s*end\s*$|^\s*config\.\w+ = ['"]|\{\s*['":]\w+['"]? => |\{ \|\w+\|/m,
  ],
  ['basic', /\bDim \w+ As\b|^\s*Const [A-Z]|\bAs String\b|& _$/m],
  [
    'python',
    /\bdef \w+\([^\n]*\)[^\n{]*:|^\s*(?:import [\w.]+$|from [\w.]+ import\b)|\bself\.|\bNone\b|\bTrue\b|\bFalse\b|\bprint\(|\.objects\.|^\s*assert |\)\s+# \w|\bos\.(?:environ|getenv)|\w\((?:[^()\n]*,\s*)?[a-z_]+=['"{(]|^\s*\w+: [A-Z]\w*\[\w+\] = |^\s*\w+: [A-Z]\w* = Field\([^;\n]*$|\brequests\.\w+\(|\bBy\.[A-Z]|^\s*(?:if|for|while|with) [^{};\n]*:\s*$|^\s*[A-Z]\w+\('[^'\n]*', '[^'\n]*'\)$/m,
  ],
];

/** What is likely when nothing else says anything. */
const LOOKS: readonly (readonly [Language, RegExp])[] = [
  ['swift', /^\s*(?:let|var) \w+ = "[^"\n]*"$/],
  ['go', /^\s*(?:const \w+|var [A-Z]\w*) = "[^"\n]*"$/],
  ['csharp', /^\s*var \w+ = "[^"\n]*";$/],
  [
    'python',
    /^(?!config\.)[A-Za-z_][\w.]*(?:\[[^\]\n]*\])*\s*=\s*(?:\{['"]|\w[\w.]*\(|[rbf]?["'])[^;]*$|\w\.\w+\("[^"\n]*", "[^"\n]*"\)$/,
  ],
];

/** Keys of records whose strings are code (FORMATS 1.5, 1.7). */
const CODE_KEY =
  /^(?:code|codeTemplate|code_template|codeFix|code_fix|implementation|snippet|example|fix|template|source|script|before|after|usage|sample|body|patch|diff)$/i;

/** The languages of one text: what a block says is found out once, what a line says once. */
export class Languages {
  #blocks: readonly CodeBlock[] | undefined;
  readonly #ofBlock = new Map<CodeBlock, Language | 'none' | 'unclear'>();
  readonly #ofLine = new Map<number, Language | undefined>();
  /** The line that was asked for last: most places lie in the same one as the place before. */
  #lineStart = 0;
  #lineEnd = -1;

  constructor(
    private readonly text: string,
    private readonly key: string,
  ) {}

  /** The language at a place by its signs, `undefined` for prose and for configuration, where quotes must stay. */
  at(place: number): Language | undefined {
    if (place < this.#lineStart || place > this.#lineEnd) {
      this.#lineStart = this.text.lastIndexOf('\n', place - 1) + 1;
      const close = this.text.indexOf('\n', place);
      this.#lineEnd = close === -1 ? this.text.length : close;
    }
    const start = this.#lineStart;
    if (this.#ofLine.has(start)) return this.#ofLine.get(start);
    const language = this.#languageOf(start, this.#lineEnd, place);
    this.#ofLine.set(start, language);
    return language;
  }

  #languageOf(start: number, end: number, place: number): Language | undefined {
    this.#blocks ??= blocksOf(this.text);
    const block = this.#blocks.find(({ end }) => place <= end);
    if (block === undefined) return undefined;
    if (block.language !== undefined) return block.language === 'none' ? undefined : block.language;
    const written = this.text.slice(start, Math.min(end, start + 2000));
    const line = (block.isDiff ? written.replace(/^[-+]/, '') : written).trim();
    const isCode = CODE_KEY.test(this.key) || block.isFenced || looksLikeCalls(block.code);
    if (isConfigured(block, line)) return undefined;
    if (isCode || !isProse(line)) {
      const cue = cueIn(CUES, line);
      if (cue !== undefined) return isConfiguration(block.code) ? undefined : cue;
    }
    // A block of one line has said what it says.
    const known = this.#ofBlock.get(block) ?? languageOfBlock(block, isCode && line !== block.whole);
    this.#ofBlock.set(block, known);
    if (known !== 'unclear') return known === 'none' ? undefined : known;
    if (!isCode) return undefined;
    return cueIn(LOOKS, line) ?? (/[();{}=]/.test(block.whole) ? 'javascript' : undefined);
  }
}

function languageOfBlock({ code, whole }: CodeBlock, hasCues: boolean): Language | 'none' | 'unclear' {
  if (isConfiguration(code)) return 'none';
  return (hasCues ? cueIn(CUES, whole) : undefined) ?? 'unclear';
}

/** Five words in a row. */
const isProse = (line: string): boolean => /(?:\b[A-Za-z]{1,20},? ){5}/.test(line);

const looksLikeCalls = (code: string): boolean =>
  /\w\((?:[^()]|\([^()]*\)){0,400}\)/.test(code) || /^\s*(?:const|let|var|val) \w+/m.test(code);

function cueIn(cues: typeof CUES, code: string): Language | undefined {
  return cues.find(([, sign]) => sign.test(code))?.[0];
}

/** JSON, YAML, ini, env, SQL, shell, markup: a reference would not be read as one there. */
function isConfiguration(text: string): boolean {
  const head = text.slice(0, 2000).trim();
  // JSX: an attribute in braces.
  if (/^<[A-Z]\w*\s[^<>]*=\{/.test(head)) return false;
  return (
    /^[[{]\s*["'][^"']*["']\s*:/.test(head) ||
    /^<(?!\?(?:php|=))[A-Za-z?!]/.test(head) ||
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
