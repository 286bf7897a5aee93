/**
 * Whether a file of the memory is made from its records and says nothing that is not in them: the indexes, and the filter of
 * Loom's Python tools (FORMATS 1.1, 1.8). Loom makes them anew whenever it likes, so that one which is another now is no
 * change of the memory. `metrics.json` and `context.json` are not derived: nothing else holds what they say.
 */
export function isDerived(path: string): boolean {
  return /^[^/]+\/index\.json(\.gz)?$/.test(path) || path === BLOOM_FILTER;
}

/** A Python pickle (FORMATS 1.8): neither read nor written by anybody else. */
export const BLOOM_FILTER = 'global/bloom.dat';
