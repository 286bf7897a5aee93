const digitsIn = (text: string): number[] => Array.from(text.replace(/\D/g, ''), Number);

/** Each digit times its weight. */
function weighted(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);
}

const isOneDigit = (digits: readonly number[]): boolean => digits.every((digit) => digit === digits[0]);

/** Luhn's check (ISO/IEC 7812-1) over a string of digits. */
function luhn(digits: string): boolean {
  const sum = Array.from(digits, Number)
    .reverse()
    .reduce((before, digit, index) => before + (index % 2 === 0 ? digit : (digit * 2) % 9 || digit), 0);
  return sum % 10 === 0;
}

/** Remainder of a decimal string by `modulus`, whatever its length. */
function remainder(digits: string, modulus: number): number {
  return Array.from(digits, Number).reduce((rest, digit) => (rest * 10 + digit) % modulus, 0);
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

/** Two check digits modulo 11: the last by these weights, the one before it by all but the first of them. */
function hasTwoCheckDigits(text: string, weights: readonly number[]): boolean {
  const digits = digitsIn(text);
  const { length } = weights;
  const fits = (at: number): boolean =>
    ((weighted(digits, weights.slice(length - at)) * 10) % 11) % 10 === digits[at];
  return digits.length === length + 1 && !isOneDigit(digits) && fits(length - 1) && fits(length);
}

/** Brazil: CPF. */
export function isCpf(text: string): boolean {
  return hasTwoCheckDigits(text, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
}

/** Brazil: CNPJ. */
export function isCnpj(text: string): boolean {
  return hasTwoCheckDigits(text, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
}

/** Spain: DNI and NIE, a letter by the number modulo 23. */
export function isDni(text: string): boolean {
  const compact = text.replace(/[ -]/g, '').replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return (
    /^\d{8}[A-Z]$/.test(compact) && 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(compact.slice(0, 8)) % 23] === compact[8]
  );
}

/** Finland: henkilötunnus, a sign by the number modulo 31. */
export function isHetu(text: string): boolean {
  const number = text.replace(/\D/g, '').slice(0, 9);
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(number) % 31] === text.at(-1);
}

/** France: numéro de sécurité sociale, 13 digits and 97 minus their remainder. */
export function isFrenchNir(text: string): boolean {
  const number = text.replaceAll(' ', '').replace('2A', '19').replace('2B', '18');
  return number.length === 15 && 97 - remainder(number.slice(0, 13), 97) === Number(number.slice(13));
}

/** Belgium: national number, 97 minus the remainder of the first nine digits (from 2000 on with a 2 before them). */
export function isBelgianNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  const nine = digits.slice(0, 9);
  return [nine, `2${nine}`].some((number) => 97 - remainder(number, 97) === Number(digits.slice(9)));
}

/** China: resident identity number, ISO 7064 mod 11-2. */
export function isChineseId(text: string): boolean {
  if (!/^\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/.test(text)) return false;
  const sum = weighted(digitsIn(text), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return '10X98765432'[sum % 11] === text.slice(17).toUpperCase();
}

/** Chile: RUT, weights 2 to 7 from the right, modulo 11. */
export function isRut(text: string): boolean {
  const compact = text.replace(/[.-]/g, '').toUpperCase().padStart(9, '0');
  const sum = weighted(Array.from(compact, Number), [3, 2, 7, 6, 5, 4, 3, 2]);
  return '0K987654321'[sum % 11] === compact[8];
}

/** Switzerland: AHV number, the check digit of EAN-13. */
export function isAhv(text: string): boolean {
  return weighted(digitsIn(text), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

/** Sweden and, by the same check, others: ten digits with Luhn, the first six a date. */
export function isPersonnummer(text: string): boolean {
  const ten = text.replace(/\D/g, '').slice(-10);
  return /^\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|[67]\d|8\d|9[01])/.test(ten) && luhn(ten);
}

/** One step of Verhoeff's check: multiplication in the symmetries of a pentagon, 5 to 9 being turned over. */
function verhoeff(left: number, right: number): number {
  const turned = (left < 5 ? left + right : left - right + 10) % 5;
  return left < 5 === right < 5 ? turned : turned + 5;
}

/** India: Aadhaar, Verhoeff's check over 12 digits. */
export function isAadhaar(text: string): boolean {
  const check = digitsIn(text)
    .reverse()
    .reduce((before, digit, index) => {
      let moved = digit;
      for (let round = index % 8; round > 0; round -= 1) moved = Number('1576283094'[moved]);
      return verhoeff(before, moved);
    }, 0);
  return check === 0;
}
