const DAY = 24 * 3600 * 1000;

/** A pattern in few words; the rest of the record is the same for all. */
interface Pattern {
  readonly name: string;
  readonly type: string;
  readonly why: string;
  readonly code: string;
  readonly when: readonly string[];
  readonly whenNot: readonly string[];
  readonly tags: readonly string[];
  readonly success: number;
  readonly uses: number;
  readonly confidence: number;
}

interface Solution {
  readonly error: string;
  readonly message: string;
  readonly cause: string;
  readonly fix: string;
  readonly code: string;
  readonly prevention: string;
  readonly verified: number;
}

interface Decision {
  readonly question: string;
  readonly chosen: string;
  readonly why: string;
  readonly alternatives: readonly string[];
  readonly lesson: string;
}

interface Agent {
  readonly patterns: readonly Pattern[];
  readonly solutions: readonly Solution[];
  readonly decisions: readonly Decision[];
}

const AGENTS: Readonly<Record<string, Agent>> = {
  'frontend-developer': {
    patterns: [
      {
        name: 'React.memo with custom comparison',
        type: 'react-optimization',
        why: 'Rows of a long list re-rendered on every keystroke although their data had not changed.',
        code: 'export const Row = memo(RowView, (before, after) =>\n  before.item.id === after.item.id && before.item.version === after.item.version,\n);',
        when: ['lists with more than 100 items', 'rows that are expensive to draw'],
        whenNot: ['props that change on every render'],
        tags: ['react', 'performance'],
        success: 0.96,
        uses: 47,
        confidence: 0.92,
      },
      {
        name: 'useMemo with stable dependencies',
        type: 'react-optimization',
        why: 'A derived list was sorted again on every render.',
        code: 'const sorted = useMemo(() => [...items].sort(byPrice), [items]);',
        when: ['derived data over some hundred items'],
        whenNot: ['a cheap computation'],
        tags: ['react'],
        success: 0.93,
        uses: 39,
        confidence: 0.88,
      },
      {
        name: 'Form errors beside their field',
        type: 'accessibility',
        why: 'Screen readers did not connect the summary above the form with the field.',
        code: '<input aria-invalid={error !== undefined} aria-describedby="email-error" />\n<p id="email-error" role="alert">{error}</p>',
        when: ['forms with more than one field'],
        whenNot: [],
        tags: ['accessibility', 'forms'],
        success: 0.9,
        uses: 12,
        confidence: 0.81,
      },
    ],
    solutions: [
      {
        error: 'HydrationError',
        message: 'Text content does not match server-rendered HTML',
        cause: 'A date was formatted in the time zone of the server and again in that of the browser.',
        fix: 'Send the instant and format it after mounting.',
        code: 'const [shown, setShown] = useState<string>();\nuseEffect(() => setShown(format(date)), [date]);',
        prevention: 'A lint rule against formatting dates outside effects.',
        verified: 4,
      },
    ],
    decisions: [
      {
        question: 'Which state library for the cart?',
        chosen: 'Reducer and context',
        why: 'The cart has nine actions; a library would be larger than the code it saves.',
        alternatives: ['Redux Toolkit', 'Zustand'],
        lesson: 'Measure the size of the state first.',
      },
    ],
  },
  'backend-architect': {
    patterns: [
      {
        name: 'Outbox table for events',
        type: 'messaging',
        why: 'Orders were saved and the event was lost when the broker was down.',
        code: "BEGIN;\nINSERT INTO orders (id, total) VALUES ($1, $2);\nINSERT INTO outbox (topic, payload) VALUES ('order-created', $3);\nCOMMIT;",
        when: ['events that must follow a write'],
        whenNot: ['metrics and other events that may be lost'],
        tags: ['events', 'postgres'],
        success: 0.94,
        uses: 21,
        confidence: 0.9,
      },
      {
        name: 'Idempotency key on order creation',
        type: 'api-design',
        why: 'A retry after a timeout made two orders.',
        code: "app.post('/orders', async (request, reply) => {\n  const key = request.headers['idempotency-key'];\n  return (await findByKey(key)) ?? (await createOrder(key, request.body));\n});",
        when: ['POST with side effects'],
        whenNot: ['pure reads'],
        tags: ['api', 'orders'],
        success: 0.97,
        uses: 33,
        confidence: 0.93,
      },
    ],
    solutions: [
      {
        error: 'TimeoutError',
        message: 'Query read timeout after 5000 ms',
        cause: 'Exports exhausted the connection pool.',
        fix: 'Give exports their own pool.',
        code: 'const exportPool = new Pool({ max: 2, statement_timeout: 60_000 });',
        prevention: 'Alert on clients that wait for a connection.',
        verified: 2,
      },
    ],
    decisions: [
      {
        question: 'Monolith or services?',
        chosen: 'Modular monolith with two workers',
        why: 'Six people; deployments are not what slows us down.',
        alternatives: ['Ten services', 'Serverless functions'],
        lesson: 'Decide with numbers from the own system.',
      },
    ],
  },
  'test-automator': {
    patterns: [
      {
        name: 'Freeze the clock in tests',
        type: 'testing',
        why: 'Tests failed in the last minutes of a day.',
        code: "beforeEach(() => {\n  vi.useFakeTimers({ now: new Date('2025-01-15T10:00:00Z') });\n});",
        when: ['code that reads the time'],
        whenNot: ['tests of timers themselves'],
        tags: ['testing', 'flaky'],
        success: 0.99,
        uses: 58,
        confidence: 0.95,
      },
    ],
    solutions: [
      {
        error: 'AssertionError',
        message: 'expected 1 received 2 (only in CI)',
        cause: 'Two test files shared one database.',
        fix: 'One schema a worker.',
        code: 'CREATE SCHEMA worker_3;\nSET search_path TO worker_3;',
        prevention: 'Run the tests in random order.',
        verified: 6,
      },
    ],
    decisions: [],
  },
};

/** The files of a small memory by path, in the form that Loom writes without compression. Same time, same text. */
export function sampleMemory(now: number): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  let count = 0;
  const id = (): string => {
    count += 1;
    return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  };
  const daysAgo = (days: number): string => new Date(now - days * DAY).toISOString();
  for (const [agent, { patterns, solutions, decisions }] of Object.entries(AGENTS)) {
    const put = (name: string, records: readonly object[]): void => {
      files.set(`${agent}/${name}.json`, JSON.stringify(records, undefined, 2));
    };
    put(
      'patterns',
      patterns.map((pattern, place) => ({
        id: id(),
        agent,
        timestamp: daysAgo(60 - place),
        pattern: {
          type: pattern.type,
          context: { project: 'sample' },
          approach: { technique: pattern.name, codeTemplate: pattern.code, rationale: pattern.why },
          conditions: { whenApplicable: pattern.when, whenNotApplicable: pattern.whenNot },
        },
        metrics: {
          successRate: pattern.success,
          executionCount: pattern.uses,
          avgTimeSavedMs: 1200,
          errorPreventionCount: 1,
        },
        evolution: {
          created: daysAgo(60 - place),
          lastUsed: daysAgo(3 + place),
          refinements: 2,
          confidenceScore: pattern.confidence,
        },
        tags: pattern.tags,
        active: true,
      })),
    );
    put(
      'solutions',
      solutions.map((solution) => ({
        id: id(),
        agent,
        timestamp: daysAgo(30),
        problem: {
          errorType: solution.error,
          errorMessage: solution.message,
          context: { project: 'sample' },
        },
        solution: {
          rootCause: solution.cause,
          fixApproach: solution.fix,
          codeFix: solution.code,
          prevention: solution.prevention,
        },
        effectiveness: { worked: true, timeToFixMinutes: 25, preventedRecurrence: 1, relatedErrorsFixed: 0 },
        tags: [],
        active: true,
        verifiedCount: solution.verified,
      })),
    );
    put(
      'decisions',
      decisions.map((decision) => ({
        id: id(),
        agent,
        timestamp: daysAgo(90),
        decision: {
          type: 'architecture',
          question: decision.question,
          context: { team: 6 },
          chosenOption: decision.chosen,
          alternativesConsidered: decision.alternatives,
          decisionFactors: { primary: ['cost to keep'], secondary: ['what the team knows'] },
          rationale: decision.why,
        },
        outcome: {
          successMetrics: { developmentSpeed: 1.2, maintainability: 0.9 },
          lessonsLearned: [decision.lesson],
          wouldRepeat: true,
        },
        tags: [],
        active: true,
      })),
    );
  }
  files.set(
    'global/project-meta.json',
    JSON.stringify({ name: 'sample', note: 'Made by Loom Memory for trying things out.' }, undefined, 2),
  );
  return files;
}
