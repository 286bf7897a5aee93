import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openArchive } from '../../src/core/bundle/archive';
import { LoomError } from '../../src/core/errors';
import { host, metadata, readAll, smallBundle, sourceOf } from './bundleFixtures';
import { end, entry, first, header, inside, openAll, pax, read, tar } from './bundlePlanted';

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
    for (let bit = start * 8; bit < (start + 512) * 8; bit += 7) {
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
