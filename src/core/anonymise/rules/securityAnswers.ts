import type { Rule } from '../rule';
import { isAnswer } from '../secretValue';
import { rulesLike, secret } from './rulesLike';

const answer = rulesLike({
  category: 'passwords',
  tier: 'secret',
  weight: 79,
  learn: true,
  rewrite: secret('SECURITY_ANSWER'),
  accept: isAnswer,
});

/** Answers to security questions, which open an account as its password does. Under their own keys: `secretNames.ts`. */
export const securityAnswerRules: readonly Rule[] = [
  answer(
    'security-answer',
    'question|maiden|dchenname|my first ',
    /((?:\b[Ss]ec(?:urity|ret)[ _-]?[Qq]uestion\b[^\n]{0,120}?\b(?:[Aa]nswer|A|[Aa]ntwort)|[Mm]other['’]?s?[ _-]?[Mm]aiden[ _-]?[Nn]ame|M[äa]dchenname(?: der Mutter)?|\b[Mm]y first (?:pet|school|car|teacher)(?:['’]s name)?)["']?(?:\s{0,2}[:=]|\s(?:is|was|ist|war|lautet)\s)\s{0,2}["'`“„]?)((?:\p{Lu}[\p{L}'’-]{1,30}|[a-z]{2,30}(?=\d))\d{0,6}(?: \p{Lu}[\p{L}'’-]{1,30})?)(?![\p{L}\p{N}(_=])/gu,
  ),
];
