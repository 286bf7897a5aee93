// The plan of an import as the view shows it: without VS Code, over real plans of real memories.
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { CHOICES } from '../../../src/core/import/plan';
import type { PlanItem } from '../../../src/core/import/plan';
import type { PlannedImport } from '../../../src/core/import/plannedImport';
import type { ImportRequest } from '../../../src/core/import/request';
import { ImportModel } from '../../../src/extension/importWizard/model';
import { childrenOf, idOfNode, entriesOfNode } from '../../../src/extension/importWizard/nodes';
import type { ImportNode } from '../../../src/extension/importWizard/nodes';
import { byHand, memoryOf, pattern, plan } from '../importMaking';

const open: PlannedImport[] = [];
afterEach(async () => {
  for (const planned of open.splice(0)) await planned.dispose();
});

/** Here `p-1` and `p-2`; incoming both in another version, `p-3` as it is, `p-4` and `p-5` new, one of another agent. */
async function modelOf(request: Partial<ImportRequest> = { strategy: 'ask' }): Promise<ImportModel> {
  const memory = memoryOf({
    'front/patterns.json': [
      pattern('p-1', 'Memoise lists'),
      pattern('p-2', 'Split bundles'),
      pattern('p-3', 'Prefetch routes'),
    ],
  });
  const source = byHand({
    front: {
      patterns: [
        pattern('p-3', 'Prefetch routes'),
        pattern('p-4', 'Virtual scrolling of long tables'),
        pattern('p-1', 'Memoise lists that are long'),
        pattern('p-2', 'Split bundles by route'),
      ],
    },
    back: { patterns: [pattern('p-5', 'Outbox table for events')] },
  });
  const planned = await plan(memory, source, request);
  open.push(planned);
  return new ImportModel(planned);
}

const find = (model: ImportModel, id: string): PlanItem => {
  const item = model.plan.items.find((one) => one.id === id);
  if (item === undefined) throw new Error(`${id} is not in the plan`);
  return item;
};

describe('rows', () => {
  test('agents come in the order of the source, their conflicts before all else', async () => {
    const model = await modelOf();
    expect(model.agents).toEqual(['front', 'back']);
    expect(model.itemsOf('front').map(({ id }) => id)).toEqual(['p-1', 'p-2', 'p-4', 'p-3']);
  });

  test('rows keep their places and ids when something is decided', async () => {
    const model = await modelOf();
    const ids = (): string[] => childrenOf(model, { type: 'agent', agent: 'front' }).map(idOfNode);
    const before = ids();
    model.decide([find(model, 'p-2')], 'take');
    expect(ids()).toEqual(before);
  });

  test('the first row applies the plan, and is not there when nothing would be written', async () => {
    const model = await modelOf();
    expect(childrenOf(model)[0]).toEqual({ type: 'apply' });
    model.check(model.plan.items, false);
    expect(childrenOf(model).map(({ type }) => type)).toEqual(['agent', 'agent', 'topic']);
  });

  test('no row has more than 200 children, and all records are there once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 700 }), async (count) => {
        const patterns = Array.from({ length: count }, (_, number) => ({
          id: `n-${String(number)}`,
          anything: number,
        }));
        const planned = await plan(memoryOf(), byHand({ front: { patterns } }), {});
        const model = new ImportModel(planned);
        const seen: PlanItem[] = [];
        const walk = (node?: ImportNode): void => {
          const children = childrenOf(model, node);
          expect(children.length).toBeLessThanOrEqual(200);
          for (const child of children) {
            if (child.type === 'record') seen.push(child.item);
            else walk(child);
          }
        };
        walk();
        await planned.dispose();
        expect(new Set(seen).size).toBe(count);
        expect(seen.length).toBe(count);
      }),
      { numRuns: 12 },
    );
  });

  test('a row of a page stands for the records on it', async () => {
    const patterns = Array.from({ length: 450 }, (_, number) => ({ id: `n-${String(number)}`, number }));
    const planned = await plan(memoryOf(), byHand({ front: { patterns } }), {});
    open.push(planned);
    const model = new ImportModel(planned);
    const pages = childrenOf(model, { type: 'agent', agent: 'front' });
    expect(pages.map((page) => entriesOfNode(model, page).length)).toEqual([200, 200, 50]);
  });
});

describe('check boxes', () => {
  test('what is unchecked is left out, and checked again it is what it was', async () => {
    const model = await modelOf({ strategy: 'merge' });
    const before = model.plan.items.map(({ action }) => action);
    expect(model.check(model.plan.items, false)).toBe(4);
    expect(model.changes()).toBe(0);
    expect(model.check(model.plan.items, true)).toBe(4);
    expect(model.plan.items.map(({ action }) => action)).toEqual(before);
  });

  test('a choice survives being unchecked', async () => {
    const model = await modelOf();
    const item = find(model, 'p-1');
    model.decide([item], 'both');
    model.check([item], false);
    expect(item.action).toBe('skip');
    model.check([item], true);
    expect(item.choice).toBe('both');
  });

  test('a conflict is unchecked, since it changes nothing; checked it is merged', async () => {
    const model = await modelOf();
    const item = find(model, 'p-1');
    expect(model.isChecked(item)).toBe(false);
    model.check([item], true);
    expect(item.action).toBe('merge');
  });

  test('records that are here already have no box', async () => {
    const model = await modelOf();
    expect(model.canCheck(find(model, 'p-3'))).toBe(false);
    expect(model.canCheck(find(model, 'p-4'))).toBe(true);
  });
});

describe('documents', () => {
  /** Metrics and context here in another version, settings of the team that are new. */
  async function modelOfDocuments(): Promise<ImportModel> {
    const memory = memoryOf({
      'front/metrics.json': { usage: 1 },
      'front/context.json': { branch: 'main' },
    });
    const source = byHand(
      {
        front: {
          patterns: [pattern('p-1', 'Memoise lists')],
          metrics: { usage: 2 },
          context: { project: 'shop' },
        },
      },
      { global: { team_conventions: { indent: 2 } } },
    );
    const planned = await plan(memory, source, {});
    open.push(planned);
    return new ImportModel(planned);
  }
  const actions = (model: ImportModel): Record<string, string> =>
    Object.fromEntries(model.plan.documents.map(({ key, action }) => [key, action]));

  test('have boxes; that of their agent and that of global data stand for them too', async () => {
    const model = await modelOfDocuments();
    const agent = entriesOfNode(model, { type: 'agent', agent: 'front' });
    expect(agent.every((entry) => model.canCheck(entry))).toBe(true);
    model.check(agent, false);
    model.check(entriesOfNode(model, { type: 'global' }), false);
    expect(model.changes()).toBe(0);
  });

  test('that planning leaves as they are here are taken by their own box only', async () => {
    const model = await modelOfDocuments();
    const agent = entriesOfNode(model, { type: 'agent', agent: 'front' });
    model.check(agent, false);
    model.check(agent, true);
    expect(actions(model)).toMatchObject({
      'front/metrics.json': 'keep',
      'front/context.json': 'merge',
    });
    const metrics = model.document('front/metrics.json');
    if (metrics === undefined) throw new Error('no metrics');
    model.check([metrics], true);
    expect(actions(model)).toMatchObject({ 'front/metrics.json': 'replace' });
  });

  test('are decided again in a plan that is made anew', async () => {
    const model = await modelOfDocuments();
    const metrics = model.document('front/metrics.json');
    if (metrics === undefined) throw new Error('no metrics');
    model.decide([metrics], 'take');
    const again = await modelOfDocuments();
    again.takeDecisions(model.decisions());
    expect(actions(again)).toMatchObject({ 'front/metrics.json': 'replace' });
  });
});

describe('decisions', () => {
  test('the same for all reaches the conflicts that are left, and nothing else', async () => {
    const model = await modelOf();
    model.decide([find(model, 'p-1')], 'keep');
    expect(model.decideConflicts('take')).toBe(1);
    expect(find(model, 'p-1').action).toBe('keep');
    expect(find(model, 'p-2').action).toBe('replace');
    expect(find(model, 'p-4').choice).toBeUndefined();
    expect(model.conflicts()).toEqual([]);
  });

  test('they fit another plan of the same source', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...CHOICES), { minLength: 5, maxLength: 5 }),
        async (choices) => {
          const model = await modelOf();
          for (const [place, item] of model.plan.items.entries()) {
            const choice = choices[place];
            if (choice !== undefined) model.decide([item], choice);
          }
          const again = await modelOf();
          again.takeDecisions(model.decisions());
          expect(again.plan.items.map(({ action }) => action)).toEqual(
            model.plan.items.map(({ action }) => action),
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  test('changes are the records and documents that would be written', async () => {
    const model = await modelOf();
    expect(model.changes()).toBe(2);
    model.decideConflicts('merge');
    expect(model.changes()).toBe(4);
    expect(model.tally()).toMatchObject({ add: 2, merge: 2, same: 1, conflict: 0 });
  });
});
