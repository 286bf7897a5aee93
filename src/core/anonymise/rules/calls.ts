import { isPlaceholder } from '../harmless';
import { looksGenerated } from '../randomness';
import type { Rule } from '../rule';
import { rulesLike, secret } from './rulesLike';

/** What people choose as a password: a digit or a sign in it, no placeholder, no path or option. */
const chosen = (value: string): boolean =>
  value.length >= 4 &&
  !isPlaceholder(value) &&
  !/^[-/$]|\s/.test(value) &&
  (/\d/.test(value) || /[^A-Za-z0-9_]/.test(value)) &&
  !/^\d{1,5}$/.test(value);

const argument = rulesLike({
  category: 'passwords',
  tier: 'secret',
  weight: 79,
  learn: true,
  accept: chosen,
  rewrite: secret('PASSWORD'),
});

/** Secrets that stand as an argument where the function, not a name, says what it is. */
export const callRules: readonly Rule[] = [
  argument(
    'third-argument',
    'getconnection(|pdo(|mysqli|mysql_connect(|plainauth(|dbi->connect|createconnection(|ftp_login(',
    /(\b(?:getConnection|PDO|mysqli(?:_connect)?|mysql_connect|PlainAuth|DBI->connect|createConnection|ftp_login)\s{0,2}\((?:\s{0,4}(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|[\w.$]{1,60})\s{0,2},){2}\s{0,4}["'])([^"'\n]{4,200})(?=["'])/g,
  ),
  argument(
    'signing-argument',
    'jwt|jsonwebtoken|jose|hmac|cryptojs|createcipher|createdecipher|fernet(',
    /((?:\b(?:jwt|JWT|jsonwebtoken|jose)\.(?:sign|verify|encode|decode)\(\s{0,4}[\w.$]{1,60}\s{0,2},\s{0,4}|\b[cC]reate(?:Hmac|(?:C|Dec)ipher(?:iv)?)\(\s{0,2}["'][\w-]{1,20}["']\s{0,2},\s{0,4}(?:Buffer\.from\()?|\bhmac\.new\(\s{0,2}b?|\bCryptoJS\.\w{1,12}(?:\.\w{1,12})?\(\s{0,2}[\w.$()]{1,80}\s{0,2},\s{0,4}|\bFernet\(\s{0,2}b?)["'])([^"'\n]{6,400})(?=["'])/g,
    {
      category: 'api-keys',
      accept: (value) =>
        !isPlaceholder(value) &&
        (looksGenerated(value, 6) || chosen(value)) &&
        !/^(?:sha|md|aes|hs|rs|es)-?\d/i.test(value),
      rewrite: secret('SIGNING_KEY'),
    },
  ),
  argument(
    'typed-password',
    '.type(|send_keys(|sendkeys(|.fill(|fill_in|setvalue(|typetext(|entertext(',
    /(\b[Pp]assw(?:or)?d\b[^\n]{0,40}?["'`\])]{1,4}\s{0,2}(?:,|\.(?:type|send_?[kK]eys|fill|setValue|typeText|enterText)\()\s{0,2}(?:with: )?["'])([^'"\n]{4,100})(?=["'])/g,
  ),
  argument(
    'expected-prompt',
    'assword:',
    /(assword:?\s{0,2}["']\)?;?\s{0,6}\w{0,12}\.?send(?:line)?\s{0,2}\(?\s{0,2}["'])([^"'\\\n]{4,100})/g,
  ),
  argument(
    'secure-string',
    'securestring',
    /(ConvertTo-SecureString\s{1,3}(?:-String\s{1,3})?["'])([^"'\n]{4,200})(?=["'])/gi,
    { accept: (value) => !isPlaceholder(value) },
  ),
  argument(
    'twilio-pair',
    'twilio|client(',
    /(["']AC[0-9a-f]{32}["']\s{0,2},\s{0,4}["'])([0-9a-f]{32})(?=["'])/g,
    {
      category: 'api-keys',
      accept: () => true,
      rewrite: secret('TWILIO_AUTH_TOKEN'),
    },
  ),
];
