import { MASK } from './mask';

/** What of a hit says that it lies in a key, and where in it. */
interface KeyHit {
  /** JSON pointer (RFC 6901) of the value that the key names. */
  readonly pointer: string;
  readonly inKey: boolean;
  /** UTF-16 code units in the decoded key. */
  readonly start: number;
  readonly end: number;
}

/**
 * A JSON pointer as reports and review files may show it: what was found in a key on the way is masked, because the
 * pointer of everything below that key would tell it. `hits`: all of the record.
 */
export function shownPointer(pointer: string, hits: readonly KeyHit[]): string {
  const onTheWay = hits.filter(
    (hit) => hit.inKey && (pointer === hit.pointer || pointer.startsWith(`${hit.pointer}/`)),
  );
  if (onTheWay.length === 0) return pointer;
  const names = pointer.split('/');
  // From the back of each key, so that the places before stay where they are.
  for (const { pointer: key, start, end } of onTheWay.sort((one, other) => other.start - one.start)) {
    const level = key.split('/').length - 1;
    const name = (names[level] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
    names[level] = (name.slice(0, start) + MASK + name.slice(end))
      .replaceAll('~', '~0')
      .replaceAll('/', '~1');
  }
  return names.join('/');
}
