/**
 * Tokens that say themselves what they are: kind and format (`random.ts`), from the vendors' documentation. Written
 * apart from the table of rules, so that a mistake in one shows.
 */
export const SELF_DESCRIBING = `
aws-access-key|AK~IA{3:16}
aws-temporary-key|AS~IA{3:16}
aws-session-token|IQoJb3Jp~Z2luX2Vj{b:280}
pagerduty-routing|R~0{3:30}
zoho-oauth|10~00.{h:32}.{h:32}
onfido|api~_live.{w:11}.{w:32}
onfido-region|api~_sandbox_us.{w:11}.{w:32}
telnyx|KE~Y{h:32}_{a:22}
astra-db|Astra~CS:{a:24}:{h:64}
firehydrant|fh~b-{h:32}
builder-io|bp~k-{h:32}
checkly|c~u_{h:32}
aws-mws|amz~n.mws.{g}
aws-bedrock|AB~SKQmVkcm9ja0FQSUtleS{a:110}=
aws-login-with-amazon|amz~n1.oa2-cs.v1.{h:64}
google-api|AI~za{a:35}
google-oauth|ya2~9.a0{w:140}
google-client-secret|GOC~SPX-{w:28}
google-refresh|1/~/0{a:1}{w:60}
firebase-messaging|AA~AA{a:7}:APA91b{w:134}
azure-client-secret|{a:3}8Q~~{a:34}
azure-devops|{a:76}AZ~DO{a:4}
azure-storage-key|{b:76}+AS~t{b:6}==
github-classic|gh~p_{a:36}
github-oauth|gh~o_{a:36}
github-user|gh~u_{a:36}
github-server|gh~s_{a:36}
github-refresh|gh~r_{a:76}
github-fine|github~_pat_{a:22}_{a:59}
gitlab-personal|gl~pat-{w:20}
gitlab-deploy|gl~dt-{w:20}
gitlab-runner|gl~rt-{w:20}
gitlab-job|glc~bt-{h:2}_{w:20}
gitlab-trigger|glp~tt-{h:40}
gitlab-feed|gl~ft-{w:20}
gitlab-oauth-secret|gl~oas-{h:64}
gitlab-scim|gls~oat-{w:20}
gitlab-mail|gli~mt-{w:25}
gitlab-agent|gla~gent-{w:50}
gitlab-feature-flag|glf~fct-{w:20}
gitlab-registration|GR1~348941{w:20}
bitbucket-app-password|AT~BB{a:32}
slack-bot|xo~xb-{d:12}-{d:13}-{a:24}
slack-user|xo~xp-{d:12}-{d:12}-{d:13}-{h:32}
slack-app|xa~pp-1-A{u:10}-{d:13}-{h:64}
slack-config|xo~xe.xoxp-1-{a:146}
slack-refresh|xo~xe-1-{a:147}
slack-cookie|xo~xd-{a:80}
discord-bot|MT{a:24}.G{a:5}.{a:38}
telegram|{d:10}:AA{a:33}
twilio-account|A~C{h:32}
twilio-key|S~K{h:32}
sendgrid|S~G.{a:22}.{a:43}
mailgun|key~-{h:32}
mailgun-new|{h:32}-{h:8}-{h:8}
mailchimp|{h:32}-us~{d:2}
mandrill|md-{a:22}
brevo|xkey~sib-{h:64}-{a:16}
resend|re~_{a:8}_{a:24}
stripe-live|sk~_live_{a:24}
stripe-long|sk~_live_51{a:99}
stripe-test|sk~_test_{a:24}
stripe-restricted|rk~_live_{a:99}
stripe-webhook|wh~sec_{a:32}
square-access|EA~AAl{a:58}E
square-secret|sq0~csp-{a:43}
square-application|sq0~atp-{w:22}
paypal-braintree|access_token$~production$~{l:16}$~{h:32}
adyen|AQE{a:160}
plaid|access-~sandbox-{g}
razorpay|rzp~_live_{a:14}
flutterwave|FLW~SECK-{h:32}-X
paystack|sk~_live_{h:40}
shopify-admin|shp~at_{h:32}
shopify-shared|shp~ss_{h:32}
shopify-custom|shp~ca_{h:32}
shopify-private|shp~pa_{h:32}
npm|np~m_{a:36}
pypi|py~pi-AgEIcHlwaS5vcmc{w:150}
rubygems|ruby~gems_{h:48}
nuget|oy2{l:43}
crates|cio{a:32}
docker-hub|dckr~_pat_{w:27}
docker-organisation|dckr~_oat_{w:32}
hugging-face|h~f_{c:34}
openai-old|s~k-{a:20}T3Blb~kFJ{a:20}
openai-project|sk~-proj-{w:74}T3Blb~kFJ{w:74}
openai-service|sk~-svcacct-{w:74}T3Blb~kFJ{w:58}
openai-admin|sk~-admin-{w:58}T3Blb~kFJ{w:58}
anthropic|sk~-ant-api03-{w:93}AA
anthropic-admin|sk~-ant-admin01-{w:93}AA
openrouter|sk~-or-v1-{h:64}
deepseek|s~k-{h:32}
mistral-like|s~k-{a:48}
replicate|r8~_{a:37}
groq|gs~k_{a:52}
perplexity|pp~lx-{a:48}
xai|xa~i-{a:80}
langsmith|lsv2~_pt_{h:32}_{h:10}
langfuse|sk~-lf-{g}
pinecone|pc~sk_{a:6}_{a:63}
voyage|pa~-{w:43}
jina|ji~na_{a:58}
tavily|tv~ly-{a:32}
nvidia|nv~api-{w:64}
fireworks|f~w_{a:22}
elevenlabs|s~k_{h:48}
databricks|da~pi{h:32}
databricks-second|da~pi{h:32}-2
newrelic-user|NR~AK-{u:27}
newrelic-ingest|{h:36}FFFFNRAL
newrelic-insert|NR~II-{w:32}
grafana-service|gl~sa_{a:32}_{h:8}
grafana-cloud|gl~c_eyJ{a:100}
grafana-old|ey~JrIjoi{a:80}
sentry-user|sntry~u_{h:64}
sentry-organisation|sntry~s_eyJ{a:90}_{w:43}
honeycomb|hca~ik_01{l:56}
dynatrace|dt0~c01.{3:24}.{3:64}
pagerduty|u+{w:18}
linear|lin~_api_{a:40}
notion|nt~n_{d:11}{a:35}
notion-old|secr~et_{a:43}
figma|fig~d_{w:40}
airtable|pa~t{a:14}.{h:64}
asana|1/{d:16}:{h:32}
atlassian|AT~ATT3xFfGF0{w:170}={H:8}
atlassian-oauth|AT~CTT3xFfGN0{w:160}={H:8}
hubspot|pat~-na1-{g}
hubspot-europe|pat~-eu1-{g}
salesforce|00D{a:12}!AR{a:94}
intercom|dG9rO{a:55}=
cloudflare-origin|v1.0~-{h:24}-{h:146}
netlify|nf~p_{a:36}
vercel-blob|vercel~_blob_rw_{a:16}_{a:30}
heroku|HRKU~-AA{w:58}
fly|FlyV1 fm2~_{b:160}
render|rn~d_{a:28}
digitalocean|dop~_v1_{h:64}
digitalocean-oauth|doo~_v1_{h:64}
digitalocean-refresh|dor~_v1_{h:64}
scaleway-access|SCW{u:17}
supabase-management|sb~p_{h:40}
supabase-secret|sb~_secret_{w:31}
planetscale|pscale~_tkn_{w:43}
planetscale-password|pscale~_pw_{w:43}
neon|na~pi_{l:64}
mapbox-secret|sk.ey~J1Ijoi{a:60}.{a:22}
doppler|dp.~pt.{a:43}
doppler-service|dp.~st.prd.{a:43}
vault-service|hv~s.{w:24}
vault-batch|hv~b.{w:140}
vault-old|s.{a:24}
terraform-cloud|{a:14}.atl~asv1.{a:67}
pulumi|pu~l-{h:40}
onepassword-secret|A3~-{u:6}-{u:6}-{u:5}-{u:5}-{u:5}
onepassword-service|op~s_eyJ{a:200}
age|AGE~-SECRET-KEY-1{u:58}
jfrog-key|AK~Cp{a:69}
jfrog-reference|cmVm~dGtuOjAx{a:52}
sonar|sq~u_{h:40}
sonar-project|sq~p_{h:40}
snyk|snyk~_uat.{h:8}.{w:140}
circleci|CCI~PAT_{a:22}_{h:40}
buildkite|bk~ua_{h:40}
jenkins|11{h:32}
postman|PMA~K-{h:24}-{h:34}
launchdarkly-sdk|sd~k-{g}
launchdarkly-api|ap~i-{g}
contentful|CF~PAT-{w:43}
dropbox|sl.{w:140}
facebook|EA~ACEdEose0cBA{a:150}
instagram|IG~QVJ{a:140}
twitter-bearer|AAAAAAAAAAAA~AAAAAAAAAA{a:80}
twitch|oau~th:{l:30}
alibaba|LT~AI{a:20}
tencent|AK~ID{a:32}
yandex|AQVN{w:36}
yandex-oauth|y0~_Ag{a:52}
tailscale|ts~key-auth-k{a:11}CNTRL-{a:32}
tailscale-api|ts~key-api-k{a:11}CNTRL-{a:32}
jwt|{J}
jwe|eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.{w:180}.{w:16}.{w:60}.{w:22}
paseto|v4.lo~cal.{w:140}
paseto-public|v2.pub~lic.{w:180}
openshift|sha2~56~~{w:43}
wif|K{5:51}
extended-key|xp~rv9s21ZrQH143K{5:96}
posthog|ph~x_{a:43}
sourcegraph|sg~p_{h:40}
readme|rd~me_{l:70}
duffel|duf~fel_live_{w:43}
easypost|EZ~AK{a:54}
shippo|ship~po_live_{h:40}
lob|live~_{h:35}
typeform|tf~p_{a:44}_{a:14}
prefect|pn~u_{a:36}
dbt|db~tc_{a:40}
mongodb-atlas-service|mdb~_sa_sk_{w:40}
deno|dd~p_{a:36}
apify|api~fy_api_{a:36}
clickhouse-cloud|4b1~d{a:38}
bcrypt|$2b$12$~{a:53}
apr1|$apr1$~{a:8}$~{a:22}
sha512-crypt|$6$~{a:16}$~{a:86}
argon2|$argon2id$v=19$m=65536,t=3,p=4$~{a:22}$~{a:43}
cloudinary|cloud~inary://{d:15}:{a:27}@demo-shop
sentry-dsn-secret|https://{h:32}:{h:32}@o{d:6}.ingest.sen~try.io/{d:7}
wandb|wandb~_v1_{a:60}
polar|polar~_oat_{a:40}
clerk|sk~_test_{a:42}
clerk-live|sk~_live_{a:42}
`;

/** Tokens that only their name gives away: kind, name and format. */
export const NAMED = `
aws-secret|aws secret access key|{b:40}
azure-devops-old|azure devops pat|{l:52}
azure-subscription|ocp apim subscription key|{h:32}
cosmos|cosmos db key|{b:86}==
datadog-api|dd api key|{h:32}
datadog-app|datadog app key|{h:40}
algolia|algolia admin api key|{h:32}
heroku-old|heroku api key|{g}
heroku-auth|heroku auth token|{g}
cloudflare-token|cloudflare api token|{w:40}
cloudflare-global|cloudflare global api key|{h:37}
vercel|vercel token|{a:24}
linode|linode token|{h:64}
hetzner|hcloud token|{a:64}
vultr|vultr api key|{u:36}
scaleway-secret|scw secret key|{g}
auth0|auth0 client secret|{w:64}
zendesk|zendesk api token|{a:40}
zendesk-secret|zendesk secret key|{h:64}
mixpanel|mixpanel api secret|{h:32}
amplitude|amplitude secret key|{h:32}
segment|segment write key|{a:32}
opsgenie|opsgenie api key|{g}
pagerduty-old|pagerduty api token|{a:20}
trello|trello api key|{h:32}
trello-secret|trello token|{h:64}
cohere|cohere api key|{a:40}
mistral|mistral api key|{a:32}
pinecone-old|pinecone api key|{g}
wandb|wandb api key|{h:40}
snowflake|snowflake private key passphrase|{P}
twilio-auth|twilio auth token|{h:32}
nexmo|vonage api secret|{a:16}
mailjet|mailjet secret key|{h:32}
postmark|postmark server token|{g}
sparkpost|sparkpost api key|{h:40}
twitter-secret|twitter api secret key|{a:50}
twitter-access|twitter access token|{d:18}-{a:40}
linkedin|linkedin client secret|{a:16}
facebook-secret|facebook app secret|{h:32}
spotify|spotify client secret|{h:32}
twitch-secret|twitch client secret|{l:30}
reddit|reddit client secret|{w:27}
dropbox-secret|dropbox app secret|{l:15}
box|box client secret|{a:32}
asana-secret|asana client secret|{h:32}
bitbucket-secret|bitbucket client secret|{w:32}
github-secret|github client secret|{h:40}
gitlab-secret|gitlab client secret|{h:64}
travis|travis api token|{a:22}
codecov|codecov token|{g}
coveralls|coveralls repo token|{a:32}
snyk-old|snyk token|{g}
sonar-old|sonar token|{h:40}
circleci-old|circleci token|{h:40}
buildkite-agent|buildkite agent token|{h:50}
drone|drone rpc secret|{h:32}
artifactory|artifactory password|{P}
fastly|fastly api token|{w:32}
bunny|bunny access key|{g}
imagekit|imagekit private key|private~_{a:24}
firebase-secret|firebase database secret|{a:40}
maps|google maps api key|AI~za{w:35}
recaptcha|recaptcha secret key|6L{w:38}
hcaptcha|hcaptcha secret|0x{h:40}
turnstile|turnstile secret key|0x4AAAAAAA{w:30}
paypal|paypal client secret|E{w:79}
braintree|braintree private key|{h:32}
adyen-hmac|adyen hmac key|{H:64}
klarna|klarna api password|{a:16}
paddle|paddle api key|{h:50}
plaid-secret|plaid secret|{h:30}
coinbase-secret|coinbase api secret|{b:86}==
binance|binance secret key|{a:64}
kraken|kraken private key|{b:86}==
infura|infura project secret|{h:32}
alchemy|alchemy api key|{a:32}
etherscan|etherscan api key|{u:34}
ethereum|deployer private key|0x{h:64}
django|secret key|{s:50}
rails|secret key base|{h:128}
rails-master|rails master key|{h:32}
laravel|app key|base64:{b:43}=
flask|flask secret key|{h:48}
jwt-secret|jwt secret|{a:48}
nextauth|nextauth secret|{b:43}=
session-secret|session secret|{h:64}
cookie-secret|cookie secret|{b:43}=
csrf|csrf token|{a:64}
encryption|encryption key|{h:64}
fernet|fernet key|{w:43}=
hmac|hmac secret|{h:64}
signing|signing key|{b:64}
webhook-secret|webhook secret|{h:40}
wireguard|wireguard private key|{b:43}=
wireguard-shared|preshared key|{b:43}=
totp|totp secret|{3:32}
otp-seed|otp seed|{3:16}
licence|licence key|{u:5}-{u:5}-{u:5}-{u:5}-{u:5}
product-key|license key|{u:5}-{u:5}-{u:5}-{u:5}-{u:5}
recovery|recovery code|{l:5}-{l:5}
access-code|access code|{u:8}
sftp-password|sftp password|{P}
root-password|root password|{P}
admin-password|admin password|{P}
smtp-password|smtp pass|{P}
redis-password|redis password|{P}
postgres-password|postgres password|{P}
mysql-root|mysql root password|{P}
keystore|keystore password|{P}
truststore|truststore password|{P}
key-passphrase|ssh key passphrase|{P}
wifi|wifi password|{P}
ldap-bind|ldap bind password|{P}
rabbit|rabbitmq default pass|{P}
grafana-admin|gf security admin password|{P}
jenkins-password|jenkins password|{P}
vpn|vpn secret|{a:24}
snmp|snmp auth password|{P}
client-secret|client secret|{a:40}
consumer-secret|consumer secret|{a:50}
access-token|access token|{a:48}
refresh-token|refresh token|{a:64}
id-token|id token|{J}
bearer|bearer token|{a:40}
session-id|session id|{h:40}
php-session|phpsessid|{l:26}
java-session|jsessionid|{H:32}
api-key|api key|{a:32}
api-secret|api secret|{a:40}
x-api-key|x api key|{a:40}
private-token|private token|{a:20}
personal-token|personal access token|{a:40}
deploy-token|deploy token|{a:20}
service-token|service token|{h:40}
auth-token|auth token|{h:40}
master-key|master key|{a:32}
account-key|account key|{b:86}==
shared-key|shared access key|{b:43}=
storage-key|storage account key|{b:86}==
instrumentation|instrumentation key|{g}
subscription-key|subscription key|{h:32}
function-key|function key|{w:54}==
publish-profile|user pwd|{a:60}
unseal|unseal key|{b:44}
root-token|vault root token|s.{a:24}
salt|password salt|{h:32}
pepper|password pepper|{a:32}
credentials|credentials|{B}
ngrok|ngrok authtoken|2{a:26}_{a:21}
kubernetes-bootstrap|bootstrap token|{l:6}.{l:16}
`;
