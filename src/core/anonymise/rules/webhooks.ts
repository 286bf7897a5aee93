import { isPlaceholder } from '../harmless';
import type { Rule } from '../rule';
import { rulesLike, word } from './rulesLike';

const webhook = rulesLike({
  category: 'api-keys',
  tier: 'secret',
  weight: 92,
  learn: true,
  rewrite: word('WEBHOOK'),
});

/** Addresses of which the last part is the secret, up to it; a space is between two of them. */
const HOSTED = String.raw`
\.webhook\.office\.com/webhookb2/
outlook\.office(?:365)?\.com/webhook/
hooks\.zapier\.com/hooks/(?:catch|standard)/
hook\.(?:[a-z]{2}\d\.)?(?:make|integromat)\.com/
maker\.ifttt\.com/(?:trigger|use)/(?:[\w-]{1,60}/(?:json/)?with/key/)?
webhook\.site/
events\.pagerduty\.com/integration/
hooks\.workato\.com/webhooks/(?:rest/)?
(?<=[\w.-])/[\w-]{0,16}hooks?/(?=[A-Za-z0-9]{15}|[0-9a-f]{8}-[0-9a-f]{4}-)
hooks?\.[\w-]{2,40}\.[a-z]{2,10}/(?:(?:v\d|[a-z]{2,12}[A-Za-z]{0,20})/){0,4}(?=\w{14})
http-intake\.logs[\w.-]{0,20}\.datadoghq\.\w{2,3}/(?:v1/input|api/v2/logs\?dd-api-key=)/?
hc-ping\.com/
uptime\.betterstack\.com/api/v1/heartbeat/
nosnch\.in/
cronitor\.link/p/
api\.netlify\.com/build_hooks/
api\.vercel\.com/v1/integrations/deploy/
webexapis\.com/v1/webhooks/incoming/
connect\.pabbly\.com/workflow/sendwebhookdata/
open\.(?:feishu|larksuite)\.(?:cn|com)/open-apis/bot/v2/hook/
api\.pipedream\.com/
\.m\.pipedream\.net/
api\.flock\.com/hooks/sendMessage/
api\.opsgenie\.com/v\d/json/\w{1,30}\?apiKey=
alert\.victorops\.com/integrations/generic/\d{1,12}/alert/`
  .trim()
  .replaceAll('\n', '|');

/** Addresses that whoever knows them may write to. */
export const webhookRules: readonly Rule[] = [
  webhook(
    'slack-webhook',
    'hooks.slack',
    /(hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/)([A-Za-z0-9_/-]{12,150})/g,
  ),
  webhook(
    'discord-webhook',
    '/api/webhooks/|/api/v00/webhooks/|/api/v0/webhooks/',
    /(discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/)(\d{15,22}\/[\w-]{40,100})/g,
  ),
  webhook(
    'hosted-webhook',
    'hook.|hooks.|hook/|hooks/|webhook|maker.ifttt|integration|http-intake|hc-ping|heartbeat|nosnch|cronitor|pipedream|larksuite|feishu|opsgenie|build_hooks',
    new RegExp(`((?:${HOSTED}))([A-Za-z0-9@_/.-]{8,300})`, 'g'),
    { accept: (value) => !isPlaceholder(value) && /\d/.test(value) },
  ),
  webhook('sentry-dsn', 'sentry', /(https?:\/\/)([0-9a-f]{32}(?::[0-9a-f]{32})?)(?=@[\w.-]{0,80}sentry)/g, {
    learn: false,
    rewrite: word('SENTRY_KEY'),
  }),
];
