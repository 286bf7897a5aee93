import { throwIfCancelled } from '../errors';
import type { Problem } from '../store/records';
import type { Collection } from './collect';
import { documentPlace } from './survey';
import type { AgentTally } from './tally';
import { walkDocuments } from './walkDocuments';

/** Writes the documents of an export, anonymised; gives what could not be read. */
export async function collectDocuments(
  collection: Collection,
  tallies: readonly AgentTally[],
): Promise<readonly Problem[]> {
  const { redactor, redactions, seen, request, output, run } = collection;
  const problems: Problem[] = [];
  for await (const document of walkDocuments(collection, problems)) {
    throwIfCancelled(run?.signal);
    const text = { agent: document.agent, kind: 'document' as const, id: document.file };
    const place = documentPlace(document.agent, document.file);
    const result = redactor.redact(document.bytes, text, seen.of(place, 0, document.bytes));
    for (const hit of result.found) {
      const described = request.collectHits === true ? redactor.report(hit, text, result.found) : undefined;
      redactions.add(hit, document.agent, described);
    }
    await output.document(document.path, result.bytes);
    if (document.agent !== 'global')
      tallies.find(({ name }) => name === document.agent)?.addDocument(result.bytes.length);
  }
  return problems;
}
