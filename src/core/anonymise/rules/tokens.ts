import type { Rule } from '../rule';
import { tokenRule, type TokenFormat } from './tokenFormat';

/**
 * Tokens that say themselves whose they are. Each row was written from the vendor's documentation or from tokens that
 * the vendor shows in it (docs/anonymisation.md lists where); lengths are taken loosely, because vendors lengthen
 * them and because examples shorten them (S0:93 has a Stripe key of six characters).
 */
const ROWS = `
github-token|GITHUB_TOKEN|ghp_ gho_ ghu_ ghs_ ghr_|{a:16,255}
github-pat|GITHUB_TOKEN|github_pat_|{a:10,30}_{a:20,120}
gitlab-token|GITLAB_TOKEN|glpat- gldt- glrt- glcbt- glptt- glft- glsoat- glimt- glagent- gloas- glffct- glwt- gltfs-|{t:16,320}
gitlab-runner-registration|GITLAB_TOKEN|GR1348941|{w:20,40}
slack-token|SLACK_TOKEN|xoxb- xoxp- xoxa- xoxo- xoxs- xoxr- xoxe- xoxc- xoxd- xoxe.xoxp- xoxe.xoxb- xapp- xwfp-|{w:10,250}
stripe-key|API_KEY|sk_live_ sk_test_ rk_live_ rk_test_ pk_live_ pk_test_ sk_sbox_ pk_sbox_ sk_prod_ ak_live_ ak_test_|{w:6,255}
stripe-webhook|WEBHOOK_SECRET|whsec_|{b:16,100}
openai-key|OPENAI_API_KEY|sk-proj- sk-svcacct- sk-admin- sk-None-|{w:20,260}
openai-session|OPENAI_API_KEY|sess-|{a:30,60}
anthropic-key|ANTHROPIC_API_KEY|sk-ant-|{w:16,200}
openrouter-key|OPENROUTER_API_KEY|sk-or-v1- sk-or-|{a:24,100}
langfuse-key|LANGFUSE_SECRET_KEY|sk-lf- pk-lf-|{h:8}-{h:4}-{h:4}-{h:4}-{h:12}
sk-key|API_KEY|sk-|{w:20,200}|weak
sk-underscore-key|API_KEY|sk_ rk_ pk_|{w:24,160}|weak
google-api-key|GOOGLE_API_KEY|AIza|{w:30,40}
google-oauth-token|GOOGLE_ACCESS_TOKEN|ya29.|{w:20,400}
google-client-secret|GOOGLE_CLIENT_SECRET|GOCSPX-|{w:20,40}
google-refresh-token|GOOGLE_REFRESH_TOKEN|1//0|{w:30,130}
npm-token|NPM_TOKEN|npm_|{a:30,60}
pypi-token|PYPI_TOKEN|pypi-AgE pypi-|{w:30,400}
rubygems-key|RUBYGEMS_API_KEY|rubygems_|{h:40,64}
crates-token|CARGO_REGISTRY_TOKEN|cio|{a:32}|weak
nuget-key|NUGET_API_KEY|oy2|{l:43}
docker-token|DOCKER_TOKEN|dckr_pat_ dckr_oat_|{w:16,60}
cloudsmith-key|CLOUDSMITH_API_KEY|csmt_|{a:20,60}
jfrog-key|ARTIFACTORY_API_KEY|AKCp|{a:60,80}
jfrog-reference|ARTIFACTORY_TOKEN|cmVmdGtuOj|{a:40,80}
sendgrid-key|SENDGRID_API_KEY|SG.|{w:16,32}.{w:16,64}
twilio-key|TWILIO_API_KEY|SK|{h:32}
twilio-account|TWILIO_ACCOUNT_SID|AC|{h:32}
mailgun-key|MAILGUN_API_KEY|key- pubkey-|{h:32}
brevo-key|BREVO_API_KEY|xkeysib- xsmtpsib-|{h:32,64}-{a:16}
resend-key|RESEND_API_KEY|re_|{a:8,12}_{a:18,30}
mailersend-key|MAILERSEND_API_KEY|mlsn.|{h:40,80}
loops-key|API_KEY|dv0x_ ck_live_ ck_test_|{a:20,60}
databricks-token|DATABRICKS_TOKEN|dapi dkea dose dsapi|{h:32}
databricks-token-numbered|DATABRICKS_TOKEN|dapi|{h:32}-{d:1}
digitalocean-token|DIGITALOCEAN_TOKEN|dop_v1_ doo_v1_ dor_v1_|{h:40,64}
heroku-key|HEROKU_API_KEY|HRKU-|{w:30,80}
scaleway-key|SCW_ACCESS_KEY|SCW|{u:17}
alibaba-key|ALIBABA_ACCESS_KEY_ID|LTAI|{a:12,24}
tencent-key|TENCENT_SECRET_ID|AKID|{a:28,36}
yandex-key|YANDEX_API_KEY|AQVN|{w:35,40}
yandex-iam|YANDEX_IAM_TOKEN|t1.|{w:10,300}.{w:50,120}
cloudflare-origin-ca|CLOUDFLARE_ORIGIN_CA_KEY|v1.0-|{h:24}-{h:100,150}
cloudflare-token|CLOUDFLARE_API_TOKEN|cfut_ cfat_ cfk_|{w:30,80}
netlify-token|NETLIFY_AUTH_TOKEN|nfp_ nfc_ nfo_ nfu_|{a:32,60}
vercel-token|VERCEL_TOKEN|vercel_blob_rw_ vcp_ vci_ vca_ vcr_ vck_|{w:20,80}
render-key|RENDER_API_KEY|rnd_|{a:24,50}
fly-token|FLY_API_TOKEN|fm2_ fm1_ fm1a_ fm1r_ fo1_|{b:30,400}
supabase-key|SUPABASE_KEY|sbp_ sb_secret_ sb_publishable_ sbp_oauth_|{w:20,80}
planetscale-token|PLANETSCALE_TOKEN|pscale_tkn_ pscale_pw_ pscale_oauth_|{t:24,80}
neon-key|NEON_API_KEY|napi_|{l:40,80}
doppler-token|DOPPLER_TOKEN|dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.|{t:30,80}
infisical-token|INFISICAL_TOKEN|st.|{h:24}.{h:32}.{h:32}
vault-token|VAULT_TOKEN|hvs. hvb. hvr.|{w:20,300}
vault-token-old|VAULT_TOKEN|s. b. r.|{a:24}|weak
pulumi-token|PULUMI_ACCESS_TOKEN|pul-|{h:40}
snyk-token|SNYK_TOKEN|snyk_uat. snyk_sat.|{w:8}.{w:10,400}
sonar-token|SONAR_TOKEN|squ_ sqp_ sqa_ sqco_|{h:40}
circleci-token|CIRCLECI_TOKEN|CCIPAT_ CCIPRJ_|{a:10,40}_{h:40}
buildkite-token|BUILDKITE_TOKEN|bkua_ bkct_ bkat_ bkaj_|{w:30,80}
atlassian-token|ATLASSIAN_API_TOKEN|ATATT3 ATCTT3 ATSTT3 ATOTT3|{w:30,250}
atlassian-token-checksum|ATLASSIAN_API_TOKEN|ATATT3 ATCTT3 ATSTT3|{w:30,250}={u:8}
bitbucket-token|BITBUCKET_TOKEN|ATBB|{a:24,40}
bitbucket-server-token|BITBUCKET_TOKEN|BBDC-|{b:40,50}
linear-key|LINEAR_API_KEY|lin_api_ lin_oauth_ lin_wh_|{a:32,80}
notion-token|NOTION_TOKEN|ntn_|{a:40,60}
notion-secret|NOTION_TOKEN|secret_|{a:43}|weak
airtable-token|AIRTABLE_TOKEN|pat|{a:14}.{h:64}
airtable-key|AIRTABLE_API_KEY|key|{a:14}|weak
asana-token|ASANA_TOKEN|0/ 1/ 2/|{d:13,20}:{h:32}
asana-token-versioned|ASANA_TOKEN|1/ 2/|{d:13,20}/{d:13,20}:{h:32}
trello-token|TRELLO_TOKEN|ATTA|{h:64,80}
figma-token|FIGMA_TOKEN|figd_ figo_ figu_ figor_ figoh_|{w:30,60}
contentful-token|CONTENTFUL_TOKEN|CFPAT-|{w:40,60}
shopify-token|SHOPIFY_TOKEN|shpat_ shpca_ shppa_ shpss_ shptka_ shpua_|{h:32}
square-token|SQUARE_TOKEN|sq0atp- sq0csp- sq0idp- sq0acp-|{w:20,60}
square-access-token|SQUARE_TOKEN|EAAA|{w:56,70}
paypal-token|PAYPAL_TOKEN|access_token$production$ access_token$sandbox$|{l:16}$\{h:32}
plaid-token|PLAID_TOKEN|access-sandbox- access-development- access-production- public-sandbox- public-production-|{h:8}-{h:4}-{h:4}-{h:4}-{h:12}
razorpay-key|RAZORPAY_KEY|rzp_live_ rzp_test_|{a:14,24}
flutterwave-key|FLUTTERWAVE_KEY|FLWSECK- FLWPUBK- FLWSECK_TEST- FLWPUBK_TEST-|{a:12,40}
flutterwave-key-suffixed|FLUTTERWAVE_KEY|FLWSECK- FLWPUBK- FLWSECK_TEST- FLWPUBK_TEST-|{a:12,40}-X
payment-key|API_KEY|live_ test_|{w:28,64}|weak
adyen-key|ADYEN_API_KEY|AQE|{b:60,200}|weak
lob-key|LOB_API_KEY|live_pub_ test_pub_|{h:31}
shippo-key|SHIPPO_TOKEN|shippo_live_ shippo_test_|{h:40}
easypost-key|EASYPOST_API_KEY|EZAK EZTK|{a:40,60}
duffel-token|DUFFEL_TOKEN|duffel_live_ duffel_test_|{w:30,60}
dynatrace-token|DYNATRACE_TOKEN|dt0c01. dt0s01. dt0s02. dt0s16. dt0e01.|{u:8,24}.{u:40,64}
newrelic-key|NEW_RELIC_KEY|NRAK- NRAL- NRRA- NRII- NRIQ- NRSP- NRAA-|{w:20,60}
newrelic-browser-key|NEW_RELIC_KEY|NRJS- NRBR-|{h:19,32}
grafana-token|GRAFANA_TOKEN|glc_ glsa_|{b:20,400}
grafana-service-token|GRAFANA_TOKEN|glsa_|{a:32}_{h:8}
sentry-token|SENTRY_AUTH_TOKEN|sntryu_ sntrya_ sntryi_|{h:64}
sentry-org-token|SENTRY_AUTH_TOKEN|sntrys_|{b:20,200}_{b:43,50}
honeycomb-key|HONEYCOMB_API_KEY|hcaik_ hcxik_ hcbik_ hcamk_ hcxmk_ hcalk_|{a:30,80}
honeycomb-key-numbered|HONEYCOMB_API_KEY|hcaik_01 hcxik_01 hcalk_01|{a:24,80}
pagerduty-key|PAGERDUTY_TOKEN|pdus+_ pdeu+_ u+ y_NbAk|{w:16,60}|weak
launchdarkly-key|LAUNCHDARKLY_SDK_KEY|sdk- mob- api-|{h:8}-{h:4}-{h:4}-{h:4}-{h:12}
statsig-key|STATSIG_SECRET|secret- console-|{a:30,60}|weak
posthog-key|POSTHOG_KEY|phc_ phx_ phs_ phr_|{a:30,60}
elastic-key|ELASTIC_API_KEY|essu_ esu_|{b:30,120}
pinecone-key|PINECONE_API_KEY|pcsk_|{a:4,12}_{a:30,90}
huggingface-token|HF_TOKEN|hf_ api_org_|{a:30,60}
replicate-token|REPLICATE_API_TOKEN|r8_|{a:30,50}
groq-key|GROQ_API_KEY|gsk_|{a:30,70}
perplexity-key|PERPLEXITY_API_KEY|pplx-|{a:30,70}
xai-key|XAI_API_KEY|xai-|{a:40,100}
together-key|TOGETHER_API_KEY|tgp_v1_|{w:30,60}
fireworks-key|FIREWORKS_API_KEY|fw_|{a:20,40}|weak
langsmith-key|LANGSMITH_API_KEY|lsv2_pt_ lsv2_sk_ lsv2_ls_|{h:32}_{h:8,12}
langsmith-key-old|LANGSMITH_API_KEY|ls__|{h:32}
voyage-key|VOYAGE_API_KEY|pa- al-|{w:40,60}|weak
jina-key|JINA_API_KEY|jina_|{a:40,80}
tavily-key|TAVILY_API_KEY|tvly- tvly-dev- tvly-prod-|{w:20,60}
nvidia-key|NVIDIA_API_KEY|nvapi-|{w:50,90}
cerebras-key|CEREBRAS_API_KEY|csk-|{l:40,60}
firecrawl-key|FIRECRAWL_API_KEY|fc-|{h:32}
e2b-key|E2B_API_KEY|e2b_|{h:40}
modal-key|MODAL_TOKEN|ak- as-|{a:22,30}|weak
runpod-key|RUNPOD_API_KEY|rpa_|{u:40,60}
wandb-key|WANDB_API_KEY|wandb_v1_ local-wandb_v1_|{w:40,120}
exa-like-key|API_KEY|apify_api_ apify_ui_ dify_ brv_ bb_live_ bb_test_|{w:24,80}
telegram-token|TELEGRAM_BOT_TOKEN|bot|{d:8,10}:{w:34,36}
discord-mfa-token|DISCORD_TOKEN|mfa.|{w:60,100}
facebook-token|FACEBOOK_TOKEN|EAA|{a:40,300}|weak
instagram-token|INSTAGRAM_TOKEN|IGQV IGQW IGAA|{w:40,260}
twitch-token|TWITCH_TOKEN|oauth:|{l:30}
dropbox-token|DROPBOX_TOKEN|sl. sl.u.|{w:60,1500}
dropbox-short-token|DROPBOX_TOKEN|sl.|{w:130,155}
onepassword-token|OP_SERVICE_ACCOUNT_TOKEN|ops_eyJ|{b:80,1200}
onepassword-key|OP_SECRET_KEY|A3-|{u:6}-{u:5,11}-{u:5}-{u:5}-{u:5}
onepassword-key-short|OP_SECRET_KEY|A3-|{u:6}-{u:6}-{u:5}-{u:5}-{u:5}-{u:5}
bitwarden-token|BWS_ACCESS_TOKEN|0.|{h:8}-{h:4}-{h:4}-{h:4}-{h:12}.{a:30}:{b:24}
age-key|AGE_SECRET_KEY|AGE-SECRET-KEY-1|{u:50,64}
tailscale-key|TAILSCALE_AUTHKEY|tskey-auth- tskey-api- tskey-client- tskey-scim- tskey-webhook- tskey-|{w:12,80}
mapbox-token|MAPBOX_TOKEN|sk.eyJ pk.eyJ tk.eyJ|{w:20,200}.{w:16,60}
postman-key|POSTMAN_API_KEY|PMAK-|{h:24}-{h:34}
postman-collection-key|POSTMAN_API_KEY|PMAT-|{u:26}
hubspot-token|HUBSPOT_TOKEN|pat-na1- pat-na2- pat-eu1- pat-ap1-|{h:8}-{h:4}-{h:4}-{h:4}-{h:12}
salesforce-token|SALESFORCE_TOKEN|00D|{a:12,15}!{t:60,140}
typeform-token|TYPEFORM_TOKEN|tfp_|{t:40,70}
adobe-secret|ADOBE_CLIENT_SECRET|p8e- p8-|{w:32,40}|weak
prefect-key|PREFECT_API_KEY|pnu_ pnb_|{a:36}
dbt-token|DBT_TOKEN|dbtc_ dbts_ dbtu_|{w:36,60}
mongodb-atlas-key|MONGODB_ATLAS_SECRET|mdb_sa_sk_|{w:30,60}
aiven-token|AIVEN_TOKEN|aivenv1|{w:60,500}
readme-key|README_API_KEY|rdme_|{l:60,80}
sourcegraph-token|SOURCEGRAPH_TOKEN|sgp_ slk_|{h:40,64}
sourcegraph-instance-token|SOURCEGRAPH_TOKEN|sgp_|{h:16}_{h:40}
expo-token|EXPO_TOKEN|exp_|{a:30,60}|weak
frameio-token|FRAMEIO_TOKEN|fio-u-|{w:64}
lichess-token|LICHESS_TOKEN|lip_|{a:20,30}
octopus-key|OCTOPUS_API_KEY|API-|{u:26,32}|weak
openshift-token|OPENSHIFT_TOKEN|sha256~|{w:43}
scalingo-token|SCALINGO_TOKEN|tk-us-|{w:48}
settlemint-token|API_KEY|sm_pat_ sm_aat_ sm_sat_|{a:16}
ubidots-token|UBIDOTS_TOKEN|BBFF-|{a:30,40}
zuplo-key|ZUPLO_API_KEY|zpka_|{w:40,80}
fullstory-key|API_KEY|na1. eu1.|{b:60,120}|weak
harness-token|HARNESS_API_KEY|pat. sat.|{w:22}.{h:24}.{a:20}
clojars-token|CLOJARS_TOKEN|CLOJARS_|{h:60}
duo-key|DUO_KEY|DI|{u:18}|weak
intra42-secret|API_KEY|s-s4t2ud- s-s4t2af-|{h:64}
authress-key|AUTHRESS_KEY|sc_ ext_ scauth_|{a:5,30}.{a:4,6}.acc|weak
stytch-secret|STYTCH_SECRET|secret-live- secret-test-|{w:30,60}
knock-key|API_KEY|sk_test_ pk_test_ whsec_|{w:20,60}
novu-like-key|API_KEY|trig_ tr_dev_ tr_prod_ inngest_ signkey-prod- signkey-test-|{a:20,80}
unkey-key|API_KEY|unkey_ uk_|{a:18,40}|weak
polar-key|API_KEY|polar_pat_ polar_oat_ polar_whs_ lemon_|{w:24,80}
nightfall-key|API_KEY|NF-|{a:32}
thunderstore-token|API_KEY|tss_|{a:36}
rails-master-like|API_KEY|apik_ ak_live_ ak_test_ api_live_ api_test_ key_live_ key_test_ key_prod_ tok_live_ tok_prod_ secret_live_ secret_test_ token_live_|{w:12,120}
personal-access-token|ACCESS_TOKEN|pat_live_ pat_ PAT- pat-|{w:20,120}|weak
gitea-like-token|ACCESS_TOKEN|gta_ gitea_ cbt_ forgejo_|{a:30,60}|weak
deno-token|DENO_DEPLOY_TOKEN|ddp_ ddo_ ddw_ jsrp_|{a:30,50}
depot-token|DEPOT_TOKEN|depot_project_ depot_org_ depot_user_|{h:40,90}
dagger-token|DAGGER_TOKEN|dag_|{w:20,60}|weak
ngrok-key|NGROK_API_KEY|ak_ cr_ ngrok_|{a:27,50}|weak
twelvedata-like|API_KEY|pub_ priv_ prv_ sec_|{a:28,80}|weak
wechat-like|API_KEY|app- dataset-|{a:24}|weak
aws-session-token|AWS_SESSION_TOKEN|IQoJb3JpZ2lu FwoGZXIvYXdz FQoGZXIvYXdz|{b:80,3000}
grafana-key-old|GRAFANA_API_KEY|eyJrIjoi|{b:40,300}
intercom-token|INTERCOM_TOKEN|dG9rO|{b:40,80}|weak
yandex-oauth|YANDEX_TOKEN|y0_ y1_ y2_ y3_|{w:40,90}
clickhouse-key|CLICKHOUSE_KEY|4b1d|{a:38}
mandrill-key|MANDRILL_API_KEY|md-|{w:22}|weak
paseto|PASETO|v1.local. v2.local. v3.local. v4.local. v1.public. v2.public. v3.public. v4.public.|{t:40,4000}
liveblocks-key|API_KEY|sk_dev_ sk_prod_ pk_dev_ pk_prod_|{w:20,90}
stability-key|STABILITY_API_KEY|sk-stab-|{a:30,60}
helicone-key|HELICONE_API_KEY|sk-helicone- pk-helicone- sk-helicone-eu-|{l:6,10}-{l:6,10}-{l:6,10}-{l:6,10}
llama-cloud-key|LLAMA_CLOUD_API_KEY|llx-|{a:40,60}
portkey-key|PORTKEY_API_KEY|pk-live-|{w:20,60}
cal-key|CAL_API_KEY|cal_live_ cal_test_|{h:32}
crisp-like|API_KEY|tk_live_ tk_test_ tok_test_ api_key_live_ api_key_test_ sec_live_ sec_test_|{w:12,90}
paddle-key|PADDLE_API_KEY|pdl_live_apikey_ pdl_sdbx_apikey_ pdl_ntfset_|{w:40,90}
gocardless-token|GOCARDLESS_TOKEN|live_ sandbox_|{w:36,44}|weak
mollie-key|MOLLIE_API_KEY|live_ test_|{a:30}|weak
pubnub-key|PUBNUB_SECRET_KEY|sec-c- pub-c- sub-c-|{w:30,60}
gitpod-token|GITPOD_TOKEN|gitpod_pat_|{w:30,120}
nats-seed|NATS_SEED|SU SA SO SN SC|{u:56}|weak
`;

/** The table's rows. */
export const tokenFormats: readonly TokenFormat[] = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [id = '', name = '', prefixes = '', body = '', weak] = row.split('|');
    return { id, name, prefixes, body, weak: weak === 'weak' };
  });

export const tokenRules: readonly Rule[] = tokenFormats.map(tokenRule);
