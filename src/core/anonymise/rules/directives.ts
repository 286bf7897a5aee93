import { isPlaceholder } from '../harmless';
import { isLikelyPassword, isPhrase } from '../passwordShape';
import { looksGenerated } from '../randomness';
import type { Rule } from '../rule';
import { rulesLike, secret } from './rulesLike';

/** No word of a sentence about the directive: a digit, a sign, or letters at random. */
const chosen = (value: string): boolean =>
  value.length >= 4 &&
  !isPlaceholder(value) &&
  !/^[-/$<({]/.test(value) &&
  !/^\d{1,5}$/.test(value) &&
  (/\d/.test(value) || /[!#%^&*?+@$]/.test(value) || looksGenerated(value, 10));

const directive = rulesLike({
  category: 'passwords',
  tier: 'secret',
  weight: 80,
  learn: true,
  accept: chosen,
  rewrite: secret('PASSWORD'),
});

/** Directives of configuration and of SQL that take a secret without a sign between: what stands before it, the value. */
export const directiveRules: readonly Rule[] = [
  directive(
    'redis-directive',
    'requirepass|masterauth|auth-pass|setuser| on >',
    /((?:\b(?:requirepass|masterauth)|\bauth-pass\s\S{1,60})\s{1,4}["']?|\b(?:SETUSER|user)\s\S{1,60}\s[^\n>]{0,80}>)([^\s"'`;]{4,100})/gi,
  ),
  directive(
    'redis-auth',
    'auth ',
    /((?:^|\n|>\s)AUTH\s{1,2}(?:[\w.-]{1,40}\s{1,2})?["']?)([^\s"']{6,100})(?=["']?\s{0,3}(?:$|\n))/g,
    { accept: (value) => isLikelyPassword(value) },
  ),
  directive(
    'device-directive',
    'community|-server key|radius|tacacs|wpa-psk|psksecret|pre-shared|isakmp key|password 0|rootpw|option key|key-string|digest-key|tication-key| auth sha| auth md0| priv ',
    /((?:\bsnmp-server community|\b(?:radius|tacacs)(?:-server)?\s(?:host\s\S{1,60}\s)?key(?:\s\d)?|\bwpa-psk\s(?:ascii|hex)(?:\s\d)?|\b(?:set psksecret|pre-shared-key(?:\sascii-text)?|isakmp key|rootpw(?:\s--\w{1,12})?|option key\d?|(?:key-string|authentication-key|message-digest-key\s\d{1,3}\smd5)(?:\s\d)?|chap password\s\d|auth (?:md5|sha\S{0,6})|priv (?:aes|3?des)(?:\s\d{3})?)|\busername\s\S{1,60}\s(?:privilege\s\d{1,2}\s)?password\s\d)\s{1,2}["']?)([^\s"']{4,100})/gi,
  ),
  directive(
    'inline-login',
    'stats auth|insecure-password|cache_peer|0 login |nickserv|sp_addlogin|register|{plain}|{clear| eap "| xauth "| psk "|" *',
    /((?:\bstats auth\s{1,4}[^\s:]{1,60}:|\binsecure-password\s{1,4}|\bcache_peer\b[^\n]{1,120}?\slogin=[^\s:]{1,60}:|\bregister\s?=>\s?[^\s:]{1,40}:|\b[a-zA-Z]\d{1,4} LOGIN \S{1,60} "?|\bIDENTIFY |\bsp_addlogin N?'[^'\n]{1,60}',\s?N?'|\{(?:PLAIN|CLEAR(?:TEXT)?)\}|:\s{1,8}(?:EAP|XAUTH|PSK|NTLM)\s{1,8}"|\s\*\s{1,8}"(?=[^"\n]{4,100}"\s{1,8}\*)))([^\s"':@]{4,100})/g,
  ),
  directive(
    'user-list',
    'chpasswd',
    /(?<=\bchpasswd\b[^]{0,160}?\n[ \t]{0,12}(?:- )?["']?[a-z_][\w.-]{0,31}:)(?! )[^\s"']{4,100}(?=["']?[ \t]{0,3}(?:\n|$))/g,
  ),
  directive(
    'generated-password',
    'random_password',
    /(\brandom_password\b[^]{0,600}?\\?["']result\\?["']\s{0,3}:\s{0,3}\\?["'])([^"'\\\n]{4,200})/g,
  ),
  directive(
    'snmp-community',
    'snmpwalk|snmpget|snmpset|snmpbulk|snmptrap|snmpstatus',
    /(\bsnmp[a-z]{3,9}\b[^\n|;]{0,100}?\s-c\s?["']?)([^\s"'|;]{4,100})/g,
    { accept: (value) => chosen(value) && !/^(?:public|private)$/.test(value) },
  ),
  directive(
    'sql-key',
    "key '|key = '|key='|key \"|key = \"|crypt(|gen_salt|user_pass",
    /((?:\bATTACH\s[^;\n]{1,120}?\sKEY\s|\bPRAGMA\s(?:\w{1,30}\.)?(?:re|hex)?key\s{0,2}=\s{0,2}|\bcrypt\(\s{0,2}|\bpgp_sym_(?:de|en)crypt(?:_bytea)?\([^()'\n]{1,80}(?:\([^()\n]{0,80}\))?,\s{0,2}|\buser_pass\s{0,2}=\s{0,2}\w{1,10}\(\s{0,2})["'])([^'"\n]{4,200})(?=["'])/gi,
  ),
  directive('mail-relay-map', ']:00=|]:000=', /(\[[\w.-]{1,80}\]:\d{2,5}=[^\s:=]{1,80}:)([^\s}]{4,100})/g),
  directive(
    'inline-credentials',
    '<auth-user-pass>',
    /(<auth-user-pass>\s{1,4}\S{1,80}\s{1,4})([^\s<]{4,100})/g,
    {
      accept: (value) => !isPlaceholder(value),
    },
  ),
  directive(
    'identified-by-phrase',
    'identified by',
    /(\bIDENTIFIED\s{1,3}BY\s{1,3})([\w.-]{6,80})(?![\w('".])/gi,
    { accept: (value) => isPhrase(value) || isLikelyPassword(value) },
  ),
  directive(
    'secret-variable',
    'issecret=true',
    /(\btask\.setvariable [^\]\n]{0,200}?issecret=true[^\]\n]{0,80}\])([^\s"'`$]{3,200})/gi,
    { accept: (value) => !isPlaceholder(value) },
  ),
  directive('masked-in-a-log', 'add-mask', /(::add-mask::)([^\s"'`]{4,200})/g),
];
