import { isInternalHost, isKeptIpv4, isKeptIpv6, PUBLIC_SITES } from '../addresses';
import { isReservedDomain } from '../harmless';
import type { Rule } from '../rule';
import { rulesLike, word } from './rulesLike';

const host = rulesLike({ tier: 'context', category: 'urls', weight: 46, rewrite: { as: 'host' } });
const address = rulesLike({
  tier: 'context',
  category: 'ip-addresses',
  weight: 50,
  rewrite: { as: 'ipv4' },
});
const VERSION_BEFORE =
  /(?:\bv|@|\boracle|\bkernel|\bexcel|\boffice|\bmacos|\bwindows|\bios|\bandroid|\btag|\brev(?:ision)?|\bsince|\bpatch|\bbumped?|\bversion|\bver|release[ds]?|build|upgrade[ds]?(?: (?:to|from))?|downgrade[ds]? to|Version\(|assembly\w*|\/|@|==?|~|\^|[<>]=?|section|chapter|§|oid|schema|firmware|driver|sdk|java|chrome|firefox|edge|opera|safari|protocol|nuget|gem|package|lib\w*|jdk|\d\.)["'(: ]{0,3}$/i;
const ADDRESS_BEFORE =
  /(?:(?:host|addr(?:ess)?|ip|server|listen|bind|peer|from|to|at|node|gateway|dns|src|dst|client|remote|endpoint|upstream|master|replica|proxy)[\w"']{0,10}[ :=@(/]{1,3}["']?|:\/\/|@)$/i;

/** A dotted quad that stands where a version does is a version (M40). */
function isAddress(value: string, text: string, start: number): boolean {
  if (isKeptIpv4(value) || isPrivateRange(value, text.slice(start + value.length, start + value.length + 4)))
    return false;
  const before = text.slice(Math.max(0, start - 40), start);
  if (/(?:upgrad|downgrad|updat|bump|migrat)\w{0,4} (?:\w+ )?(?:to|from)[ "'`]{1,2}$/i.test(before))
    return false;
  if (
    /^ (?:release|version|build|update|patch)\b/i.test(
      text.slice(start + value.length, start + value.length + 12),
    )
  )
    return false;
  if (
    /[A-Za-z0-9]@$/.test(before) &&
    !/(?:ssh|scp|sftp|rsync|root|admin|ubuntu|ec2-user|deploy)[\w .-]{0,20}@$|:\/\/[^\s]{0,39}@$/i.test(
      before,
    )
  )
    return false;
  if (ADDRESS_BEFORE.test(before) && !/version|release|\bv$/i.test(before)) return true;
  if (VERSION_BEFORE.test(before) && !/:\/\/$/.test(before)) return false;
  if (/^(?:\d\.){3}\d$/.test(value)) return false;
  if (/^(?:1\.3\.6\.1|1\.2\.840|2\.5\.\d)/.test(value)) return false;
  const after = text.slice(start + value.length, start + value.length + 12);
  return !/^(?:[-+][A-Za-z]|\s*\((?:stable|beta|build))/.test(after);
}

/** The private networks as a whole (RFC 1918) are nobody's. */
function isPrivateRange(value: string, after: string): boolean {
  return /^(?:10\.0\.0\.0\/8|172\.16\.0\.0\/12|192\.168\.0\.0\/16|169\.254\.0\.0\/16|100\.64\.0\.0\/10)(?!\d)/.test(
    value + after,
  );
}

/** Addresses and hosts; internal hosts inside URLs are `urls.ts`. */
export const networkRules: readonly Rule[] = [
  address(
    'ipv4',
    '0.0',
    /(?<![\w.]|\d[.:]|[A-Za-z_-]-|[A-Za-z]{3}-)(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d|-[A-Za-z])/g,
    { accept: isAddress },
  ),
  address('ipv4-in-name', 'ip-0', /(\bip-)((?:\d{1,3}-){3}\d{1,3})(?![\w-])/g, {
    accept: (value) => !isKeptIpv4(value.replaceAll('-', '.')),
    rewrite: word('address'),
    weight: 49,
  }),
  // Eight groups of hex without one digit beside a colon on both sides do not happen.
  address(
    'ipv6',
    '::|0:0',
    /(?<![\w:.])(?:[0-9A-Fa-f]{1,4}:{1,2}){2,7}(?:[0-9A-Fa-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?(?:%[\w]{1,15})?(?![\w:])/g,
    {
      accept: (value) => {
        const bare = value.split('%')[0] ?? '';
        return (
          !isKeptIpv6(bare) &&
          /[0-9A-Fa-f]{3}|::/.test(bare) &&
          /\d/.test(bare) &&
          bare.replace(/[^0-9a-f]/gi, '').length >= 5
        );
      },
      rewrite: { as: 'ipv6' },
    },
  ),
  address(
    'mac-address',
    '0:0|mac|ether |cisco|-0|0-',
    /(?<![\w:-])(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}(?![\w:-])|(?<![\w:-])(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}(?![\w:-])|(?<![\w.:-])(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}(?![\w.:-])/g,
    {
      beside: 'digit',
      accept: (value) =>
        !/^(?:00[:-]){6}|^(?:ff[:-]){5}|^00[:-]00[:-]5e/i.test(`${value}:`) &&
        /[a-f]/i.test(value) &&
        /\d/.test(value),
      rewrite: word('MAC'),
      weight: 51,
    },
  ),
  host(
    'internal-host',
    '.internal|.intern.|.local|.lan.|internal.|intranet.|.intranet|corp.|.corp|.priv.|.private.|.svc|.consul|.amazonaws|.windows.net|.azure|.mongodb.net|.home.arpa|fritz.box|staging.|stage.|stg.|prod.|uat.|qa.|preprod.|jenkins.|jira.|confluence.|grafana.|kibana.|gitlab.|vault.|nexus.|argocd.|vpn.|bastion.|.dmz|onprem.|.okta.|.atlassian.net|.sharepoint.|.snowflakecomputing|.supabase.co|.neon.tech|.upstash|.firebaseio|ngrok|.ts.net|.redis|.infra|.mgmt|.vpn|.k0s|0.lan|.lan|.ad.|.docker|dev.|sso.|ldap.|admin.|wiki.|db.|mysql.|postgres.|redis.|mongo.|kafka.|elastic.|sql.|sap.|crm.|erp.|hr.|nas.|mgmt.|lan.|int.|private.|harbor.|minio.|sonar.|rancher.|k0s.|artifactory.|prometheus.|airflow.|superset.|metabase.|splunk.|.myshopify|.service-now|.zendesk.',
    /(?<![\w.@%/\\$:-]|node:)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z][a-z0-9-]{0,30}(?![\w-]|\.[\w]|\(|@)/gi,
    {
      accept: (value) => isInternalHost(value, false),
      weight: 45,
    },
  ),
  host(
    'host-after-user',
    'ssh |scp |sftp|rsync|@',
    /(\b[a-z_][\w.-]{0,31}@)((?:[a-z0-9-]{1,63}\.){1,6}[a-z][a-z0-9-]{1,23})(?![\w-]|\.\w)/gi,
    { accept: (value) => isInternalHost(value, true) },
  ),
  host(
    'ssh-host',
    'ssh |scp |sftp |rsync |ssh-copy-id |mosh ',
    /((?<![\w-])(?:ssh|scp|sftp|rsync|ssh-copy-id|mosh)\s[^\n|;@]{0,120}?[\w.-]{1,32}@)((?:[a-z0-9-]{1,63}\.){1,6}[a-z][a-z0-9-]{1,23})(?![\w-]|\.\w)/gi,
    { accept: (value) => !PUBLIC_SITES.test(value) && !isReservedDomain(value), weight: 64 },
  ),
  host(
    'unc-host',
    '\\\\',
    /((?<![\w\\])\\\\)([A-Za-z][A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{1,40}){0,6})(?=\\[\w$.-])/g,
    {
      accept: (value) =>
        !/^(?:server|host|localhost|computer|wsl(?:\.localhost)?|n|r|t|u|d|w|s|b)$/i.test(value) &&
        !/^user-|example\.com$|^host-/.test(value),
    },
  ),
];
