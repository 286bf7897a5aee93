import type { RecordView } from '../../core/store/records';
import { numberWords, percentWords } from '../../core/words';
import type { Context } from '../context';
import { oneLine, textTable } from '../textTable';

/** Records as a table for people: what they are called, how good they are, how to show one. */
export function recordTable(views: readonly RecordView[], context: Context): string {
  const { stdout } = context.io;
  return textTable(
    [
      { title: 'ID' },
      { title: 'AGENT' },
      { title: 'KIND' },
      { title: 'CONFIDENCE', align: 'right' },
      { title: 'SUCCESS', align: 'right' },
      { title: 'USES', align: 'right' },
      { title: 'TITLE', shrinks: true },
    ],
    views.map((view) => [
      oneLine(view.id),
      oneLine(view.agent),
      view.kind,
      view.confidence === null ? '' : view.confidence.toFixed(2),
      view.success_rate === null ? '' : percentWords(view.success_rate),
      view.use_count === null ? '' : numberWords(view.use_count),
      oneLine(view.active ? view.title : `${view.title} (inactive)`),
    ]),
    context.style,
    stdout.isTerminal ? stdout.columns : undefined,
  );
}
