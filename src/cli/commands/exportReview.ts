import { basename, dirname, resolve } from 'node:path';
import { LoomError } from '../../core/errors';
import type { ExportRequest } from '../../core/export/request';
import { reviewExport } from '../../core/export/reviewExport';
import { hitText, REVIEW_END, reviewStart } from '../../core/export/reviewFile';
import type { ExportOptionValues } from '../../core/options';
import type { Store } from '../../core/store/store';
import { countWords } from '../../core/words';
import { nodeStore } from '../../platform/node';
import type { Context } from '../context';
import { exit } from '../exitCodes';
import type { ExitCode } from '../exitCodes';

/** Refuses what does not go together with a review, before anything is read. */
export function refuseReviewConflicts(values: ExportOptionValues, out: string | undefined): void {
  const { review } = values;
  const refuse = (message: string, hint: string): never => {
    throw new LoomError('usage', { message, hint });
  };
  const none = values.anonymize === 'none';
  if (review !== undefined && values['review-from'] !== undefined)
    refuse('--review writes decisions and --review-from applies them.', 'run one after the other');
  if (review !== undefined && out !== undefined)
    refuse('A review exports nothing, so there is nothing to write there.', `leave out ${out}`);
  if (none && (review !== undefined || values['review-from'] !== undefined))
    refuse('At level none nothing is hidden, so there is nothing to review.', 'leave out --anonymize none');
  if (values['review-from'] === '-')
    refuse('Decisions are not read from standard input.', 'name the file that --review wrote');
}

/** `aml export --review FILE` (M48, M100): the redactions as decisions to edit; `-` is standard output. */
export async function writeReview(
  context: Context,
  store: Store,
  request: ExportRequest,
  file: string,
  replace: boolean,
): Promise<ExitCode> {
  const host = await context.host();
  const time = request.time ?? host.clock.now();
  const full = resolve(context.io.cwd, file);
  const writer = file === '-' ? undefined : await nodeStore(dirname(full)).write(basename(full), { replace });
  const encoder = new TextEncoder();
  const append = async (text: string): Promise<void> =>
    writer === undefined ? context.print(text) : writer.append(encoder.encode(text));
  let hits = 0;
  let records = 0;
  const counts = new Map<string, number>();
  try {
    await append(reviewStart(time));
    for await (const reviewed of reviewExport(host, store, { ...request, time }, context.run)) {
      records += 1;
      for (const hit of reviewed.hits) {
        await append(hitText(hit, reviewed, hits === 0));
        hits += 1;
        counts.set(hit.category, (counts.get(hit.category) ?? 0) + 1);
      }
    }
    await append(REVIEW_END);
    await writer?.commit();
  } catch (error) {
    await writer?.abandon();
    throw error;
  }
  const sink = file === '-' ? context.io.stderr : context.io.stdout;
  if (context.json) {
    const report = { review: file === '-' ? '-' : full, hits, records, counts: Object.fromEntries(counts) };
    await context.printJson(report, sink);
  } else {
    const next =
      file === '-' ? '' : ` Edit the decisions in ${file}, then export with --review-from ${file}.`;
    await context.print(
      `${countWords(hits, 'item')} in ${countWords(records, 'record')} would be hidden.${next}\nNothing was exported.\n`,
      sink,
    );
  }
  return exit.done;
}
