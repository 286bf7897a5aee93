import * as vscode from 'vscode';
import type { Choice, PlanDocument, PlanItem } from '../../core/import/plan';
import { property } from '../../core/json';
import { KIND_PLURALS } from '../../core/store/records';
import { addressQuery } from '../addressQuery';
import { IMPORT_SCHEME } from '../contract';
import { segment } from '../recordPage/address';

/** A side of what a plan compares: what lies here, what comes, what merging makes of both. */
export const SIDES = ['existing', 'incoming', 'merged'] as const;
export type Side = (typeof SIDES)[number];

export interface ImportAddress {
  /** Plans of a window count from 1, so that a tab of an older one says that it is closed. */
  readonly plan: number;
  /** Of a record, or of a document. */
  readonly key: string;
  readonly side: Side;
}

/** Menus look at the authority of a document to know what can be decided about it. */
export function authorityOf(choices: readonly Choice[]): string {
  return choices.length === 0 ? 'none' : choices.join('-');
}

/** The virtual document of one side of a record; its path is only there to be read. */
export function recordUri(item: PlanItem, plan: number, side: Side): vscode.Uri {
  const name = segment(item.title === '' ? item.id : item.title);
  return uriOf(item.choices, `${item.agent}/${KIND_PLURALS[item.kind]}/${name}.json`, {
    plan,
    key: item.key,
    side,
  });
}

export function documentUri({ path, key, choices }: PlanDocument, plan: number, side: Side): vscode.Uri {
  return uriOf(choices, path.replace(/\.gz$/, ''), { plan, key, side });
}

function uriOf(choices: readonly Choice[], path: string, address: ImportAddress): vscode.Uri {
  return vscode.Uri.from({
    scheme: IMPORT_SCHEME,
    authority: authorityOf(choices),
    path: `/${path}`,
    query: JSON.stringify(address),
  });
}

/** Undefined for a URI that is none of an import. */
export function importAddress(uri: vscode.Uri): ImportAddress | undefined {
  const value = addressQuery(uri, IMPORT_SCHEME);
  const plan = property(value, 'plan');
  const key = property(value, 'key');
  const side = SIDES.find((one) => one === property(value, 'side'));
  if (typeof plan !== 'number' || typeof key !== 'string' || side === undefined) return undefined;
  return { plan, key, side };
}
