import { isPersonalAccount } from '../accountNames';
import { rulesLike } from './rulesLike';

/** As accounts are written: lower case, parts joined by dots, low lines and hyphens. */
const LOGIN = '([a-z][a-z0-9]{0,30}(?:[._-][a-z0-9]{1,30}){0,3})';
/** Where a value that has no quotes ends: with the line, or before the next one of its kind. */
const END =
  '(?=[ \\t]{0,3}(?:$|[\\r\\n])|[,;]? [\\w.-]{1,30}=|["\'`]?[,;]? (?:action|tenant|from|host|ip|at|on)\\b)';
const KEY =
  '(?<![\\w$.-])(?:[Uu]ser[ _-]?[Nn]ame|USER_?NAME|[Ll]og(?:in)?[ _-]?[Nn]ame|LOG(?:IN_)?NAME|[Ll]ogin(?:[ _-]?[Ii]d)?|[Ss]sh[ _-]?[Uu]ser(?:[Nn]ame)?|SSH_USER|s[Aa][Mm][ _]?[Aa]ccount[ _]?[Nn]ame)';
const KEYWORDS = ['username', 'user name', 'user_name', 'user-name', 'loginname', 'login_name', 'login name']
  .concat([
    'logname',
    'login',
    'sshuser',
    'ssh_user',
    'ssh user',
    'loginid',
    'login_id',
    'login id',
    'accountname',
  ])
  .concat('account name');
const before = (signs: readonly string[]): string =>
  KEYWORDS.flatMap((key) => signs.map((sign) => key + sign)).join('|');

const login = rulesLike({
  category: 'paths',
  tier: 'context',
  weight: 54,
  rewrite: { as: 'user' },
  learn: true,
  accept: isPersonalAccount,
});

/** A value that is code: `username = form.name`. */
const OBJECT =
  /^(?:req|request|res|this|self|user|form|data|config|env|process|props|state|session|ctx|auth|current|args|params|body|input|event|row|record|account|profile|options|settings|credentials|creds|window|document|local|var|module|each|faker|model|entity|dto)\.|\.(?:name|user|username|login|id|value|email|text|length|key|data|sub|handle)$/;
const isWritten = (value: string): boolean => isPersonalAccount(value) && !OBJECT.test(value);

const PERSON_KEYS = [
  'user',
  'actor',
  'assignee',
  'reviewer',
  'owner',
  'author',
  'approver',
  'requester',
  'principal',
]
  .concat([
    'createdBy',
    'updatedBy',
    'approvedBy',
    'created_by',
    'updated_by',
    'approved_by',
    'created by',
    'updated by',
  ])
  .concat(['approved by']);

/** Of two parts or with a number, and no domain: a word alone is as often a role. */
const isUnlikeAWord = (value: string): boolean =>
  isWritten(value) &&
  /[._\d]/.test(value) &&
  !/\.(?:com|io|net|org|dev|ai|co|app|de|uk|eu|ts|js|py|md|json)$/.test(value);

/** Nor an argument of a call, nor the account that a program has at a database. */
function isBareValue(value: string, text: string, start: number): boolean {
  const line = text
    .slice(Math.max(0, text.lastIndexOf('\n', start)), start + 200)
    .split('\n', 2)
    .join('');
  return (
    isWritten(value) &&
    (!value.includes('-') || /\d/.test(value)) &&
    !/\([^()\n]{0,80}$/.test(text.slice(Math.max(0, start - 90), start)) &&
    !/(?:dbname|database|password|passwd|pwd|server|data source|driver)\s?=/i.test(line)
  );
}

/** What sshd, PAM, sudo and databases write of who came; then the account. */
const PHRASES = [
  '(?:Accepted|Failed|Postponed) (?:password|publickey|keyboard-interactive(?:/pam)?|gssapi-with-mic|none) for (?:(?:invalid|illegal) user )?',
  '(?:[Ii]nvalid|[Ii]llegal) user ',
  '(?:opened|closed) for user ',
  '[Nn]ew session c?\\d{1,6} of user ',
  '(?:[Ll]ogged|[Ss]igned) in as (?:user )?["\'`]?',
  'authentication failed for user "',
  "[Aa]ccess denied for user '",
  '\\buid=\\d{1,10}\\(',
  '(?:^|[\\n$#>] ?)whoami(?:: |\\r?\\n)[ \\t]{0,4}',
];

/** Names of accounts where a key, a log line or a command says that one follows. At level partial they stay, as in paths. */
export const loginRules = [
  login(
    'login-quoted',
    before([':', '=', '":', "':", ' =', '("', "('", '",', "',"]),
    new RegExp(`(${KEY}["']?\\s{0,2}(?:=>|[:=(,])\\s{0,3}["'\`])${LOGIN}(?=["'\`])`, 'g'),
    { accept: isWritten },
  ),
  login(
    'login-by-key',
    before([':', '=']),
    new RegExp(`(${KEY}(?:: {0,3}|=)(?:\\*\\* ?)?)${LOGIN}${END}`, 'g'),
    {
      accept: isBareValue,
    },
  ),
  login(
    'login-of-user',
    'user=|acct=',
    new RegExp(`((?<![\\w$.-])(?:r?user|R?USER|SUDO_USER|acct)=["']?)${LOGIN}(?:(?=["'])|${END})`, 'g'),
    { accept: isBareValue },
  ),
  login(
    'login-in-log',
    'accepted p|accepted k|accepted g|failed pa|failed pu|failed ke|failed none|postponed |invalid user |illegal user |opened for user|closed for user|failed for user|denied for user| of user |logged in as |signed in as |uid=0|whoami',
    new RegExp(
      `((?:${PHRASES.join('|')}))${LOGIN}(?=["'\`]|[.,;:)(\\r\\n]|\\s{0,2}$| (?:from|by|and|on|at|via|with|but|then)\\b)`,
      'g',
    ),
  ),
  login(
    'login-of-role',
    'role "',
    new RegExp(`(\\brole ")${LOGIN}(?=" (?:does not exist|already exists|is not permitted|cannot be))`, 'g'),
  ),
  login(
    'login-of-person-key',
    PERSON_KEYS.flatMap((key) => ['":', "':", ': ', '='].map((sign) => key + sign)).join('|'),
    new RegExp(
      `((?<![\\w$.-])(?:${PERSON_KEYS.join('|')})(?:["']?\\s{0,2}:\\s{0,3}["'\`]|: |=))${LOGIN}(?:(?=["'\`])|${END})`,
      'g',
    ),
    { accept: isUnlikeAWord },
  ),
  login(
    'login-told',
    'by user |for user |as user |username |user.name ',
    new RegExp(
      `(\\b(?:(?:by|for|as) user |[Uu]sername (?:is |was )?|git config (?:--\\w{1,10} )?user\\.name )["'\`]?)${LOGIN}(?![\\w@/(\\[<-]|\\.\\w)`,
      'g',
    ),
    { accept: isUnlikeAWord },
  ),
  login('login-with-host', "'@'|`@`|'@\"", new RegExp(`(['\`])${LOGIN}(?=['\`]@['"\`])`, 'g')),
  login('login-of-sudoer', ' all=(', new RegExp(`((?:^|[\\n\\r:] ?))${LOGIN}(?=\\s{1,8}ALL ?= ?\\()`, 'g')),
  login(
    'login-in-sudo',
    'sudo:|sudo[',
    new RegExp(`(\\bsudo(?:\\[\\d{1,7}\\])?: {1,4})${LOGIN}(?= : )`, 'g'),
  ),
  login(
    'login-in-access-log',
    ' [00/',
    new RegExp(
      `((?:^|[\\n\\r])[\\w.:-]{3,60} (?:-|[\\w.-]{1,30}) )${LOGIN}(?= \\[\\d\\d/[A-Z][a-z]{2}/\\d{4})`,
      'g',
    ),
  ),
  login(
    'login-in-directory',
    'uid=',
    new RegExp(`(\\b(?:uid|UID)=)${LOGIN}(?=, ?(?:ou|cn|dc|o|OU|CN|DC|O)=)`, 'g'),
  ),
  login(
    'login-at-host',
    'ssh |scp |sftp |rsync |ssh-copy-id |mosh |ssh://|sftp://|rsync://|smb://|@bitbucket.org|@dev.azure.com',
    new RegExp(
      `((?<![\\w-])(?:ssh|scp|sftp|rsync|ssh-copy-id|mosh)\\s(?:[^\\n|;@]{0,120}?[\\s=])?["']?|\\b(?:ssh|sftp|rsync|smb)://|https://(?=[\\w.-]{3,60}@(?:bitbucket\\.org|dev\\.azure\\.com)/))${LOGIN}(?=@[\\w[])`,
      'g',
    ),
    { weight: 65 },
  ),
  login(
    'login-in-command',
    'useradd |adduser |userdel |usermod |chage ',
    new RegExp(
      `(\\b(?:useradd|adduser|userdel|usermod|chage)(?: --?[\\w-]{1,20}(?:[ =][\\w/.,]{1,40})?){0,6} )${LOGIN}(?=\\s{0,3}(?:$|[\\n;&|"'\`]))`,
      'g',
    ),
  ),
  login(
    'login-in-ssh-config',
    'hostname ',
    new RegExp(
      `(\\bHostName [^\\s]{1,80}\\s{1,12}(?:Port \\d{1,5}\\s{1,12})?User[ \\t]{1,4})${LOGIN}(?=[ \\t]{0,4}(?:$|[\\r\\n]))`,
      'gi',
    ),
  ),
];
