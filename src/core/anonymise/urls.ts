import { isInternalHost, parseIpv4 } from './addresses';
import { isPlaceholder, isReservedDomain } from './harmless';
import { looksGenerated } from './randomness';
import type { Finding } from './rule';

const URL_PATTERN = /(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9+.-]{1,30}):(?:\\?\/){2}([^\s"'<>^|]{1,2048})/g;
const DATABASE =
  /^(?:postgres(?:ql)?(?:\+\w+)?|mysql(?:x|\+\w+)?|mariadb(?:\+\w+)?|mongodb(?:\+srv)?|rediss?|amqps?|mssql(?:\+\w+)?|sqlserver|oracle(?:\+\w+)?|cockroachdb|clickhouse(?:\+\w+)?|cassandra|neo4j(?:\+s(?:sc)?)?|bolt|couchdbs?|couchbases?|influxdb|snowflake|redshift(?:\+\w+)?|db2|vertica|trino|presto|hive2?|nats|mqtts?|kafka|ldaps?|smtps?|imaps?|pop3s?|s?ftps?|ssh|memcached|elasticsearch|opensearch|sb|stomp|beanstalk|rtsp|rtmp|smb|ws-db|libsql|sqlalchemy|ado)$/i;
const WEB = /^(?:https?|wss?)$/i;
const INNER_SCHEME = /(?<=[?&=/])[A-Za-z][A-Za-z0-9+.-]{1,29}$/;

/** Credentials and hosts of every `scheme://` (RFC 3986), whatever the scheme. */
export function findUrls(text: string, found: Finding[]): void {
  URL_PATTERN.lastIndex = 0;
  for (let match = URL_PATTERN.exec(text); match !== null; match = URL_PATTERN.exec(text)) {
    const scheme = match[1] ?? '';
    const rest = match[2] ?? '';
    const base = match.index + match[0].length - rest.length;
    readAuthority(scheme, rest, base, found);
    readInner(rest, base, found);
  }
}

/** A URL in the query of another: `/login?next=https://…`. */
function readInner(rest: string, base: number, found: Finding[]): void {
  const sign = rest.indexOf('://');
  const scheme = sign === -1 ? undefined : INNER_SCHEME.exec(rest.slice(Math.max(0, sign - 31), sign))?.[0];
  if (scheme !== undefined) readAuthority(scheme, rest.slice(sign + 3), base + sign + 3, found);
}

function readAuthority(scheme: string, rest: string, base: number, found: Finding[]): void {
  const plain = /^[^/?#\\]*/.exec(rest)?.[0] ?? '';
  let at = plain.lastIndexOf('@');
  // A password may hold / ? #, unescaped, before an @ that a host follows.
  if (at === -1 && DATABASE.test(scheme))
    at = /^[^:@/?#]{0,80}:[^@\s]{1,200}@(?=[\w.[-])/.exec(rest)?.[0].lastIndexOf('@') ?? -1;
  const host = /^[^/?#\\`)\]},;]*(?:,[^/?#\\`)\]};]*)*/.exec(rest.slice(at + 1))?.[0] ?? '';
  if (at > 0) readUser(rest.slice(0, at), base, hostName(host), found);
  let offset = base + at + 1;
  for (const part of host.split(',')) {
    const name = hostName(part);
    if (isHiddenHost(scheme, name, at > 0)) {
      found.push({
        start: offset,
        end: offset + name.length,
        rule: 'url-host',
        category: 'urls',
        tier: 'context',
        rewrite: { as: WEB.test(scheme) ? 'url-host' : 'host' },
        weight: 58,
        learn: false,
      });
    }
    offset += part.length + 1;
  }
}

function readUser(user: string, base: number, host: string, found: Finding[]): void {
  const colon = user.indexOf(':');
  const name = colon === -1 ? user : user.slice(0, colon);
  const password = colon === -1 ? '' : user.slice(colon + 1);
  const add = (start: number, end: number, rewrite: Finding['rewrite']): void => {
    found.push({
      start,
      end,
      rule: 'url-credentials',
      category: 'connection-strings',
      tier: 'secret',
      rewrite,
      weight: 95,
      learn: true,
    });
  };
  if (password !== '' && !isPlaceholder(password)) {
    // postgres:postgres@localhost is everybody's default and nobody's secret.
    const harmless = password === name && (isReservedDomain(host) || !host.includes('.'));
    if (!harmless) add(base + colon + 1, base + user.length, { as: 'text', word: 'PASSWORD' });
  }
  if (name.length >= 16 && looksGenerated(name, 16) && !isPlaceholder(name))
    add(base, base + name.length, { as: 'text', word: 'TOKEN' });
}

function hostName(part: string): string {
  return /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252}[A-Za-z0-9])?/.exec(part)?.[0] ?? '';
}

function isHiddenHost(scheme: string, name: string, credentials: boolean): boolean {
  if (name === '' || parseIpv4(name) !== undefined || isReservedDomain(name)) return false;
  if (DATABASE.test(scheme) && credentials && name.includes('.'))
    return !/(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org)$/i.test(name);
  if (
    DATABASE.test(scheme) &&
    name.split('.').length >= 3 &&
    !/^(?:www|docs)\./i.test(name) &&
    !/^s?ftps?$/i.test(scheme)
  )
    return true;
  return isInternalHost(name, true);
}
