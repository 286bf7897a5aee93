import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/core/json';
import { corpus, LISTED, listedTexts } from './anonymiseCorpus/corpus';
import type { Wording } from './anonymiseCorpus/wording';
import { anonymise, anonymiserFor, decode, encode, type AnonymiseOptions } from './anonymiseSupport';

/** The four shapes that records come in (FORMATS 1.5, 1.6, 1.7), a text in a place of each. */
const SHAPES: Readonly<Record<string, (text: Wording) => JsonValue>> = {
  'schema 1.x': ({ key, text }) => ({
    id: 'a1',
    agent: 'tester',
    timestamp: '2025-01-11T09:00:00Z',
    pattern: { type: 'integration', context: { [key]: text }, approach: { technique: 'guard' } },
    metrics: { successRate: 0.9, executionCount: 4 },
    active: true,
  }),
  'schema 2.0.0': ({ key, text }) => ({
    id: 'a1',
    version: '2.0.0',
    pattern: { context: { [key]: text } },
    performance: { success_rate: 0.9 },
    lifecycle: { created_at: '2025-01-11T09:00:00+00:00' },
    metadata: { version: '1.2.0' },
  }),
  flat: ({ key, text }) => ({ id: 'a1', type: 'x', created: '2025-01-11', [key]: text, success_rate: 0.9 }),
  free: ({ key, text }) => [[{ deep: [{ [key]: [text] }] }]],
};

/** The text in its place after anonymising, whatever the shape. */
function after(wording: Wording, shape: string, options: AnonymiseOptions = {}): string {
  const record = SHAPES[shape]?.(wording) ?? null;
  const before = JSON.stringify(record).split(JSON.stringify(wording.text));
  const now = JSON.stringify(anonymise(record, { detectNames: true, ...options }));
  const [head = '', tail = ''] = before;
  expect(now.startsWith(head) && now.endsWith(tail), `${now} around ${wording.text}`).toBe(true);
  return JSON.parse(now.slice(head.length, now.length - tail.length)) as string;
}

const readable = ({ kind, key, text }: Wording, now: string): string =>
  `[${kind}] ${key}: ${text}  ->  ${now}`;

/** Texts that still hold what has to go, by kind. */
function leaks(texts: readonly Wording[], shape: string, options?: AnonymiseOptions): string[] {
  return texts.flatMap((wording) => {
    const now = after(wording, shape, options);
    return wording.parts.some((part) => now.includes(part)) ? [readable(wording, now)] : [];
  });
}

/** Texts of which anything is lost besides what has to go. */
function losses(texts: readonly Wording[], shape: string, options?: AnonymiseOptions): string[] {
  return texts.flatMap((wording) => {
    const now = after(wording, shape, options);
    if (wording.parts.length === 0) return now === wording.text ? [] : [readable(wording, now)];
    const longestFirst = [...wording.parts].sort((left, right) => right.length - left.length);
    const rest = longestFirst.reduce((text, part) => text.replaceAll(part, ' '), wording.text);
    const words = rest.match(/[A-Za-z]{4,}/g) ?? [];
    return words.every((word) => now.includes(word)) ? [] : [readable(wording, now)];
  });
}

const gone = (seed: number): Wording[] => corpus(seed).filter(({ tier }) => tier !== 'kept');
const kept = (seed: number): Wording[] => corpus(seed).filter(({ tier }) => tier === 'kept');
const seeds = [1, 7, 41] as const;

describe('a corpus of personal data, networks and names', () => {
  test('holds hundreds of texts of many kinds', () => {
    expect(gone(1).length).toBeGreaterThan(700);
    expect(kept(1).length).toBeGreaterThan(700);
    expect(new Set(corpus(1).map(({ kind }) => kind)).size).toBeGreaterThan(60);
  });

  test.each(seeds)('seed %i: what has to go goes', (seed) => {
    expect(leaks(gone(seed), 'schema 1.x')).toEqual([]);
  });

  test.each(seeds)('seed %i: words beside it stay', (seed) => {
    expect(losses(gone(seed), 'schema 1.x')).toEqual([]);
  });

  test.each(seeds)('seed %i: what is harmless stays as it is', (seed) => {
    expect(losses(kept(seed), 'schema 1.x')).toEqual([]);
  });

  test.each(Object.keys(SHAPES))('records of the shape %s are no worse', (shape) => {
    expect(leaks(gone(1), shape)).toEqual([]);
    expect(losses(kept(1), shape)).toEqual([]);
  });

  test('what was listed goes in every spelling, without names being looked for', () => {
    const anonymiser = anonymiserFor(LISTED);
    const left = listedTexts().filter(({ text, parts }) => {
      const now = decode(anonymiser.document(encode(JSON.stringify({ note: text }))).bytes);
      return parts.some((part) => now.includes(part));
    });
    expect(left.map(({ text }) => text)).toEqual([]);
  });

  test('one listed person is one placeholder, whichever way the name is written', () => {
    const spellings = [
      'Ingrid Solheim',
      'Solheim, Ingrid',
      'ingrid.solheim',
      'isolheim',
      'I. Solheim',
      'INGRID_SOLHEIM',
    ];
    const now = anonymise(spellings, LISTED) as string[];
    const marks = now.map((text) => text.replace(/^person[-_.]?/i, '').toLowerCase());
    expect(new Set(marks).size).toBe(1);
    expect(now[0]).toMatch(/^Person-[a-z2-7]{8}$/);
  });

  test('a thousand addresses get a thousand stand-ins', () => {
    const addresses = Array.from(
      { length: 1000 },
      (_, index) => `10.7.${Math.floor(index / 250)}.${(index % 250) + 1}`,
    );
    const now = anonymise(addresses.map((address) => `host ${address}`)) as string[];
    expect(new Set(now).size).toBe(1000);
  });
});

describe('partial', () => {
  test('keeps hosts, addresses, paths and accounts of the project', () => {
    const context = gone(1).filter(({ tier }) => tier === 'context');
    const changed = context.filter(
      (wording) => after(wording, 'flat', { level: 'partial' }) !== wording.text,
    );
    expect(changed.length / context.length).toBeLessThan(0.02);
  });

  test('takes personal data and names all the same', () => {
    const others = gone(1).filter(({ tier }) => tier !== 'context');
    expect(leaks(others, 'flat', { level: 'partial' })).toEqual([]);
  });
});

describe('a second pass', () => {
  test.each(['full', 'partial'] as const)('level %s: changes nothing', (level) => {
    const texts = [...gone(1), ...listedTexts()].map(({ key, text }) => ({ [key]: text }));
    const once = anonymiserFor({ ...LISTED, level, detectNames: true }).document(
      encode(JSON.stringify(texts)),
    );
    const twice = anonymiserFor({ ...LISTED, level, detectNames: true }).document(once.bytes);
    expect(JSON.parse(decode(twice.bytes))).toEqual(JSON.parse(decode(once.bytes)));
  });
});
