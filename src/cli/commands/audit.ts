import { readAudit } from '../../core/audit/readAudit';
import type { AuditRow } from '../../core/audit/readAudit';
import { parseTime } from '../../core/store/times';
import { countsText } from '../../core/undo/undoText';
import { countWords } from '../../core/words';
import type { Execute } from '../command';
import type { auditOptions } from '../descriptions/history';
import { exit } from '../exitCodes';
import { oneLine, textTable } from '../textTable';

/** `aml audit`: `{entries: [AuditRow], problems}`, newest first. */
export const runAudit: Execute<typeof auditOptions> = async (values, _positionals, context) => {
  const store = await context.writableStore();
  const { clock } = context.io;
  const { entries, problems } = await readAudit(store, clock);
  const since = values.since === undefined ? undefined : parseTime(values.since, clock, 'start');
  const recent =
    since === undefined
      ? entries
      : entries.filter((entry) => (parseTime(entry.time, clock, 'start') ?? 0) >= since);
  const shown = recent.slice(0, values.limit ?? recent.length);
  if (context.json) await context.printJson({ entries: shown, problems });
  else if (shown.length === 0) await context.note('Nothing has been noted yet.');
  else {
    await context.print(auditTable(shown, context));
    const more = recent.length - shown.length;
    if (more > 0) await context.note(`${countWords(more, 'older entry is', 'older entries are')} not shown`);
  }
  await context.noteProblems(problems);
  return exit.done;
};

function auditTable(
  entries: readonly AuditRow[],
  {
    style,
    io,
  }: {
    readonly style: Parameters<typeof textTable>[2];
    readonly io: { readonly stdout: { readonly columns?: number | undefined } };
  },
): string {
  const rows = entries.map((entry) => [
    entry.time.slice(0, 19).replace('T', ' '),
    oneLine(entry.verb),
    oneLine(whatWords(entry)),
    oneLine(entry.agents.join(', ')),
    entry.source === 'loom' ? 'Loom' : (entry.user ?? '').slice(0, 8),
    entry.id ?? '',
  ]);
  return textTable(
    [
      { title: 'TIME (UTC)' },
      { title: 'WHAT' },
      { title: 'COUNTS' },
      { title: 'AGENTS', shrinks: true },
      { title: 'WHO' },
      { title: 'ID' },
    ],
    rows,
    style,
    io.stdout.columns,
  );
}

function whatWords({ counts, undoes, undone_by: undoneBy, details }: AuditRow): string {
  const notes = [
    countsText(counts),
    ...(details?.['anonymization'] === undefined ? [] : [`anonymised: ${String(details['anonymization'])}`]),
    ...(undoes === undefined ? [] : [`of ${undoes}`]),
    ...(undoneBy === undefined ? [] : ['taken back']),
  ];
  return notes.filter((note) => note !== '').join(', ');
}
