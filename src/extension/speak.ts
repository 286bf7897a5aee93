import * as vscode from 'vscode';
import { LoomError, type LoomErrorCode } from '../core/errors';
import { sentences } from '../core/sentences';
import { run } from './contract';
import type { Services } from './services';
import { format } from './words';

/** A button under a message. */
export interface Step {
  readonly label: string;
  act(): Promise<void>;
}

const showLog = (services: Services): Step => ({
  label: vscode.l10n.t('Show Log'),
  act: () => {
    services.log.show();
    return Promise.resolve();
  },
});
const openSettings: Step = {
  label: vscode.l10n.t('Open Settings'),
  act: () => run(vscode.commands, 'loomMemory.openSettings'),
};
const showProblems: Step = {
  label: vscode.l10n.t('Show Problems'),
  act: () => run(vscode.commands, 'loomMemory.showProblems'),
};
const chooseAnother: Step = {
  label: vscode.l10n.t('Open Another Bundle…'),
  act: () => run(vscode.commands, 'loomMemory.openManifest'),
};
const exportAgain: Step = {
  label: vscode.l10n.t('Export Again…'),
  act: () => run(vscode.commands, 'loomMemory.export'),
};
const createSample: Step = {
  label: vscode.l10n.t('Create a Sample Memory'),
  act: () => run(vscode.commands, 'loomMemory.createSampleMemory'),
};

/** What a person can do next, by error; exhaustive, so that a new code needs an answer here too. */
function stepsFor(services: Services): { readonly [Code in LoomErrorCode]: readonly Step[] } {
  const none: readonly Step[] = [];
  const log: readonly Step[] = [showLog(services)];
  return {
    usage: none,
    'option-unknown': none,
    'command-unknown': none,
    'value-invalid': none,
    'agent-unknown': none,
    'record-unknown': none,
    'operation-unknown': none,
    'nothing-matches': [exportAgain],
    'confirmation-needed': none,
    'rules-invalid': [openSettings],
    'decision-invalid': [exportAgain],
    'review-invalid': none,
    cancelled: none,
    'setting-invalid': [openSettings],
    'memory-missing': [openSettings, createSample],
    'memory-damaged': [showProblems],
    'memory-changing': [exportAgain],
    'memory-changed': none,
    'password-missing': none,
    'password-mismatch': none,
    'password-wrong': none,
    'not-an-archive': [chooseAnother],
    'version-newer': none,
    'archive-damaged': [chooseAnother],
    'gzip-damaged': [chooseAnother],
    'seal-damaged': [chooseAnother],
    'archive-hostile': [chooseAnother],
    'archive-too-large': [chooseAnother],
    'path-unsafe': none,
    'source-ambiguous': none,
    'source-changed': none,
    'record-invalid': none,
    'agent-too-large': none,
    'plan-invalid': none,
    'file-missing': none,
    'folder-missing': [exportAgain],
    'output-exists': [exportAgain],
    'permission-denied': log,
    'no-space': [exportAgain],
    locked: log,
    'io-failed': log,
    'format-unavailable': [exportAgain],
  };
}

/** What happened, in the window's language. The template is core's; its data go in as arguments. */
export function sentenceOf(error: LoomError): string {
  const args: Record<string, string> = {};
  for (const [name, value] of Object.entries(error.data)) args[name] = words(value);
  return vscode.l10n.t(sentences[error.code], args);
}

/** Without it, `instanceof` leaves the kind of error open. */
export function isLoomError(error: unknown): error is LoomError {
  return error instanceof LoomError;
}

/** The buttons that belong to an error. */
export function nextSteps(error: LoomError, services: Services): readonly Step[] {
  return stepsFor(services)[error.code];
}

/**
 * Logs the error and shows one message with the next step as buttons; does not wait for an answer. Cancelling is what the
 * person wanted: no message.
 */
export function showError(error: unknown, services: Services): void {
  if (error instanceof vscode.CancellationError || LoomError.is(error, 'cancelled')) return;
  if (isLoomError(error)) {
    services.log.error(`${error.code}: ${JSON.stringify(error.data)}`);
    if (error.cause instanceof Error) services.log.debug(error.cause.message);
    ask(sentenceOf(error), nextSteps(error, services), services);
  } else {
    services.log.error(error instanceof Error ? error : String(error));
    ask(
      vscode.l10n.t('Something went wrong inside Loom Memory. The log says what.'),
      [showLog(services)],
      services,
    );
  }
}

function ask(message: string, steps: readonly Step[], services: Services): void {
  const answered = async (): Promise<void> => {
    const answer = await vscode.window.showErrorMessage(message, ...steps.map((step) => step.label));
    await steps.find((step) => step.label === answer)?.act();
  };
  answered().catch((error: unknown) => {
    services.log.error(error instanceof Error ? error : String(error));
  });
}

function words(value: unknown): string {
  if (typeof value === 'number') return format.number(value);
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([reason, count]) => `${String(count)} ${reason}`)
      .join(', ');
  }
  return String(value);
}
