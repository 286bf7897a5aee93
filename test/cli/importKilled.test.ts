import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isJsonArray, parseJson } from '../../src/core/json';
import { buildProgram } from './built';
import type { BuiltProgram } from './built';
import { aml, contentsOf, pattern, writeFiles } from './harness';
import { AGENTS, importProject } from './importProject';

let program: BuiltProgram;
beforeAll(async () => {
  program = await buildProgram();
}, 120_000);

/** Half of them fall into the second half of the time, where files are written. */
const POINTS = 200;
const AT_ONCE = 4;

/** Runs an import in a process of its own, which is killed after so many milliseconds. Gives whether it was killed. */
function importing(
  cwd: string,
  source: string,
  killAfter?: number,
): Promise<{ killed: boolean; code: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program.file, 'import', source, '--json'], {
      cwd,
      env: {
        PATH: process.env['PATH'],
        HOME: cwd,
        XDG_CONFIG_HOME: join(cwd, '.test-config'),
        SOURCE_DATE_EPOCH: '1761215400',
      },
      stdio: 'ignore',
    });
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      resolve({ killed: signal === 'SIGKILL', code });
    });
  });
}

describe('an import that is killed', () => {
  test(`leaves the memory as before or as after, at ${String(POINTS)} random points`, async () => {
    const cwd = await importProject(AGENTS, 500);
    const source = join(cwd, 'source.json');
    const fresh = async (name: string): Promise<string> => {
      const folder = join(cwd, name);
      await cp(join(cwd, 'start'), folder, { recursive: true });
      return folder;
    };
    const whole = await fresh('whole');
    const begin = performance.now();
    expect((await importing(whole, source)).code).toBe(0);
    const time = performance.now() - begin;
    const after = await contentsOf(join(whole, '.loom/memory'));
    const before = await contentsOf(join(cwd, 'start/.loom/memory'));
    expect(after).not.toEqual(before);
    const noted = await contentsOf(join(whole, '.loom/memory-history/imports'));
    const [note = ''] = Object.values(noted).filter((text) => text.startsWith('['));
    const lines = note.trimEnd().split('\n');
    // Agent, kind, then a list of ids, and lists of what belongs to each.
    const ids = lines.flatMap((line) => {
      const row = parseJson(line);
      const list = isJsonArray(row) ? row[2] : undefined;
      return isJsonArray(list) ? list : [];
    });
    expect(ids).toHaveLength(500 * AGENTS.length);

    const outcomes = { before: 0, after: 0 };
    const tryPoint = async (point: number): Promise<void> => {
      const folder = await fresh(`point-${String(point)}`);
      const from = point % 2 === 0 ? 0 : time / 2;
      await importing(folder, source, from + Math.random() * (time * 1.2 - from));
      expect((await aml(['agents', '--json'], { cwd: folder })).code).toBe(0);
      const found = await contentsOf(join(folder, '.loom/memory'));
      const isAfter = JSON.stringify(found) === JSON.stringify(after);
      if (!isAfter) expect(found).toEqual(before);
      outcomes[isAfter ? 'after' : 'before'] += 1;
      // What the next import compares with belongs to the change: there with it, and not without it.
      const imports = await contentsOf(join(folder, '.loom/memory-history/imports'));
      expect(imports).toEqual(isAfter ? noted : {});
      const names = Object.keys(await contentsOf(join(folder, '.loom')));
      expect(names.filter((name) => /\.(tmp|part|lock|staged|committed|reverting)(\/|$)/.test(name))).toEqual(
        [],
      );
      await rm(folder, { recursive: true });
    };
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < POINTS) await tryPoint(next++);
      }),
    );
    expect(outcomes.before + outcomes.after).toBe(POINTS);
    expect(outcomes.before).toBeGreaterThan(0);
  }, 900_000);

  test('two at once: each does its work after the other, or says that the memory is locked; nothing is lost', async () => {
    const cwd = await importProject(AGENTS, 500);
    await mkdir(join(cwd, '.loom'));
    await cp(join(cwd, 'start/.loom/memory'), join(cwd, '.loom/memory'), { recursive: true });
    await writeFiles(cwd, {
      'other.json': {
        agents: { one: { patterns: [pattern('other-1', 'one', 'Quite another technique of its own')] } },
      },
    });
    const outcomes = await Promise.all([
      importing(cwd, join(cwd, 'source.json')),
      importing(cwd, join(cwd, 'other.json')),
    ]);
    const codes = outcomes.map(({ code }) => code);
    expect(codes.every((code) => code === 0 || code === 6)).toBe(true);
    expect(codes).toContain(0);
    const records = JSON.parse(await readFile(join(cwd, '.loom/memory/one/patterns.json'), 'utf8')) as {
      id: string;
    }[];
    const ids = new Set(records.map(({ id }) => id));
    expect(ids.has('one-0')).toBe(true);
    if (codes[0] === 0) expect(ids.has('one-509')).toBe(true);
    if (codes[1] === 0) expect(ids.has('other-1')).toBe(true);
  }, 120_000);
});
