import { LoomError } from '../errors';
import { ByteReader } from './byteReader';
import { padded, TAR_BLOCK, tarChecksum } from './tarHeader';

/** A file or folder of a tar, with its name as it stands there: nothing about it has been judged but its kind. */
export interface TarEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly size: number;
  /** To be read once, before the next entry is asked for; what is left unread is skipped. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Names and pax records longer than this serve no path that `safePath` takes. */
const EXTENSION_BYTES = 64 * 1024;

/** Type flags that are neither file nor folder (POSIX.1-2017 pax; GNU and star extensions). */
const refusedTypes: ReadonlyMap<string, string> = new Map([
  ['1', 'a hard link'],
  ['2', 'a symbolic link'],
  ['3', 'a character device'],
  ['4', 'a block device'],
  ['6', 'a FIFO'],
  ['7', 'a contiguous file'],
  ['S', 'a sparse file'],
  ['M', 'a part of a file of another volume'],
]);

interface Overrides {
  path?: string;
  size?: number;
}

/** True when bytes begin with a tar header whose checksum is right. */
export function startsAsTar(bytes: Uint8Array): boolean {
  return bytes.length >= TAR_BLOCK && readOctal(bytes, 148, 8) === tarChecksum(bytes);
}

/**
 * Reads a tar strictly, in one pass: ustar, pax and GNU long names. Written here because modern-tar 0.8.6 takes every
 * unknown type for a regular file, sparse ones too. Throws `archive-damaged` for a wrong checksum, a missing end and
 * bytes after it, and `archive-hostile` for whatever is neither file nor folder.
 */
export async function* readTar(
  source: AsyncIterable<Uint8Array>,
  archive: string,
): AsyncGenerator<TarEntry, void, undefined> {
  const reader = new ByteReader(source);
  const damaged = (detail: string) => new LoomError('archive-damaged', { path: archive, detail });
  const hostile = (entry: string, reason: string) =>
    new LoomError('archive-hostile', { path: archive, entry: shown(entry), reason });
  let overrides: Overrides = {};
  try {
    for (;;) {
      const header = await reader.take(TAR_BLOCK);
      if (header.length < TAR_BLOCK) throw damaged('it ends too early');
      if (isEmpty(header)) {
        await expectEnd(reader, damaged);
        return;
      }
      if (!startsAsTar(header)) throw damaged('the header of an entry does not match its checksum');
      const declared = readNumber(header, 124, 12);
      if (declared === undefined) throw damaged('the size of an entry is no number');
      const type = String.fromCharCode(header[156] ?? 0);

      if (type === 'x' || type === 'g' || type === 'L' || type === 'K') {
        if (declared > EXTENSION_BYTES) throw hostile(headerName(header), 'a name of absurd length');
        const body = await reader.take(padded(declared));
        if (body.length < padded(declared)) throw damaged('it ends too early');
        const bytes = body.subarray(0, declared);
        if (type === 'L') overrides.path = decodeName(bytes);
        else if (type !== 'K') {
          const found = readPax(bytes);
          if (found === undefined) throw damaged('an extended header cannot be read');
          if (found.sparse) throw hostile(found.path ?? headerName(header), 'a sparse file');
          if (type === 'g' && (found.path !== undefined || found.size !== undefined)) {
            throw hostile(headerName(header), 'one name or size for all entries');
          }
          if (type === 'x') overrides = { ...overrides, ...found };
        }
        continue;
      }

      const name = overrides.path ?? headerName(header);
      const size = overrides.size ?? declared;
      overrides = {};
      const isFolder = type === '5' || ((type === '0' || type === '\0') && name.endsWith('/'));
      if (!isFolder && type !== '0' && type !== '\0') {
        throw hostile(name, refusedTypes.get(type) ?? 'an entry that is neither file nor folder');
      }
      if (isFolder && size > 0) throw damaged('a folder has content');
      const body = new Body(reader, size, () => damaged(`it ends within ${shown(name)}`));
      yield { name, kind: isFolder ? 'folder' : 'file', size, content: body.pieces() };
      await body.skip();
    }
  } finally {
    await reader.close();
  }
}

/** The content of one entry and the zeros that fill its last record. */
class Body {
  #left: number;

  constructor(
    private readonly reader: ByteReader,
    private readonly size: number,
    private readonly cut: () => LoomError,
  ) {
    this.#left = size;
  }

  async *pieces(): AsyncGenerator<Uint8Array, void, undefined> {
    while (this.#left > 0) {
      const here = await this.reader.here();
      if (here === undefined) throw this.cut();
      const piece = here.subarray(0, this.#left);
      this.reader.advance(piece.length);
      this.#left -= piece.length;
      yield piece;
    }
  }

  async skip(): Promise<void> {
    this.#left += padded(this.size) - this.size;
    for (let rest = this.pieces(); (await rest.next()).done !== true;);
  }
}

/** After the first empty record: one more, then nothing but zeros (tar fills up its last tape block). */
async function expectEnd(reader: ByteReader, damaged: (detail: string) => LoomError): Promise<void> {
  const second = await reader.take(TAR_BLOCK);
  if (second.length < TAR_BLOCK) throw damaged('its end mark is cut');
  if (!isEmpty(second)) throw damaged('an entry follows its end');
  for (;;) {
    const here = await reader.here();
    if (here === undefined) return;
    if (!isEmpty(here)) throw damaged('bytes follow its end');
    reader.advance(here.length);
  }
}

function isEmpty(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

function headerName(header: Uint8Array): string {
  const name = decodeName(header.subarray(0, 100));
  const isPosix = decodeName(header.subarray(257, 263)) === 'ustar';
  const prefix = isPosix ? decodeName(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Up to the first NUL. Bytes that are not UTF-8 become U+FFFD, and a lone one of these never meets a known name. */
function decodeName(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or GNU's and star's base 256 with the first bit set. Undefined for anything else. */
function readNumber(bytes: Uint8Array, offset: number, length: number): number | undefined {
  if (bytes[offset] !== 0x80) return readOctal(bytes, offset, length);
  let value = 0;
  for (let index = offset + 1; index < offset + length; index++) value = value * 256 + (bytes[index] ?? 0);
  return Number.isSafeInteger(value) ? value : undefined;
}

function readOctal(bytes: Uint8Array, offset: number, length: number): number | undefined {
  const field = String.fromCharCode(...bytes.subarray(offset, offset + length));
  const match = /^ *([0-7]+)[ \0]*$/.exec(field);
  return match?.[1] === undefined ? undefined : Number.parseInt(match[1], 8);
}

/** The records of a pax header that matter here; undefined when they are not well-formed. */
function readPax(bytes: Uint8Array): (Overrides & { sparse: boolean }) | undefined {
  const found: Overrides & { sparse: boolean } = { sparse: false };
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const digits = space < 0 ? '' : String.fromCharCode(...bytes.subarray(at, Math.min(space, at + 8)));
    const length = /^[1-9][0-9]*$/.test(digits) ? Number(digits) : 0;
    const record = bytes.subarray(space + 1, at + length);
    if (at + length > bytes.length || at + length <= space + 1 || record.at(-1) !== 0x0a) return undefined;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(record.subarray(0, -1));
    const equals = text.indexOf('=');
    const key = text.slice(0, equals);
    const value = text.slice(equals + 1);
    if (equals < 1) return undefined;
    if (key === 'path') found.path = value;
    if (key === 'size') {
      if (!/^[0-9]{1,15}$/.test(value)) return undefined;
      found.size = Number(value);
    }
    if (key.startsWith('GNU.sparse.')) found.sparse = true;
    at += length;
  }
  return found;
}

/** A name as a message can hold it. */
export function shown(name: string): string {
  return name.length > 200 ? `${name.slice(0, 200)}…` : name;
}
