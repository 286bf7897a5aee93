import type { Store } from './store';

/** Whether a file's bytes are gzip, whatever its name says (FORMATS 1.2). Throws what the store throws. */
export async function isGzip(store: Store, path: string): Promise<boolean> {
  for await (const piece of store.files.read(path, { end: 2 })) return piece[0] === 0x1f && piece[1] === 0x8b;
  return false;
}
