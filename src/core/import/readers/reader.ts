import type { FolderEntry, Host, Run } from '../../ports';
import { firstBytes, HEAD_BYTES, openLayers } from '../../bundle/layers';
import type { ArchiveSource } from '../../bundle/layers';
import { DEFAULT_LIMITS } from '../../bundle/limits';
import type { Receiver, SourceFacts } from '../incoming';
import type { ImportInput } from '../request';
import { hasSealMagic } from '../../bundle/sealHeader';

/** What a reader may ask of an import. */
export interface ReadOptions {
  readonly password?: string | undefined;
  /** Checksums are compared and a mismatch ends the reading. */
  readonly verify: boolean;
}

/** What is known of an input before it is read: the first bytes of a file, or what lies in a folder. */
export interface Probe {
  readonly input: ImportInput;
  /** Empty for a folder. */
  readonly head: Uint8Array;
  /** The first bytes under its compression; those of `head` where there is none, empty for what is encrypted. */
  readonly inner: Uint8Array;
  readonly isSealed: boolean;
  readonly entries: readonly FolderEntry[];
}

/** One kind of thing that can be imported. Readers know what they read by its content, never by its name. */
export interface Reader {
  readonly id: string;
  /** For people, with its article: `a Loom bundle`. */
  readonly description: string;
  /** How sure it is, 0 (not mine) to 1. Reads as little as it can, and changes nothing. */
  recognises(probe: Probe, host: Host): Promise<number>;
  /** Reads all of it. Throws what keeps it from being read at all; what can be gone round is told to the receiver. */
  read(
    input: ImportInput,
    options: ReadOptions,
    host: Host,
    receiver: Receiver,
    run: Run,
  ): Promise<SourceFacts>;
}

export async function probe(input: ImportInput, host: Host, run: Run): Promise<Probe> {
  if (input.file === undefined) {
    const entries = (await input.folder?.list('')) ?? [];
    return { input, head: NOTHING, inner: NOTHING, isSealed: false, entries };
  }
  const head = await firstBytes(input.file.read({ signal: run.signal }), HEAD_BYTES);
  const isSealed = hasSealMagic(head);
  const inner = isSealed
    ? NOTHING
    : (await openLayers(input.file, head, { signal: run.signal }, DEFAULT_LIMITS, host.codecs)).head;
  return { input, head, inner, isSealed, entries: [] };
}

const NOTHING = new Uint8Array(0);

/** The file, when it is JSON (gzip or plain) that begins so. */
export function jsonFileOf(probe: Probe, begin: '{' | '['): ArchiveSource | undefined {
  const { file } = probe.input;
  if (file === undefined || probe.isSealed) return undefined;
  return startOf(probe)
    .replace(/^\ufeff/, '')
    .startsWith(begin)
    ? file
    : undefined;
}

/** The text at the start of a file, without a byte order mark and white space before it. */
export function startOf(probe: Probe): string {
  return new TextDecoder().decode(probe.inner).trimStart();
}
