import { createSealer } from '../../src/core/bundle/seal';
import { padded, TAR_BLOCK, tarHeader } from '../../src/core/bundle/tarHeader';
import { host, whole } from './bundleFixtures';

/** A tar of any make: its names need not be those of a bundle. */
export function tarOf(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const [path, content] of Object.entries(files)) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const body = new Uint8Array(padded(bytes.length));
    body.set(bytes);
    blocks.push(tarHeader(path, bytes.length, 0), body);
  }
  blocks.push(new Uint8Array(2 * TAR_BLOCK));
  return new Uint8Array(Buffer.concat(blocks));
}

/** Encrypted as an export is. */
export async function sealed(plain: Uint8Array, password: string): Promise<Uint8Array> {
  const sealer = await createSealer(password, host);
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(plain);
  };
  return whole(sealer.seal(pieces()));
}
