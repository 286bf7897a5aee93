import { isDocumented } from './publicIds';
import { alphabets, readsAsWords } from './randomness';

/**
 * Values that stand where a secret would and are none: placeholders, references, masks, our own replacements. One
 * function for every rule, so that what was replaced once is never found again.
 */
export function isPlaceholder(value: string): boolean {
  if (value.length > 400) return false;
  const place =
    (value.length * 7 + value.charCodeAt(0) * 31 + value.charCodeAt(value.length - 1)) & (PLACES - 1);
  const known = judged[place];
  if (known?.value === value) return known.isPlaceholder;
  const judgement = isDocumented(value) || PLACEHOLDER.some((pattern) => pattern.test(value));
  judged[place] = { value, isPlaceholder: judgement };
  return judgement;
}

/** Several rules ask about one value, one soon after the other. */
const PLACES = 256;
const judged: { readonly value: string; readonly isPlaceholder: boolean }[] = [];

const EXAMPLE_WORDS =
  'your|my|the|real|own|strong|super|secure|secret|api|auth|access|client|new|user|db|database|admin|token|key|password|passwd|pass|pwd|secret|value|here|me|in|it|this|goes|string|example|sample|dummy|fake|placeholder|to|be|set|of|from|env|vault|credentials?|name|id|username|login|hash|hashed';

const PLACEHOLDER: readonly RegExp[] = [
  // Ours, and everybody's word for "removed".
  /redacted|removed|masked|censored|\bhidden\b|anonymi[sz]ed|scrubbed|\bomitted\b|\belided\b|^(?:person|user|host|client|path)-[a-z2-7]{8}$/i,
  // References: ${X}, $X, $(cmd), {{ x }}, <x>, %X%, #{x}, @x@, [X], __X__.
  /^\\?\$\{[^}\s]{0,200}\}?$|^\\?\$[A-Za-z_][\w:]{0,80}$|^\$\(|^`[^`]*`$|^\{\{?[^{}]{0,200}\}?\}$|^<[^<>]{0,200}>$|^%[A-Za-z_][\w.]{0,80}%$|^%[sdvq@]$|^%\(?\w{0,40}\)?s$|^[#@]\{?[A-Za-z_]\w{0,80}[}@]?#?$|^\[[A-Za-z_ -]{1,80}\]$|^__(?:[A-Z\d_]{1,80}|[a-z_]{1,80})__$|^:[a-z_]{1,40}$|^\?$|^&\w+$|^\*\w+$/,
  // The signs of templates, which people also put around passwords: only names without digits, or in capitals, are theirs.
  // @@X@@, %%x.y%%, !A_B!, ##A_B##, [[x]], $[x].
  /^([@%])\1[A-Za-z]+(?:[_.-][A-Za-z]+)*\1\1$|^([#$~!|^*+=-]{1,2})[A-Z]+(?:_[A-Z\d]+)+\2$|^\[\[ ?[A-Za-z]+(?:[_. -][A-Za-z]+)* ?(?:\]\])?$|^\$\[[A-Za-z]+(?:[_.][A-Za-z]+)*\]?$/,
  // A number of up to 64 bits.
  /^0x[0-9a-f]{1,16}n?$/i,
  // References by name: process.env.X, os.environ["X"], getenv("X"), secrets.X, vault paths.
  /process\.env|import\.meta\.env|deno\.env|os\.environ|os\.getenv|\bgetenv\b|System\.get|GetEnvironmentVariable|\bENV\[|ENV\.fetch|\$_(?:ENV|SERVER)|\$ENV\{|\bsys\.env\b|Sys\.getenv|Platform\.environment|\benv\(|env::var|env!\(|ProcessInfo|\$env:|\bsecrets?\.[A-Z_a-z]+\b|\bvars?\.[a-z_]+$|\bvault:|^op:\/\/|^ssm:|^arn:|secretKeyRef|valueFrom|^file:|^@Microsoft\.KeyVault|^!(?:vault|secret|env|Ref|Sub|env_var)\b|config\.get|settings?\.[A-Za-z]/i,
  // Masks: ****, xxxx, ...., ----, ####, ••••, same character throughout.
  /^(.)\1{2,}$|^[*x•·.#_-]{3,}$|\*{3,}|x{5,}|X{4,}|•{2,}|\.{3}$|…|#{4,}|_{4,}/,
  // Upper-case names standing for a value: YOUR_TOKEN_HERE, API_KEY, DB_PASS.
  /^[A-Z][A-Z]*(?:_[A-Z0-9]+)+$|^[A-Z]{2,}(?:-[A-Z]+)+$/,
  // Words of examples, one after the other.
  new RegExp(
    `^(?:the|my|your|our|a|an|some|any|new|old|this|user|admin|test|db|app|example|sample|dummy|fake|default|placeholder|insert|enter|change|replace|put|add|paste|provide|set|use|api|access|secret|auth|real|actual|strong|secure|super|private|public|client|bearer|basic)?[-_ ]?(?:${EXAMPLE_WORDS}|actual|todo|tbd|changeme|changeit|none|null|nil|undefined|bearer|basic)(?:[-_ ]?(?:${EXAMPLE_WORDS}))*[-_ ]?\\d{0,2}$`,
    'i',
  ),
  /(?:^|[^a-z])(?:your|example|placeholder|sample|dummy|changeme|change[-_]?me|replace[-_]?(?:me|this|with)|insert[-_]|todo|fixme|lorem|foobar|not[-_]?(?:a[-_]?)?real|fake)(?:[^a-z]|$)/i,
  /^(?:true|false|yes|no|on|off|null|none|nil|undefined|nan|void|empty|blank|unset|required|optional|invalid|valid|missing|incorrect|wrong|weak|expired|string|str|text|number|int|integer|boolean|bool|bytes?|object|array|any|unknown|never|varchar|char|uuid|password|passwd|token|tokens|secret|secrets|key|keys|bearer|basic|digest|hmac|jwt|oauth2?|apikey|sha\d+|md5|rs256|hs256|es256|bcrypt|argon2(?:id|i|d)?|scrypt|pbkdf2|utf-?8|base64|hex|aes(?:-\d+-\w+)?|rsa|ed25519|plaintext|encrypted|hashed|raw|json|header|cookie|query|body|form|session|localstorage|memory|redis|file|vault|env|environment|prompt|stdin|manager|self|this|other|same|different|default|auto|always|never|forgot|reset|login|signup|submit|email|username|user|admin|root|guest|id|name|type|field|label|error|message|x-[a-z-]+|authorization|refresh|access|csrf|xsrf|id_token|access_token|refresh_token|client_credentials|authorization_code|current-password|new-password|one-time-code|short-lived|opaque|primary|foreign|unique|index|escape|enter|tab|shift|control|alt|meta|arrow\w+|space|backspace|delete)$/i,
];

/** Every part has letters of both cases and digits, and reads as no name: `kQ4xrT.vB7mZ2pw` is no chain of them. */
function isDrawn(value: string): boolean {
  return value.split('.').every((part) => part.length > 4 && alphabets(part) === 3 && !readsAsWords(part));
}

/** Names of code standing where a value would: chains of identifiers, calls, types. */
export function looksLikeCode(value: string): boolean {
  return (
    /^(?:this|self|cls|ctx|req|res|args?|opts?|options|props|params?|config|cfg|conf|settings|env|data|body|input|form|user|event|state|row|obj|item|session|request|response|credentials?|creds|secrets?|vault|std|os|z|t|new|await|await\b|typeof|lambda|func|function|async)\b[.(?!\s[]/.test(
      value,
    ) ||
    (/^[A-Za-z_$][\w$]*(?:(?:\?\.|\.|::|->)[A-Za-z_$][\w$]*)+[!?;]?$/.test(value) && !isDrawn(value)) ||
    /^[A-Za-z_$][\w$.:>-]*[([<].*/.test(value) ||
    /^[{[(]/.test(value) ||
    /^(?:str|string|String|bytes|int|bool|Optional|Option|Vec|List|Dict|Map|char|Buffer|Uint8Array)\b[^\s]{0,20}$/.test(
      value,
    )
  );
}

/** Domains that belong to nobody or to everybody (RFC 2606, RFC 6761). */
export function isReservedDomain(host: string): boolean {
  return /(?:^|\.)(?:example(?:\.(?:com|org|net|edu|invalid))?|test|invalid|localhost|localhost\.localdomain|your-?(?:domain|company|site|server|app|host|org)(?:\.\w+)*|mydomain\.com|domain\.(?:com|tld)|yourcompany\.\w+|acme\.(?:com|org|test))$/i.test(
    host,
  );
}
