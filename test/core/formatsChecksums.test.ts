import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTarOutput } from '../../src/core/bundle/tarOutput';
import { openCsvOutput } from '../../src/core/formats/csvOutput';
import { openSqliteOutput } from '../../src/core/formats/sqliteOutput';
import type { Output } from '../../src/core/export/output';
import { nodeStore } from '../../src/platform/node';
import { nodeSqlite } from '../../src/platform/sqlite';
import { HARD_TEXTS, hostWith, metadata, writeSection } from './formatsRecords';

test('tables have the section hashes and sizes of a bundle of the same records', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loom-checksums-'));
  try {
    const store = nodeStore(folder);
    const host = hostWith(nodeSqlite());
    const fill = async (output: Output): Promise<unknown> => {
      const sizes = [
        await writeSection(output, { agent: 'reader', kind: 'pattern' }, []),
        await writeSection(output, { agent: 'writer', kind: 'pattern' }, [
          { id: 'a' },
          { id: 'x'.repeat(700_000) },
        ]),
        await writeSection(
          output,
          { agent: 'writer', kind: 'solution' },
          HARD_TEXTS.map((hard) => ({ id: hard })),
        ),
      ];
      await output.document('agents/writer/context.json', new TextEncoder().encode(' {"a": 1}\r\n\n'));
      await output.document('global/cross-agent.json', new TextEncoder().encode('[]'));
      const bytes = output.uncompressedBytes;
      return { sizes, bytes, checksums: (await output.finish(metadata)).checksums };
    };
    const bundle = await fill(
      await openTarOutput({ store, name: 'a.tar.gz', replace: false }, { level: 6 }, host),
    );
    expect(await fill(await openSqliteOutput({ store, name: 'a.db', replace: false }, {}, host))).toEqual(
      bundle,
    );
    expect(await fill(await openCsvOutput({ store, folder: 'a', replace: false }, {}, host))).toEqual(bundle);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
