import { isJsonArray, isJsonObject, property } from '../json';
import type { JsonValue } from '../json';
import { KIND_PLURALS, KINDS } from '../store/records';
import type { Kind } from '../store/records';
import { viewRecord } from '../store/view';

/** Where a text comes from, as far as its path says. */
export interface TextPlace {
  readonly agent: string | undefined;
  /** Undefined for a document. */
  readonly kind: Kind | undefined;
}

const AGENT_DOCUMENTS = /^(metrics|context|index|config)$/;
const ARCHIVED = /^(negative_)?decisions_\d{8}_\d{6}$|^archived-decisions$/;

/**
 * Agent and kind by the last two names of a path, in a memory, a bundle, a backup or an archive of pruned decisions
 * (FORMATS 1.1, 1.10 to 1.12): `…/frontend-developer/patterns.json.gz`.
 */
export function placeOfPath(path: string): TextPlace {
  const names = path.split(/[\\/]/);
  const name = (names.at(-1) ?? '').replace(/(\.tmp|\.gz)+$/, '').replace(/\.json$/, '');
  const folder = names.at(-2);
  if (ARCHIVED.test(name)) return { agent: folder, kind: 'decision' };
  const kind = KINDS.find((one) => name === KIND_PLURALS[one]);
  if (kind !== undefined) return { agent: folder, kind };
  return { agent: folder === 'global' || AGENT_DOCUMENTS.test(name) ? folder : undefined, kind: undefined };
}

/** The record, or else the document, that a pointer leads into. */
export interface Owner {
  readonly agent: string | undefined;
  readonly kind: Kind | 'document';
  /** Undefined when the record's own text is not at hand. */
  readonly id: string | undefined;
  /** How many segments of the pointer lead to the record. */
  readonly depth: number;
}

/**
 * Whose text lies at `path`: of a list of records, bare or wrapped (FORMATS 1.7), the element; in a bundle that is one
 * JSON object `agents/<agent>/<plural>/<index>`; else the whole document. `at` gives the value at a shorter path.
 */
export function ownerOf(
  place: TextPlace,
  path: readonly string[],
  at: (depth: number) => JsonValue | undefined,
): Owner {
  const [first, agent, plural] = path;
  if (place.kind === undefined && first === 'agents' && agent !== undefined && path.length >= 4) {
    const kind = KINDS.find((one) => KIND_PLURALS[one] === plural);
    if (kind !== undefined) return recordOwner(agent, kind, 4, at(4));
  }
  if (place.kind !== undefined) {
    const depth = first !== undefined && /^\d+$/.test(first) ? 1 : 2;
    if (path.length >= depth) return recordOwner(place.agent, place.kind, depth, at(depth));
  }
  const named = first === 'agents' ? agent : first === 'global' ? first : undefined;
  return { agent: place.agent ?? named, kind: 'document', id: undefined, depth: 0 };
}

function recordOwner(
  agent: string | undefined,
  kind: Kind,
  depth: number,
  value: JsonValue | undefined,
): Owner {
  const id = isJsonObject(value) ? viewRecord(value, agent ?? '', kind).view.id : undefined;
  return { agent, kind, id, depth };
}

/** The value that segments of a pointer lead to. */
export function valueAt(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let found = value;
  for (const segment of path) found = isJsonArray(found) ? found[Number(segment)] : property(found, segment);
  return found;
}

/** Segments of a JSON pointer (RFC 6901). */
export function pointerPath(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function pointerOf(path: readonly string[]): string {
  return path.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
