import type { Language } from './language';

/** Tags of fenced blocks (CommonMark 4.5), by the language they name; all others hold what has no reference. */
const FENCE_TAGS: Readonly<Record<string, Language>> = Object.fromEntries(
  `javascript js jsx mjs cjs ts tsx typescript vue svelte node
python py python3
go golang
java
kotlin kt kts groovy gradle
csharp cs c#
ruby rb
php
rust rs
swift
powershell ps1 pwsh
elixir ex exs
dart
scala sc
perl pl
lua
r
c cpp c++ h hpp ino arduino
basic vb vbnet vba`
    .split('\n')
    .flatMap((row) => {
      const [language = '', ...others] = row.split(' ');
      return [language, ...others].map((tag) => [tag, language as Language]);
    }),
);
const CONFIGURATION_TAG =
  /^(?:sh|bash|zsh|fish|shell|console|bat|cmd|ya?ml|toml|ini|conf|cfg|json[c5]?|env|dotenv|properties|\w*sql|hcl|tf|terraform|xml|html|plist|nginx|apache|docker(?:file)?|make(?:file)?|cmake|http|clj|clojure|hs|haskell|nix|text|csv)$/;

/** A block of code: what stands between fences, or a whole text without any. */
export interface CodeBlock {
  readonly start: number;
  readonly end: number;
  readonly isFenced: boolean;
  readonly isDiff: boolean;
  /** Its beginning, with comments; a diff without its signs. */
  readonly whole: string;
  /** The same without the comments above it. */
  readonly code: string;
  /** What its fence says; `none` for what has no reference to the environment. */
  readonly language: Language | 'none' | undefined;
}

const FENCE = /(?:^|\n)[ \t]{0,3}(?:`{3,}|~{3,})([^\n`]{0,40})(?=\n|$)/g;
/** More says no more of a language. */
const ENOUGH = 4000;

/** The blocks of a text, first to last; a text without fences is one. */
export function blocksOf(text: string): CodeBlock[] {
  const fences = text.includes('```') || text.includes('~~~') ? [...text.matchAll(FENCE)] : [];
  if (fences.length === 0) return [blockOf(text, 0, text.length, '', false)];
  let at = 0;
  const blocks = fences.map((fence, index) => {
    const block = blockOf(text, at, fence.index, fences[index - 1]?.[1] ?? '', index % 2 === 1);
    at = fence.index + fence[0].length;
    return block;
  });
  return [...blocks, blockOf(text, at, text.length, fences.at(-1)?.[1] ?? '', fences.length % 2 === 1)];
}

function blockOf(text: string, start: number, end: number, info: string, isFenced: boolean): CodeBlock {
  const tag = isFenced
    ? (info
        .trim()
        .toLowerCase()
        .split(/[\s{:]/)[0] ?? '')
    : '';
  const beginning = text.slice(start, Math.min(end, start + ENOUGH)).replace(/^\n/, '');
  const isDiff = tag === 'diff' || /(?:^|\n)-[ \t][^\n]*\n\+[ \t]/.test(beginning);
  const whole = isDiff ? beginning.replace(/^[-+]/gm, '') : beginning;
  const language = FENCE_TAGS[tag] ?? (CONFIGURATION_TAG.test(tag) ? 'none' : undefined);
  return { start, end, isFenced, isDiff, whole, code: withoutComments(whole), language };
}

/** Comments above the code say nothing of what it is written in, but by their signs. */
function withoutComments(code: string): string {
  return code.replace(/^(?:[ \t]*(?:#(?!!|include|define)|\/\/|--|;)[^\n]*\n|\s*\n)+/, '');
}

/** Lines that only a shell, a database, a server's or a tool's configuration has: a literal has to stay one there. */
const LINES: readonly RegExp[] = [
  // Commands: with options, of a shell, with a variable before them.
  /^(?:\$ |sudo |time |\w+=\S+ )*[a-z][\w.-]*(?: [\w:./@-]+)*\s+(?:-[A-Za-z]\b|-[A-Za-z]["'\w]|--[a-z][\w-]+)(?!.*[;{]$)/,
  /^(?:export|source|unset|alias|setx?|sudo|curl|wget|docker|podman|kubectl|helm|git|npm|npx|yarn|pnpm|aws|az|gcloud|gh|ssh|scp|mysql\w*|mariadb|psql|redis-cli|cat|sed|awk|chpasswd|vault|heroku|fly|flyctl|terraform|ansible\S*|make|mvn|gradle|pip|poetry|cargo|wrangler|expect|spawn|RUN|ENV|ARG|CMD|ENTRYPOINT|LABEL|COPY) [^=(]*(?:["'\s]|$)(?!.*;$)/,
  /^(?:export|alias|setx?|declare|local|readonly) \w+=/,
  /<<<|\|\s*(?:sudo|tee|base64|docker|gpg|openssl|xargs|grep)\b|^: "\$\{|^if \[|\s>>\s/,
  // SQL, whatever its case for what cannot be another language.
  /^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|GRANT|DROP|SET|PRAGMA|ATTACH|CHANGE|OPEN|COPY|MERGE|EXEC|CALL|WHERE|VALUES|VALUE|IDENTIFIED)\b/,
  /^\s*(?:insert into|update \w+ set|create (?:user|role|login)|alter (?:user|role)|grant \w+ on|select .+ from)\b/,
  // HCL, TOML, Nix: objects with equals signs.
  /(?:^|[=:[,]\s*)\{\s*\w+\s*=\s*["{]/,
  // Clojure and Lisp: `{:key "x"}`, `(def x "y")`.
  /^[({[]\s*:[\w-]+\s+["{:]|^\((?:def|let|set|ns)\w*\s/,
  // Servers: a directive and its arguments.
  /^(?:proxy_\w+|add_header|auth_\w+|fastcgi_param|SetEnv|RequestHeader|Header|server_name|ssl_\w+)\s/,
  /^if \(\$http_\w+ /,
  /^set\(\w+ "/,
  // JSON and YAML.
  /^\s*[[{]\s*["{[].*[}\]],?$/,
  /^<[a-z][^>]*>|^<\/[a-z]|^<!/,
  /^[\w-]+(?:\.[\w-]+)+\s*=\s*[^"'\s(;]+$/,
  /^[/\w.-]*:_\w+=/,
  // ABAP.
  /= '[^']*'\.$/,
  // ini: what a comment begins with there.
  /^\w+ = .* ; \w/,
];

/** What makes all of a text configuration: sections, blocks of HCL, manifests. */
const WHOLE: readonly RegExp[] = [
  /^\s*\[\[?[\w. "-]+\]\]?\s*$/m,
  /^\s*(?:resource|output|variable|provider|module|data|locals|terraform|backend|set_sensitive|dynamic)\b[^\n(=]*\{\s*$/m,
  /^#!\/\S*\b(?:ba|z|da|k)?sh\b/,
  /^set -[eux]/m,
  /^(?:FROM \S+|WORKDIR \S+)$/m,
  /^(?:apiVersion|kind|replicas|services|version|metadata): ?\S*$/m,
  /^(?:BEGIN|COMMIT);$/m,
  /^# \S+\.(?:tf|tfvars|hcl|toml|ini|ya?ml|conf|cfg|env|properties)$/m,
  /^set\((?:CMAKE_|\w+ ")/m,
];

/** True where a reference to the environment would not be read as one. */
export function isConfigured({ code, whole }: CodeBlock, line: string): boolean {
  // Code of a program has these at the beginning of what looks like a command or a selector.
  if (
    /^(?:const|let|var|val|return|await|import|from|func|def|public|private|if \(|for|use|new)\b/.test(line)
  )
    return /^if \(\$http_/.test(line) || WHOLE.some((pattern) => pattern.test(whole));
  // A member of an object in code looks the same.
  if (/^"[^"]{1,80}"\s*:\s*"[^"]*",?$/.test(line) && !/[=(]\s*[{[(]/.test(code)) return true;
  if (
    /^(?:- )?[\w.-]+:\s+(?:["'][^"']*["']|!!\w+ .*|\{.*\})$/.test(line) &&
    !/[{(;]|\bconfig :/.test(code.replace(line, ''))
  )
    return true;
  return LINES.some((pattern) => pattern.test(line)) || WHOLE.some((pattern) => pattern.test(whole));
}
