import type { Choice, ImportPlan, PlanItem } from '../core/import/plan';
import type { JsonObject } from '../core/json';
import { viewRecord } from '../core/store/view';
import { numberWords, percentWords } from '../core/words';
import { HiddenInput } from './hiddenInput';
import type { Io } from './io';

const KEYS: readonly (readonly [string, Choice])[] = [
  ['k', 'keep'],
  ['t', 'take'],
  ['m', 'merge'],
  ['b', 'both'],
  ['s', 'skip'],
];

/** Whether somebody can be asked. */
export function canAsk({ stdin, stderr }: Io): boolean {
  return stdin.isTerminal && stderr.isTerminal;
}

/** Asks about each conflict of a plan (X5) until all are decided; a capital letter decides all that follow. */
export async function askAboutConflicts(io: Io, plan: ImportPlan): Promise<void> {
  const conflicts = plan.items.filter(({ action }) => action === 'conflict');
  if (conflicts.length === 0) return;
  const input = new HiddenInput(io);
  try {
    for (const [index, item] of conflicts.entries()) {
      // Decided with an earlier one.
      if (item.action !== 'conflict') continue;
      await io.stderr.write(await card(plan, item, index, conflicts.length));
      await askUntilChosen(io, input, plan, item);
    }
  } finally {
    input.close();
  }
}

async function askUntilChosen(io: Io, input: HiddenInput, plan: ImportPlan, item: PlanItem): Promise<void> {
  const keys = KEYS.filter(([, choice]) => item.choices.includes(choice));
  const question = `${keys.map(([key, choice]) => `[${key}] ${choice}`).join('  ')}  (a capital letter: the same for all) `;
  for (;;) {
    const answer = (await input.ask(question)).trim();
    const choice = keys.find(([key]) => key === answer.toLowerCase())?.[1];
    if (choice === undefined) continue;
    const isForAll = answer !== answer.toLowerCase();
    plan.decide(isForAll ? { conflicts: true } : { key: item.key }, choice);
    await io.stderr.write(`${choice}${isForAll ? ' for all' : ''}\n`);
    return;
  }
}

async function card(plan: ImportPlan, item: PlanItem, index: number, total: number): Promise<string> {
  const { existing, incoming } = await plan.compare(item.key);
  const lines = [
    `Conflict ${String(index + 1)} of ${String(total)}: ${item.kind} ${item.id} of ${item.agent}: ${item.reason}`,
    ...(existing === undefined ? [] : [`  here:     ${facts(existing, item)}`]),
    ...(incoming === undefined ? [] : [`  incoming: ${facts(incoming, item)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function facts(record: JsonObject, { agent, kind }: PlanItem): string {
  const {
    title,
    confidence,
    success_rate: success,
    use_count: uses,
    last_used: used,
  } = viewRecord(record, agent, kind).view;
  return [
    title,
    ...(confidence === null ? [] : [`confidence ${String(confidence)}`]),
    ...(success === null ? [] : [`success ${percentWords(success)}`]),
    ...(uses === null ? [] : [`${numberWords(uses)} uses`]),
    ...(used === null ? [] : [`last used ${used}`]),
  ].join(', ');
}

/** Asks a yes-or-no question; Enter is no. */
export async function confirm(io: Io, question: string): Promise<boolean> {
  const input = new HiddenInput(io);
  try {
    const answer = (await input.ask(`${question} [y/N] `)).trim().toLowerCase();
    return answer === 'y' || answer === 'yes';
  } finally {
    input.close();
  }
}
