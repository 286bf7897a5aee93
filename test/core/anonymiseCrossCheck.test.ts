import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { describe, expect, test } from 'vitest';
import { anonymise } from './anonymiseSupport';
import { makeSecrets } from './secrets/corpus';

/** What a detector of others says about a text; one call, because each call keeps some 10 KB. */
async function foundByOthers(text: string): Promise<string[]> {
  const { messages } = await lintSource({
    source: { filePath: 'memory.json', content: text, ext: '.json', contentType: 'text' },
    options: { config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] } },
  });
  return messages.map(({ message, range }) => `${message}: ${text.slice(...range).slice(0, 40)}`);
}

describe('a maintained detector of others (secretlint)', () => {
  test('finds much in the corpus before anonymising, and nothing afterwards', async () => {
    const texts = makeSecrets(77).map(({ key, text }) => ({ [key]: text }));
    const before = texts.map((record) => Object.values(record)[0] ?? '').join('\n\n');
    const after = texts
      .map((record) => String(Object.values(anonymise(record) as Record<string, unknown>)[0]))
      .join('\n\n');
    expect((await foundByOthers(before)).length).toBeGreaterThan(100);
    expect(await foundByOthers(after)).toEqual([]);
  });
});
