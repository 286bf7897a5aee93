import { Languages } from './language';
import type { Finding } from './rule';

/** Above everything: what stands in a block goes with it. */
const WEIGHT = 200;

/** Keys whose strings are code, in Loom's records and in other tools' (FORMATS 1.5, 1.7). */
const CODE_KEY =
  /^(?:code|code_?(?:template|fix|example|snippet|block|sample|before|after)|(?:source|raw|fixed|old|new|before|after|example)_?code|snippets?|implementation|script|patch|diff|hunk)s?$/i;
/** Keys that hold code or prose: the text decides. */
const MAYBE_CODE_KEY = /^(?:fix|examples?|template|body|before|after|usage|sample|source|solution|content)$/i;
/** An opened fence of at least three, up to its like or the end of the text (CommonMark 4.5). */
const FENCED = /(^|\n)([ \t]{0,3})(`{3,}|~{3,})[^\n`]{0,200}(?:\n|$)/g;

const REPLACED = /^\[code: \d+ lines?\]$/;

/** Finds code to be left out on request (M209): fenced blocks of any text, and whole strings where a key says that they are code. */
export function findCode(text: string, key: string, found: Finding[]): void {
  if (isCode(text, key)) {
    if (!REPLACED.test(text)) found.push(codeFinding(0, text.length, text));
    return;
  }
  FENCED.lastIndex = 0;
  for (let open = FENCED.exec(text); open !== null; open = FENCED.exec(text)) {
    const start = open.index + (open[1] ?? '').length;
    const body = FENCED.lastIndex;
    const block = endOfBlock(text, body, open[3] ?? '```');
    found.push(codeFinding(start, block.end, text.slice(body, block.bodyEnd)));
    FENCED.lastIndex = block.end;
  }
}

/** What stands for a block of code. */
export function codePlaceholder(code: string): string {
  const count = code.replace(/\r?\n$/, '').split('\n').length;
  return `[code: ${count} ${count === 1 ? 'line' : 'lines'}]`;
}

function isCode(text: string, key: string): boolean {
  if (text.trim() === '') return false;
  return CODE_KEY.test(key) || (MAYBE_CODE_KEY.test(key) && new Languages(text, '').at(0) !== undefined);
}

function endOfBlock(text: string, from: number, fence: string): { bodyEnd: number; end: number } {
  for (let line = from; line < text.length;) {
    const next = text.indexOf('\n', line);
    const end = next === -1 ? text.length : next;
    const content = text.slice(line, Math.min(end, line + 200)).trim();
    const closes = content.length >= fence.length && Array.from(content).every((mark) => mark === fence[0]);
    if (closes) return { bodyEnd: line, end };
    line = end + 1;
  }
  return { bodyEnd: text.length, end: text.length };
}

function codeFinding(start: number, end: number, code: string): Finding {
  return {
    start,
    end,
    rule: 'code-block',
    category: 'code',
    tier: 'secret',
    rewrite: { as: 'literal', text: codePlaceholder(code) },
    weight: WEIGHT,
    learn: false,
  };
}
