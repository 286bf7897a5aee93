import { isReservedDomain } from './harmless';

/** The four parts of a dotted quad as one number; undefined when it is none. */
export function parseIpv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return value;
}

/** Addresses that stay: this host, documentation (RFC 5737), benchmarks (RFC 2544), multicast, masks, well-known resolvers. */
const KEPT: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['192.0.2.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
  ['169.254.169.254', 32],
  ['1.1.1.1', 32],
  ['1.0.0.1', 32],
  ['8.8.8.8', 32],
  ['8.8.4.4', 32],
  ['9.9.9.9', 32],
];

export function isKeptIpv4(text: string): boolean {
  const value = parseIpv4(text);
  if (value === undefined) return true;
  return KEPT.some(([base, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(value / size) === Math.floor((parseIpv4(base) ?? 0) / size);
  });
}

/** The eight groups of an IPv6 address (RFC 4291), undefined when it is none. */
export function parseIpv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const read = (half: string): number[] | undefined => {
    if (half === '') return [];
    const groups: number[] = [];
    for (const part of half.split(':')) {
      const quad = part.includes('.') ? parseIpv4(part) : undefined;
      if (quad !== undefined) groups.push(Math.floor(quad / 65_536), quad % 65_536);
      else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
      else return undefined;
    }
    return groups;
  };
  const head = read(halves[0] ?? '');
  const tail = halves.length === 2 ? read(halves[1] ?? '') : [];
  if (head === undefined || tail === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? undefined : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** Loopback, unspecified, documentation (RFC 3849, RFC 9637), multicast, and anything that is no address. */
export function isKeptIpv6(text: string): boolean {
  const groups = parseIpv6(text);
  if (groups === undefined) return true;
  const [first = 0, second = 0] = groups;
  if (groups.slice(0, 7).every((group) => group === 0) && (groups[7] ?? 0) <= 1) return true;
  if (groups.slice(1).every((group) => group === 0)) return true;
  return (first === 0x2001 && second === 0xdb8) || (first & 0xfff0) === 0x3ff0 || (first & 0xff00) === 0xff00;
}

const INTERNAL_ENDING =
  /\.(?:internal|intern|local|localdomain|lan|corp|intranet|private|intra|home|svc|consul|priv|office|cluster|ad|dmz|mgmt|home\.arpa|cluster\.local|fritz\.box|onprem|vpn|k8s|docker|infra|prod|staging|dev\.local)$/i;
const INTERNAL_LABEL =
  /^(?:internal|intern|intranet|intra|corp|corporate|priv|private|lan|vpn|onprem|on-prem|dmz|mgmt|bastion|jumphost|jump|backoffice|back-office|staging|stage|stg|stag|preprod|pre-prod|uat|qa|prod|production|prd|dev|nonprod|sandbox|jenkins|jira|confluence|grafana|kibana|prometheus|alertmanager|vault|nexus|artifactory|sonar|sonarqube|argocd|argo|rancher|k8s|kube|kubernetes|gitlab|gitea|bitbucket|svn|phabricator|wiki|sso|ldap|ad|adfs|dc\d{0,2}|exchange|owa|admin|teamcity|bamboo|harbor|minio|consul|nomad|rabbitmq|kafka|zookeeper|elastic|elasticsearch|airflow|superset|metabase|redash|splunk|graylog|zabbix|nagios|icinga|tableau|db|mysql|postgres|postgresql|pgsql|mongo|mongodb|redis|mssql|oracle|ldaps|nas|fileserver|files-internal|hr|erp|crm|sap|portal-int|int|internal-[a-z0-9-]{1,40}|[a-z0-9-]{1,40}-(?:internal|int|intranet|corp|prod|staging|stg|uat|preprod|qa|dev)|(?:db|sql|redis|pg|kafka|mongo|mssql|ldap|wiki|jenkins|printer|nas|web|app|srv|node|host|build|ci|vpn|git|proxy)\d{1,4})$/i;
/** Sites of the public web: what is below them is not ours to hide unless it is a tenant's (below). */
export const PUBLIC_SITES =
  /(?:^|\.)(?:github|gitlab|bitbucket|google|googleapis|gstatic|microsoft|azure|windows|amazon|aws|apple|mozilla|npmjs|nodejs|python|pypi|rust-lang|golang|go|docker|kubernetes|k8s|redis|mongodb|postgresql|mysql|oracle|elastic|grafana|prometheus|hashicorp|terraform|vaultproject|jenkins|atlassian|cloudflare|stackoverflow|stackexchange|wikipedia|wikimedia|w3|ietf|mdn|vercel|netlify|heroku|digitalocean|stripe|twilio|slack|openai|anthropic|huggingface|reactjs|react|vuejs|angular|svelte|jetbrains|eclipse|apache|debian|ubuntu|redhat|fedoraproject|archlinux|gnome|kde|kernel|npm|yarnpkg|jsdelivr|unpkg|readthedocs|medium|reddit|ycombinator|linkedin|twitter|x|youtube|facebook|sentry|datadoghq|newrelic|pagerduty|circleci|travis-ci|codecov|sonarsource|sonatype|maven|gradle|spring|kotlinlang|swift|ruby-lang|rubygems|rubyonrails|php|laravel|symfony|djangoproject|flask|centos|shopify|gcr|quay|typescriptlang|eslint|prettier|babeljs|webpack|vitejs|vitest|jestjs|cypress|playwright|storybook|tailwindcss|getbootstrap|jquery|lodash|graphql|apollographql|prisma|typeorm|sequelize|expressjs|nestjs|nextjs|nuxt|astro|deno|bun|rustlang|crates|pkg|golang|helm|istio|envoyproxy|linkerd|cncf|opencontainers|openapis|swagger|postman|insomnia|home-assistant|raspberrypi|arduino|chromium|webkit|whatwg|ecma-international|tc39|caniuse|css-tricks|smashingmagazine|freecodecamp|dev|hashnode|substack|notion|figma|zoom|dropbox|trello|asana|linear|intercom|mailchimp|sendgrid|mailgun|postmarkapp|paypal|braintreepayments|adyen|square|plaid|shopifycloud|cloudinary|imgix|fastly|akamai|salesforce|snyk|sonarcloud|coveralls|dependabot|renovatebot|bitnami|rabbitmq|kafka|confluent|cassandra|couchbase|influxdata|timescale|cockroachlabs|planetscale|supabase|firebase|appwrite|hasura|strapi|contentful|sanity|wordpress|drupal|joomla|magento|unity|unrealengine|godotengine|blender|tensorflow|pytorch|keras|scikit-learn|numpy|pandas|scipy|jupyter|kaggle|arxiv|acm|ieee|doi|archive|bbc|cnn|nytimes|microsoftonline|live|office|outlook|bing|duckduckgo|yahoo|office365|skype|signal|telegram|whatsapp|discord|twitch|spotify|netflix|adobe|autodesk|intel|amd|nvidia|arm|ibm|hp|dell|lenovo|samsung|sony|cisco|juniper|vmware|citrix|sap-press|rfc-editor|githubusercontent|githubapp|gitbook|rtfd|pythonhosted|nuget|packagist|cocoapods|hex|hackage|cpan|ctan|conda|anaconda|brew|chocolatey|snapcraft|flathub|fsf|gnu|opensource|creativecommons|spdx|linuxfoundation|freedesktop|x|tldp|man7|die|cppreference|cplusplus|isocpp|boost|cmake|llvm|gcc|mingw|msys2|cygwin|haskell|elixir-lang|erlang|clojure|scala-lang|ocaml|fsharp|julialang|r-project|perl|lua|dartlang|flutter|ionicframework|reactnative|expo|electronjs|tauri|threejs|d3js|chartjs|leafletjs|mapbox|openstreetmap|openai|mistral|cohere|together|replicate|langchain|llamaindex|pinecone|weaviate|qdrant|trychroma|wandb|mlflow)\.(?:com|org|net|io|dev|co|ai|app|sh|gov|edu|rs|js)$|(?:^|\.)(?:flask|fastapi|nginx|letsencrypt|letsencrypt|openssl|owasp|nist|cve|mitre|iana|icann|unicode|json-schema|schema|yaml|toml|semver|keepachangelog|shields|visualstudio|vscode|code)\.(?:com|org|net|io|dev|co|ai|app|sh|gov|edu|rs)$/i;
/** Names that every machine has for its surroundings. */
const EVERYWHERE =
  /^(?:(?:host|gateway|kubernetes|vm)\.docker\.internal|metadata\.google\.internal|host\.containers\.internal|kubernetes(?:\.default(?:\.svc(?:\.cluster\.local)?)?)?|(?:svc\.)?cluster\.local|instance-data|raspberrypi\.local)$/i;
/** Tools that companies run for themselves, and services named for what they do: hosts where a scheme stands before them. */
const SINGLE =
  /^(?:intranet|jenkins|wiki|jira|confluence|gitlab|gitea|bitbucket|nexus|artifactory|sonarqube|kibana|teamcity|bamboo|rundeck|redmine|phabricator|mattermost|nextcloud|owa|sharepoint|helpdesk|vcenter|esxi|nas|fileserver|printserver|buildserver|(?!(?:my|your|the|some|test|example|sample|foo|bar|dummy|mock|fake|local|remote|target|other|node|api|web|app|http|proxy|host|dev)-)[a-z][a-z0-9]*(?:-[a-z0-9]+)*-(?:service|svc|api|server|db|database|backend|frontend|worker|gateway|proxy|host|master|primary|replica|cluster|prod|production|staging|internal|intranet|corp|web|app|\d{1,3}))$/i;

/** Hosts that a provider makes for one tenant: the name says whose. */
const TENANT =
  /\.(?:rds\.amazonaws\.com(?:\.cn)?|cache\.amazonaws\.com|redshift\.amazonaws\.com|es\.amazonaws\.com|docdb\.amazonaws\.com|elb\.amazonaws\.com|compute(?:-1)?\.amazonaws\.com|execute-api\.[\w-]+\.amazonaws\.com|dkr\.ecr\.[\w-]+\.amazonaws\.com|eks\.amazonaws\.com|database\.windows\.net|postgres\.database\.azure\.com|mysql\.database\.azure\.com|documents\.azure\.com|redis\.cache\.windows\.net|servicebus\.windows\.net|blob\.core\.windows\.net|vault\.azure\.net|azurecr\.io|azurewebsites\.net|azure-api\.net|cloudapp\.azure\.com|azuredatabricks\.net|azurefd\.net|trafficmanager\.net|azurehdinsight\.net|kusto\.windows\.net|(?:file|queue|table|dfs)\.core\.windows\.net|onmicrosoft\.com|cloud\.databricks\.com|a\.run\.app|[\w-]+-git-[\w-]+\.vercel\.app|cloudfunctions\.net|appspot\.com|herokuapp\.com|amplifyapp\.com|awsapprunner\.com|on\.aws|awsapps\.com|cloudfront\.net|fly\.dev|gateway\.dev|web\.app|firebaseapp\.com|hasura\.app|algolia\.net|grafana\.net|splunkcloud\.com|pagerduty\.com|jfrog\.io|sentry\.io|statuspage\.io|freshdesk\.com|hubspot\.com|lightning\.force\.com|visualstudio\.com|memorydb\.[\w-]+\.amazonaws\.com|kafka\.[\w-]+\.amazonaws\.com|search\.windows\.net|openai\.azure\.com|mongodb\.net|cloud\.es\.io|elastic-cloud\.com|redislabs\.com|redis-cloud\.com|upstash\.io|neon\.tech|planetscale\.com|psdb\.cloud|supabase\.co|firebaseio\.com|cockroachlabs\.cloud|snowflakecomputing\.com|cloudamqp\.com|confluent\.cloud|aivencloud\.com|okta\.com|auth0\.com|atlassian\.net|sharepoint\.com|my\.salesforce\.com|zendesk\.com|myshopify\.com|slack\.com|service-now\.com|myworkday\.com|bamboohr\.com|ngrok(?:-free)?\.(?:io|app|dev)|trycloudflare\.com|ts\.net|loca\.lt|onrender\.com|railway\.internal)$/i;
const TENANT_PUBLIC =
  /^(?:www|docs?|api|status|support|help|developer|developers|blog|app|login|hooks|id|admin|community|files|s3|cdn)\./i;
const REVERSED_DOMAIN =
  /^(?:com|org|net|io|java|javax|jakarta|kotlin|kotlinx|sun|jdk|android|androidx|dev|app|co|me|scala|akka|spring|react|node|vue|module|self|this|config|settings|window|window\.|std|core|internal|crypto|lodash|angular|system|microsoft|google|test|spec|src|lib|dist|env|docker-compose|compose|appsettings|application|local|global)\./i;
/** Endings that are words of code too: `kafka.consumer.group`. */
const WORD_ENDING =
  /\.(?:group|company|store|shop|services|software|solutions|systems|online|site|digital|agency|inc|ltd|health|finance|bank|tech|app|info|cloud|is|in|at|it|be|me|no|us)$/i;
const PUBLIC_ENDING =
  /\.(?:com|net|org|io|dev|co|ai|app|cloud|tech|biz|info|systems|solutions|services|software|digital|agency|group|company|inc|ltd|gmbh|health|finance|bank|shop|store|online|site|xyz|me|tv|us|uk|eu|de|fr|es|it|nl|be|at|ch|se|no|dk|fi|pl|cz|pt|ie|jp|cn|in|au|nz|ca|br|mx|za|sg|hk|kr|tw|ru|tr|il|ae|lu|gr|hu|ro|is|ee|lv|lt|sk|si|hr|bg|ua)$/i;

/**
 * True for a host that only its owner's people reach: an internal ending, an internal label before a public ending, or
 * a tenant's name at a provider. `inUrl`: a scheme stands before it, so that it cannot be a package or file name.
 */
export function isInternalHost(host: string, inUrl: boolean): boolean {
  const name = host.replace(/\.$/, '');
  if (name.length > 253 || isReservedDomain(name) || EVERYWHERE.test(name) || /redacted/i.test(name))
    return false;
  const labels = name.split('.');
  const first = labels[0] ?? '';
  if (labels.length === 1)
    return (
      inUrl &&
      (SINGLE.test(name) ||
        /^(?=[a-z0-9-]{5,63}$)(?:[a-z]+[-]?[a-z]*[-]?(?:internal|intranet|corp|prod|staging)|(?:srv|web|db|sql|app|build|host|node|nas|mail|print(?:er)?|ldap|dc|vm|esx|fs|jenkins|intranet|wiki)[a-z-]{0,20}\d{1,4}|intranet|[a-z]+-[a-z]+-\d{1,3})$/i.test(
          name,
        ))
    );
  if (INTERNAL_ENDING.test(name)) {
    if (inUrl) return true;
    if (REVERSED_DOMAIN.test(name)) return false;
    const ending = labels.at(-1) ?? '';
    if (
      /^(?:prod|staging|vpn|infra|docker|k8s|cluster|ad|office|home|private|priv|svc|intra|mgmt|dmz|onprem|intern)$/i.test(
        ending,
      )
    )
      return labels.length >= 3 || /\d/.test(first);
    return labels.length >= 3 ||
      /[\d-]/.test(first) ||
      /^(?:internal|corp|lan|intranet|consul|localdomain)$/i.test(ending)
      ? /^[a-z]/i.test(first) || /\d/.test(first)
      : false;
  }
  if (TENANT.test(`.${name}`)) return !TENANT_PUBLIC.test(name) && labels.length >= 3;
  if (!PUBLIC_ENDING.test(name) || PUBLIC_SITES.test(name)) return false;
  if (!inUrl && (REVERSED_DOMAIN.test(name) || (WORD_ENDING.test(name) && !/[\d-]/.test(name)))) return false;
  const own = labels.slice(0, labels.length >= 4 && (labels.at(-2) ?? '').length <= 3 ? -3 : -2);
  return own.some((label) => INTERNAL_LABEL.test(label));
}
