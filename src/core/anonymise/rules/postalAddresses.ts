import type { Rule } from '../rule';
import { rulesLike, word } from './rulesLike';

const personal = { category: 'national-ids', tier: 'personal', weight: 59 } as const;
const rewrite = word('ADDRESS');

const NAME = String.raw`\p{Lu}[\p{L}'’.-]{1,20}`;
const END = String.raw`(?![\p{L}\p{N}])`;
const START = String.raw`(?<![\p{L}\p{N}])`;
const anyOf = (words: string): string => `(?:${words.replaceAll(' ', '|')})`;

/** A house number and a name before the word for a street: `221B Baker Street, Apt 4, London NW1 6XE`. */
const UK_CODE = '[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}';
const UNIT = 'Apt|Apartment|Unit|Suite|Ste';
function street(words: string): string {
  const town = `(?:,? ${NAME}(?: ${NAME}){0,2})?`;
  return String.raw`(?<![A-Za-z0-9.,:/#-]|\d )(?:Flat \d{1,4}[A-Z]?, )?\d{1,6}[A-Z]? (?:(?:[NSEW]{1,2}\.?|North|South|East|West|Old|New) )?${NAME}(?: ${NAME}){0,3} (?:${words})\.?${END}(?:,? (?:${UNIT}|Floor|Fl|Flat|#)\.? ?#?[A-Z0-9]{1,5}${END})?(?:${town},? [A-Z]{2},? \d{5}(?:-\d{4})?)?(?:${town},? ${UK_CODE})?`;
}
/** The ends of such words wake the rules, so that plurals and points behind them do no harm. */
const STREETS = 'street avenue ave boulevard blvd road rd lane ln highway hwy parkway pkwy turnpike';
/** Words of code too. */
const WEAK_STREETS =
  'drive dr court ct place pl terrace way square sq circle cir close crescent trail alley gardens grove mews hill row walk quay loop st';
const capitalised = (words: string): string =>
  words.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()).replaceAll(' ', '|');
/** Before a street whose last word is a word of code too. */
const CUE =
  /(?:^|[^A-Za-z])(?:address|addr|street|live|lives|living|ship(?:ped|ping)?|deliver(?:ed|y)?|sent|send|visit|located|office|home|house|at|to|from|adresse|wohnt|wohnhaft|moved|mail|billing|residence|customer|property)['’s"]{0,2}[^A-Za-z\d]{0,4}(?:[A-Za-z]{1,8} ){0,2}$/i;
const TAIL = new RegExp(`, ?(?:${UNIT}|#)|[A-Z]{2},? \\d{5}|${UK_CODE}`);

const HOUSE = String.raw`\d{1,4}(?: ?[a-f])?(?:[-/]\d{1,3}[a-z]?)?(?![.\d]\d|\p{L}|%)`;
/** Behind a street: a code and a place. */
const TOWN_WITH_CODE = String.raw`(?:,? (?:\d{5}(?:-\d{3})?|\d{2}-\d{3}|\d{4}-\d{3}) \p{Lu}[\p{L}-]{1,24})?`;
/** How streets end that are one word, and how they are two: a house number follows. */
const JOINED_ENDINGS = String.raw`straße strasse str\. weg gasse allee platz ufer damm ring chaussee steig stieg graben markt gade gatan vägen vegen veien gata katu straat laan plein gracht kade singel dijk vej allé`;
const SPACED_ENDINGS = String.raw`Straße Strasse Str\. Weg Gasse Allee Platz Ufer Damm Ring Markt Chaussee`;
/** Without a word for a street: a label before it says that it is one, or a code and a place behind it. */
const LABELLED = String.raw`(?<=(?:[Ss]treet(?: ?[Aa]ddress)?|[Aa]nschrift|[Aa]dd?resse?|wohnt)["']?[ :=]{1,3}["']?)`;
const PLACE_STREET = String.raw`(?:Am|An der|An den|Auf dem|Auf der|Im|In der|Zum|Zur|Unter den|Alte|Alter|Neue) (?:\p{Lu}[\p{L}-]{1,20} )?\p{Lu}[\p{L}-]{2,24}`;
const GERMAN_STREET = String.raw`(?:\p{Lu}[\p{L}-]{1,24}${anyOf(JOINED_ENDINGS)}|(?:\p{Lu}[\p{L}-]{1,20} ){1,2}${anyOf(SPACED_ENDINGS)}|${LABELLED}${PLACE_STREET}|${PLACE_STREET}(?= \d{1,4}[a-f]?,? (?:[A-Z]-)?\d{4,5} \p{Lu}))`;
/** What the endings come to in a keyword: `vägen` has `gen`. */
const ENDING_KEYWORDS = JOINED_ENDINGS.replaceAll('\\', '')
  .split(' ')
  .map((ending) => ending.split(/ä/).at(-1) ?? '')
  .flatMap((ending) => [`${ending} 0`, `${ending}, 0`]);
/** How streets begin that a house number stands before, or behind. */
const FRENCH_STREETS = String.raw`rue avenue av. boulevard bd place chemin allée impasse quai cours route square passage`;
const ROMANCE_STREETS = String.raw`Calle C/ Avenida Avda Av. Paseo Plaza Plaça Carrer Carretera Ronda Camino Via Viale Corso Piazza Piazzale Largo Vicolo Rua Travessa Praça Alameda Estrada Rodovia ul. ulica al. os. pl.`;
const literal = (words: string): string => anyOf(words.replaceAll('.', '\\.'));

const address = (
  id: string,
  keywords: readonly string[],
  pattern: string,
  beside: Rule['beside'] = 'digit-after',
  accept: NonNullable<Rule['accept']> = () => true,
): Rule => ({ ...personal, id, beside, keywords, pattern: new RegExp(pattern, 'gu'), accept, rewrite });

/** Streets with house numbers, post boxes, codes and places, in the forms of several countries. */
export const postalAddressRules: readonly Rule[] = [
  address(
    'street-address',
    [...STREETS.split(' ').map((word) => (word.length < 4 ? ` ${word}` : word)), 'st.', 'st,', ' st '],
    street(`${capitalised(STREETS)}|St(?=\\.|[,;:]|$| in | at | to | is | and )`),
    'number-before-name',
  ),
  address(
    'street-address-weak',
    ['address', 'street', ...WEAK_STREETS.split(' ').map((word) => ` ${word}`)],
    street(capitalised(WEAK_STREETS)),
    'number-before-name',
    (value, text, start) => TAIL.test(value) || CUE.test(text.slice(Math.max(0, start - 50), start)),
  ),
  address(
    'post-box',
    'box |postfach|postale|bp |apartado|casilla|postbus|postboks|caixa postal'.split('|'),
    String.raw`${START}(?:P\.? ?O\.? ?Box|Post Office Box|Postfach|Boîte postale|BP|Apartado(?: de correos)?|Casilla|Postbus|Postboks|Casella postale|Caixa Postal) \d{1,6}(?: \d{1,3}){0,2}${END}(?:(?:,? ${NAME}){1,3},? [A-Z]{2} \d{5}(?:-\d{4})?|,? \d{4,5} \p{Lu}\p{L}{1,20})?`,
  ),
  address(
    'street-german',
    [
      ...ENDING_KEYWORDS,
      ...Array.from('0abcdef', (end) => [`${end} 0000`, `${end}, 0000`]).flat(),
      '-0000',
      'street',
      'anschrift',
      'adress',
      'address',
      'wohnt',
    ],
    String.raw`${START}${GERMAN_STREET},? ${HOUSE}(?:,? (?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{4} ?[A-Z]{2}|\d{3} \d{2}) \p{Lu}[\p{L}-]{1,24}(?: (?:am|an der|im|ob) \p{Lu}\p{L}{1,20})?)?`,
  ),
  address(
    'street-french',
    FRENCH_STREETS.split(' ').flatMap((word) =>
      ['0', 'bis', 'ter'].flatMap((number) => [`${number} ${word}`, `${number}, ${word}`]),
    ),
    String.raw`${START}\d{1,4}(?: ?(?:bis|ter|quater))?,? ${literal(FRENCH_STREETS)} (?:(?:d[eu]|des|de la|de l['’]|d['’]|la|les?|l['’]) ?)?\p{Lu}[\p{L}'’-]{1,20}(?: (?:(?:de|du|des|la|le|et) )?\p{Lu}[\p{L}'’-]{1,20}){0,2}${TOWN_WITH_CODE}`,
    'digit',
  ),
  address(
    'street-romance',
    ROMANCE_STREETS.toLowerCase().replaceAll('ça', '').split(' '),
    String.raw`${START}${literal(ROMANCE_STREETS)}\.? ?(?:(?:de|del|de la|de los|da|dos?|das|della|dei|di) )?${NAME}(?: (?:(?:de|del|da|do|di) )?${NAME}){0,2},?(?: n[.º°]?)? ${HOUSE}(?:,? \dº ?[A-Z]?)?${TOWN_WITH_CODE}`,
  ),
  {
    ...personal,
    id: 'postcode',
    keywords:
      'postcode|post code|postal code|postal_code|postalcode|zip code|zip_code|zipcode|zip:|plz|postleitzahl|code postal'.split(
        '|',
      ),
    beside: 'digit-after',
    pattern:
      /((?<![\p{L}])(?:[Pp]ost ?[Cc]ode|POSTCODE|[Pp]ostal[ _]?[Cc]ode|(?:[Zz]ip|ZIP)(?:[ _]?[Cc]ode)?|PLZ|Postleitzahl|[Cc]ode postal)["']?\s{0,2}(?:is|was|[:=])?\s{0,2}["']?)([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5}(?:-\d{4})?|\d{4} ?[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)(?![\p{L}\p{N}-])/gu,
    rewrite,
  },
];

const coordinates = rulesLike({ ...personal, rewrite: word('COORDINATES') });

/** Where somebody is: a pair of coordinates with the precision of a house, in a place that names them. */
export const coordinateRules: readonly Rule[] = [
  coordinates(
    'coordinates',
    'gps|location|located|coord|home|seen|position|geo|lives|address',
    /((?<![\p{L}])(?:GPS|gps|[Gg]eo(?:location|loc|point)?|[Ll]ocat(?:ion|ed)|[Cc]oord(?:inate)?s?|[Hh]ome|[Ll]ast seen|[Aa]ddress|[Ll]ives|[Pp]osition)[^\d\n]{0,20}?)([-+]?(?:[1-8]?\d|90)\.\d{4,9}°?,? ?[-+]?(?:1?\d?\d)\.\d{4,9}°?)(?![\d.])/gu,
    { beside: 'digits-after', needs: /\d\.\d{4}/ },
  ),
  coordinates(
    'latitude',
    'lat|latitude|lng|lon|long|longitude'
      .split('|')
      .flatMap((name) => Array.from(':="\' ', (next) => name + next))
      .join('|'),
    /((?<![\p{L}])(?:[Ll]at(?:itude)?|[Ll]ng|[Ll]on(?:g|gitude)?)["']?\s{0,2}[:=]\s{0,2}["']?)([-+]?\d{1,3}\.\d{4,12})(?![\d.])/gu,
    { beside: 'digits-after' },
  ),
  coordinates(
    'coordinates-in-degrees',
    '°',
    /(?<!\d)\d{1,3}° ?\d{1,2}['′] ?(?:\d{1,2}(?:\.\d{1,4})?["″] ?)?[NS],? ?\d{1,3}° ?\d{1,2}['′] ?(?:\d{1,2}(?:\.\d{1,4})?["″] ?)?[EWO]/gu,
  ),
];
