import { isPlaceholder } from '../harmless';
import { decodeBase64Text } from '../hidden';
import { alphabets, isUuid, looksGenerated } from '../randomness';
import type { Rule } from '../rule';

const secret = (name: string) => ({ as: 'secret', name }) as const;
const common = { tier: 'secret', weight: 92 } as const;
const notPlaceholder = (value: string): boolean => !isPlaceholder(value);

const SESSION_NAME =
  /(?:sess(?:ion)?(?:[_-]?id)?|sid|auth|csrf(?:[_-]?token)?|xsrf(?:-token)?|remember(?:_me)?|access|refresh|jwt|identity|sso|token)[A-Za-z_.-]{0,20}=$/i;

/** On the line of a Cookie header every generated value is believed, whatever its name. */
function inCookie(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 1000), start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (
    /\b(?:set-)?cookie["']?\s{0,2}[:=]/i.test(line) &&
    !/(?:_ga\w*|_gid|_fbp|theme|lang\w*|expires|domain|path|max-age)=$/i.test(line)
  );
}

/** Secrets known by their structure: signed tokens, keys in text armour, headers, webhooks, sessions. */
export const structuredRules: readonly Rule[] = [
  {
    ...common,
    id: 'jwt',
    category: 'api-keys',
    keywords: ['eyj'],
    // RFC 7519: three base64url parts, the first two JSON objects; RFC 7516 has five parts, the second may be empty.
    pattern: /(?<![\w-])eyJ[\w-]{8,2000}(?:\.[\w-]{0,4000}){1,4}={0,2}/g,
    accept: (value) => value.split('.').length >= 3 && value.length >= 30,
    rewrite: secret('JWT'),
  },
  {
    ...common,
    id: 'aws-access-key-id',
    category: 'api-keys',
    keywords: ['akia', 'asia', 'abia', 'acca', 'aroa', 'aida', 'apka'],
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA|APKA)[A-Z0-9]{12,17}(?![A-Za-z0-9])/g,
    accept: (value) => /\d/.test(value.slice(4)) || value.length === 20,
    rewrite: secret('AWS_ACCESS_KEY_ID'),
  },
  {
    ...common,
    id: 'aws-bedrock-key',
    category: 'api-keys',
    keywords: ['absk', 'bedrock-api-key-'],
    pattern: /(?<![A-Za-z0-9])(?:ABSK[A-Za-z0-9+/]{60,300}={0,2}|bedrock-api-key-[A-Za-z0-9+/=]{30,2000})/g,
    rewrite: secret('AWS_BEARER_TOKEN_BEDROCK'),
  },
  {
    ...common,
    id: 'amazon-mws',
    category: 'api-keys',
    keywords: ['amzn0.', 'amzn.mws.'],
    pattern:
      /(?<![A-Za-z0-9])(?:amzn\.mws\.[0-9a-f-]{36}|amzn1\.oa2-cs\.v1\.[0-9a-f]{40,80}|amzn1\.[a-z0-9.-]{4,40}\.[0-9a-f]{32,64})/g,
    rewrite: secret('AMAZON_TOKEN'),
  },
  {
    ...common,
    id: 'telegram-bot-token',
    category: 'api-keys',
    keywords: [':aa'],
    pattern: /(?<![0-9])\d{8,10}:AA[\w-]{32,34}(?![\w-])/g,
    rewrite: secret('TELEGRAM_BOT_TOKEN'),
  },
  {
    ...common,
    id: 'discord-bot-token',
    category: 'api-keys',
    keywords: [],
    onLongRun: true,
    pattern: /(?<![\w.-])[MNO][A-Za-z0-9_-]{22,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/g,
    accept: (value) => alphabets(value) === 3,
    rewrite: secret('DISCORD_TOKEN'),
  },
  {
    ...common,
    id: 'azure-client-secret',
    category: 'api-keys',
    keywords: ['0q~'],
    pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,37}(?![\w~-])/g,
    rewrite: secret('AZURE_CLIENT_SECRET'),
  },
  {
    ...common,
    id: 'azure-devops-pat',
    category: 'api-keys',
    keywords: ['azdo'],
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{60,90}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])/g,
    rewrite: secret('AZURE_DEVOPS_PAT'),
  },
  {
    ...common,
    id: 'azure-common-key',
    category: 'api-keys',
    keywords: [
      '+abx',
      '+acn',
      'acdb',
      'azfu',
      'azse',
      'apim',
      '+arm',
      'aaca',
      'achk',
      '+asb',
      'aioth',
      'aeh',
    ],
    pattern:
      /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{30,80}(?:\+ABa|ACDb|AzFu|AzSe|APIM|\+ASt|\+ASb|\+AEh|AIoT|ACR)[A-Za-z0-9+/]{4,8}={0,2}(?![A-Za-z0-9+/=])/g,
    accept: (value) => alphabets(value) === 3,
    rewrite: secret('AZURE_KEY'),
  },
  {
    ...common,
    id: 'twitter-bearer',
    category: 'api-keys',
    keywords: ['aaaaaaaaaaaaaaaaaa'],
    pattern: /(?<![A-Za-z0-9])A{18,24}[A-Za-z0-9%]{40,140}/g,
    accept: (value) => alphabets(value) >= 2 && /\d/.test(value),
    rewrite: secret('TWITTER_BEARER_TOKEN'),
  },
  {
    ...common,
    id: 'firebase-server-key',
    category: 'api-keys',
    keywords: [':apa00b', ':apa'],
    pattern: /(?<![\w-])[\w-]{11,22}:APA91b[\w-]{60,180}/g,
    rewrite: secret('FCM_SERVER_KEY'),
  },
  {
    ...common,
    id: 'mailchimp-key',
    category: 'api-keys',
    keywords: ['-us0'],
    pattern: /(?<![0-9a-fA-F])[0-9a-f]{32}-us\d{1,2}(?!\w)/g,
    rewrite: secret('MAILCHIMP_API_KEY'),
  },
  {
    ...common,
    id: 'mailgun-private-key',
    category: 'api-keys',
    keywords: [],
    onLongRun: true,
    pattern: /(?<![\w-])[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}(?![\w-])/g,
    rewrite: secret('MAILGUN_API_KEY'),
  },
  {
    ...common,
    id: 'newrelic-licence',
    category: 'api-keys',
    keywords: ['nral'],
    pattern: /(?<![A-Za-z0-9])[0-9a-fA-F]{32,40}(?:FFFF)?NRAL(?![A-Za-z0-9])/g,
    rewrite: secret('NEW_RELIC_LICENSE_KEY'),
  },
  {
    ...common,
    id: 'jenkins-token',
    category: 'api-keys',
    keywords: [],
    onLongRun: true,
    pattern: /(?<![\w-])11[0-9a-f]{32}(?![\w-])/g,
    accept: (value) => /[a-f]/.test(value),
    rewrite: secret('JENKINS_TOKEN'),
  },
  {
    ...common,
    learn: true,
    id: 'slack-webhook',
    category: 'api-keys',
    keywords: ['hooks.slack'],
    pattern: /(hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/)([A-Za-z0-9_/-]{12,150})/g,
    rewrite: { as: 'text', word: 'WEBHOOK' },
  },
  {
    ...common,
    learn: true,
    id: 'discord-webhook',
    category: 'api-keys',
    keywords: ['/api/webhooks/', '/api/v00/webhooks/', '/api/v0/webhooks/'],
    pattern: /(discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/)(\d{15,22}\/[\w-]{40,100})/g,
    rewrite: { as: 'text', word: 'WEBHOOK' },
  },
  {
    ...common,
    learn: true,
    id: 'hosted-webhook',
    category: 'api-keys',
    keywords: [
      'webhook',
      'hooks.zapier',
      'hook.',
      'maker.ifttt',
      'chat.googleapis',
      'logic.azure',
      'hooks/',
      'integrations/',
      'oapi.dingtalk',
      'open.feishu',
      'qyapi',
      'http-intake',
      'hc-ping',
      'heartbeat',
      'nosnch',
      'cronitor',
      'build_hooks',
      'deploy/',
      'pabbly',
    ],
    pattern:
      /(?<lead>(?:[\w-]{1,60}\.webhook\.office\.com\/webhookb2\/|outlook\.office(?:365)?\.com\/webhook\/|hooks\.zapier\.com\/hooks\/(?:catch|standard)\/|hook\.(?:[a-z]{2}\d\.)?(?:make|integromat)\.com\/|maker\.ifttt\.com\/(?:trigger|use)\/(?:[\w-]{1,60}\/(?:json\/)?with\/key\/)?|webhook\.site\/|events\.pagerduty\.com\/integration\/|hooks\.workato\.com\/webhooks\/(?:rest\/)?|[\w.-]{1,80}\/hooks\/(?=[A-Za-z0-9]{15})|http-intake\.logs[\w.-]{0,20}\.datadoghq\.\w{2,3}\/(?:v1\/input|api\/v2\/logs\?dd-api-key=)\/?|hc-ping\.com\/|uptime\.betterstack\.com\/api\/v1\/heartbeat\/|nosnch\.in\/|cronitor\.link\/p\/|api\.netlify\.com\/build_hooks\/|api\.vercel\.com\/v1\/integrations\/deploy\/|webexapis\.com\/v1\/webhooks\/incoming\/|connect\.pabbly\.com\/workflow\/sendwebhookdata\/|open\.(?:feishu|larksuite)\.(?:cn|com)\/open-apis\/bot\/v2\/hook\/|api\.pipedream\.com\/|[\w-]{1,40}\.m\.pipedream\.net\/|api\.flock\.com\/hooks\/sendMessage\/|api\.opsgenie\.com\/v\d\/json\/\w{1,30}\?apiKey=|alert\.victorops\.com\/integrations\/generic\/\d{1,12}\/alert\/))([A-Za-z0-9@_/.-]{8,300})/g,
    accept: (value) => notPlaceholder(value) && /\d/.test(value),
    rewrite: { as: 'text', word: 'WEBHOOK' },
  },
  {
    ...common,
    id: 'sentry-dsn',
    category: 'api-keys',
    keywords: ['sentry'],
    pattern: /(https?:\/\/)([0-9a-f]{32}(?::[0-9a-f]{32})?)(?=@[\w.-]{0,80}sentry)/g,
    rewrite: { as: 'text', word: 'SENTRY_KEY' },
  },
  {
    ...common,
    learn: true,
    id: 'basic-credentials',
    category: 'passwords',
    beside: 'digit',
    keywords: ['basic '],
    // RFC 7617: base64 of user:password.
    pattern: /(\b[Bb]asic\s{1,4})([A-Za-z0-9+/_-]{8,400}={0,2})(?![A-Za-z0-9])/g,
    accept: (value) =>
      notPlaceholder(value) &&
      value.length % 4 !== 1 &&
      (/^[^\s:]{1,80}:[^\n]{2,}$/.test(decodeBase64Text(value) ?? '') ||
        ((alphabets(value) === 3 || /=$/.test(value)) && looksGenerated(value, 8))),
    rewrite: secret('BASIC_CREDENTIALS'),
  },
  {
    ...common,
    learn: true,
    id: 'bearer-token',
    category: 'api-keys',
    beside: 'digit',
    keywords: [
      'bearer',
      'token ',
      'apikey ',
      'token token',
      'splunk ',
      'genie',
      'sso-key',
      'hmac',
      'aws0-hmac',
    ],
    pattern:
      /(\b(?:[Bb]earer|BEARER|[Tt]oken|[Aa]piKey|ApiKey-v\d|Splunk|GenieKey|sso-key|Snowflake Token|Negotiate)[\s:]{1,4}(?:token=)?["']?)([A-Za-z0-9+/_.~:-]{12,4000}={0,2})(?![A-Za-z0-9])/g,
    accept: (value, text, start) =>
      notPlaceholder(value) &&
      (looksGenerated(value, 12) ||
        (isUuid(value) && !/token\s{1,4}$/i.test(text.slice(Math.max(0, start - 12), start)))),
    rewrite: secret('TOKEN'),
    weight: 84,
  },
  {
    ...common,
    id: 'signature-in-query',
    category: 'api-keys',
    keywords: [
      'sig=',
      'signature=',
      'x-amz-',
      'x-goog-',
      'awsaccesskeyid',
      'code=',
      'appid=',
      'ticket=',
      'app_id=',
      'hash=',
      'otp=',
    ],
    pattern:
      /((?:[?&;]|&amp;|%26)(?:sig|[Ss]ignature|X-(?:Amz|Goog)-(?:Signature|Security-Token)|AWSAccessKeyId|code|appid|app_id|ticket|otp)=)([A-Za-z0-9%+/=_.@~-]{16,3000})/gi,
    accept: (value) => notPlaceholder(value) && looksGenerated(value, 16),
    rewrite: { as: 'text', word: 'SIGNATURE' },
  },
  {
    ...common,
    id: 'crypt-hash',
    category: 'passwords',
    keywords: [
      '$0a$',
      '$0b$',
      '$0y$',
      '$argon0',
      '$0$',
      '$pbkdf0',
      '$scrypt',
      '{ssha',
      '$apr0$',
      'pbkdf0_sha',
      'scram-sha',
      '$y$',
    ],
    pattern:
      /(?<![\w$])(?:\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{50,53}|\$argon2(?:id|i|d)\$[\w$,=+/.-]{20,250}|\$[156y]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9$]{1,40}\$[./A-Za-z0-9]{22,90}|\$apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|pbkdf2_sha(?:1|256|512)\$\d{1,8}\$[\w./+=-]{1,60}\$[\w./+=-]{20,100}|\{SSHA(?:256|512)?\}[A-Za-z0-9+/=]{20,150}|SCRAM-SHA-256\$\d{3,7}:[A-Za-z0-9+/=]{10,60}\$[A-Za-z0-9+/=]{40,60}:[A-Za-z0-9+/=]{40,60}|\$(?:pbkdf2|scrypt)[\w-]{0,10}\$[\w$,=+/.-]{20,250})/g,
    rewrite: secret('PASSWORD_HASH'),
  },
  {
    ...common,
    id: 'extended-private-key',
    category: 'private-keys',
    keywords: ['xprv', 'yprv', 'zprv', 'tprv'],
    pattern: /(?<![A-Za-z0-9])[xyzt]prv[1-9A-HJ-NP-Za-km-z]{80,112}(?![A-Za-z0-9])/g,
    rewrite: secret('PRIVATE_KEY'),
  },
  {
    ...common,
    id: 'bitcoin-wif',
    category: 'private-keys',
    keywords: [],
    onLongRun: true,
    pattern:
      /(?<![A-Za-z0-9])(?:5[HJK][1-9A-HJ-NP-Za-km-z]{49}|[KL][1-9A-HJ-NP-Za-km-z]{51})(?![A-Za-z0-9])/g,
    accept: (value) => alphabets(value) === 3,
    rewrite: secret('PRIVATE_KEY'),
  },
  {
    ...common,
    id: 'nuget-like-suffix',
    category: 'api-keys',
    keywords: ['.atlasv0.'],
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{10,18}\.atlasv1\.[\w-]{40,80}/g,
    rewrite: secret('TF_API_TOKEN'),
  },
  {
    ...common,
    learn: true,
    id: 'cookie-header',
    category: 'api-keys',
    beside: 'equals',
    keywords: [
      'sid',
      'sess',
      'auth',
      'csrf',
      'xsrf',
      'remember',
      'access',
      'refresh',
      'jwt',
      'identity',
      'sso',
      'cookie',
    ],
    pattern: /(?<![\w.-])([\w.-]{3,80}=)([A-Za-z0-9%+/_.:~|!*-]{16,2000}={0,2})/g,
    accept: (value, text, start) =>
      (SESSION_NAME.test(text.slice(Math.max(0, start - 81), start)) || inCookie(text, start)) &&
      notPlaceholder(value) &&
      looksGenerated(value, 16),
    rewrite: secret('SESSION_COOKIE'),
    weight: 84,
  },
  {
    ...common,
    learn: true,
    id: 'digest-response',
    category: 'passwords',
    keywords: ['digest '],
    // RFC 7616.
    pattern: /(\bDigest\b[^\n]{0,600}?\bresponse=["']?)([0-9a-fA-F]{32,128})(?![0-9a-fA-F])/g,
    rewrite: { as: 'text', word: 'DIGEST' },
  },
  {
    ...common,
    learn: true,
    id: 'seed-phrase',
    category: 'private-keys',
    keywords: ['mnemonic', 'phrase', 'seed words'],
    // BIP-39: 12 to 24 words of three to eight letters.
    pattern:
      /(\b(?:mnemonic|(?:seed|recovery|secret|backup|wallet)[ _-]?(?:phrase|words))\b[^\n]{0,40}?["'`:= ]\s{0,2})((?:[a-z]{3,8} ){11,23}[a-z]{3,8})(?![a-z])/gi,
    accept: (value) =>
      !/\b(?:the|and|for|are|was|not|has|but|with|must|from|its|they|them|your)\b/.test(value),
    rewrite: secret('SEED_PHRASE'),
  },
  {
    ...common,
    learn: true,
    id: 'ntlm-hash',
    category: 'passwords',
    keywords: [':000:', ':0000:', ':00000:'],
    pattern: /(:\d{3,5}:)([0-9a-f]{32}:[0-9a-f]{32})(?=:)/gi,
    rewrite: { as: 'text', word: 'PASSWORD_HASH' },
  },
  {
    ...common,
    learn: true,
    id: 'mysql-hash',
    category: 'passwords',
    keywords: ["'*", '"*'],
    pattern: /((?:AS|PASSWORD|BY)\s{1,3}["']\*)([0-9A-F]{40})(?=["'])/g,
    rewrite: { as: 'text', word: 'PASSWORD_HASH' },
  },
];
