import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LoomError } from '../../core/errors';
import { hashName } from '../../core/export/identity';
import { applyImport, refuseUnfit } from '../../core/import/applyImport';
import { importRequest } from '../../core/import/fromOptions';
import type { PlannedImport } from '../../core/import/plannedImport';
import { planImport } from '../../core/import/planImport';
import { matchPlanFile, readPlanFile, renderPlanFile } from '../../core/import/planFile';
import type { PlanFile } from '../../core/import/planFile';
import { countsWords, renderImport, renderPlan } from '../../core/import/reportText';
import type { ImportRequest } from '../../core/import/request';
import { changeOptions, changeSettings } from '../../core/importOptions';
import type { ImportOptionValues, importOptions } from '../../core/importOptions';
import type { WritableStore } from '../../core/store/changes';
import { fromErrno } from '../../platform/errno';
import { askAboutConflicts, canAsk, confirm } from '../askChoices';
import type { Execute } from '../command';
import type { Context } from '../context';
import { exit, exitCodes } from '../exitCodes';
import type { ExitCode } from '../exitCodes';
import { identitySecret } from '../identity';
import { openImportInput } from '../importInput';
import type { OpenedInput } from '../importInput';
import { existingPassword } from '../password';
import { importJson } from './importJson';

/** How often an import that nobody has read is planned when others write to the memory. */
const TRIES = 3;

/** Options that a plan leaves open. */
const BESIDE_A_PLAN: readonly string[] = [
  'apply',
  'password-file',
  'yes',
  'dry-run',
  ...Object.keys(changeOptions),
];

/** `aml import` (X1-X9). */
export const runImport: Execute<typeof importOptions> = async (values, [typed], context) => {
  const { io } = context;
  const saved = values.apply === undefined ? undefined : await readPlan(context, values, values.apply);
  const source = typed ?? saved?.source.path;
  if (source === undefined)
    throw new LoomError('usage', { message: 'What to import is not named.', hint: 'write aml import FILE' });
  refuseUseless(values, source, context);
  const opened = await openImportInput(io, source);
  try {
    const memory = await context.receivingMemory();
    try {
      if (memory.isNew) await context.note(`There is no memory here yet: it comes into ${memory.path}.`);
      return await importInto(memory.path, opened, values, saved, context);
    } finally {
      await memory.settle();
    }
  } finally {
    await opened.close();
  }
};

async function importInto(
  memory: string,
  opened: OpenedInput,
  values: ImportOptionValues,
  saved: PlanFile | undefined,
  context: Context,
): Promise<ExitCode> {
  const { io } = context;
  const store = await context.writableStore(memory);
  const password = opened.sealed
    ? await existingPassword(io, values['password-file'], opened.input.name)
    : undefined;
  const request: ImportRequest =
    saved === undefined ? importRequest(values, password) : { ...saved.request, password };
  for (let tries = 1; ; tries += 1) {
    const plan = await planImport(await context.host(), store, opened.input, request, context.run);
    try {
      if (saved !== undefined) matchPlanFile(plan, saved, values.apply ?? '');
      return await carryOut(plan, opened, store, values, context);
    } catch (error) {
      // Another process wrote meanwhile. A plan that somebody has read is not quietly made anew.
      const isRead = saved !== undefined || canAsk(io);
      if (!LoomError.is(error, 'memory-changed') || isRead || tries === TRIES) throw error;
    } finally {
      await plan.dispose();
    }
  }
}

function refuseUseless(values: ImportOptionValues, source: string, { io, json }: Context): void {
  if (values['merge-strategy'] === 'ask' && (!canAsk(io) || json || source === '-'))
    throw new LoomError('usage', {
      message: 'There is nobody to ask about conflicts here.',
      hint: 'run it in a terminal, or choose another --merge-strategy',
    });
  if (values.plan !== undefined && source === '-')
    throw new LoomError('usage', {
      message: 'A plan for standard input could not be applied later.',
      hint: 'write the input to a file first',
    });
}

async function readPlan(context: Context, values: ImportOptionValues, file: string): Promise<PlanFile> {
  const idle = Object.keys(values).filter((name) => !BESIDE_A_PLAN.includes(name));
  if (idle[0] !== undefined)
    throw new LoomError('usage', {
      message: `A plan says itself what is done: --${idle[0]} has no place beside --apply.`,
    });
  try {
    return readPlanFile(await readFile(resolve(context.io.cwd, file), 'utf8'), file);
  } catch (error) {
    throw fromErrno(error, file, 'file-missing');
  }
}

async function carryOut(
  plan: PlannedImport,
  opened: OpenedInput,
  store: WritableStore,
  values: ImportOptionValues,
  context: Context,
): Promise<ExitCode> {
  const isOnlyShown = values['dry-run'] === true || values.plan !== undefined;
  if (values.plan === undefined && isOnlyShown) return show(plan, context);
  if (plan.request.strategy === 'ask') await askAboutConflicts(context.io, plan);
  if (values.plan !== undefined) {
    await writePlan(plan, opened.path, values.plan, context);
    return show(plan, context);
  }
  refuseUnfit(plan);
  if (!(await isConfirmed(plan, values, context))) throw new LoomError('cancelled', {});
  const host = await context.host();
  const secret = await identitySecret(context.io, (message) => {
    host.log.warn(message);
  });
  const user = await hashName(host.codecs, secret, 'user', context.io.user);
  const { operation, notes } = await applyImport(
    host,
    store,
    plan,
    { user, settings: changeSettings(values) },
    context.run,
  );
  if (context.json) await context.printJson(importJson(plan, operation, notes));
  else await context.print(renderImport(plan, operation?.id, notes));
  return await ending(plan, context);
}

/** Records that go or are replaced want a yes; the rest can be looked up and taken back. */
async function isConfirmed(
  plan: PlannedImport,
  values: ImportOptionValues,
  { io, json }: Context,
): Promise<boolean> {
  if (values.yes === true || plan.isEmpty()) return true;
  const { replace, remove } = plan.counts();
  const { strategy, restore } = plan.request;
  const isDestructive = (restore || strategy === 'replace') && replace + remove > 0;
  if (canAsk(io) && !json)
    return confirm(io, `Import from ${plan.source.name}: ${countsWords(plan.items, false)}. Apply?`);
  if (!isDestructive) return true;
  throw new LoomError('confirmation-needed', {
    action: `Replacing ${String(replace)} and removing ${String(remove)} records`,
  });
}

async function show(plan: PlannedImport, context: Context): Promise<ExitCode> {
  let refused: LoomError | undefined;
  try {
    refuseUnfit(plan);
  } catch (error) {
    if (!(error instanceof LoomError)) throw error;
    refused = error;
  }
  if (context.json) {
    await context.printJson({
      ...importJson(plan, undefined, []),
      ...(refused === undefined ? {} : { refused: refused.toJSON() }),
    });
    return refused === undefined ? await ending(plan, context) : exitCodes[refused.code];
  }
  await context.print(renderPlan(plan));
  if (refused !== undefined) throw refused;
  return await ending(plan, context);
}

async function ending(plan: PlannedImport, context: Context): Promise<ExitCode> {
  const unreadable = plan.parts.problems.filter(({ level }) => level === 'error');
  if (unreadable.length > 0) {
    if (context.json) await context.noteProblems(unreadable);
    await context.note('aml: A part of the memory cannot be read; nothing of it was changed.');
    await context.note('hint: restore or repair the files that are listed, then import again');
    return exit.memory;
  }
  const { conflict } = plan.counts();
  if (conflict === 0) return exit.done;
  await context.note(
    `aml: ${conflict === 1 ? 'One record is' : `${String(conflict)} records are`} in conflict and left out.`,
  );
  await context.note('hint: decide about them with --merge-strategy ask in a terminal, or in VS Code');
  return exit.problemsFound;
}

async function writePlan(plan: PlannedImport, source: string, file: string, { io }: Context): Promise<void> {
  const full = resolve(io.cwd, file);
  try {
    await writeFile(full, renderPlanFile(plan, source, io.clock.now()), { flag: 'wx' });
  } catch (error) {
    throw fromErrno(error, file, 'folder-missing');
  }
}
