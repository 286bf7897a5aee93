import { LoomError } from '../errors';
import type { Host, ReadOptions } from '../ports';
import { ByteReader } from './byteReader';
import { withinLimits } from './limits';
import type { ArchiveLimits } from './limits';
import { openSeal } from './seal';
import type { OpenSeal, SealHeader } from './seal';
import { hasSealMagic, SEAL_HEADER_BYTES } from './sealHeader';
import { TAR_BLOCK } from './tarHeader';

/** A file that may be an archive. It is read from its start as often as needed. */
export interface ArchiveSource {
  /** As the person knows it, for messages. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  read(options?: ReadOptions): AsyncIterable<Uint8Array>;
}

/** What lies under encryption and compression, each found by its first bytes and never by the name. */
export interface Layers {
  /** Present when the file is encrypted. */
  readonly header: SealHeader | undefined;
  readonly compressed: boolean;
  /** The first 512 bytes of what is inside, fewer when it is shorter. */
  readonly head: Uint8Array;
  /** What is inside from its first byte, decrypted, inflated, within the limits; each call reads the file again. */
  payload(): AsyncIterable<Uint8Array>;
}

/** The first `count` bytes of a stream, which is then let go. */
export async function firstBytes(source: AsyncIterable<Uint8Array>, count: number): Promise<Uint8Array> {
  const reader = new ByteReader(source);
  try {
    return await reader.peek(count);
  } finally {
    await reader.close();
  }
}

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * Opens a file down to its payload. `head` is its first bytes, at least those of a seal's header. Throws
 * `password-missing`, `password-wrong` and what `seal.ts` and `Codecs.gunzip` throw.
 */
export async function openLayers(
  source: ArchiveSource,
  head: Uint8Array,
  options: { readonly password?: string | undefined; readonly signal?: AbortSignal | undefined },
  limits: ArchiveLimits,
  codecs: Host['codecs'],
): Promise<Layers> {
  const { path } = source;
  let seal: OpenSeal | undefined;
  if (hasSealMagic(head)) {
    if (options.password === undefined) throw new LoomError('password-missing', { path });
    seal = await openSeal(head, options.password, path, codecs);
  }
  const unsealed = (consumed: { bytes: number }): AsyncIterable<Uint8Array> => {
    const raw = counted(source.read({ signal: options.signal }), consumed);
    return seal === undefined ? raw : seal.open(raw);
  };
  const inner =
    seal === undefined ? head : (await firstBytes(unsealed({ bytes: 0 }), TAR_BLOCK)).slice(0, TAR_BLOCK);
  const compressed = isGzip(inner);
  const payload = (): AsyncIterable<Uint8Array> => {
    const consumed = { bytes: 0 };
    const bytes = unsealed(consumed);
    return withinLimits(compressed ? codecs.gunzip(bytes) : bytes, consumed, path, limits);
  };
  return {
    header: seal?.header,
    compressed,
    head: compressed ? (await firstBytes(payload(), TAR_BLOCK)).slice(0, TAR_BLOCK) : inner,
    payload,
  };
}

/** Bytes of a file that are enough to tell what it is and to read a seal's header. */
export const HEAD_BYTES = Math.max(TAR_BLOCK, SEAL_HEADER_BYTES);

/** Passes bytes on and counts them. */
export async function* counted(
  source: AsyncIterable<Uint8Array>,
  count: { bytes: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of source) {
    count.bytes += piece.length;
    yield piece;
  }
}
