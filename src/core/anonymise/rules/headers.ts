import { isPlaceholder } from '../harmless';
import { decodeBase64Text } from '../hidden';
import { alphabets, isUuid, looksGenerated } from '../randomness';
import type { Rule } from '../rule';
import { rulesLike, secret, word } from './rulesLike';

const header = rulesLike({
  category: 'api-keys',
  tier: 'secret',
  weight: 92,
  learn: true,
  rewrite: secret('TOKEN'),
});

/** Names of cookies that hold a session. */
const SESSION = 'sid|sess|auth|csrf|xsrf|remember|access|refresh|jwt|identity|sso';
const SESSION_NAME = new RegExp(`(?:${SESSION}|token)[A-Za-z_.-]{0,26}=$`, 'i');

/** On the line of a Cookie header every generated value is believed, whatever its name. */
function inCookie(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 1000), start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (
    /\b(?:set-)?cookie["']?\s{0,2}[:=]/i.test(line) &&
    !/(?:_ga\w*|_gid|_fbp|theme|lang\w*|expires|domain|path|max-age)=$/i.test(line)
  );
}

/** What requests carry: credentials, cookies, signatures. */
export const headerRules: readonly Rule[] = [
  // RFC 7617: base64 of user:password.
  header('basic-credentials', 'basic ', /(\b[Bb]asic\s{1,4})([A-Za-z0-9+/_-]{8,400}={0,2})(?![A-Za-z0-9])/g, {
    category: 'passwords',
    accept: (value) =>
      !isPlaceholder(value) &&
      value.length % 4 !== 1 &&
      (/^[^\s:]{1,80}:[^\n]{2,}$/.test(decodeBase64Text(value) ?? '') ||
        ((alphabets(value) === 3 || /=$/.test(value)) && looksGenerated(value, 8))),
    rewrite: secret('BASIC_CREDENTIALS'),
  }),
  header(
    'bearer-token',
    'bearer|token |apikey|splunk |genie|sso-key|negotiate',
    /(\b(?:[Bb]earer|BEARER|[Tt]oken|[Aa]piKey|ApiKey-v\d|Splunk|GenieKey|sso-key|Negotiate)[\s:]{1,4}(?:token=)?["']?)([A-Za-z0-9+/_.~:-]{12,4000}={0,2})(?![A-Za-z0-9])/g,
    {
      beside: 'digit',
      accept: (value, text, start) =>
        !isPlaceholder(value) &&
        (looksGenerated(value, 12) ||
          (isUuid(value) && !/token\s{1,4}$/i.test(text.slice(Math.max(0, start - 12), start)))),
      weight: 84,
    },
  ),
  header(
    'signature-in-query',
    'sig=|signature=|x-amz-|x-goog-|awsaccesskeyid|code=|appid=|ticket=|app_id=|otp=',
    /((?:[?&;]|&amp;|%26)(?:sig|signature|X-(?:Amz|Goog)-(?:Signature|Security-Token)|AWSAccessKeyId|code|app_?id|ticket|otp)=)([A-Za-z0-9%+/=_.@~-]{16,3000})/gi,
    {
      learn: false,
      accept: (value) => !isPlaceholder(value) && looksGenerated(value, 16),
      rewrite: word('SIGNATURE'),
    },
  ),
  header(
    'cookie-header',
    `cookie|${SESSION}`,
    /(?<![\w.-])([\w.-]{3,80}=)([A-Za-z0-9%+/_.:~|!*-]{16,2000}={0,2})/g,
    {
      beside: 'equals',
      needs: /=[A-Za-z0-9%+/_.:~|!*-]{16}/,
      accept: (value, text, start) =>
        (SESSION_NAME.test(text.slice(Math.max(0, start - 81), start)) || inCookie(text, start)) &&
        !isPlaceholder(value) &&
        !/^https?:/.test(value) &&
        (looksGenerated(value, 16) || isUuid(value)),
      rewrite: secret('SESSION_COOKIE'),
      weight: 84,
    },
  ),
  // RFC 7616.
  header(
    'digest-response',
    'digest ',
    /(?<=\bDigest\b[^\n]{0,600}?\b(?:response|c?nonce|opaque)=["']?)[\w+/=:-]{16,160}(?![\w+/=:-])/g,
    { category: 'passwords', rewrite: word('DIGEST') },
  ),
];
