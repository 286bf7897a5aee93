import { isJsonArray, isJsonObject, property, type JsonObject, type JsonValue } from '../../core/json';
import type { RecordView } from '../../core/store/records';

/** A record taken apart for reading: what each of the four shapes (FORMATS 1.5 to 1.7) says, and all the rest. */
export interface RecordContent {
  readonly type: string | undefined;
  /** Technique, error message or question in full; the view's title may be shortened. */
  readonly headline: string | undefined;
  readonly whenToUse: readonly string[];
  readonly whenNotToUse: readonly string[];
  readonly steps: readonly string[];
  readonly code: string | undefined;
  readonly language: string | undefined;
  readonly rationale: string | undefined;
  /** Prose of a flat or free record. */
  readonly text: string | undefined;
  readonly problem: string | undefined;
  readonly rootCause: string | undefined;
  readonly fix: string | undefined;
  readonly prevention: string | undefined;
  readonly chosen: string | undefined;
  readonly alternatives: readonly string[];
  readonly primaryFactors: readonly string[];
  readonly secondaryFactors: readonly string[];
  readonly lessons: readonly string[];
  readonly improvements: readonly string[];
  readonly related: readonly string[];
  readonly context: readonly (readonly [string, string])[];
  readonly successMetrics: readonly (readonly [string, string])[];
  readonly savedMs: number | undefined;
  readonly minutesToFix: number | undefined;
  readonly errorsPrevented: number | undefined;
  readonly refinements: number | undefined;
  readonly relatedErrorsFixed: number | undefined;
  readonly stackTrace: string | undefined;
  /** How many of the uses of a flat record succeeded. */
  readonly successes: number | undefined;
  readonly worked: boolean | undefined;
  readonly wouldRepeat: boolean | undefined;
  readonly reviewed: string | undefined;
  readonly origin: string | undefined;
  /** Every field that none of the above shows. */
  readonly rest: JsonObject;
}

type Path = readonly string[];

/** Reads fields by path and remembers which, so that the rest can be shown too. */
class Reader {
  private readonly taken = new Set<string>();

  constructor(private readonly value: JsonObject) {}

  text(...paths: readonly Path[]): string | undefined {
    return this.first(paths, (value) =>
      typeof value === 'string' && value.trim() !== '' ? value : undefined,
    );
  }

  number(...paths: readonly Path[]): number | undefined {
    return this.first(paths, (value) => (typeof value === 'number' ? value : undefined));
  }

  flag(...paths: readonly Path[]): boolean | undefined {
    return this.first(paths, (value) => (typeof value === 'boolean' ? value : undefined));
  }

  /** A list of texts; a lone text counts as a list of one. A list with anything else in it is left for the rest. */
  list(...paths: readonly Path[]): readonly string[] {
    return (
      this.first(paths, (value) => {
        if (typeof value === 'string' && value.trim() !== '') return [value];
        if (!isJsonArray(value) || value.length === 0) return undefined;
        const texts = value.filter((member) => typeof member === 'string');
        return texts.length === value.length ? texts : undefined;
      }) ?? []
    );
  }

  /** The scalar members of an object; the others are left for the rest. */
  pairs(...paths: readonly Path[]): readonly (readonly [string, string])[] {
    const pairs: [string, string][] = [];
    for (const path of paths) {
      const object = path.reduce<JsonValue | undefined>(property, this.value);
      if (!isJsonObject(object)) continue;
      for (const [key, value] of Object.entries(object)) {
        if (value !== null && typeof value === 'object') continue;
        if (this.taken.has(join([...path, key]))) continue;
        this.take([...path, key]);
        pairs.push([key, String(value)]);
      }
    }
    return pairs;
  }

  /** Fields that are shown elsewhere (view, title) or say nothing of their own. */
  skip(...paths: readonly Path[]): void {
    for (const path of paths) this.take(path);
  }

  rest(): JsonObject {
    return this.restOf(this.value, []) ?? {};
  }

  private first<Found>(
    paths: readonly Path[],
    accept: (value: JsonValue) => Found | undefined,
  ): Found | undefined {
    for (const path of paths) {
      if (this.taken.has(join(path))) continue;
      const value = path.reduce<JsonValue | undefined>(property, this.value);
      const found = value === undefined ? undefined : accept(value);
      if (found === undefined) continue;
      this.take(path);
      return found;
    }
    return undefined;
  }

  private take(path: Path): void {
    this.taken.add(join(path));
  }

  private restOf(object: JsonObject, path: Path): JsonObject | undefined {
    const entries: [string, JsonValue][] = [];
    for (const [key, value] of Object.entries(object)) {
      const here = [...path, key];
      if (this.taken.has(join(here))) continue;
      // Only objects that something was taken from are looked into; others are shown as they are.
      const touched =
        isJsonObject(value) && [...this.taken].some((one) => one.startsWith(`${join(here)}\u0000`));
      const left = touched ? this.restOf(value, here) : value;
      if (left !== undefined) entries.push([key, left]);
    }
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
}

function join(path: Path): string {
  return path.join('\u0000');
}

const TYPE_PATHS: readonly Path[] = [
  ['pattern', 'type'],
  ['problem', 'errorType'],
  ['decision', 'type'],
  ['type'],
];

/** What sort of thing a record is about ("react-optimization", "TypeError"); undefined when it does not say. */
export function recordType(value: JsonObject): string | undefined {
  return new Reader(value).text(...TYPE_PATHS);
}

/** Takes a record of any shape apart. Never throws; a field of an unexpected type is among the rest. */
export function recordContent(value: JsonObject, view: RecordView): RecordContent {
  const { title } = view;
  const read = new Reader(value);
  const type = read.text(...TYPE_PATHS);
  const headline = read.text(
    ['pattern', 'approach', 'technique'],
    ['problem', 'errorMessage'],
    ['decision', 'question'],
    ['name'],
    ['title'],
    ['technique'],
    ['question'],
  );
  const context = read.pairs(
    ['pattern', 'context'],
    ['problem', 'context'],
    ['decision', 'context'],
    ['context'],
  );
  const code = read.text(
    ['pattern', 'approach', 'codeTemplate'],
    ['solution', 'codeFix'],
    ['code'],
    ['codeTemplate'],
  );
  const implementation = read.text(['implementation']);
  const isCode = implementation !== undefined && looksLikeCode(implementation);
  const shownCode = code ?? (isCode ? implementation : undefined);
  const hint = read.text(['language'], ['pattern', 'approach', 'language']);
  const texts = [
    isCode ? undefined : implementation,
    read.text(['text']),
    read.text(['description']),
    read.text(['content']),
    read.text(['body']),
    read.text(['summary']),
    read.text(['note']),
  ].filter((text) => text !== undefined && text !== title);
  const content = {
    type,
    headline,
    whenToUse: read.list(
      ['pattern', 'conditions', 'whenApplicable'],
      ['conditions', 'when_applicable'],
      ['conditions', 'whenApplicable'],
      ['when_applicable'],
    ),
    whenNotToUse: read.list(
      ['pattern', 'conditions', 'whenNotApplicable'],
      ['conditions', 'when_not_applicable'],
      ['conditions', 'whenNotApplicable'],
      ['when_not_applicable'],
    ),
    steps: read.list(['pattern', 'approach', 'steps'], ['steps']),
    code: shownCode,
    language: shownCode === undefined ? undefined : languageOf(shownCode, hint ?? contextLanguage(context)),
    rationale: read.text(['pattern', 'approach', 'rationale'], ['decision', 'rationale'], ['rationale']),
    text: texts.length === 0 ? undefined : texts.join('\n\n'),
    problem: read.text(['problem', 'description']),
    rootCause: read.text(['solution', 'rootCause'], ['root_cause']),
    fix: read.text(['solution', 'fixApproach'], ['fix_approach'], ['fix'], ['solution']),
    prevention: read.text(['solution', 'prevention'], ['prevention']),
    chosen: read.text(['decision', 'chosenOption'], ['chosen_option'], ['decision']),
    alternatives: read.list(
      ['decision', 'alternativesConsidered'],
      ['alternatives_considered'],
      ['alternatives'],
    ),
    primaryFactors: read.list(['decision', 'decisionFactors', 'primary']),
    secondaryFactors: read.list(['decision', 'decisionFactors', 'secondary']),
    lessons: read.list(['outcome', 'lessonsLearned'], ['outcome', 'lessons_learned'], ['lessons_learned']),
    improvements: read.list(['outcome', 'improvements']),
    related: read.list(['solution', 'relatedPatterns'], ['related_patterns'], ['related']),
    context,
    successMetrics: read.pairs(
      ['outcome', 'successMetrics', 'customMetrics'],
      ['outcome', 'successMetrics'],
      ['outcome', 'success_metrics'],
    ),
    savedMs: read.number(['metrics', 'avgTimeSavedMs'], ['performance', 'avg_time_saved_ms']),
    minutesToFix: read.number(['effectiveness', 'timeToFixMinutes']),
    errorsPrevented: read.number(
      ['metrics', 'errorPreventionCount'],
      ['performance', 'error_prevention_count'],
      ['effectiveness', 'preventedRecurrence'],
    ),
    refinements: read.number(['evolution', 'refinements'], ['lifecycle', 'refinement_count']),
    relatedErrorsFixed: read.number(['effectiveness', 'relatedErrorsFixed']),
    stackTrace: read.text(['problem', 'stackTraceHash']),
    successes: read.number(['success_count']),
    worked: read.flag(['effectiveness', 'worked']),
    wouldRepeat: read.flag(['outcome', 'wouldRepeat'], ['outcome', 'would_repeat']),
    reviewed: read.text(['reviewedAt']),
    origin: read.text(['metadata', 'created_by'], ['created_by'], ['source']),
  };
  for (const [shown, paths] of shownByView(view)) {
    for (const path of paths)
      if (isShown(path.reduce<JsonValue | undefined>(property, value), shown)) read.skip(path);
  }
  // A title made of another field is that field's only place on the page.
  for (const [key, each] of Object.entries(value)) if (each === title) read.skip([key]);
  return { ...content, rest: read.rest() };
}

/** What the page's metrics and details say from the normalised view, and the fields that may say the same. */
function shownByView(view: RecordView): readonly (readonly [JsonValue, readonly Path[]])[] {
  return [
    [view.id, [['id']]],
    [view.agent, [['agent']]],
    [view.active, [['active']]],
    [view.tags, [['tags']]],
    [view.schema_version, [['version']]],
    [view.created, [['timestamp'], ['created'], ['evolution', 'created'], ['lifecycle', 'created_at']]],
    [view.last_used, [['last_used'], ['evolution', 'lastUsed'], ['lifecycle', 'last_used_at']]],
    [view.success_rate, [['success_rate'], ['metrics', 'successRate'], ['performance', 'success_rate']]],
    [view.confidence, [['confidence'], ['evolution', 'confidenceScore'], ['lifecycle', 'confidence']]],
    [
      view.use_count,
      [['use_count'], ['verifiedCount'], ['metrics', 'executionCount'], ['performance', 'execution_count']],
    ],
  ];
}

function isShown(found: JsonValue | undefined, shown: JsonValue): boolean {
  if (!isJsonArray(found) || !isJsonArray(shown)) return found === shown;
  return found.length === shown.length && found.every((member, place) => member === shown[place]);
}

function looksLikeCode(text: string): boolean {
  return /[;{}]\s*$|=>|^\s*(import|export|const|let|def|class|function|SELECT|#!|\$ )\b|\w\(.*\)/m.test(text);
}

/** Languages that a code block may name: what the preview colours. Anything else could be a renderer's own fence. */
const LANGUAGES = new Set(
  (
    'bash c cpp csharp css diff dockerfile go graphql hcl html ini java javascript json jsx kotlin lua makefile markdown ' +
    'php powershell python ruby rust scss shell sql swift toml tsx typescript xml yaml'
  ).split(' '),
);
const ALIASES: Readonly<Record<string, string>> = {
  ts: 'typescript',
  js: 'javascript',
  node: 'javascript',
  react: 'tsx',
  py: 'python',
  rb: 'ruby',
  sh: 'bash',
  zsh: 'bash',
  yml: 'yaml',
  postgres: 'sql',
  postgresql: 'sql',
  docker: 'dockerfile',
  golang: 'go',
};

function contextLanguage(context: readonly (readonly [string, string])[]): string | undefined {
  return context.find(([key]) => /^(language|lang)$/i.test(key))?.[1];
}

/** Signs of a language, the surest first. A wrong guess costs a colour, nothing else. */
const SIGNS: readonly (readonly [string, RegExp])[] = [
  ['bash', /^#!.*\b(ba|z)?sh\b|^\s*(export [A-Z_]+=|curl |npm |git |docker |kubectl |psql |sudo )/m],
  [
    'sql',
    /^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE (UNIQUE )?(TABLE|INDEX|VIEW)|ALTER TABLE|WITH \w+ AS|EXPLAIN|BEGIN;)/im,
  ],
  ['dockerfile', /^FROM \S+( AS \S+)?$[\s\S]*^(RUN|COPY|CMD) /m],
  ['python', /^\s*(def \w+\(.*\).*:|class \w+.*:|from [\w.]+ import |import [\w.]+$|async def )/m],
  ['go', /^\s*(func (\(\w+ \*?\w+\) )?\w+\(|package \w+$)|:= /m],
  ['rust', /\b(fn \w+\(.*\)( ->|\s*\{)|let mut |impl \w+)/],
  ['tsx', /<[A-Z]\w*[\s/>]|<\/[a-z]+>[\s)]*;?|\buse(Memo|State|Effect|Callback|Ref)\(/],
  ['css', /(^|\})\s*[.#@]?[\w-]+[^{};=]*\{[^{}]*[\w-]+\s*:\s*[^{};]+;?\s*\}|^@(container|media)\b/m],
  [
    'typescript',
    /\b(const|let|interface|type|import|export|await|async|function|throw new|return)\b|=>|;\s*$/m,
  ],
  ['json', /^\s*[[{][\s\S]*[\]}]\s*$/],
  ['yaml', /^\s*[\w-]+:(\s|$)[\s\S]*^\s*(- |[\w-]+:)/m],
];

function languageOf(code: string, hint: string | undefined): string | undefined {
  const named = hint?.trim().toLowerCase();
  if (named !== undefined) {
    const known = ALIASES[named] ?? named;
    if (LANGUAGES.has(known)) return known;
  }
  const start = code.slice(0, 4000);
  return SIGNS.find(([, sign]) => sign.test(start))?.[0];
}
