import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { format } from '../words';
import { indentJson } from '../recordPage/indentJson';
import type { RecordOfReview, ReviewItem } from './model';
import { placeIn } from './reviewedText';
import { rangeWords } from './tree';
import type { OpenReview, Reviews } from './reviews';

/** The multi-diff editor makes a diff of each at once. */
const RECORDS_AT_ONCE = 100;

/** Title of the multi-diff editor. */
export function changesTitle(): string {
  return l10n.t('Redactions of this export');
}

/** Before and after of the record that an item lies in, at the item; the list keeps the focus. */
export async function showChange(reviews: Reviews, current: OpenReview, item: ReviewItem): Promise<void> {
  const { record } = item;
  const texts = await current.session.texts(record);
  const [before, after] = reviews.sides(record);
  const place = placeIn(indentJson(new TextDecoder().decode(texts?.before)), item.hit);
  const selection = new vscode.Range(place.line, place.column, place.line, place.column);
  await vscode.commands.executeCommand('vscode.diff', before, after, titleOf(record), {
    preview: true,
    preserveFocus: true,
    selection,
  } satisfies vscode.TextDocumentShowOptions);
}

/** Before and after of all records with hits, a hundred at a time. */
export async function showAllChanges(reviews: Reviews, current: OpenReview): Promise<void> {
  const { records } = current.session.model;
  const start = records.length <= RECORDS_AT_ONCE ? 0 : await chooseStart(records.length);
  if (start === undefined) return;
  const end = Math.min(start + RECORDS_AT_ONCE, records.length);
  const shown = records.slice(start, end).map((record) => {
    const [before, after] = reviews.sides(record);
    return [after, before, after];
  });
  const title =
    records.length <= RECORDS_AT_ONCE ? changesTitle() : `${changesTitle()} (${rangeWords(start, end)})`;
  await vscode.commands.executeCommand('vscode.changes', title, shown);
}

async function chooseStart(count: number): Promise<number | undefined> {
  const starts = Array.from(
    { length: Math.ceil(count / RECORDS_AT_ONCE) },
    (_, page) => page * RECORDS_AT_ONCE,
  );
  const picked = await vscode.window.showQuickPick(
    starts.map((start) => ({
      label: l10n.t('Records {0}', rangeWords(start, Math.min(start + RECORDS_AT_ONCE, count))),
      start,
    })),
    {
      title: changesTitle(),
      placeHolder: l10n.t('{0} records change. Which ones to compare', format.number(count)),
    },
  );
  return picked?.start;
}

function titleOf({ agent, title }: RecordOfReview): string {
  return l10n.t('{0} ({1}): before and after', title, agent);
}
