import { isJsonArray, isJsonObject } from '../../core/json';
import type { JsonValue } from '../../core/json';
import type { Problem, RecordView, StoredRecord } from '../../core/store/records';
import { countWords } from '../../core/words';
import type { Execute } from '../command';
import { searchOptions } from '../descriptions/records';
import { exit } from '../exitCodes';
import { recordsWithin } from './readRecords';
import { recordTable } from './recordTable';

/** What a word is worth by where it is found. */
const WORTH = { title: 4, tag: 3, elsewhere: 1 } as const;

interface Found {
  readonly view: RecordView;
  readonly worth: number;
}

/** `aml search`: `{records: [RecordView], total, problems}`, best first. */
export const runSearch: Execute<typeof searchOptions> = async (values, positionals, context) => {
  const store = await context.store();
  const problems: Problem[] = [];
  const words = positionals.flatMap((text) => text.toLowerCase().split(/\s+/)).filter((word) => word !== '');
  const pick = (record: StoredRecord): Found | undefined => {
    const worth = worthOf(record, words);
    return worth === 0 ? undefined : { view: record.view, worth };
  };
  const found: Found[] = [];
  for await (const one of recordsWithin(store, { limits: values, pick, problems }, context)) found.push(one);
  found.sort(
    (one, other) => other.worth - one.worth || (other.view.confidence ?? 0) - (one.view.confidence ?? 0),
  );
  const limit = values.limit ?? searchOptions.limit.option.default;
  const views = found.slice(0, limit).map(({ view }) => view);
  if (context.json) await context.printJson({ records: views, total: found.length, problems });
  else if (views.length === 0) await context.note(`No record holds ${words.join(' and ')}.`);
  else {
    await context.print(recordTable(views, context));
    await context.note(
      found.length === views.length
        ? countWords(found.length, 'record')
        : `The best ${String(views.length)} of ${countWords(found.length, 'record')}`,
    );
  }
  await context.noteProblems(problems);
  return exit.done;
};

/** 0 unless the record holds every word; else the more the better placed they are. */
export function worthOf(record: StoredRecord, words: readonly string[]): number {
  const title = record.view.title.toLowerCase();
  const tags = record.view.tags.map((tag) => tag.toLowerCase());
  let rest: string[] | undefined;
  let worth = 0;
  for (const word of words) {
    if (title.includes(word)) worth += WORTH.title;
    else if (tags.some((tag) => tag.includes(word))) worth += WORTH.tag;
    else {
      rest ??= textsOf(record.value);
      if (!rest.some((text) => text.includes(word))) return 0;
      worth += WORTH.elsewhere;
    }
  }
  return worth;
}

/** Every text of a value, lower-case. A stack of its own: a hostile record may be nested deeper than calls can be. */
function textsOf(value: JsonValue): string[] {
  const texts: string[] = [];
  const waiting: JsonValue[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') texts.push(next.toLowerCase());
    else if (isJsonArray(next)) for (const each of next) waiting.push(each);
    else if (isJsonObject(next)) for (const each of Object.values(next)) waiting.push(each);
  }
  return texts;
}
