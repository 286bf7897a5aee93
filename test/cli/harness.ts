import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { OutputClosed } from '../../src/cli/io';
import type { Io, Sink } from '../../src/cli/io';
import { run } from '../../src/cli/run';

/** 2025-10-23 10:30:00 UTC, the time of the seed's examples. */
export const SEED_TIME = Date.UTC(2025, 9, 23, 10, 30, 0);

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as bytes. */
  readonly bytes: Uint8Array;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** What a person types, on a terminal, once something asks. */
  readonly typed?: string;
  /** What is piped in. */
  readonly piped?: string | Uint8Array;
  readonly terminal?: boolean;
  /** Standard output fails as a closed pipe after so many writes. */
  readonly closesAfter?: number;
  readonly time?: number;
}

/** Runs the program in this process, as `main.ts` does in one of its own. */
export async function aml(argv: readonly string[], options: RunOptions): Promise<Outcome> {
  const out: Uint8Array[] = [];
  const err: Uint8Array[] = [];
  const terminal = options.terminal ?? options.typed !== undefined;
  let writes = 0;
  const io: Io = {
    stdout: {
      isTerminal: options.terminal ?? false,
      columns: 100,
      write: (data) => {
        writes += 1;
        if (options.closesAfter !== undefined && writes > options.closesAfter) {
          return Promise.reject(new OutputClosed('closed'));
        }
        return sink(out).write(data);
      },
    },
    stderr: { ...sink(err), isTerminal: terminal },
    stdin: {
      isTerminal: terminal,
      rawKeys: (onKeys) => {
        const timer = setTimeout(() => {
          onKeys(options.typed ?? '');
        }, 0);
        return {
          stop: () => {
            clearTimeout(timer);
          },
        };
      },
      bytes: async function* () {
        const { piped = '' } = options;
        yield await Promise.resolve(typeof piped === 'string' ? new TextEncoder().encode(piped) : piped);
      },
      firstLine: () => Promise.resolve(String(options.piped ?? '').split('\n', 1)[0] ?? ''),
    },
    env: { XDG_CONFIG_HOME: join(options.cwd, '.test-config'), ...options.env },
    cwd: options.cwd,
    home: options.cwd,
    user: 'somebody',
    signal: options.signal ?? new AbortController().signal,
    version: () => Promise.resolve('0.0.0'),
    clock: { now: () => options.time ?? SEED_TIME, offsetMinutes: () => 0 },
    random: { bytes: (length) => new Uint8Array(length).fill(7) },
  };
  const code = await run(argv, io);
  const bytes = Buffer.concat(out);
  return { code, stdout: bytes.toString('utf8'), stderr: Buffer.concat(err).toString('utf8'), bytes };
}

function sink(pieces: Uint8Array[]): Sink {
  return {
    isTerminal: false,
    write: (data) => {
      pieces.push(typeof data === 'string' ? new TextEncoder().encode(data) : data.slice());
      return Promise.resolve();
    },
  };
}

/** An empty folder that is gone when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'aml-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files (text, or values as JSON) below a folder. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array | object>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const full = join(folder, path);
    await mkdir(dirname(full), { recursive: true });
    const raw = typeof content === 'string' || content instanceof Uint8Array;
    await writeFile(full, raw ? content : `${JSON.stringify(content, null, 2)}\n`);
  }
}

/** The texts of all files below a folder by their paths, and its folders; none when it is not there. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  if (!existsSync(folder)) return found;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    found[path.slice(folder.length + 1)] = entry.isFile() ? await readFile(path, 'utf8') : 'a folder';
  }
  return found;
}

export interface PatternFacts {
  readonly confidence?: number;
  readonly success?: number;
  readonly uses?: number;
  readonly created?: string;
  readonly lastUsed?: string;
  readonly extra?: object;
}

/** A pattern as the TypeScript service writes it (FORMATS 1.5). */
export function pattern(id: string, agent: string, technique: string, facts: PatternFacts = {}): object {
  const created = facts.created ?? '2025-09-01T08:00:00.000Z';
  return {
    id,
    agent,
    timestamp: created,
    pattern: {
      type: 'react-optimization',
      context: { framework: 'react' },
      approach: { technique, rationale: 'fewer renders', steps: ['measure', 'memoise'] },
      conditions: { whenApplicable: ['list items > 100'], whenNotApplicable: [] },
    },
    metrics: {
      successRate: facts.success ?? 0.96,
      executionCount: facts.uses ?? 12,
      avgTimeSavedMs: 1200,
      errorPreventionCount: 2,
    },
    evolution: {
      created,
      lastUsed: facts.lastUsed ?? '2025-10-10T08:00:00.000Z',
      refinements: 1,
      confidenceScore: facts.confidence ?? 0.92,
    },
    tags: ['performance', 'react'],
    active: true,
    ...facts.extra,
  };
}

export function solution(
  id: string,
  agent: string,
  message: string,
  worked = true,
  extra: object = {},
): object {
  return {
    id,
    agent,
    timestamp: '2025-09-20T08:00:00.000Z',
    problem: { errorType: 'TypeError', errorMessage: message, context: {} },
    solution: { rootCause: 'a race', fixApproach: 'wait for it', prevention: 'a lock', relatedPatterns: [] },
    effectiveness: { worked, timeToFixMinutes: 5, preventedRecurrence: 1, relatedErrorsFixed: 0 },
    tags: ['bug'],
    active: true,
    verifiedCount: 6,
    ...extra,
  };
}

export function decision(id: string, agent: string, question: string): object {
  return {
    id,
    agent,
    timestamp: '2025-08-20T08:00:00.000Z',
    decision: {
      type: 'architecture',
      question,
      context: {},
      chosenOption: 'the simple one',
      alternativesConsidered: ['the other'],
      decisionFactors: { primary: ['cost'], secondary: [] },
    },
    outcome: { successMetrics: {}, lessonsLearned: ['keep it'], wouldRepeat: true },
    tags: [],
    active: true,
  };
}

/** A secret that is plainly fake, in two parts so that no scanner takes this file for a leak. */
export const FAKE_KEY = 'sk_live_' + 'abc123abc123abc123abc123';

/**
 * A project folder with a memory of three agents. `frontend-developer` has one pattern for each filter to take or leave,
 * `backend-architect` the flat and 2.0.0 shapes, `test-automator` a pattern that a solution of another agent names.
 */
export async function sampleProject(): Promise<string> {
  const folder = await temporaryFolder();
  await writeFiles(join(folder, '.loom/memory'), {
    'config.json': {
      version: '1.0.0',
      enabled: true,
      agentOverrides: { 'frontend-developer': { enabled: true, focusAreas: ['react'] } },
    },
    'frontend-developer/patterns.json': [
      pattern('fp-best', 'frontend-developer', 'React.memo with custom comparison', {
        confidence: 0.95,
        success: 0.97,
        uses: 47,
      }),
      pattern('fp-fair', 'frontend-developer', 'useMemo with stable deps', {
        confidence: 0.82,
        success: 0.91,
        uses: 7,
        created: '2025-09-10T08:00:00.000Z',
        lastUsed: '2025-09-28T08:00:00.000Z',
      }),
      pattern('fp-weak', 'frontend-developer', 'inline styles', {
        confidence: 0.3,
        success: 0.4,
        uses: 1,
        created: '2025-07-01T08:00:00.000Z',
        lastUsed: '2025-07-02T08:00:00.000Z',
        extra: { note: `api.authenticate('${FAKE_KEY}')`, mail: 'jane.doe@acme-corp.com' },
      }),
    ],
    'frontend-developer/solutions.json': [
      solution('fs-1', 'frontend-developer', 'Cannot read properties of undefined', true, {
        solution: {
          rootCause: 'a race',
          fixApproach: 'wait for it',
          prevention: 'a lock',
          relatedPatterns: ['tp-shared'],
        },
      }),
      solution('fs-2', 'frontend-developer', 'Hydration failed', false),
    ],
    'frontend-developer/decisions.json': [decision('fd-1', 'frontend-developer', 'Which state library?')],
    'frontend-developer/metrics.json': { agent: 'frontend-developer', usage: { patternUsageCount: 55 } },
    'frontend-developer/context.json': { project: 'shop', branch: 'main' },
    'backend-architect/patterns.json': [
      {
        id: 'bp-flat',
        name: 'Connection pooling for postgres',
        type: 'database',
        implementation: 'pool.connect()',
        created: '2025-10-02',
        last_used: '2025-10-20',
        success_rate: 0.98,
        confidence: 0.93,
        use_count: 31,
      },
    ],
    'backend-architect/solutions.json': [solution('bs-1', 'backend-architect', 'postgres timeout', true)],
    'backend-architect/decisions.json': [decision('bd-1', 'backend-architect', 'REST or gRPC?')],
    'test-automator/patterns.json': [
      pattern('tp-shared', 'test-automator', 'Page objects', { confidence: 0.9, uses: 20 }),
      pattern('tp-own', 'test-automator', 'Snapshot everything', { confidence: 0.5, uses: 2 }),
    ],
    'global/cross-agent.json': [
      { patternId: 'bp-flat', sourceAgent: 'backend-architect', targetAgents: ['test-automator'] },
    ],
    'global/project-meta.json': { name: 'shop-web', language: 'TypeScript' },
    'global/team-conventions.json': { indent: 2 },
  });
  return folder;
}
