import { LoomError, throwIfCancelled } from '../errors';
import type { Host, Run } from '../ports';
import { readLayout } from '../store/layout';
import type { Store } from '../store/store';
import { createTurns } from '../turns';
import { openRedactor } from './redactor';
import type { RedactedText } from './redactor';
import type { ExportRequest } from './request';
import type { ReviewedRecord } from './review';
import { decideScope } from './scope';
import { DOCUMENTS, sectionName, survey, TURN_MS } from './survey';
import { walkDocuments } from './walkDocuments';
import { scopeBytes, walkSections, withoutFiles } from './walkSections';

/**
 * What an export of this request would change (M48, M100): each record and document in which something was found, as it
 * lies in the memory and as it would leave, in the order of the export, with the decisions of the request applied. Give
 * the request a `time` (or `salt`) and the export after it the same, and both hold the same placeholders. Holds one
 * record at a time; nothing is written. At level `none` there is nothing to review.
 *
 * Throws `agent-unknown`, `rules-invalid`, `decision-invalid`, `memory-changing`, `cancelled`. What cannot be read is not in a review, as
 * it is not in an export.
 */
export async function* reviewExport(
  host: Host,
  store: Store,
  request: ExportRequest,
  run?: Run,
): AsyncGenerator<ReviewedRecord, void, undefined> {
  if (request.anonymise === 'none') return;
  const layout = await readLayout(store, run);
  const scope = await decideScope(store, layout, request, run);
  const redactor = await openRedactor(host.codecs, request, host.clock.now());
  const whole = { store, layout, scope, request, clock: host.clock, run };
  const { clean, unreadable } = await survey(whole, redactor, host.codecs);
  const scoped = { ...whole, scope: withoutFiles(scope, unreadable) };
  const turn = createTurns(TURN_MS);
  const bytesOfPass = scopeBytes(scope);

  const review = (bytes: Uint8Array, text: RedactedText, title: string): ReviewedRecord | undefined => {
    const result = redactor.redact(bytes, text, clean.isClean(bytes));
    if (result.found.length === 0) return undefined;
    return {
      ...text,
      title,
      // The store's buffer is used again for the next records.
      before: bytes.slice(),
      after: result.bytes.slice(),
      hits: result.found.map((hit) => redactor.describe(hit, text)),
    };
  };

  let agent = '';
  let name = '';
  for await (const step of walkSections(scoped)) {
    if (step.step === 'begin') {
      ({ agent } = step);
      name = sectionName(agent, step.kind);
      clean.beginAsking(name);
    } else if (step.step === 'restart') {
      throw new LoomError('memory-changing', { file: step.files.join(', ') });
    } else if (step.step === 'records') {
      for (const { record, excluded } of step.records) {
        if (excluded !== undefined) continue;
        const { id, kind, title } = record.view;
        const reviewed = review(record.bytes, { agent, kind, id }, title);
        if (reviewed !== undefined) yield reviewed;
        await turn();
        throwIfCancelled(run?.signal);
      }
      run?.onProgress?.({ step: `reviewing ${name}`, done: bytesOfPass + step.done, total: 2 * bytesOfPass });
    }
  }
  clean.beginAsking(DOCUMENTS);
  for await (const document of walkDocuments(scoped, [])) {
    throwIfCancelled(run?.signal);
    const text = { agent: document.agent, kind: 'document' as const, id: document.file };
    const reviewed = review(document.bytes, text, document.path);
    if (reviewed !== undefined) yield reviewed;
  }
}
