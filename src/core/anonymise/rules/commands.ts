import { isPlaceholder } from '../harmless';
import { isLikelyPassword, readsAsPassword } from '../passwordShape';
import type { Rule } from '../rule';
import { rulesLike, secret, word } from './rulesLike';

const accept = (value: string): boolean =>
  value.length >= 4 && !isPlaceholder(value) && !/^[-/$]/.test(value);
const strong = (value: string): boolean =>
  accept(value) && (/\d/.test(value) || /[^A-Za-z0-9]/.test(value)) && !/^\d{1,5}$/.test(value);

/** Stands where a password does without its name before it: letters and digits, no algorithm, version or unit. */
const named = (value: string): boolean =>
  strong(value) &&
  value.length >= 8 &&
  /\d/.test(value) &&
  /[A-Za-z]/.test(value) &&
  !/^(?:sha|md\d|utf|base|http|aes|rsa|argon|pbkdf|hs\d|es\d|v?\d[\d.]*$)|:\/\//i.test(value) &&
  !/^[a-z]+(?:-[a-z0-9]+)+$/.test(value);

const common = { category: 'passwords', tier: 'secret', weight: 80, learn: true } as const;
const password = rulesLike({ ...common, accept: strong, rewrite: secret('PASSWORD') });
const loosely = rulesLike({ ...common, accept, rewrite: secret('PASSWORD') });
const credential = rulesLike({ ...common, category: 'api-keys', accept, rewrite: secret('API_KEY') });
const connection = rulesLike({
  ...common,
  category: 'connection-strings',
  weight: 94,
  accept,
  rewrite: word('PASSWORD'),
});

/** Commands of one line, separated by commas, and what stands before their password; a space begins an option. */
const FLAGS = String.raw`
sshpass: -p\s?
mysql,mysqldump,mysqladmin,mysqlimport,mariadb,mariadb-dump: -p(?=\S)
redis-cli,redis-benchmark,valkey-cli,keydb-cli: (?:-a|--pass)\s
docker login,podman login,helm registry login,skopeo login,buildah login,crane auth login,oc login,az login,az acr login,npm login: -p[ =]?
nuget push: (?:--api-key|-k|-[aA]pi[kK]ey)\s
htpasswd: -[a-zA-Z]{0,8}b[a-zA-Z]{0,8}\s{1,8}\S{1,80}\s{1,8}\S{1,60}\s{1,8}
net use:/user:\S{1,60}\s{1,8}
net user: \S{1,40}\s{1,8}
sqlcmd,isql,bcp,mosquitto_sub,mosquitto_pub,ipmitool: -P\s?
cypher-shell,cqlsh,smbmap,cf,ibmcloud,rabbitmqadmin,twine,mongo,mongosh,mongodump,mongorestore,mongoimport,mongoexport: -p\s
zip,unzip,7z,7za,unrar: -[pP]\s?
ldapsearch,ldapadd,ldapmodify,ldappasswd,ldapwhoami: -w\s
smbclient,rpcclient,net ads,net rpc:%
kadmin: -w\s
psexec,xfreerdp,rdesktop,plink,pscp: (?:-pw?|/p:)\s?
cmdkey:/pass:
sqlplus: [\w.-]{1,40}/
keytool,jarsigner,apksigner:-(?:store|key)pass\s
signtool: /p\s
schtasks: /rp\s
winrs: -p:
rar: -h?p(?=\S)
ssh-keygen: -[NP]\s
caddy: --plaintext\s
redis-server: --(?:requirepass|masterauth)\s
gpg:--passphrase\s
openssl enc,openssl aes,openssl des: -[kK]\s`
  .trim()
  .split('\n')
  .map((row) => row.split(/:(.*)/));

/** The short ones are parts of many words: what follows them says that they are one. */
const FLAG_KEYWORDS = FLAGS.flatMap(([commands = '']) =>
  commands.split(',').map((command) => (command.length > 4 ? command : `${command} `)),
);
const FLAG_SOURCES = FLAGS.map(
  ([commands = '', flag = '']) =>
    `\\b(?:${commands.replaceAll(',', '|').replaceAll(' ', '\\s{1,8}')})\\b[^\\n|;]{0,200}?${flag.replace(/^ /, '\\s')}`,
);

/** Passwords in the places that commands and files have for them without naming them. */
export const commandRules: readonly Rule[] = [
  loosely(
    'user-flag',
    'curl -|curl http|-u |--user|-u"|-u\'|--proxy-user|-a |--auth',
    /((?:\bcurl|\bhttp|\bhttps|\bwget|\bsvn|\bab|\bxh)\b[^\n|;]{0,300}?\s(?:-[a-zA-Z]{0,6}u|--user|--proxy-user|-a|--auth)[ =]?["']?[\w.@+-]{1,60}:)([^\s"'|;&]{4,200})/g,
  ),
  password(
    'password-flag',
    [...FLAG_KEYWORDS, 'pass:', 'sonar.login', 'storepass', 'keypass'].join('|'),
    new RegExp(
      `((?:${FLAG_SOURCES.join('|')}|\\b-?-?pass(?:in|out)?\\s{1,8}pass:|\\s-(?:src|dest)?(?:store|key)pass\\s{1,4}|(?:-D|\\b)sonar\\.login=)["']?)([^\\s"'|;&<>]{4,200})`,
      'g',
    ),
  ),
  password('mount-password', 'mount', /(\bmount\b[^\n|;]{0,200}?[ ,]pass(?:word)?=)([^\s"',;]{4,200})/g, {
    weight: 81,
  }),
  password(
    'piped-password',
    'chpasswd|password-stdin',
    /(\b(?:echo|printf)\s{1,2}(?:-n\s)?["']?(?:[\w.-]{1,40}:["']?)?)([^\s"'|$]{4,200})(?=\\?n?["']?\s{0,3}\|\s{0,3}(?:sudo\s)?(?:chpasswd|(?:docker|podman|helm|crane|nerdctl)\b[^\n]{0,80}--password-stdin))/g,
  ),
  password(
    'snmp-password',
    'snmp|createuser',
    /((?:\bsnmp\w{1,12}\b[^\n|;]{0,160}?\s-[AX]\s{1,2}["']?|\bcreateUser\s\S{1,40}\s(?:MD5|SHA(?:-\d{3})?)\s["']?))([^\s"']{8,100})/g,
  ),
  password(
    'snmp-privacy-password',
    'snmp|createuser',
    /((?:\bsnmp\w{1,12}\b[^\n|;]{0,160}?\s-X\s{1,2}["']?|\bcreateUser\s[^\n]{1,120}\s(?:DES|AES(?:-\d{3})?)\s["']?))([^\s"']{8,100})/g,
  ),
  password(
    'router-secret',
    'secret|enable password|privilege',
    /(\b(?:username\s\S{1,40}(?:\sprivilege\s\d{1,2})?|enable)\s(?:secret|password)\s(?:\d\s)?)([^\s"']{4,100})/g,
  ),
  password(
    'mail-relay',
    ']:00|]:000',
    /((?<![\w/])\[[\w.-]{1,80}\]:\d{2,5}\s{1,4}[^\s:]{1,80}:)([^\s]{4,100})/g,
  ),
  password('wifi-code', 'wifi:', /(\bWIFI:(?:[THSR]:[^;\n]{0,60};){0,4}P:)([^;\n]{4,80})(?=;)/g, {
    accept: (value) => !isPlaceholder(value),
  }),
  password(
    'sql-identified-bare',
    'identified by',
    /(\bIDENTIFIED\s{1,3}BY\s{1,3})([A-Za-z0-9_$#]{4,60})(?![\w(.'"])/g,
    { accept: (value) => strong(value) && /\d/.test(value) },
  ),
  password(
    'sql-identified',
    'identified|with password|password for|set password|mysql_native_password|password(',
    /(\b(?:IDENTIFIED(?:\s{1,3}WITH\s{1,3}[\w"'`]{1,60})?\s{1,3}(?:BY|AS)(?:\s{1,3}PASSWORD)?|SET\s{1,3}PASSWORD(?:\s{1,3}FOR\s{1,3}[^\s=]{1,120})?\s{0,3}=|WITH\s{1,3}PASSWORD\s{0,3}=|PASSWORD\s{0,2}\()\s{0,3}N?)(["'][^"'\n]{3,200})(?=["'])/gi,
    { accept: (value) => accept(value.slice(1)), rewrite: { as: 'quoted', word: 'PASSWORD' } },
  ),
  password(
    'credential-pair',
    'auth=|auth(|credential|basic_auth|login(|authenticate(|httpbasic|passwordauth|basicauth|signin(|sign_in(',
    /((?:\bauth\s{0,2}=\s{0,2}\(|\b(?:(?:Network|UsernamePassword|Basic|PS|with)?Credentials?|PasswordAuthentication|HTTPBasicAuth|[Bb]asicAuth|basic_auth|login|authenticate|sign_?[Ii]n|[Ss]etBasicAuth|HttpBasicAuth)\s{0,2}\()\s{0,2}["'][^"'\n]{1,80}["']\s{0,2},\s{0,2}["'])([^"'\n]{4,200})(?=["'])/g,
    { accept: (value) => strong(value) && !/\s/.test(value) },
  ),
  password(
    'used-as-password',
    'as the pass|as pass|as the pw|as the secret|as the token|as the key|as the api',
    /(?<![\w])[^\s"'`<>]{6,120}(?=["'`]?\s{1,2}(?:as|was|is) (?:(?:the|its|his|her|their|our|my|a) )?(?:[a-z]{1,12} ){0,2}(?:password|passwd|passphrase|pw|secret|token|api key)\b)/g,
    { beside: 'digit', accept: (value) => named(value) || isLikelyPassword(value) },
  ),
  password(
    'pair-before-credentials',
    'credentials|the login|creds',
    /((?<![\w/:.])[\w.@-]{2,40}\s?[:/]\s?)([^\s"'`<>:/]{6,100})(?=["'`)]?\s{1,2}(?:are|is|as|were|was) (?:(?:the|our|its|their) )?(?:[a-z]{1,12} ){0,2}(?:credentials|creds|login)\b)/g,
    { beside: 'digit', accept: named },
  ),
  {
    ...common,
    id: 'pin-or-code',
    keywords:
      'pin|otp|passcode|time pass|sms code|verification code|security code|recovery code|0fa|mfa|cvv|cvc'.split(
        '|',
      ),
    beside: 'digits',
    pattern:
      /(\b(?:PIN|pin|T?OTP|otp|[Pp]asscode|(?:2FA|MFA|SMS|[Vv]erification|[Ss]ecurity|[Rr]ecovery|[Bb]ackup|[Ll]ogin|[Aa]ccess|[Oo]ne-time) (?:code|PIN|pin)|[Oo]ne[- ]time pass(?:word|code)|CV[VC]2?)(?: ?(?:code|number|no|#))?\.?["']?\s{0,2}(?:is|was|of|=)?\s{0,2}[:=]?\s{0,2}["'#]?)(\d{3,8}(?:-\d{3,8})?)(?![\w.-])/g,
    rewrite: word('CODE'),
  },
  credential(
    'uuid-secret',
    'api|key|token|secret',
    /((?:api|access|auth|secret|private|client|licen[cs]e|instrumentation|service|app|heroku|postmark|server|project|write|ingest|hec|splunk|tenant|signing|webhook|bot|deploy)[\w-]{0,24}[ _-]?(?:key|token|secret)["']?\s{0,3}(?:[:=]|=>|:=|is|was)?\s{0,3}["']?)([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})(?![\w-])/gi,
    { onLongRun: true },
  ),
  loosely(
    'terraform-default',
    'variable "',
    /(\bvariable\s{1,3}"[^"\n]{0,60}(?:password|passphrase|passwd|pwd|secret|token|key|credential|[_-]pat(?=[_"-]))[^"\n]{0,40}"\s{0,3}\{[^{}]{0,300}?\bdefault\s{0,6}=\s{0,3}")([^"\n]{4,300})(?=")/gi,
    { rewrite: word('PASSWORD') },
  ),
  credential(
    'wallet-key',
    'private|wallet|deployer|signer|mnemonic|ethers|accounts:',
    /(?<![\w])(?:0x)?[0-9a-fA-F]{64}(?![\w])/g,
    {
      category: 'private-keys',
      beside: 'digit',
      accept: (_value, text, start) =>
        /(?:private[ _-]?key|privkey|wallet|signer|deployer|accounts:\s?\[)/i.test(
          text.slice(Math.max(0, start - 60), start + 110).replace(/REDACTED_\w{1,60}|sha256|hash/gi, '#'),
        ),
      rewrite: secret('PRIVATE_KEY'),
    },
  ),
  loosely('netrc', 'password ', /(\blogin\s{1,4}\S{1,80}\s{1,4}password\s{1,4})([^\s"']{4,200})/g),
  password(
    'pgpass',
    ':0000:|:000:|:*:',
    /((?:^|[\n "'])[\w.*-]{1,80}:(?:\d{2,5}|\*):[\w.*-]{1,60}:[\w.*-]{1,60}:)([^\s:"']{4,200})(?=["']?(?:\s|$))/g,
  ),
  password(
    'login-pair',
    'login|log in|sign in|signed in|logged in|credential|creds|account|zugangsdaten|identifiants|credenciales',
    /(\b(?:log(?:ged)? ?in|sign(?:ed)? in|credentials?|creds|account|Zugangsdaten|identifiants|credenciales)\b(?: (?:as|with|using|are|is|were|was)| (?:for|of|on) (?:the )?[\w.-]{1,20})?[: ]{1,3}["'`]?(?!(?:key|id|name|number|no|token|secret|pass|password|type)\b)[\w.@+-]{2,60}["'`]?\s?(?:\/{1,2}|:| and | with )\s?["'`]?)([^\s"'`/]{5,100})/gi,
    {
      beside: 'digit',
      accept: (value) => {
        const bare = value.replace(/[.,;:!?)]+$/, '');
        return named(bare) || readsAsPassword(bare) || isLikelyPassword(bare);
      },
    },
  ),
  credential(
    'npmrc-auth',
    '_auth|:_password',
    /((?::?_auth(?:Token)?|\/:_password)\s{0,2}=\s{0,2}["']?)([A-Za-z0-9+/_.-]{8,400}={0,2})/g,
    { rewrite: secret('NPM_TOKEN') },
  ),
  credential(
    'docker-config-auth',
    '"auth"|\'auth\'|auth\\"|identitytoken|registrytoken',
    /(\\?["'](?:auth|identitytoken|registrytoken)\\?["']\s{0,2}:\s{0,2}\\?["'])([A-Za-z0-9+/-]{8,400}={0,2})(?=\\?["'])/g,
    { rewrite: word('AUTH') },
  ),
  connection('oracle-thin', 'thin:|oci:', /(jdbc:oracle:(?:thin|oci):[\w$]{1,40}\/)([^@\s"']{3,120})(?=@)/g),
  connection(
    'go-mysql-dsn',
    '@tcp(|@unix(',
    /((?<![\w:/])[\w.-]{1,60}:)([^@\s"'`]{3,120})(?=@(?:tcp|unix)\()/g,
  ),
  connection(
    'connection-key',
    'accountkey|sharedaccesskey|sharedaccesssignature|sharedsecret|instrumentationkey|accesskey=|primarykey|secondarykey',
    /(\b(?:Account|SharedAccess|Access|Instrumentation|Primary|Secondary)?(?:Key|KeyValue|Signature)\s{0,2}=\s{0,2})([A-Za-z0-9+/_%.-]{20,400}={0,2})(?=[;\s"'`]|$)/gi,
    { rewrite: word('KEY') },
  ),
];
