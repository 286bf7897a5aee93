import { identityKey } from '../platform/identityKey';
import type { Io } from './io';

/** The user's key of hashes, see `identityKey`. */
export function identitySecret(io: Io, note: (message: string) => void): Promise<Uint8Array> {
  return identityKey(io, io.random, note);
}
