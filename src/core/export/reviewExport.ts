import { requireUsableRules } from '../anonymise/readRules';
import type { Seen } from '../anonymise/anonymiser';
import { throwIfCancelled } from '../errors';
import type { Host, Run } from '../ports';
import { readLayout } from '../store/layout';
import type { Store } from '../store/store';
import { createTurns } from '../turns';
import { openRedactor } from './redactor';
import type { RedactedText } from './redactor';
import type { ExportRequest } from './request';
import type { ReviewedRecord } from './review';
import { decideScope } from './scope';
import { documentPlace, survey, TURN_MS } from './survey';
import { walkDocuments } from './walkDocuments';
import { scopeBytes, walkSections } from './walkSections';

/**
 * What an export of this request would change (M48, M100): each record and document in which something was found, as it
 * lies in the memory and as it would leave, in the order of the export, with the decisions of the request applied. Give
 * the request a `time` (or `salt`) and the export after it the same, and both hold the same placeholders. Holds one
 * record at a time; nothing is written. At level `none` there is nothing to review.
 *
 * Throws `agent-unknown`, `rules-invalid`, `decision-invalid`, `cancelled`. A review may hold records of a file that
 * turns out to be damaged further on; the export then leaves the whole file out and says so.
 */
export async function* reviewExport(
  host: Host,
  store: Store,
  request: ExportRequest,
  run?: Run,
): AsyncGenerator<ReviewedRecord, void, undefined> {
  if (request.anonymise === 'none') return;
  await requireUsableRules(request.choices?.rules ?? [], 'The list of own rules');
  const layout = await readLayout(store, run);
  const scope = await decideScope(store, layout, request, run);
  const redactor = await openRedactor(host.codecs, request, host.clock.now());
  const scoped = { store, layout, scope, request, clock: host.clock, run };
  const texts = await survey(scoped, redactor, host);
  const turn = createTurns(TURN_MS);
  const bytesOfPass = scopeBytes(scope);

  const review = (
    bytes: Uint8Array,
    text: RedactedText,
    title: string,
    seen: Seen,
  ): ReviewedRecord | undefined => {
    const result = redactor.redact(bytes, text, seen);
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

  let section = { agent: '', kind: '' };
  // A section that is read again gives the same records again.
  let given = new Set<string>();
  for await (const step of walkSections(scoped)) {
    if (step.step === 'begin') {
      section = step;
      given = new Set();
      continue;
    }
    if (step.step !== 'records') continue;
    for (const { record, excluded } of step.records) {
      await turn();
      throwIfCancelled(run?.signal);
      const place = `${record.file} ${record.index}`;
      if (excluded !== undefined || given.has(place)) continue;
      const { id, kind, title } = record.view;
      const seen = texts.of(record.file, record.index, record.bytes);
      const reviewed = review(record.bytes, { agent: section.agent, kind, id }, title, seen);
      if (reviewed === undefined) continue;
      given.add(place);
      yield reviewed;
    }
    run?.onProgress?.({
      step: `reviewing ${section.agent} ${section.kind}s`,
      done: bytesOfPass + step.done,
      total: 2 * bytesOfPass,
    });
  }
  for await (const { agent, file, path, bytes } of walkDocuments(scoped, [])) {
    throwIfCancelled(run?.signal);
    const seen = texts.of(documentPlace(agent, file), 0, bytes);
    const reviewed = review(bytes, { agent, kind: 'document', id: file }, path, seen);
    if (reviewed !== undefined) yield reviewed;
  }
  throwIfCancelled(run?.signal);
}
