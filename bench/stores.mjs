// Where measurements get their stores and put their outputs: the system's folder for temporary files.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate, generatePatterns, parseSize } from './generate.mjs';

export const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
/** BENCH_DIR names another folder, for a disk with more room. */
export const work = process.env.BENCH_DIR ?? path.join(tmpdir(), 'loom-memory-bench');

/** The stores that the figures are about. */
export const stores = {
  small: { size: '20MB', agents: 8, seed: 1 },
  /** Each record holds a secret. */
  dense: { size: '60MB', agents: 3, seed: 1, secrets: 1 },
  s200: { size: '202MB', agents: 8, seed: 1 },
  s1g: { size: '1010MB', agents: 20, seed: 1 },
  p10k: { patterns: 10_000, seed: 1 },
  p100k: { patterns: 100_000, seed: 1 },
};

/** A store, made on first use. `folder` holds `.loom/memory`; its files are in the page cache afterwards. */
export function useStore(name) {
  const { size, agents, seed, patterns, secrets } = stores[name];
  const folder = path.join(
    work,
    [size ?? 'patterns', agents ?? patterns, seed, secrets].filter((part) => part !== undefined).join('-'),
  );
  const factsFile = path.join(folder, 'facts.json');
  if (!existsSync(factsFile)) {
    console.error(`Making the store ${name} in ${folder}`);
    mkdirSync(folder, { recursive: true });
    if (size === undefined) generatePatterns({ out: folder, patterns, seed });
    else generate({ out: folder, bytes: parseSize(size), agents, seed, secrets });
  }
  const memory = path.join(folder, '.loom', 'memory');
  for (const entry of readdirSync(memory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) readFileSync(path.join(entry.parentPath, entry.name));
  }
  return { name, folder, memory, facts: JSON.parse(readFileSync(factsFile, 'utf8')) };
}

/** A path for an output; the folder is there, the file may be too. */
export function outputPath(name) {
  const folder = path.join(work, 'out');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, name);
}
