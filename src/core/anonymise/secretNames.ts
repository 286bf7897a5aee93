import { Remembered } from './remembered';

/** What a name says about the value beside it. */
export type SecretKind = 'password' | 'secret' | 'token' | 'key';

/** Substrings of which a secret's name has at least one; they wake `assignments.ts`. */
export const SECRET_WORDS: readonly string[] =
  'pass|secret|token|key|auth|cred|pw|pin|jwt|bearer|cookie|session|sid|kennwort|senha|contrase|mot de p|motdep|mdp|salt|pepper|mnemonic|seed|otp|recovery|signature|csrf|xsrf|dsn|identified by|webhook|license|licence|clave|psk|access code|access_code|access-code|accesscode|ion code|devops pat|github pat|gitlab pat|_pat|-pat|devopspat|githubpat|gitlabpat|accesspat|adopat|wachtwoord|heslo|parol|kodeord|adgangskode|salasana|lozinka|zugangsdaten|mat khau|katasandi|kata sandi|extpat|ext.pat|haslo|losenord|backup_code|backupcode|backup-code|y answer|y_answer|yanswer|y-answer|eanswer|e_answer|nanswer|n_answer|ntlm|nthash|nt_hash|lmhash|lm_hash'.split(
    '|',
  );

/** The same in letters beyond ASCII. */
const FOREIGN_WORDS =
  /пароль|пароля|密码|密碼|口令|パスワード|暗証番号|비밀번호|암호|hasło|hasła|jelszó|lösenord|şifre|parolă|סיסמה|κωδικός/
    .source;
export const FOREIGN_SECRET_WORDS = new RegExp(
  `${FOREIGN_WORDS}|${/mật khẩu|رمز عبور|كلمة المرور/.source}`,
  'giu',
);

/** Ends of a name that change nothing about what it names. */
const TRAILING =
  /^(?:\d+|value|val|string|str|plain|plaintext|raw|prod|production|staging|stage|dev|test|live|sandbox|old|new|current|previous|prev|default|b64|base64|hex|encoded|primary|secondary|main|backup|private|v\d|a|b|one|two|here)$/;
const PASSWORD = new RegExp(
  `^(?:pass|passe|pw|psw|pswd|kennwort|senha|clave|mdp|motdepasse|contrase[nñ]a|pin|psk|wachtwoord|haslo|losenord|parola|salasana|heslo|kodeord|passord|adgangskode|lozinka|zugangsdaten|sandi|katasandi|khau|parol|${FOREIGN_WORDS}|${/khẩu|المرور|عبور/.source})$|(?:password|passwd|passphrase|passwort|pwd|passcode|authtok)$|(?:^|db|root|admin|user|my|app|smtp|imap|ftp|redis|sql|login|mail|https?|ssh|vpn|web|pg|mongo|ldap|svc|auth|bind|key|store|remote|proxy|wifi|rpc)pass$|.(?<!^get)pw$`,
);
const SECRET =
  /^(?:secret|secrets|credential|credentials|creds|cred|salt|pepper|mnemonic|seed|seedphrase|passkey)$|secret$/;
const TOKEN =
  /^(?:token|tokens|jwt|bearer|apikey|apikeys|cookie|cookies|session|sid|sessid|sessionid|auth|authorization|authtoken|setcookie|accesstoken|refreshtoken|idtoken|pat|otp|totp|csrf|xsrf|signature|recovery|phpsessid|jsessionid|dsn|webhook)$|token$|apikey$|sessid$/;
const KEY =
  /^(?:key|keys)$|(?:api|access|secret|private|auth|encryption|license|licence|account|master|signing|shared|service|admin|app|server|client)keys?$/;
/** Before "key": keys that are names, not secrets. */
const NAMING_KEY =
  /^(?:public|primary|foreign|cache|partition|sort|row|hash|map|unique|index|composite|natural|surrogate|translation|i18n|locale|event|query|routing|idempotency|object|dictionary|lookup|group|grouping|config|settings?|json|redis|s3|state|react|list|item|record|column|metric|label|tag|feature|flag|registry|env|entity|business|message|menu|hot|shortcut|arrow|modifier|keyboard|pub|rate|limit|dedup(?:e|lication)?|lock|by|the|a|of|for|on|no|npm|docker|build|public|each|same|sorted|first|last|next|prev|any|other)$/;
const STRONG_KEY =
  /^(?:api|access|secret|private|encryption|encrypt|signing|sign|master|license|licence|auth|service|account|storage|shared|app|application|client|consumer|admin|write|ingest|ingestion|integration|subscription|server|deploy|deployment|session|cipher|crypto|aes|hmac|jwt|rsa|ssh|gpg|pgp|wg|wireguard|preshared|psk|webhook|stripe|openai|aws|azure|gcp|google|twilio|sendgrid|mailgun|datadog|dd|algolia|fastly|cloudflare|maps|firebase|supabase|vault|app_|rails|django|flask|laravel|cookie|data|user|customer|merchant|partner|bot|host|functions?|fernet|kms|root|recovery|unseal)$/;

const splitNames = new Remembered<readonly string[]>();

/** The words of an identifier, lower case: camelCase, snake_case, kebab-case, dots. */
export function nameWords(name: string): readonly string[] {
  const known = splitNames.get(name);
  if (known !== undefined) return known;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  splitNames.set(name, words);
  return words;
}

/** In other languages what it opens comes last: `senhaBanco`, `clave_acceso`. */
const NOUN_FIRST =
  /^(?:senha|contrase[nñ]a|clave|motdepasse|mdp|haslo|heslo|wachtwoord|losenord|passwort|kennwort|parola)$/;
const HASH = /^(?:hash|hashed|md5|sha\d{0,3}|digest|crypt|bcrypt)$/;

const SECURITY_QUESTION = /^(?:security|secret|challenge|recovery|kba)$/;
/** Of a password, which lets in as the password does. */
const WINDOWS_HASH = /(?:ntlm(?:v[12])?|^nt|^lm)hash$/;

/** The kind of secret that a name announces; undefined when the value beside it is none. */
export function secretKind(name: string): SecretKind | undefined {
  const known = kinds.get(name);
  if (known !== undefined) return known === 'none' ? undefined : known;
  const kind = kindOf(name);
  kinds.set(name, kind ?? 'none');
  return kind;
}

/** Names repeat in every record. */
const kinds = new Remembered<SecretKind | 'none'>();

function kindOf(name: string): SecretKind | undefined {
  const words = nameWords(name);
  let last = words.length - 1;
  while (last > 0 && TRAILING.test(words[last] ?? '')) last -= 1;
  const word = words[last] ?? '';
  const before = words[last - 1] ?? '';
  if (
    /^(?:no|is|has|max|min|needs?|use|show|hide|hash|reset|forgot|validate|check|get|with|without|missing|invalid|require|requires|enable|disable|verify)$/.test(
      words[0] ?? '',
    ) &&
    words.length > 1 &&
    last > 0
  ) {
    if (!/^(?:get|with|use)$/.test(words[0] ?? '')) return undefined;
  }
  // Answers yes or no: `issecret=true`.
  if (/^(?:is|has)(?:secret|password|passwd|token|apikey)$/.test(word)) return undefined;
  if (word === 'answer' && words.some((part) => SECURITY_QUESTION.test(part))) return 'password';
  if (WINDOWS_HASH.test(words.slice(0, last + 1).join('')) && words.length < 4) return 'password';
  if (HASH.test(word) && words.some((part) => part.length > 3 && PASSWORD.test(part))) return 'password';
  if (words.length < 4 && NOUN_FIRST.test(words[0] ?? '')) return 'password';
  if (word === 'base' && before === 'key') return 'key';
  if (word === 'passe' && before === 'de') return 'password';
  if (PASSWORD.test(word)) return word === 'pin' && words.length > 2 ? undefined : 'password';
  if (word === 'phrase' && /^(?:pass|seed|recovery|secret|mnemonic)$/.test(before)) return 'password';
  if ((word === 'word' && before === 'pass') || (word === 'material' && before === 'key')) return 'password';
  if (
    /^(?:code|codes)$/.test(word) &&
    /^(?:recovery|backup|pass|security|access|auth|verification|otp|pin|2fa|mfa|pairing|unlock|one|login|activation|invite|voucher)$/.test(
      before,
    )
  )
    return 'token';
  if (SECRET.test(word)) return 'secret';
  if (word === 'id' && /^(?:session|sess)$/.test(before)) return 'token';
  // Half of a pair: Vault's `secret_id`, an `access_key_id`.
  if (
    word === 'id' &&
    (before === 'secret' || (before === 'key' && /^(?:access|private)$/.test(words[last - 2] ?? '')))
  )
    return 'key';
  if (TOKEN.test(word)) return 'token';
  if (word === 'data' && before === 'key') return 'key';
  if (KEY.test(word)) {
    if (word.length > 4) return 'key';
    return NAMING_KEY.test(before) ? undefined : 'key';
  }
  return undefined;
}

/** A key's name says plainly that it is secret (apiKey, signing_key), so that a short value is believed. */
export function isStrongKeyName(name: string): boolean {
  const words = nameWords(name);
  return (
    words.some((word) => STRONG_KEY.test(word)) || words.some((word) => KEY.test(word) && word.length > 4)
  );
}

/** What has such a name is as often an identifier as a secret when it is a UUID. */
const UUID_NAME =
  /^(?:session|sessionid|sess|sid|trace|request|correlation|idempotency|page|paging|cursor|continuation|next|sync|primary|foreign|cache|partition|row|sort|record|lock|dedup|event|message|routing|csrf|xsrf)$/;

/** A UUID beside this name is a secret (Heroku, Postmark, Snyk and others give UUIDs as keys). */
export function isUuidSecret(name: string): boolean {
  const words = nameWords(name);
  return (
    (words.length > 1 ||
      /^(?:secret|apikey|authtoken|accesstoken|password)$/.test(words[0] ?? '') ||
      words[0] === 'token') &&
    !words.some((word) => UUID_NAME.test(word))
  );
}

/** Objects and setters that a name hangs on: `builder.setApiKey`, `config.token`. */
const NO_PART_OF_NAME =
  /^(?:set|get|with|config|configuration|cfg|this|self|builder|options?|opts|settings|my|the|our|your|process|env|[a-z])$/;

/** The name that an environment variable for it would have: `jwtSecret` gives `JWT_SECRET`. */
export function environmentName(name: string, fallback: string): string {
  const words = nameWords(name).filter((word) => /^[a-z0-9]+$/.test(word));
  while (words.length > 2 && NO_PART_OF_NAME.test(words[0] ?? '')) words.shift();
  const joined = words.slice(-4).join('_').toUpperCase();
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(joined) && joined !== 'KEY' && joined !== 'AUTH' && joined !== 'PASS'
    ? joined
    : fallback;
}
