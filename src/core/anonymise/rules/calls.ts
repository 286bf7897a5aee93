import { isPlaceholder } from '../harmless';
import { looksGenerated } from '../randomness';
import type { Rule } from '../rule';

const common = { category: 'passwords', tier: 'secret', weight: 79, learn: true } as const;
const rewrite = { as: 'secret', name: 'PASSWORD' } as const;

/** What people choose as a password: a digit or a sign in it, no placeholder, no path or option. */
const chosen = (value: string): boolean =>
  value.length >= 4 &&
  !isPlaceholder(value) &&
  !/^[-/$]|\s/.test(value) &&
  (/\d/.test(value) || /[^A-Za-z0-9_]/.test(value)) &&
  !/^\d{1,5}$/.test(value);

/** Secrets that stand as an argument where the function, not a name, says what it is. */
export const callRules: readonly Rule[] = [
  {
    ...common,
    id: 'third-argument',
    keywords: [
      'getconnection(',
      'pdo(',
      'mysqli',
      'mysql_connect(',
      'plainauth(',
      'dbi->connect',
      'createconnection(',
      'ftp_login(',
      'oci_connect(',
    ],
    pattern:
      /(\b(?:getConnection|PDO|mysqli(?:_connect)?|mysql_connect|PlainAuth|DBI->connect|createConnection|ftp_login)\s{0,2}\(\s{0,4}(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|[\w.$]{1,60})\s{0,2},\s{0,4}(?:"[^"\n]{0,80}"|'[^'\n]{0,80}'|[\w.$]{1,60})\s{0,2},\s{0,4}["'])([^"'\n]{4,200})(?=["'])/g,
    accept: chosen,
    rewrite,
  },
  {
    ...common,
    id: 'signing-argument',
    category: 'api-keys',
    keywords: ['jwt', 'jose', 'createhmac', 'hmac', 'cryptojs', 'createcipher', 'fernet('],
    pattern:
      /((?:\b(?:jwt|JWT|jsonwebtoken|jose)\.(?:sign|verify|encode|decode)\(\s{0,4}[\w.$]{1,60}\s{0,2},\s{0,4}|\b[cC]reateHmac\(\s{0,2}["'][\w-]{1,20}["']\s{0,2},\s{0,4}|\bhmac\.new\(\s{0,2}b?|\bCryptoJS\.\w{1,12}(?:\.\w{1,12})?\(\s{0,2}[\w.$()]{1,80}\s{0,2},\s{0,4}|\bcreate(?:C|Dec)ipher(?:iv)?\(\s{0,2}["'][\w-]{1,20}["']\s{0,2},\s{0,4}(?:Buffer\.from\()?|\bFernet\(\s{0,2}b?)["'])([^"'\n]{6,400})(?=["'])/g,
    accept: (value) =>
      !isPlaceholder(value) &&
      (looksGenerated(value, 6) || chosen(value)) &&
      !/^(?:sha|md|aes|hs|rs|es)-?\d/i.test(value),
    rewrite: { as: 'secret', name: 'SIGNING_KEY' },
  },
  {
    ...common,
    id: 'typed-password',
    keywords: [
      '.type(',
      'send_keys(',
      'sendkeys(',
      '.fill(',
      'fill_in',
      'setvalue(',
      'typetext(',
      'entertext(',
    ],
    pattern:
      /(\b[Pp]assw(?:or)?d\b[^\n]{0,40}?["'`\])]{1,4}\s{0,2}(?:,|\.(?:type|send_?[kK]eys|fill|setValue|typeText|enterText)\()\s{0,2}(?:with: )?["'])([^'"\n]{4,100})(?=["'])/g,
    accept: chosen,
    rewrite,
  },
  {
    ...common,
    id: 'expected-prompt',
    keywords: ['assword:'],
    pattern:
      /(assword:?\s{0,2}["']\)?;?\s{0,6}\w{0,12}\.?send(?:line)?\s{0,2}\(?\s{0,2}["'])([^"'\\\n]{4,100})/g,
    accept: chosen,
    rewrite,
  },
  {
    ...common,
    id: 'secure-string',
    keywords: ['securestring'],
    pattern: /(ConvertTo-SecureString\s{1,3}(?:-String\s{1,3})?["'])([^"'\n]{4,200})(?=["'])/gi,
    accept: (value) => value.length >= 4 && !isPlaceholder(value),
    rewrite,
  },
  {
    ...common,
    id: 'twilio-pair',
    category: 'api-keys',
    keywords: ['twilio', 'client('],
    pattern: /(["']AC[0-9a-f]{32}["']\s{0,2},\s{0,4}["'])([0-9a-f]{32})(?=["'])/g,
    rewrite: { as: 'secret', name: 'TWILIO_AUTH_TOKEN' },
  },
];
