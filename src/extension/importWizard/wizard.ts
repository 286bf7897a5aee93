import type { ImportOptions } from '../contract';
import type { Services } from '../services';
import { keepStrategy, lastStrategy, requestOf, type ImportDraft } from './draft';
import type { Imports } from './imports';
import { makePlan } from './makePlan';
import { QUESTIONS } from './questions';
import { readSource } from './source';

/** Asks what is not known yet, plans the import, and opens the plan. Nothing is written. */
export async function importInto(
  services: Services,
  imports: () => Promise<Imports>,
  source: unknown,
  options: ImportOptions,
): Promise<void> {
  const memories = await services.memories.ready();
  const given = {
    source: readSource(source),
    memory: memories.find(({ key }) => key === options.memory),
    password: options.password,
  };
  const draft: ImportDraft = {
    services,
    given,
    ...given,
    inspection: undefined,
    agents: undefined,
    includeGlobal: true,
    strategy: lastStrategy(services),
  };
  if (!(await ask(draft))) return;
  const subject = draft.memory &&
    draft.source && { memory: draft.memory, source: draft.source, request: requestOf(draft) };
  if (subject === undefined) return;
  await keepStrategy(services, draft.strategy);
  const plan = await makePlan(services, subject);
  await (await imports()).open(subject, plan);
}

/** True when every question has its answer. The back button leads to the last one that was asked. */
async function ask(draft: ImportDraft): Promise<boolean> {
  const asked: number[] = [];
  let place = 0;
  for (;;) {
    const question = QUESTIONS[place];
    if (question === undefined) return true;
    const answer = await question(draft, asked.length > 0);
    if (answer === 'cancel') return false;
    if (answer === 'back') {
      const before = asked.pop();
      if (before === undefined) return false;
      place = before;
      continue;
    }
    if (answer === 'next') asked.push(place);
    place += 1;
  }
}

/** From a menu of the explorer the second argument is the selection: what is known is only what says so. */
export function readOptions(value: unknown): ImportOptions {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const { memory, password } = value as { readonly memory?: unknown; readonly password?: unknown };
  return {
    memory: typeof memory === 'string' ? memory : undefined,
    password: typeof password === 'string' ? password : undefined,
  };
}
