import { LoomError, throwIfCancelled } from '../errors';
import type { LoomErrorCode } from '../errors';
import type { Host, Run } from '../ports';
import { fillSentence, sentences } from '../sentences';
import { failureOf } from '../store/readRecords';
import { createTurns } from '../turns';
import type { ScanFinding, ScanProblem, ScanReport } from './finding';
import { Scanner } from './scanner';
import type { ScanChoices } from './scanner';
import { TextMemory, TextScan } from './scanText';
import type { ScanSink } from './scanText';
import type { FoundText, TextLosses } from './foundText';
import { sizeOf, textsOf } from './texts';
import type { ScanTarget } from './texts';

export interface ScanRequest {
  readonly targets: readonly ScanTarget[];
  readonly choices: ScanChoices;
  /** Of encrypted bundles. */
  readonly password?: string | undefined;
}

/**
 * Looks for secrets and personal data, as an export at level `full` would find them, and changes nothing. What is found
 * once is searched for in every text of every target, so all are read twice when anything was found; memory is bounded by
 * the largest single string (64 MiB at most).
 *
 * What cannot be read is in the report, and so is whatever could be read of it. Throws `cancelled` only.
 */
export async function scan(
  { codecs, sqliteReader }: Pick<Host, 'codecs' | 'sqliteReader'>,
  { targets, choices, password }: ScanRequest,
  run: Run = {},
): Promise<ScanReport> {
  const scanner = await Scanner.create(choices, codecs);
  const report = new Report();
  const memories = new Map<string, TextMemory>();
  const onBytes = await progress(targets, run);
  const options = { codecs, sqliteReader, password, run, onBytes };
  const turn = createTurns();

  const read = async (pass: 'learn' | 'tell', losses: TextLosses): Promise<void> => {
    for (const target of targets) {
      for await (const text of textsOf(target, options, losses)) {
        const key = JSON.stringify([text.name.file, text.part ?? text.name.entry, text.version]);
        const memory = memories.get(key) ?? new TextMemory();
        memories.set(key, memory);
        report.readIn(text.name.file, text.version);
        await lookAt(text, new TextScan(text.name, scanner, report, pass, memory), losses, turn, run);
      }
    }
  };
  await read('learn', report);
  report.texts = memories.size;
  const isClean = [...memories.values()].every((memory) => memory.found.size === 0);
  // The second reading passes the same files over.
  if (!isClean) await read('tell', { failed: report.failed, skipped: () => undefined });
  return report.made();
}

async function lookAt(
  text: FoundText,
  textScan: TextScan,
  losses: TextLosses,
  turn: () => Promise<void>,
  run: Run,
): Promise<void> {
  const look = async (bytes: Uint8Array, last: boolean): Promise<void> => {
    const parts = textScan.push(bytes, last);
    while (parts.next().done !== true) {
      throwIfCancelled(run.signal);
      await turn();
    }
  };
  try {
    for await (const bytes of text.bytes) await look(bytes, false);
  } catch (error) {
    losses.failed(error, text.name.file);
    textScan.endsEarly();
  }
  await look(new Uint8Array(0), true);
}

/** Each text is read twice, and told of as if it always were. */
async function progress(targets: readonly ScanTarget[], run: Run): Promise<(count: number) => void> {
  if (run.onProgress === undefined) return () => undefined;
  let total = 0;
  for (const target of targets) total += 2 * (await sizeOf(target));
  let done = 0;
  return (count) => {
    done += count;
    run.onProgress?.({ step: 'scanning', done: Math.min(done, total), total });
  };
}

class Report implements ScanSink, TextLosses {
  texts = 0;
  readonly #findings: ScanFinding[] = [];
  readonly #problems = new Map<string, ScanProblem>();
  readonly #skipped: string[] = [];
  readonly #versions = new Map<string, string>();
  #markedSafe = 0;

  finding(finding: ScanFinding): void {
    this.#findings.push(finding);
  }

  problem(problem: ScanProblem): void {
    // A damaged archive fails for the entry that is read and for itself.
    const key = `${problem.file}\n${problem.code}\n${problem.message}`;
    if (!this.#problems.has(key)) this.#problems.set(key, problem);
  }

  markedSafe(): void {
    this.#markedSafe += 1;
  }

  readonly failed = (error: unknown, file: string): void => {
    if (!(error instanceof LoomError) || LoomError.is(error, 'cancelled')) throw error;
    this.problem(problemOf(error, file));
  };

  skipped(file: string): void {
    this.#skipped.push(file);
  }

  /** Of a file that changed while it was scanned the first state counts: what it is now has to be scanned again. */
  readIn(file: string, version: string): void {
    if (version !== '' && !this.#versions.has(file)) this.#versions.set(file, version);
  }

  made(): ScanReport {
    return {
      findings: this.#findings,
      problems: [...this.#problems.values()],
      versions: this.#versions,
      texts: this.texts,
      skipped: this.#skipped,
      markedSafe: this.#markedSafe,
    };
  }
}

/** Codes whose sentence does not say which file it is. */
const NAMELESS: ReadonlySet<string> = new Set([
  'gzip-damaged',
  'seal-damaged',
  'password-missing',
  'password-wrong',
]);

function problemOf<Code extends LoomErrorCode>(error: LoomError<Code>, file: string): ScanProblem {
  const { code, data } = error;
  if (code === 'gzip-damaged' || code === 'memory-changing') {
    return { file, code, message: failureOf(error, file).message, error };
  }
  const sentence = fillSentence(sentences[code], data);
  const isNamed = !NAMELESS.has(code) && code !== 'format-unavailable';
  return { file, code, error, message: isNamed ? sentence : `${file} was not scanned: ${lowered(sentence)}` };
}

function lowered(sentence: string): string {
  return `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`;
}
