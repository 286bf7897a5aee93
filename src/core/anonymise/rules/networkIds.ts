import { isKeptIpv4 } from '../addresses';
import { rulesLike, word } from './rulesLike';

const context = rulesLike({ category: 'ip-addresses', tier: 'context', weight: 52, rewrite: word('IP') });
const cloud = rulesLike({ category: 'urls', tier: 'context', weight: 60, rewrite: word('project') });

const isOwn = (value: string): boolean =>
  value.length >= 4 &&
  !/^(?:my|your|example|sample|test|demo|foo|bar|some|the)(?:[-_.]|$)|example|^[a-z]{1,12}(?:name|account|bucket|id)$|^(?:name|account|bucket|storage|default|string|null|true|false|none|required|access|keys?|type|kind|error|failed|value)$/.test(
    value,
  );

/** Addresses in the form that names are looked up by, and what a cloud calls accounts, projects and buckets. */
export const networkIdRules = [
  context('ipv4-reversed', 'in-addr.arpa', /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?=\.in-addr\.arpa)/g, {
    accept: (value) => !isKeptIpv4(value.split('.').reverse().join('.')),
  }),
  context('ipv6-reversed', '.ip6.arpa', /(?<![\w.])(?:[0-9a-f]\.){15,31}[0-9a-f](?=\.ip6\.arpa)/gi, {
    accept: (value) =>
      !/(?:8\.b\.d\.0\.1\.0\.0\.2|[01](?:\.0){15,31})$/i.test(value) && !/^[01](?:\.0){31}$/.test(value),
  }),
  context(
    'mac-named',
    'mac|ether |hwaddr|lladdr|physical|dev_|huawei',
    /((?<![A-Za-z])(?:mac(?:[ _-]?addr(?:ess)?)?|ether|hwaddr|lladdr|b?ssid|physical address|dev|huawei)["']?[ :=_]{1,4}["']?)([0-9a-f]{12}|(?:[0-9a-f]{2}[ :_-]){5}[0-9a-f]{2}|(?:[0-9a-f]{4}[.-]){2}[0-9a-f]{4})(?![\w:-])/gi,
    {
      beside: 'digit-after',
      accept: (value) => /[1-9a-e]/i.test(value) && /[1-9a-f]/i.test(value),
      rewrite: word('MAC'),
    },
  ),
  cloud(
    'storage-account',
    'storageaccount|storage_account|storage account|storage-account|account-name|accountname=',
    /((?:\b[Ss]torage[ _-]?[Aa]ccount(?:[ _-]?[Nn]ame)?["']?\s{0,3}[:=]\s{0,3}["']?|AZURE_STORAGE_ACCOUNT(?:_NAME)?["']?[:=]\s?["']?|--account-name[ =]["']?|\bAccountName=))([a-z][a-z0-9]{2,23})(?![\w.(-])/g,
    { accept: isOwn, rewrite: word('account') },
  ),
  cloud(
    'project-with-number',
    'project',
    /((?<![\w-])(?:[\w-]{0,20}[_-])?(?:[Pp]roject|PROJECT)(?:[ _-]?(?:[Ii]d|ID))?["']?\s{0,2}[:=]?\s{0,2}["']?)([a-z][a-z0-9]{1,20}(?:-[a-z][a-z0-9]{0,20}){0,3}-\d{5,6})(?![\w.-])/g,
    { accept: isOwn, beside: 'digits-after' },
  ),
  cloud(
    'bucket-of-call',
    'upload_file(|upload_fileobj(|download_file(|download_fileobj(|.bucket(|_bucket(',
    /(\.(?:upload_file|upload_fileobj)\(\s{0,20}[^,()\n]{1,80},\s{0,20}["']|\.(?:download_file|download_fileobj|[Bb]ucket|(?:get|head|create|delete|list)_bucket)\(\s{0,20}(?:Bucket=)?["'])([a-z0-9][a-z0-9.-]{2,62})(?=["'])/g,
    { accept: isOwn, rewrite: word('bucket') },
  ),
];
