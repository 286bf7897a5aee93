import type { RedactionDecision } from '../anonymise/choices';
import { LoomError } from '../errors';
import type { Host, Run } from '../ports';
import type { Store } from '../store/store';
import type { ExportRequest } from './request';
import { reviewExport } from './reviewExport';
import { decisionOf, placeOf } from './reviewFile';
import type { ReviewFile, ReviewFileHit } from './reviewFile';
import { shownPointer } from './shownPointer';

/** What a review file comes to. */
export interface AppliedReview {
  /** The request with the decisions of the file and its placeholders. */
  readonly request: ExportRequest;
  /** Decisions about values or rules that find nothing any more, in words. */
  readonly warnings: readonly string[];
}

/**
 * Puts the decisions of a review file into a request, after a look at whether they still mean what they meant. A hit that
 * is no longer at its place throws `review-invalid`: the memory changed, or the export has another scope or level. What
 * is found now and was not reviewed is redacted as proposed.
 */
export async function applyReview(
  host: Host,
  store: Store,
  request: ExportRequest,
  review: ReviewFile,
  file: string,
  run?: Run,
): Promise<AppliedReview> {
  const reviewed: ExportRequest = { ...request, time: review.time };
  const undecided = { ...reviewed, choices: { ...request.choices, decisions: [] } };
  const missing = new Map(review.hits.map((hit, index) => [placeOf(hit), { hit, number: index + 1 }]));
  const pointers = new Map<string, string>();
  const rules = new Set<string>();
  const values = new Set<string>();
  for await (const { hits } of reviewExport(host, store, undecided, run)) {
    for (const hit of hits) {
      const place = placeOf({ ...hit, pointer: shownPointer(hit.pointer, hits) });
      missing.delete(place);
      pointers.set(place, hit.pointer);
      rules.add(hit.rule);
      values.add(hit.fingerprint);
    }
  }
  const warnings: string[] = [];
  for (const { hit, number } of missing.values()) {
    const where = `hit ${number} (${hit.agent} ${hit.id} ${hit.pointer})`;
    if (hit.for === 'place') {
      const reason = `${where} is not there any more: the memory, the options or the user changed since the review`;
      throw new LoomError('review-invalid', { file, reason });
    }
    const found = hit.for === 'value' ? values.has(hit.fingerprint) : rules.has(hit.rule);
    if (!found) warnings.push(`${where}: its ${hit.for} is found nowhere any more`);
  }
  const decisions = [...(request.choices?.decisions ?? []), ...decisionsOf(review.hits, pointers)];
  return { request: { ...reviewed, choices: { ...request.choices, decisions } }, warnings };
}

/** An untouched hit is no decision: a wider one elsewhere in the file ("for": "value") is to hold for it too. */
function decisionsOf(
  hits: readonly ReviewFileHit[],
  pointers: ReadonlyMap<string, string>,
): readonly RedactionDecision[] {
  return hits
    .filter((hit) => hit.decision !== 'accept' || hit.for !== 'place')
    .map((hit) => decisionOf(hit, pointers.get(placeOf(hit)) ?? hit.pointer));
}
