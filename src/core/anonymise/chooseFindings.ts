import { looksGenerated } from './randomness';
import type { Finding } from './rule';

/**
 * Findings that do not overlap, first to last. Where two do, the weightier stays, then the longer, then the earlier; but
 * a name or a word of a list goes with the address, the password or the host that it is a part of. Where two only share
 * some letters, what the other one has besides goes too.
 */
export function chooseFindings(found: readonly Finding[], text: string): readonly Finding[] {
  const [first] = found;
  if (first === undefined || found.length === 1) return found;
  // Most often several rules found the same, or parts of it.
  const foremost = found.reduce((best, finding) => (rank(finding, best) < 0 ? finding : best), first);
  if (found.every(({ start, end }) => start >= foremost.start && end <= foremost.end)) return [foremost];
  const inOrder = [...found].sort((left, right) => left.start - right.start || right.end - left.end);
  if (inOrder.every((finding, index) => index === 0 || finding.start >= (inOrder[index - 1]?.end ?? 0)))
    return inOrder;
  const { wholes, parts } = partsAside(inOrder);
  const ranked = wholes.sort(rank);
  const chosen: Finding[] = [];
  /** For each place of the text the number of what was chosen there, its index and one; 0 where there is nothing. */
  const taken = new Uint32Array(text.length);
  const take = (finding: Finding): void => {
    taken.fill(chosen.push(finding), finding.start, finding.end);
  };
  const takeIfFree = (finding: Finding): boolean => {
    for (let at = finding.start; at < finding.end; at += 1) if (taken[at] !== 0) return false;
    take(finding);
    return true;
  };
  const yielding = ranked.filter((finding) => !takeIfFree(finding));
  // What a part goes with may have yielded itself.
  for (const finding of [...yielding, ...parts]) {
    if (takeIfFree(finding)) continue;
    const { rests, others } = partsOf(finding, chosen, taken);
    const goes = isWord(finding) || others.some((other) => goesBeside(finding, other));
    for (const { start, end } of rests) {
      const beside = ((taken[start - 1] ?? 0) || (taken[end] ?? 0)) - 1;
      const other = chosen[beside];
      const piece = trimmed(text, start, end);
      if (piece === undefined || other === undefined) continue;
      if (goes) take({ ...finding, ...piece });
      else if (isPieceOf(other, finding, text.slice(start, end))) {
        chosen[beside] = { ...other, start: Math.min(other.start, start), end: Math.max(other.end, end) };
        taken.fill(beside + 1, start, end);
      }
    }
  }
  return chosen.sort((left, right) => left.start - right.start);
}

/** Of two the one that stays comes first. */
function rank(left: Finding, right: Finding): number {
  return (
    right.weight - left.weight ||
    right.end - right.start - (left.end - left.start) ||
    left.start - right.start
  );
}

/** Findings, and apart from them those that a larger one replaces as well. */
function partsAside(inOrder: readonly Finding[]): {
  readonly wholes: Finding[];
  readonly parts: readonly Finding[];
} {
  const wholes: Finding[] = [];
  const parts: Finding[] = [];
  /** Those that reach to where the next one begins. */
  let open: Finding[] = [];
  for (const finding of inOrder) {
    open = open.filter((whole) => whole.end > finding.start);
    const isPart = open.some(
      (whole) =>
        finding.end <= whole.end &&
        whole.end - whole.start > finding.end - finding.start &&
        goesAsAWhole(whole, finding),
    );
    open.push(finding);
    (isPart ? parts : wholes).push(finding);
  }
  return { wholes, parts };
}

/** Of a word in something larger. Of two that are known by their form the rules' weights say which one tells more. */
function goesAsAWhole(whole: Finding, part: Finding): boolean {
  if (isGuessedName(whole)) return false;
  return part.tier === 'secret' ? isPlace(whole) : isWord(part);
}

/** A person or a client, listed or told by the words around them. */
function isWord({ rewrite }: Finding): boolean {
  return rewrite.as === 'person' || rewrite.as === 'client';
}

/** A name that only the words around it tell: they may have been read for a part of it. */
function isGuessedName({ tier, rewrite }: Finding): boolean {
  return tier === 'name' && (rewrite.as !== 'person' || rewrite.of === undefined);
}

function isPlace({ rewrite }: Finding): boolean {
  return rewrite.as === 'host' || rewrite.as === 'url-host' || rewrite.as === 'path';
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** What of a finding that yielded is left, and what it yielded to. */
function partsOf(
  finding: Finding,
  chosen: readonly Finding[],
  taken: Uint32Array,
): { readonly rests: readonly Place[]; readonly others: readonly Finding[] } {
  const rests: Place[] = [];
  const others: Finding[] = [];
  if (isGuessedName(finding)) return { rests, others };
  for (let at = finding.start; at < finding.end;) {
    const start = at;
    const other = chosen[(taken[at] ?? 0) - 1];
    if (other === undefined) {
      while (at < finding.end && taken[at] === 0) at += 1;
      rests.push({ start, end: at });
    } else {
      others.push(other);
      at = other.end;
    }
  }
  return { rests, others };
}

/** What stands between the pieces of a literal, and of a value that goes on in the next line. */
const PIECES = /["'`]\s{0,24}[+.&,]?\s{0,24}["'`]|\n/;

/**
 * True for what is left of a secret beside another one when both are one: a literal in pieces, more that nobody would write
 * by hand. A URL, a cookie or a directive says itself which part of it is secret.
 */
function isPieceOf(other: Finding, finding: Finding, rest: string): boolean {
  const areSecrets = [other, finding].every(
    ({ tier, rewrite }) => tier === 'secret' && rewrite.as === 'secret',
  );
  if (!areSecrets) return false;
  return PIECES.test(rest) || rest.split(/[^A-Za-z0-9]+/).some((run) => looksGenerated(run, 8));
}

/** True when what is left of a finding goes although another one took a part of it. */
function goesBeside(finding: Finding, other: Finding): boolean {
  if (isWord(other)) return true;
  return other.tier !== 'secret' && (other.start < finding.start || other.end > finding.end);
}

/** From the first letter or digit to the last; undefined when there is none. */
function trimmed(text: string, start: number, end: number): Place | undefined {
  const piece = text.slice(start, end);
  const first = piece.search(/[\p{L}\p{N}]/u);
  if (first === -1) return undefined;
  return { start: start + first, end: end - (/[^\p{L}\p{N}]*$/u.exec(piece)?.[0].length ?? 0) };
}
