import { rulesLike } from './rulesLike';

/** `db-prod-51`, `prod-web-02`: what a machine does, where it belongs, its number. */
const MACHINE =
  '((?:[a-z][a-z0-9]{1,15}-){1,3}(?:prod|prd|production|stg|stage|staging|preprod|uat|qa|int|live|dr|dev|test)-?\\d{1,3}[a-z]?|(?:prod|prd|stg|staging|preprod|uat|qa|live|dr)-(?:[a-z][a-z0-9]{1,15}-){1,2}\\d{1,3}[a-z]?)';
const END = '(?![\\w/(]|[.-]\\w)';

/** `prd-erp-db01`, `k8s-wrk-07`: parts joined by hyphens, the last a number or a word with one. */
const NUMBERED =
  '([a-z][a-z0-9]{0,15}(?:-[a-z][a-z0-9]{0,15}){0,3}-(?:[a-z]{1,12}\\d{1,3}|(?<=-[a-z0-9]{1,16}-)\\d{2,3})[a-z]?)';
/** Products with their versions, regions of a cloud, algorithms. */
const NO_MACHINE =
  /^(?:nginx|apache|httpd|tomcat|jetty|caddy|node|nodejs|python|java|php|ruby|go|mysql|mariadb|postgres(?:ql)?|pg|redis|mongo(?:db)?|sql|windows|ubuntu|debian|alpine|linux|centos|rhel|macos|x86|arm|amd|intel|ip|us|eu|ap|ca|sa|me|af|il|mx|cn|gpt|claude|llama|gemini|sha|aes|utf)-|-(?:v|sha|md|utf|https?|x|rev|rc|beta|alpha|es|p|ipv|port|test|step|page|line)\d{1,3}[a-z]?$/;

const isOwnMachine = (value: string): boolean =>
  !/^(?:my|your|the|some|example|sample|foo|demo|host|release|deploy|build|feature|v\d+)-/.test(value);

const machine = rulesLike({
  category: 'urls',
  tier: 'context',
  weight: 47,
  rewrite: { as: 'host' },
  learn: true,
  accept: isOwnMachine,
});

/** Hosts without a domain, where a word, a command or a log says that one follows. */
export const machineRules = [
  machine(
    'machine-named',
    'host=|host: |host":|host |hostname|server |server=|server: |node |node=|node: |nodename|machine |instance=|instance: |vm |box |ssh ',
    new RegExp(
      `((?<![\\w-])(?:host(?:name)?|server|node(?:name|Name)?|machine|instance|vm|VM|box|Host|Server|Node)(?:["']?\\s{0,2}[:=]\\s{0,2}["']?| )|(?<![\\w-])(?:ssh|scp|mosh) (?:-\\w(?: \\S{1,40})? ){0,3}(?:[\\w.-]{1,32}@)?)${MACHINE}${END}`,
      'g',
    ),
    { beside: 'digit-after' },
  ),
  machine(
    'machine-by-label',
    'host=|host: |host":|hostname=|hostname: |hostname":|server=|server: |server":|nodename=|nodename: |nodename":',
    new RegExp(
      `((?<![\\w.-])(?:host(?:[Nn]ame)?|server|node[Nn]ame|Host(?:name)?|Server)(?:=|["']?: {0,3})["']?)${NUMBERED}(?![\\w/(:]|[.-]\\w)`,
      'g',
    ),
    { beside: 'digit-after', accept: (value) => isOwnMachine(value) && !NO_MACHINE.test(value) },
  ),
  machine(
    'machine-in-syslog',
    'jan 00|feb 00|mar 00|apr 00|may 00|jun 00|jul 00|aug 00|sep 00|oct 00|nov 00|dec 00|jan  0|feb  0|mar  0|apr  0|may  0|jun  0|jul  0|aug  0|sep  0|oct  0|nov  0|dec  0',
    /((?:^|[\n\r])(?:<\d{1,3}>)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d )(?!ip-\d)((?=[a-z-]{0,20}[\d-])[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){0,4})(?= [\w./-]{1,40}(?:\[\d{1,7}\])?: )/g,
    { accept: (value) => !/^[0-9a-f]{12}$|^localhost\d?$/.test(value) },
  ),
  // As Windows and macOS call a computer that nobody gave a name.
  machine(
    'machine-by-maker',
    'desktop-|laptop-|win-|-macbook|-imac|-mbp',
    /(?<![\w-])(?:(?:DESKTOP|LAPTOP|WIN)-(?=[A-Z]{0,10}\d)[A-Z0-9]{6,12}|[A-Z][A-Za-z]{2,20}-(?:MacBook|MBP|iMac)(?:-(?:Pro|Air|mini))?(?:-\d{1,2})?)(?![\w-])/g,
  ),
  machine(
    'machine-in-prompt',
    ':~|:/|]#|]$',
    new RegExp(`((?:^|[\\n\\r[ ])[a-z_][\\w.-]{0,31}@)${MACHINE}(?=[: ](?:~|/)[\\w./~-]{0,60}\\]?[#$])`, 'g'),
  ),
];
