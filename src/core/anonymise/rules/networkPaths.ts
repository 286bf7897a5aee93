import { isPersonalAccount } from '../accountNames';
import type { Rule } from '../rule';
import { rulesLike } from './rulesLike';

const account = rulesLike({ tier: 'context', category: 'paths', weight: 53, rewrite: { as: 'user' } });

const COMMON_ACCOUNTS =
  /^(?:runner|runneradmin|node|ubuntu|root|vscode|codespace|app|apps|application|ec2-user|circleci|jenkins|travis|user|users|username|user-?name|your-?name|youruser|yourusername|you|me|admin|administrator|shared|public|default|all users|default user|guest|test|tester|dev|developer|deploy|git|docker|www-data|nobody|vagrant|gitpod|coder|builder|build|ci|node_modules|jovyan|airflow|postgres|mysql|redis|nginx|site|web|server|name|home|example|alice|bob|foo|bar|linuxbrew|containeradministrator|vsts|azureuser|opc|centos|debian|fedora|pi|hadoop|spark|steam|student|work|workspace|project|projects|code|src|data|tmp|opt|<.*>|\$.*|%.*|\{.*|\*|\.{1,3})$/i;

const isAccount = (value: string): boolean =>
  !COMMON_ACCOUNTS.test(value) && !/^user-[a-z2-7]{8}$/.test(value);

/** `/users/list` is a route; `/Users/lena` and `/home/lena` are homes. */
const isHomeAccount = (value: string, text: string, start: number): boolean =>
  isAccount(value) &&
  !(
    /\/users\/$/.test(text.slice(Math.max(0, start - 8), start)) &&
    /^(?:list|sign_?in|sign_?up|sign_?out|login|logout|register|new|edit|create|search|all|count|invite|export|import|profile|settings|password|current|self|find|by-?\w+|update|delete|batch|bulk|index|show|active|roles?|permissions|groups|avatar|sessions|tokens?|verify|reset)$/i.test(
      value,
    )
  );

/** User names in absolute paths, and where else accounts stand. */
export const pathRules: readonly Rule[] = [
  account(
    'path-unix-home',
    'home/|users/|u/s/',
    /((?<![\w.-])(?:[a-z][a-z+-]{1,12}:\/\/(?:file)?|\/cygdrive\/[a-z]|\/(?:System\/)?Volumes\/[\w .-]{1,30}|\/(?:var|mnt\/[a-z]|export|data|[a-z]))?\/(?:home|Users|users)\/)([A-Za-z\p{L}][\w.@\p{L}-]{0,40})(?=[/\s"'`:;,)\]}>]|$)/gu,
    { accept: isHomeAccount, weight: 55, learn: true },
  ),
  account(
    'path-windows-home',
    'users|settings|home',
    /((?<![\w])(?:[A-Za-z]:|\\{2,4}wsl(?:\$|\.localhost)[\\/]{1,2}[\w.-]{1,30})[\\/]{1,4}(?:Users|home|Documents and Settings)[\\/]{1,4})([A-Za-z\p{L}][\w.@~\p{L}-]{0,40}(?: [A-Z][\p{L}]{1,20})?)(?=[\\/"'`\s:;,)\]}>]|$)/gu,
    { accept: isAccount, weight: 55, learn: true },
  ),
  account(
    'path-encoded-home',
    '-users-|-home-|%0fhome|%0fusers',
    /((?<![\w])(?:-(?:Users|home)-|%2F(?:Users|home)%2F))([A-Za-z][A-Za-z0-9_.]{1,40})(?=-|%2F)/g,
    { accept: isAccount, weight: 55 },
  ),
  account('path-tilde', '~', /((?<![\w~/.])~)([a-z][a-z0-9_.-]{2,30})(?=\/)/g, {
    accept: isAccount,
    weight: 54,
  }),
  account(
    'domain-account',
    '\\',
    /((?<![\w\\./-])(?:[A-Z][A-Z0-9-]{2,14})\\)([a-z][a-z0-9._-]{2,30})(?![\w\\(])/g,
    {
      accept: (value) =>
        isAccount(value) &&
        !/^(?:[a-z]\d*|[dwsbnrtu]|software|system|microsoft|currentversion|local_machine)$/i.test(value),
    },
  ),
  account(
    'todo-account',
    'todo(|fixme(|hack(|xxx(|note(',
    /(\b(?:TODO|FIXME|HACK|XXX|NOTE)\(@?)([a-z][a-z0-9._-]{2,30})(?=\))/g,
    {
      accept: (value) =>
        isAccount(value) &&
        !/^(?:perf|security|bug|later|cleanup|refactor|types?|docs|tests?|deps|release|team)$/i.test(value),
    },
  ),
  account(
    'shell-account',
    ':~|chown |drwx|-rw|lrwx|sudo -u |su - ',
    /((?:^|[\n\r(\s])(?:[d-l-][rwxsStT-]{9}[.+@]? {1,4}\d{1,4} |(?:sudo )?chown (?:-R )?|sudo -u |su - )|(?<=\bchown (?:-R )?[\w.-]{1,30}:)|(?:^|[\n\r]|\s(?=[\w.-]{3,30}@[\w.-]{1,40}:~)))([a-z][a-z0-9._-]{2,30})(?= {1,4}[\w.-]{1,30} {1,8}\d|:[\w.-]{1,30}(?= )|@[\w.-]{1,40}:~|\s|$)/g,
    {
      accept: (value, text, start) =>
        isPersonalAccount(value) &&
        (text.startsWith('@', start + value.length) ||
          /(?:[rwxsStT-]{9}[.+@]? {1,4}\d{1,4} |chown (?:-R )?(?:[\w.-]{1,30}:)?|sudo -u |su - )$/.test(
            text.slice(Math.max(0, start - 50), start),
          )),
    },
  ),
];

/** Names of accounts, where a word or a site announces them. */
export const accountRules: readonly Rule[] = [
  account(
    'profile',
    [
      'linkedin.com/in',
      'twitter.com/',
      '//x.com/',
      't.me/',
      'facebook.com/',
      'instagram.com/',
      ...['slack', 'telegram', 'skype', 'discord', 'mattermost', 'handle'].flatMap((word) =>
        [':', '=', '"', "'", ' :', ' =', ' @', '  ', ' handle', ' user', ' name', ' id'].map(
          (next) => word + next,
        ),
      ),
    ].join('|'),
    /((?:\b(?:linkedin\.com\/(?:in|pub)\/|(?:twitter|facebook|instagram)\.com\/@?|\/\/x\.com\/|\bt\.me\/)|\b(?:[Ss]lack|[Tt]elegram|[Ss]kype|[Dd]iscord|[Mm]attermost|[Hh]andle)(?: (?:handle|user|name|id))?["']?(?:\s{0,2}[:=]\s{0,2}["']?| (?=@))@?))([A-Za-z][A-Za-z0-9._:-]{2,38}[A-Za-z0-9])(?![\w/@])/g,
    {
      tier: 'personal',
      accept: (value) =>
        isAccount(value) &&
        /[._\d-]/.test(value) &&
        !/^(?:share|intent|home|company|hashtag|search|i|login|oauth|api|channel|bot|webhook|token)\b/i.test(
          value,
        ),
    },
  ),
  account(
    'user-name',
    'username|user name|user_name|user-name|login|github user|github handle|as user|user ',
    /((?<![A-Za-z])(?:[Uu]ser[ _-]?[Nn]ame|[Ll]ogin|[Gg]it[Hh]ub (?:user|handle)|as user|user(?=\s))["']?(?:\s{0,2}[:=]{1,2}\s{0,2}| )["'@]?)([a-z]{5,20}[._]?[a-z]{0,12}\d{1,3})(?![\w.@/-]|\()/gu,
    {
      tier: 'personal',
      beside: 'digit-after',
      accept: (value) =>
        isAccount(value) &&
        !/^(?:users?|admins?|tests?|tester|service|deploy|deployer|client|account|member|player|student|agent|server|node|worker|robot|guest|sample|example|person|people|login|oauth|version|index|column|field|param|level|group|role|type|model|table|input|label|value|state|event|error|item|entry)[._]?\d*$/.test(
          value,
        ),
      weight: 52,
    },
  ),
];
