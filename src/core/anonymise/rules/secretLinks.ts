import { isPlaceholder } from '../harmless';
import { alphabets, isUuid, looksGenerated } from '../randomness';
import type { Rule } from '../rule';
import { rulesLike, word } from './rulesLike';

const drawn = (value: string): boolean =>
  !isPlaceholder(value) && (looksGenerated(value, 20) || isUuid(value));

const link = rulesLike({
  category: 'api-keys',
  tier: 'secret',
  weight: 82,
  learn: true,
  accept: drawn,
  rewrite: word('LINK'),
});

/** Addresses that let in whoever has them: a part of the path, or a short parameter, is the secret. */
export const secretLinkRules: readonly Rule[] = [
  link(
    'link-path',
    '/reset|/secret|/password|/magic|/invite|/invitation|/verify|/confirm|/activate|/unlock|/private',
    /(:\/\/[^\s"'<>?#]{1,200}?\/(?:(?:password[-_]?)?reset(?:[-_]?password)?|set-password|magic(?:[-_]?link)?|invit(?:e|ation)s?|verify(?:[-_]?\w{1,10})?|confirm(?:[-_]?\w{1,10})?|activat(?:e|ion)|unlock|private|secret)[/-])([A-Za-z0-9_-]{20,300})(?![\w.-]{0,80}\.(?:js|css|png|jpg|svg|html|md))/g,
    { accept: (value) => drawn(value) && !isUuid(value) },
  ),
  link(
    'feed-path',
    '.ics|/feed|/ical',
    /(:\/\/[^\s"'<>?#]{1,160}?\/(?:feeds?|i?cal|calendars?)\/(?:[\w.@%-]{1,60}\/){0,3}?(?:private-)?)([A-Za-z0-9_-]{24,120})(?=\/|\.ics|\.xml|\.rss)/g,
  ),
  link(
    'node-path',
    'infura.io|alchemy.com|alchemyapi.io|quiknode.pro|getblock.io|ankr.com|chainstack|blastapi',
    /(\b[\w.-]{0,60}(?:infura\.io|alchemy\.com|alchemyapi\.io|quiknode\.pro|getblock\.io|ankr\.com|chainstack\.com|blastapi\.io)\/(?:(?:ws|nft|v\d|rpc|multichain|[a-z]{2,20})\/){0,3})([A-Za-z0-9_-]{24,80})(?![\w-])/g,
  ),
  link('link-mac', 'hmac=', /([?&;~]hmac=)([0-9a-f]{32,128})(?![0-9a-z])/gi, { accept: () => true }),
  // What decrypts it stands behind the sign of a fragment, so that no server sees it.
  link(
    'link-fragment',
    '#',
    /(:\/\/[^\s"'<>#]{3,200}#(?:key=)?)((?:[\w-]{20,40}\/)?[\w-]{20,90})(?![\w=.&%-])/g,
    {
      onLongRun: true,
      accept: (value) => alphabets(value) === 3 && drawn(value) && !/[a-z]{4}[-_][a-z]{4}/i.test(value),
    },
  ),
  link(
    'link-key',
    'key=',
    /([?&](?:api_?|access_?|auth_?|secret_?|rl|resource)?key=)((?:[0-9a-f]{4,8}-){4}[0-9a-f]{12}|(?<=rlkey=|resourcekey=)[\w-]{20,80})(?![\w-])/gi,
  ),
  link(
    'link-password',
    '?pwd=|&pwd=|?password=|&password=|?passcode=|&passcode=|&passwd=|?passwd=',
    /([?&](?:pwd|passw(?:or)?d|passcode)=)([^\s&#"'<>`)\]]{3,200})/gi,
    {
      category: 'passwords',
      accept: (value) =>
        !isPlaceholder(value) && !/^[${<%]/.test(value) && /\d|[^\w]|[a-z][A-Z]|[A-Z]{2}[a-z]/.test(value),
      rewrite: word('PASSWORD'),
    },
  ),
];
