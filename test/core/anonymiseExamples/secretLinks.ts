import type { RuleExamples } from './examples';

export const secretLinksExamples: RuleExamples = {
  'link-path': {
    examples: [
      'https://app.example.com/reset-password/AMb4k4Sfh8nk1YX2R_~dGKhS1VC_-rpYYjIetpdvOkUM51IjB',
      'https://app.example.com/auth/magic/Qa27w9AgXXLeGdx~zUP1M5dOJJtgGXOly9XajpmzjQ7',
      'https://cal.example.com/private-{h:32}~/basic.ics',
      'https://once.example.com/secret/9bl0p1ucl88wna~4x32aq04ifb1nof7r',
    ],
    counterExamples: [
      'https://example.com/reset-password/how-to-change-your-password-2',
      'https://example.com/invite/members-of-the-team-page-2024',
      'https://cdn.example.com/private/q7Zk2Wm9Xr4Bt8Lvq7Zk2Wm9.js',
    ],
  },
  'feed-path': {
    examples: ['https://cal.example.com/feeds/{h:40}~.ics'],
    counterExamples: ['https://example.com/feeds/all-the-news-of-the-day-and-week.xml'],
  },
  'node-path': {
    examples: ['wss://mainnet.infura.io/ws/v3/{h:32}~', 'https://eth-mainnet.g.alchemy.com/v2/{w:32}~'],
    counterExamples: [
      'https://mainnet.infura.io/v3/YOUR_PROJECT_ID_GOES_HERE_PLEASE',
      'https://docs.alchemy.com/reference/api-overview',
    ],
  },
  'link-fragment': {
    examples: ['https://send.example.com/download/72b0fde8ec11e66f/#AXk31m7y3qJrtu~8NV10wrk'],
    counterExamples: [
      'https://example.com/api#Section-2-How-To-Use-The-Api',
      'https://example.com/x/pull/3/files#diff-{h:64}',
      'https://example.com/gcc#Structures-unions-and-bit_002dfields-implementation',
    ],
  },
  'link-mac': {
    examples: ['https://media.example.com/v.m3u8?hdnts=exp=1736850000~~acl=/*~~hmac=~{h:64}'],
    counterExamples: ['?hmac=sha256', 'hmac={h:64}'],
  },
  'link-key': {
    examples: [
      'https://www.dropbox.com/scl/fi/x/y.pdf?rlkey=bdvxvlr5rpx~if1qdwgxzhj37i&dl=0',
      'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=48cdb283-e0ee~-467b-bbe6-3ec0042d1c19',
    ],
    counterExamples: [
      '?id=48cdb283-e0ee-467b-bbe6-3ec0042d1c19',
      '?key=name',
      '?resourcekey=the-name-of-the-resource',
    ],
  },
  'link-password': {
    examples: ['https://example.com/share/d8rU7hJk9mo5?pwd=qE~d9'],
    counterExamples: ['https://example.com/?pwd=${PWD1}', '?password=changeme', '?pwd=true'],
  },
};
