import { countWords } from '../words';
import type { UndoPlan } from './planUndo';

/** What is named at most; the rest is counted. */
const SHOWN = 20;

/** `add 214, merge 3`; empty for nothing. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${name.replaceAll('_', ' ')} ${String(count)}`)
    .join(', ');
}

/** Whether carrying out a plan loses something that came after the operation. */
export function losesAnything(plan: UndoPlan): boolean {
  return plan.lost.length > 0 || plan.lostFiles.length > 0;
}

/** `import of 2025-10-23 10:30 UTC (add 214)`. */
export function operationWords({ verb, time, counts }: Pick<UndoPlan, 'verb' | 'time' | 'counts'>): string {
  const done = countsText(counts);
  return `${verb} of ${time.slice(0, 16).replace('T', ' ')} UTC${done === '' ? '' : ` (${done})`}`;
}

/** A plan for people: what is put back, what is removed, and by id what would be lost. */
export function renderUndo(plan: UndoPlan): string {
  const lines = [`Undo of the ${operationWords(plan)}, ${plan.id}`, ''];
  for (const { path, action, changedSince } of plan.files.slice(0, SHOWN)) {
    const what = action === 'remove' ? 'remove' : 'put back';
    lines.push(`  ${what.padEnd(8)}  ${path}${changedSince ? '  (changed since)' : ''}`);
  }
  if (plan.files.length > SHOWN) lines.push(`  and ${countWords(plan.files.length - SHOWN, 'more file')}`);
  if (losesAnything(plan)) {
    lines.push('', 'Changed since, and lost with it:');
    for (const { change, kind, agent, id, title } of plan.lost)
      lines.push(`  ${change.padEnd(8)} ${kind} ${plain(id)} of ${agent}: ${plain(title)}`);
    for (const path of plan.lostFiles) lines.push(`  changed  ${path}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Text of a record as part of a line: nothing in it may move a terminal's cursor. */
function plain(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}
