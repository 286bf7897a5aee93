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
  const content = recordContent(record.value, view.title);
  const parts: string[] = [
    `# ${inline(view.title)}`,
    [view.agent, words.kind[view.kind], content.type]
      .filter((one) => one !== undefined && one !== '')
      .map((one) => inline(one ?? ''))
      .join(' · '),
    metricsLine(view, content, words),
  ];
  if (!view.active) parts.push(`*${t('Inactive: agents do not use it any more.')}*`);
  const section = (title: string, ...body: readonly (string | undefined)[]): void => {
    const shown = body.filter((one) => one !== undefined && one !== '');
    if (shown.length > 0) parts.push(`## ${title}`, ...shown.map((one) => one ?? ''));
  };
  const text = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : prose(value);
  const code = content.code === undefined ? undefined : block(content.code, content.language);
  const long = content.headline !== undefined && inline(content.headline) !== inline(view.title);

  if (view.kind === 'decision') {
    section(t('Question'), long ? text(content.headline) : undefined);
    section(t('Decision'), text(content.chosen), text(content.rationale), text(content.text), code);
    section(t('Alternatives'), bullets(content.alternatives));
    section(
      t('Factors'),
      labelled(t('First'), content.primaryFactors),
      labelled(t('Then'), content.secondaryFactors),
    );
    section(
      t('Outcome'),
      content.wouldRepeat === undefined
        ? undefined
        : content.wouldRepeat
          ? t('Would be decided the same way again.')
          : t('Would not be decided this way again.'),
      pairs(content.successMetrics),
    );
    section(t('Lessons learned'), bullets(content.lessons));
    section(t('Improvements'), bullets(content.improvements));
  } else if (view.kind === 'solution') {
    section(t('Problem'), long ? text(content.headline) : undefined, text(content.problem));
    section(t('Root cause'), text(content.rootCause));
    section(
      t('Fix'),
      text(content.fix),
      text(content.rationale),
      text(content.text),
      numbered(content.steps),
      code,
    );
    section(t('Prevention'), text(content.prevention));
  } else {
    section(t('When to use'), bullets(content.whenToUse));
    section(t('When not to use'), bullets(content.whenNotToUse));
    section(
      t('Approach'),
      long ? text(content.headline) : undefined,
      text(content.rationale),
      text(content.text),
      numbered(content.steps),
      code,
    );
  }
  if (view.kind !== 'pattern') {
    section(t('When to use'), bullets(content.whenToUse));
    section(t('When not to use'), bullets(content.whenNotToUse));
  }
  section(t('Context'), pairs(content.context));
  if (Object.keys(content.rest).length > 0) {
    section(t('More fields'), block(JSON.stringify(content.rest satisfies JsonValue, undefined, 2), 'json'));
  }
  parts.push('---', details(record, content, words));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function metricsLine(view: RecordView, content: RecordContent, words: PageWords): string {
  const { t, format } = words;
  const used = view.last_used === null ? undefined : words.time(view.last_used);
  const facts = [
    view.confidence === null ? undefined : t('confidence {0}', strong(format.score(view.confidence))),
    content.worked === undefined && view.success_rate !== null && content.wouldRepeat === undefined
      ? t('success {0}', strong(format.percent(view.success_rate)))
      : undefined,
    content.worked === undefined
      ? undefined
      : content.worked
        ? strong(t('worked'))
        : strong(t('did not work')),
    view.use_count === null
      ? undefined
      : view.kind === 'solution'
        ? t('verified {0} times', strong(format.number(view.use_count)))
        : t('{0} uses', strong(format.number(view.use_count))),
    content.savedMs === undefined ? undefined : t('saves {0}', strong(format.duration(content.savedMs))),
    content.minutesToFix === undefined
      ? undefined
      : t('fixed in {0}', strong(format.duration(content.minutesToFix * 60_000))),
    content.errorsPrevented === undefined || content.errorsPrevented === 0
      ? undefined
      : t('prevented {0} errors', strong(format.number(content.errorsPrevented))),
    used === undefined ? undefined : t('last used {0}', strong(format.relative(used, words.now))),
  ];
  return facts.filter((fact) => fact !== undefined).join(' &nbsp;·&nbsp; ');
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
    [t('Tags'), view.tags.map(span).join(' ')],
    [t('Related'), content.related.map(span).join(' ')],
    [t('Created'), when(view.created)],
    [t('Last used'), view.last_used === view.created ? undefined : when(view.last_used)],
    [t('Reviewed'), when(content.reviewed)],
    [
      t('Refined'),
      content.refinements === undefined || content.refinements === 0
        ? undefined
        : t('{0} times', format.number(content.refinements)),
    ],
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
  return ['| | |', '|:--|:--|', ...shown.map(([label, value]) => `| ${label} | ${value ?? ''} |`)].join('\n');
}

function labelled(label: string, items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : `**${label}**\n\n${bullets(items)}`;
}

function pairs(entries: readonly (readonly [string, string])[]): string | undefined {
  if (entries.length === 0) return undefined;
  return entries.map(([key, value]) => `- ${inline(key)}: ${inline(value)}`).join('\n');
}

function strong(text: string): string {
  return `**${inline(text)}**`;
}
