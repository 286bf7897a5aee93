/** Longest text and list of one field on a page; a record may have 64 MiB, and the preview must stay quick. */
const MAX_TEXT = 20_000;
const MAX_ITEMS = 200;

/**
 * Text from a record as one line of Markdown that shows exactly itself: no link, image, HTML, command, formula or emoji can
 * come of it. Every ASCII punctuation mark that starts something is escaped (CommonMark 2.4); control characters and marks
 * that turn the reading direction are taken out.
 */
export function inline(text: string): string {
  return clean(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, escapeMark);
}

/** Text of several lines: its line breaks and paragraphs are kept, everything else is as in `inline`. */
export function prose(text: string): string {
  return clean(shorten(text))
    .split(/\n\s*\n/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map(inline)
        .filter((line) => line !== '')
        // Two spaces at the end: a line break that the preview keeps.
        .join('  \n'),
    )
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

/** A code span; the fence is longer than any run of back-ticks inside. */
export function span(text: string): string {
  const line = clean(text).replace(/\s+/g, ' ').trim();
  if (line === '') return '';
  const fence = '`'.repeat(longestRun(line) + 1);
  // Inside a table cell a pipe ends the cell, even in a code span, unless escaped (GFM 4.10).
  const shown = line.replace(/\|/g, '\\|');
  return line.startsWith('`') || line.endsWith('`')
    ? `${fence} ${shown} ${fence}`
    : `${fence}${shown}${fence}`;
}

/** A code block that nothing inside it can end. */
export function block(code: string, language: string | undefined): string {
  const text = clean(shorten(code)).replace(/\s+$/, '');
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language ?? ''}\n${text}\n${fence}`;
}

export function bullets(items: readonly string[]): string {
  return listed(items, () => '- ');
}

export function numbered(items: readonly string[]): string {
  return listed(items, (index) => `${String(index + 1)}. `);
}

function listed(items: readonly string[], mark: (index: number) => string): string {
  const lines = items.slice(0, MAX_ITEMS).map((item, index) => {
    const indent = ' '.repeat(mark(index).length);
    return mark(index) + prose(item).replace(/\n/g, `\n${indent}`);
  });
  if (items.length > MAX_ITEMS) lines.push(`${mark(MAX_ITEMS)}…`);
  return lines.join('\n');
}

function shorten(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`;
}

function clean(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')

    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .toWellFormed();
}

/** Marks that read worse escaped and start nothing inside a line of escaped text are left alone. */
function escapeMark(mark: string): string {
  return /['",;/?%@]/.test(mark) ? mark : `\\${mark}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
