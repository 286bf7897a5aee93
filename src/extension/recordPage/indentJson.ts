const OPEN = new Set(['{', '[']);
const CLOSE = new Set(['}', ']']);

/**
 * JSON text laid out with two spaces a level and nothing else changed: numbers keep every digit, duplicate keys and escapes
 * stay as they are (`JSON.parse` and back would lose them). Text that is not JSON comes back with its own tokens in order.
 */
export function indentJson(text: string): string {
  const pieces: string[] = [];
  let depth = 0;
  const newLine = (): void => {
    pieces.push(`\n${'  '.repeat(depth)}`);
  };
  // A string, a mark, white space, or a run of anything else (numbers and words).
  const tokens = /"(?:[^"\\]|\\[\s\S])*"?|[{}[\]:,]|\s+|[^\s"{}[\]:,]+/g;
  let previous = '';
  for (const [token] of text.matchAll(tokens)) {
    if (/^\s/.test(token)) continue;
    if (CLOSE.has(token)) {
      depth = Math.max(0, depth - 1);
      if (!OPEN.has(previous)) newLine();
      pieces.push(token);
    } else {
      if (OPEN.has(previous) || previous === ',') newLine();
      pieces.push(token === ':' ? ': ' : token);
      if (OPEN.has(token)) depth += 1;
    }
    previous = token;
  }
  return `${pieces.join('')}\n`;
}
