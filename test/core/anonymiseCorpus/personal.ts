import type { Chance, Kinds } from './wording';

/** The digit that makes a number pass Luhn's check. */
function luhnDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Check digits by ISO 7064 mod 97-10. */
function iban(country: string, account: string): string {
  const numbers = `${account}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return `${country}${String(98n - (BigInt(numbers) % 97n)).padStart(2, '0')}${account}`;
}

const fours = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1 ');

/** E-mail addresses, in the places where developers leave them. */
export function emails(chance: Chance): Kinds {
  const host = chance.pick([
    'northgate-labs.io',
    'tarnwood.co.uk',
    'brueckner-soehne.de',
    'mail.vela.com.br',
  ]);
  const who = `mira.castell${chance.digits(2)}`;
  const mail = `${who}@${host}`;
  return {
    'email in prose': [
      `please loop in «${mail}» before Friday`,
      `«${mail}» reported it, twice`,
      `bounced: <«${mail}»>: user unknown`,
      `(«${mail}»)`,
      `the owner is «${mail}».`,
      `To: "Mira" <«${mail}»>`,
      `logs say user=«${mail}», tenant=4`,
      `user:«${mail}» denied`,
      `"«${mail}»" is not allowed`,
      `sent by «${mail}»;`,
      `«${mail}»/«deputy-${mail}»`,
    ],
    'email with a tag': [
      `routed to «mira+alerts-${chance.digits(2)}@${host}»`,
      `also «m.castell_ops@${host}»`,
      `and «mcastell+a.b@sub.${host}»`,
      `«mira-castell@${host}» is the alias`,
      `«_mira@${host}» starts oddly`,
    ],
    'email quoted': [`mail to «"mira castell"@${host}» fails`, `“«${mail}»” again`],
    'email international': [
      `«mira@bücher-${chance.letters(4)}.de» and «jörg.weiß@${host}»`,
      `«mira@xn--bcher-kva.de»`,
    ],
    'email spelled out': [
      `write to «mira.castell [at] ${host.replaceAll('.', ' [dot] ')}»`,
      `«mcastell (at) ${host.replaceAll('.', ' (dot) ')}» for access`,
      `«mira at ${host.replaceAll('.', ' dot ')}» is fine`,
      `«mira[at]${host}»`,
      `«mira AT ${host.replaceAll('.', ' DOT ')}»`,
      `«mira(at)${host}»`,
      `«mira {at} ${host.replaceAll('.', ' {dot} ')}»`,
      `«mira_AT_${host}»`,
    ],
    'email in a link': [
      `<a href="mailto:«${mail}»">write</a>`,
      `mailto:«${mail}»?subject=Hi`,
      `https://app.example.com/invite?email=«${mail}»&role=admin`,
      `https://app.example.com/invite?email=«${mail.replace('@', '%40')}»&role=admin`,
      `GET /users/«${mail}»/sessions 404`,
      `[mail](mailto:«${mail}»)`,
      `acct:«${mail}»`,
      `sip:«${mail}»`,
      `xmpp:«${mail}»`,
    ],
    'email in a trailer': [
      `Fix retry\n\nCo-authored-by: M. <«${mail}»>\nSigned-off-by: M. <«${mail}»>`,
      `Author: mcastell <«${mail}»>`,
      `From: «${mail}»\nTo: «deputy-${mail}»`,
      `git config user.email «${mail}»`,
      `git commit --author="M <«${mail}»>"`,
      `# Maintainer: «${mail}»`,
      ` * @author «${mail}»`,
    ],
    'email in code': [
      `const admin = '«${mail}»';`,
      `"author": "mc <«${mail}»> (https://example.com)",`,
      `INSERT INTO users (email) VALUES ('«${mail}»');`,
      `assert_eq!(user.email, "«${mail}»");`,
      `[user]\n\temail = «${mail}»`,
      `ADMIN_EMAIL=«${mail}»`,
      `admin_email: «${mail}»`,
      `<email>«${mail}»</email>`,
      `{"to":["«${mail}»"],"cc":[]}`,
      `echo "x" | mail -s test «${mail}»`,
      `send(to=«${mail}»)`,
      `authors = ["Mira <«${mail}»>"]`,
      `where email like '«${mail}»%'`,
      `certbot --email «${mail}» -d shop.example.com`,
      `user_email=>"«${mail}»"`,
    ],
    'email in a value': [
      ['owner', `«${mail}»`],
      ['contact', `«Mira» <«${mail}»>`],
      ['notify', `«${mail}», «deputy-${mail}»`],
      ['to', `mailto:«${mail}»`],
      ['userId', `«${mail}»`],
      ['login', `«${mail.toUpperCase()}»`],
    ],
  };
}

/** Phone numbers of many countries. */
export function phones(chance: Chance): Kinds {
  const d = (count: number): string => chance.digits(count);
  return {
    'phone international': [
      `call «+49 171 ${d(7)}» after six`,
      `call «+49 (0)89 ${d(4)}-${d(2)}» after six`,
      `mobile «+33 6 ${d(2)} ${d(2)} ${d(2)} ${d(2)}»`,
      `«+1-415-${d(3)}-${d(4)}» is the bridge`,
      `«+1.212.${d(3)}.${d(4)}» is the bridge`,
      `on «+442079${d(6)}»`,
      `on «+44 20 79${d(2)} ${d(4)}», then`,
      `ring «+91 98${d(3)} ${d(5)}»`,
      `ring «+86 138 ${d(4)} ${d(4)}»`,
      `ring «+81 3-${d(4)}-${d(4)}»`,
      `ring «+55 11 9${d(4)}-${d(4)}»`,
      `ring «+61 4${d(2)} ${d(3)} ${d(3)}»`,
      `ring «+351 912 ${d(3)} ${d(3)}»`,
      `ring «+48 601 ${d(3)} ${d(3)}»`,
      `ring «+420 777 ${d(3)} ${d(3)}»`,
      `ring «+972-54-${d(3)}-${d(4)}»`,
      `ring «+971 50 ${d(3)} ${d(4)}»`,
      `ring «+65 9${d(3)} ${d(4)}»`,
      `ring «+353 87 ${d(3)} ${d(4)}»`,
      `ring «+46 70-${d(3)} ${d(2)} ${d(2)}»`,
      `ring «0049 30 ${d(7)}»`,
      `ring «00 33 1 ${d(2)} ${d(2)} ${d(2)} ${d(2)}»`,
      `ring «+7 (495) ${d(3)}-${d(2)}-${d(2)}»`,
      `(«+43 1 ${d(7)}»)`,
      `«+41 44 ${d(3)} ${d(2)} ${d(2)}».`,
      `ring «+52 55 ${d(4)} ${d(4)}»`,
      `ring «+27 82 ${d(3)} ${d(4)}»`,
      `ring «+82-10-${d(4)}-${d(4)}»`,
      `SMS to «+34612${d(6)}» failed`,
    ],
    'phone in links and code': [
      `<a href="tel:«+3222${d(7)}»">`,
      `tel:«+1-650-${d(3)}-${d(4)}»`,
      `sendSms("«+4477009${d(5)}»", body)`,
      `https://wa.me/«49171${d(7)}»`,
      `callto:«+4989${d(7)}»`,
      `TWILIO_FROM=«+1206${d(3)}${d(4)}»`,
      `phone = "«030 ${d(8)}»"`,
      `sms:«+1650${d(3)}${d(4)}»`,
      `"phoneNumber": "«(0221) ${d(6)}»"`,
    ],
    'phone national': [
      `Tel.: «030/${d(7)}»`,
      `phone «0171 ${d(7)}» is off`,
      `his mobile is «0160-${d(7)}»`,
      `Handynummer: «0151 ${d(8)}»`,
      `Telefonnummer «089 / ${d(6)}»`,
      `phone number: «020 7946 ${d(4)}»`,
      `mobile: «07700 9${d(5)}»`,
      `reach me at «(617) 234-${d(4)}»`,
      `reach me at «617-234-${d(4)}»`,
      `call «617.234.${d(4)}» for access`,
      `«1-617-234-${d(4)}»`,
      `«(617) 234 ${d(4)} x${d(3)}»`,
      `tél. «01 42 ${d(2)} ${d(2)} ${d(2)}»`,
      `portable «06.12.${d(2)}.${d(2)}.${d(2)}»`,
      `mobiel «06-${d(8)}»`,
      `tlf «22 ${d(2)} ${d(2)} ${d(2)}»`,
      `telefono «333 ${d(3)} ${d(4)}»`,
      `teléfono «91 ${d(3)} ${d(2)} ${d(2)}»`,
      `móvil «612 ${d(3)} ${d(3)}»`,
      `電話 «03-${d(4)}-${d(4)}»`,
      `celular «(11) 9${d(4)}-${d(4)}»`,
      `mobile no. «98${d(3)}${d(5)}»`,
      `phone: «8${d(3)} ${d(4)}»`,
      `mob «04${d(2)} ${d(3)} ${d(3)}»`,
      `fax «(03) 9${d(3)} ${d(4)}»`,
      `her number is «0676 ${d(7)}»`,
      `call me on «0${d(3)} ${d(3)} ${d(3)}»`,
      `text «555-${d(3)}-${d(4)}» when done`,
      `telefon «070-${d(3)} ${d(2)} ${d(2)}»`,
      `hotline «0800 ${d(3)} ${d(4)}»`,
      `on-call phone «617 234 ${d(4)}»`,
      `contact number «${d(3)} ${d(3)} ${d(4)}»`,
      `emergency contact: «617-234-${d(4)}»`,
      `phone «617-234-${d(4)} ext. 12»`,
      `phone «+1 617 234 ${d(4)} extension 7»`,
      `whatsapp «0812-${d(4)}-${d(4)}»`,
    ],
    'phone in a value': [
      ['phone', `«617-234-${d(4)}»`],
      ['mobile', `«0171${d(7)}»`],
      ['phone_number', `«${d(10)}»`],
      ['contactPhone', `«020 7946 ${d(4)}»`],
      ['tel', `«+49 30 ${d(7)}»`],
      ['emergency_contact', `«+49 30 ${d(7)}»`],
      ['fax', `«089-${d(6)}»`],
      ['whatsapp', `«+55 11 9${d(4)}-${d(4)}»`],
      ['sms_to', `«617 234 ${d(4)}»`],
      ['oncall', `«+1 (617) 234-${d(4)}»`],
      ['telephone_number', `«(0221) ${d(6)}»`],
      ['recoveryPhone', `«+4477009${d(5)}»`],
    ],
  };
}

/** Cards and bank accounts. */
export function money(chance: Chance): Kinds {
  const card = (prefix: string, length: number): string => {
    const body = prefix + chance.digits(length - 1 - prefix.length);
    return body + luhnDigit(body);
  };
  const visa = card('4539', 16);
  const amex = card('37', 15);
  const d = (count: number): string => chance.digits(count);
  return {
    card: [
      `charged «${visa}» twice`,
      `charged «${fours(card('52', 16))}» twice`,
      `PAN «${card('6011', 16).replace(/(.{4})(?=.)/g, '$1-')}» in the log`,
      `amex «${amex}»`,
      `amex «${amex.replace(/^(.{4})(.{6})/, '$1 $2 ')}»`,
      `jcb «${card('3530', 16)}» stored`,
      `maestro «${card('6759', 16)}» stored`,
      `diners «${card('36', 14)}» stored`,
      `unionpay «${card('62', 16)}» stored`,
      `mir «${card('2202', 16)}» stored`,
      `visa19 «${card('4', 19)}» stored`,
      `cardNumber=«${visa}»&amount=10`,
      `4-4-4-4 form «${fours(visa).replaceAll(' ', '\u00a0')}» in logs`,
      `charged «${fours(visa).replaceAll(' ', '\u202f')}» twice`,
      `charged «${fours(visa).replaceAll(' ', '\u2009')}» twice`,
      ['cardNumber', `«${visa}»`],
      ['pan', `«${fours(card('2221', 16))}»`],
    ],
    'card code and expiry': [
      `card «${visa}» exp «0${1 + chance.below(8)}/2${7 + chance.below(2)}» cvv «41${d(1)}»`,
      `CVV: «${d(3)}»`,
      `cvc «${d(3)}» was logged`,
      `"cvv": "«${d(3)}»"`,
      `security code is «${d(4)}»`,
      ['cvv', `«${d(3)}»`],
    ],
    iban: [
      `pay into «${iban('DE', d(18))}» today`,
      `pay into «${fours(iban('DE', d(18)))}» today`,
      `pay into «${fours(iban('GB', 'WEST' + d(14)))}» today`,
      `pay into «${iban('FR', d(11) + 'M' + d(11))}» today`,
      `pay into «${fours(iban('NL', 'ABNA' + d(10)))}», please`,
      `IBAN: «${fours(iban('CH', d(17)))}»`,
      `IBAN «${iban('NO', d(11))}»`,
      `IBAN «${iban('BE', d(12)).toLowerCase()}»`,
      `iban=«${iban('PL', d(24))}»`,
      `«${fours(iban('ES', d(20)))}»`,
      `IBAN «${iban('IT', 'X' + d(22)).replace(/(.{4})(?=.)/g, '$1-')}»`,
      ['iban', `«${fours(iban('AT', d(16)))}»`],
      ['account', `«${iban('SE', d(20))}»`],
    ],
    'bank account': [
      `BIC «DEUTDEFF500» goes with it`,
      `SWIFT: «COBADEFFXXX»`,
      `swift code «BARCGB22»`,
      `sort code «20-${d(2)}-${d(2)}», account «${d(8)}»`,
      `account number «${d(8)}» at the bank`,
      `routing number «0${d(8)}»`,
      `ABA routing no. «${d(9)}»`,
      `Kontonummer «${d(10)}», BLZ «${d(8)}»`,
      `BSB «06${d(1)}-${d(3)}»`,
      `bank account «${d(12)}»`,
      `IFSC «HDFC0${d(6)}»`,
      `CLABE «${d(18)}»`,
      ['bank_account', `«${d(10)}»`],
      ['accountNumber', `«${d(10)}»`],
      ['routing_number', `«0${d(8)}»`],
      ['sortCode', `«20-${d(2)}-${d(2)}»`],
      ['bic', `«COBADEFFXXX»`],
    ],
    wallet: [
      `wallet «0x${chance.hex(40)}» on mainnet`,
      `wallet «bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq»`,
    ],
  };
}
