import type { Rule } from '../rule';
import { rulesLike, word } from './rulesLike';

const cloud = rulesLike({ tier: 'context', category: 'urls', weight: 61, rewrite: word('ACCOUNT') });
/** Of documents and tutorials. */
const EXAMPLE =
  /^(?:my|your|the|a|an|some|example|sample|test|demo|foo|bar|bucket|name|placeholder|xxx+|dummy|target|source|dest|destination|input|output|backup|state|static|public|private|default|none|null|true|false)(?:[-_.](?:bucket|project|name|app|example|id|test|data|public|images?|files?|prod|dev|terraform|state|account|store|storage|container|here|\d+))*\d*$|^(?:bucket|project)[-_]?(?:name|id)$|example|PROJECT|BUCKET|^[A-Z_]+$/;

/** Projects and buckets that providers keep for everybody. */
const PUBLIC =
  /^(?:debian|ubuntu-os(?:-pro)?|cos|centos|rhel|windows|suse|rocky-linux|fedora-coreos)-cloud$|^(?:gcp|bigquery)-public-|^google-(?:samples|containers)/;
/** Accounts of those, and the ones that manuals have for examples. */
const PUBLIC_ACCOUNT =
  /^(?:(\d)\1+|0{6}.*|123456789012|(\d)\2{3}(\d)\3{3}(\d)\4{3}|012345678901|099720109477|602401143452|763104351884|137112412989)$/;

const isOwn = (value: string): boolean =>
  value.length >= 4 && !PUBLIC.test(value) && !EXAMPLE.test(value) && !/^host-|^REDACTED/.test(value);
const isOwnAccount = (value: string): boolean =>
  !/^(\d)\1+$|^123456789012$|^0{6}|^0{8}-|^12345678-/.test(value);

const UUID = '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}';

/** What a company has at the cloud providers: accounts, projects, buckets. Their hosts are `addresses.ts`. */
export const cloudRules: readonly Rule[] = [
  cloud(
    'account-number-in-arn',
    'arn:aws|dkr.ecr|account|.amazonaws.com/|sqs.',
    /((?:\barn:aws[\w-]{0,8}:[\w-]{1,40}:[\w-]{0,30}:|\baws[ _-]?account[ _-]?(?:id|number)?["']?\s{0,3}[:=]?\s{0,3}["']?|\baccount[ _-]?id["']?\s{0,3}[:=]?\s{0,3}["']?|\bsqs\.[\w-]{1,30}\.amazonaws\.com\/))(\d{12})(?!\d)/gi,
    { beside: 'digits-after', accept: (value) => !PUBLIC_ACCOUNT.test(value) },
  ),
  cloud(
    'cloud-tenant',
    'subscription|tenant|directory id|directory_id|microsoftonline.com/',
    new RegExp(
      `((?:/subscriptions/|(?<![A-Za-z])(?:[Ss]ubscription|[Tt]enant|[Dd]irectory|SUBSCRIPTION|TENANT|ARM_TENANT|ARM_SUBSCRIPTION)(?:[ _-]?(?:[Ii]d|ID))?["']?\\s{0,3}(?:is|[:=])?\\s{0,3}["']?|login\\.microsoftonline\\.com/))(${UUID})(?![\\w-])`,
      'g',
    ),
    { beside: 'digits-after', accept: isOwnAccount, rewrite: word('TENANT'), weight: 62 },
  ),
  cloud(
    'cloud-project',
    'project|gserviceaccount|pkg.dev/',
    /((?:\bset project |(?<![\w/])projects\/|\bpkg\.dev\/|--project[= ]|\b(?:gcp|google|gcloud|GCP|GOOGLE|firebase)[_ -]?(?:cloud[_ -]?)?(?:project|PROJECT)(?:[_ -]?(?:id|ID))?["']?\s{0,3}[:=]?\s{0,3}["']?|"project_id":\s?"|@))([a-z][a-z0-9]{1,28}(?:-[a-z0-9]{1,20}){1,4})(?=\/|\s|["',;)]|$|\.iam\.gserviceaccount\.com)/g,
    {
      accept: (value, text, start) =>
        isOwn(value) &&
        (text[start - 1] !== '@' || text.startsWith('.iam.gserviceaccount', start + value.length)),
      rewrite: word('project'),
      weight: 63,
    },
  ),
  cloud(
    'bucket',
    [
      's3:',
      's3a:',
      's3n:',
      'gs://',
      's3.',
      's3-',
      ...Array.from(':="\'', (sign) => [`bucket${sign}`, `bucket ${sign}`]).flat(),
      ...Array.from(' _-', (joint) => `bucket${joint}name`),
      'bucketname',
      'bucket  ',
      'storage.googleapis',
      'storage.cloud.google',
      'dfs.core',
      'blob.core',
      'digitaloceanspaces',
      'r2.cloudflarestorage',
      'backblazeb2',
    ].join('|'),
    /((?:\b(?:s3[an]?|gs|gcs|cos|oss|b2|r2):\/\/|\barn:aws[\w-]{0,8}:s3:::|\bs3[.-](?:[a-z0-9-]{1,30}\.)?amazonaws\.com\/|\bstorage\.(?:googleapis|cloud\.google)\.com\/|\b(?:\w{1,30}_)?(?:[Bb]ucket|BUCKET)(?:[_ -]?(?:[Nn]ame|NAME))?["']?\s{0,2}[:=]\s{0,2}["']?|(?:https?:\/\/|(?<![\w./:@-]))(?=[\w.-]{1,63}\.(?:s3[.-]|storage\.googleapis|[a-z0-9-]{1,30}\.digitaloceanspaces|r2\.cloudflarestorage))|\b(?:abfss?|wasbs?):\/\/[\w.-]{1,60}@))([a-z0-9][a-z0-9-]{1,61}[a-z0-9](?:[._][a-z0-9-]{2,40}){0,2}?)(?=\/|\.(?:s3[.-]|storage\.googleapis|[a-z0-9-]{1,30}\.digitaloceanspaces|r2\.cloudflarestorage|dfs\.core|blob\.core)|["'`\s,;)\]*]|$)/g,
    {
      accept: (value, text, start) =>
        isOwn(value) &&
        (/[-_.\d]/.test(value) ||
          /(?:\/\/|:::|@|\.com\/)$/.test(text.slice(Math.max(0, start - 5), start))) &&
        !/^(?:props|this|self|process|config|env|var|local|aws|module|data|each|params|settings|options|event|args)\./.test(
          value,
        ),
      rewrite: word('bucket'),
      weight: 59,
    },
  ),
];
