import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collisionKey, joinPath, safePath, unsafeNameReason, unsafePathReason } from '../../src/core/path';

describe('the path guard', () => {
  test.each([
    'a',
    'agent/patterns.json',
    '.hidden/file',
    'a b/ü/日本/😀.json',
    '__proto__/constructor.json',
    'console.log',
    'a..b/...c',
    'x'.repeat(255),
    '-rf',
    '~',
    '$HOME',
  ])('%j passes unchanged', (path) => {
    expect(safePath(path)).toBe(path);
  });

  test.each([
    ['', 'an empty name'],
    ['..', 'a step to another folder'],
    ['.', 'a step to another folder'],
    ['../a', 'a step to another folder'],
    ['a/../../b', 'a step to another folder'],
    ['a/./b', 'a step to another folder'],
    ['/etc/passwd', 'an absolute path'],
    ['//server/share', 'an absolute path'],
    ['a//b', 'an empty name'],
    ['a/', 'an empty name'],
    ['C:\\x', 'a path separator in a name'],
    ['C:', 'a character that Windows does not take (: * ? " < > |)'],
    ['\\\\?\\C:\\x', 'a path separator in a name'],
    ['a\\..\\b', 'a path separator in a name'],
    ['file.json:stream', 'a character that Windows does not take (: * ? " < > |)'],
    ['a\0b', 'a control character'],
    ['a\nb', 'a control character'],
    ['CON', 'a device name'],
    ['nul.json', 'a device name'],
    ['COM1.tar.gz', 'a device name'],
    ['a/lpt9', 'a device name'],
    ['a.', 'a dot or space at the end'],
    ['a /b', 'a dot or space at the end'],
    ['...', 'a dot or space at the end'],
    ['\ud800', 'broken Unicode'],
    ['x'.repeat(256), 'longer than 255 bytes'],
    ['ü'.repeat(128), 'longer than 255 bytes'],
    ['a/'.repeat(600), 'longer than 1024 characters'],
  ])('%j is refused: %s', (path, reason) => {
    expect(unsafePathReason(path)).toBe(reason);
    expect(() => safePath(path)).toThrow(
      expect.objectContaining({ code: 'path-unsafe', data: { path, reason } }),
    );
  });

  const pieces = fc.constantFrom(
    'a',
    '..',
    '.',
    '',
    '/',
    '\\',
    'C:',
    ':',
    ' ',
    'con',
    '\0',
    'ü',
    '...',
    '~',
    'b.json',
  );
  const paths = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''));
  const slashed = fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join('/'));

  test('what passes stays below its root on every system, in its own words', () => {
    fc.assert(
      fc.property(fc.oneof(paths, slashed, fc.string()), (path) => {
        if (unsafePathReason(path) !== undefined) return;
        expect(posix.join('/root', path)).toBe(`/root/${path}`);
        expect(win32.join('C:\\root', path)).toBe(`C:\\root\\${path.replaceAll('/', '\\')}`);
        expect(posix.isAbsolute(path) || win32.isAbsolute(path)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('a path passes exactly when each of its names does, if it is not too long', () => {
    fc.assert(
      fc.property(slashed, (path) => {
        const isSafe = path.split('/').every((name) => unsafeNameReason(name) === undefined);
        expect(unsafePathReason(path) === undefined).toBe(isSafe);
      }),
    );
  });

  test('joining safe paths gives a safe path', () => {
    fc.assert(
      fc.property(fc.array(slashed.filter((path) => unsafePathReason(path) === undefined)), (parts) => {
        fc.pre(parts.length > 0);
        expect(unsafePathReason(joinPath(...parts))).toBeUndefined();
      }),
    );
    expect(joinPath('', 'a', '', 'b')).toBe('a/b');
    expect(joinPath('', '')).toBe('');
  });

  test('names that meet on systems that fold case or form have one key', () => {
    expect(collisionKey('Ärger')).toBe(collisionKey('a\u0308rger'));
    expect(collisionKey('README')).toBe(collisionKey('readme'));
    expect(collisionKey('a')).not.toBe(collisionKey('b'));
  });
});
