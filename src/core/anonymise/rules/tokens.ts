import type { Rule } from '../rule';
import { readTokenFormats, tokenRule, type TokenFormat } from './tokenFormat';

/**
 * Tokens that say themselves whose they are, a line for each name of a variable that would hold one (`readTokenFormats`).
 * Each was written from the vendor's documentation or from tokens that the vendor shows in it (docs/anonymisation.md
 * lists where); lengths are taken loosely, because vendors lengthen them and because examples shorten them (S0:93 has a
 * Stripe key of six characters). Of two forms with the same beginning the longer comes first.
 */
const ROWS = `
GITHUB_TOKEN|github_pat_ {a:10,30}_{a:20,120}|gh{p,o,u,s,r}_ {a:16,255}
GITLAB_TOKEN|gl{pat,dt,rt,cbt,ptt,ft,soat,imt,agent,oas,ffct,wt,tfs}- {t:16,320}|GR1348941 {w:20,40}
SLACK_TOKEN|xox{b,p,a,o,s,r,e,c,d}- xoxe.xox{p,b}- xapp- xwfp- {w:10,250}
API_KEY|{sk,rk,pk,ak,ck,tk,bb}_{live,test,dev,prod,sbox}_ {w:6,255}|dv0x_ {a:20,60}|apify_{api,ui}_ dify_ brv_ {w:24,80}|sm_{pat,aat,sat}_ {a:16}|s-s4t2{ud,af}- {h:64}|trig_ tr_{dev,prod}_ inngest_ signkey-{prod,test}- {a:20,80}|polar_{pat,oat,whs}_ lemon_ {w:24,80}|NF- {a:32}|tss_ {a:36}|rootly_ mzp_ {h:40,70}|AVNS_ {w:16,40}|nsec1 {l:58}|secret-token: {t:12,200}|fhb- bpk- cu_ {h:32}|1000. {h:32}.{h:32}|KEY {h:32}_{a:22}|AstraCS: {a:24}:{h:64}|api_{live,sandbox}. api_{live,sandbox}_{us,ca}. {w:11}.{w:32}|apik_ {api,key,tok,token,secret,sec,api_key}_{live,test,prod}_ {w:12,120}
WEBHOOK_SECRET|whsec_ {b:16,100}
OPENAI_API_KEY|sk-{proj,svcacct,admin,None}- {w:20,260}|sess- {a:30,60}
ANTHROPIC_API_KEY|sk-ant- {w:16,200}
OPENROUTER_API_KEY|sk-or-v1- sk-or- {a:24,100}
LANGFUSE_SECRET_KEY|{sk,pk}-lf- {uuid}
API_KEY?|sk- {w:20,200}|sk_ rk_ pk_ {w:24,160}|live_ test_ {w:28,64}|na1. eu1. {b:60,120}|unkey_ uk_ {a:18,40}|pub_ priv_ prv_ sec_ {a:28,80}|app- dataset- {a:24}
GOOGLE_API_KEY|AIza {w:30,40}
GOOGLE_ACCESS_TOKEN|ya29. {w:20,400}
GOOGLE_CLIENT_SECRET|GOCSPX- {w:20,40}
GOOGLE_REFRESH_TOKEN|1//0 {w:30,130}
NPM_TOKEN|npm_ {a:30,60}
PYPI_TOKEN|pypi-AgE pypi- {w:30,400}
RUBYGEMS_API_KEY|rubygems_ {h:40,64}
CARGO_REGISTRY_TOKEN?|cio {a:32}
NUGET_API_KEY|oy2 {l:43}
DOCKER_TOKEN|dckr_pat_ dckr_oat_ {w:16,60}
CLOUDSMITH_API_KEY|csmt_ {a:20,60}
ARTIFACTORY_API_KEY|AKCp {a:60,80}
ARTIFACTORY_TOKEN|cmVmdGtuOj {a:40,80}
SENDGRID_API_KEY|SG. {w:16,32}.{w:16,64}
TWILIO_API_KEY|SK {h:32}
TWILIO_ACCOUNT_SID|AC {h:32}
MAILGUN_API_KEY|key- pubkey- {h:32}
BREVO_API_KEY|xkeysib- xsmtpsib- {h:32,64}-{a:16}
RESEND_API_KEY|re_ {a:8,12}_{a:18,30}
MAILERSEND_API_KEY|mlsn. {h:40,80}
DATABRICKS_TOKEN|dapi {h:32}-{d:1}|dapi dkea dose dsapi {h:32}
DIGITALOCEAN_TOKEN|do{p,o,r}_v1_ {h:40,64}
HEROKU_API_KEY|HRKU- {w:30,80}
SCW_ACCESS_KEY|SCW {u:17}
ALIBABA_ACCESS_KEY_ID|LTAI {a:12,24}
AZURE_CLIENT_SECRET|{t:3}{d:1}Q~{t:31,37}
AZURE_DEVOPS_PAT|{a:60,90}AZDO{a:4}
FCM_SERVER_KEY|{w:11,22}:APA91b{w:60,180}
MAILCHIMP_API_KEY|{h:32}-us{d:1,2}
NEW_RELIC_LICENSE_KEY|{h:32,44}NRAL
TF_API_TOKEN|{a:10,18}.atlasv1.{w:40,80}
AWS_BEARER_TOKEN_BEDROCK|ABSK bedrock-api-key- {b:40,2000}
TENCENT_SECRET_ID|AKID {a:28,36}
YANDEX_API_KEY|AQVN {w:35,40}
YANDEX_IAM_TOKEN|t1. {w:10,300}.{w:50,120}
CLOUDFLARE_ORIGIN_CA_KEY|v1.0- {h:24}-{h:100,150}
CLOUDFLARE_API_TOKEN|cfut_ cfat_ cfk_ {w:30,80}
NETLIFY_AUTH_TOKEN|nf{p,c,o,u}_ {a:32,60}
VERCEL_TOKEN|vercel_blob_rw_ vc{p,i,a,r,k}_ {w:20,80}
RENDER_API_KEY|rnd_ {a:24,50}
FLY_API_TOKEN|fm2_ fm1_ fm1a_ fm1r_ fo1_ {b:30,400}
SUPABASE_KEY|sbp_ sb_{secret,publishable}_ {w:20,80}
PLANETSCALE_TOKEN|pscale_{tkn,pw,oauth}_ {t:24,80}
NEON_API_KEY|napi_ {l:40,80}
DOPPLER_TOKEN|dp.{pt,st,ct,sa,scim,audit}. {t:30,80}
INFISICAL_TOKEN|st. {h:24}.{h:32}.{h:32}|st. {uuid}.{h:32}.{h:32}
VAULT_TOKEN|hvs. hvb. hvr. {w:20,300}
VAULT_TOKEN?|s. b. r. {a:24}
PULUMI_ACCESS_TOKEN|pul- {h:40}
SNYK_TOKEN|snyk_uat. snyk_sat. {w:8}.{w:10,400}
SONAR_TOKEN|sq{u,p,a,co}_ {h:40}
CIRCLECI_TOKEN|CCIPAT_ CCIPRJ_ {a:10,40}_{h:40}
BUILDKITE_TOKEN|bk{ua,ct,at,aj}_ {w:30,80}
ATLASSIAN_API_TOKEN|AT{A,C,S}TT3 {w:30,250}={u:8}|AT{A,C,S,O}TT3 {w:30,250}
BITBUCKET_TOKEN|ATBB {a:24,40}|BBDC- {b:40,50}
LINEAR_API_KEY|lin_{api,oauth,wh}_ {a:32,80}
NOTION_TOKEN|ntn_ {a:40,60}
NOTION_TOKEN?|secret_ {a:43}
AIRTABLE_TOKEN|pat {a:14}.{h:64}
AIRTABLE_API_KEY?|key {a:14}
ASANA_TOKEN|1/ 2/ {d:13,20}/{d:13,20}:{h:32}|0/ 1/ 2/ {d:13,20}:{h:32}
TRELLO_TOKEN|ATTA {h:64}{a:8}|ATTA {h:64,80}
FIGMA_TOKEN|fig{d,o,u,or,oh}_ {w:30,60}
CONTENTFUL_TOKEN|CFPAT- {w:40,60}
SHOPIFY_TOKEN|shp{at,ca,pa,ss,tka,ua}_ {h:32}
SQUARE_TOKEN|sq0{at,cs,id,ac}p- {w:20,60}|EAAA {w:56,70}
PAYPAL_TOKEN|access_token$\{production,sandbox}$ {l:16}$\{h:32}
PLAID_TOKEN|{access,public}-{sandbox,development,production}- {uuid}
LINKEDIN_CLIENT_SECRET|WPL_AP1. {w:14,60}.{b:6,40}
RAZORPAY_KEY|rzp_{live,test}_ {a:14,24}
FLUTTERWAVE_KEY|FLW{SEC,PUB}K- FLW{SEC,PUB}K_TEST- {a:12,40}-X|FLW{SEC,PUB}K- FLW{SEC,PUB}K_TEST- {a:12,40}
ADYEN_API_KEY?|AQE {b:60,200}
LOB_API_KEY|live_pub_ test_pub_ {h:31}
SHIPPO_TOKEN|shippo_{live,test}_ {h:40}
EASYPOST_API_KEY|EZAK EZTK {a:40,60}
DUFFEL_TOKEN|duffel_{live,test}_ {w:30,60}
DYNATRACE_TOKEN|dt0{c01,s01,s02,s16,e01}. {u:8,24}.{u:40,64}
NEW_RELIC_KEY|NR{AK,AL,RA,II,IQ,SP,AA}- {w:20,60}|NR{JS,BR}- {h:19,32}
GRAFANA_TOKEN|glsa_ {a:32}_{h:8}|glc_ glsa_ {b:20,400}
SENTRY_AUTH_TOKEN|sntry{u,a,i}_ {h:64}|sntrys_ {b:20,200}_{b:43,50}
HONEYCOMB_API_KEY|hc{aik,xik,bik,amk,xmk,alk}_ {a:30,80}|hc{aik,xik,alk}_01 {a:24,80}
PAGERDUTY_TOKEN?|pdus+_ pdeu+_ u+ y_NbAk {w:16,60}|R0 {u:30}
LAUNCHDARKLY_SDK_KEY|sdk- mob- api- {uuid}
STATSIG_SECRET?|secret- console- {a:30,60}
POSTHOG_KEY|ph{c,x,s,r}_ {a:30,60}
ELASTIC_API_KEY|essu_ esu_ {b:30,120}
PINECONE_API_KEY|pcsk_ {a:4,12}_{a:30,90}
HF_TOKEN|hf_ api_org_ {a:30,60}
REPLICATE_API_TOKEN|r8_ {a:30,50}
GROQ_API_KEY|gsk_ {a:30,70}
PERPLEXITY_API_KEY|pplx- {a:30,70}
XAI_API_KEY|xai- {a:40,100}
TOGETHER_API_KEY|tgp_v1_ {w:30,60}
FIREWORKS_API_KEY?|fw_ {a:20,40}
LANGSMITH_API_KEY|lsv2_{pt,sk,ls}_ {h:32}_{h:8,12}|ls__ {h:32}
VOYAGE_API_KEY?|pa- al- {w:40,60}
JINA_API_KEY|jina_ {w:40,80}
TAVILY_API_KEY|tvly- {w:20,60}
NVIDIA_API_KEY|nvapi- {w:50,90}
CEREBRAS_API_KEY|csk- {l:40,60}
FIRECRAWL_API_KEY|fc- {h:32}
E2B_API_KEY|e2b_ {h:40}
MODAL_TOKEN?|ak- as- {a:22,30}
RUNPOD_API_KEY|rpa_ {a:40,60}
WANDB_API_KEY|wandb_v1_ local-wandb_v1_ {w:40,120}
TELEGRAM_TOKEN|bot {d:8,10}:{w:34,36}
DISCORD_TOKEN|mfa. {w:60,100}
FACEBOOK_TOKEN?|EAA {a:40,300}
INSTAGRAM_TOKEN|IGQV IGQW IGAA {w:40,260}
TWITCH_TOKEN|oauth: {l:30}
DROPBOX_TOKEN|sl. sl.u. {w:60,1500}
OP_SERVICE_ACCOUNT_TOKEN|ops_eyJ {b:80,1200}
OP_SECRET_KEY|A3- {u:6}-{u:6}-{u:5}-{u:5}-{u:5}-{u:5}|A3- {u:6}-{u:5,11}-{u:5}-{u:5}-{u:5}
BWS_ACCESS_TOKEN|0. {uuid}.{a:30}:{b:24}
AGE_SECRET_KEY|AGE-SECRET-KEY-1 {u:50,64}
TAILSCALE_AUTHKEY|tskey- {w:12,80}
MAPBOX_TOKEN|sk.eyJ pk.eyJ tk.eyJ {w:20,200}.{w:16,60}
POSTMAN_API_KEY|PMAK- {h:24}-{h:34}|PMAT- {u:26}
HUBSPOT_TOKEN|pat-{na1,na2,eu1,ap1}- {uuid}
SALESFORCE_TOKEN|00D {a:12,15}!{t:60,140}
TYPEFORM_TOKEN|tfp_ {t:40,70}
ADOBE_CLIENT_SECRET?|p8e- p8- {w:32,40}
PREFECT_API_KEY|pnu_ pnb_ {a:36}
DBT_TOKEN|dbt{c,s,u}_ {w:36,60}
MONGODB_ATLAS_SECRET|mdb_sa_sk_ {w:30,60}
AIVEN_TOKEN|aivenv1 {w:60,500}
README_API_KEY|rdme_ {l:60,80}
SOURCEGRAPH_TOKEN|sgp_ {h:16}_{h:40}|sgp_ slk_ {h:40,64}
EXPO_TOKEN?|exp_ {a:30,60}
FRAMEIO_TOKEN|fio-u- {w:64}
LICHESS_TOKEN|lip_ {a:20,30}
OCTOPUS_API_KEY?|API- {u:26,32}
OPENSHIFT_TOKEN|sha256~ {w:43}
SCALINGO_TOKEN|tk-us- {w:48}
UBIDOTS_TOKEN|BBFF- {a:30,40}
ZUPLO_API_KEY|zpka_ {w:40,80}
HARNESS_API_KEY|pat. sat. {w:22}.{h:24}.{a:20}
CLOJARS_TOKEN|CLOJARS_ {h:60}
DUO_KEY?|DI {u:18}
AUTHRESS_KEY?|sc_ ext_ scauth_ {a:5,30}.{a:4,6}.acc
STYTCH_SECRET|secret-{live,test}- {w:30,60}=|secret-{live,test}- {w:30,60}
ACCESS_TOKEN?|pat_live_ pat_ PAT- pat- {w:20,120}|gta_ gitea_ cbt_ forgejo_ {a:30,60}
DENO_DEPLOY_TOKEN|ddp_ ddo_ ddw_ jsrp_ {a:30,50}
DEPOT_TOKEN|depot_{project,org,user}_ {h:40,90}
DAGGER_TOKEN?|dag_ {w:20,60}
NGROK_API_KEY?|ak_ cr_ ngrok_ {a:27,50}
AWS_SESSION_TOKEN|IQoJb3JpZ2lu {Fw,FQ}oGZXIvYXdz {b:80,3000}
GRAFANA_API_KEY|eyJrIjoi {b:40,300}
INTERCOM_TOKEN?|dG9rO {b:40,80}
YANDEX_TOKEN|y{0,1,2,3}_ {w:40,90}
CLICKHOUSE_KEY|4b1d {a:38}
MANDRILL_API_KEY?|md- {w:22}
SAML_RESPONSE|PHNhbWxw PHNhbWwy {b:60,8000}
PASETO|v{1,2,3,4}.{local,public}. {t:40,4000}
STABILITY_API_KEY|sk-stab- {a:30,60}
HELICONE_API_KEY|{sk,pk}-helicone- sk-helicone-eu- {l:6,10}-{l:6,10}-{l:6,10}-{l:6,10}
LLAMA_CLOUD_API_KEY|llx- {a:40,60}
PORTKEY_API_KEY|pk-live- {w:20,60}
CAL_API_KEY|cal_{live,test}_ {h:32}
PADDLE_API_KEY|pdl_{live,sdbx}_apikey_ pdl_ntfset_ {w:40,90}
GOCARDLESS_TOKEN?|live_ sandbox_ {w:36,44}
MOLLIE_API_KEY?|live_ test_ {a:30}
PUBNUB_SECRET_KEY|{sec,pub,sub}-c- {w:30,60}
GITPOD_TOKEN|gitpod_pat_ {w:30,120}
VK_TOKEN|vk1.a. {w:60,300}
MERCADOPAGO_TOKEN|APP_USR- TEST- {d:12,20}-{d:6}-{h:32}-{d:5,14}
CHROMATIC_PROJECT_TOKEN|chpt_ {a:12,24}
ONESIGNAL_API_KEY|os_v2_{app,org}_ {l:60,130}
AXIOM_TOKEN|{xaat,xapt}- {uuid}
WOOCOMMERCE_SECRET|{cs,ck}_ {h:40}
SPACES_KEY|DO00 {u:16}|DO801 {u:15}
FLAGSMITH_SERVER_KEY|ser. {a:22}
N8N_API_KEY|n8n_api_ {t:30,500}
TTN_API_KEY|NNSXS. {u:39}.{u:52}
AKAMAI_TOKEN|akab- {l:16}-{l:16}
RAPIDAPI_KEY|{h:10}msh{h:15}p1{h:6}jsn{h:12}
TINYBIRD_TOKEN|p.eyJ1Ijog {w:20,200}.{w:30,60}
VOLC_ACCESS_KEY|AKLT {a:20,60}
COCKROACH_API_KEY|CCDB1_ {a:22}_{a:40}
XENDIT_SECRET|xnd_{production,development,public_production,public_development}_ {w:20,90}
B2_APPLICATION_KEY?|K000 K001 K002 K003 K004 K005 {b:27}
INFRACOST_API_KEY|ico- {a:32}
WAKATIME_API_KEY|waka_ {uuid}
DEFINED_NETWORKING_KEY|dnkey- {l:26}-{l:52}
MAXMIND_LICENSE_KEY|{a:6}_{a:29}_mmk
NATS_SEED?|SU SA SO SN SC {u:56}
EXOSCALE_API_KEY|EXO {h:24,40}
CLUSTER_TOKEN|SWMTKN-1- {l:40,60}-{l:20,30}|K10 {h:64}::{t:2,80}:{w:16,80}|token- {l:5}:{l:54}
`;

export const tokenFormats: readonly TokenFormat[] = readTokenFormats(ROWS);

export const tokenRules: readonly Rule[] = tokenFormats.map(tokenRule);
