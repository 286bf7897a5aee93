import type { Rule } from '../rule';

const personal = { category: 'national-ids', tier: 'personal', weight: 59 } as const;
const rewrite = { as: 'text', word: 'ADDRESS' } as const;

const NAME = "\\p{Lu}[\\p{L}'’.-]{1,20}";
/** City, state and code behind a street, as they come. */
const UNIT =
  '(?:,? (?:Apt|Apartment|Unit|Suite|Ste|Floor|Fl|Flat|#)\\.? ?#?[A-Z0-9]{1,5}(?![\\p{L}\\p{N}]))?';
const TOWN = "(?:,? \\p{Lu}[\\p{L}'’.-]{1,20}(?: \\p{Lu}[\\p{L}'’.-]{1,20}){0,2})";
const US_TAIL = `(?:${TOWN}?,? [A-Z]{2},? \\d{5}(?:-\\d{4})?)?`;
const UK_CODE = '[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}';
const UK_TAIL = `(?:${TOWN}?,? ${UK_CODE})?`;
const STRONG =
  '(?:Street|Avenue|Ave|Boulevard|Blvd|Road|Rd|Lane|Ln|Highway|Hwy|Parkway|Pkwy|Turnpike|St(?=\\.|[,;:]|$| in | at | to | is | and ))';
const WEAK =
  '(?:Drive|Dr|Court|Ct|Place|Pl|Terrace|Way|Square|Sq|Circle|Cir|Close|Crescent|Trail|Alley|Gardens|Grove|Mews|Hill|Row|Walk|Quay|Loop|St)';
const PREFIX = `(?:[NSEW]{1,2}\\.? |North |South |East |West |Old |New )?`;
/** Before a street whose last word is a word of code too. */
const CUE =
  /(?:^|[^A-Za-z])(?:address|addr|street|lives|live|living|ship|shipped|shipping|deliver|delivered|delivery|sent|send|visit|located|office|home|house|at|to|from|adresse|wohnt|wohnhaft|moved|mail|billing|residence|customer|property)['’s"]{0,2}[^A-Za-z\d]{0,4}(?:[A-Za-z]{1,8} ){0,2}$/i;
const TAIL = new RegExp(`, ?(?:Apt|Apartment|Unit|Suite|Ste|#)|[A-Z]{2},? \\d{5}|${UK_CODE}`);

function address(
  id: string,
  pattern: string,
  keywords: readonly string[],
  beside: Rule['beside'] = 'digit-after',
  accept: NonNullable<Rule['accept']> = () => true,
): Rule {
  return {
    ...personal,
    id,
    beside,
    keywords,
    pattern: new RegExp(pattern, 'gu'),
    accept,
    rewrite,
  };
}

const END = '(?![\\p{L}\\p{N}])';
const HOUSE = '\\d{1,4}(?: ?[a-f])?(?:[-/]\\d{1,3}[a-z]?)?(?![.\\d]\\d|\\p{L}|%)';

/** Behind a street: a code and a place. */
const TOWN_WITH_CODE = '(?:,? (?:\\d{5}(?:-\\d{3})?|\\d{2}-\\d{3}|\\d{4}-\\d{3}) \\p{Lu}[\\p{L}-]{1,24})?';
/** How streets end that are one word: a house number follows. */
const STREET_ENDINGS =
  'straße strasse str. weg gasse allee platz ufer damm ring chaussee steig stieg graben markt gade gatan gen ien gata katu straat laan plein gracht kade singel dijk vej allé'.split(
    ' ',
  );
/** How streets begin that a house number stands before. */
const STREET_WORDS =
  'rue avenue av. boulevard bd place chemin allée impasse quai cours route square passage'.split(' ');

/** Streets with house numbers, post boxes, codes and places, in the forms of several countries. */
export const postalAddressRules: readonly Rule[] = [
  address(
    'street-address',
    `(?<![A-Za-z0-9.,:/#-]|\\d )(?:Flat \\d{1,4}[A-Z]?, )?\\d{1,6}[A-Z]? ${PREFIX}${NAME}(?: ${NAME}){0,3} ${STRONG}\\.?${END}${UNIT}(?:${US_TAIL}${UK_TAIL})`,
    [
      'street',
      'st.',
      'st,',
      ' st ',
      ' ave',
      'blvd',
      'boulevard',
      ' rd',
      'road',
      'lane',
      ' ln',
      'hwy',
      'highway',
      'parkway',
      'pkwy',
      'turnpike',
    ],
    'number-before-name',
  ),
  address(
    'street-address-weak',
    `(?<![A-Za-z0-9.,:/#-])(?:Flat \\d{1,4}[A-Z]?, )?\\d{1,6}[A-Z]? ${PREFIX}${NAME}(?: ${NAME}){0,3} ${WEAK}\\.?${END}${UNIT}(?:${US_TAIL}${UK_TAIL})`,
    [
      'address',
      'street',
      ' dr',
      ' court',
      ' ct',
      ' pl',
      ' terrace',
      ' way',
      ' sq',
      ' cir',
      ' close',
      ' crescent',
      ' trail',
      ' alley',
      ' gardens',
      ' grove',
      ' mews',
      ' hill',
      ' row',
      ' walk',
      ' quay',
      ' loop',
      ' st',
    ],
    'number-before-name',
    (value, text, start) => TAIL.test(value) || CUE.test(text.slice(Math.max(0, start - 50), start)),
  ),
  address(
    'post-box',
    `(?<![\\p{L}\\p{N}])(?:P\\.? ?O\\.? ?Box|Post Office Box|Postfach|Boîte postale|BP|Apartado(?: de correos)?|Casilla|Postbus|Postboks|Casella postale|Caixa Postal) \\d{1,6}(?: \\d{1,3}){0,2}${END}(?:(?:,? \\p{Lu}[\\p{L}'’.-]{1,20}){1,3},? [A-Z]{2} \\d{5}(?:-\\d{4})?|,? \\d{4,5} \\p{Lu}\\p{L}{1,20})?`,
    ['box ', 'postfach', 'postale', 'bp ', 'apartado', 'casilla', 'postbus', 'postboks', 'caixa postal'],
  ),
  address(
    'street-german',
    `(?<![\\p{L}\\p{N}])(?:\\p{Lu}[\\p{L}-]{1,24}(?:straße|strasse|str\\.|weg|gasse|allee|platz|ufer|damm|ring|chaussee|steig|stieg|graben|markt|gade|gatan|vägen|vegen|veien|gata|katu|straat|laan|plein|gracht|kade|singel|dijk|vej|allé)|(?:\\p{Lu}[\\p{L}-]{1,20} ){1,2}(?:Straße|Strasse|Str\\.|Weg|Gasse|Allee|Platz|Ufer|Damm|Ring|Markt|Chaussee)|(?:Am|An der|An den|Auf dem|Auf der|Im|In der|Zum|Zur|Unter den|Alte|Alter|Neue) (?:\\p{Lu}[\\p{L}-]{1,20} )?\\p{Lu}[\\p{L}-]{2,24}(?=[ ]\\d{1,4}[a-f]?,? (?:[A-Z]-)?\\d{4,5} \\p{Lu})),? ${HOUSE}(?:,? (?:[A-Z]{1,2}-)?(?:\\d{4,5}|\\d{4} ?[A-Z]{2}|\\d{3} \\d{2}) \\p{Lu}[\\p{L}-]{1,24}(?: (?:am|an der|im|ob) \\p{Lu}\\p{L}{1,20})?)?`,
    [
      ...STREET_ENDINGS.flatMap((ending) => [`${ending} 0`, `${ending}, 0`]),
      ...Array.from('0abcdef', (end) => [`${end} 0000`, `${end}, 0000`]).flat(),
      '-0000',
    ],
  ),
  address(
    'street-french',
    `(?<![\\p{L}\\p{N}])\\d{1,4}(?: ?(?:bis|ter|quater))?,? (?:rue|avenue|av\\.|boulevard|bd|place|chemin|allée|impasse|quai|cours|route|square|passage) (?:(?:de|du|des|de la|de l['’]|d['’]|la|le|les|l['’]) ?)?\\p{Lu}[\\p{L}'’-]{1,20}(?: (?:(?:de|du|des|la|le|et) )?\\p{Lu}[\\p{L}'’-]{1,20}){0,2}${TOWN_WITH_CODE}`,
    STREET_WORDS.flatMap((word) =>
      ['0', 'bis', 'ter'].flatMap((number) => [`${number} ${word}`, `${number}, ${word}`]),
    ),
    'digit',
  ),
  address(
    'street-romance',
    `(?<![\\p{L}\\p{N}])(?:Calle|C/|Avenida|Avda\\.?|Av\\.|Paseo|Plaza|Plaça|Carrer|Carretera|Ronda|Camino|Via|Viale|Corso|Piazza|Piazzale|Largo|Vicolo|Rua|Travessa|Praça|Alameda|Estrada|Rodovia|ul\\.|ulica|al\\.|os\\.|pl\\.) ?(?:(?:de|del|de la|de los|da|do|dos|das|della|dei|di) )?\\p{Lu}[\\p{L}'’.-]{1,20}(?: (?:(?:de|del|da|do|di) )?\\p{Lu}[\\p{L}'’.-]{1,20}){0,2},?(?: n[.º°]?)? ${HOUSE}(?:,? \\dº ?[A-Z]?)?${TOWN_WITH_CODE}`,
    [
      'av.',
      'calle',
      'c/',
      'avenida',
      'avda',
      'paseo',
      'plaza',
      'carrer',
      'carretera',
      'ronda',
      'camino',
      'via',
      'corso',
      'piazza',
      'largo',
      'vicolo',
      'rua',
      'travessa',
      'alameda',
      'estrada',
      'rodovia',
      'ul.',
      'ulica',
      'al.',
      'os.',
      'pl.',
      'pra',
    ],
  ),
  {
    ...personal,
    id: 'postcode',
    keywords: [
      'postcode',
      'post code',
      'postal code',
      'postal_code',
      'postalcode',
      'zip code',
      'zip_code',
      'zipcode',
      'zip:',
      'plz',
      'postleitzahl',
      'code postal',
    ],
    beside: 'digit-after',
    pattern:
      /((?<![\p{L}])(?:[Pp]ost ?[Cc]ode|POSTCODE|[Pp]ostal[ _]?[Cc]ode|(?:[Zz]ip|ZIP)[ _]?[Cc]ode|[Zz]ip|ZIP|PLZ|Postleitzahl|[Cc]ode postal)["']?\s{0,2}(?:is|was|[:=])?\s{0,2}["']?)([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5}(?:-\d{4})?|\d{4} ?[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)(?![\p{L}\p{N}-])/gu,
    rewrite,
  },
];

/** Where somebody is: a pair of coordinates with the precision of a house, in a place that names them. */
export const coordinateRules: readonly Rule[] = [
  {
    ...personal,
    id: 'coordinates',
    keywords: ['gps', 'location', 'located', 'coord', 'home', 'seen', 'position', 'geo', 'lives', 'address'],
    beside: 'digits-after',
    pattern:
      /((?<![\p{L}])(?:GPS|gps|[Gg]eo(?:location|loc|point)?|[Ll]ocation|[Ll]ocated|[Cc]oord(?:inate)?s?|[Hh]ome|[Ll]ast seen|[Aa]ddress|[Ll]ives|[Pp]osition)[^\d\n]{0,20}?)([-+]?(?:[1-8]?\d|90)\.\d{4,9}°?,? ?[-+]?(?:1?\d?\d)\.\d{4,9}°?)(?![\d.])/gu,
    rewrite: { as: 'text', word: 'COORDINATES' },
  },
  {
    ...personal,
    id: 'latitude',
    keywords: ['lat', 'latitude', 'lng', 'lon', 'long', 'longitude'].flatMap((word) =>
      Array.from(':="\' ', (next) => word + next),
    ),
    beside: 'digits-after',
    pattern:
      /((?<![\p{L}])(?:[Ll]at(?:itude)?|[Ll]ng|[Ll]on(?:g|gitude)?)["']?\s{0,2}[:=]\s{0,2}["']?)([-+]?\d{1,3}\.\d{4,12})(?![\d.])/gu,
    rewrite: { as: 'text', word: 'COORDINATES' },
  },
  {
    ...personal,
    id: 'coordinates-in-degrees',
    keywords: ['°', "0'0", '"n', '"s'],
    pattern:
      /(?<!\d)\d{1,3}° ?\d{1,2}['′] ?(?:\d{1,2}(?:\.\d{1,4})?["″] ?)?[NS],? ?\d{1,3}° ?\d{1,2}['′] ?(?:\d{1,2}(?:\.\d{1,4})?["″] ?)?[EWO]/gu,
    rewrite: { as: 'text', word: 'COORDINATES' },
  },
];
