import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeKeys } from '../../src/cli/hiddenInput';
import { aml, sampleProject } from './harness';

const EXPORT = ['export', 'out.tar.gz', '--encrypt', '--no-with-manifest'];
const opens = async (cwd: string, password: string): Promise<boolean> => {
  const { code } = await aml(['verify', 'out.tar.gz.enc'], { cwd, env: { AML_EXPORT_PASSWORD: password } });
  return code === 0;
};
const written = async (cwd: string): Promise<boolean> =>
  (await readdir(cwd)).some((name) => name.startsWith('out'));

describe('the password of an export', () => {
  test('comes from AML_EXPORT_PASSWORD, else from ECM_EXPORT_PASSWORD', async () => {
    const cwd = await sampleProject();
    const env = { AML_EXPORT_PASSWORD: 'first', ECM_EXPORT_PASSWORD: 'second' };
    expect((await aml(EXPORT, { cwd, env })).code).toBe(0);
    expect(await opens(cwd, 'first')).toBe(true);
    expect(await opens(cwd, 'second')).toBe(false);
    const empty = { AML_EXPORT_PASSWORD: '', ECM_EXPORT_PASSWORD: 'second' };
    expect((await aml([...EXPORT, '--force'], { cwd, env: empty })).code).toBe(0);
    expect(await opens(cwd, 'second')).toBe(true);
  });

  test('comes from the first line of a file before the environment', async () => {
    const cwd = await sampleProject();
    await writeFile(join(cwd, 'key.txt'), 'from the file \r\nsecond line\n');
    const env = { AML_EXPORT_PASSWORD: 'from the environment' };
    expect((await aml([...EXPORT, '--password-file', 'key.txt'], { cwd, env })).code).toBe(0);
    expect(await opens(cwd, 'from the file ')).toBe(true);
  });

  test('comes from standard input when the file is -', async () => {
    const cwd = await sampleProject();
    expect((await aml([...EXPORT, '--password-file', '-'], { cwd, piped: 'piped in\n' })).code).toBe(0);
    expect(await opens(cwd, 'piped in')).toBe(true);
  });

  test('is asked for twice on a terminal, never echoed, with the warning before', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(EXPORT, { cwd, typed: 'tippex\u007ft\rtippet\r' });
    expect(outcome.code).toBe(0);
    // After the questions comes the progress line, since this is a terminal.
    expect(outcome.stderr.split('\r')[0]).toBe(
      'There is no way to recover a lost password.\n' +
        'Password for the export: \n' +
        'The same password again: \n',
    );
    expect(outcome.stderr + outcome.stdout).not.toContain('tipp');
    expect(await opens(cwd, 'tippet')).toBe(true);
  });

  test('typed differently the second time is refused', async () => {
    const cwd = await sampleProject();
    const outcome = await aml(EXPORT, { cwd, typed: 'one\rother\r' });
    expect(outcome.code).toBe(3);
    expect(outcome.stderr).toContain('aml: The two passwords differ.');
    expect(await written(cwd)).toBe(false);
  });

  test('that is empty, or that nobody can be asked for, is missing', async () => {
    const cwd = await sampleProject();
    await writeFile(join(cwd, 'empty.txt'), '\n');
    for (const [argv, options] of [
      [EXPORT, { cwd }],
      [EXPORT, { cwd, typed: '\r' }],
      [[...EXPORT, '--password-file', 'empty.txt'], { cwd }],
    ] as const) {
      const outcome = await aml(argv, options);
      expect(outcome.code).toBe(3);
      expect(outcome.stderr).toContain('aml: A password is needed.');
    }
    expect(await written(cwd)).toBe(false);
  });

  test.each(['\u0003', 'half\u0003', '\u0004'])('%j at the prompt cancels', async (typed) => {
    const cwd = await sampleProject();
    const outcome = await aml(EXPORT, { cwd, typed });
    expect(outcome.code).toBe(130);
    expect(await written(cwd)).toBe(false);
  });

  test('file that is not there, or that is named without --encrypt, is refused', async () => {
    const cwd = await sampleProject();
    expect((await aml([...EXPORT, '--password-file', 'nowhere'], { cwd })).code).toBe(7);
    const idle = await aml(['export', '--password-file', 'key.txt'], { cwd });
    expect(idle.code).toBe(2);
    expect(idle.stderr).toContain('the export is not encrypted');
  });

  test('is asked for only after everything else is right', async () => {
    const cwd = await sampleProject();
    const outcome = await aml([...EXPORT, '--agents', 'nobody'], { cwd, typed: 'x\rx\r' });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).not.toContain('Password');
  });

  test('as it is, a preset that encrypts can be told not to', async () => {
    const cwd = await sampleProject();
    expect((await aml(['export', 'out.tar.gz', '--preset', 'backup'], { cwd })).code).toBe(3);
    expect((await aml(['export', 'out.tar.gz', '--preset', 'backup', '--no-encrypt'], { cwd })).code).toBe(0);
  });
});

describe('the password of a bundle', () => {
  test('wrong ends with 3, missing too, and neither says "decryption failed"', async () => {
    const cwd = await sampleProject();
    await aml(EXPORT, { cwd, env: { AML_EXPORT_PASSWORD: 'right' } });
    const wrong = await aml(['verify', 'out.tar.gz.enc'], { cwd, env: { AML_EXPORT_PASSWORD: 'wrong' } });
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toContain('aml: The password does not open this bundle.\n');
    expect((await aml(['verify', 'out.tar.gz.enc'], { cwd })).code).toBe(3);
    expect((await aml(['verify', 'out.tar.gz.enc'], { cwd, typed: 'right\r' })).code).toBe(0);
    expect((await aml(['diff', 'out.tar.gz.enc', '.'], { cwd, typed: 'wrong\r' })).code).toBe(3);
  });

  test('is optional for inspect: without it the plain header speaks', async () => {
    const cwd = await sampleProject();
    await aml(EXPORT, { cwd, env: { AML_EXPORT_PASSWORD: 'right' } });
    const plain = await aml(['inspect', 'out.tar.gz.enc', '--json'], { cwd });
    expect(plain.code).toBe(0);
    expect(JSON.parse(plain.stdout)).toMatchObject({ encrypted: true, metadata: null, counts: null });
    const opened = await aml(['inspect', 'out.tar.gz.enc', '--json'], {
      cwd,
      env: { AML_EXPORT_PASSWORD: 'right' },
    });
    expect(JSON.parse(opened.stdout)).toMatchObject({
      encrypted: true,
      version: '1.0.0',
      counts: { patterns: 6, solutions: 3, decisions: 2 },
    });
    const skipped = await aml(['inspect', 'out.tar.gz.enc'], { cwd, typed: '\r' });
    expect(skipped.code).toBe(0);
    expect(skipped.stdout).toContain('The password shows what is inside.');
  });
});

describe('takeKeys', () => {
  test('ends at the first line end and keeps what was typed ahead', () => {
    expect(takeKeys('a', 'b\rnext\r')).toEqual({ line: 'ab', rest: 'next\r', end: 'entered' });
  });

  test('knows Backspace, Ctrl+U and keys that are no characters', () => {
    expect(takeKeys('', 'aß😀\u007f\u007f').line).toBe('a');
    expect(takeKeys('abc', '\u0015d').line).toBe('d');
    expect(takeKeys('', 'a\u001b[D\u001b[1;5C\u001bOPb\t').line).toBe('ab');
  });

  test('gives printable text as it is, whatever the pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (pieces) => {
        // Line ends and control keys mean something else; they are tested above.
        const clean = pieces.map((piece) => piece.replace(/\p{Cc}/gu, ''));
        const line = clean.reduce((text, piece) => takeKeys(text, piece).line, '');
        expect(line).toBe(clean.join(''));
      }),
    );
  });
});
