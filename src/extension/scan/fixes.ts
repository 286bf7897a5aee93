import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { createFingerprint } from '../../core/anonymise/fingerprint';
import type { Fingerprint } from '../../core/anonymise/fingerprint';
import { unescapeJson } from '../../core/anonymise/jsonString';
import type { PlaceRange } from '../../core/scan/finding';
import { PAGE_SCHEME, type CommandId } from '../contract';
import type { Disposable } from '../disposables';
import { identityOf } from '../identity';
import { lazy } from '../lazy';
import type { Services } from '../services';
import { FindingDiagnostic, rangeOf } from './diagnostics';

const MARK_SAFE = 'loomMemory.markSafe' satisfies CommandId;

/** Quick fixes of findings; none for any other diagnostic. */
export function registerFixes(services: Services): Disposable {
  const fingerprint = lazy(async () => {
    const { codecs, random } = await services.host();
    return createFingerprint((await identityOf(services, random)).secret, codecs);
  });
  return vscode.languages.registerCodeActionsProvider(
    { pattern: '**' },
    {
      provideCodeActions: async (document, _range, { diagnostics }) => {
        const own = diagnostics.filter((one) => one instanceof FindingDiagnostic);
        return own.length === 0 ? [] : fixesOf(document, own, await fingerprint());
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function fixesOf(
  document: vscode.TextDocument,
  diagnostics: readonly FindingDiagnostic[],
  fingerprint: Fingerprint,
): vscode.CodeAction[] {
  return diagnostics.flatMap((diagnostic) => [
    ...changes(document, diagnostic, fingerprint),
    markSafeOf(diagnostic),
  ]);
}

/** Mask, and move to the environment where the text is code. What has changed since the scan is scanned again first. */
function changes(
  document: vscode.TextDocument,
  diagnostic: FindingDiagnostic,
  fingerprint: Fingerprint,
): vscode.CodeAction[] {
  const { finding } = diagnostic;
  const found = document.getText(rangeOf(finding.range));
  if (fingerprint(finding.escaped ? unescapeJson(found) : found) !== finding.fingerprint) return [];
  const change = (title: string, place: PlaceRange, text: string): vscode.CodeAction => {
    const action = actionFor(title, diagnostic);
    if (document.uri.scheme === PAGE_SCHEME) {
      action.disabled = { reason: l10n.t('This page shows a compressed file, which cannot be edited here.') };
      return action;
    }
    action.edit = new vscode.WorkspaceEdit();
    const written = finding.escaped ? JSON.stringify(text).slice(1, -1) : text;
    action.edit.replace(document.uri, rangeOf(place), written);
    return action;
  };
  const mask = finding.mask ?? finding.replacement;
  const masking = change(
    l10n.t('Mask with {0}', mask),
    finding.mask === undefined ? finding.replaced : finding.range,
    mask,
  );
  if (finding.mask === undefined) {
    masking.isPreferred = true;
    return [masking];
  }
  const moving = change(
    l10n.t('Move to the environment: {0}', finding.replacement),
    finding.replaced,
    finding.replacement,
  );
  moving.isPreferred = true;
  return [moving, masking];
}

function markSafeOf(diagnostic: FindingDiagnostic): vscode.CodeAction {
  const title = l10n.t('Mark as safe in this workspace');
  const action = actionFor(title, diagnostic);
  action.command = { command: MARK_SAFE, title, arguments: [diagnostic.finding.fingerprint] };
  return action;
}

function actionFor(title: string, diagnostic: FindingDiagnostic): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  return action;
}
