import { isCard, isIban } from '../checkDigits';
import { isPlaceholder, isReservedDomain } from '../harmless';
import { isTestCard } from '../publicIds';
import type { Rule } from '../rule';
import { rulesLike, word } from './rulesLike';

const FILE_ENDINGS =
  /\.(?:png|jpe?g|gif|svg|webp|ico|js|mjs|cjs|ts|tsx|jsx|css|scss|json|md|html?|py|rb|go|rs|java|kt|php|c|h|cpp|yml|yaml|toml|xml|txt|log|lock|sh|sql|service|timer|socket|target|mount|local|conf|cfg|ini|zip|gz|tar|tgz|jar|war|exe|dll|so|pdf|csv)$/i;

function isMailbox(value: string, text: string, start: number): boolean {
  const at = value.indexOf('@');
  const local = value.slice(0, at);
  const domain = value.slice(at + 1);
  // `YOUR_NAME@firm.com` stands for one; where all is written so, a low line says nothing.
  const isShouted = value === value.toUpperCase();
  if (
    isReservedDomain(domain) ||
    isPlaceholder(isShouted ? local.toLowerCase() : local) ||
    FILE_ENDINGS.test(domain)
  )
    return false;
  if (isEverybodys(local, domain)) return false;
  if (
    /^(?:git|svn|hg|ssh|user|username|you|your\.?name|name|someone|me)$/i.test(local) &&
    /^(?:git|svn|hg|ssh)$/i.test(local)
  )
    return false;
  if (!/^[A-Za-z0-9.-]{1,253}\.[A-Za-z]{2,24}$/.test(domain) && !/^xn--|[^\x00-\x7f]/.test(domain))
    return false;
  if (/^\d/.test(domain) && /^[\d.]+$/.test(domain)) return false;
  // A login at a host is the host's rule.
  if (
    /(?:^|[^\w-])(?:ssh|scp|sftp|rsync|ssh-copy-id|mosh)\s[^\n|;@]{0,120}$/.test(
      text.slice(Math.max(0, start - 130), start),
    )
  )
    return false;
  if (/\.iam\.gserviceaccount\.com$/.test(domain)) return false;
  // User information of a URL, `scheme://user:password@host`, is the URL rule's.
  let back = start;
  while (back > 0 && start - back < 300 && !/[\s"'`<>,;()]/.test(text[back - 1] ?? '')) back -= 1;
  const before = text.slice(back, start);
  const scheme = before.lastIndexOf('://');
  return scheme === -1 || /[/?#]/.test(before.slice(scheme + 3));
}

/** Addresses of services, and the git users that code hosts give to everybody. */
function isEverybodys(local: string, domain: string): boolean {
  return (
    /^(?:no-?reply|do-?not-?reply|donotreply|notifications?|support|actions|bot|mailer-daemon|postmaster)$/i.test(
      local,
    ) &&
    /(?:^|\.)(?:github|gitlab|anthropic|openai|google|npmjs|atlassian|microsoft|slack|stripe|amazon|apple|docker|mozilla)\.(?:com|org)$/i.test(
      domain,
    )
  );
}

const common = { tier: 'personal', weight: 60 } as const;
const number = rulesLike({ ...common, category: 'cards', rewrite: word('CARD') });
const digitsOf = (value: string): string => value.replace(/\D/g, '');

function isPhone(value: string): boolean {
  const digits = digitsOf(value);
  return digits.length >= 7 && digits.length <= 15 && !/^(\d)\1+$/.test(digits) && !isFictional(digits);
}

/** North American numbers that are nobody's: 555-0100 to 555-0199. */
function isFictional(digits: string): boolean {
  return /^(?:1?[2-9]\d\d)?55501\d\d$/.test(digits);
}

/** A number of goods or papers: `part number 914-255-7011`. */
const OTHER_NUMBER =
  /\b(?:part|serial|article|model|item|batch|lot|order|invoice|ticket|case|tracking|reference|ref|catalog(?:ue)?|product|sku|drawing|policy|contract)[ -]?(?:number|no\.?|nr\.?|num|nummer|#|id)?[:=]? {0,2}["']?$/i;
const isOtherNumber = (text: string, start: number): boolean =>
  OTHER_NUMBER.test(text.slice(Math.max(0, start - 30), start));

/** Thirteen digits are a card beside the word only, and an article nearly always. */
const isCardHere = (value: string, text: string, start: number): boolean =>
  isCard(value) &&
  !isTestCard(digitsOf(value)) &&
  (digitsOf(value).length !== 13 ||
    /card|visa|\bpan\b|karte|carte|tarjeta|cartão/i.test(text.slice(Math.max(0, start - 40), start))) &&
  !/(?:EAN|GTIN|UPC|ISBN|SSCC|barcode)[ -]?\d{0,2}\W{0,4}$/i.test(text.slice(Math.max(0, start - 16), start));

/** `meet at the dot com boom`: words of a sentence around it. */
const SENTENCE =
  /^(?:look|looks|looking|meet|meeting|met|stop|start|stay|point|points|here|there|is|was|be|are|live|lives|read|reads|run|runs|see|fail|fails|hosted|stored|found|work|works|available|good|start(?:s|ed)|end(?:s|ed)) at | at (?:the|a|an|this|that|my|your|our|its|line|all|least|first|last|once|any|some|each|every|one|no|home|work|night|noon|that)[ .]/i;

const email = rulesLike({ ...common, category: 'emails', accept: isMailbox, rewrite: { as: 'email' } });
const phone = rulesLike({ ...common, category: 'phones', accept: isPhone, rewrite: word('PHONE') });

/** Personal data by its format, with check digits where the format has them. */
export const personalRules: readonly Rule[] = [
  email(
    'email',
    '@',
    /(?<![\w.+%&/=-])(?<!\p{L}')(?:[\p{L}\p{N}_](?:(?:[\p{L}\p{N}._+~!$^*-]|(?<=\p{L})'(?=\p{L})){0,63}[\p{L}\p{N}_+])?)@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,6}[\p{L}]{2,24}(?![\p{L}\p{N}@])/gu,
    { weight: 62 },
  ),
  email(
    'email-after-sign',
    '@',
    /([\w%&'/=:][=&/:'])([A-Za-z0-9][A-Za-z0-9._+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24})(?![A-Za-z0-9@])/g,
  ),
  email(
    'email-encoded',
    '%00|&#00|u0000|&commat;',
    /(?<![\w.%+-])[A-Za-z0-9][A-Za-z0-9._+-]{0,63}(?:%40|&#64;|&#x40;|&commat;|\\u0040)(?:[A-Za-z0-9-]{1,63}(?:\.|%2[eE])){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9])/g,
    {
      accept: (value) => {
        const [local = '', domain = ''] = value.split(/%40|&#64;|&#x40;|&commat;|\\u0040/);
        return !isReservedDomain(domain.replace(/%2e/gi, '.')) && !isPlaceholder(local);
      },
      rewrite: { as: 'email-encoded' },
    },
  ),
  email(
    'email-quoted',
    '"@',
    /(?<![\w"])"[A-Za-z][A-Za-z0-9 ._+-]{1,62}"@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9])/g,
    {
      accept: (value) => !isReservedDomain(value.slice(value.indexOf('@') + 1)),
    },
  ),
  email(
    'email-spelled-out',
    ' dot |[dot|(dot|{dot|[at]|(at)|{at}|<at>|_at_|ät|arroba|(@)|[@]|punkt| punto | ponto ',
    /(?<![\w.])[A-Za-z0-9][\w.+-]{1,63}(?: ?[[({<](?:at|ät|arroba|@)[\])}>] ?| at | ät | arroba |_at_)(?:[A-Za-z0-9-]{2,63}(?: ?[[({<](?:dot|punkt|punto|ponto|\.)[\])}>] ?| dot | punkt | punto | ponto |\.)){1,4}(?:[a-z]{2,3}|info|tech|cloud|online)(?![\w.])/gi,
    {
      accept: (value) =>
        !SENTENCE.test(value) &&
        /dot|ät|arroba|punkt|punto|ponto|[[({<](?:at|@)|_AT_/.test(
          value.replace(/ (?:DOT|AT) |DOT|[[({<]AT/g, 'dot'),
        ) &&
        !isReservedDomain(
          value
            .replace(/.* (?:at|ät|arroba) |.*[[({<](?:at|ät|arroba|@)[\])}>]/i, '')
            .replace(/\W*(?:dot|punkt|punto|ponto)\W*/gi, '.')
            .trim(),
        ),
    },
  ),
  phone(
    'phone-international',
    '+0|+(0|000 0|(+0',
    /(?<![\w+./-]|\d=)(?:\+|00(?=[1-9]\d{0,2}[ ./(-]))\(?[1-9]\d{0,3}\)?(?:[ ./-]{0,2}\(?\d{1,5}\)?){1,7}(?:(?: ?x ?|,? ?ext(?:ension)?\.? ?)\d{1,5})?(?![\d-]|\.\d|:\d\d)/g,
    {
      accept: (value) =>
        isPhone(value.replace(/,? ?(?:x|ext).*/, '')) &&
        digitsOf(value).length >= 8 &&
        (value.startsWith('+') || /[ ()/-]/.test(value)),
    },
  ),
  phone(
    'phone-north-american',
    '000-0000|000.0000|000 0000',
    /(?<![\w+./-]|\bbreakpoints? )(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])[2-9]\d\d[-. ]\d{4}(?:(?: ?x ?|,? ?ext(?:ension)?\.? ?)\d{1,5})?(?![\w-]|\.\d)/g,
    {
      accept: (value, whole, start) => {
        const groups = value.replace(/[()]/g, '').split(/[-. ]+/);
        return (
          groups.length >= 3 &&
          !isOtherNumber(whole, start) &&
          isPhone(value.replace(/ ?(?:x|ext).*/, '')) &&
          !(
            /^[2-9]\d\d [2-9]\d\d \d{4}$/.test(value) &&
            /(?:[a-z]s|points?|sizes?|widths?|values?|rows?|ids?)[:=]? $/i.test(whole.slice(0, start))
          ) &&
          (value.includes('(') || new Set(value.match(/(?<=\d)[-. ](?=\d)/g)).size === 1)
        );
      },
    },
  ),
  phone(
    'phone-with-word',
    'phone|tel|tlf|mob|vil |celular|portable|fax|call|cell|whatsapp|wa.me|sms|hotline|handy|contact|ring|dial|number|nummer|pager|text|rufnummer|reach |signal',
    /((?:phone_to|phone|(?<![a-zà-ɏ])(?:tel|tlf|mobil(?:e|tel(?:efon)?)?|mob|mobiel|móvil|movil|celular|portable|fax|call(?:ed|ing|to)?|cell|whats ?app|wa\.me\/|sms(?: to)?|hotline|handy(?:nummer|nr)?|rufnummer|téléphone|tél|telefono|teléfono|telefon(?:e|o|nummer)?|telefoon(?:nummer)?|dial(?:ed)?|ring|pager|on-?call|texted|text|contact|number|reach(?: me| us| him| her| them)?|signal|sms_to))(?: (?:me|us|him|her|them|back|contact))?(?: ?(?:number|numbers|num|no|nr|nummer|#))?[.]?["']?\s{0,4}(?:is|was|at|on|to|under|ist|lautet|es|via|=>)?\s{0,4}[:=]?\s{0,4}["'(]?)(\(?\+?0?\d[\d ()./-]{5,20}\d(?:(?: ?x ?|,? ?ext(?:ension)?\.? ?)\d{1,5})?)(?![\w-]|\.\d| (?:times|bytes|rows|ms|seconds|iterations|requests|records|items|px|calls|entries|users|lines|of |slots))/giu,
    {
      beside: 'digits-after',
      needs: /\d[\d ()./-]{5,20}\d/,
      accept: (value, whole, start) => {
        if (isOtherNumber(whole, start)) return false;
        const digits = digitsOf(value.replace(/,? ?(?:x|ext).*/, ''));
        const weak =
          /(?:number|nummer|contact|ring|text|call(?:ed|ing)?|cell|reach|signal|dial|mobile|portable)\W{0,3}$/i.test(
            whole.slice(Math.max(0, start - 12), start),
          );
        // Beside a word that says much else, only what is written as numbers are dialled.
        if (
          weak &&
          !/^(?:\(?0\d|\(\d|\d{3}[-. ]\d{3}[-. ]\d{4}|\d{3}-\d{4}$)/.test(value) &&
          digits.length < 10
        )
          return false;
        if (weak && /^\d{1,4}(?: \d{1,4}){1,2}$/.test(value) && digits.length < 10) return false;
        return (
          isPhone(digits) &&
          digits.length <= 14 &&
          !/^\d{4}-\d\d-\d\d/.test(value) &&
          !/^1[67]\d{8}(?:\d{3})?$/.test(value) &&
          !/^(?:\d{1,3}\.){3}\d{1,3}$/.test(value)
        );
      },
    },
  ),
  phone(
    'phone-national',
    '00 00 00|00.00.00|000 000 0|00000 000|000/000|0000-000|00-0000|0000 000|000 0000|(00) |000-000',
    /(?<![\w+./-])(?:0[1-9](?:[ .-]\d\d){4}|07\d{3} \d{3} ?\d{3}|0[1-9]\d{1,3} \d{3,4} \d{3,4}|0[1-9]\d{1,4} \d{6,8}|0[1-9]\d \d{3} \d\d \d\d|0[1-9]\d-\d{3} \d\d \d\d|0\d{2,5} ?\/ ?\d{5,9}|0[1-9]\d{1,3}-\d{6,8}|06-\d{8}|0\d{1,3}-\d{3,4}-\d{3,4}|\(0\d{1,5}\) ?\d{3,5}[ -]?\d{3,6}|\([1-9]\d\) 9?\d{4}-\d{4})(?![\w-]|\.\d)/g,
  ),
  number(
    'card',
    '0000 0000|0000-0000|0000000000000|0000 000000',
    /(?<![\w.+-])(?:\d{13,19}|\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,7}(?:[ -]\d{3})?|\d{4}[ -]\d{6}[ -]\d{4,5})(?![\w-]|\.\d)/g,
    { accept: isCardHere, weight: 64 },
  ),
  number(
    'card-code-beside',
    'cvv|cvc|csc',
    /((?<![a-z0-9])(?:cvv|cvc|csc)2?["']?\s{0,2}[:=]?\s{0,2}["']?)(\d{3,4})(?![a-z0-9]|[.-]\d| digits?\b| characters?\b)/giu,
    { beside: 'digits', rewrite: word('CODE') },
  ),
  number(
    'iban',
    '00 0000|0000 0000|000000000',
    /(?<![A-Za-z0-9])(?:[A-Za-z]{2}\d{2}[A-Za-z0-9]{11,30}|[A-Z]{2}\d{2}(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,3})?)(?![A-Za-z0-9])/g,
    { accept: isIban, rewrite: word('IBAN'), weight: 64 },
  ),
  number(
    'us-ssn',
    '000-00-0000|000 00 0000',
    /(?<![\w.-])(?!000|666)[0-8]\d\d([- ])(?!00)\d\d\1(?!0000)\d{4}(?![\w-]|\.\d)/g,
    { category: 'national-ids', rewrite: word('SSN') },
  ),
];
