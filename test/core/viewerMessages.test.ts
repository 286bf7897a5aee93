import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMessage } from '../../src/extension/manifestViewer/messages';

describe('messages from the manifest viewer', () => {
  test.each([
    { type: 'ready' },
    { type: 'action', action: 'verify' },
    { type: 'unlock', password: 'harvest-piano' },
    { type: 'openRecords', agent: 'frontend-developer', words: 'memo' },
    { type: 'closeRecords' },
    { type: 'openRecord', agent: 'frontend-developer', kind: 'pattern', index: 3 },
  ])('$type is taken as it is', (message) => {
    expect(readMessage(message)).toEqual(message);
  });

  test.each([
    undefined,
    null,
    'verify',
    { type: 'action', action: 'deleteEverything' },
    { type: 'action' },
    { type: 'unlock', password: 'x'.repeat(5000) },
    { type: 'openRecord', agent: 'a', kind: 'pattern', index: -1 },
    { type: 'openRecord', agent: 'a', kind: 'pattern', index: 1.5 },
    { type: 'command', command: 'workbench.action.terminal.sendSequence' },
  ])('%j is not taken', (message) => {
    expect(readMessage(message)).toBeUndefined();
  });

  test('nothing at all makes it throw', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        const read = readMessage(message);
        expect(read === undefined || typeof read.type === 'string').toBe(true);
      }),
    );
  });
});
