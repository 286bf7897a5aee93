import type { Strategy } from '../options';
import { percentWords } from '../words';
import type { ExistingRecord } from './existing';
import type { ImportBase } from './history';
import type { Verdict } from './plannedItem';
import type { IncomingRecord } from './spoolIncoming';

/** A gap of confidence above this decides between two records (X3). */
const CLEAR_GAP = 0.2;

/** Two versions of one record, and what is known of them. */
export interface Pair {
  readonly incoming: IncomingRecord;
  readonly existing: ExistingRecord;
  /** How alike their texts are, when their ids differ. */
  readonly score: number | undefined;
  readonly base: ImportBase | undefined;
  /** `contentHash` of the incoming one, where its bytes do not tell enough. */
  readonly content: string | undefined;
}

/**
 * What becomes of an incoming record that is here in some version. What the strategy says counts only where both sides
 * changed since the last import of the same origin, or nothing is known of it.
 */
export function decideRecord(pair: Pair, strategy: Strategy, restore: boolean): Verdict {
  const { incoming, existing, base, content } = pair;
  if (existing.hash === incoming.hash || (content !== undefined && content === existing.content))
    return { action: 'same', reason: 'is here already' };
  if (restore) return { action: 'replace', reason: 'becomes as it is in the source' };
  if (content !== undefined && existing.mergedHashes.includes(content))
    return { action: 'same', reason: `is part of ${existing.id} already` };
  if (base?.incoming === incoming.hash)
    return base.result === existing.hash
      ? { action: 'same', reason: 'was imported before' }
      : { action: 'keep', reason: 'changed here since the last import, and not there' };
  if (strategy === 'skip') return { action: 'skip', reason: `another version is here${alike(pair)}` };
  if (strategy === 'append')
    return { action: 'add', reason: `another version is here${alike(pair)}: both stay` };
  if (strategy === 'replace') return { action: 'replace', reason: `another version is here${alike(pair)}` };
  if (existing.content !== undefined && incoming.mergedHashes.includes(existing.content))
    return { action: 'replace', reason: 'was made of the one here' };
  if (base !== undefined && base.result === existing.hash && base.result === base.incoming)
    return { action: 'replace', reason: 'changed there since the last import, and not here' };
  if (strategy === 'ask') return { action: 'conflict', reason: `another version is here${alike(pair)}` };
  return strategy === 'smart' ? smart(pair) : merge(pair);
}

function merge(pair: Pair): Verdict {
  if (!pair.existing.canRewrite)
    return { action: 'conflict', reason: 'the one here holds a number that merging would change' };
  const reason =
    pair.base === undefined
      ? `another version is here${alike(pair)}`
      : 'changed here and there since the last import';
  return { action: 'merge', reason };
}

/** X3: more than 0.2 between the confidences decides; else both are merged. */
function smart(pair: Pair): Verdict {
  const theirs = pair.incoming.confidence;
  const ours = pair.existing.confidence;
  // In thousandths: 0.9 - 0.7 is a little more than 0.2 to a machine.
  const gap = theirs === null || ours === null ? 0 : Math.round((theirs - ours) * 1000) / 1000;
  if (gap > CLEAR_GAP)
    return { action: 'replace', reason: `confidence ${theirs ?? 0} against ${ours ?? 0} here${alike(pair)}` };
  if (gap < -CLEAR_GAP)
    return { action: 'keep', reason: `confidence ${theirs ?? 0} against ${ours ?? 0} here${alike(pair)}` };
  return merge(pair);
}

function alike({ score, existing }: Pair): string {
  return score === undefined ? '' : `, ${percentWords(score)} the same text: ${existing.id}`;
}
