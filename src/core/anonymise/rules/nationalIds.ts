import {
  isAadhaar,
  isAhv,
  isBelgianNumber,
  isChineseId,
  isCnpj,
  isCpf,
  isDni,
  isFrenchNir,
  isHetu,
  isPersonnummer,
  isRut,
} from '../checkDigits';
import type { Rule } from '../rule';
import { namedRule } from './named';
import { documentNumbers } from './nationalIdsDocuments';
import { europeanNumbers } from './nationalIdsEurope';
import { worldNumbers } from './nationalIdsWorld';

interface CheckedId {
  readonly id: string;
  readonly keywords: readonly string[];
  readonly shape: RegExp;
  readonly check: (value: string) => boolean;
}

const always = (): boolean => true;

/** National ids whose check digits or whose shape are enough to know them anywhere. */
const CHECKED: readonly CheckedId[] = [
  {
    id: 'br-cpf',
    keywords: ['000.000.000-00'],
    shape: /(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d\d(?![\w-])/g,
    check: isCpf,
  },
  {
    id: 'br-cnpj',
    keywords: ['00.000.000/0000-00'],
    shape: /(?<![\w.-])\d\d\.\d{3}\.\d{3}\/\d{4}-\d\d(?![\w-])/g,
    check: isCnpj,
  },
  {
    id: 'cl-rut',
    keywords: ['00.000.000-', '0.000.000-'],
    shape: /(?<![\w.-])\d{1,2}\.\d{3}\.\d{3}-[\dkK](?![\w-])/g,
    check: isRut,
  },
  {
    id: 'es-dni',
    keywords: ['00000000', '0000000'],
    shape: /(?<![\w.-])(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z](?![\w-])/g,
    check: isDni,
  },
  {
    id: 'fr-nir',
    keywords: ['0 00 00 00', '0000000000000', '0 00 00 0a', '0 00 00 0b'],
    shape: /(?<![\w.-])[1-478] ?\d\d ?\d\d ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d(?![\w-])/g,
    check: isFrenchNir,
  },
  {
    id: 'cn-id',
    keywords: ['00000000000000000'],
    shape: /(?<![\w.-])[1-9]\d{16}[\dXx](?![\w-])/g,
    check: isChineseId,
  },
  {
    id: 'se-personnummer',
    keywords: ['000000-0000', '000000+0000'],
    shape: /(?<![\w.-])(?:\d\d)?\d{6}[-+]\d{4}(?![\w-])/g,
    check: isPersonnummer,
  },
  {
    id: 'fi-hetu',
    keywords: ['000000-000', '000000a000', '000000+000'],
    shape: /(?<![\w.-])\d{6}[-+A]\d{3}[0-9A-FHJ-NPR-Y](?![\w-])/g,
    check: isHetu,
  },
  {
    id: 'be-national-number',
    keywords: ['00.00.00-000.00'],
    shape: /(?<![\w.-])\d\d\.\d\d\.\d\d-\d{3}\.\d\d(?![\w-])/g,
    check: isBelgianNumber,
  },
  {
    id: 'in-aadhaar-spaced',
    keywords: ['0000 0000 0000'],
    shape: /(?<![\w.-])[2-9]\d{3} \d{4} \d{4}(?![\w-]| \d)/g,
    check: isAadhaar,
  },
  {
    id: 'it-codice-fiscale',
    keywords: Array.from('abcdehlmprst', (month) => `00${month}00`),
    shape: /(?<![\w.-])[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z](?![\w-])/g,
    check: always,
  },
  {
    id: 'mx-curp',
    keywords: ['000000h', '000000m'],
    shape: /(?<![\w.-])[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d(?![\w-])/g,
    check: always,
  },
  {
    id: 'uk-nino-plain',
    keywords: [' 00 00 00 ', '000000a', '000000b', '000000c', '000000d'],
    shape:
      /(?<![\w.-])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:\d{6}| \d\d \d\d \d\d )[A-D](?![\w-])/g,
    check: always,
  },
  {
    id: 'ch-ahv',
    keywords: ['000.0000.0000.00'],
    shape: /(?<![\w.-])756\.\d{4}\.\d{4}\.\d\d(?![\w-])/g,
    check: always,
  },
  {
    id: 'ch-ahv-compact',
    keywords: ['0000000000000'],
    shape: /(?<![\w.-])756\d{10}(?![\w-])/g,
    check: isAhv,
  },
  {
    id: 'ae-emirates-id',
    keywords: ['000-0000-0000000-0'],
    shape: /(?<![\w.-])784-(?:19|20)\d\d-\d{7}-\d(?![\w-])/g,
    check: always,
  },
  {
    id: 'in-pan',
    keywords: ['0000'],
    shape: /(?<![\w.-])[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z](?![\w-])/g,
    check: always,
  },
  {
    id: 'kr-rrn-plain',
    keywords: ['000000-0000000'],
    shape: /(?<![\w.-])\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-8]\d{6}(?![\w-])/g,
    check: always,
  },
];

function checkedRule(row: CheckedId): Rule {
  return {
    tier: 'personal',
    weight: 60,
    id: row.id,
    category: 'national-ids',
    keywords: row.keywords,
    pattern: row.shape,
    accept: row.check,
    rewrite: { as: 'text', word: 'ID' },
  };
}

/** Rules that know a number by the word beside it, or by the key that it stands under (`underKey.ts`). */
export const namedRules: readonly Rule[] = [...europeanNumbers, ...worldNumbers, ...documentNumbers].map(
  namedRule,
);

/** Numbers that are known anywhere by their check digits or their shape. */
export const checkedRules: readonly Rule[] = CHECKED.map(checkedRule);
