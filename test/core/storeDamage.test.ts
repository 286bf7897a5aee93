import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonDamage, findUtf8Damage } from '../../src/core/store/damage';
import { MAX_NESTING } from '../../src/core/store/scan';
import { encode, gzip, readPatterns, readSection, storeOf } from './storeMaking';

/** What reading a file came to: ids, and each problem as `code@line:column`, warnings with a question mark. */
async function outcome(content: string | Uint8Array): Promise<{ ids: string[]; problems: string[] }> {
  const { records, problems } = await readPatterns(content);
  return {
    ids: records.map((record) => record.view.id),
    problems: problems.map(
      ({ code, line, column, level }) =>
        `${code}${line === undefined ? '' : `@${line}:${column ?? 0}`}${level === 'warning' ? '?' : ''}`,
    ),
  };
}

const pretty = (...ids: readonly string[]): string =>
  JSON.stringify(
    ids.map((id) => ({ id, pattern: { type: 't' } })),
    undefined,
    2,
  );

describe('a damaged records file', () => {
  test.each([
    ['nothing at all', '', [], ['file-empty']],
    ['white space only', ' \n\t', [], ['file-empty']],
    ['only a byte order mark', '\ufeff', [], ['file-empty']],
    ['null', 'null', [], ['not-an-array@1:1']],
    ['a number', ' 17 ', [], ['not-an-array@1:2']],
    ['a text', '"patterns"', [], ['not-an-array@1:1']],
    ['an object without a list', '{"id":"a"}', [], ['not-an-array@1:1']],
    ['an object whose list is none', '{"patterns":{"id":"a"}}', [], ['not-an-array@1:13']],
    ['an object whose list is null', '{"patterns":null}', [], ['not-an-array@1:13']],
    ['a list under a name that is no list of records', '{"memories":[{"id":"a"}]}', [], ['not-an-array@1:1']],
    [
      'a list of another kind beside its own',
      '{"patterns":[{"id":"a"}],"solutions":[{"id":"b"}]}',
      ['a'],
      ['not-an-array@1:38'],
    ],
    ['words', 'hello', [], ['json-damaged@1:1']],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x5b, 0, 0x5d, 0]), [], ['not-utf8@1:1']],
    ['cut after a record', '[{"id":"a"},{"id":"b"}', ['a', 'b'], ['json-damaged@1:23']],
    ['cut after a comma', '[{"id":"a"},', ['a'], ['json-damaged@1:13']],
    ['cut within a record', '[{"id":"a"},\n{"id":"b', ['a'], ['json-damaged@2:9']],
    ['cut within a wrapper', '{"patterns":[{"id":"a"}]', ['a'], ['json-damaged@1:25']],
    ['text behind the end', '[{"id":"a"}]\n[{"id":"b"}]', ['a'], ['json-damaged@2:1']],
    ['NaN in a record', '[{"id":"a","n":NaN},{"id":"b"}]', ['b'], ['json-damaged@1:16']],
    ['a trailing comma in a record', '[{"id":"a",},{"id":"b"}]', ['b'], ['json-damaged@1:12']],
    ['a trailing comma in the list', '[{"id":"a"},]', ['a'], ['json-damaged@1:13?']],
    ['a comma too many', '[{"id":"a"},,{"id":"b"}]', ['a', 'b'], ['json-damaged@1:13?']],
    ['a comma missing', '[{"id":"a"}\n{"id":"b"}]', ['a', 'b'], ['json-damaged@2:1?']],
    ['a bracket too many', '[{"id":"a"}},{"id":"b"}]', ['a', 'b'], ['json-damaged@1:12']],
    ['a comment', '[{"id":"a"}, //\n{"id":"b"}]', ['a', 'b'], ['json-damaged@1:14', 'json-damaged@2:1?']],
    ['a word among the records', '[{"id":"a"},undefined,{"id":"b"}]', ['a', 'b'], ['json-damaged@1:13']],
    [
      'elements that are no objects',
      '[1,"x",null,[{"id":"no"}],{"id":"a"},true]',
      ['a'],
      [2, 4, 8, 13, 38].map((column) => `record-not-an-object@1:${column}`),
    ],
    ['a key twice', '[{"id":"a","x":{"k":1,"k":2}},{"id":"b"}]', ['a', 'b'], ['json-damaged@1:2?']],
    ['a control character in a text', '[{"id":"a\u0001"},{"id":"b"}]', ['b'], ['json-damaged@1:10']],
    ['a bad escape', '[{"id":"a\\x"},{"id":"b"}]', ['b'], ['json-damaged@1:10']],
    ['single quotes', '[{\'id\':\'a\'},{"id":"b"}]', ['b'], ['json-damaged@1:3']],
    ['a number that is none', '[{"id":"a","n":01},{"id":"b"}]', ['b'], ['json-damaged@1:16']],
  ])('%s', async (_name, content, ids, problems) => {
    expect(await outcome(content)).toEqual({ ids, problems });
  });

  test('the message names file, reason and place', async () => {
    const { problems } = await readPatterns('[\n  {"id": "é😀", "n": NaN}\n]');
    expect(problems).toEqual([
      {
        file: 'a/patterns.json',
        code: 'json-damaged',
        message: 'a/patterns.json cannot be read: NaN is not a JSON value at line 2, column 22.',
        line: 2,
        column: 22,
        level: 'error',
      },
    ]);
  });

  test('of an indented file, a record with an open text or bracket costs no other record', async () => {
    const text = pretty('a', 'b', 'c');
    expect(await outcome(text.replace('"b"', '"b'))).toEqual({
      ids: ['a', 'c'],
      problems: ['json-damaged@9:14'],
    });
    expect(
      (await outcome(text.replace(/\{\n {6}"type": "t"\n {4}\}(?=\n {2}\},\n {2}\{\n {4}"id": "c")/, '{')))
        .ids,
    ).toEqual(['a', 'c']);
    const cut = text.slice(0, text.indexOf('"b"') + 2);
    expect((await outcome(cut)).ids).toEqual(['a']);
  });

  test('of a file with one record a line, a record with an open text costs no other record', async () => {
    const found = await outcome('[\n{"id":"a"},\n{"id":"b},\n{"id":"c"}\n]');
    expect(found).toEqual({ ids: ['a', 'c'], problems: ['json-damaged@3:11'] });
  });

  test('lines of a damaged record that is not indented are not taken for records', async () => {
    const found = await outcome('[\n{\n"id": "a",\n"parts": [\n{\n"id": "no"\n},\n{\n"id": "no"}\n]\n]');
    expect(found.ids).toEqual([]);
    expect(found.problems.every((problem) => problem.startsWith('json-damaged'))).toBe(true);
  });

  test('bytes that are no UTF-8 are named with their place, and cost one record', async () => {
    const bytes = encode('[{"id":"a"},\n{"id":"b\u0001"},{"id":"c"}]');
    bytes[bytes.indexOf(1)] = 0xff;
    expect(await outcome(bytes)).toEqual({ ids: ['a', 'c'], problems: ['not-utf8@2:9'] });
  });

  test.each([
    ['overlong', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['above the last character', [0xf4, 0x90, 0x80, 0x80]],
    ['cut', [0xe2, 0x82]],
  ])('UTF-8 that is %s is refused', async (_name, sequence) => {
    const bytes = Uint8Array.from([...encode('[{"id":"'), ...sequence, ...encode('"},{"id":"b"}]')]);
    expect(await outcome(bytes)).toEqual({ ids: ['b'], problems: ['not-utf8@1:9'] });
  });

  test('gzip that is cut or flipped is damaged, what came out before stays', async () => {
    const text = JSON.stringify(
      Array.from({ length: 40_000 }, (_, index) => ({ id: `r${index}`, text: `${index * 7919}` })),
    );
    const bytes = gzip(text);
    const cut = await readPatterns(bytes.slice(0, bytes.length - 4000));
    expect(cut.problems.map((problem) => problem.code)).toContain('gzip-damaged');
    expect(cut.records.length).toBeGreaterThan(10_000);
    bytes[bytes.length - 6]! ^= 1;
    expect((await readPatterns(bytes)).problems.map((problem) => problem.code)).toContain('gzip-damaged');
    const trailing = Uint8Array.from([...gzip('[]'), 1, 2, 3]);
    expect((await readPatterns(trailing)).problems.map((problem) => problem.code)).toContain('gzip-damaged');
  });

  test('nesting has a limit, and only the record past it is lost', async () => {
    const nested = (depth: number): string => `{"id":"n","x":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect((await outcome(`[${nested(MAX_NESTING - 1)}]`)).ids).toEqual(['n']);
    for (const depth of [MAX_NESTING, 10_000, 3_000_000]) {
      const found = await outcome(`[${nested(depth)},{"id":"b"}]`);
      expect(found).toEqual({ ids: ['b'], problems: ['nesting-too-deep@1:2'] });
    }
  });

  test('a record past the size limit is passed over in bounded memory', async () => {
    const huge = `[{"id":"a"},{"id":"huge","t":"${'x\\"'.repeat(23_000_000)}"},{"id":"b"}]`;
    expect(await outcome(encode(huge))).toEqual({ ids: ['a', 'b'], problems: ['file-too-large@1:13'] });
  });

  test('gzip that grows without measure is stopped', async () => {
    const bomb = gzip(encode(`[{"id":"a"},${' '.repeat(70_000_000)}]`));
    const { problems } = await readPatterns(bomb);
    expect(problems).toMatchObject([{ code: 'gzip-damaged', level: 'error' }]);
    expect(problems[0]?.message).toContain('250 times');
  });

  test('reading ends where a file turns out to be no list', async () => {
    const { files, codecs } = storeOf({ 'a/patterns.json': `{"id":1} ${'x'.repeat(5_000_000)}` });
    let bytes = 0;
    const counting = {
      ...files,
      async *read(path: string) {
        for await (const piece of files.read(path)) {
          bytes += piece.length;
          yield piece;
        }
      },
    };
    const read = await readSection({ files: counting, codecs }, 'a', 'pattern');
    expect(read.problems.map((problem) => problem.code)).toEqual(['not-an-array', 'json-damaged']);
    // Once for the records, once for the places of the damages.
    expect(bytes).toBeLessThanOrEqual(4 * 1024 * 1024);
  });

  test('a thousand damages are counted, not listed', async () => {
    const { records, problems } = await readPatterns(`[${'{"id":x},'.repeat(1000)}{"id":"last"}]`);
    expect(records).toHaveLength(1);
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.message).toContain('900 more');
  });

  test('the other file of a pair is still read', async () => {
    const store = storeOf({ 'a/patterns.json': '', 'a/patterns.json.gz': gzip('[{"id":"a"}]') });
    const read = await readSection(store, 'a', 'pattern');
    expect(read.records.map((record) => record.view.id)).toEqual(['a']);
    expect(read.problems).toMatchObject([{ file: 'a/patterns.json', code: 'file-empty', level: 'error' }]);
  });
});

describe('any damage', () => {
  const list = fc.array(fc.record({ id: fc.string(), n: fc.double(), deep: fc.jsonValue({ maxDepth: 2 }) }), {
    minLength: 1,
    maxLength: 6,
  });
  const change = fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    take: fc.nat(12),
    put: fc.oneof(
      fc.constantFrom('', '"', '{', '}', '[', ']', ',', '\n', '\\', ':'),
      fc.string({ maxLength: 4 }),
    ),
  });

  test('leaves every record there or is a problem', async () => {
    await fc.assert(
      fc.asyncProperty(
        list,
        fc.constantFrom(undefined, 2),
        change,
        async (records, indent, { at, take, put }) => {
          const whole = JSON.stringify(records, undefined, indent);
          const start = Math.floor(at * whole.length);
          const text = (whole.slice(0, start) + put + whole.slice(start + take)).toWellFormed();
          const read = await readPatterns(text);
          let parsed: unknown;
          try {
            parsed = JSON.parse(text);
          } catch {
            expect(read.problems.length).toBeGreaterThan(0);
            return;
          }
          const lost = read.problems.filter((problem) => problem.level === 'error');
          if (!Array.isArray(parsed)) expect(lost.length).toBeGreaterThan(0);
          else {
            const objects = parsed.filter(
              (each) => typeof each === 'object' && each !== null && !Array.isArray(each),
            );
            expect(read.records.map((record) => record.value)).toEqual(objects);
            expect(lost.length).toBe(parsed.length - objects.length);
          }
        },
      ),
      { numRuns: 300, interruptAfterTimeLimit: 20_000 },
    );
  });

  test('of random bytes never throws and always says what is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
        const { records, problems } = await readPatterns(bytes);
        expect(records).toEqual([]);
        expect(problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 40, interruptAfterTimeLimit: 15_000 },
    );
  });
});

describe('the strict reader', () => {
  test('agrees with JSON.parse on what is JSON', () => {
    const texts = fc.oneof(
      fc.json(),
      fc
        .tuple(fc.json(), fc.nat(30), fc.constantFrom('', ',', '"', '}', '0', '-', '.', 'e', '\\', ' '))
        .map(([text, at, put]) => text.slice(0, at) + put + text.slice(at + 1)),
      fc.constantFrom(
        '-',
        '-0',
        '00',
        '1.',
        '.5',
        '1e5',
        '1E+',
        '+1',
        'tru',
        'nulll',
        '{"a":1,}',
        '[1,]',
        '{,}',
        '',
      ),
    );
    fc.assert(
      fc.property(texts, (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(findJsonDamage(encode(text.toWellFormed())) === undefined).toBe(isJson);
      }),
      { numRuns: 500 },
    );
  });

  test('finds the first byte that is no UTF-8, wherever a strict decoder fails', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const at = findUtf8Damage(bytes);
        const decode = (part: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(part);
        if (at === undefined) expect(() => decode(bytes)).not.toThrow();
        else {
          expect(() => decode(bytes.subarray(0, at))).not.toThrow();
          expect(() => decode(bytes)).toThrow();
        }
      }),
      { numRuns: 500 },
    );
  });
});
