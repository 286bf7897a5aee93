// The review of an export without VS Code: what it lists, what decisions make of it, and that what it shows is what leaves.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CustomRule, RedactionDecision } from '../../../src/core/anonymise/choices';
import type { ExportRequest } from '../../../src/core/export/request';
import type { RedactionHit, ReviewedRecord } from '../../../src/core/export/review';
import { reviewExport } from '../../../src/core/export/reviewExport';
import { isJsonArray, parseJson, property } from '../../../src/core/json';
import type { Host } from '../../../src/core/ports';
import { maskedText, textAt } from '../../../src/extension/review/maskedText';
import { ReviewModel, type ReviewItem } from '../../../src/extension/review/model';
import { childrenOf, idOfNode, itemsOfNode } from '../../../src/extension/review/nodes';
import { placeIn, reviewedText } from '../../../src/extension/review/reviewedText';
import { indentJson } from '../../../src/extension/recordPage/indentJson';
import { memoryStore } from '../../../src/platform/memory';
import { nodeCodecs } from '../../../src/platform/nodeCodecs';
import { wholeExport } from '../exportRequest';

const codecs = nodeCodecs();
const host: Host = {
  clock: { now: () => Date.UTC(2025, 9, 23), offsetMinutes: () => 0 },
  random: { bytes: (length) => new Uint8Array(length).fill(7) },
  log: { info: () => undefined, warn: () => undefined },
  codecs,
  sqlite: undefined,
};
const request: ExportRequest = { ...wholeExport, anonymise: 'full', name: 'out.tar.gz', time: 1 };

/** Composed, so that no file holds a text of the form of a secret. */
const KEY = ['sk', 'live', 'q7Zk2Wm9Xr4Bt8Lvq7Zk2Wm9'].join('_');
const OTHER_KEY = ['sk', 'live', 'Lv8tB4rX9mW2kZ7qLv8tB4rX'].join('_');
const MAIL = 'maria.lind@kestrel-foods.se';

type Records = readonly object[];

async function reviewed(
  records: Records,
  choices: ExportRequest['choices'] = {},
): Promise<readonly ReviewedRecord[]> {
  const files = memoryStore({ 'backend/patterns.json': JSON.stringify(records) });
  const found: ReviewedRecord[] = [];
  for await (const record of reviewExport(host, { files, codecs }, { ...request, choices }))
    found.push(record);
  return found;
}

async function modelOf(records: Records, kept: readonly RedactionDecision[] = []): Promise<ReviewModel> {
  const model = new ReviewModel(kept);
  for (const record of await reviewed(records)) model.add(record);
  return model;
}

function itemIn(model: ReviewModel, id: string, rule?: string): ReviewItem {
  const item = model.items.find(({ hit }) => hit.id === id && (rule === undefined || hit.rule === rule));
  if (item === undefined) throw new Error(`nothing was found in ${id}`);
  return item;
}

const record = (id: string, text: string): object => ({ id, name: `Pattern ${id}`, description: text });
const stripe = [
  record('p1', `call it with ${KEY} today`),
  record('p2', `call it with ${KEY} and write to ${MAIL}`),
  record('p3', `call it with ${OTHER_KEY}`),
];

describe('what a review lists', () => {
  test('hits by category and agent, each with its text masked', async () => {
    const model = await modelOf(stripe);
    expect(model.categories()).toEqual(['api-keys', 'emails']);
    expect(model.agents('api-keys')).toEqual(['backend']);
    expect(model.itemsOf('api-keys', 'backend').map(({ masked }) => masked)).toEqual([
      `${KEY.slice(0, 4)}…${KEY.slice(-4)}`,
      `${KEY.slice(0, 4)}…${KEY.slice(-4)}`,
      `${OTHER_KEY.slice(0, 4)}…${OTHER_KEY.slice(-4)}`,
    ]);
  });

  test('a title that holds what was found is masked too', async () => {
    const model = await modelOf([{ id: 'p1', name: `Rotate ${KEY}`, description: '' }]);
    expect(model.records[0]?.title).toBe(`Rotate ${KEY.slice(0, 4)}…${KEY.slice(-4)}`);
  });

  test('rows keep their ids when something is decided', async () => {
    const model = await modelOf(stripe);
    const ids = (): readonly string[] =>
      childrenOf(model, true).flatMap((node) => [
        idOfNode(node),
        ...childrenOf(model, true, node).map(idOfNode),
      ]);
    const before = ids();
    model.decide(model.items, 'reject');
    expect(ids()).toEqual(before);
    expect(new Set(before).size).toBe(before.length);
  });

  test('more than 200 hits of an agent come in pages that hold all of them', async () => {
    const many = Array.from({ length: 450 }, (_, index) => record(`p${String(index)}`, `mail ${MAIL}`));
    const model = await modelOf(many);
    const group = { type: 'agent', category: 'emails', agent: 'backend' } as const;
    const pages = childrenOf(model, true, group);
    expect(pages.map(({ type }) => type)).toEqual(['page', 'page', 'page']);
    expect(pages.flatMap((page) => itemsOfNode(model, page)).length).toBe(450);
    expect(childrenOf(model, true, pages[2]).length).toBe(50);
  });

  test('the way on is there only when everything was read', async () => {
    const model = await modelOf(stripe);
    expect(childrenOf(model, false).map(({ type }) => type)).not.toContain('continue');
    expect(childrenOf(model, true)[0]?.type).toBe('continue');
  });
});

describe('decisions', () => {
  const actions = (model: ReviewModel): readonly string[] =>
    model.items.map(({ hit }) => model.decisions.outcome(hit).action);

  test('at first everything is accepted and nothing is decided', async () => {
    const model = await modelOf(stripe);
    expect(model.tally()).toEqual({ accept: 4, reject: 0, edit: 0 });
    expect(model.decisions.all()).toEqual([]);
  });

  test('reject is about one place, and accepting again takes it back', async () => {
    const model = await modelOf(stripe);
    const { hit } = itemIn(model, 'p1');
    model.decisions.decide(hit, 'reject');
    expect(model.decisions.all()).toEqual([
      {
        target: { kind: 'place', agent: 'backend', id: 'p1', pointer: '/description', start: hit.start },
        action: 'reject',
        lasting: false,
      },
    ]);
    model.decisions.decide(hit, 'accept');
    expect(model.decisions.all()).toEqual([]);
  });

  test('edit writes a text here, or wherever the value stands', async () => {
    const model = await modelOf(stripe);
    const { hit } = itemIn(model, 'p1');
    model.decisions.edit(hit, 'THE_KEY', false);
    expect(model.tally()).toEqual({ accept: 3, reject: 0, edit: 1 });
    model.decisions.edit(hit, 'THE_KEY', true);
    expect(model.tally()).toEqual({ accept: 2, reject: 0, edit: 2 });
    expect(model.decisions.all()).toEqual([
      {
        target: { kind: 'value', fingerprint: hit.fingerprint },
        action: 'edit',
        replacement: 'THE_KEY',
        lasting: false,
      },
    ]);
  });

  test('never is about the value, lasts, and holds a hash in its place', async () => {
    const model = await modelOf(stripe);
    const item = itemIn(model, 'p1');
    model.decideValues([item], 'reject');
    expect(actions(model)).toEqual(['reject', 'reject', 'accept', 'accept']);
    expect(model.decisions.lasting()).toEqual([
      { target: { kind: 'value', fingerprint: item.hit.fingerprint }, action: 'reject', lasting: true },
    ]);
    expect(item.hit.fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(model.decisions.all())).not.toContain(KEY);
  });

  test('always of an edited hit keeps what was written', async () => {
    const model = await modelOf(stripe);
    const item = itemIn(model, 'p1');
    model.decisions.edit(item.hit, 'THE_KEY', false);
    model.decideValues([item], 'accept');
    expect(model.decisions.lasting()).toMatchObject([{ action: 'edit', replacement: 'THE_KEY' }]);
    expect(model.tally().edit).toBe(2);
  });

  test('never for a rule leaves everything that it finds, also what was decided one by one', async () => {
    const model = await modelOf(stripe);
    const item = itemIn(model, 'p1');
    model.decisions.edit(item.hit, 'THE_KEY', false);
    model.decideRules([item], 'reject');
    expect(actions(model)).toEqual(['reject', 'reject', 'accept', 'reject']);
    expect(model.decisions.all()).toEqual([
      { target: { kind: 'rule', rule: item.hit.rule }, action: 'reject', lasting: true },
    ]);
  });

  test('a group is decided place by place, whatever was decided nearer by', async () => {
    const model = await modelOf(stripe);
    model.decideRules([itemIn(model, 'p1')], 'reject');
    model.decide(model.itemsOf('api-keys'), 'accept');
    expect(model.tally()).toEqual({ accept: 4, reject: 0, edit: 0 });
  });

  test('what lasts from earlier is applied, and a decision for this export does not undo it', async () => {
    const { hit } = itemIn(await modelOf(stripe), 'p1');
    const kept: RedactionDecision[] = [
      { target: { kind: 'value', fingerprint: hit.fingerprint }, action: 'reject', lasting: true },
    ];
    const model = await modelOf(stripe, kept);
    expect(actions(model)).toEqual(['reject', 'reject', 'accept', 'accept']);
    model.decisions.decide(hit, 'accept');
    model.decisions.edit(hit, 'THE_KEY', true);
    expect(model.decisions.lasting()).toEqual(kept);
    expect(model.tally().edit).toBe(2);
  });

  test('decisions survive the reading with a rule more', async () => {
    const model = await modelOf(stripe);
    model.decisions.decide(itemIn(model, 'p1').hit, 'reject');
    const rule: CustomRule = { id: 'own', category: 'clients', pattern: 'today', ignoreCase: false };
    const other = new ReviewModel([]);
    for (const one of await reviewed(stripe, { rules: [rule] })) other.add(one);
    expect(other.countOfRule('own')).toBe(1);
    model.takeFrom(other);
    expect(model.tally()).toEqual({ accept: 4, reject: 1, edit: 0 });
  });
});

describe('what the diff shows is what the export writes', () => {
  const TEXTS = [
    `call it with ${KEY} today`,
    `const stripe = new Stripe('${KEY}');\nconst other = "${OTHER_KEY}";`,
    `${MAIL} and ${MAIL}, \\"${KEY}\\" ü💡`,
    `import os\nkey = '${OTHER_KEY}'  # ${MAIL}`,
    'nothing here',
  ];
  /** Each hit: accepted, rejected or edited, by place. */
  const cases = fc.record({
    texts: fc.array(fc.constantFrom(...TEXTS), { minLength: 1, maxLength: 3 }),
    decided: fc.array(fc.constantFrom('accept', 'reject', 'edit'), { minLength: 12, maxLength: 12 }),
  });

  test('for any decisions about single places', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ texts, decided }) => {
        const records = texts.map((text, index) => ({
          ...record(`p${String(index)}`, text),
          // A key with a finding, marks that a pointer escapes, and a number that JSON.parse would change.
          context: { [`a/b~${MAIL}`]: [text, 9007199254740993n.toString()], code: text },
        }));
        const proposed = await reviewed(records);
        const model = new ReviewModel([]);
        for (const one of proposed) model.add(one);
        for (const [index, { hit }] of model.items.entries()) {
          const action = decided[index % decided.length];
          if (action === 'edit') model.decisions.edit(hit, 'EDITED', false);
          else if (action !== undefined) model.decisions.decide(hit, action);
        }
        const engine = await reviewed(records, { decisions: model.decisions.all() });
        const shown = new Map(
          proposed.map((one, number) => [one.id, shownText(one, model.records[number]?.items ?? [], model)]),
        );
        for (const { id, after } of engine) expect(shown.get(id)).toBe(new TextDecoder().decode(after));
        expect(engine.length).toBe(proposed.length);
      }),
      { numRuns: 25 },
    );
  });

  function shownText(one: ReviewedRecord, items: readonly ReviewItem[], model: ReviewModel): string {
    const decoder = new TextDecoder();
    const decided = items.map(({ hit }) => ({ hit, outcome: model.decisions.outcome(hit) }));
    return reviewedText(decoder.decode(one.before), decoder.decode(one.after), decided);
  }

  test('a value whose name is rejected in one place still goes in the others', async () => {
    const password = ['Tr0ub4dor', 'Northpine', '9'].join('-');
    const records = [
      record('p1', `password: ${password}`),
      record('p2', `then type ${password} and press Enter`),
    ];
    const model = await modelOf(records);
    expect(model.items.map(({ hit }) => hit.id)).toEqual(['p1', 'p2']);
    model.decisions.decide(itemIn(model, 'p1').hit, 'reject');
    const left = await reviewed(records, { decisions: model.decisions.all() });
    const after = new Map(left.map((one) => [one.id, new TextDecoder().decode(one.after)]));
    expect(after.get('p1')).toContain(password);
    expect(after.get('p2') ?? password).not.toContain(password);
  });

  test('white space and numbers stay as they are', async () => {
    const text = `{ "id" : "p1",\n "n": 1e400, "description":"x ${KEY} y ${MAIL}" }`;
    const files = memoryStore({ 'backend/patterns.json': `[${text}]` });
    const found: ReviewedRecord[] = [];
    for await (const one of reviewExport(host, { files, codecs }, request)) found.push(one);
    const model = new ReviewModel([]);
    for (const one of found) model.add(one);
    model.decide(model.itemsOf('emails'), 'reject');
    const shown = found.map((one) => shownText(one, model.items, model))[0] ?? '';
    expect(shown).toMatch(
      /^\{ "id" : "p1",\n "n": 1e400, "description":"x \S+ y maria\.lind@kestrel-foods\.se" \}$/,
    );
    expect(shown).not.toContain(KEY);
  });

  test('a diff opens at the line and column of the hit', async () => {
    const model = await modelOf(stripe);
    const { hit } = itemIn(model, 'p2', itemIn(model, 'p1').hit.rule);
    const text = indentJson(JSON.stringify(stripe[1]));
    const { line, column } = placeIn(text, hit);
    expect(text.split('\n')[line]?.slice(column)).toMatch(new RegExp(`^${KEY}`));
  });
});

describe('texts in a list', () => {
  test.each([
    [KEY, 'api-keys', `${KEY.slice(0, 4)}…${KEY.slice(-4)}`],
    ['hunter22', 'passwords', 'hu…22'],
    ['ab', 'passwords', '…'],
    ['maria.lind@kestrel-foods.se', 'emails', 'maria.lin…-foods.se'],
    ['a\n b', 'names', 'a…b'],
  ] as const)('%s', (text, category, masked) => {
    expect(maskedText(text, category)).toBe(masked);
  });

  test('never show more than two thirds', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (text) => {
        const masked = maskedText(text, 'names');
        expect(Array.from(masked).length - 1).toBeLessThanOrEqual((Array.from(text).length * 2) / 3);
      }),
    );
  });

  test('a pointer is followed through lists, escaped names and keys', () => {
    const value = parseJson('{"a/b~c":[{"x":"found"}],"list":["no"]}');
    const at = (pointer: string, inKey = false): string =>
      textAt(value, { pointer, inKey } satisfies Partial<RedactionHit>);
    expect(at('/a~1b~0c/0/x')).toBe('found');
    expect(at('/a~1b~0c', true)).toBe('a/b~c');
    expect(at('/list/7')).toBe('');
    expect(at('/toString')).toBe('');
    expect(isJsonArray(property(value, 'list'))).toBe(true);
  });
});
