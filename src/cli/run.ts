import { resolve } from 'node:path';
import { readCommandLine } from './commandLine';
import { Context } from './context';
import { exit } from './exitCodes';
import { OutputClosed } from './io';
import type { Io } from './io';
import { isFolder } from './memoryFolder';
import { errorJson, errorText, speak } from './speak';

/**
 * The program `aml`: reads the arguments after its name, does what they ask and gives the exit code (DESIGN section 6).
 * Never throws.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const asked = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  try {
    return await dispatch(argv, io);
  } catch (error) {
    // Who reads has read enough, as `head` does. Commands to whom it is a loss turn it into an error of their own.
    if (error instanceof OutputClosed) return exit.done;
    const spoken = speak(error);
    // The bytes of `export -` are on standard output: nothing else may follow them there.
    const piped = asked.includes('export') && asked.includes('-');
    try {
      if (asked.includes('--json')) await (piped ? io.stderr : io.stdout).write(errorJson(spoken));
      else await io.stderr.write(errorText(spoken));
      if (asked.includes('--verbose')) await io.stderr.write(`${causes(error)}\n`);
    } catch {
      // Nobody listens any more; the exit code still says it.
    }
    return spoken.exitCode;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const line = await readCommandLine(argv, {
    isFolder: (path) => isFolder(resolve(io.cwd, path)),
    loadDateCheck: async () => {
      const { parseTime } = await import('../core/store/times');
      return (text) => parseTime(text, io.clock, 'start') !== undefined;
    },
  });
  if (line.version) {
    await io.stdout.write(`aml ${await io.version()}\n`);
    return exit.done;
  }
  if (line.help || line.command === undefined) {
    const { commandHelp, programHelp } = await import('./help');
    const text = line.command === undefined ? programHelp() : commandHelp(line.command);
    await (line.help ? io.stdout : io.stderr).write(text);
    return line.help ? exit.done : exit.usage;
  }
  const context = new Context(io, line);
  try {
    return await line.command.execute(line.values, line.positionals, context);
  } finally {
    context.clearProgress();
  }
}

/** The chain of what was thrown, with stacks: for reports of faults. */
function causes(error: unknown): string {
  const parts: string[] = [];
  for (let cause: unknown = error; cause !== undefined;) {
    if (!(cause instanceof Error)) {
      parts.push(JSON.stringify(cause));
      break;
    }
    parts.push(cause.stack ?? cause.message);
    cause = cause.cause;
  }
  return parts.join('\ncaused by ');
}
