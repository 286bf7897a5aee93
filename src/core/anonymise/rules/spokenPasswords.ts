import { isLikelyPassword, readsAsPassword } from '../passwordShape';
import type { Rule } from '../rule';
import { rulesLike, secret } from './rulesLike';

/** What a password is called, by language; endings that mark the article or the case may follow. */
const NOUNS = [
  "pass(?:word|wd|phrase|code|wort|ord)?|pwd|pw|kennwort|secret(?: word)?|(?:unlock|access|door|login) code|(?:wlan|wi-?fi|hotspot(?:['’]s)?)[ -](?:key|code|pass|schlüssel)|wpa[23]?(?:-psk)?[ -]key",
  /contrase(?:ñ|n)a|clave|mot de passe|mdp|senha|palavra-passe|parol[aă]|wachtwoord|l[oö]senord|adgangskode|kodeord|salasana/
    .source,
  /has[lł]o|heslo|lozinka|zaporka|jelszó|şifre|mật khẩu|kata ?sandi|парол[ьяею]|κωδικός|पासवर्ड|รหัสผ่าน/.source,
  /密码|密碼|口令|暗証番号|パスワード|비밀번호|암호|סיסמה|كلمة المرور/.source,
].join('|');
const KEYWORDS =
  /passw|passp|passc|passord|pass |pwd|pw |kennwort|secret|unlock code|access code|door code|login code|wlan key|wifi key|wi-fi key|hotspot|wlan-key|wlan-sch|wlan sch|wlan code|wpa key|wpa0 key|wpa-psk key|wpa0-psk key|wifi code|wifi pass|contrase|clave|mot de passe|mdp|senha|palavra-passe|parol|wachtwoord|senord|adgangskode|kodeord|salasana|haslo|hasło|heslo|lozinka|zaporka|jelsz|şifre|mật khẩu|kata sandi|katasandi|парол|Парол|κωδικός|पासवर्ड|รหัสผ่าน|密码|密碼|口令|暗証番号|パスワード|비밀번호|암호|סיסמה|كلمة المرور/
    .source;

/** A word of the clause between the name and the value, or a remark in brackets. */
const WORD = String.raw`\s?(?:\([^()\n]{1,40}\)|\[[^\][\n]{1,30}\]| [^\s:=;!?,.'"]{1,24}(?:[.@'’][^\s:=;!?,.'"]{1,20}){0,2})`;
/** What joins name and value. */
const LINK = [
  String.raw`\s{0,2}(?::|=|：|→|->|=>|—|–| - |: -)\s{0,2}`,
  String.raw`\s{1,2}(?:is|was|be|been|becomes?|became|equals?|to|from|as|ist|war|lautet|heißt|heisst|auf|est|était|à|es|era|fue|é|foi|è|na|naar|til|till|jest|brzmi|är|er|on|je|byl[oa]?|este|var|был[оa]?|это|на|είναι|है|คือ)\s{1,2}(?:now |still |just |set to |«\s?)?`,
  String.raw`\s?(?:は|を|が|是|为|為|는|은|を|「|“|«)\s?`,
  String.raw`\s{0,2}\n{1,2}\s{0,4}`,
].join('|');
/** Printable ASCII without quotes and angles, a digit in it, no sign of punctuation last. */
const VALUE = String.raw`(?=[!-~]{0,60}[\d#%*^&])[!#-&(-;=?-_a-~]{4,99}[!#-&*+\-/-9=?-Z^_a-z|~]`;

const spoken = rulesLike({
  category: 'passwords',
  tier: 'secret',
  weight: 74,
  learn: true,
  rewrite: secret('PASSWORD'),
  accept: readsAsPassword,
});

/** After "to", "from" and "as" a value stands for the password only when that is said to change. */
const CHANGE =
  /\b(?:set|reset|(?:chang|rotat|updat)(?:e[ds]?|ing)|switch(?:ed|es|ing)?|back|revert(?:ed|s)?|defaults?|equals?|got|now)\b/i;

function isAnnounced(value: string, text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 120), start);
  if (/\s(?:to|from|as|on)\s{1,2}$/.test(before) && !CHANGE.test(before)) return false;
  if (
    /\b(?:moved|copied|migrated|sent|written|added|belongs?|bound|compared|points?) to\s{1,2}$/.test(before)
  )
    return false;
  const firmly =
    /(?:[:=：]|は|是|为|為|는|은|を|\s(?:is|was|to|from|ist|lautet|war|est|était|es|era|é|è|jest|är|er|была?|είναι))\s?["'`«「“]?\s?$/u.test(
      before,
    );
  return firmly ? isLikelyPassword(value) : readsAsPassword(value);
}

/** What a password is used for, or with, when nothing names it. */
const ACT =
  'log(?:ged|ging|s)? ?in(?:to)?|sign(?:ed)? in(?:to)?|authenticate[sd]?|connect(?:s|ed)?|unlock(?:s|ed)?|decrypt(?:s|ed)?|encrypted|protected|open(?:s|ed)?|locked|secured|get in|ssh in';

/** Passwords that people tell each other in sentences. Names with a sign between them and the value are `assignments.ts`. */
export const spokenPasswordRules: readonly Rule[] = [
  spoken(
    'announced-password',
    KEYWORDS,
    new RegExp(
      `((?<![A-Za-z])(?:${NOUNS})(?:et|en|ul|s)?["'\`*]{0,2}(?:${WORD}){0,7}?(?:${LINK})["'\`«「“]?\\s?)(${VALUE})`,
      'giu',
    ),
    { accept: isAnnounced },
  ),
  spoken(
    'password-beside-name',
    'пароль|парол|密码|密碼|パスワード|비밀번호|пароля',
    /((?:парол[ьяею](?: [а-яё]{2,14}){0,3}|密码|密碼|パスワード|비밀번호) )((?=[!-~]{0,60}\d)[!#-&(-;=?-_a-~]{4,99}[!#-&*+\-/-9=?-Z^_a-z|~])/giu,
    { beside: 'digit-after' },
  ),
  spoken(
    'password-named-afterwards',
    'password|passwd|passphrase|passcode|(pass',
    /(?<![^\s"'`(«])((?=[!-~]{0,60}\d)[!#-&*-;=?-_a-~]{6,100})(?=["'`»]?(?:\s{1,2}(?:as|was|is) (?:(?:the|its|his|her|their|our|my|a) )?(?:[\w-]{1,14} ){0,2}| \((?:\w{1,14} ){0,2})(?:password|passwd|passphrase|passcode)\b(?! (?:owner|polic|field|manager|hash|reset|column|store|provider|plugin|checker|flow|service|module|algorithm)))/gi,
    { beside: 'digit', accept: isLikelyPassword },
  ),
  spoken(
    'password-of-an-act',
    'log in|login|logged in|log into|logged into|sign in|signed in|authenticate|connect|unlock|decrypt|encrypted|protected|open|locked|secured|get in|ssh in',
    new RegExp(
      `(\\b(?:${ACT})\\b[^\\n;:=(){}]{0,60}?\\s(?:with|using|by|via)\\s(?:the (?:password|passphrase|pin|key|code) )?["'\`]?(?:[a-z][\\w.-]{1,30}[/:]\\s?)?)(${VALUE})(?![\\w(])`,
      'gi',
    ),
    { beside: 'digit-after' },
  ),
  spoken(
    'password-for-an-act',
    'use |try |tried |enter |type |give |supply |paste |wrote |pasted |posted |shared |leaked |hardcoded ',
    new RegExp(
      `(\\b(?:use|using|try|tried|enter|type|give|supply|paste|wrote|pasted|posted|shared|leaked|hardcoded) ["'\`]?)(${VALUE})(?=["'\`]?(?: for the (?:vpn|wi-?fi|wlan|router|login|admin|root|console|printer|nas|server|portal|switch|database|db|staging|test|jump|guest)| to (?:log|sign|get in|connect|unlock|decrypt|open|authenticate|ssh)| (?:when|if|at|into) (?:it|the|you|asked|prompted)| [^\\n.]{0,50}\\b(?:password|passphrase)\\b(?! (?:hash|field|reset|polic))|(?: as the answer)|[.,]?$|[.,]?\\n|[.,]\\s))`,
      'gi',
    ),
    {
      beside: 'digit-after',
      accept: (value, text, start) => readsAsPassword(value) && isAsked(text, start, value),
    },
  ),
  spoken(
    'accepted-pair',
    'works |accepted|never changed|basic auth|still valid|login ',
    /((?<![\w/:.@-])[a-z][\w.-]{1,30}[:/])([!#-&*-.0-9;=?-_a-z|~]{6,80})(?=["'`]?\s(?:(?:still )?works\b|(?:is|was|are) (?:still )?(?:accepted|valid|never changed|the default)|from the basic auth))/g,
    { beside: 'digit' },
  ),
  spoken(
    'network-key',
    'wifi|wi-fi|wlan|ssid|hotspot',
    new RegExp(
      `(\\b(?:wi-?fi|wlan|ssid|hotspot)\\b[^\\n.;]{0,80}?[ ,](?:key|code|pass)\\s{0,2}(?:[:=]|is)?\\s{0,2}["'\`]?)(${VALUE})`,
      'gi',
    ),
    { beside: 'digit', accept: isLikelyPassword },
  ),
  spoken(
    'well-known-pair',
    'admin/|admin:|admin /|root/|root:|root /|administrator/|administrator:|guest/|guest:',
    /((?<![\w/.:@-])(?:admin|root|administrator|guest)(?: \/ |[/:]))([!#-&*-.0-9;=?-_a-z|~]{6,80})(?![\w/:])/gi,
    {
      beside: 'digit-after',
      accept: (value) => readsAsPassword(value.replace(/[.,;)]+$/, '')) && !/\.[a-z]{2,5}$/i.test(value),
    },
  ),
  spoken(
    'user-and-p',
    ' p: |pw: |pass: ',
    /(\bu(?:ser)?: ?\S{1,40},? {1,2}p(?:w|ass)?: ?)([^\s"'`<>]{6,100})/gi,
    {
      beside: 'digit',
    },
  ),
  spoken(
    'value-then-name',
    '(password|(pass|(secret|(pwd',
    /(: ?)([^\s"'`<>()]{6,100})(?= \((?:password|passphrase|pass|secret|pwd)\))/gi,
    { beside: 'digit' },
  ),
];

/** "Use x" alone says too little: somebody is asked for it, or it opens something. */
function isAsked(text: string, start: number, value: string): boolean {
  const end = start + value.length;
  if (!/^["'`]?(?:[.,\n]|$)/.test(text.slice(end, end + 2))) return true;
  const around = text.slice(Math.max(0, start - 80), end + 60);
  return /\b(?:prompt\w{0,3}|ask(?:s|ed)?|pass(?:word|phrase|code)s?|log ?in|vpn|unlock|sign in)\b/i.test(
    around,
  );
}
