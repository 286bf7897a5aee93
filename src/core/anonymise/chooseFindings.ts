import { looksGenerated } from './randomness';
import type { Finding } from './rule';

/**
 * Findings that do not overlap, first to last. Where two do, the weightier stays, then the longer, then the earlier; but
 * a name or a word of a list goes with the address, the password or the host that it is a part of. Where two only share
 * some letters, what the other one has besides goes too.
 */
export function chooseFindings(found: readonly Finding[], text: string): Finding[] {
  if (found.length < 2) return [...found];
  const inOrder = [...found].sort((left, right) => left.start - right.start || right.end - left.end);
  if (inOrder.every((finding, index) => index === 0 || finding.start >= (inOrder[index - 1]?.end ?? 0)))
    return inOrder;
  const ranked = withoutParts(inOrder).sort(
    (left, right) =>
      right.weight - left.weight ||
      right.end - right.start - (left.end - left.start) ||
      left.start - right.start,
  );
  const chosen = new Chosen(text);
  const yielding = ranked.filter((finding) => !chosen.take(finding));
  for (const finding of yielding) chosen.takeRest(finding);
  return chosen.inOrder();
}

/** Without those that a larger one replaces as well. */
function withoutParts(inOrder: readonly Finding[]): Finding[] {
  /** Those that reach to where the next one begins. */
  let open: Finding[] = [];
  return inOrder.filter((part) => {
    open = open.filter((whole) => whole.end > part.start);
    const isPart = open.some(
      (whole) =>
        part.end <= whole.end && whole.end - whole.start > part.end - part.start && goesAsAWhole(whole, part),
    );
    open.push(part);
    return !isPart;
  });
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

/** Findings that do not overlap, as they are chosen. */
class Chosen {
  readonly #findings: (Finding | undefined)[] = [undefined];
  /** For each place of the text the number of what was chosen there; 0 where there is nothing. */
  readonly #taken: Uint32Array;

  constructor(private readonly text: string) {
    this.#taken = new Uint32Array(text.length);
  }

  inOrder(): Finding[] {
    return this.#findings
      .filter((finding) => finding !== undefined)
      .sort((left, right) => left.start - right.start);
  }

  /** False when another one stands in its place. */
  take(finding: Finding): boolean {
    for (let at = finding.start; at < finding.end; at += 1) if (this.#taken[at] !== 0) return false;
    this.#put(finding);
    return true;
  }

  /** What of a finding that yielded stands beside the others. */
  takeRest(finding: Finding): void {
    if (isGuessedName(finding)) return;
    const rests: Place[] = [];
    const others: Finding[] = [];
    for (let at = finding.start; at < finding.end;) {
      const other = this.#findings[this.#taken[at] ?? 0];
      if (other !== undefined) others.push(other);
      const end = other?.end ?? this.#freeUntil(at, finding.end);
      if (other === undefined) rests.push({ start: at, end });
      at = end;
    }
    const goes = isWord(finding) || others.some((other) => goesBeside(finding, other));
    for (const rest of rests) {
      const piece = trimmed(this.text, rest);
      if (piece === undefined) continue;
      if (goes) this.#put({ ...finding, ...piece });
      else this.#join(finding, rest);
    }
  }

  /** Makes one of two pieces of a secret. */
  #join(finding: Finding, { start, end }: Place): void {
    const number = (this.#taken[start - 1] ?? 0) || (this.#taken[end] ?? 0);
    const other = this.#findings[number];
    if (other === undefined || !isPieceOf(other, finding, this.text.slice(start, end))) return;
    this.#findings[number] = undefined;
    this.#put({ ...other, start: Math.min(other.start, start), end: Math.max(other.end, end) });
  }

  #freeUntil(start: number, end: number): number {
    let at = start;
    while (at < end && this.#taken[at] === 0) at += 1;
    return at;
  }

  #put(finding: Finding): void {
    this.#taken.fill(this.#findings.push(finding) - 1, finding.start, finding.end);
  }
}

type Place = Pick<Finding, 'start' | 'end'>;

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
function trimmed(text: string, { start, end }: Place): Place | undefined {
  const piece = text.slice(start, end);
  const first = piece.search(/[\p{L}\p{N}]/u);
  if (first === -1) return undefined;
  return { start: start + first, end: end - (/[^\p{L}\p{N}]*$/u.exec(piece)?.[0].length ?? 0) };
}
