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

/** A device's own address; not the one of all, of none, of a group that shares one (RFC 9568), a time. */
export function isMac(text: string): boolean {
  const digits = text.replace(/[^0-9a-f]/gi, '');
  return /[a-f]/i.test(digits) && /\d/.test(digits) && !/^00005e/i.test(digits);
}

/** Words as alternatives of a pattern. */
const anyOf = (words: string): string => `(?:${words.replaceAll(' ', '|')})`;
const ignoringCase = (pattern: string): RegExp => new RegExp(pattern, 'i');

const INTERNAL_ENDING =
  /(?:\.(?:internal|intern|local|localdomain|lan|corp|intranet|private|intra|home|svc|consul|priv|office|cluster|ad|dmz|mgmt|home\.arpa|onprem|vpn|k8s|docker|infra|prod|staging)|(?:^|\.)fritz\.box)$/i;

const STAGES = 'corp prod staging stg uat preprod qa dev';
/** Tools that companies run for themselves. */
const TOOLS =
  'jenkins jira confluence gitlab gitea bitbucket wiki nexus artifactory sonarqube kibana teamcity bamboo phabricator owa nas fileserver intranet';
/** What stands before the domain of a host that outsiders do not reach, also with a number. */
const LABELS = `${STAGES} ${TOOLS} internal intern intra corporate priv private lan vpn onprem on-prem dmz mgmt bastion jumphost jump backoffice back-office stage stag pre-prod production prd nonprod sandbox grafana prometheus alertmanager vault sonar argocd argo rancher k8s kube kubernetes svn sso ldap ldaps ad adfs exchange admin harbor minio consul nomad rabbitmq kafka zookeeper elastic elasticsearch airflow superset metabase redash splunk graylog zabbix nagios icinga tableau infra backup monitoring ops db mysql postgres postgresql pgsql mongo mongodb redis mssql oracle hr erp crm sap portal-int int`;
/** What does so with a number only. */
const NUMBERED = 'db sql pg web app srv node host build ci git proxy printer dc';
const INTERNAL_LABEL = ignoringCase(
  `^(?:${anyOf(LABELS)}\\d{0,4}|dc|internal-[a-z0-9-]{1,40}|[a-z0-9-]{1,40}-${anyOf(`${STAGES} internal int intranet`)}-?\\d{0,3}|${anyOf(
    `${STAGES} internal int stage vpn`,
  )}-[a-z0-9-]{1,40}|${anyOf(NUMBERED)}\\d{1,4})$`,
);

/**
 * Sites of the public web that have such a label somewhere (`wiki.archlinux.org`): what is below them is not ours to hide
 * unless it is a tenant's (below).
 */
export const PUBLIC_SITES = ignoringCase(
  `(?:^|\\.)${anyOf(
    'js github githubusercontent githubapp gitlab bitbucket google googleapis gstatic microsoft microsoftonline live office office365 outlook azure windows visualstudio vscode amazon aws apple mozilla npmjs npm nodejs python pythonhosted pypi rust-lang rustlang crates golang go pkg docker kubernetes k8s redis mongodb postgresql mysql oracle elastic grafana prometheus hashicorp terraform vaultproject jenkins atlassian cloudflare stackoverflow stackexchange wikipedia wikimedia w3 w3c whatwg ietf rfc-editor iana mdn vercel netlify heroku digitalocean stripe twilio slack openai anthropic mistral cohere huggingface wandb mlflow kaggle jetbrains eclipse apache nginx debian ubuntu redhat centos fedoraproject archlinux freedesktop linuxfoundation gnu gnome kde kernel yarnpkg jsdelivr unpkg readthedocs rtfd gitbook medium reddit ycombinator linkedin twitter x youtube facebook telegram discord twitch spotify netflix sentry datadoghq newrelic pagerduty circleci travis-ci codecov sonarsource sonarcloud sonatype snyk maven gradle spring kotlinlang swift ruby-lang rubygems rubyonrails php laravel symfony packagist nuget djangoproject flask fastapi shopify square paypal braintreepayments adyen plaid salesforce sendgrid mailgun mailchimp postmarkapp intercom zoom dropbox notion figma trello asana linear fastly akamai cloudinary confluent rabbitmq kafka cassandra couchbase influxdata timescale cockroachlabs planetscale supabase firebase hasura strapi contentful sanity wordpress drupal joomla gcr quay helm istio envoyproxy linkerd cncf swagger postman home-assistant raspberrypi arduino chromium webkit mapbox openstreetmap freecodecamp dev arxiv archive ibm intel nvidia amd arm cisco vmware citrix adobe autodesk dell hp lenovo samsung sony openssl letsencrypt owasp nist mitre unicode cppreference boost cmake llvm gcc haskell expo electronjs flutter reactjs vuejs angular android appveyor npmmirror ollama typescriptlang eslint jestjs vitejs webpack',
  )}\\.${anyOf('com org net io dev co ai app sh gov edu rs')}$`,
);

/** What a firm runs for itself and calls by its name, in a URL; free software does so too, mostly under these endings. */
const FIRM_HOST =
  /^(?:git|ci|scm|registry|gerrit|tickets|mattermost|nextcloud|owncloud)\d{0,2}\.(?:[a-z0-9-]+\.){1,3}(?!(?:org|io|net|sh|ht|ai|do|app|dev|rs|edu|gov)$)[a-z]{2,24}$/i;

/** Names that every machine has for its surroundings. */
const EVERYWHERE =
  /^(?:(?:host|gateway|kubernetes|vm)\.docker\.internal|metadata\.google\.internal|host\.containers\.internal|kubernetes(?:\.default(?:\.svc(?:\.cluster\.local)?)?)?|(?:svc\.)?cluster\.local|instance-data|raspberrypi\.local|my-[\w.-]+\.svc\.cluster\.local)$/i;
/** Such tools, and services named for what they do: hosts where a scheme stands before them. */
const SINGLE = ignoringCase(
  `^(?:${anyOf(`${TOOLS} rundeck redmine mattermost nextcloud sharepoint helpdesk vcenter esxi printserver buildserver`)}|(?!${anyOf(
    'my your the some test example sample foo bar dummy mock fake local remote target other node api web app http proxy host dev',
  )}-)[a-z][a-z0-9]*(?:-[a-z0-9]+)*-(?:${anyOf(
    'service svc api server db database backend frontend worker gateway proxy host master primary replica cluster prod production staging internal intranet corp web app',
  )}|\\d{1,3}))$`,
);

/** What a host of an intranet is called for. */
const SERVES = ignoringCase(
  `^(?:[a-z]+-[a-z-]+|git|www|web|mail|portal|files?|proxy|build|ci|${TOOLS.replaceAll(' ', '|')})$`,
);

/** Hosts that a provider makes for one tenant, whose name they say; `*` is one label. */
const TENANTS = {
  com: '{rds,cache,redshift,es,docdb,neptune,elb,elb.*,eks,compute,compute-1,execute-api.*,dkr.ecr.*,memorydb.*,kafka.*,mq.*,iot.*,efs.*,transfer.*}.amazonaws amazoncognito elasticbeanstalk {database,documents,cosmos,openai,cognitiveservices,cloudapp}.azure onmicrosoft b2clogin dynamics cloud.databricks appspot herokuapp amplifyapp awsapprunner awsapps firebaseapp firebaseio splunkcloud pagerduty freshdesk freshservice hubspot datadoghq {live,apps}.dynatrace lightning.force visualstudio elastic-cloud redislabs redis-cloud planetscale snowflakecomputing cloudamqp aivencloud okta auth0 onelogin cloudflareaccess sharepoint my.salesforce zendesk myshopify slack webex service-now myworkday bamboohr ondemand trycloudflare onrender ondigitalocean',
  cn: 'rds.amazonaws.com',
  net: '{database,redis.cache,redis,servicebus,search,kusto,{blob,file,queue,table,dfs,web}.core}.windows {vault,cache,redis}.azure azurewebsites azure-api azure-devices azurestaticapps azureedge azuredatabricks azurefd trafficmanager azurehdinsight cloudfunctions cloudfront algolia grafana mongodb atlassian ts myfritz',
  io: 'azurecr azurecontainerapps azmk8s jfrog sentry statuspage cloud.es upstash ngrok',
  app: 'a.run web hasura ngrok ngrok-free netlify up.railway ondigitalocean',
  aws: 'on',
  dev: 'fly gateway ngrok ngrok-free pages workers',
  eu: 'datadoghq',
  tech: 'neon',
  cloud: 'psdb cockroachlabs confluent hashicorp',
  co: 'supabase',
  de: 'personio',
  lt: 'loca',
  me: 'synology',
  org: 'duckdns dyndns',
};
const TENANT = ignoringCase(
  `${Object.entries(TENANTS)
    .map(
      ([ending, names]) =>
        `\\.(?:${names
          .replaceAll('.', '\\.')
          .replaceAll('*', '[\\w-]+')
          .replaceAll('{', '(?:')
          .replaceAll('}', ')')
          .replace(/[ ,]/g, '|')})\\.${ending}$`,
    )
    .join('|')}|-git-[\\w-]+\\.vercel\\.app$`,
);
/** What a text has to hold for one of these labels and tenants, a digit standing for any. */
export const HOST_KEYWORDS = new Set(
  [
    ...LABELS.split(' ').flatMap((label) => (label.length > 2 ? [`${label}.`, `${label}0`] : [])),
    ...NUMBERED.split(' ').map((label) => `${label}0`),
    ...Object.entries(TENANTS).flatMap(([ending, names]) =>
      names.split(' ').map((name) => `.${name.split('.').at(-1) ?? ''}.${ending}`),
    ),
  ].map((keyword) => keyword.replace(/\d/g, '0')),
);
const TENANT_PUBLIC =
  /^(?:www|docs?|api|status|support|help|developer|developers|blog|app|login|hooks|id|admin|community|files|s3|cdn|portal|accounts?|console|download|learn|contoso|fabrikam|example|your[\w-]*|my-?(?:app|site|tenant|org|company|domain|server|project)|(?:us|eu|ap)\d)\./i;
const REVERSED_DOMAIN =
  /^(?:http-basic|com|org|net|io|java|javax|jakarta|kotlin|kotlinx|sun|jdk|android|androidx|dev|app|co|me|scala|akka|spring|react|node|vue|module|self|this|config|settings|window|window\.|std|core|internal|crypto|lodash|angular|system|microsoft|google|test|spec|src|lib|dist|env|docker-compose|compose|appsettings|application|local|global)\./i;
/** Endings that are words of code too: `kafka.consumer.group`. */
const WORD_ENDINGS =
  'group company store shop services software solutions systems online site digital agency inc ltd health finance bank tech app info cloud is in at it be me no us works world global media network email space team live consulting partners energy care legal build engineering foundation academy international press page run tools social today travel zone asia africa edu gov ar cl pe uy ke ng eg ma pk lk vn th my ph id sa qa kw rs ba mk by kz ge am cy mt li';
const WORD_ENDING = ignoringCase(`\\.${anyOf(WORD_ENDINGS)}$`);
const PUBLIC_ENDING = ignoringCase(
  `\\.${anyOf(
    `${WORD_ENDINGS} com net org io dev co ai biz gmbh coop museum studio design berlin london hamburg wien swiss xyz tv uk eu de fr es nl ch se dk fi pl cz pt ie jp cn au nz ca br mx za sg hk kr tw ru tr il ae lu gr hu ro ee lv lt sk si hr bg ua`,
  )}$`,
);

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
      return labels.length >= 3 || /\d/.test(first) || (/^intra$/i.test(ending) && SERVES.test(first));
    return labels.length >= 3 ||
      /[\d-]/.test(first) ||
      /^(?:internal|corp|lan|intranet|consul|localdomain|box)$/i.test(ending)
      ? /^[a-z]/i.test(first) || /\d/.test(first)
      : false;
  }
  if (TENANT.test(name)) return !TENANT_PUBLIC.test(name);
  if (!(inUrl ? /\.[a-z]{2,24}$/i : PUBLIC_ENDING).test(name) || PUBLIC_SITES.test(name)) return false;
  if (
    !inUrl &&
    (REVERSED_DOMAIN.test(name) ||
      (WORD_ENDING.test(name) && !/[\d-]|\.(?:corp|intern|intra|lan|dmz)\./.test(name)))
  )
    return false;
  const own = labels.slice(0, labels.length >= 4 && (labels.at(-2) ?? '').length <= 3 ? -3 : -2);
  return own.some((label) => INTERNAL_LABEL.test(label)) || (inUrl && FIRM_HOST.test(name));
}
