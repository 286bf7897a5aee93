import * as z from 'zod/mini';
import { LoomError } from '../errors';
import { parseJson } from '../json';

const listSchema = z.array(z.string());

/**
 * Reads names or client words from a file (M37, M38): one a line with `#` comments, or a JSON list of texts. `file` is
 * its name as the person knows it. Throws `rules-invalid` for a list that is not one, and for one without any word: a
 * file that was meant to be something else would silently hide nothing.
 */
export function readWordList(text: string, file: string): readonly string[] {
  const plain = text.replace(/^\ufeff/, '');
  const words = plain.trimStart().startsWith('[') ? jsonWords(plain, file) : lineWords(plain);
  const kept = [...new Set(words.map((word) => word.trim()).filter((word) => word !== ''))];
  if (kept.length === 0) throw new LoomError('rules-invalid', { file, reason: 'there is no word in it' });
  const short = kept.find((word) => word.length < 2);
  if (short !== undefined)
    throw new LoomError('rules-invalid', {
      file,
      reason: `"${short}" is a single character, which stands everywhere`,
    });
  return kept;
}

function lineWords(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => !line.trimStart().startsWith('#'));
}

function jsonWords(text: string, file: string): readonly string[] {
  try {
    const read = listSchema.safeParse(parseJson(text));
    if (read.success) return read.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new LoomError('rules-invalid', { file, reason: 'it begins as a JSON list and is no list of texts' });
}
