import { LoomError } from '../../core/errors';
import { hashName } from '../../core/export/identity';
import { changeSettings } from '../../core/importOptions';
import { planUndo } from '../../core/undo/planUndo';
import type { UndoPlan } from '../../core/undo/planUndo';
import { losesAnything, operationWords, renderUndo } from '../../core/undo/undoText';
import { undoOperation } from '../../core/undo/undoOperation';
import { countWords } from '../../core/words';
import { canAsk, confirm } from '../askChoices';
import type { Execute } from '../command';
import type { undoOptions } from '../descriptions/history';
import type { Context } from '../context';
import { exit } from '../exitCodes';
import { identitySecret } from '../identity';

/** `aml undo`: `{applied, id, undoes, verb, files, lost, lost_files}`. */
export const runUndo: Execute<typeof undoOptions> = async (values, [id], context) => {
  const store = await context.writableStore();
  const host = await context.host();
  const plan = await planUndo(host, store, id, context.run);
  if (values['dry-run'] === true) {
    await tell(plan, undefined, context);
    return exit.done;
  }
  if (!(await isConfirmed(plan, values.yes === true, context))) throw new LoomError('cancelled', {});
  const secret = await identitySecret(context.io, (message) => {
    void context.note(`warning: ${message}`);
  });
  const user = await hashName(host.codecs, secret, 'user', context.io.user);
  const applied = await undoOperation(host, store, plan, user, context.run, changeSettings(values));
  await tell(plan, applied.id, context);
  for (const note of applied.notes) await context.note(note);
  return exit.done;
};

/** What loses nothing needs no question: it can be taken back as well. */
async function isConfirmed(plan: UndoPlan, yes: boolean, context: Context): Promise<boolean> {
  if (yes || !losesAnything(plan)) return true;
  const lost = countWords(plan.lost.length + plan.lostFiles.length, 'change');
  if (context.json || !canAsk(context.io))
    throw new LoomError('confirmation-needed', { action: `Losing ${lost} made since` });
  await context.note(renderUndo(plan).trimEnd());
  return confirm(context.io, `Undo, and lose ${lost} made since?`);
}

async function tell(plan: UndoPlan, applied: string | undefined, context: Context): Promise<void> {
  if (context.json) {
    await context.printJson({
      applied: applied !== undefined,
      id: applied ?? null,
      undoes: plan.id,
      verb: plan.verb,
      files: plan.files.map(({ path, action, changedSince }) => ({
        path,
        action,
        changed_since: changedSince,
      })),
      lost: plan.lost,
      lost_files: plan.lostFiles,
    });
    return;
  }
  if (applied === undefined) {
    await context.print(renderUndo(plan));
    return;
  }
  const files = countWords(plan.files.length, 'file is', 'files are');
  await context.print(`Took back the ${operationWords(plan)}: ${files} as before.\n`);
  await context.note(`aml undo ${applied} does it again.`);
}
