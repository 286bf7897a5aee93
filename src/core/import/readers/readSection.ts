import type { Codecs } from '../../ports';
import { splitNames } from '../../store/readRecords';
import type { Kind } from '../../store/records';
import { ListSplitter } from '../../store/splitList';
import type { Receiver } from '../incoming';
import { arrivingReading } from '../outlines';
import type { ArrivingRecord } from '../outlines';

/**
 * Hands the records of one list to a receiver while its bytes go by, and what cannot be read of it as problems. `file` is
 * for messages. Gives how many records there were. A lone `null` counts as an empty list, as people write it by hand.
 */
export async function readSection(
  source: AsyncIterable<Uint8Array>,
  { agent, kind, file }: { readonly agent: string; readonly kind: Kind; readonly file: string },
  receiver: Receiver,
  codecs: Codecs,
): Promise<number> {
  let records: ArrivingRecord[] = [];
  let count = 0;
  let start = '';
  const reading = arrivingReading(agent, kind, codecs)(file, (record) => records.push(record));
  const splitter = new ListSplitter({ ...splitNames(kind), ...reading });
  const flush = async (): Promise<void> => {
    count += records.length;
    if (records.length > 0) await receiver.records(agent, kind, records);
    records = [];
  };
  for await (const piece of source) {
    if (start.length < SHORT) start += new TextDecoder().decode(piece.subarray(0, SHORT));
    if (!splitter.push(piece)) continue;
    splitter.split(false);
    await flush();
  }
  splitter.split(true);
  await flush();
  if (count === 0 && start.trim() === 'null') return 0;
  for (const { code, detail, level } of splitter.damages.kept)
    receiver.problem({ file, code, message: `${file} cannot be read: ${detail}.`, level });
  return count;
}

const SHORT = 16;
