/** How often each character of ASCII occurs in the text whose entropy is asked for. */
const asciiCounts = new Uint32Array(128);

/** Shannon entropy in bits a character. */
export function entropy(text: string): number {
  const { length } = text;
  asciiCounts.fill(0);
  let others: Map<number, number> | undefined;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 128) {
      asciiCounts[code] = (asciiCounts[code] ?? 0) + 1;
    } else {
      others ??= new Map();
      others.set(code, (others.get(code) ?? 0) + 1);
    }
  }
  let bits = 0;
  for (let code = 0; code < 128; code += 1) {
    const count = asciiCounts[code] ?? 0;
    if (count > 0) bits -= (count / length) * Math.log2(count / length);
  }
  if (others !== undefined)
    for (const count of others.values()) bits -= (count / length) * Math.log2(count / length);
  return bits;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DATE = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

export function isUuid(text: string): boolean {
  return text.length === 36 && UUID.test(text);
}

export function isDate(text: string): boolean {
  return text.length >= 10 && text.length <= 40 && DATE.test(text);
}

/** True for hex of the lengths that hashes, commits and object ids have. */
export function isHash(text: string): boolean {
  return /^(?:sha(?:1|224|256|384|512)[:-])?(?:[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i.test(
    text,
  );
}

/** Words show in the first 120 characters; a longer text costs no more. */
const ENOUGH = 120;

/** Of ASCII: 1 digits, 2 small letters, 3 capitals. */
const KIND = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  return /\d/.test(sign) ? 1 : /[a-z]/.test(sign) ? 2 : /[A-Z]/.test(sign) ? 3 : 0;
});

/**
 * True when the text reads as words: letters in runs that alternate vowels and consonants as speech does, joined by
 * separators or camel case, with numbers only as whole parts of at most four digits.
 *
 * A part of `fooBar`, `HTTPServer`, `foo-bar` ends at a sign, a change of case, the end of an abbreviation.
 */
export function readsAsWords(whole: string): boolean {
  const text = whole.slice(0, ENOUGH);
  let count = 0;
  let letters = 0;
  let spoken = 0;
  let start = 0;
  /** Capitals in a row up to here, digits in a row up to here. */
  let capitals = 0;
  let digits = 0;
  let afterSmall = false;
  /** A letter of the part stands behind a digit. */
  let isMixed = false;
  for (let at = 0; at <= text.length; at += 1) {
    const kind = kindAt(text, at);
    capitals = kind === 3 ? capitals + 1 : 0;
    if (kind === 0 || (kind === 3 && afterSmall) || (capitals > 2 && kindAt(text, at + 1) === 2)) {
      const length = at - start;
      if (length > 0) {
        count += 1;
        if (isMixed || !isShortNumber(text, start, length, digits)) {
          letters += length;
          if (!isMixed && isWord(text, start, length, digits)) spoken += length;
          // Whatever follows, a fifth of it is no words: so random text ends here soon.
          else if ((letters - spoken) * 5 > text.length) return false;
        }
      }
      start = kind === 0 ? at + 1 : at;
      digits = 0;
      isMixed = false;
    }
    if (kind === 1) digits += 1;
    else if (digits > 0) {
      digits = 0;
      isMixed = true;
    }
    afterSmall = kind === 2;
  }
  return count > 0 && (letters === 0 || spoken / letters >= 0.8);
}

function kindAt(text: string, at: number): number {
  return at < text.length ? (KIND[text.charCodeAt(at)] ?? 0) : 0;
}

/** A number of up to four digits, also of a version: `v12`. */
function isShortNumber(text: string, start: number, length: number, digits: number): boolean {
  return (
    digits <= 4 &&
    (digits === length || (digits > 0 && digits === length - 1 && /[vV]/.test(text[start] ?? '')))
  );
}

/** Letters that have up to three digits behind them. */
function isWord(text: string, start: number, length: number, digits: number): boolean {
  const letters = length - digits;
  if (letters === 0 || letters > 24 || digits > 3) return false;
  const word = text.slice(start, start + letters);
  return letters <= 3 ? isShortWord(word, text) : isSpoken(word);
}

/** Short words and abbreviations of code; other pieces of three letters are as likely chance. */
const SHORT_WORDS = new Set(
  'a i id to is in of on by or at as no do go if it an up us eu db ui js ts io ip os pr qa ci cd ai my be we new get set add put del key api app web url uri sql xml css csv pdf jwt ssh tls ssl tcp udp dns cdn aws gcp npm git env dev std src tmp log max min sum avg num str int ctx cfg req res err msg usr pwd row col day hex raw abs the for and not has can all any one two end use run job bus top low out off per via www com org net std cmd arg opt ref def doc pub sub hub lib bin box bot map obj seq idx tag vpc rds sqs sns ecs eks iam ec2 acl jpg png svg gif mp4 utf sha md5 rsa mac rgb gpu cpu ram ssd hdd usb lan wan vpn vm pod k8s dom tab nav btn img row log sum mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec xx'.split(
    ' ',
  ),
);

function isShortWord(word: string, text: string): boolean {
  const lower = word.toLowerCase();
  return SHORT_WORDS.has(lower) || (/[aeiouy]/.test(lower) && !/[a-z][A-Z]|\d[A-Za-z]*\d/.test(text));
}

const RARE_PAIRS =
  /[jqxz][bcdfghjklmnpqrstvwxz]|[bcdfghjklmnpqrstvwxz][jqx]|vv|ww|kk|hh|[bcdfgkmpv]w|[fgkpvwz]b|w[bcdfgjkmptvxz]|[bcdfgkpvz]k[bcdfg]/g;

function isSpoken(word: string): boolean {
  const lower = word.toLowerCase();
  if (word !== lower && word !== word.toUpperCase() && !/^[A-Z][a-z]+$/.test(word)) return false;
  const vowels = lower.match(/[aeiouyäöüáéíóúàèìòùâêîôûåøæ]/g)?.length ?? 0;
  const share = vowels / lower.length;
  if (share < 0.16 || share > 0.75) return lower.length <= 5 && share > 0;
  if (/[^aeiouy]{6}|[aeiou]{5}/.test(lower)) return false;
  return (lower.match(RARE_PAIRS)?.length ?? 0) <= lower.length / 8;
}

/** How many of lower case, upper case and digits occur. */
export function alphabets(text: string): number {
  return Number(/[a-z]/.test(text)) + Number(/[A-Z]/.test(text)) + Number(/\d/.test(text));
}

/**
 * True for a value that nobody would write by hand, where the name beside it already says that it is a secret:
 * at least `shortest` characters, letters and digits mixed, and not words, a version, a size or a date.
 */
export function looksGenerated(value: string, shortest = 10): boolean {
  if (value.length < shortest || /\s/.test(value)) return false;
  if (isUuid(value) || isDate(value)) return false;
  if (!/[A-Za-z]/.test(value)) return /^\d+$/.test(value) ? false : /\d/.test(value) && entropy(value) > 3;
  if (/\d/.test(value)) {
    if (/[!#%^*?]/.test(value) && /^[\w!#%^*?@$&+=-]+$/.test(value) && alphabets(value) === 3) return true;
    if (/^[vV]?\d+(?:\.\d+)+(?:[-+][\w.]+)?$/.test(value)) return false;
    return !readsAsWords(value);
  }
  return value.length >= 16 && /[a-z]/.test(value) && /[A-Z]/.test(value)
    ? entropy(value) > 3.4 && !readsAsWords(value)
    : value.length >= 16 && !readsAsWords(value) && entropy(value) > 3.4;
}
