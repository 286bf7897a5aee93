import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportName, formatOfName, manifestName, templateUses } from '../../src/core/export/name';
import { LoomError } from '../../src/core/errors';
import { FORMATS } from '../../src/core/options';
import { unsafeNameReason } from '../../src/core/path';

const time = Date.UTC(2025, 9, 23, 10, 30, 0);

describe('exportName', () => {
  test('is the name of the seed by default', () => {
    expect(exportName(undefined, 'tar', false, { time })).toBe('loom-export-20251023-103000.tar.gz');
  });

  test('says the format in the ending and appends .enc to what is encrypted', () => {
    expect(exportName(undefined, 'json', false, { time })).toBe('loom-export-20251023-103000.json');
    expect(exportName(undefined, 'sqlite', false, { time })).toBe('loom-export-20251023-103000.sqlite');
    expect(exportName(undefined, 'csv', false, { time })).toBe('loom-export-20251023-103000');
    expect(exportName(undefined, 'tar', true, { time })).toBe('loom-export-20251023-103000.tar.gz.enc');
  });

  test('fills the variables of a template and keeps an ending that is there', () => {
    const values = { time, gitSha: 'abc1234', agents: ['frontend-developer', 'backend-architect'] };
    expect(exportName('pre-refactor-${gitSha}', 'tar', false, values)).toBe('pre-refactor-abc1234.tar.gz');
    expect(exportName('${agents}-${date}.tgz', 'tar', false, values)).toBe(
      'frontend-developer+backend-architect-20251023-103000.tgz',
    );
    expect(exportName('${agents}', 'json', false, { time })).toBe('all.json');
  });

  test('counts agents past the third', () => {
    expect(exportName('${agents}', 'json', false, { time, agents: ['a', 'b', 'c', 'd', 'e'] })).toBe(
      'a+b+c+2-more.json',
    );
  });

  test.each([
    ['${gitSha}', '${gitSha} only inside a git repository that has a commit'],
    ['${sha}', '${date}, ${gitSha} and ${agents}'],
    ['../up', 'a name for a file, which this is not: a path separator in a name'],
    ['con', 'a name for a file, which this is not: a device name'],
  ])('refuses the template %s', (template, wanted) => {
    let data: unknown;
    try {
      exportName(template, 'json', false, { time });
    } catch (error) {
      data = LoomError.is(error, 'value-invalid') ? error.data : error;
    }
    expect(data).toEqual({ option: '--name-template', value: template, wanted });
  });

  test('is always a safe name of its format, or refused', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...FORMATS),
        fc.boolean(),
        (template, format, encrypted) => {
          let name: string;
          try {
            name = exportName(template, format, encrypted, { time, gitSha: 'abc' });
          } catch (error) {
            expect(LoomError.is(error, 'value-invalid')).toBe(true);
            return;
          }
          expect(unsafeNameReason(name)).toBeUndefined();
          if (format !== 'csv') expect(formatOfName(name)).toBe(format);
          expect(name.endsWith('.enc') || !encrypted).toBe(true);
        },
      ),
    );
  });
});

describe('manifestName', () => {
  test.each([
    ['loom-export-20251023-103000.tar.gz', 'tar', 'loom-export-20251023-103000-manifest.md'],
    ['secure.tar.gz.enc', 'tar', 'secure-manifest.md'],
    ['review-patterns.json', 'json', 'review-patterns-manifest.md'],
    ['memory.db', 'sqlite', 'memory-manifest.md'],
    ['no-ending', 'tar', 'no-ending-manifest.md'],
    ['', 'csv', 'export-manifest.md'],
  ] as const)('of %s as %s is %s', (name, format, expected) => {
    expect(manifestName(name, format)).toBe(expected);
  });
});

describe('formatOfName', () => {
  test.each([
    ['a.tar.gz', 'tar'],
    ['A.TGZ', 'tar'],
    ['a.json.enc', 'json'],
    ['a.sqlite3', 'sqlite'],
    ['a.txt', undefined],
    ['.json', undefined],
    ['folder/', undefined],
  ])('of %s is %s', (name, format) => {
    expect(formatOfName(name)).toBe(format);
  });
});

test('templateUses tells which variables have to be found out', () => {
  expect(templateUses('a-${gitSha}', 'gitSha')).toBe(true);
  expect(templateUses('a-${date}', 'gitSha')).toBe(false);
});
