import type { Clock, Random } from '../../core/ports';

export const systemClock: Clock = {
  now: () => Date.now(),
  offsetMinutes: (time) => -new Date(time).getTimezoneOffset(),
};

/** The most that one call of `getRandomValues` gives (Web Cryptography API, section 10.1.1). */
const MAX_RANDOM_BYTES = 65_536;

export const systemRandom: Random = {
  bytes: (length) => {
    const bytes = new Uint8Array(length);
    for (let start = 0; start < length; start += MAX_RANDOM_BYTES) {
      crypto.getRandomValues(bytes.subarray(start, start + MAX_RANDOM_BYTES));
    }
    return bytes;
  },
};
