// A seeded memory of any size: node bench/generate.mjs --out DIR [--size 200MB] [--agents 8] [--seed 1] [--secrets 0.01]
//
// DIR/.loom/memory is the store, DIR/facts.json what is in it, DIR/planted.txt every planted secret, one a line. The
// same arguments give the same bytes. The largest of eight agents holds 28 %; records have a heavy-tailed length.
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createWriter, plants } from './words.mjs';

const AGENT_NAMES = (
  'frontend-developer backend-architect test-writer-fixer devops-automator api-tester performance-benchmarker ' +
  'security-auditor data-engineer mobile-app-builder ui-designer rapid-prototyper studio-coach sprint-prioritizer ' +
  'feedback-synthesizer trend-researcher growth-hacker content-creator infrastructure-maintainer analytics-reporter ' +
  'legal-compliance-checker'
).split(' ');
/** Shares of an agent's bytes. */
const SHARES = { patterns: 0.8, solutions: 0.13, decisions: 0.07 };
const WRITE_BYTES = 4 * 1024 * 1024;
const START = Date.UTC(2025, 0, 1);
const YEAR = 365 * 86_400_000;

/** Bytes of "200MB", "1GB", "4096": decimal units. */
export function parseSize(text) {
  const [, number, unit = ''] = /^([\d.]+)\s*([kmg]b?)?$/i.exec(text) ?? [];
  if (number === undefined) throw new Error(`"${text}" is not a size such as 200MB.`);
  return Math.round(Number(number) * 1000 ** ' kmg'.indexOf(unit[0]?.toLowerCase() ?? ' '));
}

/**
 * Writes the store; gives what is in it. `bytes`: of the record files together, met to within one record a file. `secrets`: the
 * share of records that hold one.
 */
export function generate({ out, bytes, agents, seed, secrets: share = 0.01 }) {
  const memory = join(out, '.loom', 'memory');
  rmSync(memory, { recursive: true, force: true });
  const writer = { ...createWriter(seed), share };
  const { random } = writer;
  const planted = [];
  const facts = { seed, bytes: 0, records: 0, planted: 0, agents: {} };
  const weights = Array.from({ length: agents }, (_, index) => (index + 1) ** -0.7);
  const total = weights.reduce((sum, weight) => sum + weight, 0);

  for (let index = 0; index < agents; index++) {
    const round = Math.floor(index / AGENT_NAMES.length);
    const name = AGENT_NAMES[index % AGENT_NAMES.length] + (round === 0 ? '' : `-${round + 1}`);
    const folder = join(memory, name);
    mkdirSync(folder, { recursive: true });
    const agent = { bytes: 0, patterns: 0, solutions: 0, decisions: 0 };
    for (const [kind, share] of Object.entries(SHARES)) {
      const target = (bytes * weights[index] * share) / total;
      const make = makers[kind];
      const written = writeArray(
        join(folder, `${kind}.json`),
        (written) => written >= target,
        () => {
          const secrets = [];
          const record = make(writer, name, secrets);
          planted.push(...secrets);
          return record;
        },
      );
      agent[kind] = written.records;
      agent.bytes += written.bytes;
    }
    writeJson(join(folder, 'metrics.json'), metrics(writer, name, agent));
    writeJson(join(folder, 'context.json'), { focus: writer.prose(200), notes: [writer.prose(400)] });
    facts.agents[name] = agent;
    facts.bytes += agent.bytes;
    facts.records += agent.patterns + agent.solutions + agent.decisions;
  }
  writeGlobal(join(memory, 'global'), writer);
  facts.planted = planted.length;
  writeFileSync(join(out, 'planted.txt'), planted.map((secret) => `${secret}\n`).join(''));
  writeJson(join(out, 'facts.json'), facts);
  return facts;
}

/** One agent with this many patterns and nothing else, for what depends on the number of records. */
export function generatePatterns({ out, patterns, seed }) {
  const writer = createWriter(seed);
  const [name] = AGENT_NAMES;
  const folder = join(out, '.loom', 'memory', name);
  mkdirSync(folder, { recursive: true });
  const isEnough = (_bytes, records) => records >= patterns;
  const written = writeArray(join(folder, 'patterns.json'), isEnough, () =>
    makers.patterns(writer, name, []),
  );
  writeJson(join(out, 'facts.json'), { seed, ...written });
}

/** An array as Loom writes it, two-space indented, streamed so that memory does not grow with it. */
function writeArray(file, isEnough, make) {
  const descriptor = openSync(file, 'w');
  let waiting = '[\n';
  let bytes = 0;
  let records = 0;
  const flush = () => {
    bytes += writeSync(descriptor, waiting);
    waiting = '';
  };
  while (!isEnough(bytes + waiting.length, records)) {
    const text = JSON.stringify(make(), null, 2).replace(/^/gm, '  ');
    waiting += records === 0 ? text : `,\n${text}`;
    records++;
    if (waiting.length > WRITE_BYTES) flush();
  }
  waiting += '\n]';
  flush();
  closeSync(descriptor);
  return { bytes, records };
}

function writeJson(file, value) {
  writeFileSync(file, JSON.stringify(value, null, 2));
}

const uuid = (random) => {
  const hex = random.letters('0123456789abcdef', 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
};
const time = (random) => new Date(START + random.below(YEAR)).toISOString();
const rate = (random, digits = 2) => Number(random.next().toFixed(digits));

/** Log-normal: most texts are short, a few are long, and one in five thousand is a pasted file. */
const length = (random, median) =>
  random.chance(0.0002) ? 60_000 : Math.round(median * Math.exp(1.1 * random.normal()));

/** Some records hold a secret, in prose or in code. */
function maybeSecret({ random, share }, secrets) {
  if (!random.chance(share)) return undefined;
  const secret = plants[random.pick(Object.keys(plants))](random);
  secrets.push(secret);
  return secret;
}

function withSecret(text, secret, writer) {
  return secret === undefined
    ? text
    : `${text}\nconst ${writer.camel()} = '${secret}'; // ${writer.sentence()}\n`;
}

const tags = (writer) => Array.from({ length: writer.random.below(5) }, () => writer.word());

const makers = {
  patterns(writer, agent, secrets) {
    const { random } = writer;
    const secret = maybeSecret(writer, secrets);
    const base = { id: uuid(random), agent, timestamp: time(random) };
    const pattern = {
      type: random.pick(['optimization', 'architecture', 'testing', 'security', 'workflow']),
      context: {
        framework: writer.word(),
        environment: random.pick(['production', 'staging', 'local']),
        size: random.below(1000),
      },
      approach: {
        technique: writer.prose(30).slice(0, 80),
        codeTemplate: withSecret(writer.code(length(random, 230)), secret, writer),
        rationale: writer.prose(length(random, 120)),
        steps: Array.from({ length: random.below(4) }, () => writer.sentence()),
      },
      conditions: {
        whenApplicable: Array.from({ length: 1 + random.below(3) }, () => writer.sentence()),
        whenNotApplicable: random.chance(0.5) ? [writer.sentence()] : [],
      },
    };
    const shape = random.next();
    if (shape < 0.85) {
      return {
        ...base,
        pattern,
        metrics: {
          successRate: rate(random),
          executionCount: random.below(200),
          avgTimeSavedMs: random.below(600_000),
          errorPreventionCount: random.below(20),
        },
        evolution: {
          created: base.timestamp,
          lastUsed: time(random),
          refinements: random.below(10),
          confidenceScore: rate(random, 3),
        },
        tags: tags(writer),
        active: random.chance(0.95),
      };
    }
    if (shape < 0.95) {
      return {
        ...base,
        version: '2.0.0',
        pattern,
        tags: tags(writer),
        active: true,
        performance: {
          success_rate: rate(random),
          execution_count: random.below(200),
          avg_time_saved_ms: random.below(600_000),
          error_prevention_count: random.below(20),
        },
        lifecycle: {
          created_at: base.timestamp,
          last_used_at: time(random),
          refinement_count: random.below(10),
          confidence: rate(random, 3),
        },
        metadata: { version: '2.0.0', migrated_at: time(random) },
      };
    }
    return {
      id: `pat-${writer.word()}-${random.below(1_000_000)}`,
      name: pattern.approach.technique,
      type: pattern.type,
      implementation: pattern.approach.codeTemplate,
      context: pattern.context,
      created: base.timestamp.slice(0, 10),
      last_used: time(random).slice(0, 10),
      success_rate: rate(random),
      confidence: rate(random),
      use_count: random.below(60),
      success_count: random.below(50),
      conditions: { when_applicable: pattern.conditions.whenApplicable, when_not_applicable: [] },
    };
  },
  solutions(writer, agent, secrets) {
    const { random } = writer;
    const secret = maybeSecret(writer, secrets);
    return {
      id: uuid(random),
      agent,
      timestamp: time(random),
      problem: {
        errorType: `${writer.capital(writer.camel())}Error`,
        errorMessage: writer.sentence(),
        stackTraceHash: random.letters('0123456789abcdef', 64),
        context: { file: `src/${writer.word()}/${writer.word()}.ts`, line: random.below(900) },
      },
      solution: {
        rootCause: writer.prose(length(random, 120)),
        fixApproach: writer.prose(length(random, 120)),
        codeFix: withSecret(writer.code(length(random, 190)), secret, writer),
        prevention: writer.prose(120),
        relatedPatterns: Array.from({ length: random.below(3) }, () => uuid(random)),
      },
      effectiveness: {
        worked: random.chance(0.85),
        timeToFixMinutes: random.below(240),
        preventedRecurrence: random.below(8),
        relatedErrorsFixed: random.below(4),
      },
      tags: tags(writer),
      active: true,
      verifiedCount: random.below(9),
    };
  },
  decisions(writer, agent, secrets) {
    const { random } = writer;
    const secret = maybeSecret(writer, secrets);
    const chosenOption = `${writer.capital(writer.word())} ${writer.word()}`;
    return {
      id: uuid(random),
      agent,
      timestamp: time(random),
      decision: {
        type: random.pick(['architecture', 'library', 'process', 'data-model']),
        question: `${writer.sentence().slice(0, -1)}?`,
        context: { team: writer.word(), deadline: time(random).slice(0, 10) },
        chosenOption,
        alternativesConsidered: Array.from(
          { length: 1 + random.below(4) },
          () => `${writer.word()} ${writer.word()}`,
        ),
        decisionFactors: { primary: [writer.word(), writer.word()], secondary: [writer.word()] },
        rationale: withSecret(writer.prose(length(random, 330)), secret, writer),
      },
      outcome: {
        successMetrics: { developmentSpeed: rate(random), maintainability: rate(random) },
        lessonsLearned: Array.from({ length: 1 + random.below(3) }, () => writer.sentence()),
        wouldRepeat: random.chance(0.8),
      },
      tags: tags(writer),
      active: true,
    };
  },
};

function metrics({ random }, agent, { patterns, solutions, decisions, bytes }) {
  return {
    agent,
    timestamp: time(random),
    performance: {
      avgQueryLatencyMs: 12.5,
      avgWriteLatencyMs: 20.25,
      cacheHitRate: rate(random),
      totalQueries: random.below(9000),
      totalWrites: random.below(900),
    },
    learning: {
      totalPatterns: patterns,
      activePatterns: patterns,
      totalSolutions: solutions,
      activeSolutions: solutions,
      totalDecisions: decisions,
      activeDecisions: decisions,
      avgPatternConfidence: rate(random),
      avgSolutionConfidence: rate(random),
    },
    storage: { totalSizeBytes: bytes },
    period: 'daily',
  };
}

function writeGlobal(folder, writer) {
  mkdirSync(folder, { recursive: true });
  writeJson(join(folder, 'cross-agent.json'), {
    patterns: Array.from({ length: 200 }, () => ({ id: uuid(writer.random), summary: writer.prose(300) })),
  });
  writeJson(join(folder, 'project-meta.json'), { name: 'bench', description: writer.prose(400) });
  writeJson(join(folder, 'team-conventions.json'), {
    conventions: Array.from({ length: 40 }, () => writer.sentence()),
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      size: { type: 'string', default: '200MB' },
      agents: { type: 'string', default: '8' },
      seed: { type: 'string', default: '1' },
      secrets: { type: 'string', default: '0.01' },
    },
  });
  if (values.out === undefined) throw new Error('Say where: --out DIR.');
  const facts = generate({
    out: values.out,
    bytes: parseSize(values.size),
    agents: Number(values.agents),
    seed: Number(values.seed),
    secrets: Number(values.secrets),
  });
  console.log(JSON.stringify(facts, null, 2));
}
