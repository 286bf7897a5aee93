import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from './built';
import type { BuiltProgram, ShellOutcome } from './built';
import { contentsOf, writeFiles } from './harness';
import { AGENTS, importProject } from './importProject';

let program: BuiltProgram;
beforeAll(async () => {
  program = await buildProgram();
}, 120_000);

/** Nobody: root may write everywhere. */
const NOBODY = 65_534;

/**
 * How a line of shell gets mounts of its own; undefined where the system gives them to nobody. What is mounted is gone with
 * the process.
 */
function ownMounts(): string | undefined {
  for (const prefix of ['unshare -m', 'unshare -rm']) {
    try {
      execFileSync('sh', ['-c', `${prefix} mount -t tmpfs tmpfs /mnt`], { stdio: 'ignore' });
      return prefix;
    } catch {
      // The next one, or none.
    }
  }
  return undefined;
}

/** A source with 60 records for each agent and for one that is new. */
const project = (): Promise<string> => importProject([...AGENTS, 'five'], 60);

/** The memory is as it was and nothing lies beside it but the history's own `.gitignore`. */
async function expectUntouched(cwd: string, folder = join(cwd, 'start')): Promise<void> {
  const before = await contentsOf(join(cwd, 'start/.loom/memory'));
  expect(Object.keys(before)).toHaveLength(2 * AGENTS.length);
  expect(await contentsOf(join(folder, '.loom/memory'))).toEqual(before);
  const history = await contentsOf(join(folder, '.loom/memory-history'));
  expect(Object.keys(history).filter((name) => name !== '.gitignore')).toEqual([]);
}

/** `aml import` in a folder, by a user who may not write there; what it has to write for itself it may. */
async function importingAsNobody(cwd: string, folder: string): Promise<ShellOutcome> {
  const config = join(cwd, 'config-of-nobody');
  await mkdir(config, { recursive: true });
  await chmod(config, 0o777);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) for (const path of [cwd, dirname(dirname(program.file))]) await chmod(path, 0o755);
  const user = isRoot ? `setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups ` : '';
  return program.sh(`${user}"${process.execPath}" "${program.file}" import ../source.json`, {
    cwd: folder,
    env: { XDG_CONFIG_HOME: config },
  });
}

describe('an import into a memory that cannot be written to', () => {
  test('says for what there is no permission, ends with 7, and leaves everything as it was', async () => {
    const cwd = await project();
    const before = await contentsOf(join(cwd, 'start'));
    const locked = join(cwd, 'start/.loom');
    await chmod(locked, 0o555);
    const { code, stderr } = await importingAsNobody(cwd, join(cwd, 'start'));
    await chmod(locked, 0o755);
    expect([code, stderr]).toEqual([
      7,
      `aml: There is no permission for ${locked}/memory-history.\nhint: check the permissions of the folder, or choose another place\n`,
    ]);
    expect(await contentsOf(join(cwd, 'start'))).toEqual(before);
  });

  test('the same when only one of its folders is locked: nothing of the others is written either', async () => {
    const cwd = await project();
    const memory = join(cwd, 'start/.loom/memory');
    for (const path of [dirname(memory), memory, ...AGENTS.map((agent) => join(memory, agent))])
      await chmod(path, 0o777);
    await chmod(join(memory, 'two'), 0o555);
    const { code, stderr } = await importingAsNobody(cwd, join(cwd, 'start'));
    await chmod(join(memory, 'two'), 0o755);
    expect([code, stderr]).toEqual([
      7,
      expect.stringContaining(`There is no permission for ${memory}/two/patterns.json.lock.`),
    ]);
    await expectUntouched(cwd);
  });
});

describe('an import that runs out of room in the middle', () => {
  test('of what a file may hold: says which one, ends with 7, and leaves everything as it was', async () => {
    const cwd = await project();
    // In blocks of 512 bytes: the new files are larger.
    const { code, stderr } = await program.sh('ulimit -f 64; aml import ../source.json', {
      cwd: join(cwd, 'start'),
    });
    expect([code, stderr]).toEqual([7, expect.stringMatching(/patterns\.json could not be .*: EFBIG/)]);
    await expectUntouched(cwd);
    expect((await program.sh('aml import ../source.json', { cwd: join(cwd, 'start') })).code).toBe(0);
  });

  test('of the command that comes next: it works, and finds nothing to end', async () => {
    const cwd = await project();
    const { code, stdout, stderr } = await program.sh(
      '(ulimit -f 64; aml import ../source.json 2>/dev/null); aml agents --json',
      { cwd: join(cwd, 'start') },
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      agents: AGENTS.toSorted().map((name) => ({ name, patterns: 20 })),
    });
    await expectUntouched(cwd);
  });
});

/** With real disks, where the system lets a process have some of its own; else the tests above stand alone. */
const mounts = ownMounts();
const disks = mounts === undefined ? [] : [mounts];

describe.each(disks)('with disks of its own (%s)', (prefix) => {
  const withDisks = async (cwd: string, lines: readonly string[]): Promise<ShellOutcome> => {
    await writeFiles(cwd, { 'disks.sh': lines.join('\n') });
    return program.sh(`${prefix} sh disks.sh`, { cwd });
  };

  test('a disk that is mounted read-only is a permission that is missing, exit code 7', async () => {
    const cwd = await project();
    const { stdout, stderr } = await withDisks(cwd, [
      'mount --bind start start && mount -o remount,bind,ro start || exit 1',
      'cd start && aml import ../source.json; echo "code $?"',
      'aml undo; echo "code $?"',
    ]);
    expect(stdout).toBe('code 7\ncode 2\n');
    expect(stderr).toContain(`There is no permission for ${join(cwd, 'start/.loom/memory-history')}.`);
    await expectUntouched(cwd);
  });

  test('a disk that is full, at every point of the import: no space, exit code 7, as before, nothing left; then as after', async () => {
    const cwd = await project();
    const whole = join(cwd, 'whole');
    await cp(join(cwd, 'start'), whole, { recursive: true });
    expect((await program.sh('aml import ../source.json', { cwd: whole })).code).toBe(0);
    const after = await contentsOf(join(whole, '.loom/memory'));
    // Files and folders that may be made, not bytes, which are counted before the first is written.
    const { stdout } = await withDisks(cwd, [
      'mkdir disk',
      'for count in $(seq 12 2 90); do',
      '  mount -t tmpfs -o size=64m,nr_inodes=$count tmpfs disk || exit 1',
      '  cp -r start/.loom disk/ 2>/dev/null || { umount disk; continue; }',
      '  (cd disk && aml import ../source.json >/dev/null 2>"../$count.err")',
      '  code=$?; echo "$count $code"',
      '  mkdir "$count" && cp -r disk/.loom "$count/" && umount disk',
      '  [ "$code" = 0 ] && break',
      'done',
    ]);
    const outcomes = stdout.trim().split('\n');
    const last = outcomes.pop()?.split(' ') ?? [];
    expect(last[1]).toBe('0');
    expect(await contentsOf(join(cwd, last[0] ?? '', '.loom/memory'))).toEqual(after);
    const places = new Set<string>();
    for (const outcome of outcomes) {
      const [count = '', code] = outcome.split(' ');
      const told = await readFile(join(cwd, `${count}.err`), 'utf8');
      expect([code, told], outcome).toEqual([
        '7',
        expect.stringMatching(/^aml: There is no space left for /),
      ]);
      places.add(told.replace(/\d{8}-\d{6}-\d{3}/, ''));
      await expectUntouched(cwd, join(cwd, count));
    }
    expect(places.size).toBeGreaterThan(5);
  }, 240_000);
});
