import { alphabets } from '../randomness';
import type { Rule } from '../rule';
import { rulesLike, secret, word } from './rulesLike';

const hash = rulesLike({
  category: 'passwords',
  tier: 'secret',
  weight: 92,
  learn: true,
  rewrite: word('PASSWORD_HASH'),
});
const key = rulesLike({
  category: 'private-keys',
  tier: 'secret',
  weight: 92,
  rewrite: secret('PRIVATE_KEY'),
});

/** Hashes of passwords, and the keys of wallets. Keys in text armour are `armour.ts`. */
export const keyAndHashRules: readonly Rule[] = [
  hash(
    'crypt-hash',
    '$p$|$h$|$0a$|$0b$|$0y$|$0x$|$argon0|$0$|$pbkdf0|$scrypt|{ssha|$apr0$|pbkdf0_sha|scram-sha|$y$',
    /(?<![\w$])(?:\${1,2}2[abxy]?\${1,2}\d\d\${1,2}[./A-Za-z0-9]{50,53}|\$(?:argon2(?:id|i|d)|(?:pbkdf2|scrypt)[\w-]{0,10})\$[\w$,=+/.-]{20,250}|\$[156y]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9$]{1,40}\$[./A-Za-z0-9]{22,90}|\$[PH]\$[./A-Za-z0-9]{31}|\${1,2}apr1\${1,2}[./A-Za-z0-9]{1,8}\${1,2}[./A-Za-z0-9]{22}|pbkdf2_sha(?:1|256|512)\$\d{1,8}\$[\w./+=-]{1,60}\$[\w./+=-]{20,100}|\{SSHA(?:256|512)?\}[A-Za-z0-9+/=]{20,150}|SCRAM-SHA-256\$\d{3,7}:[A-Za-z0-9+/=]{10,60}\$[A-Za-z0-9+/=]{40,60}:[A-Za-z0-9+/=]{40,60})/g,
    { learn: false, rewrite: secret('PASSWORD_HASH') },
  ),
  hash(
    'ntlm-hash',
    ':000:|:0000:|:00000:|ntlm hash|ntlm_hash|nt hash|nthash',
    /(:\d{3,5}:(?=[0-9a-f]{32}:[0-9a-f]{32}:)|\bNT(?:LM)?[ _-]?hash(?:es)?["']?(?: (?:of|for) \S{1,40})?[\s:=]{1,3}["'`]?)([0-9a-f]{32}(?::[0-9a-f]{32})?)(?!\w)/gi,
  ),
  hash('mysql-hash', '\'*|"*', /((?:AS|PASSWORD|BY)\s{1,3}["']\*)([0-9A-Fa-f]{16,64})(?=["'])/g),
  // As numbers: `aes_key[16] = { 0x69, … }`, `[]byte{0x20, …}`, `byteArrayOf(31, …)`.
  key(
    'key-bytes',
    'byte|uint0_t|unsigned char|u0;|0x00|0xa|0xb|0xc|0xd|0xe|0xf',
    /((?:key|Key|KEY|secret|Secret|SECRET|psk|PSK|salt|SALT)\w{0,12}(?:\[\w{0,20}\])?(?:\s{0,2}:\s{0,2}[^=\n]{1,40})?\s{0,3}:?=\s{0,3}[\w[\]. ]{0,30}[({[]{1,2}\s{0,12})((?:(?:0x[0-9a-fA-F]{1,2}|\d{1,3})\s{0,3},\s{0,12}){11,255}(?:0x[0-9a-fA-F]{1,2}|\d{1,3}))/g,
    { learn: true, rewrite: word('KEY_BYTES') },
  ),
  key(
    'extended-private-key',
    'xprv|yprv|zprv|tprv',
    /(?<![A-Za-z0-9])[xyzt]prv[1-9A-HJ-NP-Za-km-z]{80,112}(?![A-Za-z0-9])/g,
  ),
  key(
    'bitcoin-wif',
    '',
    /(?<![A-Za-z0-9])(?:5[HJK]|[KL][1-9A-HJ-NP-Za-km-z]{2})[1-9A-HJ-NP-Za-km-z]{49}(?![A-Za-z0-9])/g,
    { onLongRun: true, accept: (value) => alphabets(value) === 3 },
  ),
  // BIP-39: 12 to 24 words of three to eight letters.
  key(
    'seed-phrase',
    'mnemonic|phrase|seed words|words',
    /(\b(?:mnemonic|(?:seed|recovery|secret|backup|wallet)[ _-]?(?:phrase|words))\b[^\n]{0,40}?["'`:= ]\s{0,2})((?:[a-z]{3,8} ){11,23}[a-z]{3,8})(?![a-z])/gi,
    {
      learn: true,
      accept: (value) =>
        !/\b(?:the|and|for|are|was|not|has|but|with|must|from|its|they|them|your)\b/.test(value),
      rewrite: secret('SEED_PHRASE'),
    },
  ),
];
