import * as assert from 'node:assert/strict';
import { LoomError } from '../../src/core/errors';
import { sentenceOf } from '../../src/extension/speak';

suite('Words for errors', () => {
  test('say what happened with the data in place, lists and counts included', () => {
    const said = (error: LoomError): string => sentenceOf(error);
    assert.equal(
      said(
        new LoomError('nothing-matches', { reasons: { 'below confidence 0.95': 234, 'no confidence': 2 } }),
      ),
      'Nothing matches: 234 below confidence 0.95, 2 no confidence.',
    );
    assert.equal(
      said(new LoomError('archive-too-large', { path: 'a.tar.gz', limit: 'its entries', allowed: 10_000 })),
      'a.tar.gz is past a limit: its entries (at most 10,000).',
    );
    assert.equal(
      said(new LoomError('password-wrong', { path: 'a' })),
      'The password does not open this bundle.',
    );
  });

  test('take text from outside as it is: braces in it are not filled again', () => {
    const error = new LoomError('file-missing', { path: '{path}/{0}' });
    assert.equal(sentenceOf(error), 'There is no file {path}/{0}.');
  });
});
