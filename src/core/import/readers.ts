import { LoomError } from '../errors';
import type { Host, Run } from '../ports';
import { backupFolderReader, pythonBackupReader } from './readers/backups';
import { bundleReader, jsonReader } from './readers/bundle';
import { csvFileReader, csvFolderReader } from './readers/csv';
import { agentReader, memoryReader } from './readers/memory';
import { probe } from './readers/reader';
import type { Reader } from './readers/reader';
import { archivesReader, recordListReader } from './readers/recordList';
import { sqliteReader } from './readers/sqlite';
import { typescriptBackupReader } from './readers/typescriptBackup';
import type { ImportInput } from './request';

/** Everything that can be imported: a new kind of source is a row here. */
export const readers: readonly Reader[] = [
  bundleReader,
  jsonReader,
  sqliteReader,
  csvFolderReader,
  csvFileReader,
  memoryReader,
  agentReader,
  pythonBackupReader,
  typescriptBackupReader,
  backupFolderReader,
  archivesReader,
  recordListReader,
];

/**
 * The reader that is surest of an input. Throws `not-an-archive` when none knows it, `source-ambiguous` when two are equally
 * sure.
 */
export async function chooseReader(
  input: ImportInput,
  host: Host,
  run: Run = {},
  table: readonly Reader[] = readers,
): Promise<Reader> {
  const facts = await probe(input, host, run);
  const claims: { readonly reader: Reader; readonly sureness: number }[] = [];
  for (const reader of table) {
    const sureness = await reader.recognises(facts, host);
    if (sureness > 0) claims.push({ reader, sureness });
  }
  claims.sort((one, other) => other.sureness - one.sureness);
  const [first, second] = claims;
  if (first === undefined) throw new LoomError('not-an-archive', { path: input.name });
  if (second?.sureness === first.sureness)
    throw new LoomError('source-ambiguous', {
      path: input.name,
      readers: [first.reader.description, second.reader.description],
    });
  return first.reader;
}
