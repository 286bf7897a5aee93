import type { JsonScanner } from './jsonScanner';
import type { KeyTable, KnownKey } from './keyTable';
import { NAMING, type MemberRole } from './memberRoles';

/** What a value is called by a sibling. */
export interface SiblingName {
  readonly text: string;
  /** Of the name. */
  readonly role: MemberRole;
  /** Of the value. */
  readonly holds: MemberRole;
}

/** A string that is a member of an object, or an element of a list that is one; it begins at a byte. */
interface Member {
  readonly role: MemberRole;
  readonly start: number;
}

interface OpenObject {
  /** Where it begins. */
  readonly container: number;
  readonly names: Member[];
  readonly values: Member[];
}

/** Longer strings name nothing, in bytes. */
export const LONGEST_NAME = 100;
const LONGEST_VALUE = 4000;

/**
 * Members of the open objects that say a name, or hold what may have one. Which name a value has is known at the end of
 * its object, so it does not matter which comes first.
 */
export class Siblings {
  #open: OpenObject[] = [];

  constructor(
    private readonly scanner: JsonScanner,
    private readonly keys: KeyTable,
  ) {}

  /** Another text begins. */
  clear(): void {
    this.#open = [];
  }

  /** Takes the string that the scanner sees, whose key says what it is for its siblings. `mayName`: as far as its words say. */
  take({ role, tells }: KnownKey, mayName: boolean, start: number, end: number): void {
    if (role === undefined || end - start > LONGEST_VALUE) return;
    const { scanner } = this;
    const { depth } = scanner;
    const isListed = scanner.keyStartAt(depth) === -1;
    const isName = NAMING.includes(role);
    if (isName ? isListed || !mayName : tells === 'secret') return;
    const level = isListed ? depth - 1 : depth;
    const container = scanner.containerAt(level);
    let open = this.#open[level];
    if (open?.container !== container) this.#open[level] = open = { container, names: [], values: [] };
    (isName ? open.names : open.values).push({ role, start });
  }

  /** Says what the values of the object that ends are called, by where they begin. */
  end(bytes: Uint8Array, named: Map<number, SiblingName>): void {
    const { depth } = this.scanner;
    const open = this.#open[depth];
    if (open?.container !== this.scanner.containerAt(depth) || open.values.length === 0) return;
    let best: (Omit<SiblingName, 'holds'> & { readonly order: string }) | undefined;
    for (const { role, start } of open.names) {
      const { text, tells } = this.keys.at(bytes, start);
      // A secret first; of equals always the same one, wherever they stand.
      const order = `${tells === 'secret' ? 0 : 1}${NAMING.indexOf(role)}${text}`;
      if (tells !== 'nothing' && (best === undefined || order < best.order)) best = { text, role, order };
    }
    if (best === undefined) return;
    for (const { role, start } of open.values) named.set(start, { ...best, holds: role });
  }
}
