// Whole processes, measured and paired: what the other files in this folder build on.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * GNU time, or Python where there is none: both add up what a process and all it started used. GNU time counts CPU in
 * hundredths of a second, Python in microseconds, but no peak below its own of 10 MiB.
 */
const GNU_TIME = '/usr/bin/time';
const PYTHON_TIME = `
import os, resource, subprocess, sys, time
begin = time.monotonic()
code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
os.write(2, f"\\n{time.monotonic() - begin} {used.ru_utime} {used.ru_stime} {used.ru_maxrss}\\n".encode())
sys.exit(code)
`;

/**
 * Runs a program to its end. `cpu` and `wall` in seconds (CPU of all its processes), `peak` in MiB (the largest single
 * process), `out` its standard output. Throws when it fails, unless `codes` allows the code. `isShort`: takes so little
 * that hundredths of a second of CPU would not tell.
 */
export function measured({ command, args = [], cwd, env, codes = [0], isShort = false }) {
  const timer =
    existsSync(GNU_TIME) && !isShort
      ? [GNU_TIME, ['-f', '%e %U %S %M', '--quiet', command, ...args]]
      : ['python3', ['-c', PYTHON_TIME, command, ...args]];
  const begin = process.hrtime.bigint();
  const run = spawnSync(timer[0], timer[1], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const wall = Number(process.hrtime.bigint() - begin) / 1e9;
  if (run.error !== undefined) throw run.error;
  if (!codes.includes(run.status)) {
    throw new Error(`${command} ${args.join(' ')} ended with ${run.status}:\n${run.stderr}${run.stdout}`);
  }
  const [, user, system, kilobytes] = run.stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { wall, cpu: user + system, peak: kilobytes / 1024, out: run.stdout };
}

/** A line of shell, measured as one. */
export const shell = (line, options = {}) => ({ command: 'sh', args: ['-c', line], ...options });

/**
 * Runs several programs in turn, `rounds` times, the order turned round each time, so that what else the machine does
 * meets all of them alike. `programs`: name → what `measured` takes, or a function that gives it (and may tidy before).
 * Gives name → the list of measurements, one a round.
 */
export function inTurn(rounds, programs) {
  const names = Object.keys(programs);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const program = programs[name];
      results[name].push(measured(typeof program === 'function' ? program() : program));
    }
  }
  return results;
}

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const three = (values, digits) =>
  [Math.min(...values), median(values), Math.max(...values)]
    .map((value) => value.toFixed(digits))
    .join(' / ');

/** Of one measurement: "min / median / max". */
export const spread = (list, field, digits = 2) =>
  three(
    list.map((each) => each[field]),
    digits,
  );

/** Of two, round by round: the ratio's "min / median / max". */
export const ratios = (ours, theirs, field, digits = 2) =>
  three(
    ours.map((each, round) => each[field] / theirs[round][field]),
    digits,
  );

/** Rows of a Markdown table. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
