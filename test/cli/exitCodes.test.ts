import { expect, test } from 'vitest';
import { exitCodes } from '../../src/cli/exitCodes';
import { hints } from '../../src/cli/hints';
import { speak } from '../../src/cli/speak';
import { LoomError } from '../../src/core/errors';
import { sentences } from '../../src/core/sentences';

test('every error has one exit code, those of DESIGN section 6', () => {
  const byCode = new Map<number, string[]>();
  for (const [name, code] of Object.entries(exitCodes)) {
    byCode.set(code, [...(byCode.get(code) ?? []), name]);
  }
  expect(Object.fromEntries(byCode)).toEqual({
    2: [
      'usage',
      'option-unknown',
      'command-unknown',
      'value-invalid',
      'agent-unknown',
      'record-unknown',
      'operation-unknown',
      'nothing-matches',
      'confirmation-needed',
      'rules-invalid',
      'decision-invalid',
      'review-invalid',
      'setting-invalid',
      'output-exists',
      'format-unavailable',
    ],
    3: ['password-missing', 'password-mismatch', 'password-wrong'],
    4: [
      'not-an-archive',
      'version-newer',
      'archive-damaged',
      'gzip-damaged',
      'seal-damaged',
      'archive-hostile',
      'archive-too-large',
      'path-unsafe',
      'source-ambiguous',
      'source-changed',
      'record-invalid',
      'agent-too-large',
      'plan-invalid',
    ],
    5: ['memory-missing', 'memory-damaged', 'memory-changing', 'memory-changed'],
    6: ['locked'],
    7: ['file-missing', 'folder-missing', 'permission-denied', 'no-space', 'io-failed'],
    130: ['cancelled'],
  });
  expect(Object.keys(exitCodes).sort()).toEqual(Object.keys(sentences).sort());
});

test('hints are one line, begin small and say what to do', () => {
  for (const [code, hint] of Object.entries(hints)) {
    const text = (hint as (data: object) => string)({ known: ['a'] });
    expect(text, code).toMatch(/^[a-z][^\n]+[^.!]$/);
    expect(text, code).not.toMatch(/please/i);
  }
});

test('a lock that another process holds is said with its path', () => {
  expect(speak(new LoomError('locked', { path: 'a/patterns.json' }))).toMatchObject({
    exitCode: 6,
    message: 'a/patterns.json is locked by another process.',
  });
});

test('a fault of the program is said as one, without a stack', () => {
  const spoken = speak(new TypeError('x is not a function'));
  expect(spoken).toMatchObject({ code: 'unexpected', exitCode: 7 });
  expect(spoken.message).toBe('This should not have happened: x is not a function');
});
