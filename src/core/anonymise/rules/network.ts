import { HOST_KEYWORDS, isInternalHost, isKeptIpv4, isKeptIpv6, isMac, PUBLIC_SITES } from '../addresses';
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
/** What a host's name begins with comes behind two slashes too: of comments, which have a space there, most do not wake the rule. */
const AFTER_USER = `@${'abcdefghijklmnopqrstuvwxyz0-'.replace(/./g, '|//$&')}`;
const VERSION_BEFORE =
  /(?:\bv|@|\boracle|\bkernel|\bexcel|\boffice|\bmacos|\bwindows|\bios|\bandroid|\btag|\brev(?:ision)?|\bsince|\bpatch|\bbumped?|\bversions?|\bver|release[ds]?|build|upgrade[ds]?(?: (?:to|from))?|downgrade[ds]? to|Version\(|assembly\w*|\/|@|==?|~|\^|[<>]=?|section|step|clause|appendix|chapter|§|oid|schema|firmware|driver|sdk|java|chrome|firefox|edge|opera|safari|protocol|nuget|gem|package|lib\w*|jdk|\d\.)["'(: ]{0,3}$/i;
const ADDRESS_BEFORE =
  /(?:(?:host|addr(?:ess)?|ip|server|listen|bind|peer|from|to|at|node|gateway|dns|src|dst|client|remote|endpoint|upstream|master|replica|proxy)[\w"']{0,10}[ :=@(/]{1,3}["']?|:\/\/|@)$/i;

/** A dotted quad that stands where a version does is a version (M40). */
function isAddress(value: string, text: string, start: number): boolean {
  if (isKeptIpv4(value) || isPrivateRange(value, text.slice(start + value.length, start + value.length + 4)))
    return false;
  const lead = text.slice(Math.max(0, start - 80), start);
  // Of a list the first says what all are: `versions 19.3.0.0, 21.1.9.0 and 23.4.1.2`.
  const before = lead.replace(LIST_BEFORE, '').slice(-40);
  if (isPrivate(value) && (/^\/\d/.test(text.slice(start + value.length)) || isAssigned(before))) return true;
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
  const digits = /^(?:\d\.){3}\d$/.test(value);
  if (
    ADDRESS_BEFORE.test(before) &&
    !/version|release|\bv$/i.test(before) &&
    !(digits && / (?:from|to) $/.test(before))
  )
    return true;
  if (VERSION_BEFORE.test(before) && !/:\/\/$/.test(before)) return false;
  if (digits) return false;
  if (/^(?:1\.3\.6\.1|1\.2\.840|2\.5\.\d)/.test(value)) return false;
  const after = text.slice(start + value.length, start + value.length + 12);
  return !/^(?:[-+][A-Za-z]|\s*\((?:stable|beta|build))/.test(after);
}

/** RFC 1918. */
const isPrivate = (value: string): boolean => /^(?:10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.)/.test(value);
const LIST_BEFORE = /(?:(?:\d{1,3}\.){3}\d{1,3}(?:, and |, | and | or | to | -> | → )){1,4}$/;
/** `gateway = "10.1.2.3"`; not `version = "10.1.2.3"`. */
const isAssigned = (before: string): boolean =>
  /[a-z]["']?\s{0,3}[:=]\s{0,3}["']$/i.test(before) &&
  !/vers|release|build|tag|package|lib|sdk|driver|firmware|revision|assembly|file|product/i.test(before);

/** The private networks as a whole (RFC 1918) are nobody's. */
function isPrivateRange(value: string, after: string): boolean {
  return /^(?:10\.0\.0\.0\/8|172\.16\.0\.0\/12|192\.168\.0\.0\/16|169\.254\.0\.0\/16|100\.64\.0\.0\/10)(?!\d)/.test(
    value + after,
  );
}

/** A digit within a MAC, as nearly all have one: in a group, beside a dot of Cisco's manner. */
const MAC_BEGINNINGS = [':00:', '-00-', '0.0']
  .concat(
    ...Array.from('abcdef', (hex) => [
      ...Array.from(':-', (sign) => [`${sign}0${hex}${sign}`, `${sign}${hex}0${sign}`]).flat(),
      `0.${hex}`,
      `${hex}.0`,
    ]),
  )
  .join('|');

/** Addresses and hosts; internal hosts inside URLs are `urls.ts`. */
export const networkRules: readonly Rule[] = [
  address(
    'ipv4',
    '0.0',
    /(?<![\w.]|\d[.:]|[A-Za-z_-]-|[A-Za-z]{3}-)(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d|-[A-Za-z]|\.in-addr\.arpa)/g,
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
    MAC_BEGINNINGS,
    /(?<![\w.:-])(?:(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}|(?:[0-9a-f]{2}-){5}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4})(?![\w:-]|\.\w)/gi,
    {
      beside: 'digits',
      accept: (value, text, start) =>
        isMac(value) &&
        (/[a-z]=["']?$/i.test(text.slice(Math.max(0, start - 3), start)) ||
          !VERSION_BEFORE.test(text.slice(Math.max(0, start - 40), start))),
      rewrite: word('MAC'),
      weight: 51,
    },
  ),
  host(
    'internal-host',
    [
      ...HOST_KEYWORDS,
      '.internal|.local|.intra|.corp|.svc|.consul|.home.arpa|fritz.box|qa.|.dmz|.infra|.mgmt|.vpn|.k0s|.lan|.ad.|.docker|uat-|staging-|preprod-|stg-|qa-|db.|sql.|hr.|prod-|vpn-|corp-|internal-|stage-|.vercel.app',
    ].join('|'),
    /(?<![\w@%\\$-]|[^\w]\/|[^\s"'=,;(*]\.|node:|::|[^a-z]:)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z][a-z0-9-]{0,30}(?![\w-]|\.[\w]|\(|@)/gi,
    {
      // Behind a slash a host has a port: `rs0/db1.corp…:27017`.
      accept: (value, text, start) =>
        isInternalHost(value, false) &&
        (text[start - 1] !== '/' || /^:\d{4,5}(?!\d)/.test(text.slice(start + value.length))),
      weight: 45,
    },
  ),
  host(
    'host-after-user',
    AFTER_USER,
    /([^\s@"'<>({[,;*|]@(?:\/\/)?|(?:^|[\s"'(=])\/\/)((?:[a-z0-9-]{1,63}\.){1,6}[a-z][a-z0-9-]{1,23})(?![\w-]|\.\w)/gi,
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
    /((?<![\w\\])(?:\\\\){1,2})([A-Za-z][A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{1,40}){0,6})(?=\\[\w$.-]|(?<=\\{4}[\w.-]{1,400})\\\\[\w$.-])/g,
    {
      accept: (value) =>
        !/^(?:server|host|localhost|computer|wsl(?:\.localhost)?|n|r|t|u|d|w|s|b)$/i.test(value) &&
        !/^user-|example\.com$|^host-/.test(value),
    },
  ),
];
