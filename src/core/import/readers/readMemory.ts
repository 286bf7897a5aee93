import { LoomError } from '../../errors';
import type { Run } from '../../ports';
import { agentSettings, readConfig } from '../../store/config';
import { readLayout } from '../../store/layout';
import { readDocument } from '../../store/readDocument';
import { PairTwins } from '../../store/pairTwins';
import { readRecordsAs } from '../../store/readRecords';
import { KINDS } from '../../store/records';
import type { Problem } from '../../store/records';
import type { AgentDocument, GlobalDocument, Store, StoreFile } from '../../store/store';
import type { Receiver } from '../incoming';
import { arrivingReading } from '../outlines';

const AGENT_DOCUMENTS: readonly AgentDocument[] = ['metrics', 'context'];
const GLOBAL_DOCUMENTS: readonly GlobalDocument[] = [
  'cross-agent',
  'project-meta',
  'team-conventions',
  'archived-decisions',
];

/**
 * Hands a whole memory to a receiver: records of all agents, their documents and settings, the global data. `prefix` is put
 * before its files' names in problems. Throws `memory-changing` when somebody writes to it meanwhile: a copy of two moments
 * would be neither.
 */
export async function readMemory(store: Store, prefix: string, receiver: Receiver, run: Run): Promise<void> {
  const layout = await readLayout(store, run);
  const tell = (problem: Problem): void => {
    if (problem.code === 'file-changing')
      throw new LoomError('memory-changing', { file: `${prefix}${problem.file}` });
    const message = `${prefix}${problem.message}`;
    receiver.problem({ ...problem, file: `${prefix}${problem.file}`, message });
  };
  const document = async (
    agent: string | undefined,
    name: string,
    files: readonly StoreFile[],
  ): Promise<void> => {
    for (const file of files) {
      const read = await readDocument(store, file);
      if ('problem' in read) tell(read.problem);
      else await receiver.document({ agent, name, bytes: read.document.bytes });
    }
  };
  layout.problems.forEach(tell);
  const { config, problems } = await readConfig(store, layout);
  problems.forEach(tell);
  const total = layout.bytes;
  let done = 0;
  for (const agent of layout.agents) {
    for (const kind of KINDS) {
      const files = agent.records[kind];
      const reading = arrivingReading(agent.name, kind, store.codecs);
      const twins = new PairTwins(store.codecs, files);
      for await (const batch of readRecordsAs(store, kind, files, run, twins, reading)) {
        batch.problems.forEach(tell);
        await receiver.records(agent.name, kind, batch.records);
        run.onProgress?.({ step: `reading ${agent.name}`, done: done + batch.bytesRead, total });
      }
      done += files.reduce((sum, file) => sum + file.size, 0);
    }
    for (const name of AGENT_DOCUMENTS) await document(agent.name, name, agent.documents[name] ?? []);
    const settings = agentSettings(config, agent.name);
    if (settings !== undefined) {
      const bytes = new TextEncoder().encode(JSON.stringify(settings, null, 2));
      await receiver.document({ agent: agent.name, name: 'config', bytes });
    }
  }
  for (const name of GLOBAL_DOCUMENTS) await document(undefined, name, layout.global[name] ?? []);
}
