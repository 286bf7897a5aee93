import { KIND_PLURALS } from '../store/records';
import { countWords, numberWords, treeLines } from '../words';
import { groupBy } from './groupBy';
import type { ImportPlan, PlanAction, PlanItem } from './plan';

/** How many of an action, before and after it is done. */
const PLANNED: { readonly [Action in PlanAction]: string } = {
  add: 'to add',
  merge: 'to merge',
  replace: 'to replace',
  remove: 'to remove',
  same: 'same',
  keep: 'kept as they are here',
  conflict: 'in conflict',
  skip: 'left out',
};
const DONE: { readonly [Action in PlanAction]: string } = {
  add: 'added',
  merge: 'merged',
  replace: 'replaced',
  remove: 'removed',
  same: 'here already',
  keep: 'kept as they are here',
  conflict: 'left out in conflict',
  skip: 'left out',
};
/** As in source control (UX). */
const LETTERS: { readonly [Action in PlanAction]: string } = {
  add: 'A',
  merge: 'M',
  replace: 'R',
  remove: 'D',
  same: '=',
  keep: 'K',
  conflict: '!',
  skip: '-',
};
const ORDER = ['add', 'merge', 'replace', 'remove', 'conflict', 'keep', 'skip', 'same'] as const;

/** `214 to add, 3 to merge, 6 same`; `nothing` when there are no records at all. */
export function countsWords(items: readonly Pick<PlanItem, 'action'>[], isDone: boolean): string {
  const counts = new Map<PlanAction, number>();
  for (const { action } of items) counts.set(action, (counts.get(action) ?? 0) + 1);
  const words = ORDER.flatMap((action) => {
    const count = counts.get(action);
    return count === undefined ? [] : [`${numberWords(count)} ${(isDone ? DONE : PLANNED)[action]}`];
  });
  return words.length === 0 ? 'no records' : words.join(', ');
}

/** A plan for people: each record by its id with what would become of it and why. */
export function renderPlan(plan: ImportPlan): string {
  const lines = [
    `Import plan for ${plan.source.name}, ${plan.source.description}`,
    '',
    `Records: ${countsWords(plan.items, false)}`,
  ];
  for (const [agent, items] of groupBy(plan.items, (item) => item.agent)) {
    lines.push('', `${agent}: ${countsWords(items, false)}`, ...treeLines(items.map(itemLine)));
  }
  if (plan.documents.length > 0)
    lines.push(
      '',
      'Documents:',
      ...treeLines(plan.documents.map(({ path, action, reason }) => `${LETTERS[action]} ${path}: ${reason}`)),
    );
  lines.push(...remarks(plan), '', plan.isEmpty() ? 'There is nothing to do.' : 'Nothing was written.');
  return `${lines.join('\n')}\n`;
}

function itemLine({ action, kind, id, title, reason }: PlanItem): string {
  const name = title === '' || title === id ? '' : `  ${title}`;
  return `${LETTERS[action]} ${kind} ${id}${name}: ${reason}`;
}

/** What an import did, for people. `operation`: undefined when there was nothing to do. */
export function renderImport(
  plan: ImportPlan,
  operation: string | undefined,
  notes: readonly string[],
): string {
  if (operation === undefined) {
    const lines = [
      `Nothing to import from ${plan.source.name}: ${countsWords(plan.items, true)}.`,
      ...remarks(plan),
    ];
    return `${lines.join('\n')}\n`;
  }
  const agents = [...groupBy(plan.items, (item) => item.agent)];
  const documents = plan.documents.filter(
    ({ action }) => action !== 'same' && action !== 'keep' && action !== 'skip',
  );
  const lines = [
    'Import complete',
    '',
    `Source:    ${plan.source.name} (${plan.source.description})`,
    `Records:   ${countsWords(plan.items, true)}`,
    ...(documents.length === 0 ? [] : [`Documents: ${countWords(documents.length, 'document')} written`]),
    `Operation: ${operation} (aml undo takes it back)`,
    '',
    'Agents:',
    ...treeLines(agents.map(([agent, items]) => `${agent} (${countsWords(items, true)})`)),
    ...remarks(plan),
    ...notes.map((note) => `• ${note}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a person should know beside the records. */
function remarks(plan: ImportPlan): string[] {
  const invalid = plan.invalid.map(
    ({ agent, kind, id, pointer, detail }) => `${agent} ${KIND_PLURALS[kind]} ${id}: ${pointer} ${detail}`,
  );
  const section = (title: string, entries: readonly string[]): string[] =>
    entries.length === 0 ? [] : ['', title, ...treeLines(entries)];
  return [
    ...section(`Not valid (${numberWords(invalid.length)}):`, invalid),
    ...section(
      'Cannot be read:',
      plan.problems.filter(({ level }) => level === 'error').map(({ message }) => message),
    ),
    ...section('Lost:', plan.loss),
    ...section('Notes:', plan.notes),
  ];
}
