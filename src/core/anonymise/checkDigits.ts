/** Luhn's check (ISO/IEC 7812-1) over a string of digits. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    let digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    if (index % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

/** Remainder of a decimal string by `modulus`, whatever its length. */
export function remainder(digits: string, modulus: number): number {
  let rest = 0;
  for (let index = 0; index < digits.length; index += 1)
    rest = (rest * 10 + digits.charCodeAt(index) - 48) % modulus;
  return rest;
}

/** A payment card: a known issuer's prefix, its length, and Luhn's check. */
export function isCard(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  if (!/^\d{13,19}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  const issued =
    /^4(?:\d{12}|\d{15}|\d{18})$|^5[1-5]\d{14}$|^(?:222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}$|^3[47]\d{13}$|^3(?:0[0-5]|[689]\d)\d{11,13}$|^6(?:011|4[4-9]\d|5\d\d)\d{12,15}$|^35(?:2[89]|[3-8]\d)\d{12}$|^(?:62|81)\d{14,17}$|^(?:5018|5020|5038|5893|6304|6759|676[123])\d{8,15}$|^220[0-4]\d{12}$/.test(
      digits,
    );
  // Written in fours it is meant as a card, whoever issued it.
  return (issued || /^[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}$/.test(text)) && luhn(digits);
}

/** An international bank account number: country, check digits, ISO 7064 mod 97-10. */
export function isIban(text: string): boolean {
  const compact = text.replace(/[ -]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false;
  const moved = (compact.slice(4) + compact.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return remainder(moved, 97) === 1;
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits.charCodeAt(index) - 48), 0);
}

/** Brazil: CPF, two check digits modulo 11. */
export function isCpf(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length !== 11 || /^(\d)\1+$/.test(digits)) return false;
  const check = (length: number): number => {
    let sum = 0;
    for (let index = 0; index < length; index += 1)
      sum += (digits.charCodeAt(index) - 48) * (length + 1 - index);
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === digits.charCodeAt(9) - 48 && check(10) === digits.charCodeAt(10) - 48;
}

/** Spain: DNI and NIE, a letter by the number modulo 23. */
export function isDni(text: string): boolean {
  const compact = text.replace(/[ -]/g, '').toUpperCase();
  const match = /^([XYZ]?)(\d{7,8})([A-Z])$/.exec(compact);
  if (match === null) return false;
  const lead = match[1] ?? '';
  const number = (lead === '' ? '' : String('XYZ'.indexOf(lead))) + (match[2] ?? '');
  return number.length === 8 && 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === match[3];
}

/** Netherlands: BSN, the eleven test. */
export function isBsn(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  return (
    digits.length === 9 && weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !/^0+$/.test(digits)
  );
}

/** Poland: PESEL, weights 1 3 7 9. */
export function isPesel(text: string): boolean {
  return /^\d{11}$/.test(text) && weighted(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
}

/** France: numéro de sécurité sociale, 13 digits and 97 minus their remainder. */
export function isFrenchNir(text: string): boolean {
  const compact = text.replace(/[ .]/g, '').toUpperCase();
  if (!/^[1-478]\d{4}(?:\d\d|2[AB])\d{8}$/.test(compact)) return false;
  const number = compact.replace('2A', '19').replace('2B', '18');
  return 97 - remainder(number.slice(0, 13), 97) === Number(number.slice(13));
}

/** Germany: the tax identification number, ISO 7064 mod 11,10. */
export function isGermanTaxId(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (!/^[1-9]\d{10}$/.test(digits)) return false;
  let product = 10;
  for (let index = 0; index < 10; index += 1) {
    const sum = (digits.charCodeAt(index) - 48 + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === digits.charCodeAt(10) - 48;
}

/** China: resident identity number, ISO 7064 mod 11-2. */
export function isChineseId(text: string): boolean {
  if (!/^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/.test(text))
    return false;
  const sum = weighted(text, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return '10X98765432'[sum % 11] === text.slice(17).toUpperCase();
}

const VERHOEFF_MULTIPLY = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const VERHOEFF_PERMUTE = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** India: Aadhaar, Verhoeff's check over 12 digits. */
export function isAadhaar(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (!/^[2-9]\d{11}$/.test(digits)) return false;
  let check = 0;
  for (let index = 0; index < 12; index += 1) {
    const digit = digits.charCodeAt(11 - index) - 48;
    const permuted = (VERHOEFF_PERMUTE[index % 8] ?? '').charCodeAt(digit) - 48;
    check = (VERHOEFF_MULTIPLY[check] ?? '').charCodeAt(permuted) - 48;
  }
  return check === 0;
}

/** Sweden and, by the same check, others: ten digits with Luhn, the first six a date. */
export function isPersonnummer(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  const ten = digits.length === 12 ? digits.slice(2) : digits;
  return /^\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|[67]\d|8\d|9[01])\d{4}$/.test(ten) && luhn(ten);
}

/** Finland: henkilötunnus, the number modulo 31. */
export function isHetu(text: string): boolean {
  const match = /^(\d{6})[-+A-FU-Y](\d{3})([0-9A-Y])$/.exec(text.toUpperCase());
  if (match === null) return false;
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number((match[1] ?? '') + (match[2] ?? '')) % 31] === match[3];
}

/** Brazil: CNPJ, two check digits modulo 11. */
export function isCnpj(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length !== 14 || /^(\d)\1+$/.test(digits)) return false;
  const weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
  const check = (length: number): number => {
    const rest = weighted(digits, weights.slice(13 - length)) % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  return check(12) === digits.charCodeAt(12) - 48 && check(13) === digits.charCodeAt(13) - 48;
}

/** Chile: RUT, weights 2 to 7 from the right, modulo 11. */
export function isRut(text: string): boolean {
  const match = /^(\d{7,8})([0-9K])$/.exec(text.replace(/[.-]/g, '').toUpperCase());
  if (match === null) return false;
  const digits = match[1] ?? '';
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1)
    sum += (digits.charCodeAt(digits.length - 1 - index) - 48) * (2 + (index % 6));
  return '0K987654321'[sum % 11] === match[2];
}

/** Belgium: national number, 97 minus the remainder of the first nine digits (from 2000 on with a 2 before them). */
export function isBelgianNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length !== 11) return false;
  const check = Number(digits.slice(9));
  const nine = digits.slice(0, 9);
  return [nine, `2${nine}`].some((number) => 97 - remainder(number, 97) === check);
}

/** Switzerland: AHV number, the check digit of EAN-13. */
export function isAhv(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  return /^756\d{10}$/.test(digits) && weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}
