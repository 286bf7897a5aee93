/** Bits of `Keyword.flags` that the scanner knows: a digit; a keyword that needs one soon behind it; both. */
export const DIGIT = 128;
export const NEEDS_DIGIT_AFTER = 1024;
export const NEAR_DIGIT = 2048;

const NO_RULES: readonly number[] = [];

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

export function buildAutomaton(keywords: readonly Keyword[]): KeywordAutomaton {
  const { classOf, width } = classesOf(keywords);
  const tree = new Tree(keywords, classOf);
  const order = linkFailures(tree);
  const { flags, rules, ends } = tree;
  const passing = order.filter((at) => ends[at] !== true);
  const states = [...passing, ...order.filter((at) => ends[at] === true)];
  const place = new Int32Array(states.length);
  states.forEach((at, state) => (place[at] = state));
  const next = new (states.length > 65_536 ? Int32Array : Uint16Array)(states.length * width);
  for (const at of order) {
    const row = (place[at] ?? 0) * width;
    const fail = (place[tree.fails[at] ?? 0] ?? 0) * width;
    if (at !== 0) next.copyWithin(row, fail, fail + width);
    for (let to = tree.children[at] ?? 0; to !== 0; to = tree.siblings[to] ?? 0)
      next[row + (tree.symbols[to] ?? 0)] = place[to] ?? 0;
  }
  // Upper case, all digits and bytes beyond ASCII share the classes of their folded byte.
  for (let code = 0; code < 256; code += 1) classOf[code] = classOf[foldCode(code)] ?? 0;
  return {
    classOf,
    next,
    firstEnd: passing.length,
    flags: Int32Array.from(states, (at) => flags[at] ?? 0),
    rules: states.map((at) => rules[at] ?? NO_RULES),
    width,
  };
}

/** A class for every folded byte of the keywords, and how many there are with that of all others. */
function classesOf(keywords: readonly Keyword[]): { readonly classOf: Uint8Array; readonly width: number } {
  const classOf = new Uint8Array(256);
  let width = 1;
  for (const { text } of keywords) {
    for (let index = 0; index < text.length; index += 1) {
      const code = foldCode(text.charCodeAt(index));
      if (classOf[code] === 0) classOf[code] = width++;
    }
  }
  return { classOf, width };
}

/** The keywords as a tree of their letters; its nodes are numbers, the root is 0. */
class Tree {
  /** Of each node its first child (0: none), its next sibling, and what leads to it. */
  readonly children: number[] = [0];
  readonly siblings: number[] = [0];
  readonly symbols: number[] = [0];
  /** Of the keywords that end there, and whether any does. */
  readonly flags: number[] = [0];
  readonly rules: (readonly number[])[] = [NO_RULES];
  readonly ends: boolean[] = [false];
  /** The node of the longest end of what a node stands for that is one too. */
  readonly fails: number[] = [0];

  constructor(keywords: readonly Keyword[], classOf: Uint8Array) {
    for (const { text, flags, rule } of keywords) {
      let at = 0;
      for (let index = 0; index < text.length; index += 1) {
        const symbol = classOf[foldCode(text.charCodeAt(index))] ?? 0;
        at = this.childOf(at, symbol) || this.#add(at, symbol);
      }
      this.take(at, flags, true, rule < 0 ? NO_RULES : [rule]);
    }
  }

  /** 0 for none. */
  childOf(at: number, symbol: number): number {
    let child = this.children[at] ?? 0;
    while (child !== 0 && this.symbols[child] !== symbol) child = this.siblings[child] ?? 0;
    return child;
  }

  take(at: number, flags: number, ends: boolean, more: readonly number[]): void {
    const rules = this.rules[at] ?? NO_RULES;
    this.flags[at] = (this.flags[at] ?? 0) | flags;
    this.ends[at] ||= ends;
    if (rules.length === 0) this.rules[at] = more;
    else if (more.length > 0) this.rules[at] = [...new Set([...rules, ...more])];
  }

  #add(at: number, symbol: number): number {
    const child = this.symbols.push(symbol) - 1;
    this.siblings.push(this.children[at] ?? 0);
    this.children[at] = child;
    this.children.push(0);
    this.flags.push(0);
    this.rules.push(NO_RULES);
    this.ends.push(false);
    this.fails.push(0);
    return child;
  }
}

/** Sets failure links and hands flags and rules down them; gives the nodes breadth first. */
function linkFailures(tree: Tree): number[] {
  const order = [0];
  for (const at of order) {
    for (let to = tree.children[at] ?? 0; to !== 0; to = tree.siblings[to] ?? 0) {
      order.push(to);
      if (at === 0) continue;
      const symbol = tree.symbols[to] ?? 0;
      let fail = tree.fails[at] ?? 0;
      while (fail !== 0 && tree.childOf(fail, symbol) === 0) fail = tree.fails[fail] ?? 0;
      const target = tree.childOf(fail, symbol);
      tree.fails[to] = target;
      tree.take(to, tree.flags[target] ?? 0, tree.ends[target] === true, tree.rules[target] ?? NO_RULES);
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
