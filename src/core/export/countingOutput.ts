import type { Output } from './output';

/** The output of a dry run: it counts what would be written and writes nothing. */
export function openCountingOutput(): Output {
  let total = 0;
  let section = 0;
  return {
    beginSection: async () => {
      section = 0;
      return Promise.resolve();
    },
    append: async (records) => {
      for (const record of records) section += record.bytes.length + 2;
      return Promise.resolve();
    },
    restartSection: async () => {
      section = 0;
      return Promise.resolve();
    },
    endSection: async () => {
      const bytes = section + 3;
      total += bytes;
      return Promise.resolve(bytes);
    },
    document: async (_path, bytes) => {
      total += bytes.length;
      return Promise.resolve();
    },
    get uncompressedBytes() {
      return total;
    },
    finish: async () => Promise.resolve({ files: [], checksums: {} }),
    abandon: async () => Promise.resolve(),
  };
}
