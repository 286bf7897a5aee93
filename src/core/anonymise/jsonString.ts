const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const HEX = /^[0-9a-fA-F]{4}$/;

/** The text that a JSON string's content stands for; lone surrogates stay. */
export function unescapeJson(raw: string): string {
  let text = '';
  let from = 0;
  for (let at = raw.indexOf('\\'); at !== -1; at = raw.indexOf('\\', from)) {
    text += raw.slice(from, at);
    const letter = raw[at + 1] ?? '\\';
    const hex = letter === 'u' ? raw.slice(at + 2, at + 6) : '';
    if (HEX.test(hex)) {
      text += String.fromCharCode(Number.parseInt(hex, 16));
      from = at + 6;
    } else {
      text += ESCAPED[letter] ?? letter;
      from = at + 2;
    }
  }
  return text + raw.slice(from);
}
