import * as vscode from 'vscode';
import type { Retention } from '../../core/store/changes';
import { setting } from '../contract';
import type { Memory } from '../services';

const MEBIBYTE = 1024 ** 2;

/** What of a memory's past is kept for *Undo*, as its settings say. */
export function retentionOf({ folder }: Pick<Memory, 'folder'>): Retention {
  const { workspace } = vscode;
  return {
    operations: Math.max(1, setting(workspace, 'loomMemory.history.operations', folder)),
    days: Math.max(0, setting(workspace, 'loomMemory.history.days', folder)),
    bytes: Math.max(0, setting(workspace, 'loomMemory.history.size', folder)) * MEBIBYTE,
  };
}
