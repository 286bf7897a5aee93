import { looksLikeCode } from './harmless';
import { looksGenerated } from './randomness';
import type { Finding } from './rule';
import { environmentName, secretKind, type SecretKind } from './secretNames';
import { isSecretValue, type Form } from './secretValue';

/** `name": "`, `name = '`, `name: string = "`, `name { get; set; } = "`, `name := `, `'name' => '`, `name="`, `name==`, `?? "`. */
const ASSIGN =
  /(?:\\?["'`])?(?:\[\d{0,4}\]|[\])]|, (?:_|err|ok)\b| \d{1,2}(?=:))?(?:\s{1,3}\{\s{0,3}get\b[^{}"'\n]{0,60}\}(?=\s{0,3}=))?(?:[ \t]{4,40}|\s{0,3})(?:\n[-=]{3,80}(?=\n)|\.{3,60}(?=\s)|(?:As\s)?(?:String|string|str|text|char|varchar)\s{0,2}=(?![=>])|:-(?=[^\s])|：|<-|:\s{0,2}[A-Za-z_&][\w.<>[\]&|?' ]{0,40}?\s{0,3}=(?![=>])|\?\?=?|\|\|=?|:=|=>|&gt;|[!=]={1,2}|[+?]?=|->|:{1,2}|\)\s{0,2}(?:\?\?|\|\||or)\s?)(?:[ \t]{5,40}|\s{0,4})(?:<\/?[a-z]{1,10}>\s?){0,3}(?:!!\w{1,10}\s{1,2}|[|>][-+]?\d?[ \t]{0,2}\n\s{1,12}|<<[-~]?["']?\w{1,20}["']?\n\s{0,12})?(?:(?:[\w.]{0,30}(?:fromhex|unhexlify|[dD]ecode\w{0,8}|hex2bin|[fF]rom_?[bB]ase64\w{0,8}|atob|hex!)(?=\()|(?:[A-Za-z_]{1,20}\.)?[fF]ield\(\s{0,12}(?:default\s?=)?|q{1,2}[({[]|\{\s{0,12}\\?["']?(?:value|default|plaintext)\\?["']?\s?[:=]|string\(\d{1,6}\)|\[\]byte|new|await|return|Some|Ok|String::from|SecretStr|Secret|str|bytes|b64decode|Buffer\.from|z\.string\(\)\.default|default)\(?\s?|[[(]\s{0,12}(?=["']))?(?:[rbfuRBFUL@$]{1,2}(?=["']))?/y;
/** `setPassword("`, `.token('`, `password{"`, `{password, "`, `(password . "`, `getenv("DB_PASSWORD", "`, `("password", "`. */
const CALL =
  /(?:\\?["'`]\s{0,2},(?:[ \t]{4,16}|\s{0,3})|[({]\s{0,2}|(?<=\{\w{1,40})\s{0,2},\s{0,3}(?:<<)?|\s\.\s{1,2}|\)\.to\w{2,20}\()(?:[rbfu@$](?=["']))?(?=\\?["'`])/y;
/** `name: DB_PASSWORD` then `value: x`; `key="ApiKey" value="x"`; `.name("DB_PASSWORD").value(`. */
const NAME_THEN_VALUE =
  /\\?["']?(?:\)\s{0,24}\.(?:with|set)?[vV]alue\(|\s{0,3}[,;]?\s{0,24}(?:\\?["']?(?:type|label|description|region|scope|env|sensitive|secured?|hidden|enabled)\\?["']?\s{0,2}[:=]\s{0,2}(?:\\?["'][^"'\\\n]{0,200}\\?["']|[\w.-]{0,30})\s{0,2}[,;\s]\s{0,24}){0,3}\\?["']?(?:\w{0,20}[vV]alue|val|content|default|answer)\\?["']?\s{0,3}[:=]\s{0,3})/y;
/** `"value": "x", "name": "DB_PASSWORD"`: up to the name. */
const VALUE_THEN_NAME =
  /(["'`]?\b[vV]alue\\?["'`]?\s{0,3}[:=]\s{0,3}\\?["'`])([^"'`\\\n]{3,400})\\?["'`]\s{0,3}[,;]?\s{0,24}\\?["'`]?\b(?:[kK]ey|[nN]ame|[vV]ariable)\\?["'`]?\s{0,3}[:=]\s{0,3}\\?["'`]$/;
const ELEMENT = /["']?(?:\s[^<>]{0,200})?>\s{0,3}(?:<(?:[vV]alue|string)>\s{0,3})?/y;
/** `<key>apiKey</key><string>x</string>`, a cell beside a cell. */
const SIBLING = /<\/[\w:-]{1,30}>\s{0,24}<[\w:-]{1,30}(?:\s[^<>]{0,80})?>\s{0,3}/y;
/** What joins the pieces of a literal: `"a" + "b"`, `'a' . 'b'`, `"a" & _ "b"`, `"a" \ "b"`, `"a"` and `"b"` on lines of their own. */
const JOINT = /["'`]\s{0,24}(?:[+.&]\s{0,2}_?\s{0,24}|\\?\r?\n\s{0,24})(?=["'`])/y;
const LISTED = /["']\s{0,2},\s{0,24}(?=["'])/y;
/** A line that goes on in the next one. */
const CONTINUED = /\\\r?\n[ \t]{0,24}[^\s"'`;\\]{1,400}/y;
const JOINTS = /["'`]\s{0,24}(?:[+.&,]\s{0,2}_?\s{0,24}|\\?\r?\n\s{0,24})["'`]|\\\r?\n[ \t]{0,24}/g;
const FLAG = /(?:\s{1,3}|=)(?![-<>|&])/y;
const SQL = /\s{1,3}(?=')/y;
const PROSE =
  /(?:["'`*]{0,2})\s{0,2}(?:(?:for|of|to|on|in|at|für|von|zu|zum|zur|vom|pour|de|du|para|del|do|da|di|van|voor)\s[\w@./'’-]{1,40}(?:\s[\w@./'’-]{1,30}){0,4}\s{0,2})?(?:(?:\s?[:=：]|→|->|=>|:?\s?=|\s[–—](?=\s))\*{0,2}\s{0,2}|\(|(?:is|was|are|were|to|as|be|ist|lautet|war|est|était|es|era|está|é|è|jest|to|är|er|on|byl|zní|contains|holds|reads)\s{1,2})(?:now |still |just |currently |set to |called |changed to |simply |always |always been |literally |again |probably )?/y;
const BESIDE = /(?:\}[ \t]{4,20}|[ \t]{1,40})(?:of\s)?(?!-)(?=["'`]?[^\s"'`]{6,})/y;

/** Words with a number among them, which is no measure, up to the end of a line or sentence. */
const PHRASE =
  /(?=[a-z -]{0,80}\b\d{1,6} (?!(?:day|hour|minute|second|week|month|year|time|word|bit|char|round|letter|attempt)))(?![a-z\d -]{0,80}\b(?:the|an?|i[nst]|of|to|for|as|at|and|or|we|with|by|on|be|not)\b)(?:[a-z-]{2,14}|\d{1,6})(?: (?:[a-z-]{2,14}|\d{1,6})){3,9}(?=[.,;]?(?:\s|$))/y;

/** `getpass() or "x"`, `ENV['X'] || 'x'`, `os.getenv("X", "x")`: up to the value. */
const OTHERWISE =
  /[^\n"';]{1,60}?(?:["']\w{1,40}["'][\])])?\s(?:\|\||or|\?\?)\s(?=["'])|[\w.]{0,20}(?:getenv|environ\.get|ENV\.fetch|env)\(["']\w{1,40}["'],\s?(?=["'])/y;
const CHAINED = /[A-Za-z_.-]{1,40}(?=[=:][A-Za-z_])/y;
const QUOTE = /\\?["'`]/y;
const BARE = /[^\s"'`,;<>(){}[\]|&\\]{1,400}/y;
const LINE = /[^\s"'`;]{1,400}/y;

const BEYOND_ASCII = /[\p{L}\p{N}]/u;
/** Of ASCII: letters, digits, _ $ . - */
const IDENTIFIER = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w$.-]/.test(String.fromCharCode(code)) ? 1 : 0,
);
/** Words after a name in prose that belong to it: `secret key base`, `recovery code`. */
const TAIL =
  /(?: (?:access|api|account|client|private|shared)){0,2}(?: (?:key base|keys?|codes?|tokens?|phrase|id|secret|password|passphrase|value|string|private))+/y;
const WORDS_BEFORE = /(?:[A-Za-z]{2,20}[ -]){1,3}$/;
/** `<…>`, `[…]`, `{{…}}`: written to be filled in, whatever stands inside. */
const TO_FILL_IN = /<[^<>\n]{1,80}>|\[[A-Za-z _-]{1,80}\]|\{\{[^{}\n]{0,120}\}\}/y;

/** An element of something that has a name: `$_POST["password"]`, `params[:password]`, `row[key]`. */
const INDEXED =
  /\\?[$@]{0,2}[A-Za-z_][\w.>-]{0,60}\[(?:\\?["'][^"'\n]{1,60}\\?["']|:\w{1,60}\??|\$\w{1,60})\]|[A-Za-z_][A-Za-z_.]{0,60}\[(?:[A-Za-z_]{1,40}|\d{1,4})\]/y;
/** A call of a PowerShell command, whose name is a verb and a noun: `Read-Host -AsSecureString`. */
const CMDLET = /[A-Z][A-Za-z]{1,15}-[A-Z][A-Za-z]{2,40}[ \t]{1,4}(?:-[A-Z]|["'$(@])/y;

/** Finds values by the names beside them. `ends`: places where a secret word ends (from the keyword automaton). */
export function findAssignments(text: string, ends: readonly number[], found: Finding[]): void {
  let passed = -1;
  for (const wordEnd of ends) {
    if (wordEnd <= passed) continue;
    let end = wordEnd;
    while (end < text.length && end - wordEnd < 60 && isIdentifier(text, end)) end += 1;
    while (end > wordEnd && /[.-]/.test(text[end - 1] ?? '')) end -= 1;
    let start = wordEnd;
    while (start > 0 && wordEnd - start < 80 && isIdentifier(text, start - 1)) start -= 1;
    passed = end;
    const said = text.slice(start, end).replace(/^[-.]+/, '');
    const name = nameInProse(text, start, end, said);
    if (name.length > said.length && text.startsWith(' ', end)) end = step(TAIL, text, end) ?? end;
    const kind = secretKind(
      name
        .replace(/\.set$/, '')
        .split('.')
        .slice(-2)
        .join('.'),
    );
    if (kind === undefined) continue;
    passed = end;
    const value = valueAfter(text, start, end, name, kind) ?? valueBefore(text, start, end, name, kind);
    if (value === undefined) continue;
    found.push({
      start: value.start,
      end: value.end,
      rule: `${kind}-by-name`,
      category: kind === 'password' ? 'passwords' : 'api-keys',
      tier: 'secret',
      rewrite: { as: 'secret', name: environmentName(name, kind === 'password' ? 'PASSWORD' : 'API_KEY') },
      weight: 75,
      learn: true,
    });
    passed = Math.max(passed, value.end);
  }
}

function isIdentifier(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 128 ? IDENTIFIER[code] === 1 : BEYOND_ASCII.test(text[at] ?? '');
}

/** A name of several words: `cache key` is no secret, `secret key base` is one. */
function nameInProse(text: string, start: number, end: number, said: string): string {
  if (!/^[A-Za-z]{3,20}$/.test(said)) return said;
  const tail = step(TAIL, text, end);
  const whole = tail === undefined ? said : text.slice(start, tail);
  if (!/^(?:keys?|codes?|pat)$/i.test(said)) return whole;
  return (WORDS_BEFORE.exec(text.slice(Math.max(0, start - 60), start))?.[0] ?? '') + whole;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function valueAfter(
  text: string,
  start: number,
  end: number,
  name: string,
  kind: SecretKind,
): Range | undefined {
  for (const pattern of [NAME_THEN_VALUE, ASSIGN, CALL]) {
    const at = step(pattern, text, end);
    if (at === undefined) continue;
    if (isChained(text, at)) return undefined;
    const quoted = quotedAt(text, at) ?? quotedAt(text, step(OTHERWISE, text, at) ?? at);
    if (quoted !== undefined) {
      const whole = withPieces(text, quoted);
      return believed(text, whole, name, kind, 'quoted') ? withoutEncoding(text, whole) : undefined;
    }
    if (pattern === CALL) continue;
    if (step(TO_FILL_IN, text, at) !== undefined || (text[at] === '?' && text[start - 1] === '{'))
      return undefined;
    const isLine = /[=:]/.test(text[at - 1] ?? '') && beginsLine(text, start);
    const bare = match(isLine ? LINE : BARE, text, at);
    if (bare !== undefined) {
      const trimmed = trim(text, continued(text, bare));
      if (believed(text, trimmed, name, kind, isLine && text[at - 1] === '=' ? 'line' : 'bare'))
        return withoutEncoding(text, trimmed);
    }
  }
  if (isInTag(text, start)) {
    const at = step(ELEMENT, text, end);
    const close = at === undefined ? -1 : text.indexOf('<', at);
    if (at !== undefined && close > at && close - at <= 400) {
      const range = trim(text, { start: at, end: close });
      if (believed(text, range, name, kind, 'quoted')) return range;
    }
  }
  const sibling = text[end] === '<' ? step(SIBLING, text, end) : undefined;
  if (sibling !== undefined) {
    const range = match(/[^\s<>]{4,400}(?=\s{0,3}<)/y, text, sibling);
    if (range !== undefined && believed(text, range, name, kind, 'bare')) return range;
  }
  if (text[start] === '-' || text[start - 1] === '-') {
    const at = step(FLAG, text, end);
    if (at !== undefined) {
      const range = quotedAt(text, at) ?? match(/[^\s"'`;|<>]{1,400}/y, text, at);
      if (range !== undefined && believed(text, range, name, kind, 'line')) return range;
    }
  }
  const sql = kind === 'password' ? step(SQL, text, end) : undefined;
  if (sql !== undefined) {
    const range = quotedAt(text, sql);
    if (range !== undefined && believed(text, range, name, kind, 'quoted')) return range;
  }
  for (const pattern of [PROSE, BESIDE]) {
    const at = step(pattern, text, end);
    if (at === undefined) continue;
    const quoted = quotedAt(text, at);
    const phrase = quoted === undefined && /phrase/i.test(name) ? match(PHRASE, text, at) : undefined;
    if (phrase !== undefined && believed(text, phrase, name, kind, 'quoted')) return phrase;
    const range = quoted ?? match(/[^\s"'`<>]{4,400}/y, text, at);
    if (range === undefined) continue;
    const trimmed = quoted ?? trim(text, range);
    const isTold = quoted === undefined || pattern === BESIDE;
    const form = isTold ? 'prose' : isPhraseOf(text, quoted, name) ? 'quoted' : 'bare';
    if (believed(text, trimmed, name, kind, form)) return trimmed;
  }
  return undefined;
}

/** True for the words of a pass phrase: `The passphrase is "…"`; a sentence about one has words that it needs. */
function isPhraseOf(text: string, { start, end }: Range, name: string): boolean {
  return (
    /phrase/i.test(name) &&
    !/\b(?:the|an?|i[nst]|of|to|for|as|at|and|or|we|with|by|on|be|not|you|your|this|that|too|from)\b/i.test(
      text.slice(start, end),
    )
  );
}

/** True for a name with which a line begins, or what sets a variable there. */
function beginsLine(text: string, start: number): boolean {
  return (
    start === 0 ||
    /[\n\r]/.test(text[start - 1] ?? '') ||
    /(?:^|[\n\r;])[ \t]*(?:export|set|setx|ENV|ARG|env|SET|-e|--env|-D)?[ \t]*(?:-{0,2}|\$env:|\$)$/.test(
      text.slice(Math.max(0, start - 40), start),
    )
  );
}

/** True behind the beginning of a tag. */
function isInTag(text: string, place: number): boolean {
  const before = text.slice(Math.max(0, place - 80), place);
  return before.lastIndexOf('<') > before.lastIndexOf('>');
}

/** The value of a pair whose name comes last. */
function valueBefore(
  text: string,
  start: number,
  end: number,
  name: string,
  kind: SecretKind,
): Range | undefined {
  if (!/["'`\\]/.test(text[end] ?? '') || !/["'`]/.test(text[start - 1] ?? '')) return undefined;
  const from = Math.max(0, start - 500);
  const before = VALUE_THEN_NAME.exec(text.slice(from, start));
  const [, lead = '', value = ''] = before ?? [];
  if (before === null) return undefined;
  const range = {
    start: from + before.index + lead.length,
    end: from + before.index + lead.length + value.length,
  };
  return believed(text, range, name, kind, 'quoted') ? range : undefined;
}

function step(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function match(pattern: RegExp, text: string, at: number): Range | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found === null ? undefined : { start: at, end: at + found[0].length };
}

/** The inside of a string literal that begins at `at`, whatever its quotes; undefined when none begins or ends. */
function quotedAt(text: string, at: number): Range | undefined {
  const open = match(QUOTE, text, at);
  if (open === undefined) return undefined;
  const quote = text.slice(open.start, open.end);
  const limit = Math.min(text.length, open.end + 2000);
  for (let index = open.end; index < limit; index += 1) {
    if (text.startsWith(quote, index)) return { start: open.end, end: index };
    const code = text.charCodeAt(index);
    if (code === 92 && quote.length === 1) index += 1;
    else if (code === 10 && quote !== '`') return undefined;
  }
  return undefined;
}

/** A literal with those that are joined to it, up to the end of the last one. */
function withPieces(text: string, first: Range): Range {
  const joined = lastPiece(text, first, JOINT);
  if (joined.end > first.end) return joined;
  const listed = lastPiece(text, first, LISTED);
  return /^["']\s{0,2}\]\s{0,2}\.join\(/.test(text.slice(listed.end, listed.end + 20)) ? listed : first;
}

function lastPiece(text: string, first: Range, joint: RegExp): Range {
  let { end } = first;
  for (let count = 0; count < 20; count += 1) {
    const at = step(joint, text, end);
    const next = at === undefined ? undefined : quotedAt(text, at);
    // A key of an object begins no piece.
    if (next === undefined || text[next.end + 1] === ':' || next.end - first.start > 4000) break;
    end = next.end;
  }
  return { start: first.start, end };
}

/** A value without quotes, with the lines that it goes on in. */
function continued(text: string, range: Range): Range {
  let { end } = range;
  while (end - range.start < 4000) {
    // A line ends with a backslash that a pattern may have taken for a part of the value.
    const at = step(CONTINUED, text, text[end - 1] === '\\' ? end - 1 : end);
    if (at === undefined) break;
    end = at;
  }
  return { start: range.start, end };
}

/** Without the punctuation that ends a sentence or an expression, and without the parameters after it in a query. */
function trim(text: string, range: Range): Range {
  let { start, end } = range;
  const next = text.slice(start, end).search(/&[\w.-]{1,40}=/);
  if (next > 0) end = start + next;
  while (start < end && /[\s"'`(*]/.test(text[start] ?? '')) start += 1;
  while (end > start && /[\s"'`,;:.)\]}>*\\]/.test(text[end - 1] ?? '')) end -= 1;
  return { start, end };
}

/** Laravel's `base64:` says how the key is written and is no part of it. */
function withoutEncoding(text: string, range: Range): Range {
  return text.startsWith('base64:', range.start) ? { start: range.start + 7, end: range.end } : range;
}

/** `sid=sid=…`: what follows is an assignment of its own. */
function isChained(text: string, at: number): boolean {
  const name = match(CHAINED, text, at);
  return name !== undefined && secretKind(text.slice(name.start, name.end)) !== undefined;
}

function isExpression(text: string, at: number): boolean {
  return step(INDEXED, text, at) !== undefined || step(CMDLET, text, at) !== undefined;
}

function believed(text: string, range: Range, name: string, kind: SecretKind, form: Form): boolean {
  const value = text.slice(range.start, range.end).replace(JOINTS, '');
  if (form !== 'quoted' && isChained(text, range.start)) return false;
  if (form !== 'quoted' && (text[range.end] === '(' || isExpression(text, range.start))) return false;
  if (form === 'bare' && looksLikeCode(value) && !looksGenerated(value, 32)) return false;
  // `userpass username=kim`: the next argument of a command.
  if (form === 'prose' && /^[A-Za-z_-]{2,30}=/.test(value)) return false;
  // A call, or a type with a length: `hash_password(form`, `VARCHAR(255`.
  if (form === 'prose' && /^[A-Za-z_$][\w$.:>]*\(/.test(value) && !/^(?!md\d|sha\d)[A-Za-z]*\d/.test(value))
    return false;
  return isSecretValue(value, name, kind, form);
}
