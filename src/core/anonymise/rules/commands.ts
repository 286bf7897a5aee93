import { isPlaceholder } from '../harmless';
import type { Rule } from '../rule';

const common = { category: 'passwords', tier: 'secret', weight: 80, learn: true } as const;
const accept = (value: string): boolean =>
  value.length >= 4 && !isPlaceholder(value) && !/^[-/$]/.test(value);
const strong = (value: string): boolean =>
  accept(value) && (/\d/.test(value) || /[^A-Za-z0-9]/.test(value)) && !/^\d{1,5}$/.test(value);
const rewrite = { as: 'secret', name: 'PASSWORD' } as const;

/** Stands where a password does without its name before it: letters and digits, no algorithm, version or unit. */
const named = (value: string): boolean =>
  strong(value) &&
  value.length >= 8 &&
  /\d/.test(value) &&
  /[A-Za-z]/.test(value) &&
  !/^(?:sha|md\d|utf|base|http|aes|rsa|argon|pbkdf|hs\d|es\d|v?\d[\d.]*$)|:\/\//i.test(value) &&
  !/^[a-z]+(?:-[a-z0-9]+)+$/.test(value);

/** Passwords in the places that commands and files have for them without naming them. */
export const commandRules: readonly Rule[] = [
  {
    ...common,
    id: 'user-flag',
    keywords: ['-u ', '--user', '-u"', "-u'", '--proxy-user', '-a '],
    pattern:
      /((?:\bcurl|\bhttp|\bhttps|\bwget|\bsvn|\bab|\bxh)\b[^\n|;]{0,300}?\s(?:-u|--user|--proxy-user|-a|--auth)[ =]?["']?[\w.@+-]{1,60}:)([^\s"'|;&]{4,200})/g,
    accept,
    rewrite,
  },
  {
    ...common,
    id: 'password-flag',
    keywords: [
      'sshpass',
      'mysql',
      'mariadb',
      'redis-cli',
      'docker login',
      'podman login',
      'helm',
      'htpasswd',
      'net use',
      'pass:',
      'sqlcmd',
      'mongo',
      'zip',
      '7z',
      'az login',
      'oc login',
      'ldap',
      'smbclient',
      'expect',
      'chpasswd',
      'psexec',
      'cmdkey',
      'npm login',
      'bcp ',
      'unrar',
      'gpg',
      'keytool',
      'isql',
      'sqlplus',
      'rdesktop',
      'xfreerdp',
      'plink',
      'pscp',
      'winscp',
      'kinit',
      'net user',
      'useradd',
      'skopeo',
      'buildah',
      'crane',
      'registry login',
      'openssl',
      'sonar.login',
      'ftp',
    ],
    pattern:
      /((?:\bsshpass\s{1,8}-p\s?|\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mysqlimport)\b[^\n|;]{0,200}?\s-p(?=[^\s])|\bredis-cli\b[^\n|;]{0,120}?\s(?:-a|--pass)\s|\b(?:docker|podman|helm registry|skopeo|buildah|crane|oc|az|npm)\s(?:auth\s)?login\b[^\n|;]{0,200}?\s-p[ =]?|\bhtpasswd\s{1,8}-[a-zA-Z]{0,8}b[a-zA-Z]{0,8}\s{1,8}\S{1,80}\s{1,8}\S{1,60}\s{1,8}|\bnet\s{1,8}use\s[^\n]{0,120}?\/user:\S{1,60}\s{1,8}|\bnet\s{1,8}user\s{1,8}\S{1,40}\s{1,8}|\b-?-?pass(?:in|out)?\s{1,8}pass:|\bsqlcmd\b[^\n|;]{0,200}?\s-P\s?|\bmongo(?:sh|dump|restore|import|export)?\b[^\n|;]{0,200}?\s-p\s|\b(?:zip|unzip|7z|7za|unrar)\b[^\n|;]{0,80}?\s-[pP]\s?|\bldap(?:search|add|modify|passwd|whoami)\b[^\n|;]{0,200}?\s-w\s|\bsmbclient\b[^\n|;]{0,120}?%|\b(?:psexec|xfreerdp|rdesktop|plink|pscp)\b[^\n|;]{0,120}?\s(?:-p|-pw|\/p:)\s?|\bcmdkey\b[^\n]{0,120}?\/pass:|\bisql\b[^\n|;]{0,100}?\s-P\s?|\bsqlplus\s{1,8}[\w.-]{1,40}\/|\bkeytool\b[^\n|;]{0,200}?-(?:storepass|keypass)\s|\bgpg\b[^\n|;]{0,120}?--passphrase\s|\bopenssl\s{1,8}enc\b[^\n|;]{0,120}?\s-k\s|-Dsonar\.login=)["']?)([^\s"'|;&<>]{4,200})/g,
    accept: strong,
    rewrite,
  },
  {
    ...common,
    id: 'mount-password',
    keywords: ['mount'],
    pattern: /(\bmount\b[^\n|;]{0,200}?[ ,]pass(?:word)?=)([^\s"',;]{4,200})/g,
    accept: strong,
    rewrite,
    weight: 81,
  },
  {
    ...common,
    id: 'piped-password',
    keywords: ['chpasswd', 'password-stdin'],
    pattern:
      /(\b(?:echo|printf)\s{1,2}(?:-n\s)?["']?(?:[\w.-]{1,40}:)?)([^\s"'|$]{4,200})(?=\\?n?["']?\s{0,3}\|\s{0,3}(?:sudo\s)?(?:chpasswd|(?:docker|podman|helm|crane|nerdctl)\b[^\n]{0,80}--password-stdin))/g,
    accept: strong,
    rewrite,
  },
  {
    ...common,
    id: 'snmp-password',
    keywords: ['snmp', 'createuser'],
    pattern:
      /((?:\bsnmp\w{1,12}\b[^\n|;]{0,160}?\s-[AX]\s{1,2}["']?|\bcreateUser\s\S{1,40}\s(?:MD5|SHA(?:-\d{3})?)\s["']?))([^\s"']{8,100})/g,
    accept: strong,
    rewrite,
  },
  {
    ...common,
    id: 'snmp-privacy-password',
    keywords: ['snmp', 'createuser'],
    pattern:
      /((?:\bsnmp\w{1,12}\b[^\n|;]{0,160}?\s-X\s{1,2}["']?|\bcreateUser\s[^\n]{1,120}\s(?:DES|AES(?:-\d{3})?)\s["']?))([^\s"']{8,100})/g,
    accept: strong,
    rewrite,
  },
  {
    ...common,
    id: 'router-secret',
    keywords: ['secret', 'enable password', 'privilege'],
    pattern:
      /(\b(?:username\s\S{1,40}(?:\sprivilege\s\d{1,2})?|enable)\s(?:secret|password)\s(?:\d\s)?)([^\s"']{4,100})/g,
    accept: strong,
    rewrite,
  },
  {
    ...common,
    id: 'mail-relay',
    keywords: [']:00', ']:000'],
    pattern: /((?<![\w/])\[[\w.-]{1,80}\]:\d{2,5}\s{1,4}[^\s:]{1,80}:)([^\s]{4,100})/g,
    accept: strong,
    rewrite,
  },
  {
    ...common,
    id: 'wifi-code',
    keywords: ['wifi:'],
    pattern: /(\bWIFI:(?:[THSR]:[^;\n]{0,60};){0,4}P:)([^;\n]{4,80})(?=;)/g,
    accept: (value) => !isPlaceholder(value),
    rewrite,
  },
  {
    ...common,
    id: 'sql-identified-bare',
    keywords: ['identified by'],
    pattern: /(\bIDENTIFIED\s{1,3}BY\s{1,3})([A-Za-z0-9_$#]{4,60})(?![\w(.'"])/g,
    accept: (value) => strong(value) && /\d/.test(value),
    rewrite,
  },
  {
    ...common,
    id: 'sql-identified',
    keywords: ['identified', 'with password', 'password for', 'set password', 'mysql_native_password'],
    pattern:
      /(\b(?:IDENTIFIED(?:\s{1,3}WITH\s{1,3}[\w"'`]{1,60})?\s{1,3}(?:BY|AS)(?:\s{1,3}PASSWORD)?|SET\s{1,3}PASSWORD(?:\s{1,3}FOR\s{1,3}[^\s=]{1,120})?\s{0,3}=|WITH\s{1,3}PASSWORD\s{0,3}=|PASSWORD\s{0,2}\()\s{0,3}N?)(["'][^"'\n]{3,200})(?=["'])/gi,
    accept: (value) => accept(value.slice(1)),
    rewrite: { as: 'quoted', word: 'PASSWORD' },
  },
  {
    ...common,
    id: 'credential-pair',
    keywords: [
      'auth=',
      'auth(',
      'credential',
      'basic_auth',
      'login(',
      'authenticate(',
      'httpbasic',
      'passwordauth',
      'basicauth',
      'signin(',
      'sign_in(',
    ],
    pattern:
      /((?:\bauth\s{0,2}=\s{0,2}\(|\b(?:NetworkCredential|UsernamePasswordCredentials|PasswordAuthentication|HTTPBasicAuth|BasicAuth|BasicCredentials|basic_auth|basicAuth|PSCredential|login|authenticate|signIn|sign_in|setBasicAuth|SetBasicAuth|HttpBasicAuth|withCredentials|Credentials)\s{0,2}\()\s{0,2}["'][^"'\n]{1,80}["']\s{0,2},\s{0,2}["'])([^"'\n]{4,200})(?=["'])/g,
    accept: (value) => strong(value) && !/\s/.test(value),
    rewrite,
  },
  {
    ...common,
    id: 'used-as-password',
    keywords: [
      'as the pass',
      'as pass',
      'as the pw',
      'as the secret',
      'as the token',
      'as the key',
      'as the api',
    ],
    beside: 'digit',
    pattern:
      /(?<![\w])[^\s"'`<>]{6,120}(?=["'`]?\s{1,2}(?:as|was|is) (?:the |its |his |her |their |our |my |a )?(?:[a-z]{1,12} ){0,2}(?:password|passwd|passphrase|pw|secret|token|api key)\b)/g,
    accept: named,
    rewrite,
  },
  {
    ...common,
    id: 'pair-before-credentials',
    keywords: ['credentials', 'the login', 'creds'],
    beside: 'digit',
    pattern:
      /((?<![\w/:.])[\w.@-]{2,40}\s?[:/]\s?)([^\s"'`<>:/]{6,100})(?=["'`)]?\s{1,2}(?:are|is|as|were|was) (?:the |our |its |their )?(?:[a-z]{1,12} ){0,2}(?:credentials|creds|login)\b)/g,
    accept: named,
    rewrite,
  },
  {
    ...common,
    id: 'pin-or-code',
    keywords: [
      'pin',
      'otp',
      'passcode',
      'verification code',
      'security code',
      'recovery code',
      '0fa',
      'mfa',
      'cvv',
      'cvc',
    ],
    beside: 'digits',
    pattern:
      /(\b(?:PIN|pin|OTP|otp|TOTP|[Pp]asscode|(?:2FA|MFA|[Vv]erification|[Ss]ecurity|[Rr]ecovery|[Bb]ackup|[Ll]ogin|[Aa]ccess|[Oo]ne-time) (?:code|PIN|pin)|CVV2?|CVC2?)(?: ?(?:code|number|no|#))?\.?["']?\s{0,2}(?:is|was|of|=)?\s{0,2}[:=]?\s{0,2}["'#]?)(\d{3,8}(?:-\d{3,8})?)(?![\w.-])/g,
    rewrite: { as: 'text', word: 'CODE' },
  },
  {
    ...common,
    id: 'uuid-secret',
    category: 'api-keys',
    keywords: ['api', 'key', 'token', 'secret'],
    onLongRun: true,
    pattern:
      /((?:api|access|auth|secret|private|client|license|licence|instrumentation|service|app|heroku|postmark|server|project|write|ingest|hec|splunk|tenant|signing|webhook|bot|deploy)[\w-]{0,24}[ _-]?(?:key|token|secret)["']?\s{0,3}(?:[:=]|=>|:=|is|was)?\s{0,3}["']?)([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})(?![\w-])/gi,
    rewrite: { as: 'secret', name: 'API_KEY' },
  },
  {
    ...common,
    id: 'terraform-default',
    keywords: ['variable "'],
    pattern:
      /(\bvariable\s{1,3}"[^"\n]{0,60}(?:password|secret|token|api_key|apikey|access_key|private_key)[^"\n]{0,40}"\s{0,3}\{[^{}]{0,300}?\bdefault\s{0,6}=\s{0,3}")([^"\n]{4,300})(?=")/gi,
    accept,
    rewrite: { as: 'text', word: 'PASSWORD' },
  },
  {
    ...common,
    id: 'wallet-key',
    category: 'private-keys',
    keywords: ['private', 'wallet', 'deployer', 'signer', 'mnemonic', 'ethers'],
    beside: 'digit',
    pattern: /(?<![\w])(?:0x)?[0-9a-fA-F]{64}(?![\w])/g,
    accept: (_value, text, start) =>
      /(?:private[ _-]?key|privkey|wallet|signer|deployer)/i.test(
        text.slice(Math.max(0, start - 60), start + 110).replace(/sha256|hash/gi, '#'),
      ),
    rewrite: { as: 'secret', name: 'PRIVATE_KEY' },
  },
  {
    ...common,
    id: 'netrc',
    keywords: ['password '],
    pattern: /(\blogin\s{1,4}\S{1,80}\s{1,4}password\s{1,4})([^\s"']{4,200})/g,
    accept,
    rewrite,
  },
  {
    ...common,
    id: 'pgpass',
    keywords: [':0000:', ':000:', ':*:'],
    pattern: /((?:^|[\n ])[\w.*-]{1,80}:(?:\d{2,5}|\*):[\w.*-]{1,60}:[\w.*-]{1,60}:)([^\s:]{4,200})(?=\s|$)/g,
    accept: strong,
    rewrite,
  },
  {
    ...common,
    id: 'login-pair',
    beside: 'digit',
    keywords: [
      'login',
      'log in',
      'sign in',
      'signed in',
      'credentials',
      'creds',
      'logged in',
      'account',
      'zugangsdaten',
      'identifiants',
      'credenciales',
    ],
    pattern:
      /(\b(?:log(?:ged)? ?in|sign(?:ed)? in|login|credentials?|creds|account|Zugangsdaten|identifiants|credenciales)\b(?: (?:as|with|using|are|is|were|was))?[: ]{1,3}["'`]?(?!(?:key|id|name|number|no|token|secret|pass|password|type)\b)[\w.@+-]{2,60}["'`]?\s?(?:\/|:| and | with )\s?["'`]?)([^\s"'`/]{5,100})/gi,
    accept: (value) => {
      const bare = value.replace(/[.,;:!?)]+$/, '');
      return named(bare) || /^[a-z]{4,12}(?:-[a-z]{4,12}){1,3}-\d{2,4}$/.test(bare);
    },
    rewrite,
  },
  {
    ...common,
    id: 'npmrc-auth',
    category: 'api-keys',
    keywords: ['_auth'],
    pattern: /(:?_auth(?:Token)?\s{0,2}=\s{0,2}["']?)([A-Za-z0-9+/_.-]{8,400}={0,2})/g,
    accept,
    rewrite: { as: 'secret', name: 'NPM_TOKEN' },
  },
  {
    ...common,
    id: 'docker-config-auth',
    category: 'api-keys',
    keywords: ['"auth"', "'auth'", 'auth\\"', 'identitytoken', 'registrytoken'],
    pattern:
      /(\\?["'](?:auth|identitytoken|registrytoken)\\?["']\s{0,2}:\s{0,2}\\?["'])([A-Za-z0-9+/-]{8,400}={0,2})(?=\\?["'])/g,
    accept,
    rewrite: { as: 'text', word: 'AUTH' },
  },
  {
    ...common,
    id: 'oracle-thin',
    category: 'connection-strings',
    keywords: ['thin:'],
    pattern: /(jdbc:oracle:(?:thin|oci):[\w$]{1,40}\/)([^@\s"']{3,120})(?=@)/g,
    accept,
    rewrite: { as: 'text', word: 'PASSWORD' },
    weight: 94,
  },
  {
    ...common,
    id: 'go-mysql-dsn',
    category: 'connection-strings',
    keywords: ['@tcp(', '@unix('],
    pattern: /((?<![\w:/])[\w.-]{1,60}:)([^@\s"'`]{3,120})(?=@(?:tcp|unix)\()/g,
    accept,
    rewrite: { as: 'text', word: 'PASSWORD' },
    weight: 94,
  },
  {
    ...common,
    id: 'connection-key',
    category: 'connection-strings',
    keywords: [
      'accountkey',
      'sharedaccesskey',
      'sharedaccesssignature',
      'sharedsecret',
      'instrumentationkey',
      'accesskey=',
    ],
    pattern:
      /(\b(?:Account|SharedAccess|Access|Instrumentation|Primary|Secondary)?(?:Key|KeyValue|Signature)\s{0,2}=\s{0,2})([A-Za-z0-9+/_%.-]{20,400}={0,2})(?=[;\s"'`]|$)/gi,
    accept,
    rewrite: { as: 'text', word: 'KEY' },
    weight: 94,
  },
];
