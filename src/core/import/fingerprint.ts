import { isDerived } from '../store/derived';
import type { AgentFiles, Layout, StoreFile } from '../store/store';

/** Every file of a memory that a plan may depend on, with its version: path → version, sorted by path. None is derived. */
export type Fingerprint = Readonly<Record<string, string>>;

export function fingerprintOf(layout: Layout): Fingerprint {
  const files = [
    ...layout.agents.flatMap(filesOfAgent),
    ...Object.values(layout.global).flat(),
    ...layout.config,
  ];
  return Object.fromEntries(
    files
      .filter(({ path }) => !isDerived(path))
      .map(({ path, version }): [string, string] => [path, version])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

function filesOfAgent({ records, documents }: AgentFiles): readonly StoreFile[] {
  return [...Object.values(records).flat(), ...Object.values(documents).flat()];
}

/**
 * Files that differ between two states of a memory, in either of them. Derived ones, which plans of earlier versions of this
 * program list too, do not count.
 */
export function changedFiles(before: Fingerprint, now: Fingerprint): readonly string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...paths].filter((path) => before[path] !== now[path] && !isDerived(path)).sort();
}
