import { isLikelyPassword } from '../passwordShape';
import { looksGenerated } from '../randomness';
import type { Rule } from '../rule';
import { rulesLike, secret } from './rulesLike';

const password = rulesLike({
  category: 'passwords',
  tier: 'secret',
  weight: 78,
  learn: true,
  accept: (value) => isLikelyPassword(value),
  rewrite: secret('PASSWORD'),
});
const key = (value: string): boolean =>
  !/^(?:hmac|pbkdf|aes|sha|md5|rsa|[hrep]s\d|blowfish|utf)/i.test(value) &&
  (isLikelyPassword(value) || looksGenerated(value, 8));

/** What an argument may be that is not the secret: a literal, a name, a call, an object. */
const ARGUMENT = String.raw`(?:\s{0,4}(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|[\w.$&:@]{1,60}(?:\([^()\n]{0,60}\))?|\{[^{}\n]{0,80}\})(?:\.\w{1,20}\(\))?\s{0,2},)`;
/** What may stand around a literal: `[]byte("…")`, `Some("…")`, `b"…"`. */
const WRAP = String.raw`\s{0,4}(?:\[\]byte\(|Some\(|new |Buffer\.from\(|String\.from\(|b(?=["']))?`;
/** A literal that holds a digit. */
const LITERAL = String.raw`["'])((?=[^"'\n]{0,80}\d)[^"'\s]{5,200})(?=["'])`;

const calls = (names: string, least: number, most: number): RegExp =>
  new RegExp(`((?:${names})\\s{0,2}[(\\s]${ARGUMENT}{${least},${most}}${WRAP}${LITERAL}`, 'g');

/** Passwords and keys among the arguments of calls that take one: the name of the function says so, not one beside it. */
export const positionalArgumentRules: readonly Rule[] = [
  password(
    'argument-of-connect',
    'connect(|open(|open "|bind(|database(|.begin(|softap(|ftp(|sequelize(|setcredentials(|.setauth(|mqtt',
    calls(
      String.raw`\.(?:connect|[Oo]pen|[Bb]ind|softAP|begin|setCredentials|setAuth)|\b(?:database|FTP(?:_TLS)?|Sequelize|WiFi\.begin|dbConnect|odbc_connect|pg_connect|oci_connect|ldap_bind)`,
      1,
      4,
    ),
  ),
  password(
    'argument-of-login',
    'create_user(|create_superuser(|createuser|basic_auth|basicauth|emailandpassword(|credentials|authenticate(|signin|login(|.basic(|adduser(|register(',
    calls(
      String.raw`\b(?:create_(?:super)?user|createUser(?:WithEmailAndPassword)?|signInWithEmailAndPassword|basic_?[aA]uth|[Aa]uthenticate|[Cc]redentials(?:\.basic|::new)?|[Ss]ignIn|signin|login|add_?[Uu]ser|register(?:_user|User)?)`,
      1,
      4,
    ),
  ),
  password(
    'argument-of-signing',
    'jwt.|signedstring(|signwith(|cookieparser(|scrypt|pbkdf0|keyspec(|keystore|.load(|hmac|symmetrickey|constructevent(|signature(',
    calls(
      String.raw`\bjwt\.(?:sign|verify|encode|decode)|\b(?:SignedString|signWith|setSigningKey|cookieParser|scrypt(?:Sync)?|pbkdf2(?:Sync)?|(?:SecretKey|PBEKey)Spec|[kK]ey[sS]tore\.load|keyStore\.load|SymmetricSecurityKey|constructEvent|(?:verify|validate|create)Signature|hmac\.New)`,
      0,
      3,
    ),
    { category: 'api-keys', accept: key, rewrite: secret('SIGNING_KEY') },
  ),
  password(
    'argument-of-hashing',
    'password_hash(|password_verify(|.auth(|:auth(|>auth(|hash_password(|hashpw(|.hash(|bcrypt|verify(|sendline(|check_password',
    calls(
      String.raw`\b(?:password_(?:hash|verify)|hash_?[pP]assword|check_?[pP]assword|hashpw|bcrypt\.(?:hash|compare)(?:Sync)?|GenerateFromPassword)|[.:>]auth`,
      0,
      0,
    ),
  ),
  password(
    'compared-password',
    'equals(|constanttimecompare(|compare_digest(|hash_equals(|timingsafeequal(|strcmp(',
    /((?:\b\w{0,30}(?:[pP]ass(?:word|wd|phrase|code)?|[pP]wd|PASSWORD|[tT]oken|[sS]ecret|[aA]pi_?[kK]ey|[pP]in)\.(?:equals|equalsIgnoreCase|compareTo|Equals)\(\s{0,2}|\b(?:ConstantTimeCompare|compare_digest|hash_equals|timingSafeEqual|strcmp)\s?\(\s{0,2}[^"'\n]{0,80},\s{0,2}[^"'\n,]{0,20})["'])([^"'\s]{4,200})(?=["'])/g,
    { accept: (value) => key(value) || /\d/.test(value) },
  ),
  password(
    'literal-compared',
    '.equals(|".equal',
    /(["'])((?=[^"'\n]{0,80}\d)[^"'\s]{5,200})(?=["']\.(?:equals|equalsIgnoreCase|Equals|contentEquals)\(\w{0,30}(?:[pP]ass(?:word|wd|phrase|code)?|[pP]wd|PASSWORD|[tT]oken|[sS]ecret|[pP]in)\b)/g,
    { accept: (value) => key(value) },
  ),
  password(
    'noted-literal',
    '# sudo|# pass|// pass|// pw|# pw|// secret|# secret|// token|// root pass|# root pass',
    /(["'])((?=[^"'\n]{0,80}\d)[^"'\s]{5,200})(?=["'][^"'\n]{0,60}(?:\/\/|#)\s{0,2}(?:the |sudo |root |admin |db |user )?(?:password|passwd|pass|pw|secret|token)\b)/g,
  ),
  password(
    'encoded-pair',
    'btoa(|b00encode(|base00_encode(',
    /(\b(?:btoa|b64encode|base64_encode)\(\s{0,2}b?["'`][\w.@-]{1,60}:)([^"'`\s]{4,200})(?=["'`])/g,
    { accept: (value) => !/^\$/.test(value) },
  ),
];
