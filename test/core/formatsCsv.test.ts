import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { openCsvOutput } from '../../src/core/formats/csvOutput';
import { encodeRecordRows, encodeRows } from '../../src/core/formats/csvRows';
import { memoryStore } from '../../src/platform/memory';
import { nodeStore } from '../../src/platform/node';
import { HARD_TEXTS, hostWith, metadata, outgoing, writeSection } from './formatsRecords';

const text = (bytes: Uint8Array | undefined): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** What Python's own csv module reads: rows of cells, as JSON. */
function readWithPython(file: string): string[][] {
  const program = `
import csv, json, sys
csv.field_size_limit(sys.maxsize)
with open(sys.argv[1], encoding='utf-8', newline='') as file:
    json.dump(list(csv.reader(file, strict=True)), sys.stdout)
`;
  return JSON.parse(
    execFileSync('python3', ['-c', program, file], { encoding: 'utf8', maxBuffer: 1 << 28 }),
  ) as string[][];
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'loom-csv-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a cell comes back as: defused, without what no CSV reader takes. */
function expectedCell(value: string): string {
  const plain = value.toWellFormed().replaceAll('\u0000', '\ufffd');
  return /^[=+\-@\t\r\n＝＋－＠]/.test(plain) ? `'${plain}` : plain;
}

describe('rows', () => {
  test('come back from a parser as they went in, whatever is in a cell', () => {
    const cell = fc.oneof(
      fc.constantFrom(...HARD_TEXTS),
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 }),
        (rows) => {
          const bytes = encodeRows(
            rows.map((row) => row.map((value) => (typeof value === 'string' ? value.toWellFormed() : value))),
          );
          const parsed = Papa.parse<string[]>(text(bytes), { newline: '\r\n', delimiter: ',' });
          expect(parsed.errors).toEqual([]);
          expect(parsed.data.slice(0, -1)).toEqual(
            rows.map((row) =>
              row.map((value) =>
                typeof value === 'string'
                  ? value.toWellFormed().replace(/^(?=[=+\-@\t\r\n＝＋－＠])/, "'")
                  : value === null
                    ? ''
                    : String(value),
              ),
            ),
          );
        },
      ),
    );
  });

  test('end in CRLF, begin without a byte order mark, and are nothing when there are none', () => {
    expect(text(encodeRows([['ä', 1]]))).toBe('ä,1\r\n');
    expect(encodeRows([]).length).toBe(0);
  });

  test('take the JSON of a record as a last cell, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ cell: fc.string(), record: fc.json() })), (rows) => {
        const bytes = encodeRecordRows(
          rows.map(({ cell, record }) => ({
            cells: [cell, 1],
            record: new TextEncoder().encode(`{"a":${record}}`),
          })),
        );
        expect(text(bytes)).toBe(
          rows
            .map(
              ({ cell, record }) =>
                `${text(encodeRows([[cell, 1]])).slice(0, -2)},"{""a"":${record.replaceAll('"', '""')}}"\r\n`,
            )
            .join(''),
        );
      }),
    );
  });

  test('defuse a formula with a line break in it, and leave negative numbers alone', () => {
    expect(text(encodeRows([['=1+1\n+2', -1, '-1']]))).toBe('"\'=1+1\n+2",-1,"\'-1"\r\n');
  });
});

describe('a CSV export', () => {
  test("is read by Python's csv module with every text in its cell and every record whole", async () => {
    await inFolder(async (folder) => {
      const output = await openCsvOutput(
        { store: nodeStore(folder), folder: 'tables', replace: false },
        {},
        hostWith(),
      );
      const values = HARD_TEXTS.map((hard, index) => ({
        id: `p${index}`,
        name: hard,
        type: hard,
        tags: [hard, 'b'],
      }));
      await writeSection(output, { agent: 'writer', kind: 'pattern' }, [
        ...values,
        { id: 'huge', name: 'x"'.repeat(200_000) },
      ]);
      await output.finish(metadata);

      const [header, ...rows] = readWithPython(join(folder, 'tables', 'patterns.csv'));
      expect(header?.slice(0, 3)).toEqual(['id', 'agent', 'title']);
      expect(header?.at(-1)).toBe('record');
      const title = header?.indexOf('title') ?? -1;
      expect(rows.slice(0, -1).map((row) => row[title])).toEqual(HARD_TEXTS.map(expectedCell));
      const technique = header?.indexOf('technique') ?? -1;
      expect(rows.slice(0, -1).map((row) => row[technique])).toEqual(HARD_TEXTS.map(expectedCell));
      expect(rows.slice(0, -1).map((row) => JSON.parse(row.at(-1) ?? '') as unknown)).toEqual(values);
      expect(rows.at(-1)?.[title]?.length).toBe(400_000);
    });
  });

  test('has one file a kind, the agents, the metadata and the global data', async () => {
    const store = memoryStore();
    const output = await openCsvOutput({ store, folder: '', replace: false }, {}, hostWith());
    await writeSection(output, { agent: 'writer', kind: 'pattern' }, [
      { id: 'p1', success_rate: 0.5 },
      { id: 'p2', success_rate: 1 },
    ]);
    await writeSection(output, { agent: 'writer', kind: 'solution' }, []);
    await output.document('agents/writer/metrics.json', new TextEncoder().encode('{"a":1}\n'));
    await output.document('global/project-meta.json', new TextEncoder().encode('{"b":[2]}'));
    const finished = await output.finish(metadata);

    const files = store.snapshot();
    expect([...files.keys()].sort()).toEqual([
      'agents.csv',
      'global.csv',
      'metadata.csv',
      'patterns.csv',
      'solutions.csv',
    ]);
    const parse = (name: string): string[][] => Papa.parse<string[]>(text(files.get(name)).trim()).data;
    expect(parse('agents.csv').map((row) => row.filter((_, column) => column !== 6))).toEqual([
      ['name', 'patterns', 'solutions', 'decisions', 'success_rate', 'bytes', 'documents'],
      ['writer', '2', '0', '0', '0.75', '80', '{"metrics":{"a":1}}'],
    ]);
    expect(parse('global.csv')).toEqual([
      ['name', 'document'],
      ['project-meta', '{"b":[2]}'],
    ]);
    expect(parse('metadata.csv')).toContainEqual(['filters_applied', '{"min_confidence":0.8}']);
    expect(parse('agents.csv')[1]?.[6]).toBe(finished.checksums['writer']);
    expect(parse('solutions.csv').length).toBe(1);
    for (const file of finished.files) expect(files.get(file.path)?.length).toBe(file.bytes);
    expect(finished.files.length).toBe(5);
  });

  test('flattens every record shape into the same columns', async () => {
    const store = memoryStore();
    const output = await openCsvOutput({ store, folder: '', replace: false }, {}, hostWith());
    await writeSection(output, { agent: 'writer', kind: 'decision' }, [
      {
        id: '1',
        decision: { question: 'Which?', chosenOption: 'B', alternativesConsidered: ['A', 'C'] },
        outcome: { wouldRepeat: true, lessonsLearned: ['one', 'two'] },
      },
      { id: '2', question: 'Which?', chosen_option: 'B', outcome: { would_repeat: false } },
      { id: '3', decision: 'free form', outcome: null },
    ]);
    await output.finish(metadata);
    const rows = Papa.parse<Record<string, string>>(text(store.snapshot().get('decisions.csv')).trim(), {
      header: true,
    }).data;
    expect(
      rows.map((row) => [row['question'], row['chosen_option'], row['alternatives'], row['would_repeat']]),
    ).toEqual([
      ['Which?', 'B', 'A; C', 'true'],
      ['Which?', 'B', '', 'false'],
      ['', '', '', ''],
    ]);
    expect(rows[0]?.['lessons_learned']).toBe('one; two');
  });

  test('starts a section again without a trace of the first try', async () => {
    const once = memoryStore();
    const twice = memoryStore();
    const section = { agent: 'writer', kind: 'pattern' } as const;
    const first = await openCsvOutput({ store: once, folder: '', replace: false }, {}, hostWith());
    await writeSection(first, section, [{ id: 'kept' }]);
    const expected = await first.finish(metadata);

    const second = await openCsvOutput({ store: twice, folder: '', replace: false }, {}, hostWith());
    await second.beginSection(section);
    await second.append([outgoing('writer', 'pattern', { id: 'torn', success_rate: 0 })]);
    await second.restartSection();
    await second.append([outgoing('writer', 'pattern', { id: 'kept' })]);
    await second.endSection();
    expect(await second.finish(metadata)).toEqual(expected);
    expect(twice.snapshot()).toEqual(once.snapshot());
  });

  test('refuses a folder with one of its files in it, and replaces them when told to', async () => {
    const store = memoryStore({ 'tables/agents.csv': 'mine' });
    await expect(
      openCsvOutput({ store, folder: 'tables', replace: false }, {}, hostWith()),
    ).rejects.toMatchObject({ code: 'output-exists', data: { path: 'memory:/tables/agents.csv' } });
    expect([...store.snapshot().keys()]).toEqual(['tables/agents.csv']);

    const output = await openCsvOutput({ store, folder: 'tables', replace: true }, {}, hostWith());
    await writeSection(output, { agent: 'writer', kind: 'pattern' }, [{ id: 'p1' }]);
    await output.finish(metadata);
    expect(text(store.snapshot().get('tables/agents.csv'))).toContain('writer,1,0,0');
  });

  test('takes back the files it has put down when a later one cannot be', async () => {
    const store = memoryStore();
    const output = await openCsvOutput({ store, folder: 'tables', replace: false }, {}, hostWith());
    await writeSection(output, { agent: 'writer', kind: 'pattern' }, [{ id: 'p1' }]);
    await writeSection(output, { agent: 'writer', kind: 'solution' }, [{ id: 's1' }]);
    const other = await store.write('tables/solutions.csv', { replace: false });
    await other.commit();
    await expect(output.finish(metadata)).rejects.toMatchObject({ code: 'output-exists' });
    await output.abandon();
    expect([...store.snapshot().keys()]).toEqual(['tables/solutions.csv']);
  });

  test('leaves nothing on the disk when it is given up', async () => {
    await inFolder(async (folder) => {
      const output = await openCsvOutput(
        { store: nodeStore(folder), folder: 'tables', replace: false },
        {},
        hostWith(),
      );
      await writeSection(output, { agent: 'writer', kind: 'pattern' }, [{ id: 'p1' }]);
      await output.beginSection({ agent: 'writer', kind: 'solution' });
      await output.append([outgoing('writer', 'solution', { id: 's1' })]);
      await output.abandon();
      await output.abandon();
      expect(readdirSync(folder)).toEqual([]);
    });
  });
});
