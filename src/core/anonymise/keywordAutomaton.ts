/** Bits of `Keyword.flags` that the scanner knows: a digit; a keyword that needs one soon behind it; both. */
export const DIGIT = 128;
export const NEEDS_DIGIT_AFTER = 1024;
export const NEAR_DIGIT = 2048;

/** What a keyword sets when it occurs; `OUTPUT` bits are or-ed over a text. */
export interface Keyword {
  /** Bytes or characters below 256, lower case; a digit stands for any digit. */
  readonly text: string;
  /** Bits for `flags`. */
  readonly flags: number;
  /** Index of the rule that the keyword belongs to, -1 for none. */
  readonly rule: number;
}

/**
 * Aho and Corasick's automaton as one table: one look-up a character, whatever the number of keywords (measured: 350
 * keywords cost what 20 do; an alternation of as many literals is three times slower). States that end a keyword are
 * numbered last, so that the inner loop needs one comparison to know that nothing was found.
 */
export interface KeywordAutomaton {
  /** Class of every byte. */
  readonly classOf: Uint8Array;
  /** `next[state * width + classOf[byte]]`. Two bytes a state where that is enough: half as much of it has to be near. */
  readonly next: Uint16Array | Int32Array;
  /** States from here on end a keyword. */
  readonly firstEnd: number;
  /** Flags of all keywords that end in a state, by state. */
  readonly flags: Int32Array;
  /** Rules of the keywords that end in a state. */
  readonly rules: readonly (readonly number[])[];
  readonly width: number;
}

interface Node {
  readonly edges: Map<number, number>;
  fail: number;
  flags: number;
  rules: Set<number>;
  ends: boolean;
}

export function buildAutomaton(keywords: readonly Keyword[]): KeywordAutomaton {
  const classOf = new Uint8Array(256);
  let width = 1;
  for (const { text } of keywords) {
    for (let index = 0; index < text.length; index += 1) {
      const code = foldCode(text.charCodeAt(index));
      if (classOf[code] === 0) classOf[code] = width++;
    }
  }
  const nodes: Node[] = [{ edges: new Map(), fail: 0, flags: 0, rules: new Set(), ends: false }];
  for (const keyword of keywords) {
    let at = 0;
    for (let index = 0; index < keyword.text.length; index += 1) {
      const symbol = classOf[foldCode(keyword.text.charCodeAt(index))] ?? 0;
      let to = nodes[at]?.edges.get(symbol);
      if (to === undefined) {
        to = nodes.length;
        nodes.push({ edges: new Map(), fail: 0, flags: 0, rules: new Set(), ends: false });
        nodes[at]?.edges.set(symbol, to);
      }
      at = to;
    }
    const end = nodes[at];
    if (end === undefined) continue;
    end.flags |= keyword.flags;
    end.ends = true;
    if (keyword.rule >= 0) end.rules.add(keyword.rule);
  }
  const order = linkFailures(nodes);
  const ending = order.filter((at) => nodes[at]?.ends === true);
  const passing = order.filter((at) => nodes[at]?.ends !== true);
  const place = new Int32Array(nodes.length);
  [...passing, ...ending].forEach((at, index) => (place[at] = index));
  const next = new (nodes.length > 65_536 ? Int32Array : Uint16Array)(nodes.length * width);
  const flags = new Int32Array(nodes.length);
  const rules: number[][] = Array.from({ length: nodes.length }, () => []);
  // Breadth first: a state's failure state is complete before the state itself.
  for (const at of order) {
    const node = nodes[at];
    if (node === undefined) continue;
    const state = place[at] ?? 0;
    const row = state * width;
    if (at !== 0) {
      const fail = (place[node.fail] ?? 0) * width;
      next.copyWithin(row, fail, fail + width);
    }
    for (const [symbol, to] of node.edges) next[row + symbol] = place[to] ?? 0;
    flags[state] = node.flags;
    rules[state] = [...node.rules];
  }
  // Upper case, all digits and bytes beyond ASCII share the classes of their folded byte.
  for (let code = 0; code < 256; code += 1) classOf[code] = classOf[foldCode(code)] ?? 0;
  return { classOf, next, firstEnd: passing.length, flags, rules, width };
}

/** Sets failure links and hands flags and rules down them; gives the nodes breadth first. */
function linkFailures(nodes: Node[]): number[] {
  const order = [0];
  for (const at of order) {
    const node = nodes[at];
    if (node === undefined) continue;
    for (const [symbol, to] of node.edges) {
      let fail = node.fail;
      while (fail !== 0 && nodes[fail]?.edges.get(symbol) === undefined) fail = nodes[fail]?.fail ?? 0;
      const target = at === 0 ? 0 : (nodes[fail]?.edges.get(symbol) ?? 0);
      const child = nodes[to];
      const failed = nodes[target];
      if (child !== undefined && failed !== undefined) {
        child.fail = target;
        child.flags |= failed.flags;
        child.ends ||= failed.ends;
        for (const rule of failed.rules) child.rules.add(rule);
      }
      order.push(to);
    }
  }
  return order;
}

function foldCode(code: number): number {
  if (code >= 65 && code <= 90) return code + 32;
  // Bytes beyond ASCII share 16 classes: a small table is worth some looks for nothing.
  if (code >= 128) return 128 + (code & 15);
  return code >= 48 && code <= 57 ? 48 : code;
}
