import { alphabets, looksGenerated } from '../randomness';
import type { Rule } from '../rule';
import { rulesLike, secret } from './rulesLike';

const token = rulesLike({ category: 'api-keys', tier: 'secret', weight: 92, rewrite: secret('API_KEY') });
const withThreeAlphabets = (value: string): boolean => alphabets(value) === 3;

/** Tokens that are known by their shape as a whole; those with a beginning are `tokens.ts`. */
export const shapedTokenRules: readonly Rule[] = [
  // RFC 7519: three base64url parts, the first two JSON objects; RFC 7516 has five parts, the second may be empty.
  token('jwt', 'eyj', /(?<![\w-])eyJ[\w-]{8,2000}(?:\.[\w-]{0,4000}){1,4}={0,2}/g, {
    accept: (value) => value.split('.').length >= 3 && value.length >= 30,
    rewrite: secret('JWT'),
  }),
  token(
    'aws-access-key-id',
    'akia|asia|abia|acca|aroa|aida|apka',
    /(?<![A-Za-z0-9])A(?:KIA|SIA|BIA|CCA|ROA|IDA|PKA)[A-Z0-9]{12,17}(?![A-Za-z0-9])/g,
    {
      accept: (value) => /\d/.test(value.slice(4)) || value.length === 20,
      rewrite: secret('AWS_ACCESS_KEY_ID'),
    },
  ),
  token(
    'amazon-mws',
    'amzn0.|amzn.mws.',
    /(?<![A-Za-z0-9])(?:amzn\.mws\.[0-9a-f-]{36}|amzn1\.[a-z0-9.-]{4,40}\.[0-9a-f]{32,80})/g,
    { rewrite: secret('AMAZON_TOKEN') },
  ),
  token('telegram-bot-token', ':aa', /(?<![0-9])\d{8,10}:AA[\w-]{32,34}(?![\w-])/g, {
    rewrite: secret('TELEGRAM_BOT_TOKEN'),
  }),
  token('expo-push-token', 'pushtoken[', /\bExpo(?:nent)?PushToken\[[\w-]{10,60}\]/g, {
    accept: (value) => looksGenerated(value.slice(value.indexOf('[') + 1, -1), 10),
    rewrite: secret('EXPO_PUSH_TOKEN'),
  }),
  token('discord-bot-token', '', /(?<![\w.-])[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/g, {
    onLongRun: true,
    accept: withThreeAlphabets,
    rewrite: secret('DISCORD_TOKEN'),
  }),
  token(
    'azure-common-key',
    '+aba|acdb|azfu|azse|apim|+ast|+asb|+aeh|aiot|acr',
    /(?<![\w+/-])[\w+/-]{30,80}(?:\+A(?:Ba|St|Sb|Eh)|ACDb|AzFu|AzSe|APIM|AIoT|ACR)[\w+/-]{4,8}={0,2}(?![\w+/=-])/g,
    { onLongRun: true, accept: withThreeAlphabets, rewrite: secret('AZURE_KEY') },
  ),
  token('twitter-bearer', 'aaaaaaaaaaaaaaaaaa', /(?<![A-Za-z0-9])A{18,24}[A-Za-z0-9%]{40,140}/g, {
    accept: (value) => alphabets(value) >= 2 && /\d/.test(value),
    rewrite: secret('TWITTER_BEARER_TOKEN'),
  }),
  token('mailgun-private-key', '', /(?<![\w-])[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}(?![\w-])/g, {
    onLongRun: true,
    rewrite: secret('MAILGUN_API_KEY'),
  }),
  token('jenkins-token', '', /(?<![\w-])11[0-9a-f]{32}(?![\w-])/g, {
    onLongRun: true,
    // Of 32 drawn digits some 14 are different ones.
    accept: (value) => new Set(value.slice(2)).size > 7,
    rewrite: secret('JENKINS_TOKEN'),
  }),
];
