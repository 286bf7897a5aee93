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
import { beginnings, namedRule, numbersOf, shapePattern } from './named';
import { documentNumbers } from './nationalIdsDocuments';
import { europeanNumbers } from './nationalIdsEurope';
import { worldNumbers } from './nationalIdsWorld';

type CheckedId = readonly [
  id: string,
  /** In which 0 is any digit, but for `[0]`. */
  shape: string,
  /** Separated by `|`; see `Rule.keywords`. */
  keywords: string,
  check?: (value: string) => boolean,
];

/** National ids whose check digits or whose shape are enough to know them anywhere. */
const CHECKED: readonly CheckedId[] = [
  ['br-cpf', '000\\.000\\.000-00', '000.000.000-00', isCpf],
  ['br-cnpj', '00\\.000\\.000/0000-00', '00.000.000/0000-00', isCnpj],
  ['cl-rut', '0{1,2}\\.000\\.000-[\\dkK]', '0.000.000-', isRut],
  ['es-dni', '(?:0{8}|[XYZ]0{7})-?[A-HJ-NP-TV-Z]', '0000000', isDni],
  [
    'fr-nir',
    '[1-478] ?00 ?00 ?(?:00|2[AB]) ?000 ?000 ?00',
    '0 00 00 0|0000000000000|0 00 00 0a|0 00 00 0b',
    isFrenchNir,
  ],
  ['cn-id', '[1-9]0{16}[\\dXx]', '00000000000000000', isChineseId],
  ['se-personnummer', '(?:00)?000000[-+]0000', '000000-0000|000000+0000', isPersonnummer],
  ['fi-hetu', '000000[-+A]000[0-9A-FHJ-NPR-Y]', '000000-000|000000a000|000000+000', isHetu],
  ['be-national-number', '00\\.00\\.00-000\\.00', '00.00.00-000.00', isBelgianNumber],
  ['in-aadhaar-spaced', '[2-9]000 0000 0000(?! 0)', '0000 0000 0000', isAadhaar],
  [
    'it-codice-fiscale',
    '[A-Z]{6}00[A-EHLMPRST]00[A-Z]000[A-Z]',
    '00a00|00b00|00c00|00d00|00e00|00h00|00l00|00m00|00p00|00r00|00s00|00t00',
  ],
  ['mx-curp', '[A-Z]{4}000000[HM][A-Z]{5}[A-Z0-9]0', '000000h|000000m'],
  [
    'uk-nino-plain',
    '(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:000000| 00 00 00 )[A-D]',
    ' 00 00 00 |000000a|000000b|000000c|000000d',
  ],
  ['ch-ahv', '756\\.0000\\.0000\\.00', '000.0000.0000.00'],
  ['ch-ahv-compact', '7560{10}', '0000000000000', isAhv],
  ['ae-emirates-id', '784-(?:19|2[0])00-0{7}-0', '000-0000-0000000-0'],
  ['in-pan', '[A-Z]{3}[ABCFGHLJPT][A-Z]0000[A-Z]', '0000'],
  ['kr-rrn-plain', '00(?:[0][1-9]|1[0-2])(?:[0][1-9]|[12]0|3[01])-[1-8]000000', '000000-0000000'],
];

function checkedRule([id, shape, keywords, accept]: CheckedId): Rule {
  return {
    tier: 'personal',
    weight: 60,
    id,
    category: 'national-ids',
    keywords: keywords.split('|'),
    pattern: new RegExp(`(?<![\\w.-])${shapePattern(shape)}(?![\\w-])`, 'g'),
    ...(accept === undefined ? {} : { accept }),
    rewrite: { as: 'text', word: 'ID' },
  };
}

const named = [europeanNumbers, worldNumbers, documentNumbers].flatMap(numbersOf);

/** Rules that know a number by the word beside it, or by the key that it stands under (`underKey.ts`). */
export const namedRules: readonly Rule[] = named.map(namedRule);

/** What the words for such numbers begin with, for keys that hold one: those in ASCII. */
export const NUMBER_WORDS: readonly string[] = named
  .flatMap(({ words }) => words.flatMap(beginnings))
  .filter((word) => /^[ -~]+$/.test(word));

/** Numbers that are known anywhere by their check digits or their shape. */
export const checkedRules: readonly Rule[] = CHECKED.map(checkedRule);
