import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { LoomError } from '../core/errors';
import type { Host, Processes, Run } from '../core/ports';
import type { WritableStore } from '../core/store/changes';
import type { Problem } from '../core/store/records';
import type { Store } from '../core/store/store';
import type { CommandLine } from './commandLine';
import { jsonPieces } from './jsonPieces';
import type { Io, Sink } from './io';
import { findMemory, findOrMakeMemory } from './memoryFolder';
import type { ReceivingMemory } from './memoryFolder';
import { ProgressLine } from './progressLine';
import { speak } from './speak';
import { styleFor } from './style';
import type { Style } from './style';

/** Characters of JSON that are written at once. */
const JSON_AT_ONCE = 64 * 1024;

/** What a command works with: the world, and how to speak to it. */
export class Context {
  readonly style: Style;
  readonly json: boolean;
  readonly run: Run;
  private readonly progress: ProgressLine;
  private ownProcesses: Promise<Processes> | undefined;

  constructor(
    readonly io: Io,
    private readonly line: CommandLine,
  ) {
    this.json = line.json;
    this.style = styleFor(io, 'stdout', line.color);
    this.progress = new ProgressLine(io.stderr, () => performance.now());
    this.run = {
      signal: io.signal,
      onProgress: this.progress.update,
      onWait: (file) => {
        this.say(waitWords(file));
      },
    };
  }

  /** People's text, on standard output unless that carries something else. */
  async print(text: string, sink: Sink = this.io.stdout): Promise<void> {
    this.progress.clear();
    await sink.write(text);
  }

  /** The one JSON object of a run with `--json`. */
  async printJson(value: object, sink: Sink = this.io.stdout): Promise<void> {
    let text = '';
    for (const piece of jsonPieces(value)) {
      text += piece;
      if (text.length < JSON_AT_ONCE) continue;
      await this.print(text, sink);
      text = '';
    }
    await this.print(`${text}\n`, sink);
  }

  /** A line for people beside the result. */
  async note(text: string): Promise<void> {
    this.progress.clear();
    await this.io.stderr.write(`${text}\n`);
  }

  /** A note by the way. Standard error may be closed; then nobody reads it. */
  private readonly say = (message: string): void => {
    this.note(message).catch(() => undefined);
  };

  /** Says what of a memory could not be read; each problem is one line on standard error. */
  async noteProblems(problems: readonly Problem[]): Promise<void> {
    for (const problem of problems) await this.note(`${problem.level}: ${problem.message}`);
  }

  clearProgress(): void {
    this.progress.clear();
  }

  memoryPath(): Promise<string> {
    return findMemory(this.io.cwd, this.line.memory);
  }

  /** The memory that something is to come into, made when there is none. */
  receivingMemory(): Promise<ReceivingMemory> {
    return findOrMakeMemory(this.io.cwd, this.line.memory);
  }

  /** Throws `memory-missing`. */
  async store(path?: string): Promise<Store> {
    const root = path ?? (await this.memoryPath());
    const [{ nodeStore }, { nodeCodecs }] = await Promise.all([
      import('../platform/node'),
      import('../platform/nodeCodecs'),
    ]);
    const store = { files: nodeStore(root), codecs: nodeCodecs() };
    await this.recover({ ...store, ...(await homeOf(root)) });
    return store;
  }

  /** Ends what a run that was killed left of its change. Where that cannot be done now, reading goes on: every file is whole. */
  private async recover(store: WritableStore): Promise<void> {
    const { hasLeftovers } = await import('../core/store/leftovers');
    const host = { processes: await this.processes() };
    try {
      if (!(await hasLeftovers(host, store))) return;
      const { recoverStore } = await import('../core/store/recover');
      const recovered = await recoverStore(await this.host(), store, this.run, { wait: RECOVERY_WAIT });
      for (const { id, outcome } of recovered) await this.note(recoveredWords(id, outcome));
    } catch (error) {
      if (!(error instanceof LoomError) || error.code === 'cancelled') throw error;
      const { message } = speak(error);
      await this.note(`warning: A change of this memory that was cut off has not been ended yet: ${message}`);
    }
  }

  /**
   * The memory to be changed. A link on the way is the person's choice: its target's parent is where the history lies.
   * Throws `memory-missing`.
   */
  async writableStore(known?: string): Promise<WritableStore> {
    const path = known ?? (await this.memoryPath());
    return { ...(await this.store(path)), ...(await homeOf(path)) };
  }

  /** One for the whole run: it knows which of its own changes go on. */
  private async processes(): Promise<Processes> {
    this.ownProcesses ??= import('../platform/nodeProcesses').then(({ nodeProcesses }) => nodeProcesses());
    return this.ownProcesses;
  }

  async host(): Promise<Host> {
    const [{ nodeCodecs }, { nodeSqlite }, { nodeSqliteReader }] = await Promise.all([
      import('../platform/nodeCodecs'),
      import('../platform/sqlite'),
      import('../platform/sqliteReader'),
    ]);
    return {
      clock: this.io.clock,
      random: this.io.random,
      codecs: nodeCodecs(),
      sqlite: nodeSqlite(),
      processes: await this.processes(),
      sqliteReader: nodeSqliteReader(),
      arrivalThread: async (what) => (await import('../platform/arrivalThread')).openArrivalThread(what),
      surveyThread: async (order) => (await import('../platform/surveyThread')).openSurveyThread(order),
      log: {
        info: this.line.verbose ? this.say : () => undefined,
        warn: (message) => {
          this.say(`warning: ${message}`);
        },
      },
    };
  }
}

/** Seconds that a command which only reads waits for another that changes the memory, before it ends what a third one left. */
const RECOVERY_WAIT = 5;

async function homeOf(memory: string): Promise<Pick<WritableStore, 'home' | 'folder'>> {
  const [{ nodeStore }, root] = await Promise.all([import('../platform/node'), realpath(memory)]);
  return { home: nodeStore(dirname(root)), folder: basename(root) };
}

function waitWords(file: string | undefined): string {
  return file === undefined
    ? 'Waiting for another program that changes this memory.'
    : `Waiting for another program that holds the lock of ${file}.`;
}

function recoveredWords(id: string, outcome: 'completed' | 'taken-back'): string {
  return outcome === 'completed'
    ? `Completed the change ${id}, which was cut off after it had been committed.`
    : `Took back the change ${id}, which was cut off before it was complete. The memory is as it was before it.`;
}
