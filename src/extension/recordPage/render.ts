import type { JsonValue } from '../../core/json';
import type { Kind, RecordView } from '../../core/store/records';
import type { JsonObject } from '../../core/json';
import { recordContent, type RecordContent } from './content';
import type { Format } from '../format';
import { block, bullets, inline, numbered, prose, span } from './markdown';

/** What the page needs of its host. */
export interface PageWords {
  /** A sentence in the window's language; `{0}` is the first argument. */
  readonly t: (message: string, ...args: readonly string[]) => string;
  readonly format: Format;
  readonly kind: Readonly<Record<Kind, string>>;
  readonly now: number;
  /** Milliseconds since 1970 of a time as records write it; undefined when it is none. */
  readonly time: (text: string) => number | undefined;
}

export interface PageRecord {
  readonly view: RecordView;
  readonly value: JsonObject;
  /** Where it lies: a file of the store, or the bundle it was opened from. */
  readonly place: string;
}

/** A record as a page of Markdown (UX.md): the same record and words give the same text. Unknown fields are shown too. */
export function renderRecordPage(record: PageRecord, words: PageWords): string {
  const { view } = record;
  const { t } = words;
  const content = recordContent(record.value, view);
  const parts: string[] = [
    `# ${inline(view.title)}`,
    [view.agent, words.kind[view.kind], content.type]
      .filter((one) => one !== undefined && one !== '')
      .map((one) => inline(one ?? ''))
      .join(' · '),
    metricsLine(view, content, words),
  ];
  if (!view.active) parts.push(`*${t('Inactive: agents do not use it any more.')}*`);
  const sections = sectionsOf(view, content, words);
  for (const name of ORDER[view.kind]) parts.push(sections[name]);
  if (Object.keys(content.rest).length > 0) {
    parts.push(
      `## ${t('More fields')}`,
      block(JSON.stringify(content.rest satisfies JsonValue, undefined, 2), 'json'),
    );
  }
  parts.push(details(record, content, words));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

type SectionName =
  | 'conditions'
  | 'approach'
  | 'problem'
  | 'rootCause'
  | 'fix'
  | 'prevention'
  | 'question'
  | 'decision'
  | 'alternatives'
  | 'factors'
  | 'outcome'
  | 'lessons'
  | 'improvements';

const DECISION = [
  'question',
  'decision',
  'alternatives',
  'factors',
  'outcome',
  'lessons',
  'improvements',
] as const;
const SOLUTION = ['problem', 'rootCause', 'fix', 'prevention'] as const;

/** A kind's own sections come first; a record that has parts of another kind shows them too. */
const ORDER: Readonly<Record<Kind, readonly SectionName[]>> = {
  pattern: ['conditions', 'approach', ...SOLUTION, ...DECISION],
  solution: [...SOLUTION, 'conditions', 'approach', ...DECISION],
  decision: [...DECISION, 'conditions', 'approach', ...SOLUTION],
};

function sectionsOf(
  view: RecordView,
  content: RecordContent,
  words: PageWords,
): Readonly<Record<SectionName, string>> {
  const { t } = words;
  const section = (title: string, ...body: readonly (string | undefined)[]): string => {
    const shown = body.filter((one) => one !== undefined && one !== '');
    return shown.length === 0 ? '' : [`## ${title}`, ...shown].join('\n\n');
  };
  const text = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : prose(value);
  // A shortened title is followed by the whole of it.
  const isLong = content.headline !== undefined && inline(content.headline) !== inline(view.title);
  const headline = isLong ? text(content.headline) : undefined;
  /** Why, how and the code belong to what the kind is about. */
  const body = [
    text(content.rationale),
    text(content.text),
    numbered(content.steps),
    content.code === undefined ? undefined : block(content.code, content.language),
  ];
  const only = <Part>(kind: Kind, part: Part): Part | undefined => (view.kind === kind ? part : undefined);
  return {
    conditions: conditions(content, words),
    approach: section(t('Approach'), only('pattern', headline), ...(only('pattern', body) ?? [])),
    problem: section(t('Problem'), only('solution', headline), text(content.problem)),
    rootCause: section(t('Root cause'), text(content.rootCause)),
    fix: section(t('Fix'), text(content.fix), ...(only('solution', body) ?? [])),
    prevention: section(t('Prevention'), text(content.prevention)),
    question: section(t('Question'), only('decision', headline)),
    decision: section(t('Decision'), text(content.chosen), ...(only('decision', body) ?? [])),
    alternatives: section(t('Alternatives'), bullets(content.alternatives)),
    factors: section(t('Factors'), factors(content, words)),
    outcome: section(t('Outcome'), pairs(content.successMetrics)),
    lessons: section(t('Lessons learned'), bullets(content.lessons)),
    improvements: section(t('Improvements'), bullets(content.improvements)),
  };
}

function metricsLine(view: RecordView, content: RecordContent, words: PageWords): string {
  const { t, format } = words;
  const used = view.last_used === null ? undefined : words.time(view.last_used);
  // A rate that only repeats "worked" or "would decide so again" says nothing new.
  const verdict = content.worked ?? content.wouldRepeat;
  const derived = verdict === undefined ? undefined : Number(verdict);
  const facts = [
    view.confidence === null ? undefined : t('confidence {0}', strong(format.score(view.confidence))),
    view.success_rate === null || view.success_rate === derived
      ? undefined
      : t('success {0}', strong(format.percent(view.success_rate))),
    content.worked === undefined
      ? undefined
      : content.worked
        ? strong(t('worked'))
        : strong(t('did not work')),
    view.use_count === null ? undefined : uses(view, words),
    content.savedMs === undefined ? undefined : t('saves {0}', strong(format.duration(content.savedMs))),
    content.minutesToFix === undefined
      ? undefined
      : t('fixed in {0}', strong(format.duration(content.minutesToFix * 60_000))),
    content.errorsPrevented === undefined || content.errorsPrevented === 0
      ? undefined
      : content.errorsPrevented === 1
        ? t('prevented {0} error', strong('1'))
        : t('prevented {0} errors', strong(format.number(content.errorsPrevented))),
    content.wouldRepeat === undefined
      ? undefined
      : strong(content.wouldRepeat ? t('would decide so again') : t('would not decide so again')),
    used === undefined ? undefined : t('last used {0}', strong(format.relative(used, words.now))),
  ];
  // A fact is not broken over two lines: its spaces are no-break spaces.
  const whole = facts.filter((fact) => fact !== undefined).map((fact) => fact.replace(/ /g, '\u00a0'));
  return whole.join(' &nbsp;·&nbsp; ');
}

function uses(view: RecordView, { t, format }: PageWords): string {
  const count = view.use_count ?? 0;
  if (view.kind === 'solution') {
    return count === 1
      ? t('verified {0}', strong(t('once')))
      : t('verified {0} times', strong(format.number(count)));
  }
  return count === 1 ? t('{0} use', strong('1')) : t('{0} uses', strong(format.number(count)));
}

function details(record: PageRecord, content: RecordContent, words: PageWords): string {
  const { t, format } = words;
  const { view } = record;
  const when = (text: string | null | undefined): string | undefined => {
    if (text === null || text === undefined) return undefined;
    const time = words.time(text);
    return time === undefined
      ? inline(text)
      : `${inline(format.exact(time))} (${inline(format.relative(time, words.now))})`;
  };
  const rows: readonly (readonly [string, string | undefined])[] = [
    [
      t('Context'),
      content.context.map(([key, value]) => `${inline(spaced(key))}: ${inline(value)}`).join(' · '),
    ],
    [t('Tags'), view.tags.map(span).join(' ')],
    [t('Related'), content.related.map(span).join(' ')],
    [t('Created'), when(view.created)],
    [t('Last used'), view.last_used === view.created ? undefined : when(view.last_used)],
    [t('Reviewed'), when(content.reviewed)],
    [
      t('Refined'),
      content.refinements === undefined || content.refinements === 0
        ? undefined
        : content.refinements === 1
          ? t('once')
          : t('{0} times', format.number(content.refinements)),
    ],
    [t('Successes'), content.successes === undefined ? undefined : format.number(content.successes)],
    [
      t('Related errors fixed'),
      content.relatedErrorsFixed === undefined || content.relatedErrorsFixed === 0
        ? undefined
        : format.number(content.relatedErrorsFixed),
    ],
    [t('Stack trace'), content.stackTrace === undefined ? undefined : span(content.stackTrace)],
    [
      t('Origin'),
      [content.origin, record.place]
        .filter((one) => one !== undefined)
        .map((one) => span(one))
        .join(' · '),
    ],
    [t('Schema'), inline(view.schema_version)],
    [t('ID'), span(view.id)],
  ];
  const shown = rows.filter(([, value]) => value !== undefined && value !== '');
  return [
    `| ${t('Details')} | |`,
    '|:--|:--|',
    ...shown.map(([label, value]) => `| ${label} | ${value ?? ''} |`),
  ].join('\n');
}

/** When to use and when not, side by side as in the wireframe; one of them alone is a section. */
function conditions({ whenToUse, whenNotToUse }: RecordContent, { t }: PageWords): string {
  if (whenToUse.length === 0 && whenNotToUse.length === 0) return '';
  if (whenNotToUse.length === 0) return `## ${t('When to use')}\n\n${bullets(whenToUse)}`;
  if (whenToUse.length === 0) return `## ${t('When not to use')}\n\n${bullets(whenNotToUse)}`;
  const rows: string[] = [];
  for (let place = 0; place < Math.max(whenToUse.length, whenNotToUse.length); place += 1) {
    rows.push(`| ${inline(whenToUse[place] ?? '')} | ${inline(whenNotToUse[place] ?? '')} |`);
  }
  return [`| ${t('When to use')} | ${t('When not to use')} |`, '|:--|:--|', ...rows].join('\n');
}

function factors({ primaryFactors, secondaryFactors }: RecordContent, { t }: PageWords): string {
  const line = (label: string, items: readonly string[]): string =>
    items.length === 0 ? '' : `- ${label}: ${items.map(inline).join(', ')}`;
  return [line(t('first'), primaryFactors), line(t('then'), secondaryFactors)]
    .filter((one) => one !== '')
    .join('\n');
}

function pairs(entries: readonly (readonly [string, string])[]): string | undefined {
  if (entries.length === 0) return undefined;
  return entries.map(([key, value]) => `- ${inline(spaced(key))}: ${inline(value)}`).join('\n');
}

/** "developmentSpeed", "api_performance" → "development speed", "api performance". */
function spaced(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .toLowerCase();
}

function strong(text: string): string {
  return `**${inline(text)}**`;
}
