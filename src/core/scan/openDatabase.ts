import { firstBytes } from '../bundle/layers';
import { LoomError } from '../errors';
import type { Codecs, Run, SqliteReader } from '../ports';
import type { BesideFile } from './besideFile';
import { textsOfDatabase } from './databaseTexts';
import type { DatabasePlace } from './databaseTexts';
import type { FoundText, TextLosses } from './foundText';
import { openText } from './openText';

/** How a journal begins that has something to take back (SQLite, "Database File Format", 3); one that is done has zeros. */
const JOURNAL_MAGIC = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

export interface OpenDatabaseOptions {
  readonly codecs: Codecs;
  /** Absent where there is no local file system. */
  readonly sqliteReader?: SqliteReader | undefined;
  readonly run: Run;
  /** For a database that is a file of its own. */
  readonly beside?: BesideFile | undefined;
}

/**
 * The texts of a database whose bytes come from anywhere. Changes that are in its write-ahead log only are read with it. A
 * change that was cut off, or goes on now, is told to `losses` and not taken back: the file is scanned as it is.
 *
 * Throws `format-unavailable` where SQLite cannot be read, `archive-damaged`, `no-space`.
 */
export async function* openDatabase(
  content: AsyncIterable<Uint8Array>,
  place: DatabasePlace,
  { codecs, sqliteReader, run, beside }: OpenDatabaseOptions,
  losses: TextLosses,
): AsyncGenerator<FoundText, void, undefined> {
  const { file, entry } = place;
  if (sqliteReader === undefined)
    throw new LoomError('format-unavailable', {
      format: 'sqlite',
      reason: 'SQLite needs a local file system',
    });
  const journal = await beside?.('-journal');
  if (journal !== undefined && (await isHot(journal.read({ signal: run.signal }))))
    losses.failed(new LoomError('io-failed', { path: file, detail: UNFINISHED }), file);
  const log = (await beside?.('-wal'))?.read({ signal: run.signal });
  const path = entry === undefined ? file : `${entry} in ${file}`;
  const rows = await sqliteReader.openBytes({ path, bytes: content, log }, run);
  try {
    const unzipped = (text: FoundText): AsyncIterable<FoundText> => openText(text, { codecs, losses });
    yield* textsOfDatabase(rows, place, unzipped, losses);
  } finally {
    await rows.close();
  }
}

const UNFINISHED =
  'a journal lies beside it, so another program is changing it or was ended while it did; it was scanned as it is';

async function isHot(journal: AsyncIterable<Uint8Array>): Promise<boolean> {
  const head = await firstBytes(journal, JOURNAL_MAGIC.length);
  return JOURNAL_MAGIC.every((byte, index) => head[index] === byte);
}
