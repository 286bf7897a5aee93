import { toHex } from '../hex';
import type { Codecs } from '../ports';

/** The folder every entry of a bundle lies in; paths in `SHA256SUMS` are relative to it. */
export const BUNDLE_FOLDER = 'loom-export';
export const METADATA_FILE = 'metadata.json';
export const CHECKSUMS_FILE = 'checksums.json';
export const SUMS_FILE = 'SHA256SUMS';

/** A file of a bundle by its path below `loom-export/` and the SHA-256 of its bytes, hex. */
export interface FileHash {
  readonly path: string;
  readonly sha256: string;
}

/**
 * The section a file belongs to: the agent of `agents/<agent>/…`, `global` of `global/…`, undefined for the files that
 * describe the bundle. No agent is called `global`: that folder is reserved in a store (FORMATS 1.1).
 */
export function sectionOf(path: string): string | undefined {
  const [folder, name, rest] = path.split('/');
  if (folder === 'agents' && rest !== undefined) return name;
  return folder === 'global' && name !== undefined ? 'global' : undefined;
}

/** Order by code points, which is the order of the UTF-8 bytes: `LC_ALL=C sort` and Python's `sorted` agree with it. */
export function comparePaths(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const one = left.charCodeAt(index);
    const other = right.charCodeAt(index);
    if (one === other) continue;
    // A surrogate stands for a code point above every unit of the basic plane, also above U+E000 to U+FFFF.
    const oneAbove = one >= 0xd800 && one <= 0xdfff;
    const otherAbove = other >= 0xd800 && other <= 0xdfff;
    return oneAbove === otherAbove ? one - other : oneAbove ? 1 : -1;
  }
  return left.length - right.length;
}

function sumLines(files: readonly FileHash[]): string {
  return [...files]
    .sort((left, right) => comparePaths(left.path, right.path))
    .map((file) => `${file.sha256}  ${file.path}\n`)
    .join('');
}

/** `SHA256SUMS` as coreutils writes it (text mode, two spaces); names need no escaping, `safePath` saw them. */
export function renderSums(files: readonly FileHash[]): Uint8Array {
  return new TextEncoder().encode(sumLines(files));
}

/** The lines of a `SHA256SUMS`, or undefined at the first that is none. `*` marks binary mode and means the same. */
export function parseSums(text: string): readonly FileHash[] | undefined {
  const files: FileHash[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const match = /^([0-9a-f]{64}) [ *](.+)$/.exec(line);
    const [, sha256, path] = match ?? [];
    if (sha256 === undefined || path === undefined) return undefined;
    files.push({ sha256, path });
  }
  return files;
}

/**
 * `checksums.json`: `sha256-<hex>` by section, agents first, each over the section's own lines of `SHA256SUMS`
 * (DESIGN section 5). `grep '  agents/NAME/' SHA256SUMS | sha256sum` gives the same.
 */
export function sectionHashes(files: readonly FileHash[], codecs: Codecs): ReadonlyMap<string, string> {
  const sections = new Map<string, FileHash[]>();
  for (const file of files) {
    const section = sectionOf(file.path);
    if (section === undefined) continue;
    const together = sections.get(section);
    if (together === undefined) sections.set(section, [file]);
    else together.push(file);
  }
  const names = [...sections.keys()].sort(compareSections);
  return new Map(
    names.map((name) => {
      const hash = codecs.sha256();
      hash.update(renderSums(sections.get(name) ?? []));
      return [name, `sha256-${toHex(hash.digest())}`];
    }),
  );
}

/** Agents by name, then `global`. */
function compareSections(left: string, right: string): number {
  if (left === 'global' || right === 'global') return Number(left === 'global') - Number(right === 'global');
  return comparePaths(left, right);
}
