import { isPlaceholder } from '../harmless';
import { readsAsWords } from '../randomness';
import type { Rule } from '../rule';
import { rulesLike, secret, word } from './rulesLike';

const code = rulesLike({
  category: 'passwords',
  tier: 'secret',
  weight: 81,
  learn: true,
  rewrite: word('CODE'),
  accept: (value) => !isPlaceholder(value),
});

/** As GitHub has them. */
const PAIR = '[a-z0-9]{4,5}-[a-z0-9]{4,5}';
/** A code with a digit in it; digits in pairs of four; the next ones, after a comma or a bullet, need none. */
const CODE = String.raw`(?:(?=[A-Za-z-]{0,20}\d)[A-Za-z0-9]{4,12}(?:-[A-Za-z0-9]{4,12}){0,3}(?: \d{4,5}(?!\d)){0,3})`;
const NEXT = String.raw`(?:["']?(?:\s{0,2}[,;/|]\s{0,2}|\s{0,2}\n\s{0,4}(?:[-*•]|\d{1,2}[.)])?\s{0,2}|\s(?:and|und|or|y|et)\s)["']?(?:${CODE}|${PAIR})|\s${CODE})`;

/** Words of a sentence of four letters: `app password that will only work`. */
const EVERYDAY =
  /\b(?:that|will|only|work|with|must|have|been|from|this|they|when|then|than|were|your|into|over|also|some|each|more|used|uses|once|here|does|need|very|just|like|such|even|most|both|next|last|same|user|code|page|mail|site|list|sent|test|file|data|type|name|text|form|auth|case|time)\b/i;

/** Codes and keys that open an account when its password does not: under their names, in lists and in groups. */
export const recoveryCodeRules: readonly Rule[] = [
  code(
    'recovery-codes',
    'recovery code|recovery key|recoverycode|backup code|backupcode|backup-code|backup_code|recovery-code|recovery_code|scratch code|emergency code',
    new RegExp(
      `(\\b(?:recovery|backup|scratch|emergency)[ _-]?(?:codes?|keys?)\\b["']?(?: ?\\([^()\\n]{1,30}\\)| left| are| is| were| was| (?:for|of|from) [^\\n:=]{1,40}(?=[:=]))?\\s{0,2}[:=]?\\s{0,4}(?:[-*•[]|\\d{1,2}[.)])?\\s{0,2}["'\`]?)((?:${CODE}|${PAIR}(?=[\\s,;/|]{1,4}[a-z0-9]{4,5}-))(?:${NEXT}){0,19})(?![\\w-])`,
      'gi',
    ),
    {
      beside: 'digit-after',
      accept: (value) => /\d/.test(value) && !/^(?:[a-z]+-)?v?\d{1,4}$|^\d{4}$|^(?:19|20)\d\d-/i.test(value),
      rewrite: word('RECOVERY_CODES'),
    },
  ),
  code(
    'spoken-code',
    'puk|alarm code|unlock code|door code|gate code|safe code|garage code|pairing code|building code|vault code|vault pin|combination|alarm pin|door pin',
    /(\b(?:PUK\d?|(?:[Aa]larm|[Uu]nlock|[Dd]oor|[Gg]ate|[Ss]afe|[Gg]arage|[Pp]airing|[Bb]uilding|[Vv]ault) ?(?:code|PIN|pin)|(?:safe|lock|locker|padlock|vault) combination)(?: (?:is|was|for [a-z ]{1,20}))?\s{0,2}[:=]?\s{0,2}["'`#]?)(\d{4,8}|\d{1,2}(?:-\d{1,2}){2,3})(?![\w-]|\.\d)/g,
    { beside: 'digits' },
  ),
  code(
    'app-password',
    'app password|app-password|application password|app-specific|apppassword|gmail password',
    /(\b(?:app(?:lication)?(?:[- ]specific)?|gmail|icloud)[ _-]?pass(?:word|code)s?["']?(?: ?\([^()\n]{1,20}\))?\s{0,2}(?:[:=]|is |was )?\s{0,2}["'`]?)((?:[a-z]{4}[ -]){3}[a-z]{4}|[a-z]{16}|(?:[A-Za-z0-9]{4} ){5}[A-Za-z0-9]{4})(?![\w-])/gi,
    { accept: (value) => !EVERYDAY.test(value), rewrite: secret('APP_PASSWORD') },
  ),
  code(
    'totp-secret',
    'oathtool|ykman oath|authenticator|totp|0fa|mfa|otp |setup key|two-factor',
    /((?:\boathtool\b|\bykman oath\b|\b[Aa]uthenticator\b|\b[Tt][Oo][Tt][Pp]|\b2[Ff][Aa]\b|\b[Mm][Ff][Aa]\b|\b[Oo][Tt][Pp]\b|\b[Tt]wo-factor\b|\b[Ss]etup key\b)[^\n]{0,60}?[\s"'(=:]["'`]?)((?:[A-Z2-7]{4}[ -]){3,12}[A-Z2-7]{2,4}|(?=[a-z ]{0,30}[2-7])(?:[a-z2-7]{4}[ -]){3,12}[a-z2-7]{2,4}|[A-Z2-7]{16,64})(?![A-Za-z0-9])/g,
    {
      category: 'api-keys',
      accept: (value) => !isPlaceholder(value) && (/[2-7]/.test(value) || !readsAsWords(value)),
      rewrite: secret('TOTP_SECRET'),
    },
  ),
  // BIP-39 as people note it down.
  code(
    'seed-phrase-list',
    'seed|wallet|mnemonic|recovery phrase',
    /(\b(?:seed|wallet|mnemonic|recovery phrase)\b[^\n]{0,40}\n\s{0,3})((?:(?:\d{1,2}[.)]|[-*•])\s{1,2}[a-z]{3,8}\s{1,4}){11,23}(?:\d{1,2}[.)]|[-*•])\s{1,2}[a-z]{3,8})(?![\w])/gi,
    { category: 'private-keys', rewrite: secret('SEED_PHRASE') },
  ),
  code(
    'product-key',
    'serial|product key|activation|registration|license|licence',
    /(\b(?:serial(?: ?(?:number|no))?|product[ _-]?key|activation[ _-]?(?:key|code)|registration[ _-]?(?:key|code)|licen[cs]e(?:[ _-]?(?:key|code))?)["']?(?: is)?\s{0,2}[:=]?\s{0,2}["'`]?)((?:[A-Z0-9]{4,6}-){2,6}[A-Z0-9]{4,6})(?![\w-])/gi,
    {
      category: 'api-keys',
      accept: (value) =>
        value === value.toUpperCase() && (/\d/.test(value) || !readsAsWords(value)) && !isPlaceholder(value),
      rewrite: secret('LICENSE_KEY'),
    },
  ),
];
