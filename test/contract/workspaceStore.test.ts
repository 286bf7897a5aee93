// The store on `workspace.fs` outside VS Code: its contract, and how many messages its work costs. The same contract is run
// against VS Code's own `workspace.fs` by test/host.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type * as vscode from 'vscode';
import { applyImport } from '../../src/core/import/applyImport';
import type { JsonObject } from '../../src/core/json';
import type { WritableStore } from '../../src/core/store/changes';
import { planUndo } from '../../src/core/undo/planUndo';
import { undoOperation } from '../../src/core/undo/undoOperation';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { vscodeStore } from '../../src/platform/vscode';
import { testHost } from '../core/changeMaking';
import { byHand, plan } from '../core/importMaking';
import { describeDurableStore } from './durableStore';
import { codeOf, describeFileStore, readText } from './fileStore';
import type { Subject } from './fileStore';
import { Uri, provider } from './workspaceFiles';

vi.mock('vscode', () => import('./workspaceFiles'));

/** Of VS Code's `Uri` it is what the store uses. */
const storeAt = (root: Uri): ReturnType<typeof vscodeStore> => vscodeStore(root as unknown as vscode.Uri);

const inWorkspace = (): Promise<Subject> => {
  const root = provider.newRoot();
  return Promise.resolve({
    store: storeAt(root),
    plantLink: (path) => {
      provider.plantLink(root, path);
      return Promise.resolve();
    },
    allFiles: () => Promise.resolve(provider.allFiles(root)),
    dispose: () => {
      provider.remove(root);
      return Promise.resolve();
    },
  });
};

describeFileStore('on workspace.fs in memory', inWorkspace);
describeDurableStore('on workspace.fs in memory', inWorkspace);

/** A clock that stands still until it is moved: how long the machine takes makes no difference. */
function holdClock(): void {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

test('a folder that somebody swaps for a link is refused once the last look is a second old, and at once if it was our own', async () => {
  holdClock();
  const root = provider.newRoot();
  const store = storeAt(root);
  for (const folder of ['theirs', 'ours']) {
    provider.put(root, `${folder}/f`, 'text');
    expect(await readText(store, `${folder}/f`)).toBe('text');
  }
  await store.move('ours', 'moved', { replace: false });
  provider.plantLink(root, 'ours');
  expect(await codeOf(store.stat('ours/f'))).toBe('path-unsafe');
  provider.plantLink(root, 'theirs');
  vi.advanceTimersByTime(1001);
  expect(await codeOf(store.stat('theirs/f'))).toBe('path-unsafe');
  expect(await codeOf(store.write('theirs/f', { replace: true }))).toBe('path-unsafe');
});

describe('one small import on workspace.fs', () => {
  const host = { ...testHost(), processes: undefined };

  async function sampleMemory(): Promise<WritableStore> {
    const root = provider.newRoot();
    const sample = 'samples/shop-web/.loom/memory';
    for (const entry of await readdir(sample, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      provider.put(root, `memory${path.slice(sample.length)}`, new Uint8Array(await readFile(path)));
    }
    return {
      home: storeAt(root),
      folder: 'memory',
      files: storeAt(Uri.joinPath(root, 'memory')),
      codecs: nodeCodecs(),
    };
  }

  const solution = (id: string): JsonObject => ({
    id,
    agent: 'frontend-developer',
    timestamp: '2025-01-01T00:00:00.000Z',
    problem: { errorType: `Error ${id}`, errorMessage: `Message of ${id}`, context: {} },
    solution: { rootCause: `Cause of ${id}`, fixApproach: `Fix of ${id}`, prevention: `Test of ${id}` },
    effectiveness: { worked: true, timeToFixMinutes: 1, preventedRecurrence: 0, relatedErrorsFixed: 0 },
  });

  async function importOne(store: WritableStore, id: string): Promise<void> {
    const planned = await plan(store, byHand({ 'frontend-developer': { solutions: [solution(id)] } }));
    const { operation } = await applyImport(host, store, planned, { user: 'f00d' });
    await planned.dispose();
    expect(operation?.written).toEqual(['frontend-developer/solutions.json', 'global/index.json']);
  }

  const statsOf = async (work: () => Promise<unknown>): Promise<number> => {
    provider.takeCounts();
    await work();
    return provider.takeCounts()['stat'] ?? 0;
  };

  // Generous: it takes some 240 (630 when every call looked at every folder above it).
  test('asks for the state of a file some hundred times and not more', async () => {
    holdClock();
    const store = await sampleMemory();
    expect(await statsOf(() => importOne(store, 'one'))).toBeLessThan(320);
    const undo = await planUndo(host, store, undefined);
    expect(undo.lost).toEqual([]);
    expect(await statsOf(() => undoOperation(host, store, undo, 'f00d'))).toBeLessThan(280);
  });

  test('costs little more when many operations are kept', async () => {
    holdClock();
    const store = await sampleMemory();
    const first = await statsOf(() => importOne(store, 'one'));
    for (const id of ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'])
      await importOne(store, id);
    const tenth = await statsOf(() => importOne(store, 'ten'));
    // Of each that is kept one record is read: a look before and one after.
    expect(tenth - first).toBeLessThan(9 * 5);
  });
});
