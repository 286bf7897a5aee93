import { firstBytes, HEAD_BYTES, openLayers } from '../../bundle/layers';
import { DEFAULT_LIMITS } from '../../bundle/limits';
import { readTar } from '../../bundle/tarReader';
import { LoomError } from '../../errors';
import type { Codecs } from '../../ports';
import type { Probe } from './reader';

/** The name of the first entry of a tar, plain or gzip; undefined when it cannot be read. */
export async function firstTarName({ input, inner }: Probe, codecs: Codecs): Promise<string | undefined> {
  const { file } = input;
  if (file === undefined) return undefined;
  // Nearly always it stands in the first block, which is there already.
  const block = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(inner);
  };
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    const head = await firstBytes(file.read(), HEAD_BYTES);
    const layers = await openLayers(file, head, {}, DEFAULT_LIMITS, codecs);
    yield* layers.payload();
  };
  return (await nameIn(block(), file.path)) ?? (await nameIn(whole(), file.path));
}

async function nameIn(tar: AsyncIterable<Uint8Array>, path: string): Promise<string | undefined> {
  try {
    for await (const entry of readTar(tar, path)) return entry.name.replace(/^\.\//, '');
    return undefined;
  } catch (error) {
    // Whoever reads the whole file says what is wrong with it.
    if (error instanceof LoomError) return undefined;
    throw error;
  }
}
