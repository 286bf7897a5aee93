import type { Category } from '../../core/anonymise/categories';
import type { RedactionHit } from '../../core/export/review';
import { isJsonArray, isJsonObject, type JsonValue } from '../../core/json';

/** Of these a screen shows four characters at most on each side: enough to know which, of no use to who looks over a shoulder. */
const SECRET: readonly Category[] = ['api-keys', 'passwords', 'private-keys', 'connection-strings', 'cards'];
const SHOWN_OF_SECRET = 4;
const SHOWN_OF_OTHER = 14;

/** The beginning and the end of a text, a third of it each at most: `sk_l…c123`. */
export function maskedText(text: string, category: Category): string {
  const characters = Array.from(text.replace(/\s+/g, ' ').trim());
  const most = SECRET.includes(category) ? SHOWN_OF_SECRET : SHOWN_OF_OTHER;
  const shown = Math.min(most, Math.floor(characters.length / 3));
  const end = shown === 0 ? '' : characters.slice(-shown).join('');
  return `${characters.slice(0, shown).join('')}…${end}`;
}

/** The string that a hit lies in: the value at its pointer, or the key of that value. Empty when it is not there. */
export function textAt(
  value: JsonValue,
  { pointer, inKey }: Pick<RedactionHit, 'pointer' | 'inKey'>,
): string {
  const names = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (inKey) return names.at(-1) ?? '';
  let found: JsonValue | undefined = value;
  for (const name of names) {
    found = isJsonArray(found)
      ? found[Number(name)]
      : isJsonObject(found) && Object.hasOwn(found, name)
        ? found[name]
        : undefined;
  }
  return typeof found === 'string' ? found : '';
}
