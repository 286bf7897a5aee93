import { parseTime } from '../../core/store/times';
import type { Clock } from '../../core/ports';
import type { Problem, RecordView } from '../../core/store/records';
import { countWords } from '../../core/words';
import type { Execute } from '../command';
import type { listOptions } from '../descriptions/records';
import { exit } from '../exitCodes';
import { recordsWithin } from './readRecords';
import { recordTable } from './recordTable';

/** What is written at once. */
const PIECE_CHARACTERS = 64 * 1024;

type SortKey = (typeof listOptions.sort.option.choices)[number];

/** `aml list`: `{records: [RecordView], problems}`; unsorted records are written while the memory is read. */
export const runList: Execute<typeof listOptions> = async (values, _positionals, context) => {
  const store = await context.store();
  const problems: Problem[] = [];
  const { clock } = context.io;
  const all = recordsWithin(store, { limits: values, pick: (record) => record.view, problems }, context);
  const limit = values.limit ?? Infinity;
  const streams = context.json && values.sort === undefined;
  // Held back up to a piece's size: a mistake in the request is then an error object and nothing else.
  let pending = '{"records":[';
  const views: RecordView[] = [];
  let count = 0;
  for await (const view of all) {
    if (streams) pending += `${count === 0 ? '' : ','}\n${JSON.stringify(view)}`;
    else views.push(view);
    count += 1;
    if (pending.length > PIECE_CHARACTERS) {
      await context.print(pending);
      pending = '';
    }
    if (values.sort === undefined && count >= limit) break;
  }
  if (streams) {
    await context.print(`${pending}\n],"problems":${JSON.stringify(problems)}}\n`);
  } else {
    if (values.sort !== undefined) views.sort(comparing(values.sort, clock));
    const shown = views.slice(0, limit);
    if (context.json) await context.printJson({ records: shown, problems });
    else {
      await context.print(recordTable(shown, context));
      const more = views.length - shown.length;
      await context.note(
        `${countWords(shown.length, 'record')}${more > 0 ? `, ${countWords(more, 'more is', 'more are')} not shown` : ''}`,
      );
    }
  }
  await context.noteProblems(problems);
  return exit.done;
};

/** Names ascending, numbers and dates descending; what a record does not say comes last. */
function comparing(key: SortKey, clock: Clock): (one: RecordView, other: RecordView) => number {
  if (key === 'title') return (one, other) => one.title.localeCompare(other.title, 'en');
  const valueOf = (view: RecordView): number => {
    const value = view[key];
    if (typeof value === 'number') return value;
    return value === null ? -Infinity : (parseTime(value, clock, 'start') ?? -Infinity);
  };
  return (one, other) => {
    const [left, right] = [valueOf(one), valueOf(other)];
    return left === right ? 0 : left < right ? 1 : -1;
  };
}
