// The sample workspace is what its generator writes, and an export of it shows none of the secrets planted in it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { differences } from '../scripts/makeSample.mjs';

const root = path.resolve(import.meta.dirname, '..');
const memory = path.join(root, 'samples/shop-web/.loom/memory');
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(root, 'samples', name), 'utf8'));
const planted = z
  .array(z.object({ file: z.string(), kind: z.string(), parts: z.array(z.string()) }))
  .parse(read('shop-web-secrets.json'))
  .map(({ parts, ...where }) => ({ ...where, value: parts.join('') }));
const facts = z
  .object({
    agents: z.record(
      z.string(),
      z.object({ patterns: z.number(), solutions: z.number(), decisions: z.number() }),
    ),
  })
  .parse(read('shop-web-facts.json'));

const unpacked = (bytes: Buffer): Buffer =>
  bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;

test('the committed sample is what scripts/makeSample.mjs writes', () => {
  expect(differences()).toEqual([]);
});

test('every planted secret is in the file that the list names', () => {
  const missing = planted.filter(
    ({ file, value }) => !unpacked(readFileSync(path.join(memory, file))).includes(value),
  );
  expect(missing).toEqual([]);
  expect(planted.length).toBeGreaterThan(25);
});

describe('an export of the sample', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'loom-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the built program; 5 is its answer to the damaged file. */
  function aml(...parameters: string[]): string {
    const program = [path.join(root, 'dist/cli.js'), '--memory', memory, ...parameters];
    const { status, stdout, stderr } = spawnSync(process.execPath, program, {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([0, 5], stderr).toContain(status);
    return stdout;
  }
  /** All that the files whose names begin with `name` say, unpacked. */
  function contents(name: string): string {
    const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (entry) =>
        entry.isFile() && path.relative(folder, path.join(entry.parentPath, entry.name)).startsWith(name),
    );
    expect(found.length).toBeGreaterThan(0);
    return found
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) =>
        // A long text lies in several pages of a database: asked for, it comes in one piece.
        file.endsWith('.db') || file.endsWith('.sqlite')
          ? execFileSync('sqlite3', [file, '.dump'], { encoding: 'utf8', maxBuffer: 1 << 26 })
          : unpacked(readFileSync(file)).toString('utf8'),
      )
      .join('\n');
  }

  test.each([
    ['tar', 'bundle.tar.gz'],
    ['json', 'bundle.json'],
    ['sqlite', 'bundle.sqlite'],
    ['csv', 'tables'],
  ])('%s shows no planted secret at the full level, and everything at the level none', (format, name) => {
    aml('export', `full-${name}`, '--format', format);
    const full = contents('full-');
    expect(
      planted.filter(({ value }) => full.includes(value)).map(({ file, kind }) => `${kind} of ${file}`),
    ).toEqual([]);

    aml('export', `none-${name}`, '--format', format, '--anonymize', 'none');
    const none = contents('none-');
    // JSON inside JSON has its quotes escaped, the values have none: each must be found as it is.
    expect(planted.filter(({ value }) => !none.includes(value)).map(({ kind }) => kind)).toEqual([]);
  });

  test('the reader counts what the generator wrote', () => {
    const report = z
      .object({
        agents: z.array(
          z.object({ name: z.string(), patterns: z.number(), solutions: z.number(), decisions: z.number() }),
        ),
      })
      .parse(JSON.parse(aml('agents', '--json')));
    const counted = Object.fromEntries(
      report.agents.map(({ name, patterns, solutions, decisions }) => [
        name,
        { patterns, solutions, decisions },
      ]),
    );
    expect(counted).toEqual(facts.agents);
  });
});
