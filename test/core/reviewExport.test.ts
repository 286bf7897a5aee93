import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnonymisationChoices, RedactionDecision } from '../../src/core/anonymise/choices';
import { createFingerprint } from '../../src/core/anonymise/fingerprint';
import { fileSource, openArchive } from '../../src/core/bundle/archive';
import { exportMemory } from '../../src/core/export/exportMemory';
import { hashName } from '../../src/core/export/identity';
import type { ExportReport, ExportRequest } from '../../src/core/export/request';
import type { ReviewedRecord } from '../../src/core/export/review';
import { reviewExport } from '../../src/core/export/reviewExport';
import { isJsonArray, parseJson } from '../../src/core/json';
import type { JsonValue } from '../../src/core/json';
import type { Host } from '../../src/core/ports';
import { memoryStore } from '../../src/platform/memory';
import { nodeCodecs } from '../../src/platform/nodeCodecs';
import { decode, encode, expandExample } from './anonymiseSupport';
import { wholeExport } from './exportRequest';

const codecs = nodeCodecs();
const noon = Date.UTC(2025, 9, 23, 10, 30);
const hostAt = (time: number): Host => ({
  clock: { now: () => time, offsetMinutes: () => 0 },
  random: { bytes: (length) => new Uint8Array(length).fill(7) },
  log: { info: () => undefined, warn: () => undefined },
  codecs,
  sqlite: undefined,
});
const host = hostAt(noon);
const secret = new Uint8Array(32).fill(1);
const fingerprintOf = createFingerprint(secret, codecs);

const githubToken = expandExample('gh~p_{a:36}');
const password = expandExample('Gran~ite_4711');
const mail = expandExample('jo.mo~@fernhill.dev');

const request: ExportRequest = {
  ...wholeExport,
  anonymise: 'full',
  format: 'json',
  name: 'out.json',
  secret,
  time: noon,
};

type Files = Readonly<Record<string, string | Uint8Array>>;
const storeOf = (files: Files) => ({ files: memoryStore(files), codecs });

async function review(files: Files, changes: Partial<ExportRequest> = {}): Promise<ReviewedRecord[]> {
  const reviewed: ReviewedRecord[] = [];
  for await (const record of reviewExport(host, storeOf(files), { ...request, ...changes }))
    reviewed.push(record);
  return reviewed;
}

/** The patterns of `front` as an export holds them, and its report. */
async function exported(
  files: Files,
  changes: Partial<ExportRequest> = {},
  on: Host = host,
): Promise<{ texts: string[]; whole: string; report: ExportReport }> {
  const target = memoryStore();
  const tar = { ...request, format: 'tar' as const, name: 'out.tar.gz', ...changes };
  const report = await exportMemory(on, storeOf(files), { kind: 'folder', store: target }, tar);
  const archive = await openArchive(await fileSource(target, 'out.tar.gz'), {}, on);
  const texts: string[] = [];
  let whole = '';
  for await (const entry of archive.entries()) {
    const pieces: Uint8Array[] = [];
    for await (const piece of entry.content) pieces.push(piece.slice());
    const text = decode(Buffer.concat(pieces));
    if (!entry.path.endsWith('metadata.json')) whole += text;
    if (entry.path.endsWith('front/patterns.json')) texts.push(...elementsOf(parseJson(text)));
  }
  return { texts, whole, report };
}

function elementsOf(value: JsonValue): string[] {
  return isJsonArray(value) ? value.map((element) => JSON.stringify(element)) : [];
}

/** A memory of one agent with these texts as patterns. */
function memoryOf(...notes: readonly (string | object)[]): Files {
  const records = notes.map((note, index) => ({
    id: `p-${index}`,
    name: `n${index}`,
    ...(typeof note === 'string' ? { note } : note),
  }));
  return { 'front/patterns.json': JSON.stringify(records) };
}

const decide = (
  target: RedactionDecision['target'],
  action: RedactionDecision['action'],
  replacement?: string,
): RedactionDecision => ({
  target,
  action,
  lasting: false,
  ...(replacement === undefined ? {} : { replacement }),
});

describe('reviewExport', () => {
  test('gives each record and document in which something is found, before, after and hit by hit', async () => {
    const files = {
      ...memoryOf(`token ${githubToken}`, 'nothing here', `write to ${mail}`),
      'front/metrics.json': JSON.stringify({ agent: 'front', contact: mail }),
      'global/project-meta.json': '{"name":"shop"}',
    };
    const reviewed = await review(files);
    expect(reviewed.map(({ agent, kind, id, title }) => ({ agent, kind, id, title }))).toEqual([
      { agent: 'front', kind: 'pattern', id: 'p-0', title: 'n0' },
      { agent: 'front', kind: 'pattern', id: 'p-2', title: 'n2' },
      { agent: 'front', kind: 'document', id: 'front/metrics.json', title: 'agents/front/metrics.json' },
    ]);
    const [first] = reviewed;
    expect(decode(first?.before ?? encode(''))).toContain(githubToken);
    expect(decode(first?.after ?? encode(''))).not.toContain(githubToken);
    expect(first?.hits).toEqual([
      {
        agent: 'front',
        kind: 'pattern',
        id: 'p-0',
        pointer: '/note',
        inKey: false,
        rule: 'github-token',
        category: 'api-keys',
        start: 6,
        end: 6 + githubToken.length,
        replacement: first?.hits[0]?.replacement,
        fingerprint: fingerprintOf(githubToken),
        action: 'accept',
      },
    ]);
    expect(reviewed[1]?.hits[0]?.fingerprint).toBe(reviewed[2]?.hits[0]?.fingerprint);
  });

  test('shows what the export after it writes, byte for byte, when both have one time', async () => {
    const files = memoryOf(`token ${githubToken}`, `write to ${mail}`, 'at 10.20.30.40 and 10.20.30.41');
    const reviewed = await review(files);
    const later = await exported(files, {}, hostAt(noon + 600_000));
    expect(reviewed).toHaveLength(3);
    expect(reviewed.map(({ after }) => decode(after))).toEqual(later.texts);
  });

  test('keeps to agents and filters, and gives nothing at level none', async () => {
    const files = {
      ...memoryOf({ note: mail, confidence: 0.9 }, { note: githubToken, confidence: 0.1 }),
      'back/patterns.json': JSON.stringify([{ id: 'b', name: 'b', note: mail }]),
    };
    const scoped = await review(files, { agents: ['front'], filters: { minConfidence: 0.5 } });
    expect(scoped.map(({ id }) => id)).toEqual(['p-0']);
    expect(await review(files, { anonymise: 'none' })).toEqual([]);
  });

  test('gives no record twice when a damaged file makes its section be read again', async () => {
    const whole = memoryOf(mail)['front/patterns.json'];
    const files = {
      'front/patterns.json': String(whole),
      'front/patterns.json.gz': `[{"id":"z","name":"z","note":${JSON.stringify(githubToken)}},{"id":"y",`,
    };
    const ids = (await review(files)).map(({ id }) => id);
    expect(ids.filter((id) => id === 'p-0')).toEqual(['p-0']);
  });

  test('stops when it is cancelled, in the first reading and in the second', async () => {
    const files = memoryOf(...Array.from({ length: 40 }, (_, index) => `${mail} ${index}`));
    for (const reading of ['looking through', 'reviewing']) {
      const cancelled = new AbortController();
      const run = {
        signal: cancelled.signal,
        onProgress: ({ step }: { step: string }) => {
          if (step.startsWith(reading)) cancelled.abort();
        },
      };
      const attempt = (async () => {
        for await (const record of reviewExport(host, storeOf(files), request, run))
          expect(record).toBeDefined();
      })();
      await expect(attempt).rejects.toMatchObject({ code: 'cancelled' });
    }
  });
});

describe('decisions', () => {
  const files = memoryOf(`token ${githubToken} of ${mail}`, `again ${githubToken}`, `ask ${mail}`);
  const withDecisions = async (...decisions: RedactionDecision[]) =>
    exported(files, { choices: { decisions } });

  test('about one place leave or rewrite that place only', async () => {
    const place = { kind: 'place', agent: 'front', id: 'p-0', pointer: '/note', start: 6 } as const;
    const rejected = await withDecisions(decide(place, 'reject'));
    expect(rejected.texts[0]).toContain(githubToken);
    expect(rejected.texts[1]).not.toContain(githubToken);
    const edited = await withDecisions(decide(place, 'edit', 'the deploy token'));
    expect(edited.texts[0]).toContain('token the deploy token of ');
    expect(edited.texts[1]).toMatch(/REDACTED_GITHUB_TOKEN_/);
  });

  test('about a value hold wherever it stands; about a rule for all it finds', async () => {
    const value = { kind: 'value', fingerprint: fingerprintOf(githubToken) } as const;
    const byValue = await withDecisions(decide(value, 'edit', 'TOKEN'));
    expect(byValue.texts.slice(0, 2).every((text) => text.includes('TOKEN'))).toBe(true);
    expect(byValue.whole).not.toContain(githubToken);
    const byRule = await withDecisions(decide({ kind: 'rule', rule: 'github-token' }, 'reject'));
    expect(byRule.texts.slice(0, 2).every((text) => text.includes(githubToken))).toBe(true);
    expect(byRule.whole).not.toContain(mail);
  });

  test('of the nearer target win: place, then value, then rule', async () => {
    const { texts } = await withDecisions(
      decide({ kind: 'place', agent: 'front', id: 'p-1', pointer: '/note', start: 6 }, 'accept'),
      decide({ kind: 'value', fingerprint: fingerprintOf(githubToken) }, 'reject'),
      decide({ kind: 'rule', rule: 'github-token' }, 'edit', 'BY RULE'),
    );
    expect(texts[0]).toContain(githubToken);
    expect(texts[1]).toMatch(/REDACTED_GITHUB_TOKEN_/);
  });

  test('that reject a value keep it from being searched for elsewhere', async () => {
    const sweep = memoryOf({ password }, `it is ${password} there`);
    const fingerprint = fingerprintOf(password);
    expect((await exported(sweep)).whole).not.toContain(password);
    const choices = { decisions: [decide({ kind: 'value', fingerprint }, 'reject')] };
    const { texts, report } = await exported(sweep, { choices });
    expect(texts.every((text) => text.includes(password))).toBe(true);
    expect(report.anonymisation.decisions).toEqual({ accepted: 0, rejected: 1, edited: 0, own_rules: 0 });
  });

  test('that reject the one place a value was learnt from leave it there and nowhere else', async () => {
    const sweep = memoryOf({ password }, `it is ${password} there`);
    const place = { kind: 'place', agent: 'front', id: 'p-0', pointer: '/password', start: 0 } as const;
    const { texts } = await exported(sweep, { choices: { decisions: [decide(place, 'reject')] } });
    expect(texts.map((text) => text.includes(password))).toEqual([true, false]);
  });

  test.each([
    ['holds what it replaces', `not ${githubToken}`],
    ['would be found itself', mail],
  ])('with a replacement that %s are refused, and nothing is written', async (reason, replacement) => {
    const value = { kind: 'value', fingerprint: fingerprintOf(githubToken) } as const;
    const attempt = withDecisions(decide(value, 'edit', replacement));
    await expect(attempt).rejects.toMatchObject({
      code: 'decision-invalid',
      data: { reason: `it ${reason}` },
    });
  });

  test('may write any text and the record stays JSON', async () => {
    const value = { kind: 'value', fingerprint: fingerprintOf(githubToken) } as const;
    const { texts } = await withDecisions(decide(value, 'edit', '"}]\n\\u0000 \ud800'));
    expect(parseJson(texts[0] ?? '')).toMatchObject({ id: 'p-0' });
  });
});

describe('placeholders', () => {
  const files = memoryOf(`ask ${mail}`);
  const placeholder = async (changes: Partial<ExportRequest>, time: number): Promise<string> =>
    /user-[a-z2-7]{8}/.exec(
      (await exported(files, { time: undefined, ...changes }, hostAt(time))).whole,
    )?.[0] ?? '';

  test('differ from export to export, and are equal under one salt of one user', async () => {
    expect(await placeholder({}, noon)).not.toBe(await placeholder({}, noon + 1000));
    const salted = await placeholder({ salt: 'team' }, noon);
    expect(await placeholder({ salt: 'team' }, noon + 1000)).toBe(salted);
    expect(await placeholder({ salt: 'other' }, noon)).not.toBe(salted);
    const another = new Uint8Array(32).fill(2);
    expect(await placeholder({ salt: 'team', secret: another }, noon)).not.toBe(salted);
  });
});

describe('the report', () => {
  test('counts by category, rule and agent, and what was decided', async () => {
    const files = {
      ...memoryOf(`token ${githubToken} of ${mail}`, 'project NIGHTJAR'),
      'global/project-meta.json': JSON.stringify({ owner: mail }),
    };
    const choices: AnonymisationChoices = {
      rules: [{ id: 'nightjar', category: 'clients', pattern: 'NIGHTJAR', ignoreCase: false }],
      decisions: [decide({ kind: 'place', agent: 'front', id: 'p-0', pointer: '/note', start: 6 }, 'reject')],
    };
    const { report } = await exported(files, { choices });
    const { counts, rules, agents, decisions, hits } = report.anonymisation;
    expect(counts).toEqual({ clients: 1, emails: 2 });
    expect(rules).toMatchObject({ nightjar: 1 });
    expect(Object.values(rules).reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(agents).toEqual({ front: 2, global: 1 });
    expect(decisions).toEqual({ accepted: 3, rejected: 1, edited: 0, own_rules: 1 });
    expect(hits).toBeUndefined();
    expect(report.metadata.anonymization).toMatchObject({ level: 'full', agents, decisions });
  });

  test('holds every hit when asked, without any value', async () => {
    const files = memoryOf(`token ${githubToken} of ${mail}`);
    const { report } = await exported(files, { collectHits: true });
    expect(report.anonymisation.hits).toHaveLength(2);
    const text = JSON.stringify(report.anonymisation.hits);
    expect(text).not.toContain(githubToken);
    expect(text).not.toContain(mail);
  });
});

test('a fingerprint is the keyed hash that names in metadata have, with a purpose of its own', async () => {
  for (const key of [secret, new Uint8Array(100).fill(3)])
    for (const value of [githubToken, '', 'ünï \ud83d\ude00'])
      expect(createFingerprint(key, codecs)(value)).toBe(await hashName(codecs, key, 'redaction', value));
});

describe('whatever the order of records', () => {
  const values = [
    `token ${githubToken}`,
    `password: ${password}`,
    `the bare ${password} in a sentence`,
    `api_key = "${password}"`,
    `write to ${mail}`,
    ...Array.from({ length: 12 }, (_, index) => `host 10.20.30.${index + 5} is down`),
    'nothing at all',
  ];

  test('the same things become the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(values, { minLength: values.length }), async (shuffled) => {
        const notes = (list: readonly string[]) =>
          memoryOf(...list.map((note) => ({ id: note.length.toString() + note.slice(-9), name: 'x', note })));
        const inOrder = await exported(notes(values));
        const mixed = await exported(notes(shuffled));
        expect([...mixed.texts].sort()).toEqual([...inOrder.texts].sort());
      }),
      { numRuns: 15 },
    );
  });
});
