import { rulesLike, word } from './rulesLike';

const NAME = "\\p{Lu}[\\p{L}'’.-]{1,20}";
const NAMES = `${NAME}(?: ${NAME}){0,3}`;
const HAN = '\\u4e00-\\u9fff々';

const address = rulesLike({
  category: 'national-ids',
  tier: 'personal',
  weight: 60,
  rewrite: word('ADDRESS'),
});

const STATES = ['nsw', 'vic', 'qld', 'sa', 'wa', 'tas', 'act', 'nt'];
/** Parts of a house, before its number. */
const HOUSE =
  '(?:Flat|House|H\\.? ?No\\.?|Plot|Door|Shop|Villa|Apartment|Room|Tower|Quarter)(?: ?[Nn]o\\.?)?';
const INDIAN_WORDS =
  'nagar|marg|colony|sector|layout|road,|residency|apartments|enclave|chowk|bazaar|vihar|puram|flat 0|flat no|plot 0|plot no|house no|h.no|door no';

/** Addresses of Australia, India, Japan, China and Korea; and what stands behind the word for one, wherever it is. */
export const asianAddressRules = [
  address(
    'street-australian',
    STATES.flatMap((state) => [` ${state} 0000`, ` ${state}, 0000`]).join('|'),
    new RegExp(
      `(?<![\\w./-])(?:(?:Unit|Flat|Apt\\.?|Apartment|Level|Suite|Shop|Villa|Lot) \\d{1,4}[A-Z]?,? )?(?:\\d{1,4}/)?\\d{1,5}[A-Z]?(?:-\\d{1,5})? ${NAMES},? (?:${NAMES},? )?(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT),? \\d{4}(?!\\d)`,
      'gu',
    ),
  ),
  address(
    'street-indian',
    INDIAN_WORDS,
    new RegExp(
      `(?<![\\w./-])(?:${HOUSE}[ :]?#?[A-Z]?-?\\d{1,5}[A-Z]?(?:/\\d{1,4})?|#?\\d{1,5}[A-Z]?(?:/\\d{1,4})?),? ${NAMES}(?:, (?:\\d{1,3}(?:st|nd|rd|th) )?${NAMES}(?: \\d{1,3}[A-Z]?)?){1,5}[ ,–-]{1,3}[1-9]\\d{2} ?\\d{3}(?!\\d)`,
      'gu',
    ),
    { beside: 'digits' },
  ),
  address(
    'street-japanese',
    '〒|丁目|番地|都|道|府|県',
    new RegExp(
      `〒 ?\\d{3}-\\d{4}(?: ?[${HAN}ぁ-んァ-ヶー]{2,40}(?:\\d{1,4}(?:(?:-|丁目|番地?|号|の)\\d{0,4}){0,5})?)?|[${HAN}]{2,3}[都道府県][${HAN}ぁ-んァ-ヶー]{2,30}\\d{1,4}(?:(?:-|丁目|番地?|号|の)\\d{0,4}){1,5}`,
      'gu',
    ),
    { beside: 'digits' },
  ),
  address(
    'street-chinese',
    '路|街|道|巷|弄',
    new RegExp(
      `(?:[${HAN}]{2,8}[省市区县]){0,3}[${HAN}]{2,12}(?:路|街|大道|巷|弄)\\d{1,5}号(?:[${HAN}\\d-]{1,16}(?:室|楼|单元|号))?`,
      'gu',
    ),
    { beside: 'digit' },
  ),
  address(
    'street-korean',
    '로 0|길 0',
    /[가-힣]{2,7}(?:시|도) (?:[가-힣]{1,6}(?:시|군|구) ){1,2}(?:[가-힣]{1,8}(?:읍|면|동) )?[가-힣0-9]{1,12}(?:로|길) \d{1,4}(?:-\d{1,4})?(?:,? \d{1,4}동 \d{1,4}호)?/gu,
  ),
  address(
    'address-by-name',
    'address:|address":|address\':|address =|address=|anschrift:|adresse:|dirección:|direccion:|indirizzo:|endereço:|adres:',
    new RegExp(
      `((?<![\\p{L}])(?:[Aa]ddress|ADDRESS|[Aa]nschrift|[Aa]dresse|[Dd]irecci[oó]n|[Ii]ndirizzo|[Ee]ndereço|[Aa]dres)["']?\\s{0,2}[:=]\\s{0,2}["']?)((?=[^"'\\n;]{0,60}\\p{Lu}\\p{Ll}{2,20})(?=[^,\\n;]{3,60},)(?=[^"'\\n;]{0,80}\\d)[\\p{L}\\p{N}#](?:[\\p{L}\\p{N} ,’#/º°-]|\\.(?! \\p{Lu}\\p{Ll})){9,120}[\\p{L}\\p{N}])(?=["'\\n\\r;]|\\.(?: |$)|\\s{0,3}$)`,
      'gu',
    ),
    {
      beside: 'digit-after',
      accept: (value) => /\p{Lu}\p{Ll}{2}/u.test(value) && !/(?:\d+\.){2}\d|^0x|^[a-z]+ /.test(value),
    },
  ),
];
