import { isPlaceholder, looksLikeCode } from './harmless';
import { isStripeObject } from './publicIds';
import { entropy, isUuid, looksGenerated, readsAsWords } from './randomness';
import { isStrongKeyName, isUuidSecret, secretKind, type SecretKind } from './secretNames';

/** How firmly the text says that what follows is the value of the name. */
export type Form = 'quoted' | 'line' | 'bare' | 'prose';

/** `varchar(255)`, `character varying(64)`, `DECIMAL(10, 2)`, also where a closing bracket was taken for punctuation. */
const SQL_TYPE =
  /^(?:n?(?:var)?(?:char2?|text)|character(?: varying)?|(?:var)?binary|raw|bit|decimal|numeric|(?:tiny|small|medium|big)?int(?:eger)?|float|double|datetime|timestamp)\s?\(\s?(?:\d{1,5}(?:\s?,\s?\d{1,3})?|max)\s?\)?$/i;
/** What a form says of a pass phrase: `the phrase must be set`. */
const OF_A_MESSAGE =
  /^(?:must|should|required|requires|invalid|incorrect|wrong|missing|least|most|characters|please|cannot|does|enter|your|not|needs?|expected|was|were)$/i;

/** True when `value` is a secret, its name being `name`. */
export function isSecretValue(value: string, name: string, kind: SecretKind, form: Form): boolean {
  if (value.length < 3 || value.length > 8000 || isPlaceholder(value) || isPattern(value)) return false;
  // A word of a language that has more letters than English: `contraseña: obligatoria`, a label in a translation.
  if (/[^\x00-\x7f]/.test(value) && /^[\p{L}\p{M}]+[.!?。！？…]?$/u.test(value)) return false;
  // The word for it, as a label has it; a type: `Mapped[str]`.
  if (
    /^\p{Lu}?\p{Ll}+$/u.test(value) &&
    secretKind(value) !== undefined &&
    !/.(?:password|pwd|secret|token)$/i.test(value)
  )
    return false;
  if (
    /^[A-Z][A-Za-z]*\[[\w, .|[\]]*$|^(?:Big)?(?:Uint|Int|Float)\d{1,2}\w{0,7}Array$|^this\.#?\w+$|\]\(https?:|^[A-Za-z_.]+\($/.test(
      value,
    )
  )
    return false;
  if (SQL_TYPE.test(value) || isStripeObject(value)) return false;
  // `using RSA key …` names a fingerprint.
  if (kind === 'key' && /^(?:[0-9A-F]{16}|[0-9A-F]{40})$/.test(value) && /rsa|dsa|gpg|pgp|using/i.test(name))
    return false;
  if (/^(?:https?|file):\/\//.test(value) || /^[./~]*\/[\w./-]*$/.test(value)) return false;
  // Drawn from all of ASCII, the space too: the keys and salts of WordPress.
  if (form === 'quoted' && value.length >= 48 && !/[A-Za-z]{6}|\n/.test(value) && entropy(value) > 5)
    return true;
  if (/answer\d{0,2}$/i.test(name) && form !== 'prose') return isAnswer(value);
  if (/\s/.test(value)) return form === 'quoted' && /phrase|mnemonic|seed/i.test(name) && isPhrase(value);
  // `key="SmtpPassword" value="…"`: the name of a secret, not one.
  if (kind !== 'password' && /^[A-Za-z][A-Za-z_.-]*$/.test(value) && secretKind(value) !== undefined)
    return false;
  if (isUuid(value))
    return (
      kind !== 'password' &&
      (form !== 'prose' || isStrongKeyName(name) || name.includes('_')) &&
      isUuidSecret(name)
    );
  const symbols = /[^A-Za-z0-9\s_.:/-]/.test(value);
  const digits = /\d/.test(value);
  const letters = /[A-Za-z]/.test(value);
  if (kind === 'password') {
    if (/^\d+$/.test(value))
      return value.length >= (/pin/i.test(name) ? 4 : 6) && form !== 'prose' && value.length <= 20;
    if (form === 'quoted') {
      if (looksLikeSelector(value)) return false;
      return (
        digits ||
        symbols ||
        (value.length >= 6 && !/^[a-z]+(?:[-_ .][a-z]+)*$/.test(value)) ||
        (value.length >= 6 && /^[a-z]+$/.test(value))
      );
    }
    if (form === 'line') return value.length >= 4 && !looksLikeCode(value);
    if (/^[\w$]+(?:\.[\w$]+)+\(?/.test(value) && !digits) return false;
    // A colour; a name of code, a place in a file, a version that somebody pins.
    if (/^#[0-9a-f]{3,8}$/i.test(value)) return false;
    if (
      form === 'prose' &&
      (/^pin$/i.test(name) || /^[a-z]+(?:_[a-z]+)+\d{0,2}$|^[\w./-]+:\d+(?:-\d+)?$/.test(value))
    )
      return false;
    if (
      form === 'prose' &&
      /^(?:[A-Za-z]+[-'’/][A-Za-z]+|[\w-]+\.[a-z]{2,4}|v?\d[\d.]*\w?|[A-Z]{2,}-?\d+)$/.test(value)
    )
      return false;
    return (
      letters &&
      (digits ||
        /[^A-Za-z0-9\s_.:/-]/.test(value.slice(0, -1)) ||
        (/[-_]/.test(value) && /[A-Z]/.test(value.slice(1)))) &&
      value.length >= 5
    );
  }
  if (looksLikeSelector(value)) return false;
  if (kind === 'secret') {
    if (form === 'quoted' || form === 'line')
      return (
        value.length >= 6 &&
        (symbols || digits || /[a-z][A-Z]/.test(value)) &&
        !(readsAsWords(value) && !digits) &&
        (looksGenerated(value, 8) || symbols || (digits && letters && value.length >= 8))
      );
    return looksGenerated(value, 10);
  }
  if (/otp$/i.test(name) && /^\d{4,8}$/.test(value)) return form !== 'prose';
  if (/codes?$/i.test(name)) return isCode(value, form);
  if (/^\d{12,40}$/.test(value) && form === 'quoted') return isStrongKeyName(name);
  const shortest = form === 'prose' ? 14 : kind === 'token' || isStrongKeyName(name) ? 10 : 16;
  if (kind === 'key' && form === 'prose' && !isStrongKeyName(name)) return looksGenerated(value, 24);
  return looksGenerated(value, shortest);
}

/** Words and short numbers, one after the other, that say nothing about a phrase: `brown meadow rides 80 trams`. */
function isPhrase(value: string): boolean {
  const words = value.trim().split(/\s+/);
  return (
    words.length >= 4 &&
    words.length <= 25 &&
    words.every((word) => /^(?:[a-z-]{2,12}|\d{1,6})$/i.test(word)) &&
    (words.length >= 12 || !words.some((word) => OF_A_MESSAGE.test(word)))
  );
}

/** What somebody answers: one to four words, each with a capital or a digit; none that a form has beside the field. */
export function isAnswer(value: string): boolean {
  return (
    /^(?:\p{Lu}|[\p{L}'’-]{2,30}\d)[\p{L}\d'’-]{0,30}(?: [\p{Lu}\d][\p{L}\d'’-]{0,30}){0,3}$/u.test(value) &&
    !/\b(?:answers?|security|questions?|secret|required|invalid|enter|your|must)\b/i.test(value)
  );
}

/** A regular expression that describes secrets. */
function isPattern(value: string): boolean {
  return /\\[wdsSb][+*{)\]]?|\[(?:A-Z|a-z|0-9|\^|\\w)|[\])]\{\d/.test(value.slice(0, 200));
}

/** Codes for recovery, doors and second factors are short: letters and digits, or upper case only. */
function isCode(value: string, form: Form): boolean {
  return /^(?=[^\d]*\d)[A-Za-z0-9-]{6,40}$/.test(value) || (form !== 'prose' && /^[A-Z]{8,12}$/.test(value));
}

/** Names of headers, selectors, routes, message keys: text that code has beside such a name. */
function looksLikeSelector(value: string): boolean {
  return (
    /^[#.][A-Za-z][\w-]*$/.test(value) ||
    /^[A-Z][a-z]+(?:-[A-Z][A-Za-z]*)+$/.test(value) ||
    (/^[a-z]+(?:[A-Z][a-z]+)+$/.test(value) && value.length < 24) ||
    /^[a-z_]+(?:[.:/][a-z_*{}]+)+$/i.test(value) ||
    /^[a-z]+(?:[-_][a-z]+)+$/.test(value)
  );
}
