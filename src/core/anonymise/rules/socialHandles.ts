import { isPersonalAccount } from '../accountNames';
import { PUBLIC_SITES } from '../addresses';
import { rulesLike } from './rulesLike';

const HANDLE = '([A-Za-z][A-Za-z0-9]{0,30}(?:[._-][A-Za-z0-9]{1,30}){0,3})';
const LOWER = '([a-z][a-z0-9]{0,30}(?:[._-][a-z0-9]{1,30}){0,3})';

/** Networks as they are written, and as keys have them. */
const NETWORKS =
  'twitter slack telegram skype discord mattermost instagram github gitlab linkedin facebook tiktok mastodon bluesky threads wechat snapchat reddit matrix keybase'.split(
    ' ',
  );
const ANY_NETWORK = NETWORKS.map(
  (name) => `[${name.slice(0, 1)}${name.slice(0, 1).toUpperCase()}]${name.slice(1)}`,
)
  .concat('GitHub', 'GitLab', 'LinkedIn', 'TikTok', 'WeChat', 'X')
  .join('|');

/** Sites with a page for each person, as far as the person's name. */
const PROFILES =
  'linkedin\\.com/(?:in|pub)/|(?:twitter|instagram|facebook)\\.com/@?|//(?:www\\.)?x\\.com/|threads\\.(?:net|com)/@|tiktok\\.com/@|youtube\\.com/@|medium\\.com/@|bsky\\.app/profile/|keybase\\.io/|reddit\\.com/u(?:ser)?/|snapchat\\.com/add/|stackoverflow\\.com/users/\\d{1,9}/|gravatar\\.com/|mastodon\\.[a-z]{2,10}/@|//t\\.me/';
/** Pages of such sites that are no person's. */
const PAGE =
  /^(?:share|sharer|intent|home|company|hashtag|search|explore|settings|tos|privacy|login|oauth|api|channel|help|about|jobs|download|i|p|reel|events|watch|pages|groups|joinchat|business|docs|legal|avatar|js|www|dialog|plugins|tr)(?:\.php)?$/i;

/** A person's, no company's whose site everybody knows. */
const isOwnHandle = (value: string): boolean =>
  isPersonalAccount(value.replace(/[._-](?:dev|eng|codes?|js|io)$/i, '')) &&
  !PAGE.test(value) &&
  !PUBLIC_SITES.test(`${value}.com`);

const handle = rulesLike({
  category: 'paths',
  tier: 'personal',
  weight: 55,
  rewrite: { as: 'user' },
  learn: true,
  accept: isOwnHandle,
});

/** What people are called on networks: pages, labels, keys, mentions. */
export const handleRules = [
  handle(
    'profile-page',
    'linkedin.com/|twitter.com/|instagram.com/|facebook.com/|//x.com/|www.x.com/|threads.net/@|threads.com/@|tiktok.com/@|youtube.com/@|medium.com/@|bsky.app/|keybase.io/|reddit.com/u|snapchat.com/add|stackoverflow.com/users/|gravatar.com/|mastodon.|//t.me/',
    new RegExp(`((?:${PROFILES}))${HANDLE}(?![\\w@])`, 'g'),
  ),
  handle(
    'handle-of-network',
    NETWORKS.flatMap((network) =>
      [':', ': @', '":', "':", ' =', '=', ' @', ' handle', ' user', ' id', ' name', ' account'].map(
        (sign) => network + sign,
      ),
    )
      .concat('x: @')
      .join('|'),
    new RegExp(
      `((?<![\\w.])(?:${ANY_NETWORK})(?: (?:handle|user|name|id|account))?["']?(?:\\s{0,2}[:=]\\s{0,3}["']?| )@)${HANDLE}(?![\\w/@])`,
      'g',
    ),
  ),
  handle(
    'handle-of-messenger',
    'skype|wechat|icq',
    new RegExp(
      `((?<![\\w.])(?:[Ss]kype|[Ww]e[Cc]hat|ICQ)(?: (?:handle|user|name|id))?["']?\\s{0,2}[:=]\\s{0,3}["']?)${LOWER}(?![\\w/@(:])`,
      'g',
    ),
  ),
  handle(
    'handle-with-number',
    'discord',
    new RegExp(
      `((?<![\\w.])[Dd]iscord(?: (?:user|handle|name|tag|id))?["']?:? ["']?@?)([A-Za-z][\\w.]{1,31}#\\d{4})(?!\\d)`,
      'g',
    ),
    { accept: (value) => isOwnHandle(value.slice(0, -5)) },
  ),
  handle(
    'handle-mentioned',
    'ping @|pinged @|dm @|dm to @|cc @|cc: @|thanks @|thanks, @|ask @|asked @| of @|kudos to @| by @| from @|assigned to @|told @',
    new RegExp(
      `((?<![\\w/])(?:[Pp]ing(?:ed)?|DM(?: to)?|cc:?|CC:?|[Tt]hanks,?|[Aa]sk(?:ed)?|[Tt]old|[Kk]udos to|[Aa]ssigned to|(?:PR|MR|patch|commit|review|comment|branch|fix|work|idea|issue)s? (?:of|by|from)|(?:reviewed|approved|merged|written|reported|suggested|opened|fixed|found|spotted|authored) by) @)${LOWER}(?![\\w/@(-]|\\.\\w)`,
      'g',
    ),
  ),
  handle(
    'handle-acting',
    '@',
    new RegExp(
      `((?:^|[\\s(])@)${LOWER}(?= (?:merged|approved|reviewed|reported|wrote|suggested) (?:it|this|that|the|a|my|our|these|PR|MR|#)\\b)`,
      'g',
    ),
  ),
];
