import { isPlaceholder } from './harmless';
import { isDate, isHash, isUuid, looksGenerated, readsAsWords } from './randomness';

/** Names with a number in them: of algorithms, versions, machines, tickets, sizes. */
const NUMBERED_NAME =
  /^(?:sha|md|utf|base|https?|aes|rsa|argon|pbkdf|[hrep]s\d{3}|(?:es|ed|cp|fy|vm)\d{1,5}(?![a-z\d]{4})|ipv?|oauth|tls|ssl|[vxp]\d{1,4}(?![a-z\d]{4})|wpa|wep|bcrypt|scrypt|blake|chacha|curve|secp|crc|win|rfc|cve|iso|latin|arm|amd|python|node|java|php|ruby|mysql|postgres\w*|redis|ubuntu|debian|alpine|rocky|fedora|chrome|gpt|llama|web|db|app|api|srv|server|host|worker|queue|cache|shard|replica|zone|step|phase|sprint|release|version|build|day|week|line|row|page|chapter|section|item|issue|ticket|task|user|test|example|port|rev|covid|area|room|level|grade|type|class|group|team)[-_.]?v?\d/i;
const SIZE =
  /^(?:[A-Za-z]*[-_.])?\d{1,3}(?:\.\d+)?(?:bit|px|r?em|ms|st|nd|rd|th|[hdwxkms]|xx|fps|hz|[kmgt]i?b|min|hrs?|days?)$/i;
/** What stands for a person, a client, an account, a host after a first pass. */
const STAND_IN = /^(?:person|client|user|host|path)[-_. ]?[a-z2-7]{8}(?![a-z0-9])/i;
/** Drawn from letters of both cases and signs. */
const SIGNED = /^(?=.{0,39}[a-z])(?=.{0,39}[A-Z])(?=.{1,39}[#%*^&@!+$].)[A-Za-z#%*^&@!+$]{10,40}$/;

/**
 * True for a token that does not read as language but as a password that somebody chose or a machine drew: where the
 * words around it only make it likely.
 */
export function readsAsPassword(value: string): boolean {
  if (STAND_IN.test(value)) return false;
  if (SIGNED.test(value)) return looksSigned(value);
  if (value.length < 6 || value.length > 100 || !/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (/^[-/.~$@#<{([&+\\|*]|\s|:\/\/|[(){}[\];\\]|['’]|=.|^\w+[:/|]|,./.test(value)) return false;
  if (NUMBERED_NAME.test(value) || SIZE.test(value) || isPlaceholder(value)) return false;
  if (isHash(value) || isUuid(value) || isDate(value) || /(?:19|20)\d{6}|[-_.](?:19|20)\d\d$/.test(value))
    return false;
  // `owner/name#66`, `file:12-14`.
  if (/^[\w.-]+\/[\w.-]+(?:#\d+)?$|^[\w./-]+:\d+(?:-\d+)?$/.test(value)) return false;
  // Names of code: `Int32Array`.
  const humps = value.match(/[A-Z]/g)?.length ?? 0;
  if (
    /^[a-z]*\d{0,3}(?:[A-Z][a-z]+\d{0,3})+$/.test(value) &&
    humps > 1 &&
    readsAsWords(value.replace(/\d/g, ' '))
  )
    return false;
  // An address, a file, a version, a ticket.
  if (/^[\w.-]+@[a-z][\w.-]*$|\.[a-z]{2,5}\d?$|^\d+(?:[.:-]\d+)+|^[A-Z]{2,}-?\d+$/.test(value)) return false;
  if (/[!#$%^&*?+@~]/.test(value)) return !/^[\w.-]*[+@~][\w.-]*$/.test(value) || looksGenerated(value, 8);
  return (
    /^[A-Za-z]{4,}\d{3,4}$/.test(value) ||
    /^[A-Za-z]{3,}[-_.]\d{2,4}[a-z]{1,4}$/.test(value) ||
    isPhrase(value) ||
    (looksGenerated(value, 8) && !/^[a-z0-9]+(?:[-_.][a-z0-9]+)+$/.test(value))
  );
}

/** Signs within words, no address, no joined names: `MQeT%KjL*MSM`. */
function looksSigned(value: string): boolean {
  return !isPlaceholder(value) && !/^[A-Z]?[a-z]+(?:[#%*^&@!+$]+[A-Z]?[a-z]+)*[!*]*$|^\w+@\w+$/.test(value);
}

/** Words joined by hyphens and a number: `granite-quartz-copper-34`. */
export function isPhrase(value: string): boolean {
  return /^[a-z]{4,12}(?:-[a-z]{4,12}){2,5}-\d{2,4}$/.test(value);
}

/** The same where a name beside the value says that it is one: shorter numbers and words are believed. */
export function isLikelyPassword(value: string): boolean {
  if (STAND_IN.test(value)) return false;
  if (readsAsPassword(value)) return true;
  return (
    /^[a-z]{4,12}(?:-[a-z]{4,12})+-\d{2,4}$/.test(value) ||
    (/^[A-Za-z]{5,}\d{2}$|^[A-Za-z]{4,}[_.@+~]\d{2,5}$|^[A-Z][a-z]{3,}\d{2,5}[_.@+~][a-z]{1,3}$|^[A-Z][a-z]{3,}[A-Z][a-z]{3,}\d{2,4}$/.test(
      value,
    ) &&
      !NUMBERED_NAME.test(value) &&
      !isPlaceholder(value))
  );
}
