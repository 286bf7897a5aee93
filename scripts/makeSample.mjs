// Writes samples/shop-web/.loom/memory and the two lists beside it: `node scripts/makeSample.mjs [--check]`.
// Seeded, so the same source gives the same memory; `--check` writes nothing and fails when the files on disk differ.
// What it holds, and why, is told in samples/README.md.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { secret, secretParts } from './sample/plantedSecrets.mjs';
import { topics } from './sample/topics.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const memory = 'samples/shop-web/.loom/memory';

/** mulberry32: 32 bits of state are plenty for made-up dates. */
function seeded(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => Math.floor(low + next() * (high - low + 1)),
    pick: (list) => list[Math.floor(next() * list.length)],
    hex: (length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join(''),
  };
}
const random = seeded(20251023);
const round = (value, places) => Number(value.toFixed(places));
const day = 86_400_000;
const firstDay = Date.UTC(2025, 1, 3);
const lastDay = Date.UTC(2025, 10, 12);
const iso = (time) => new Date(time).toISOString();
/** As Python's `datetime.isoformat` writes it: no zone, six digits. */
const naive = (time) => iso(time).replace('Z', '000');

function uuid() {
  const hex = random.hex(32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Row number → topic and place: the first round has bare titles, later rounds name where it was seen. */
function spread(rows, agent, number) {
  const places = topics.places[agent];
  const round = Math.floor(number / rows.length);
  const topic = number % rows.length;
  return { row: rows[topic], place: places[(topic + round * 3) % places.length], repeated: round > 0 };
}

function times() {
  const created = Math.floor(random.between(firstDay, lastDay));
  return { created, lastUsed: created + Math.floor(random.next() ** 2 * 380 * day) + 3_600_000 };
}

function codeOf(agent, type) {
  const any = random.pick(topics.code[agent]); // drawn in any case: a new row in the table moves no other value
  return topics.codeOfType[type] ?? any;
}

/** What all four pattern shapes are made from. */
function patternFacts(agent, number) {
  const { row, place, repeated } = spread(topics.patterns[agent], agent, number);
  const [technique, type, tags, why, when, whenNot] = row;
  const success = round(Math.min(0.995, random.between(0.72, 1.02)), 3);
  return {
    agent,
    id: uuid(),
    title: repeated ? `${technique} in ${place}` : technique,
    type,
    tags: tags.split(','),
    why,
    when,
    whenNot,
    place,
    code: codeOf(agent, type),
    success,
    confidence: round(Math.min(0.98, 0.35 + random.next() * 0.64), 2),
    uses: random.whole(1, 6) ** 2 + random.whole(0, 12),
    saved: round(random.between(120, 2400), 1),
    prevented: random.whole(0, 6),
    refinements: random.whole(0, 9),
    ...times(),
  };
}

const body = (facts) => ({
  type: facts.type,
  context: { place: facts.place, project: 'shop-web', strict: facts.prevented > 2 },
  approach: {
    technique: facts.title,
    codeTemplate: facts.code,
    rationale: facts.why,
    ...(facts.refinements > 5 ? { steps: ['measure', 'change one thing', 'measure again'] } : {}),
  },
  conditions: { whenApplicable: [facts.when], whenNotApplicable: [facts.whenNot] },
});

const patternShapes = {
  '1.x': (facts) => ({
    id: facts.id,
    agent: facts.agent,
    timestamp: iso(facts.created),
    pattern: body(facts),
    metrics: {
      successRate: facts.success,
      executionCount: facts.uses,
      avgTimeSavedMs: facts.saved,
      errorPreventionCount: facts.prevented,
    },
    evolution: {
      created: iso(facts.created),
      lastUsed: iso(facts.lastUsed),
      refinements: facts.refinements,
      confidenceScore: facts.confidence,
    },
    tags: facts.tags,
    active: facts.confidence > 0.4,
  }),
  '2.0.0': (facts) => ({
    id: facts.id,
    agent: facts.agent,
    timestamp: naive(facts.created),
    version: '2.0.0',
    pattern: body(facts),
    tags: facts.tags,
    active: true,
    performance: {
      success_rate: facts.success,
      execution_count: facts.uses,
      avg_time_saved_ms: facts.saved,
      error_prevention_count: facts.prevented,
    },
    lifecycle: {
      created_at: naive(facts.created),
      last_used_at: naive(facts.lastUsed),
      refinement_count: facts.refinements,
      confidence: facts.confidence,
    },
    metadata: { created_by: 'migration', last_modified: naive(facts.lastUsed), version: '1.2.0' },
  }),
  flat: (facts) => ({
    id: `pat-${facts.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
    name: facts.title,
    type: facts.type,
    implementation: facts.code,
    context: { place: facts.place, reason: facts.why },
    created: iso(facts.created).slice(0, 10),
    last_used: iso(facts.lastUsed).slice(0, 10),
    success_rate: facts.success,
    confidence: facts.confidence,
    use_count: facts.uses,
    success_count: Math.round(facts.uses * facts.success),
    conditions: { when_applicable: [facts.when], when_not_applicable: [facts.whenNot] },
  }),
  free: (facts) => ({
    id: `note-${facts.id.slice(0, 8)}`,
    title: facts.title,
    text: `${facts.why} Good for ${facts.when}; not for ${facts.whenNot}.`,
    learned: iso(facts.created).slice(0, 10),
    source: { review: facts.uses, links: facts.tags },
  }),
};

const makePatterns = (agent, count, shapeOf = () => '1.x', from = 0) =>
  Array.from({ length: count }, (_, number) =>
    patternShapes[shapeOf(number)](patternFacts(agent, from + number)),
  );

function makeSolution(agent, number) {
  const { row, place, repeated } = spread(topics.solutions[agent], agent, number);
  const [errorType, message, rootCause, fixApproach, prevention, tags] = row;
  const worked = random.next() < 0.92;
  return {
    id: uuid(),
    agent,
    timestamp: iso(times().created),
    problem: {
      errorType,
      errorMessage: repeated ? `${message} in ${place}` : message,
      stackTraceHash: random.hex(32),
      context: { place, line: random.whole(8, 420) },
    },
    solution: {
      rootCause,
      fixApproach,
      ...(number % 3 === 0 ? { codeFix: random.pick(topics.code[agent]) } : {}),
      prevention,
    },
    effectiveness: {
      worked,
      timeToFixMinutes: round(random.between(4, 180), 1),
      preventedRecurrence: random.whole(0, 5),
      relatedErrorsFixed: random.whole(0, 3),
    },
    tags: tags.split(','),
    active: worked,
    verifiedCount: worked ? random.whole(0, 6) : 0,
  };
}

/** Every fourth outcome is in the snake_case of Python-minded code (FORMATS 1.5). */
function makeDecision(agent, number) {
  const { row, place, repeated } = spread(topics.decisions[agent], agent, number);
  const [question, chosenOption, alternatives, rationale, tags] = row;
  const wouldRepeat = random.next() < 0.85;
  const speed = round(random.between(0.6, 1.8), 2);
  const kept = round(random.between(0.5, 1), 2);
  return {
    id: uuid(),
    agent,
    timestamp: iso(times().created),
    decision: {
      type: number % 2 === 0 ? 'architecture' : 'library',
      question: repeated ? question.replace('?', ` in ${place}?`) : question,
      context: { team: random.whole(3, 9), deadline: number % 5 === 0 },
      chosenOption,
      alternativesConsidered: alternatives.split(','),
      decisionFactors: { primary: ['cost to keep'], secondary: ['what the team knows'] },
      rationale,
    },
    outcome:
      number % 4 === 3
        ? {
            would_repeat: wouldRepeat,
            success_metrics: { development_speed: speed, maintainability: kept },
            lessons_learned: ['Write down what was not chosen.'],
          }
        : {
            successMetrics: { developmentSpeed: speed, maintainability: kept },
            lessonsLearned: ['Decide with numbers from the own system.'],
            wouldRepeat,
          },
    tags: tags.split(','),
    active: true,
  };
}
const makeSolutions = (agent, count) => Array.from({ length: count }, (_, n) => makeSolution(agent, n));
const makeDecisions = (agent, count) => Array.from({ length: count }, (_, n) => makeDecision(agent, n));

function makeMetrics(agent, records) {
  return {
    agent,
    timestamp: '2025-11-12T22:00:00.000Z',
    performance: {
      avgQueryLatencyMs: round(random.between(2, 9), 2),
      avgWriteLatencyMs: round(random.between(8, 20), 2),
      cacheHitRate: round(random.between(0.7, 0.97), 2),
      totalQueries: random.whole(400, 2400),
      totalWrites: records * 2,
    },
    learning: { totalPatterns: records, avgPatternConfidence: 0.68 },
    usage: { patternUsageCount: random.whole(200, 900), timeSavedMs: random.whole(100_000, 900_000) },
    period: 'daily',
  };
}

// ---------------------------------------------------------------- the five agents
const memories = {
  'frontend-developer': {
    patterns: makePatterns('frontend-developer', 214, (n) => (n % 40 === 23 ? '2.0.0' : '1.x')),
    solutions: makeSolutions('frontend-developer', 46),
    decisions: makeDecisions('frontend-developer', 18),
  },
  'backend-architect': {
    patterns: makePatterns('backend-architect', 58, (n) => ['1.x', '1.x', 'flat', '2.0.0', 'free'][n % 5]),
    solutions: makeSolutions('backend-architect', 32),
    decisions: makeDecisions('backend-architect', 14),
  },
  'database-engineer': {
    // Compressed away by the Python tools, then begun anew by the TypeScript service: both are live.
    olderPatterns: makePatterns('database-engineer', 26, () => '2.0.0'),
    patterns: makePatterns('database-engineer', 14, () => '1.x', 26),
    solutions: makeSolutions('database-engineer', 16),
    decisions: makeDecisions('database-engineer', 8),
  },
  'devops-engineer': {
    patterns: makePatterns('devops-engineer', 30, (n) => (n % 10 === 9 ? 'free' : 'flat')),
    solutions: makeSolutions('devops-engineer', 14),
    decisions: makeDecisions('devops-engineer', 7),
  },
  'test-automator': {
    patterns: makePatterns('test-automator', 34),
    solutions: makeSolutions('test-automator', 18),
    decisions: makeDecisions('test-automator', 6),
  },
};
const frontend = memories['frontend-developer'];
const backend = memories['backend-architect'];
const database = memories['database-engineer'];
const devops = memories['devops-engineer'];
const automator = memories['test-automator'];

// One pattern shared by two agents: the same id twice is no duplicate (FORMATS 1.5).
const shared = structuredClone(frontend.patterns[30]);
backend.patterns.push({ ...shared, agent: 'backend-architect' });
// Texts from the world as it is: other scripts, emoji sequences, line separators, numbers that doubles cannot hold.
frontend.patterns[36].pattern.approach.technique = '国際化: 価格は Intl で整形する';
frontend.patterns[44].pattern.context.sign = '👩‍💻 «naïve» \u2028 end';
backend.solutions[5].problem.context.orderId = 'ORD-9007199254740993';
frontend.solutions[0].solution.relatedPatterns = [frontend.patterns[0].id, frontend.patterns[16].id];

const crossAgent = [
  [shared.id, 'frontend-developer', ['backend-architect', 'test-automator'], 0.88],
  [backend.patterns[0].id, 'backend-architect', ['frontend-developer'], 0.95],
  [backend.patterns[6].id, 'backend-architect', ['database-engineer', 'devops-engineer'], 0.81],
  [database.patterns[2].id, 'database-engineer', ['backend-architect'], 0.77],
  [frontend.patterns[8].id, 'frontend-developer', ['test-automator'], 0.9],
].map(([patternId, sourceAgent, targetAgents, confidence], number) => ({
  id: uuid(),
  sourceAgent,
  targetAgents,
  patternId,
  sharedAt: iso(Date.UTC(2025, 5 + number, 2, 9)),
  confidence,
}));
const projectMeta = {
  name: 'shop-web',
  hash: '9f86d081884c7d65',
  languages: ['typescript', 'sql'],
  createdAt: '2025-02-03T08:00:00.000Z',
};
const teamConventions = {
  commits: 'conventional',
  reviews: { required: 2 },
  style: ['two spaces', 'no default exports', 'tests beside the change'],
};
const contexts = {
  'frontend-developer': { project: 'shop-web', nodeVersion: 22, features: ['cart', 'search', 'checkout'] },
  'backend-architect': { project: 'shop-web', services: ['orders', 'catalogue', 'mail'] },
  'test-automator': { project: 'shop-web', browsers: ['chromium', 'firefox', 'webkit'] },
};

// ---------------------------------------------------------------- what must not leave
const planted = [];
/** `change` puts values of these kinds into the memory; `file` is where they end up. */
function plant(file, kinds, change) {
  change();
  for (const kind of kinds) planted.push({ file, kind, parts: secretParts[kind] });
}
const frontendPatterns = 'frontend-developer/patterns.json';
plant(frontendPatterns, ['payment key'], () => {
  frontend.patterns[9].pattern.approach.codeTemplate = `const pay = api.authenticate('${secret['payment key']}');`;
});
plant(frontendPatterns, ['map key'], () => {
  frontend.patterns[25].pattern.context.mapKey = secret['map key'];
});
plant(frontendPatterns, ['session token'], () => {
  frontend.patterns[52].pattern.approach.codeTemplate = `fetch('/api/cart', { headers: { Authorization: 'Bearer ${secret['session token']}' } });`;
});
plant(frontendPatterns, ['staging host'], () => {
  frontend.patterns[61].pattern.context.apiUrl = `https://${secret['staging host']}/v2/cart?debug=1`;
});
plant('frontend-developer/decisions.json', ['address of the lead'], () => {
  frontend.decisions[4].decision.rationale += ` Agreed with ${secret['address of the lead']} on the call.`;
});
plant('frontend-developer/context.json', ['staging password'], () => {
  contexts['frontend-developer'].staging = `Sign in as editor, password: ${secret['staging password']}`;
});
plant('backend-architect/solutions.json', ['cloud access key id', 'cloud secret key'], () => {
  backend.solutions[3].solution.codeFix = `AWS_ACCESS_KEY_ID=${secret['cloud access key id']}\nAWS_SECRET_ACCESS_KEY=${secret['cloud secret key']}`;
});
plant('backend-architect/solutions.json', ['private key'], () => {
  backend.solutions[9].solution.codeFix = `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${secret['private key']}\n-----END RSA ${'PRIVATE'} KEY-----`;
});
plant('backend-architect/patterns.json', ['database password', 'database host'], () => {
  backend.patterns[10].pattern.context.database = `postgres://shop_app:${secret['database password']}@${secret['database host']}:5432/shop`;
});
plant('backend-architect/patterns.json', ['service key in an assignment'], () => {
  backend.patterns[2].implementation = `const tax = connect({ api_key: "${secret['service key in an assignment']}" });`;
});
plant('backend-architect/patterns.json', ['bearer token', 'gateway address'], () => {
  backend.patterns[15].pattern.approach.codeTemplate = `curl -H "Authorization: Bearer ${secret['bearer token']}" http://${secret['gateway address']}/orders`;
});
plant('backend-architect/decisions.json', ['wiki'], () => {
  backend.decisions[1].decision.context.minutes = `https://${secret['wiki']}/shop/decisions/rest`;
});
plant('backend-architect/context.json', ['cache password', 'cache address'], () => {
  contexts['backend-architect'].cache =
    `redis://:${secret['cache password']}@${secret['cache address']}:6379/0`;
});
plant('database-engineer/patterns.json.gz', ['repository token'], () => {
  database.olderPatterns[7].pattern.approach.codeTemplate = `git clone https://x:${secret['repository token']}@git.host/shop.git`;
});
plant('database-engineer/patterns.json', ['document store password'], () => {
  database.patterns[3].pattern.context.source = `mongodb+srv://reader:${secret['document store password']}@cluster0.shopdata.net/catalogue`;
});
plant('database-engineer/solutions.json.gz', ['database address'], () => {
  database.solutions[2].problem.errorMessage += ` (host ${secret['database address']})`;
});
plant('database-engineer/solutions.json.gz', ['log host address'], () => {
  database.solutions[5].problem.context.logHost = secret['log host address'];
});
plant('devops-engineer/patterns.json', ['build server'], () => {
  devops.patterns[4].context.pipeline = `https://${secret['build server']}/job/shop-web/lastBuild`;
});
plant('devops-engineer/patterns.json', ['admin password'], () => {
  devops.patterns[11].implementation = `export ADMIN_PASSWORD='${secret['admin password']}'`;
});
plant('devops-engineer/solutions.json', ['address of the on-call'], () => {
  devops.solutions[1].solution.fixApproach += ` Ask ${secret['address of the on-call']} first.`;
});
plant('devops-engineer/decisions.json', ['address used as a key'], () => {
  devops.decisions[2].decision.context.approvals = { [secret['address used as a key']]: 'yes' };
});
plant('test-automator/solutions.json', ['address of a customer'], () => {
  automator.solutions[1].problem.context.account = `first seen with <${secret['address of a customer']}>`;
});
plant('test-automator/decisions.json', ['chat token'], () => {
  automator.decisions[1].decision.rationale += ` Results go to chat with ${secret['chat token']}.`;
});
plant('test-automator/decisions.json', ['model key'], () => {
  automator.decisions[3].decision.context.reviewer = JSON.stringify({
    model: 'small',
    key: secret['model key'],
  });
});
plant('global/project-meta.json', ['address of the lead', 'wiki'], () => {
  projectMeta.lead = secret['address of the lead'];
  projectMeta.documents = `https://${secret['wiki']}/shop`;
});
plant('global/team-conventions.json', ['build server'], () => {
  teamConventions.builds = `See https://${secret['build server']}/view/shop.`;
});

// ---------------------------------------------------------------- encodings
const json = (value) => Buffer.from(JSON.stringify(value, null, 2));
/** As the TypeScript service writes every file of records: gzip bytes under the plain name. */
const gzip = (value) => gzipSync(json(value), { level: 6 });
/** As the Python tools compress. */
const gzipSmall = (value) => gzipSync(json(value), { level: 9 });
const withByteOrderMark = (value) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), json(value)]);
/** A write that was cut off in the middle of its 812th line. */
const cutOff = (value) => {
  const lines = json(value).toString().split('\n');
  return Buffer.from(
    [...lines.slice(0, 811), lines[811].slice(0, Math.ceil(lines[811].length * 0.6))].join('\n'),
  );
};

const defaults = {
  version: '1.0.0',
  enabled: true,
  storage: {
    backend: 'filesystem',
    path: '.loom/memory',
    encryption: true,
    compression: true,
    maxSizeGb: 1,
    backupEnabled: true,
    backupPath: '.loom/memory-backup',
    backupSchedule: 'daily',
  },
  learning: {
    minConfidence: 0.3,
    promotionThreshold: 3,
    learningRate: 0.1,
    discountFactor: 0.9,
    explorationRate: 0.2,
  },
  pruning: {
    enabled: true,
    schedule: 'daily',
    maxAgeDays: 90,
    minConfidence: 0.2,
    minUsageRate: 0.1,
    aggressiveMode: false,
  },
  sharing: { crossAgent: true, crossProject: false, telemetry: 'anonymous', syncEnabled: false },
  performance: {
    cacheEnabled: true,
    cacheMaxSizeMb: 100,
    cacheTtlSeconds: 3600,
    queryTimeoutMs: 50,
    writeTimeoutMs: 100,
    indexingEnabled: true,
  },
};
const config = {
  ...defaults,
  agentOverrides: {
    'frontend-developer': {
      agent: 'frontend-developer',
      enabled: true,
      memoryLimitMb: 60,
      focusAreas: ['performance', 'accessibility'],
      maxPatternCount: 250,
    },
    'backend-architect': { agent: 'backend-architect', enabled: true, learning: { minConfidence: 0.4 } },
    'database-engineer': { agent: 'database-engineer', enabled: true },
    'test-automator': { agent: 'test-automator', enabled: true },
  },
};
const archived = makeDecisions('frontend-developer', 12).map((decision) => ({
  ...decision,
  timestamp: decision.timestamp.replace('2025', '2024'),
  active: false,
}));
const index = {
  entries: backend.patterns.slice(0, 6).map((pattern) => ({
    id: pattern.id,
    agent: 'backend-architect',
    item_type: 'pattern',
    timestamp: pattern.timestamp ?? '',
    tags: pattern.tags ?? [],
    confidence: 0.5,
    success_rate: 0.5,
    file_path: '.loom/memory/backend-architect/patterns.json',
    offset: 0,
    size: 900,
  })),
  version: '1.0.0',
};

const files = {
  'README.md': Buffer.from('# Memory folder\n\nWritten by the agents of shop-web. Not memory itself.\n'),
  'config.json': json(config),
  'frontend-developer/patterns.json': gzip(frontend.patterns),
  'frontend-developer/solutions.json': json(frontend.solutions),
  'frontend-developer/decisions.json': gzip(frontend.decisions),
  'frontend-developer/metrics.json': gzip(makeMetrics('frontend-developer', frontend.patterns.length)),
  'frontend-developer/context.json': json(contexts['frontend-developer']),
  'frontend-developer/index.json': json({ agent: 'frontend-developer', patterns: frontend.patterns.length }),
  'backend-architect/patterns.json': json(backend.patterns),
  'backend-architect/solutions.json': gzip(backend.solutions),
  'backend-architect/decisions.json': json(backend.decisions),
  'backend-architect/metrics.json': json(makeMetrics('backend-architect', backend.patterns.length)),
  'backend-architect/context.json': json(contexts['backend-architect']),
  'database-engineer/patterns.json.gz': gzipSmall(database.olderPatterns),
  'database-engineer/patterns.json': gzip(database.patterns),
  'database-engineer/solutions.json.gz': gzipSmall(database.solutions),
  'database-engineer/decisions.json': json(database.decisions),
  'devops-engineer/patterns.json': json({ patterns: devops.patterns }),
  'devops-engineer/solutions.json': withByteOrderMark(devops.solutions),
  'devops-engineer/decisions.json': json(devops.decisions),
  'test-automator/patterns.json': cutOff(automator.patterns),
  'test-automator/solutions.json': json(automator.solutions),
  'test-automator/decisions.json': gzip(automator.decisions),
  'test-automator/context.json': json(contexts['test-automator']),
  'global/cross-agent.json': json(crossAgent),
  'global/project-meta.json': json(projectMeta),
  'global/team-conventions.json': json(teamConventions),
  'global/archived-decisions.json': gzip(archived),
  'global/index.json': json(index),
  // Reserved folders: whoever counts these as agents gets the totals wrong.
  'monitoring/health.json': json({
    timestamp: '2025-11-12T02:00:00.120000',
    status: 'warning',
    checks: { file_integrity: false },
    warnings: ['No recent backup'],
    errors: [],
    metrics: { agent_count: 5 },
  }),
  'audit/audit-2025-11-12T02-00-00-120Z.json': json([
    { event: 'memory.read', agent: 'frontend-developer', timestamp: '2025-11-12T02:00:00.120Z' },
  ]),
};

const wholeBeforeCut = cutOff(automator.patterns).toString().split('\n  },').length - 1;
/** What a reader must find: records by agent and kind; none of the cut-off file are counted. */
const facts = {
  agents: {
    'backend-architect': {
      patterns: backend.patterns.length,
      solutions: backend.solutions.length,
      decisions: backend.decisions.length,
    },
    'database-engineer': {
      patterns: database.olderPatterns.length + database.patterns.length,
      solutions: database.solutions.length,
      decisions: database.decisions.length,
    },
    'devops-engineer': {
      patterns: devops.patterns.length,
      solutions: devops.solutions.length,
      decisions: devops.decisions.length,
    },
    'frontend-developer': {
      patterns: frontend.patterns.length,
      solutions: frontend.solutions.length,
      decisions: frontend.decisions.length,
    },
    'test-automator': {
      patterns: 0,
      solutions: automator.solutions.length,
      decisions: automator.decisions.length,
    },
  },
  archivedDecisions: archived.length,
  unreadable: [{ file: 'test-automator/patterns.json', line: 812, wholeRecordsBefore: wholeBeforeCut }],
  sharedPattern: shared.id,
  firstTitle: frontend.patterns[0].pattern.approach.technique,
};

const asText = (value) => `${JSON.stringify(value, null, 2)}\n`;
export const sample = {
  ...Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${memory}/${name}`, bytes])),
  'samples/shop-web-secrets.json': Buffer.from(asText(planted)),
  'samples/shop-web-facts.json': Buffer.from(asText(facts)),
};

/** Gzip bytes may differ between builds of zlib: what counts is the text inside. */
const text = (bytes) => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);

/** Names of the sample's files that are missing on disk or say something else. */
export function differences() {
  return Object.entries(sample)
    .filter(([name, bytes]) => {
      const place = path.join(root, name);
      return !existsSync(place) || !text(readFileSync(place)).equals(text(bytes));
    })
    .map(([name]) => name);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv.includes('--check')) {
    const different = differences();
    if (different.length > 0) {
      console.error(`Not what scripts/makeSample.mjs writes: ${different.join(', ')}`);
      process.exit(1);
    }
  } else {
    rmSync(path.join(root, memory), { recursive: true, force: true });
    let bytes = 0;
    for (const [name, content] of Object.entries(sample)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), content);
      bytes += content.length;
    }
    console.log(`${Object.keys(sample).length} files, ${(bytes / 1024).toFixed(0)} KiB`);
  }
}
