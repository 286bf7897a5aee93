import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileSource } from '../../src/core/bundle/archive';
import { ExactCounter, LineCounter } from '../../src/core/bundle/countRecords';
import { openTarOutput } from '../../src/core/bundle/tarOutput';
import { verifyArchive, verifyFolder } from '../../src/core/bundle/verify';
import type { VerifyReport } from '../../src/core/bundle/verify';
import { LoomError } from '../../src/core/errors';
import { memoryStore } from '../../src/platform/memory';
import { nodeStore } from '../../src/platform/node';
import { host, metadata, record, smallBundle, sourceOf } from './bundleFixtures';

const verify = (bytes: Uint8Array, password?: string): Promise<VerifyReport> =>
  verifyArchive(sourceOf(bytes), { password }, host);

const allOk = [
  { name: 'metadata', ok: true },
  { name: 'back', ok: true },
  { name: 'front', ok: true },
  { name: 'global', ok: true },
];

/** Changes the tar inside a bundle, and packs it again so that gzip finds nothing wrong. */
async function changed(from: string, to: string): Promise<Uint8Array> {
  const { bytes } = await smallBundle();
  const plain = gunzipSync(bytes).toString('latin1');
  expect(plain).toContain(from);
  expect(to).toHaveLength(from.length);
  return gzipSync(Buffer.from(plain.replace(from, to), 'latin1'));
}

describe('verifying', () => {
  test.each(['tar', 'json'] as const)('a %s bundle confirms every section', async (format) => {
    const { bytes } = await smallBundle(format);
    expect(await verify(bytes)).toEqual({ ok: true, checked: 'everything', sections: allOk, problems: [] });
  });

  test.each(['tar', 'json'] as const)('an encrypted %s bundle does the same', async (format) => {
    const { bytes } = await smallBundle(format, { password: 'correct horse' });
    expect(await verify(bytes, 'correct horse')).toMatchObject({ ok: true, sections: allOk });
    await expect(verify(bytes, 'wrong')).rejects.toMatchObject({ code: 'password-wrong' });
    await expect(verify(bytes)).rejects.toMatchObject({ code: 'password-missing' });
  });

  test('takes a decrypted bundle for as good as before', async () => {
    const { bytes } = await smallBundle('tar', { metadata: { encrypted: true } });
    expect((await verify(bytes)).ok).toBe(true);
  });

  test.each([
    ['a record', '"confidence":0.9', '"confidence":0.8', 'front'],
    ['a document', '{"agent": "front"}', '{"agent": "fronT"}', 'front'],
    ['global data', '{"name": "shop"}', '{"name": "chop"}', 'global'],
    ['the metadata', '0123456789abcdef', '0123456789abcdee', 'metadata'],
  ])('names the section of a change in %s', async (_, from, to, section) => {
    const report = await verify(await changed(from, to));
    expect(report.ok).toBe(false);
    const codes = report.problems.map((problem) => [problem.code, problem.section]);
    expect(codes).toContainEqual(['archive-damaged', section]);
    expect(report.sections).toEqual(allOk.map(({ name }) => ({ name, ok: name !== section })));
  });

  test('finds a checksum that was changed along with its file', async () => {
    const { bytes } = await smallBundle();
    const plain = gunzipSync(bytes).toString('latin1').replace('"confidence":0.9', '"confidence":0.8');
    const start = plain.indexOf('[\n  {"id":"f1"');
    const content = Buffer.from(plain.slice(start, plain.indexOf(']\n', start) + 2), 'latin1');
    // The file's own line in SHA256SUMS is made right again; the section's hash in checksums.json is not.
    const sum = execFileSync('sha256sum', { input: content, encoding: 'utf8' }).slice(0, 64);
    const forged = plain.replace(/[0-9a-f]{64}(?= {2}agents\/front\/patterns.json)/, sum);
    const report = await verify(gzipSync(Buffer.from(forged, 'latin1')));
    expect(report.problems).toEqual([
      {
        code: 'archive-damaged',
        section: 'front',
        message: 'out is damaged: the checksum of the section front does not match.',
      },
    ]);
  });

  test.each([
    [
      'counts',
      { counts: { patterns: 4, solutions: 1, decisions: 0 } },
      'there are 3 patterns and should be 4',
    ],
    ['agents', { agents: ['back'] }, 'the agent front is not named in metadata.json'],
    ['missing agents', { agents: ['back', 'front', 'lost'] }, 'the agent lost is missing'],
    [
      'flags',
      { anonymization: { level: 'full', counts: {} } },
      'metadata.json contradicts itself about anonymisation',
    ],
  ])('compares the %s of the metadata with what is there', async (_, wrong, message) => {
    for (const format of ['tar', 'json'] as const) {
      const { bytes } = await smallBundle(format, { metadata: wrong });
      const report = await verify(bytes);
      expect(report.problems.map((problem) => problem.message)).toContain(`out is damaged: ${message}.`);
      expect(report.ok).toBe(false);
    }
  });

  test('compares the counts of each agent', async () => {
    const bytes = { patterns: 0, solutions: 0, decisions: 0, total: 0 };
    const summary = { patterns: 2, solutions: 2, decisions: 0, success_rate: null, bytes };
    const bundle = await smallBundle('tar', { metadata: { agent_summaries: { front: summary } } });
    expect((await verify(bundle.bytes)).problems).toEqual([
      {
        code: 'archive-damaged',
        section: 'front',
        message: 'out is damaged: front has 1 solutions and should have 2.',
      },
    ]);
  });

  test('finds a flip in any byte of a bundle, or the flip says nothing about its content', async () => {
    const { bytes } = await smallBundle();
    const content = gunzipSync(bytes);
    const harmless: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << ((at * 5) % 8));
      let report: VerifyReport | undefined;
      try {
        report = await verify(flipped);
      } catch (error) {
        // The first bytes say what the file is at all.
        expect(LoomError.is(error, 'not-an-archive')).toBe(true);
      }
      if (report?.ok !== true) continue;
      expect(Buffer.compare(gunzipSync(flipped), content)).toBe(0);
      harmless.push(at);
    }
    // Text flag, time, extra flags, system; and inside the deflated data what fills up a byte before a flush,
    // or names another place with the same bytes.
    const flushes = Buffer.from(bytes).toString('latin1').split('\0\0\xff\xff').length - 1;
    expect(harmless.filter((at) => at < 10).length).toBeGreaterThan(4);
    expect(harmless.filter((at) => at >= 10).length).toBeLessThan(2 * flushes);
  });

  test('finds a flip in any byte of a JSON bundle', async () => {
    const { bytes } = await smallBundle('json');
    for (let at = 0; at < bytes.length; at++) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << ((at * 3) % 8));
      let isOk = false;
      try {
        isOk = (await verify(flipped)).ok;
      } catch (error) {
        expect(error).toBeInstanceOf(LoomError);
      }
      expect([at, isOk]).toEqual([at, false]);
    }
  });

  test('finds flips all over an encrypted bundle', async () => {
    const { bytes } = await smallBundle('tar', { password: 'p' });
    const places = [0, 9, 12, 20, 40, 60, 76, 77, 90, 500, bytes.length - 17, bytes.length - 1];
    for (const at of places) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 4;
      try {
        expect([at, (await verify(flipped, 'p')).problems.map((problem) => problem.code)]).toEqual([
          at,
          [at < 77 ? 'archive-damaged' : 'seal-damaged'],
        ]);
      } catch (error) {
        expect([at, LoomError.is(error, 'not-an-archive')]).toEqual([0, true]);
      }
    }
  });

  test('finds a cut at every 100th byte, and anything appended', async () => {
    for (const format of ['tar', 'json'] as const) {
      const { bytes } = await smallBundle(format);
      for (let end = 100; end < bytes.length; end += 100) {
        expect((await verify(bytes.slice(0, end)).catch(() => ({ ok: false }))).ok).toBe(false);
      }
      expect((await verify(bytes.slice(0, -1))).ok).toBe(format === 'json');
      for (const more of [Buffer.from([0]), Buffer.from('x'), bytes, gzipSync('x')]) {
        expect((await verify(Buffer.concat([bytes, more]))).ok).toBe(false);
      }
    }
  });

  test('tells its progress in bytes of the file and stops when asked', async () => {
    const { bytes } = await smallBundle();
    const steps: number[] = [];
    const onProgress = (progress: { done: number; total: number }): void => {
      steps.push(progress.done);
      expect(progress.total).toBe(bytes.length);
    };
    await verifyArchive(sourceOf(bytes, 300), {}, host, { onProgress });
    expect(steps.at(-1)).toBe(bytes.length);
    expect(steps).toEqual([...steps].sort((left, right) => left - right));
    const signal = AbortSignal.abort();
    await expect(verifyArchive(sourceOf(bytes), {}, host, { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  test('throws for what is no archive at all', async () => {
    await expect(verify(Buffer.from('hello'))).rejects.toMatchObject({ code: 'not-an-archive' });
  });

  test('compares the size of a SQLite file with its header, and says that this is all', async () => {
    const sqlite = Buffer.alloc(8192);
    sqlite.write('SQLite format 3\0', 'latin1');
    sqlite.writeUInt16BE(4096, 16);
    sqlite.writeUInt32BE(7, 24);
    sqlite.writeUInt32BE(2, 28);
    sqlite.writeUInt32BE(7, 92);
    expect(await verify(sqlite)).toMatchObject({ ok: true, checked: 'structure' });
    expect(await verify(sqlite.subarray(0, 4096))).toMatchObject({ ok: false, checked: 'structure' });
  });
});

describe('verifying a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'loom-verify-'));
    writeFileSync(join(folder, 'out.tar.gz'), (await smallBundle()).bytes);
    execFileSync('tar', ['xzf', 'out.tar.gz'], { cwd: folder });
    unlinkSync(join(folder, 'out.tar.gz'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const inside = (path: string): string => join(folder, 'loom-export', path);

  test('confirms an unpacked bundle, from inside and from beside', async () => {
    for (const root of [folder, join(folder, 'loom-export')]) {
      expect(await verifyFolder(nodeStore(root), host)).toEqual({
        ok: true,
        checked: 'everything',
        sections: allOk,
        problems: [],
      });
    }
  });

  test('finds what was changed, added and removed, by section', async () => {
    appendFileSync(inside('agents/front/patterns.json'), ' ');
    writeFileSync(inside('agents/back/notes.json'), '{}');
    unlinkSync(inside('global/project-meta.json'));
    const report = await verifyFolder(nodeStore(folder), host);
    expect(report.sections).toEqual(allOk.map(({ name }) => ({ name, ok: name === 'metadata' })));
    const text = report.problems.map((problem) => problem.message).join('\n');
    expect(text).toContain('agents/front/patterns.json does not match its checksum');
    expect(text).toContain('agents/back/notes.json is not in SHA256SUMS');
    expect(text).toContain('global/project-meta.json is missing');
  });

  test('refuses links', async () => {
    unlinkSync(inside('global/project-meta.json'));
    symlinkSync('/etc/passwd', inside('global/project-meta.json'));
    const report = await verifyFolder(nodeStore(folder), host);
    expect(report.problems.map((problem) => problem.code)).toContain('archive-hostile');
  });

  test('takes any folder with a SHA256SUMS and nothing else of a bundle', async () => {
    const plain = mkdtempSync(join(tmpdir(), 'loom-verify-'));
    try {
      writeFileSync(join(plain, 'patterns.csv'), 'id\na\n');
      const sums = execFileSync('sha256sum', ['patterns.csv'], { cwd: plain, encoding: 'utf8' });
      writeFileSync(join(plain, 'SHA256SUMS'), sums);
      expect((await verifyFolder(nodeStore(plain), host)).ok).toBe(true);
      appendFileSync(join(plain, 'patterns.csv'), 'b\n');
      expect((await verifyFolder(nodeStore(plain), host)).ok).toBe(false);
      expect(readFileSync(join(plain, 'SHA256SUMS'), 'utf8')).toBe(sums);
    } finally {
      rmSync(plain, { recursive: true });
    }
  });

  test('throws for a folder without one', async () => {
    unlinkSync(inside('SHA256SUMS'));
    await expect(verifyFolder(nodeStore(folder), host)).rejects.toMatchObject({ code: 'not-an-archive' });
  });
});

describe('counting records', () => {
  const count = (counter: ExactCounter | LineCounter, text: string, size: number): number | undefined => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += size) counter.push(bytes.subarray(at, at + size));
    return counter.end();
  };

  test.each([
    ['[]', 0],
    [' [ ] \n', 0],
    ['[{}]', 1],
    ['[{"a":"]},{"},\n{"b":["\\"{",{}]}]', 2],
    ['[\n{"a":[\n{},\n{}]},\n{}\n]\n', 2],
    ['', undefined],
    ['[', undefined],
    ['[{}', undefined],
    ['[{}],', undefined],
    ['[{},]', undefined],
    ['[,{}]', undefined],
    ['[{} {}]', undefined],
    ['[1]', undefined],
    ['{}', undefined],
    ['[{}][{}]', undefined],
  ])('of %s gives %s exactly, however the bytes arrive', (text, expected) => {
    for (const size of [1, 2, 3, 1000]) expect(count(new ExactCounter(), text, size)).toBe(expected);
  });

  test('by lines gives the same for lists as a bundle has them, indented records too', () => {
    for (const [text, expected] of [
      ['[]\n', 0],
      ['[\n{"a":"{"},\n{\n  "b": [\n    {}\n  ]\n}\n]\n', 2],
      ['[\n{}\n', undefined],
      ['{}\n', undefined],
    ] as const) {
      for (const size of [1, 2, 3, 1000])
        expect(count(new LineCounter(host.codecs), text, size)).toBe(expected);
    }
  });

  test('of a list that is laid out in another way is made again, exactly', async () => {
    const store = memoryStore();
    const output = await openTarOutput({ store, name: 'out', replace: false }, { level: 6 }, host);
    await output.beginSection({ agent: 'front', kind: 'pattern' });
    const bytes = new TextEncoder().encode('{"id":"f1","x":[\n{},\n{}]}');
    await output.append([{ ...record({ id: 'f1' }), bytes }]);
    await output.endSection();
    const counts = { patterns: 1, solutions: 0, decisions: 0 };
    await output.finish({ ...metadata, agents: ['front'], counts });
    const source = await fileSource(store, 'out');
    expect(await verifyArchive(source, {}, host)).toMatchObject({ ok: true, problems: [] });
  });
});
