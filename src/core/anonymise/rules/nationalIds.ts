import {
  isAadhaar,
  isBsn,
  isChineseId,
  isCpf,
  isDni,
  isFrenchNir,
  isGermanTaxId,
  isHetu,
  isPersonnummer,
  isPesel,
  luhn,
} from '../checkDigits';
import { isPlaceholder } from '../harmless';
import type { Rule } from '../rule';

const text = (word: string) => ({ as: 'text', word }) as const;
const personal = { tier: 'personal', weight: 60 } as const;
const digitsOf = (value: string): string => value.replace(/\D/g, '');

interface NationalId {
  readonly id: string;
  readonly words: string;
  readonly keywords: readonly string[];
  readonly shape: string;
  readonly check?: (value: string) => boolean;
  readonly example: string;
}

/** National ids whose digits say little by themselves: found beside the word that names them. */
const NATIONAL: readonly NationalId[] = [
  {
    id: 'us-ssn-plain',
    words: 'ssn|social security(?: number)?|itin|tin',
    keywords: ['ssn', 'social sec', 'itin'],
    shape: '\\d{3}[- ]?\\d{2}[- ]?\\d{4}',
    example: 'SSN: 12345~6780',
  },
  {
    id: 'us-ein',
    words: 'ein|employer id(?:entification number)?|tax id',
    keywords: ['ein', 'tax id', 'employer id'],
    shape: '\\d{2}-?\\d{7}',
    example: 'EIN 12-34~56789',
  },
  {
    id: 'uk-nino',
    words: 'nino|national insurance(?: number)?|ni(?: number| no)',
    keywords: ['nino', 'national ins', 'ni number', 'ni no'],
    shape: '[A-Z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]',
    example: 'NINO QQ 12~ 34 56 C',
  },
  {
    id: 'uk-nhs',
    words: 'nhs(?: number| no)?',
    keywords: ['nhs'],
    shape: '\\d{3}[ -]?\\d{3}[ -]?\\d{4}',
    example: 'NHS number 943 476~ 5919',
  },
  {
    id: 'nl-bsn',
    words: 'bsn|burgerservicenummer|sofinummer',
    keywords: ['bsn', 'burgerservice', 'sofi'],
    shape: '\\d{3}[ .]?\\d{3}[ .]?\\d{3}',
    check: isBsn,
    example: 'BSN 1112~22333',
  },
  {
    id: 'de-tax-id',
    words: 'steuer-?(?:id(?:entifikationsnummer)?|nummer)|idnr|tax id',
    keywords: ['steuer', 'idnr', 'tax id'],
    shape: '\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}',
    check: isGermanTaxId,
    example: 'Steuer-ID 65 929~ 970 489',
  },
  {
    id: 'pl-pesel',
    words: 'pesel',
    keywords: ['pesel'],
    shape: '\\d{11}',
    check: isPesel,
    example: 'PESEL 440514~01359',
  },
  {
    id: 'in-aadhaar',
    words: 'aadhaar|aadhar|uidai',
    keywords: ['aadha', 'uidai'],
    shape: '\\d{4}[ -]?\\d{4}[ -]?\\d{4}',
    example: 'Aadhaar 2341 2341~ 2346',
  },
  {
    id: 'ca-sin',
    words: 'sin|social insurance(?: number)?',
    keywords: ['sin', 'social ins'],
    shape: '\\d{3}[ -]?\\d{3}[ -]?\\d{3}',
    check: (value) => luhn(digitsOf(value)),
    example: 'SIN 046 454~ 286',
  },
  {
    id: 'au-tfn',
    words: 'tfn|tax file(?: number)?|medicare(?: number| no)?|abn',
    keywords: ['tfn', 'tax file', 'medicare', 'abn'],
    shape: '\\d{2,4}[ -]?\\d{3,5}[ -]?\\d{3}(?:[ -]?\\d{1,3})?',
    example: 'TFN 123 456~ 782',
  },
  {
    id: 'kr-rrn',
    words: 'rrn|resident registration(?: number)?|주민등록번호',
    keywords: ['rrn', 'resident reg'],
    shape: '\\d{6}-?[1-8]\\d{6}',
    example: 'RRN 900101-~1234567',
  },
  {
    id: 'jp-my-number',
    words: 'my ?number|個人番号|マイナンバー',
    keywords: ['mynumber', 'my number'],
    shape: '\\d{4}[ -]?\\d{4}[ -]?\\d{4}',
    example: 'My Number 1234 5678~ 9018',
  },
  {
    id: 'dk-cpr',
    words: 'cpr(?: number| nr)?',
    keywords: ['cpr'],
    shape: '\\d{6}-?\\d{4}',
    example: 'CPR 010190-~1234',
  },
  {
    id: 'no-fnr',
    words: 'fødselsnummer|fodselsnummer|fnr|personnummer',
    keywords: ['dselsnummer', 'fnr', 'personnummer'],
    shape: '\\d{6}[ -]?\\d{4,5}',
    example: 'fnr 010190 ~12345',
  },
  {
    id: 'za-id',
    words:
      'id number|identity number|national id(?:entity)?(?: number| no)?|ahv|avs|oib|egn|cnp|jmbg|emšo|rodné číslo|tckn|curp|rfc|cuil|cuit|dni|nif|nie|nuip|cc|rut|run|ci|pps(?:n)?|svnr|sozialversicherungsnummer|kvnr|hkid|nric|fin|mykad|nik|cnic|emirates id|teudat zehut|snils|inn|amka|afm',
    keywords: [
      'id number',
      'identity number',
      'national id',
      'ahv',
      'avs',
      'oib',
      'egn',
      'cnp',
      'jmbg',
      'rodn',
      'tckn',
      'curp',
      'rfc',
      'cuil',
      'cuit',
      'dni',
      'nif',
      'nie',
      'nuip',
      'rut',
      'pps',
      'svnr',
      'sozialvers',
      'kvnr',
      'hkid',
      'nric',
      'mykad',
      'cnic',
      'emirates id',
      'teudat',
      'snils',
      'amka',
      'afm',
    ],
    shape: '(?=[A-Z0-9./ -]{0,20}\\d{3})[A-Z0-9]{1,6}(?:[./ -]?[A-Z0-9(]{1,8}\\)?){1,4}',
    check: (value) => digitsOf(value).length >= 6,
    example: 'National ID: 8001015009~087',
  },
  {
    id: 'passport',
    words: 'passport|reisepass|passeport|pasaporte',
    keywords: ['passport', 'reisepass', 'passeport', 'pasaporte'],
    shape: '[A-Z0-9]{6,10}',
    check: (value) => digitsOf(value).length >= 4,
    example: 'passport no C01X~00T47',
  },
  {
    id: 'driving-licence',
    words: "(?:driv(?:er'?s|ing)) licen[cs]e|führerschein|permis de conduire|dl",
    keywords: ['licen', 'hrerschein', 'permis de c', 'dl '],
    shape: '(?=[A-Z0-9 -]{0,17}\\d{4})[A-Z0-9]{1,9}(?:[ -]?[A-Z0-9]{2,9}){1,4}',
    check: (value) => digitsOf(value).length >= 5,
    example: "driver's license D123~-4567-8901",
  },
  {
    id: 'date-of-birth',
    words:
      'dob|date of birth|birth ?date|birthday|born(?: on)?|geboren(?: am)?|geburtsdatum|date de naissance|fecha de nacimiento',
    keywords: ['dob', 'birth', 'born', 'geboren', 'geburt', 'naissance', 'nacimiento'],
    shape:
      '(?:\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{4}-\\d\\d-\\d\\d|\\d{1,2}\\.? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.? \\d{4})',
    example: 'DOB: 12/04~/1987',
  },
  {
    id: 'vehicle-number',
    words: 'vin|chassis',
    keywords: ['vin', 'chassis'],
    shape: '[A-HJ-NPR-Z0-9]{17}',
    check: (value) => /\d/.test(value) && /[A-Z]/i.test(value),
    example: 'VIN 1HGCM826~33A004352',
  },
  {
    id: 'bank-account',
    words: '(?:bank )?account|acct|routing|sort code|bsb|aba|konto(?:nummer)?|blz|bic|swift',
    keywords: ['account', 'acct', 'routing', 'sort code', 'bsb', 'aba', 'konto', 'blz'],
    shape: '\\d{2}-\\d{2}-\\d{2}|\\d{3}-\\d{3}|\\d{8,12}',
    check: (value) => !/^1[67]\\d{8}$/.test(value),
    example: 'account number 123456~78',
  },
  {
    id: 'medical-record',
    words: 'mrn|medical record|patient id|insurance (?:id|number|no)|policy (?:number|no)|member id',
    keywords: ['mrn', 'medical rec', 'patient id', 'insurance', 'policy n', 'member id'],
    shape: '(?=[A-Z0-9-]{0,14}\\d{3})[A-Z0-9][A-Z0-9-]{5,17}',
    example: 'MRN 0047~1182',
  },
];

function nationalRule(row: NationalId): Rule {
  return {
    ...personal,
    id: row.id,
    category: 'national-ids',
    beside: 'digits',
    keywords: row.keywords,
    pattern: new RegExp(
      `(\\b(?:${row.words})(?: ?(?:number|no|nr|id|#))?\\.?["']?\\s{0,2}(?:is|was|of|=)?\\s{0,2}[:=#]?\\s{0,2}["']?)(${row.shape})(?![A-Za-z0-9]|[.-]\\d)`,
      'gi',
    ),
    accept: (value) => /\d/.test(value) && !isPlaceholder(value) && (row.check?.(value) ?? true),
    rewrite: text('ID'),
    examples: [row.example],
    counterExamples: [`${row.words.split(/[|(]/)[0] ?? ''} is required`],
  };
}

interface CheckedId {
  readonly id: string;
  readonly keywords: readonly string[];
  readonly shape: RegExp;
  readonly check: (value: string) => boolean;
  readonly example: string;
}

/** National ids whose check digits are enough to know them anywhere. */
const CHECKED: readonly CheckedId[] = [
  {
    id: 'br-cpf',
    keywords: ['000.000.000-00'],
    shape: /(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d\d(?![\w-])/g,
    check: isCpf,
    example: 'CPF 529.982~.247-25',
  },
  {
    id: 'es-dni',
    keywords: ['00000000', '0000000'],
    shape: /(?<![\w.-])(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z](?![\w-])/g,
    check: isDni,
    example: 'DNI 1234~5678Z',
  },
  {
    id: 'fr-nir',
    keywords: ['0 00 00 00', '0000000000000', '0 00 00 0a', '0 00 00 0b'],
    shape: /(?<![\w.-])[1-478] ?\d\d ?\d\d ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d(?![\w-])/g,
    check: isFrenchNir,
    example: 'NIR 2 55 08 14~ 168 025 38',
  },
  {
    id: 'cn-id',
    keywords: ['00000000000000000'],
    shape: /(?<![\w.-])[1-9]\d{16}[\dXx](?![\w-])/g,
    check: isChineseId,
    example: '1101051949~1231002X',
  },
  {
    id: 'se-personnummer',
    keywords: ['000000-0000', '000000+0000'],
    shape: /(?<![\w.-])(?:\d\d)?\d{6}[-+]\d{4}(?![\w-])/g,
    check: isPersonnummer,
    example: '811218-~9876',
  },
  {
    id: 'fi-hetu',
    keywords: ['000000-000', '000000a000', '000000+000'],
    shape: /(?<![\w.-])\d{6}[-+A]\d{3}[0-9A-FHJ-NPR-Y](?![\w-])/g,
    check: isHetu,
    example: '131052-~308T',
  },
  {
    id: 'in-aadhaar-spaced',
    keywords: ['0000 0000 0000'],
    shape: /(?<![\w.-])[2-9]\d{3} \d{4} \d{4}(?![\w-]| \d)/g,
    check: isAadhaar,
    example: '2341 2341~ 2346',
  },
  {
    id: 'it-codice-fiscale',
    keywords: Array.from('abcdehlmprst', (month) => `00${month}00`),
    shape: /(?<![\w.-])[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z](?![\w-])/g,
    check: () => true,
    example: 'RSSMRA85~T10A562S',
  },
  {
    id: 'uk-nino-plain',
    keywords: [' 00 00 00 '],
    shape:
      /(?<![\w.-])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d\d \d\d \d\d [A-D](?![\w-])/g,
    check: () => true,
    example: 'AB 12 34~ 56 C',
  },
  {
    id: 'ch-ahv',
    keywords: ['000.0000.0000.00'],
    shape: /(?<![\w.-])756\.\d{4}\.\d{4}\.\d\d(?![\w-])/g,
    check: () => true,
    example: '756.1234~.5678.97',
  },
];

function checkedRule(row: CheckedId): Rule {
  return {
    ...personal,
    id: row.id,
    category: 'national-ids',
    keywords: row.keywords,
    pattern: row.shape,
    accept: row.check,
    rewrite: text('ID'),
    examples: [row.example],
    counterExamples: ['00000000', '12345678'],
  };
}

/** National ids, by the word beside them or by their check digits. */
export const nationalIdRules: readonly Rule[] = [...NATIONAL.map(nationalRule), ...CHECKED.map(checkedRule)];
