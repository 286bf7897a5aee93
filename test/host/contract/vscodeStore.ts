import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { vscodeStore } from '../../../src/platform/vscode';
import { describeDurableStore } from '../../contract/durableStore';
import { describeFileStore } from '../../contract/fileStore';
import type { Subject } from '../../contract/fileStore';

const onWorkspace = async (): Promise<Subject> => {
  const root = await mkdtemp(join(tmpdir(), 'loom-memory-test-'));
  return {
    store: vscodeStore(vscode.Uri.file(root)),
    plantLink: (path) => symlink('nowhere', join(root, path)),
    allFiles: async () => {
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
        .sort();
    },
    dispose: () => rm(root, { recursive: true }),
  };
};

describeFileStore('on workspace.fs', onWorkspace);
describeDurableStore('on workspace.fs', onWorkspace);
