// What tests of imports that are cut off or refused share.
import { pattern, temporaryFolder, writeFiles } from './harness';

export const AGENTS: readonly string[] = ['one', 'two', 'three', 'four'];

/** A memory of four agents with 20 records each in `start`, and in `source.json` an export of so many records for each of `from`. */
export async function importProject(from: readonly string[], count: number): Promise<string> {
  const cwd = await temporaryFolder();
  const records = (agent: string, first: number, length: number): object[] =>
    Array.from({ length }, (_, index) =>
      pattern(`${agent}-${String(first + index)}`, agent, `Technique ${agent} ${String(first + index)}`),
    );
  await writeFiles(cwd, {
    'source.json': {
      metadata: { version: '1.0.0', source_project: 'elsewhere' },
      agents: Object.fromEntries(from.map((agent) => [agent, { patterns: records(agent, 10, count) }])),
    },
    ...Object.fromEntries(
      AGENTS.map((agent) => [`start/.loom/memory/${agent}/patterns.json`, records(agent, 0, 20)]),
    ),
  });
  return cwd;
}
