import { firstBytes, HEAD_BYTES, openLayers } from '../../bundle/layers';
import type { ArchiveSource } from '../../bundle/layers';
import { DEFAULT_LIMITS } from '../../bundle/limits';
import { readTar } from '../../bundle/tarReader';
import { LoomError } from '../../errors';
import type { Codecs } from '../../ports';

/** The name of the first entry of a tar, plain or gzip; undefined when it cannot be read. */
export async function firstTarName(file: ArchiveSource, codecs: Codecs): Promise<string | undefined> {
  try {
    const head = await firstBytes(file.read(), HEAD_BYTES);
    const layers = await openLayers(file, head, {}, DEFAULT_LIMITS, codecs);
    for await (const entry of readTar(layers.payload(), file.path)) return entry.name.replace(/^\.\//, '');
    return undefined;
  } catch (error) {
    // Whoever reads the whole file says what is wrong with it.
    if (error instanceof LoomError) return undefined;
    throw error;
  }
}
