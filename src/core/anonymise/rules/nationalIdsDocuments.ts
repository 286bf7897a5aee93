import { digitsOf, type NamedNumbers } from './named';

const MONTH = String.raw`(?:Jan|Feb|M[aä]r|Apr|May|Mai|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz]|jan|feb|mar|avr|abr|mai|may|juin|juil|jun|jul|ao|ago|sep|oct|nov|d[ée]c|dic|ene|gen|mag|giu|lug|set|ott)[a-zà-ÿ]{0,7}`;
const DATE = String.raw`0{1,2}[./-]0{1,2}[./-]0{2,4}|0000[./-]0{1,2}[./-]0{1,2}|0{1,2}(?:\.|st|nd|rd|th)? ?(?:de |of )?${MONTH}\.?,? ?(?:de )?0000|${MONTH}\.? 0{1,2}(?:st|nd|rd|th)?,? 0000|0{8}`;

/** Numbers of papers, insurers, employers, schools, cars, devices and banks; dates of birth. */
export const documentNumbers: NamedNumbers = {
  rows: String.raw`
passport
  passport|reisepass|reisepassnummer|passeport|pasaporte|passaporte|passaporto|paspoort|passnummer|paszport|パスポート|护照
  (?=[A-Z]{0,3}0|[A-Z]0|[A-Z0-9]{0,4}000)[A-Z0-9]{6,12}|(?=[A-Z]{1,8}0)[A-Z0-9]{8,9}
driving-licence
  driver.?s? licen.e|driving licen.e|führerschein|führerscheinnummer|fuehrerschein|permis de conduire|permis|carnet de conducir|patente di guida|patente|rijbewijs|körkort|prawo jazdy|driving permit|dln|licence no|license no|=DL
  [A-Z]{5}000000[A-Z0-9]{5}|DOCUMENT
licence-plate
  licence plate|license plate|number plate|registration plate|plate|kennzeichen|kfz kennzeichen|immatriculation|plaque|matrícula|matricula|targa|kenteken|vehicle registration|reg plate
  [A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[ -]?0{1,4}[EH]?|[A-Z]{2}[- ]?0{2,3}[- ]?[A-Z]{2,3}|0{1,4}[- ]?[A-Z]{2,4}[- ]?0{0,3}|[A-Z]{2,3}[- ]?0{3,4}|[A-Z]0{1,3}[ -]?[A-Z]{3}
date-of-birth
  dob|d\.o\.b|date of birth|birth date|birthday|bday|born|birth|geboren|geb|geburtsdatum|geburtstag|date de naissance|née|né|fecha de nacimiento|nacido el|nacida el|nacimiento|nato il|nata il|data di nascita|data de nascimento|geboortedatum|geboren op|fødselsdato|födelsedatum|data urodzenia
  (?:${DATE})
vehicle-number
  vin|chassis|fahrgestellnummer|fin nummer|vehicle identification
  [A-HJ-NPR-Z0-9]{17}
device-number
  imei|imeisv|imsi|meid|iccid|udid|idfa|serial number|device serial
  00-?000000-?000000-?0{1,2}|0{14,20}|[0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12}|[0-9a-f]{40}
bank-account
  bank account|account|acct|a/c|routing|routing transit|rtn|sort code|bsb|aba|aba routing|konto|kontonummer|kto|blz|bankleitzahl|transit|institution number|clabe|ifsc|compte|cuenta|conto|rekening|cbu|iban|numéro de compte|cuenta bancaria
  [A-Z]{2}00(?:[ -]?(?=[A-Z]{0,4}0|[A-Z]{4} ?0)[A-Z0-9]{2,4}){3,9}|00[- ]00[- ]00|000-000|00000-000|[A-Z]{4}[0][A-Z0-9]{6}|0{8,12}|0{18}|0{22}|0{2,4}(?:[ -]0{3,4}){2,4}
account-number
  bank account #|account #|acct #|routing #|routing transit #|aba #
  0{8,17}
bank-code
  bic|swift|swift bic|bic swift
  [A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?
card-code
  cvv2?|cvc2?|csc|cvn|card verification|card security code|security code|cid|prüfziffer|kartenprüfnummer
  0{3,4}
card-expiry
  exp|expiry|expires|expiration|exp date|expiry date|valid thru|valid until|valid to|good thru|gültig bis|ablaufdatum
  (?:[0][1-9]|1[0-2]) ?[/-] ?(?:2[0])?[2-4]0
wallet
  wallet|wallet address|bitcoin|btc|bitcoin address|eth address|ethereum|payout address|xmr|ltc
  bc1[a-z0-9]{25,62}|[13][a-km-zA-HJ-NP-Z1-9]{25,34}|[0]x[0-9a-fA-F]{40}
medical-record
  mrn|medical record|patient|patienten nummer|insurance|health insurance|insurance policy|policy|member #|membership|subscriber id|health card|health id|health plan|beneficiary|krankenkasse|versichertennummer|numéro patient|npi|dea|case file
  [A-Z]{1,4}[- ]?0{5,12}(?:-0{1,4})?|0{6,12}|0{2,4}(?:-0{2,5}){1,3}(?:-[A-Z]{2})?
employment-number
  employee #|emp #|staff #|personalnummer|personal nr|badge|student #|matrikelnummer|matrikel nr|matriculation|payroll|worker id|mitarbeiternummer|matricule|university id|customer number|customer no|kundennummer|client number|loyalty
  [A-Z]{0,4}-?0{5,12}`,
  extras: {
    // In some countries letters are mixed in; passport is a library too.
    passport: {
      digits: false,
      check: (value) => /\d/.test(value) && !/^(?:OAUTH|SAML|SHA|BASE|HTTP)/.test(value),
    },
    'driving-licence': { check: (value) => digitsOf(value).length >= 4 && value.length >= 7 },
    'licence-plate': { check: (value) => /[A-Z]/.test(value) && value.length >= 5, word: 'PLATE' },
    'date-of-birth': { word: 'DATE' },
    'vehicle-number': { check: (value) => /\d/.test(value) && /[A-Z]/.test(value) },
    'bank-account': {
      category: 'cards',
      unless: /(?:aws|amazon|azure|gcp|cloud)[\w "']{0,20}(?:account|acct)|account[ _-]?id\b/i,
      // No time in seconds or milliseconds, no digit throughout, no date.
      check: (value) =>
        !/^1[67]\d{8}(?:\d{3})?$|^(\d)\1+$|^123456789012$|^(?:19|20)\d{2}(?:0\d|1[0-2])[0-3]\d$/.test(value),
      word: 'ACCOUNT',
    },
    // Called a number it is no time, which other accounts with ten digits may be.
    'account-number': {
      category: 'cards',
      unless: /(?:aws|amazon|azure|gcp|cloud)[\w "']{0,20}(?:account|acct)/i,
      check: (value) => !/^(\d)\1+$|^1234567/.test(value),
      word: 'ACCOUNT',
    },
    'bank-code': {
      category: 'cards',
      digits: false,
      check: (value) => !/^[A-Z]+$/.test(value) || /^[A-Z]{8}(?:XXX)?$/.test(value),
      word: 'BIC',
    },
    'card-code': { category: 'cards', word: 'CODE' },
    'card-expiry': { category: 'cards', word: 'DATE' },
    // Two digits side by side are not in every address.
    wallet: { category: 'cards', digits: false, check: (value) => /\d/.test(value), word: 'WALLET' },
    'medical-record': {
      check: (value) => digitsOf(value).length >= 5 && !/^\d{4}-\d\d(?:-\d\d)?$/.test(value),
    },
  },
};
