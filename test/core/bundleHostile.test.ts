import { randomBytes } from 'node:crypto';
import { createGzip, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectArchive, openArchive, readArchiveRecords } from '../../src/core/bundle/archive';
import type { ArchiveLimits, ArchiveSource } from '../../src/core/bundle/archive';
import { tarChecksum } from '../../src/core/bundle/tarHeader';
import { openTarOutput } from '../../src/core/bundle/tarOutput';
import { verifyArchive } from '../../src/core/bundle/verify';
import { LoomError } from '../../src/core/errors';
import { memoryStore } from '../../src/platform/memory';
import { host, metadata, readAll, record, smallBundle, sourceOf } from './bundleFixtures';

interface Planted {
  name: string;
  type?: string;
  content?: string;
  /** What the header says, when it lies. */
  size?: number;
  link?: string;
  mode?: number;
  /** Raw bytes of the time field. */
  time?: number[];
}

function header({
  name,
  type = '0',
  content = '',
  size = content.length,
  link = '',
  mode = 0o644,
  time,
}: Planted): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100, 'latin1');
  block.write(mode.toString(8).padStart(7, '0'), 100);
  block.write('0000000\0' + '0000000\0', 108);
  block.write(size.toString(8).padStart(11, '0'), 124);
  block.write('00000000000', 136);
  if (time !== undefined) Buffer.from(time).copy(block, 136);
  block.write(type, 156);
  block.write(link, 157, 100);
  block.write('ustar\0' + '00', 257);
  block.write(tarChecksum(block).toString(8).padStart(6, '0') + '\0 ', 148);
  return block;
}

function entry(planted: Planted): Buffer {
  const content = Buffer.from(planted.content ?? '', 'latin1');
  return Buffer.concat([header(planted), content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

const pax = (records: Record<string, string>, type = 'x'): Buffer => {
  const content = Object.entries(records)
    .map(([key, value]) => {
      // What follows counts and writes bytes: one character each.
      const rest = Buffer.from(` ${key}=${value}\n`).toString('latin1');
      let length = rest.length;
      while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
      return `${length}${rest}`;
    })
    .join('');
  return entry({ name: 'PaxHeaders/x', type, content });
};

const first = entry({ name: 'loom-export/metadata.json', content: JSON.stringify(metadata) });
const end = Buffer.alloc(1024);
const tar = (...entries: Buffer[]): Buffer => Buffer.concat([first, ...entries, end]);

async function read(bytes: Uint8Array, limits?: Partial<ArchiveLimits>): Promise<Map<string, string>> {
  return readAll(await openArchive(sourceOf(gzipSync(bytes)), { limits }, host));
}

const inside = (name: string): string => `loom-export/${name}`;

describe('a name in a tar is refused when it', () => {
  test.each([
    ['climbs', '../evil'],
    ['climbs from within', inside('agents/../../../evil')],
    ['stays put', inside('./agents/x')],
    ['is absolute', '/etc/passwd'],
    ['has a drive letter', 'C:\\evil'],
    ['has a drive letter inside', inside('C:/evil')],
    ['is a UNC path', '\\\\?\\C:\\evil'],
    ['has back-slashes', inside('agents\\x\\patterns.json')],
    ['has an empty part', inside('agents//patterns.json')],
    ['ends in a dot', inside('agents/x./patterns.json')],
    ['ends in a space', inside('agents/x /patterns.json')],
    ['is a device', inside('CON')],
    ['is a device with an ending', inside('nul.json')],
    ['is a serial port', inside('agents/COM1/patterns.json')],
    ['is a printer', inside('agents/lpt1.txt')],
    ['names a stream', inside('agents/x:hidden')],
    ['has a line end', inside('agents/x\ny')],
    ['is not UTF-8', inside('agents/\xff\xfe')],
    ['lies outside the folder', 'elsewhere/x'],
    ['is the folder as a file', 'loom-export'],
  ])('%s: %s', async (_, name) => {
    await expect(read(tar(entry({ name })))).rejects.toMatchObject({ code: 'archive-hostile' });
  });

  test('is hostile in the very first entry too', async () => {
    const bytes = Buffer.concat([entry({ name: '../evil' }), first, end]);
    await expect(read(bytes)).rejects.toMatchObject({ code: 'archive-hostile' });
  });

  test('has 4,096 characters, by pax, by GNU, and has a NUL by pax', async () => {
    const long = inside('a/'.repeat(2042));
    for (const bytes of [
      tar(pax({ path: long }), entry({ name: 'x' })),
      tar(entry({ name: '././@LongLink', type: 'L', content: `${long}\0` }), entry({ name: 'x' })),
      tar(pax({ path: inside('a\0b') }), entry({ name: 'x' })),
      tar(pax({ path: '../evil' }), entry({ name: inside('x') })),
      tar(entry({ name: '././@LongLink', type: 'L', content: '../evil\0' }), entry({ name: inside('x') })),
    ]) {
      await expect(read(bytes)).rejects.toMatchObject({ code: 'archive-hostile' });
    }
  });
});

describe('an entry of a tar is refused when it is', () => {
  test.each([
    ['a symbolic link', '2'],
    ['a hard link', '1'],
    ['a character device', '3'],
    ['a block device', '4'],
    ['a FIFO', '6'],
    ['a contiguous file', '7'],
    ['a sparse file', 'S'],
    ['a part of a file of another volume', 'M'],
    ['an entry that is neither file nor folder', 'Q'],
  ])('%s', async (reason, type) => {
    const planted = entry({ name: inside('agents/x/patterns.json'), type, link: '/etc/passwd' });
    await expect(read(tar(planted))).rejects.toMatchObject({ code: 'archive-hostile', data: { reason } });
  });

  test('a sparse file by pax, and a name for all entries by pax', async () => {
    const sparse = tar(pax({ 'GNU.sparse.major': '1' }), entry({ name: inside('x') }));
    await expect(read(sparse)).rejects.toMatchObject({ code: 'archive-hostile' });
    const global = tar(pax({ path: inside('x') }, 'g'), entry({ name: inside('x') }));
    await expect(read(global)).rejects.toMatchObject({ code: 'archive-hostile' });
  });

  test.each([
    ['twice', ['agents/x/patterns.json', 'agents/x/patterns.json']],
    ['with another case', ['agents/x/patterns.json', 'agents/x/Patterns.json']],
    ['with a folder of another case', ['agents/x/patterns.json', 'agents/X/solutions.json']],
    ['in another Unicode form', ['agents/gru\u0308n/a.json', 'agents/gr\u00fcn/a.json']],
    ['as a file and as a folder', ['agents/x', 'agents/x/patterns.json']],
    ['as a folder and as a file', ['agents/x/patterns.json', 'agents/x']],
  ])('there %s', async (_, names) => {
    const entries = names.map((name) => Buffer.concat([pax({ path: inside(name) }), entry({ name: 'x' })]));
    const error: unknown = await read(tar(...entries)).catch((caught: unknown) => caught);
    const reason = LoomError.is(error, 'archive-hostile') ? error.data.reason : '';
    expect(reason).toMatch(/^it (is there twice|differs from .* only|is both a file)/);
  });

  test('a folder where a file is due', async () => {
    const bytes = Buffer.concat([entry({ name: inside('metadata.json/'), type: '5' }), end]);
    await expect(read(bytes)).rejects.toMatchObject({ code: 'archive-damaged' });
  });
});

describe('a tar that is odd but honest is read:', () => {
  test('packed again by hand, with folders, other order and a leading ./', async () => {
    const bytes = Buffer.concat([
      entry({ name: './loom-export/', type: '5' }),
      entry({ name: './loom-export/agents/', type: '5' }),
      entry({ name: './loom-export/agents/x/patterns.json', content: '[]\n' }),
      entry({ name: './loom-export/metadata.json', content: JSON.stringify(metadata) }),
      Buffer.alloc(10_240),
    ]);
    const files = await read(bytes);
    expect([...files.keys()]).toEqual(['loom-export/agents/x/patterns.json', 'loom-export/metadata.json']);
  });

  test('set-user-id bits and times beyond all reason mean nothing', async () => {
    const name = inside('agents/x/patterns.json');
    const bytes = tar(
      entry({
        name,
        content: '[]\n',
        mode: 0o6777,
        time: [0x80, 0, 0, 0, 0xff, 255, 255, 255, 255, 255, 255, 255],
      }),
    );
    expect((await read(bytes)).get(name)).toBe('[]\n');
  });

  test('long names by pax and by GNU, and a size by pax', async () => {
    const name = inside(`agents/${'n'.repeat(200)}/patterns.json`);
    const byPax = tar(pax({ path: name, size: '3', comment: 'x' }), entry({ name: 'cut', content: '[]\n' }));
    const byGnu = tar(
      entry({ name: '././@LongLink', type: 'L', content: `${name}\0` }),
      entry({ name: 'cut', content: '[]\n' }),
    );
    for (const bytes of [byPax, byGnu]) expect((await read(bytes)).get(name)).toBe('[]\n');
  });

  test('not compressed at all', async () => {
    const opened = await openArchive(sourceOf(tar()), {}, host);
    expect(opened.metadata).toEqual(metadata);
  });

  test('in pieces of any size', async () => {
    const { bytes } = await smallBundle();
    const expected = await readAll(await openArchive(sourceOf(bytes), {}, host));
    for (const size of [1, 511, 513]) {
      expect(await readAll(await openArchive(sourceOf(bytes, size), {}, host))).toEqual(expected);
    }
  });
});

describe('a tar is damaged when', () => {
  const cut = tar(entry({ name: inside('x'), content: 'abc' }));
  test.each([
    ['it has no end mark', cut.subarray(0, -1024)],
    ['its end mark is cut', cut.subarray(0, -512)],
    ['it ends in a header', cut.subarray(0, -1024 - 700)],
    ['it ends in content', cut.subarray(0, -1024 - 511)],
    ['bytes follow its end', Buffer.concat([cut, Buffer.from('more')])],
    ['an entry follows its end', Buffer.concat([tar(), entry({ name: inside('late') }), end])],
    [
      'one empty block is followed by an entry',
      Buffer.concat([first, Buffer.alloc(512), entry({ name: inside('x') }), end]),
    ],
    ['a header says more than there is', tar(entry({ name: inside('x'), content: 'abc', size: 100_000 }))],
    [
      'a header says less than there is',
      tar(Buffer.concat([header({ name: inside('x'), size: 0 }), Buffer.from('x'.repeat(512))])),
    ],
    ['a size is negative', tar(Buffer.concat([header({ name: inside('x') }).fill(0xff, 124, 136)]))],
    ['a folder has content', tar(entry({ name: inside('d/'), type: '5', content: 'abc' }))],
    [
      'a pax record lies about its length',
      tar(entry({ name: 'p', type: 'x', content: '99 path=x\n' }), entry({ name: inside('x') })),
    ],
  ])('%s', async (_, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'archive-damaged' });
  });

  test('any bit of a header flips, or it means nothing', async () => {
    const bytes = tar(entry({ name: inside('agents/x/patterns.json'), content: '[]\n' }));
    const start = first.length;
    const expected = await read(bytes);
    for (let bit = start * 8; bit < (start + 512) * 8; bit += 3) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      let found: Map<string, string> | undefined;
      try {
        found = await read(changed);
      } catch (error) {
        expect(error).toBeInstanceOf(LoomError);
      }
      // The checksum may be filled up with NUL, space or 0: a flip from one to another says the same.
      const at = (bit >> 3) - start;
      if (found !== undefined) expect([at >= 148 && at < 156, found]).toEqual([true, expected]);
    }
  });
});

/** Gzip bytes of what a generator gives, made piece by piece so that the test itself stays small. */
async function gzipOf(pieces: Iterable<Uint8Array>): Promise<Uint8Array> {
  const gzip = createGzip({ level: 9 });
  const parts: Buffer[] = [];
  gzip.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise((resolve) => gzip.once('end', resolve));
  for (const piece of pieces) {
    if (!gzip.write(piece)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await done;
  return Uint8Array.from(Buffer.concat(parts));
}

function* repeated(piece: Uint8Array, times: number): Generator<Uint8Array> {
  for (let time = 0; time < times; time++) yield piece;
}

async function openAll(source: ArchiveSource, limits?: Partial<ArchiveLimits>): Promise<number> {
  let bytes = 0;
  for await (const { content } of (await openArchive(source, { limits }, host)).entries()) {
    for await (const piece of content) bytes += piece.length;
  }
  return bytes;
}

describe('a bomb is stopped', () => {
  test('10 GB of gzip in 10 MB, early and with little memory', async () => {
    const size = 10 * 2 ** 30;
    // 160 members of 64 MiB zeros stand for one stream of 10 GiB: making that here would take a minute.
    const member = await gzipOf(repeated(Buffer.alloc(1024 * 1024), 64));
    const start = gzipSync(
      Buffer.concat([first, header({ name: inside('agents/x/patterns.json'), size: 8 ** 11 - 1 })]),
    );
    let given = 0;
    const source: ArchiveSource = {
      path: 'bomb',
      size: start.length + 160 * member.length,
      async *read() {
        given = start.length;
        yield await Promise.resolve(Uint8Array.from(start));
        for (let times = 0; times < 160; times++) {
          given += member.length;
          yield await Promise.resolve(member);
        }
      },
    };
    expect(source.size).toBeLessThan(size / 900);
    const before = process.memoryUsage.rss();
    await expect(openAll(source, { entryBytes: 16 * 2 ** 30 })).rejects.toMatchObject({
      code: 'archive-too-large',
      data: { path: 'bomb', limit: 'how many bytes one compressed byte may become', allowed: 500 },
    });
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 2 ** 20);
    expect(given).toBeLessThan(source.size / 20);
    await expect(
      openAll(source, { entryBytes: 2 ** 40, ratio: 2000, totalBytes: 100 * 2 ** 20 }),
    ).rejects.toMatchObject({
      data: { limit: 'the bytes of all entries' },
    });
    await expect(openAll(source)).rejects.toMatchObject({ data: { limit: 'the bytes of one entry' } });
  });

  test('a million entries', async () => {
    function* entries(): Generator<Uint8Array> {
      yield first;
      for (let index = 0; index < 20_000; index++) {
        yield entry({ name: inside(`agents/a${index % 100}/f${index}.json`) });
      }
    }
    await expect(openAll(sourceOf(await gzipOf(entries())))).rejects.toMatchObject({
      code: 'archive-too-large',
      data: { limit: 'the number of entries', allowed: 10_000 },
    });
  });

  test('metadata without end', async () => {
    const bytes = Buffer.concat([entry({ name: inside('metadata.json'), content: 'x'.repeat(5000) }), end]);
    await expect(read(bytes, { documentBytes: 1000 })).rejects.toMatchObject({ code: 'archive-too-large' });
  });

  test('gzip within gzip is no bundle', async () => {
    const { bytes } = await smallBundle();
    await expect(openArchive(sourceOf(gzipSync(bytes)), {}, host)).rejects.toMatchObject({
      code: 'not-an-archive',
    });
  });
});

describe('hostile JSON', () => {
  const json = (agents: string, more = ''): Uint8Array =>
    Buffer.from(`{"metadata": ${JSON.stringify(metadata)}, "agents": ${agents}, "global": {}${more}}`);
  const readJson = async (bytes: Uint8Array, limits?: Partial<ArchiveLimits>): Promise<Map<string, string>> =>
    readAll(await openArchive(sourceOf(bytes, 100), { limits }, host));

  test.each([
    ['a list 100,000 deep', `{"x": {"patterns": ${'['.repeat(100_000)}${']'.repeat(100_000)}}}`],
    ['an object 10,000 deep', `{"x": {"patterns": [${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}]}}`],
  ])('%s is stopped by the limit on nesting', async (_, agents) => {
    await expect(readJson(json(agents))).rejects.toMatchObject({
      code: 'archive-too-large',
      data: { limit: 'the nesting of JSON values', allowed: 512 },
    });
  });

  test('deep nesting in a record of a tar is refused by verify and told by the reader of records', async () => {
    const deep = `[${'{"a":'.repeat(600)}1${'}'.repeat(600)}]\n`;
    const bytes = gzipSync(tar(entry({ name: inside('agents/x/patterns.json'), content: deep })));
    const report = await verifyArchive(sourceOf(bytes), {}, host);
    expect(report.problems.map((problem) => problem.code)).toContain('archive-too-large');
    const batches = [];
    for await (const batch of readArchiveRecords(sourceOf(bytes), {}, host)) batches.push(batch);
    expect(batches.flatMap((batch) => batch.records)).toEqual([]);
    expect(batches.flatMap((batch) => batch.problems)).toHaveLength(1);
  });

  test.each([
    ['climbs', '{"../x": {"patterns": []}}'],
    ['has a slash', '{"a/b": {"patterns": []}}'],
    ['hides its slash', '{"a\\u002fb": {"patterns": []}}'],
    ['is a device', '{"NUL": {"patterns": []}}'],
    ['has a file that climbs', '{"x": {"../patterns": []}}'],
    ['is there twice', '{"x": {"patterns": []}, "x": {"patterns": []}}'],
    ['has a file twice', '{"x": {"patterns": [], "patterns": []}}'],
    ['differs in case only', '{"x": {"patterns": []}, "X": {"patterns": []}}'],
  ])('an agent that %s is refused', async (_, agents) => {
    await expect(readJson(json(agents))).rejects.toMatchObject({ code: 'archive-hostile' });
  });

  test('keys such as __proto__ are names like any other', async () => {
    const bytes = json(
      '{"__proto__": {"patterns": [{"__proto__": {"polluted": 1}, "id": "a"}]}, "constructor": {}}',
    );
    const files = await readJson(bytes);
    expect(files.get(inside('agents/__proto__/patterns.json'))).toContain('polluted');
    for await (const { agent, records } of readArchiveRecords(sourceOf(bytes), {}, host)) {
      expect([agent, records[0]?.view.id]).toEqual(['__proto__', 'a']);
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test.each([
    ['ends early', json('{"x": {"patterns": [').subarray(0, -14)],
    ['ends in a key', Buffer.from('{"metadata": {}, "agen')],
    ['has bytes after its end', Buffer.concat([json('{}'), Buffer.from(' x')])],
    ['has no commas', Buffer.from(`{"metadata": ${JSON.stringify(metadata)} "agents": {}}`)],
    ['has a list of agents', json('[]')],
    ['has an agent that is no object', json('{"x": []}')],
    ['has a key without quotes', json('{x: {}}')],
    ['lacks a value', json('{"x": {"patterns": }}')],
    [
      'has a key that is not UTF-8',
      Buffer.concat([Buffer.from('{"\xff": 1, ', 'latin1'), json('{}').subarray(1)]),
    ],
  ])('that %s is damaged', async (_, bytes) => {
    await expect(readJson(bytes)).rejects.toMatchObject({ code: 'archive-damaged' });
  });

  test('of a later minor version is read, with members and keys that are unknown', async () => {
    const later = { ...metadata, version: '1.7.0', future: { deep: [1] } };
    const bytes = Buffer.from(
      `{"metadata": ${JSON.stringify(later)}, "novel": [{"x": 1}], "agents": {"x": {"dreams": 7}}}`,
    );
    const opened = await openArchive(sourceOf(bytes, 3), {}, host);
    expect(opened.metadata).toEqual(later);
    expect((await readAll(opened)).get(inside('agents/x/dreams.json'))).toBe('7\n');
  });

  test.each(['2.0.0', '10.1', '999999999.0.0'])(
    'of the later major version %s is refused by name',
    async (version) => {
      const bytes = Buffer.from(JSON.stringify({ metadata: { version, shape: 'unknown' }, agents: {} }));
      await expect(openArchive(sourceOf(bytes), {}, host)).rejects.toMatchObject({
        code: 'version-newer',
        data: { version, supported: '1.0.0' },
      });
    },
  );

  test.each(['', 'one', '1', '-1.0.0', '1e9.0', ' 2.0.0'])(
    'of the version "%s" is damaged',
    async (version) => {
      const bytes = Buffer.from(JSON.stringify({ metadata: { ...metadata, version }, agents: {} }));
      await expect(openArchive(sourceOf(bytes), {}, host)).rejects.toMatchObject({ code: 'archive-damaged' });
    },
  );
});

describe('what a file is', () => {
  const format = async (bytes: Uint8Array): Promise<string> =>
    (await inspectArchive(sourceOf(bytes), {}, host)).format;

  test.each([
    ['ecm', Buffer.from('ECM\0rest of it')],
    ['causantic', Buffer.from('CST\0rest of it')],
    ['sqlite', Buffer.from('SQLite format 3\0rest')],
    ['ecm', Buffer.from('{\n  "format": "ecm-archive",\n  "version": "1.0", "metadata": {}}')],
    ['causantic', gzipSync('{"format":"causantic-archive","version":"1.1","metadata":{}}')],
    ['memoria', Buffer.from('{"data": {"agents": []}, "metadata": {"dialect": "sqlite"}}')],
    ['memoria', Buffer.from('{"metadata": {"exported_at": "x"}, "payload": {}}')],
    ['memoria', Buffer.from('{"metadata": {"format": "ndjson"}}\n{"table": "agents", "data": {}}\n')],
    ['kagura', Buffer.from('{"type": "memory", "scope": "working"}\n{"type": "memory"}\n')],
    ['kagura', Buffer.from('{"type": "node", "id": "x"}\n')],
  ])('is told by its bytes: %s', async (expected, bytes) => {
    expect(await format(bytes)).toBe(expected);
    await expect(openArchive(sourceOf(bytes), {}, host)).rejects.toMatchObject({ code: 'not-an-archive' });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('# Notes\n')],
    ['a zip', Buffer.from('PK\x03\x04xxxxxxxxxxx')],
    ['zeros', Buffer.alloc(4096)],
    ['a list', Buffer.from('[1, 2]')],
    ['another object', Buffer.from('{"name": "package", "version": "1.0.0"}')],
    ['gzip of text', gzipSync('hello')],
    ['gzip of nothing', gzipSync('')],
    ['a tar of something else', gzipSync(Buffer.concat([entry({ name: 'package/package.json' }), end]))],
  ])('is not an archive: %s', async (_, bytes) => {
    await expect(inspectArchive(sourceOf(bytes), {}, host)).rejects.toMatchObject({ code: 'not-an-archive' });
  });

  test('is inspected without reading more than its start', async () => {
    const store = memoryStore();
    const output = await openTarOutput({ store, name: 'out', replace: false }, { level: 6 }, host);
    await output.beginSection({ agent: 'front', kind: 'pattern' });
    await output.append(Array.from({ length: 500 }, () => record({ id: randomBytes(4000).toString('hex') })));
    await output.endSection();
    await output.finish(metadata);
    const bytes = store.snapshot().get('out') ?? new Uint8Array(0);
    const source = sourceOf(bytes, 4096);
    let given = 0;
    const watched: ArchiveSource = {
      ...source,
      async *read(options) {
        for await (const piece of source.read(options)) {
          given += piece.length;
          yield piece;
        }
      },
    };
    const inspection = await inspectArchive(watched, {}, host);
    expect(inspection).toMatchObject({
      format: 'loom-tar',
      version: '1.0.0',
      encrypted: false,
      counts: { patterns: 3, solutions: 1, decisions: 0 },
      sizes: { file: bytes.length },
    });
    expect(bytes.length).toBeGreaterThan(1_500_000);
    expect(given).toBeLessThan(300_000);
  });

  test('is told of an encrypted bundle with and without its password', async () => {
    for (const kind of ['tar', 'json'] as const) {
      const { source } = await smallBundle(kind, { password: 'correct horse' });
      const closed = await inspectArchive(source, {}, host);
      expect(closed).toMatchObject({
        format: 'sealed',
        encrypted: true,
        metadata: undefined,
        version: undefined,
      });
      expect(closed.header?.iterations).toBe(600_000);
      const opened = await inspectArchive(source, { password: 'correct horse' }, host);
      expect(opened).toMatchObject({ format: `loom-${kind}`, encrypted: true, version: '1.0.0' });
      await expect(inspectArchive(source, { password: 'no' }, host)).rejects.toMatchObject({
        code: 'password-wrong',
      });
      await expect(openArchive(source, {}, host)).rejects.toMatchObject({ code: 'password-missing' });
    }
  });
});

test('any mutation of a bundle gives a LoomError or nothing, never anything else', async () => {
  const { bytes } = await smallBundle();
  const plain = tar(entry({ name: inside('agents/x/patterns.json'), content: '[]\n' }));
  const { bytes: object } = await smallBundle('json');
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(bytes, plain, object),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.option(fc.nat()),
      async (original, changes, cut) => {
        const changed = Uint8Array.from(original);
        for (const [at, value] of changes) changed[at % changed.length] = value;
        const end = cut === null ? changed.length : cut % changed.length;
        try {
          await openAll(sourceOf(changed.slice(0, end)));
        } catch (error) {
          expect(error).toBeInstanceOf(LoomError);
        }
      },
    ),
    { numRuns: 300 },
  );
});
