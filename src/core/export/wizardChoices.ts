import * as z from 'zod/mini';
import { ANONYMISATION_LEVELS } from '../bundle/metadata';
import { parseJson } from '../json';
import type { JsonValue } from '../json';
import { FORMATS, SHARED_CHOICES, exportOptions } from '../options';
import type { ExportOptionName, ExportOptionValues, FormatId } from '../options';
import type { Filters } from '../store/filter';
import { KIND_PLURALS, KINDS } from '../store/records';
import type { Kind } from '../store/records';
import { requestFromOptions } from './fromOptions';

/**
 * What the export wizard asks, kept and offers: the option table's values and nothing of its own, so that an answer, a
 * preset and a command line say the same.
 */

/** The options that limit which records leave. */
export const FILTER_OPTIONS = [
  'min-confidence',
  'min-success-rate',
  'min-uses',
  'since',
  'until',
  'date-field',
] as const satisfies readonly ExportOptionName[];
export type FilterOption = (typeof FILTER_OPTIONS)[number];
export type FilterValues = Pick<ExportOptionValues, FilterOption>;

/** One choice of the wizard's second step. */
export interface FilterChoice {
  readonly id: 'all' | 'team' | 'last';
  readonly values: FilterValues;
}

/** A team gets what has proved itself (DESIGN section 1). */
const TEAM_FILTERS: FilterValues = { 'min-uses': 5, 'min-confidence': 0.8 };

/** The choices that need no typing: everything, what a team is given, and what was asked the last time. */
export function filterChoices(last: ExportOptionValues): readonly FilterChoice[] {
  const choices: FilterChoice[] = [
    { id: 'all', values: {} },
    { id: 'team', values: TEAM_FILTERS },
  ];
  const values = filterValues(last);
  if (!choices.some((choice) => sameFilters(choice.values, values))) choices.push({ id: 'last', values });
  return choices;
}

/** The filters among some answers; options that are not set are absent. */
export function filterValues(answers: ExportOptionValues): FilterValues {
  return Object.fromEntries(
    FILTER_OPTIONS.filter((name) => answers[name] !== undefined).map((name) => [name, answers[name]]),
  );
}

/** The answers with these filters in place of those they had. */
export function withFilters(answers: ExportOptionValues, filters: FilterValues): ExportOptionValues {
  const kept = Object.entries(answers).filter(([name]) => !FILTER_OPTIONS.some((filter) => filter === name));
  return { ...Object.fromEntries(kept), ...filters };
}

export function sameFilters(one: ExportOptionValues, other: ExportOptionValues): boolean {
  return FILTER_OPTIONS.every((name) => one[name] === other[name]);
}

/** As `estimate` and `exportMemory` take them. */
export function filtersOf(answers: ExportOptionValues): Filters {
  return requestFromOptions(answers).filters;
}

/** The kinds of some answers; all when they name none. */
export function kindsOf(answers: ExportOptionValues): readonly Kind[] {
  const { type } = answers;
  return type === undefined ? KINDS : KINDS.filter((kind) => type.includes(KIND_PLURALS[kind]));
}

/** Formats whose export can be sealed with a password: one file that is written as a stream. */
const SEALABLE: { readonly [Format in FormatId]: boolean } = {
  tar: true,
  json: true,
  sqlite: false,
  csv: false,
};

export function canEncrypt(format: FormatId): boolean {
  return SEALABLE[format];
}

const optional = <Schema extends z.core.$ZodType>(
  schema: Schema,
): z.ZodMiniCatch<z.ZodMiniOptional<Schema>> => z.catch(z.optional(schema), undefined);

function numberBetween(option: { readonly min: number; readonly max?: number }): z.ZodMiniNumber {
  return z.number().check(z.gte(option.min), z.lte(option.max ?? Number.MAX_SAFE_INTEGER));
}

/** Answers as they lie in the editor's state: whatever an older or newer version wrote, only what fits is taken. */
const answersSchema = z.catch(
  z.object({
    agents: optional(z.array(z.string()).check(z.minLength(1))),
    type: optional(z.array(z.enum(exportOptions.type.option.choices)).check(z.minLength(1))),
    since: optional(z.string()),
    until: optional(z.string()),
    'date-field': optional(z.enum(exportOptions['date-field'].option.choices)),
    'min-confidence': optional(numberBetween(exportOptions['min-confidence'].option)),
    'min-success-rate': optional(numberBetween(exportOptions['min-success-rate'].option)),
    'min-uses': optional(z.int().check(z.nonnegative())),
    'include-global': optional(z.boolean()),
    shared: optional(z.enum(SHARED_CHOICES)),
    anonymize: optional(z.enum(ANONYMISATION_LEVELS)),
    format: optional(z.enum(FORMATS)),
    encrypt: optional(z.boolean()),
    'with-manifest': optional(z.boolean()),
    manifest: optional(z.enum(exportOptions.manifest.option.choices)),
    verify: optional(z.boolean()),
  }),
  {},
);

/** Reads answers that were kept; what does not fit the option table is left out. */
export function readAnswers(kept: JsonValue | undefined): ExportOptionValues {
  return answersSchema.parse(kept ?? {});
}

/**
 * The answers that the next export starts from. `none` is never kept: that secrets leave as they are is decided
 * anew each time (DESIGN, promise 2).
 */
export function answersToKeep(answers: ExportOptionValues): ExportOptionValues {
  const { anonymize, ...others } = readAnswers(parseJson(JSON.stringify(answers)));
  return anonymize === undefined || anonymize === 'none' ? others : { ...others, anonymize };
}

const presetsSchema = z.catch(
  z.array(z.object({ name: z.string().check(z.minLength(1)), values: z.unknown() })),
  [],
);

/** A person's own named answers. */
export interface SavedPreset {
  readonly name: string;
  readonly values: ExportOptionValues;
}

/** Reads the saved presets; those that fit nothing are left out. */
export function readPresets(kept: JsonValue | undefined): readonly SavedPreset[] {
  return presetsSchema
    .parse(kept ?? [])
    .map(({ name, values }) => ({ name, values: answersSchema.parse(values) }));
}

/** The presets with this one under its name: a name is there once. */
export function addPreset(presets: readonly SavedPreset[], added: SavedPreset): readonly SavedPreset[] {
  return [...presets.filter((preset) => preset.name !== added.name), added].sort((one, other) =>
    one.name < other.name ? -1 : 1,
  );
}
