import type { RuleExamples } from './examples';

export const recoveryCodesExamples: RuleExamples = {
  'recovery-codes': {
    examples: [
      'backup codes: g8rwc-nny~4k, w4duu-grh1c and se8z8-3a8wx',
      'Backup codes for the Git account: 6229 29~85, the rest is used up.',
      'recovery codes (in the safe):\nrkdny-cq~ygb\neohu4-7y2tj\nz2dbs-zh0ot',
      'Recovery codes\n2517 70~48\n4942 8725\n8032 6419',
      'GitHub recovery codes\n1. ffp7-ww~a7\n2. mpdz-j944',
      '2FA backup codes:\n- 50i3-zw~a2\n- 15wa-m0m0',
      'scratch codes g5og-9b~ml / 620e-2viv',
      'recovery codes: ["n8d1yj~woex","o7v0se9bqo"]',
      'one backup code left: 3919~5168',
    ],
    counterExamples: [
      'recovery codes: 10 remaining',
      'backup codes were printed in 2024',
      'recovery codes are shown once',
      'backup key v2',
    ],
  },
  'spoken-code': {
    examples: [
      'PUK: 1383~4562',
      'alarm code: 117~080',
      'the unlock code is 379~302',
      'safe combination 71-95-8~9',
    ],
    counterExamples: [
      'alarm code E104',
      'door code 12.500',
      'combination 3-2-1 backup',
      'PUK required 3 times',
    ],
  },
  'app-password': {
    examples: [
      'gmail app password zzoi snlx kg~ek uopz',
      'Apple app-specific password: ybtm-zikc-zn~zd-ipxv',
      'wp application password: IUNh LnDE R4i9 Ap~ye 3BCK cISG',
    ],
    counterExamples: ['the app password that will only work once', 'app password: required'],
  },
  'totp-secret': {
    examples: [
      '2FA setup key: SB6C 26KW 5O~MH WSVA',
      'oathtool --totp -b ISERKGVLG2GC6V~2BDJR4FXLFIEIYIPX4',
      "authenticator.generate('SF7L36DL~JVEP7YXZ')",
      'authenticator setup key rlyk yhh6 fq~um 5oq7',
    ],
    counterExamples: [
      'setup key missing',
      'otp MFA_REQUIRED_FOR_ALL_USERS',
      'TOTP: AUTHENTICATIONCODE',
      'authenticator with very long name here and more',
    ],
  },
  'seed-phrase-list': {
    examples: [
      `wallet backup:\n${'orchard coral elephant canyon zebra mango actress siren island fossil warrior ad~apt'
        .split(' ')
        .map((word, index) => `${index + 1}. ${word}`)
        .join('\n')}`,
    ],
    counterExamples: ['wallet steps:\n1. open\n2. check\n3. close', 'random seed\n- 42\n- 7'],
  },
  'product-key': {
    examples: ['[registration]\nserial=CQ6P-SBU5-O6~X6-HYN9-ZF3E-OGBO', 'license DBW4-PPJN-TB~FF-ZZEN'],
    counterExamples: ['license key missing', 'serial=ttyS0', 'licence SOME-OTHER-WORD-HERE'],
  },
};
