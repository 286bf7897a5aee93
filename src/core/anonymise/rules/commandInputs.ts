import { isPlaceholder } from '../harmless';
import { isLikelyPassword } from '../passwordShape';
import { looksGenerated } from '../randomness';
import type { Rule } from '../rule';
import { rulesLike, secret } from './rulesLike';

/** No option, variable, path, port or mapping of ports. */
const given = (value: string): boolean =>
  value.length >= 4 &&
  !isPlaceholder(value) &&
  !/^[-$/<(%@]|^[\d:./-]+(?:tcp|udp)?$|\$\(|\$\{/.test(value) &&
  (/\d/.test(value) || /[^A-Za-z0-9/.:]/.test(value));

const password = rulesLike({
  category: 'passwords',
  tier: 'secret',
  weight: 80,
  learn: true,
  accept: given,
  rewrite: secret('PASSWORD'),
});
const token = rulesLike({
  category: 'api-keys',
  tier: 'secret',
  weight: 80,
  learn: true,
  accept: (value) => given(value) && looksGenerated(value, 10),
  rewrite: secret('TOKEN'),
});

/** Commands that take a secret as a word of its own: what stands before it. A space is one of any kind. */
const POSITIONS = String.raw`
rabbitmqctl (?:add_user|change_password|authenticate_user) \S{1,60}
mosquitto_passwd (?:-\w{1,4} )?-b \S{1,80} \S{1,60}
htpasswd -[a-zA-Z]{0,6}n[a-zA-Z]{0,6} \S{1,60}
drush (?:user:password|upwd|user-password) \S{1,60}
wpa_passphrase (?:"[^"\n]{1,40}"|\S{1,40})
rclone obscure
ansible-vault encrypt_string
openssl passwd(?: -\w{1,8}){0,3}
(?:impdp|expdp|sqlldr|rman)(?: target)? [\w.-]{1,40}\/(?=\S)
user(?:mod|add) [^\n|;]{0,60}?-p
poetry config (?:pypi-token|http-basic)\.\S{1,40}(?: \S{1,40})?
[\w-]{0,20}(?:reset|set|change)-(?:[a-z]{1,12}-)?password
net use [^\n|;]{0,80}?(?=\S{4,100} \/user:)
smbpasswd [^\n|;]{0,40}?-s
net rpc password \S{1,40}
passwd --stdin \S{1,40} <<<`
  .trim()
  .split('\n')
  .map((row) => row.replaceAll(' ', '\\s{1,4}').replace(/(?<!\(\?=\\S\)|\/user:\))$/, '\\s{1,4}'));

const TOKEN_COMMANDS =
  'wandb login|snyk auth|cargo login|sfdx auth|netlify login|ngrok authtoken|ngrok config add-authtoken|npm token revoke|doppler login|apify login|supabase login|modal token set|stripe login|infracost auth|fly auth token|hub login|codecov -t|codecov --token|snyk config set api=';

/** Secrets that commands are given beside their options: as a word, through a pipe or a here-string, to be stored. */
export const commandInputRules: readonly Rule[] = [
  password(
    'positional-password',
    'rabbitmqctl|mosquitto_passwd|htpasswd|drush|wpa_passphrase|rclone obscure|encrypt_string|openssl passwd|impdp|expdp|sqlldr|rman |usermod|useradd|poetry config|net use|smbpasswd|net rpc|passwd --stdin|-password ',
    new RegExp(`(\\b(?:${POSITIONS.join('|')})["']?)([^\\s"'|;&<>]{4,200})`, 'g'),
    { accept: (value) => given(value) && !/^\\\\/.test(value) },
  ),
  password(
    'password-beside-user',
    '-u |-u:|-u\'|-u"|-usa|--user|/user|/u:|/ru ',
    /((?:^|[\s"'`])(?:-[uU]|--user(?:name)?|\/r?u(?:ser)?)[ :=]?["']?[\w.@\\][\w.@\\-]{0,60}["']?\s{1,4}(?:[^\n|;]{0,80}?\s)?(?:-p|-P|-pw|\/r?p)[ :=]?["']?)([^\s"'|;&<>]{4,200})/g,
    { accept: (value) => given(value) && isLikelyPassword(value) },
  ),
  password(
    'pair-of-user-flag',
    'lftp|curl -u|-creds',
    /((?:\blftp\b[^\n|;]{0,80}?\s-u\s?["']?[\w.@-]{1,60},|\bcurl\b[^\n|;]{0,200}?\s-u["']?[\w.@-]{1,60}:|\s--(?:src-|dest-)?creds[ =]["']?[\w.@-]{1,60}:)["']?)([^\s"'|;&<>]{4,200})/g,
  ),
  password(
    'here-string',
    '<<<',
    /((?:\b(?:kinit|passwd|chpasswd|vncpasswd|smbpasswd|cryptsetup|gpg|sudo -S|gh auth login|gh secret set|(?:wrangler|docker|fly|flyctl) secrets? \w{2,8}|vault|op|pass insert|docker login)\b[^\n<|;]{0,80}|\bread\b[^\n<|;]{0,30}?\s\w{0,20}(?:TOKEN|PASS\w{0,6}|SECRET|KEY|PWD|token|pass\w{0,6}|secret|key)\s{0,2})<<<\s{0,2}["']?(?:[\w.-]{1,40}:)?)([^\s"'|;&<>]{4,400})/g,
  ),
  password(
    'piped-secret',
    'echo|printf',
    /(\b(?:echo|printf)\s{1,2}(?:-\w{1,2}\s{1,2})?(?:["']%s(?:\\n)?["']\s{1,2})?["']?)([^\s"'|$]{4,400})(?=["']?\s{0,3}\|\s{0,3}(?:sudo\s-[A-Za-z]{0,4}S|gpg\b[^\n]{0,60}--passphrase-fd|cryptsetup|base64 (?:-d|-D|--decode)|openssl|kinit|gh (?:auth|secret)|vault|docker secret|su\b|(?:smb)?passwd|wrangler secret|op\b))/g,
    { accept: (value) => given(value) || looksGenerated(value, 16) },
  ),
  password(
    'echoed-file',
    '<(echo',
    /((?:pass\w{0,10}|secret|data|token|key)-?file[= ]<\(echo\s(?:-n\s)?["']?)([^\s"')|$]{4,400})/gi,
  ),
  password(
    'sent-line',
    'send "|send \'|send \\"|sendline("|sendline(\'',
    /(\bsend(?:line\()?\s{0,2}(?:--\s)?\\?["'])([^"'\\\s]{5,100})(?=\\{1,2}r)/g,
    {
      accept: (value) => isLikelyPassword(value),
    },
  ),
  token(
    'stored-secret',
    'secret set|securestring|secret-string|variable set|secret put|variables set|secrets set|put-secret-value|secret create',
    /((?:\b(?:gh|glab|az|wrangler|doppler|vercel|railway)\b[^\n|;]{0,80}?\b(?:secrets?|variables?) set\s[^\n|;]{0,120}?(?:\s(?:-b|--body|--value|-v)[= ]?)|\bSecureString\b[^\n|;]{0,120}?\s--value[= ]|\s--secret-string[= ]|\bglab variable set \w{1,60}\s)\s{0,2}["']?)([^\s"'|;&<>{]{4,400})/g,
    { accept: given },
  ),
  token(
    'secure-string-before-type',
    'securestring',
    /(\s--value[= ]["']?)([^\s"'|;&<>]{4,400})(?=["']?\s[^\n|;]{0,120}?\bSecureString\b)/g,
    { accept: given },
  ),
  token(
    'token-of-a-login',
    TOKEN_COMMANDS,
    new RegExp(
      `(\\b(?:${TOKEN_COMMANDS.replaceAll(' ', '\\s{1,4}')})\\s{0,4}["']?)([^\\s"'|;&<>]{10,400})`,
      'g',
    ),
  ),
];
