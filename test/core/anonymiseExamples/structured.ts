import type { RuleExamples } from './examples';

export const structuredExamples: RuleExamples = {
  jwt: {
    examples: ['eyJhbGciOi~JIUzI1NiJ9.eyJzdWIiOi~IxMjM0In0.{w:43}'],
    counterExamples: ['eyJhbGciOiJIUzI1NiJ9', 'key.jar.file'],
  },
  'aws-access-key-id': {
    examples: ['AK~IA{u:16}'],
    counterExamples: ['AKIA[A-Z0-9]{16}', 'ASIAPACIFICREGION'],
  },
  'aws-bearer-token-bedrock': { examples: ['AB~SK{b:120}'], counterExamples: ['bedrock-api-key-policy'] },
  'amazon-mws': {
    examples: ['amzn~.mws.{h:8}-{h:4}-{h:4}-{h:4}-{h:12}'],
    counterExamples: ['amzn.mws.token'],
  },
  'telegram-bot-token': { examples: ['123456~7890:AA{w:33}'], counterExamples: ['12:AA:BB:CC'] },
  'expo-push-token': {
    examples: ['Exponent~PushToken[{a:22}]', 'ExpoPush~Token[{a:22}]'],
    counterExamples: ['ExponentPushToken[...]', 'ExponentPushToken[xxxxxxxxxxxxxxxxxxxxxx]'],
  },
  'discord-bot-token': {
    examples: ['M{a:23}.q7~Zk2W.{w:38}'],
    counterExamples: ['MyLongComponentNameForTests.module.css'],
  },
  'azure-client-secret': { examples: ['q7Z~8Q~~{a:34}'], counterExamples: ['8Q~'] },
  'azure-devops-pat': { examples: ['{a:76}AZ~DO{a:4}'], counterExamples: ['AZDO_PIPELINE'] },
  'azure-common-key': {
    examples: ['{a:42}Az~Fu{a:4}=='],
    counterExamples: ['AzFunctionsCoreToolsPackageForDevelopers'],
  },
  'twitter-bearer': {
    examples: ['AAAAAAAAAAA~AAAAAAAAAAA{a:60}'],
    counterExamples: ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  },
  'fcm-server-key': { examples: ['AAAA{a:7}:AP~A91b{w:134}'], counterExamples: [':APA style'] },
  'mailchimp-api-key': { examples: ['{h:32}-us~12'], counterExamples: ['region-us1'] },
  'mailgun-private-key': {
    examples: ['{h:32}~-{h:8}-{h:8}'],
    counterExamples: ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', '{h:32}-{h:16}-01'],
  },
  'new-relic-license-key': { examples: ['{h:36}FF~FFNRAL'], counterExamples: ['centralNRAL'] },
  'jenkins-token': {
    examples: ['11{h:32}~'],
    counterExamples: ['11{h:30}', '1111111111111111111111111111111111', '110000000000000000000000000000008a'],
  },
  'slack-webhook': {
    examples: ['https://hooks~.slack.com/services/T{u:8}/B{u:8}/{a:24}'],
    counterExamples: ['https://hooks.slack.com/services/'],
  },
  'discord-webhook': {
    examples: ['https://discord~.com/api/webhooks/{d:18}/{w:68}'],
    counterExamples: ['discord.com/api/webhooks/ID/TOKEN'],
  },
  'hosted-webhook': {
    examples: [
      'https://hooks.zapier~.com/hooks/catch/{d:7}/{l:7}',
      'https://hooks.airtable~.com/workflows/v1/genericWebhook/app{a:14}/wfl{a:14}/wtr{a:14}',
      'https://flows.example.com/webhook/{h:8}-{h:4}-{h:4}-{h:4}-{h:12}~',
      'https://acme.webhook~.office.com/webhookb2/{h:8}-{h:4}@{h:8}/IncomingWebhook/{h:32}/{h:8}',
    ],
    counterExamples: ['https://webhook.site/', 'https://api.example.com/hooks/list'],
  },
  'sentry-dsn': {
    examples: ['https://{h:32}@o12~.ingest.sentry.io/1'],
    counterExamples: ['https://docs.sentry.io/'],
  },
  'basic-credentials': {
    examples: ['Authorization: Basic d2ViOk~dyYW5pdGVfMTIzNA=='],
    counterExamples: ['Basic authentication', 'basic understanding2', 'Basic <credentials>'],
  },
  'bearer-token': {
    examples: [
      'Authorization: Bearer {a:40}',
      'Authorization: token {h:40}',
      'GenieKey {h:8}-{h:4}-{h:4}-{h:4}-{h:11}',
    ],
    counterExamples: [
      'Bearer authentication required',
      'token refresh-handler',
      'token task_queues:95:5',
      'bearer token-endpoint',
    ],
  },
  'signature-in-query': {
    examples: ['https://files.example.com/a?sv=2022-11-02&sig={a:43}%3D'],
    counterExamples: ['?sig=value'],
  },
  'crypt-hash': {
    examples: ['$2~b$12${a:53}', '$argon2~id$v=19$m=65536,t=3,p=4${a:22}${a:43}'],
    counterExamples: ['$1$', '$2b$ cost factor'],
  },
  'key-bytes': {
    examples: [
      'static const uint8_t aes_key[4] = { 0x69, 0xC5, 0x82, 0x72, 0x28, 0x17, 0x07, 0xE1, 0x42, 0x21, 0x~BD, 0xFD }',
      'val aesKey = byteArrayOf(31, 104, 61, 71, 30, 61, 67, 58, 37, 93, 33, 1~13, 40)',
      'secret := []byte{0x20, 0x97, 0xb3, 0xcd, 0xf2, 0x4a, 0x7d, 0xee, 0xfc, 0xe8, 0x~89, 0xcc}',
    ],
    counterExamples: [
      'static const uint8_t crc_table[4] = { 0x00, 0x07, 0x0E, 0x09 };',
      'palette = [0x1e, 0x29, 0x3b]',
    ],
  },
  'extended-private-key': { examples: ['xp~rv9{z:107}'], counterExamples: ['xprv is a prefix'] },
  'bitcoin-wif': {
    examples: ['5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4~dZ1jvhTVqvbTLvyTJ'],
    counterExamples: ['KubernetesHorizontalPodAutoscalerControllerManager12'],
  },
  'tf-api-token': { examples: ['{a:14}.atl~asv1.{a:67}'], counterExamples: ['x.atlasv1.'] },
  'cookie-header': {
    examples: ['Cookie: sid={a:40}; theme=light', 'Set-Cookie: connect.sid=s%3A{a:32}.{a:43}; Path=/'],
    counterExamples: ['sessionTimeout=3600', 'sid=abc'],
  },
  'digest-response': {
    examples: [
      'Authorization: Digest username="web", response="{h:32}~"',
      'WWW-Authenticate: Digest realm="lab", nonce="{h:32}~"',
    ],
    counterExamples: ['Digest response=<hash>', 'nonce="{h:32}"'],
  },
  'seed-phrase': {
    examples: ['seed phrase: zoo~ zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong'],
    counterExamples: [
      'the seed phrase: write the words down and keep them away from the computer they were made with',
    ],
  },
  'ntlm-hash': {
    examples: ['web:1001:{h:32}:{h:32}~:::', 'NTLM hash of kim: {h:32}~', 'nt_hash={h:32}~'],
    counterExamples: [
      'a:500:b',
      'NTLM with hash {h:32}',
      'NTLM hash {h:64}',
      'content hash: {h:32}',
      'the NT hash is 16 bytes',
      'ntlm_hash = md4(password)',
    ],
  },
  'mysql-hash': {
    examples: [
      "IDENTIFIED BY PASSWORD '*7F2A9C4E1B8D30657F2A~9C4E1B8D30657F2A9C4E'",
      "IDENTIFIED BY PASSWORD '*7f2a9c4e1b8d30657f2a~9c4e1b8d3065'",
    ],
    counterExamples: [
      "SELECT '*'",
      "IDENTIFIED BY PASSWORD '*'",
      "AS '*total'",
      "BY '*.example.com'",
      "AS '*7f2a'",
    ],
  },
};
