import { rulesLike, word } from './rulesLike';

const place = rulesLike({
  category: 'national-ids',
  tier: 'personal',
  weight: 59,
  rewrite: word('COORDINATES'),
});
const LATITUDE = '[-+]?(?:[1-8]?\\d|90)';
const LONGITUDE = '[-+]?(?:1[0-7]\\d|[1-9]?\\d|180)';

/** Two numbers of a vector are followed, or preceded, by a third; places of a house are ten degrees from one of the axes. */
function isPair(value: string, text: string, start: number): boolean {
  const [first = '', second = ''] = value.split(/, ?/);
  return (
    Math.max(Math.abs(Number(first)), Math.abs(Number(second))) >= 10 &&
    !/[\d.],? ?$|[*/^+-] ?$/.test(text.slice(Math.max(0, start - 3), start)) &&
    !/^,? ?[-+]?\d|^ ?[*/^e]/.test(text.slice(start + value.length, start + value.length + 4))
  );
}

/** Coordinates that say by themselves what they are: on a map's page, as a point, as two numbers as exact as a house. */
export const mapPlaceRules = [
  place(
    'coordinates-on-map',
    'maps|#map=|geo:|mlat=|point(|point (|latlng(|center=|daddr=',
    new RegExp(
      `(\\bmaps[\\w.]{0,30}/?[^\\s"'<>]{0,80}?(?:[?&](?:q|ll|sll|center|daddr|saddr|query|destination|origin)=(?:loc:)?|/@|/place/|/search/)|#map=\\d{1,2}/|\\bgeo:|\\b[Mm]ap[^\\s]{0,60}[?&]center=|\\b(?:[Ll]at[Ll]ng|[Pp]oint|POINT)(?: ?Z)? ?\\()(${LATITUDE}\\.\\d{3,15}(?:, ?|/|%2C| )${LONGITUDE}\\.\\d{3,15})(?![\\d.])`,
      'g',
    ),
    { beside: 'digits-after' },
  ),
  place(
    'coordinates-alone',
    '0.00000',
    new RegExp(`(?<![\\d.\\w/-])${LATITUDE}\\.\\d{5,9}°?, ?${LONGITUDE}\\.\\d{5,9}°?(?![\\d.\\w%])`, 'g'),
    { beside: 'digits', accept: isPair },
  ),
];
