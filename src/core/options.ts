import type { AnonymisationLevel } from './bundle/metadata';
import { LoomError } from './errors';

/** As in `bundle/metadata.ts`, whose schemas would cost `aml --help` the time that zod takes to load. */
const ANONYMISE_CHOICES = ['full', 'partial', 'none'] as const satisfies readonly AnonymisationLevel[];

/** The formats of an export (M84-M87), in the order in which they are offered. */
export const FORMATS = ['tar', 'json', 'sqlite', 'csv'] as const;
export type FormatId = (typeof FORMATS)[number];

/** Which shared patterns of chosen agents come along (M22). */
export const SHARED_CHOICES = ['used', 'all', 'none'] as const;
export type SharedChoice = (typeof SHARED_CHOICES)[number];

export const PRESETS = ['backup', 'team', 'transfer', 'audit'] as const;
export type Preset = (typeof PRESETS)[number];

/** How an import treats records that are here in another version (X2). */
export const STRATEGIES = ['merge', 'append', 'replace', 'smart', 'ask', 'skip'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** How the value of an option is written and checked. `flag` has a `--no-` form when its default is true or `negatable`. */
export type OptionType =
  | { readonly type: 'flag'; readonly default: boolean; readonly negatable?: boolean }
  | { readonly type: 'text'; readonly placeholder: string }
  | { readonly type: 'list'; readonly placeholder: string; readonly choices?: readonly string[] }
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly default?: string }
  | { readonly type: 'date'; readonly placeholder: string }
  | {
      readonly type: 'number';
      readonly placeholder: string;
      readonly min: number;
      readonly max?: number;
      readonly whole?: boolean;
      readonly default?: number;
    };

export interface OptionDescription {
  /** One sentence: for `--help`, the wizard and the docs. */
  readonly describe: string;
  readonly option: OptionType;
  /** Another spelling that the command line takes. */
  readonly alias?: string;
}

export type OptionTable = Readonly<Record<string, OptionDescription>>;

/** What one option's value is once it was read. */
export type OptionValue<Type extends OptionType> = Type extends { readonly type: 'flag' }
  ? boolean
  : Type extends { readonly type: 'number' }
    ? number
    : Type extends { readonly type: 'list'; readonly choices: readonly (infer Choice)[] }
      ? readonly Choice[]
      : Type extends { readonly type: 'list' }
        ? readonly string[]
        : Type extends { readonly type: 'choice'; readonly choices: readonly (infer Choice)[] }
          ? Choice
          : string;

/** The values of a table's options: those that were given, and nothing else. */
export type OptionValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]?: OptionValue<Table[Name]['option']> | undefined;
};

/** Options of every export, one table for the command line, its help, the wizard and the docs (DESIGN section 3). */
export const exportOptions = {
  agents: {
    describe: 'Export these agents only, separated by commas.',
    option: { type: 'list', placeholder: 'a,b' },
  },
  type: {
    describe: 'Export these kinds of records only.',
    option: {
      type: 'list',
      placeholder: 'patterns,solutions',
      choices: ['patterns', 'solutions', 'decisions'],
    },
  },
  since: {
    describe: 'Records last used on or after this date; with --until, created in between (ISO 8601).',
    option: { type: 'date', placeholder: '2025-10-01' },
  },
  until: {
    describe: 'Records created on or before this date (ISO 8601).',
    option: { type: 'date', placeholder: '2025-10-31' },
  },
  'date-field': {
    describe: 'Which date --since and --until look at.',
    option: { type: 'choice', choices: ['created', 'last_used'] },
  },
  'min-confidence': {
    describe: 'Records with at least this confidence.',
    option: { type: 'number', placeholder: '0.8', min: 0, max: 1 },
  },
  'min-success-rate': {
    describe: 'Records with at least this success rate.',
    option: { type: 'number', placeholder: '0.9', min: 0, max: 1 },
  },
  'min-uses': {
    describe: 'Records used at least this often.',
    option: { type: 'number', placeholder: '5', min: 0, whole: true },
  },
  'include-global': {
    describe: 'Include the global data: cross-agent patterns, project metadata, team conventions.',
    option: { type: 'flag', default: true },
  },
  shared: {
    describe: 'Shared patterns that come along with chosen agents.',
    option: { type: 'choice', choices: SHARED_CHOICES, default: 'used' },
  },
  'include-derived': {
    describe: 'Include derived files (index.json), which any tool can rebuild.',
    option: { type: 'flag', default: false },
  },
  format: {
    describe: 'Format of the export; without it, the ending of OUT decides.',
    option: { type: 'choice', choices: FORMATS, default: 'tar' },
  },
  level: {
    describe: 'Compression level: more is smaller and slower.',
    // 5 takes a sixth less CPU than gzip's usual 6 on memory text, for 1.4 % more bytes (`docs/benchmarks.md`).
    option: { type: 'number', placeholder: '5', min: 1, max: 9, whole: true, default: 5 },
  },
  anonymize: {
    describe: 'How much is anonymised.',
    option: { type: 'choice', choices: ANONYMISE_CHOICES, default: 'full' },
    alias: 'anonymise',
  },
  names: {
    describe: 'Hide these names of people, in every spelling: a file, one a line or a JSON list.',
    option: { type: 'text', placeholder: 'FILE' },
  },
  clients: {
    describe: 'Hide these words of clients and projects, in every spelling (level full): a file as --names.',
    option: { type: 'text', placeholder: 'FILE' },
  },
  rules: {
    describe: 'Hide what own rules find as well: a JSON file, see docs/anonymisation.md.',
    option: { type: 'text', placeholder: 'FILE' },
  },
  'anonymize-names': {
    describe: 'Hide names of people by the words around them too: signatures, forms of address.',
    option: { type: 'flag', default: false, negatable: true },
    alias: 'anonymise-names',
  },
  'redact-code': {
    describe: 'Hide every block of code, and fields that hold code.',
    option: { type: 'flag', default: false, negatable: true },
  },
  'redact-paths': {
    describe: 'Hide every path of a file or folder, also relative ones.',
    option: { type: 'flag', default: false, negatable: true },
  },
  salt: {
    describe: 'Give equal things equal placeholders in all your exports with this salt.',
    option: { type: 'text', placeholder: 'TEXT' },
  },
  review: {
    describe: 'Write what would be hidden into a file of decisions to edit, and export nothing.',
    option: { type: 'text', placeholder: 'FILE' },
  },
  'review-from': {
    describe: 'Export with the decisions of such a file.',
    option: { type: 'text', placeholder: 'FILE' },
  },
  encrypt: {
    describe: 'Encrypt with a password (AES-256-GCM). A lost password cannot be recovered.',
    option: { type: 'flag', default: false, negatable: true },
  },
  'password-file': {
    describe: 'Read the password from the first line of this file.',
    option: { type: 'text', placeholder: 'FILE' },
  },
  'with-manifest': {
    describe: 'Write a readable manifest beside the export, always as plain text.',
    option: { type: 'flag', default: true },
  },
  manifest: {
    describe: 'How much the manifest says: minimal leaves out agent names and counts.',
    option: { type: 'choice', choices: ['full', 'minimal'], default: 'full' },
  },
  verify: {
    describe: 'Read the written file back and compare everything.',
    option: { type: 'flag', default: false, negatable: true },
  },
  preset: {
    describe: 'Start from a named set of options; options given beside it win.',
    option: { type: 'choice', choices: PRESETS },
  },
  'name-template': {
    describe: 'Name of the export: ${date}, ${gitSha} and ${agents} are filled in.',
    option: { type: 'text', placeholder: 'TEMPLATE' },
  },
  force: { describe: 'Replace an output that is there already.', option: { type: 'flag', default: false } },
  'dry-run': {
    describe: 'Show what would be exported and write nothing.',
    option: { type: 'flag', default: false },
  },
} as const satisfies OptionTable;

export type ExportOptionName = keyof typeof exportOptions;
export type ExportOptionValues = OptionValues<typeof exportOptions>;

/** The forms of a date that filters take (M27); `store/times.ts` says what each means. */
export const DATE_WANTED = 'a date such as 2025-10-01 or 2025-10-01T12:00:00Z';

/** What an option takes, in words: for errors, prompts and the wizard. */
export function wantedValue(option: OptionType): string {
  switch (option.type) {
    case 'flag':
      return 'no value';
    case 'text':
      return 'a text';
    case 'date':
      return DATE_WANTED;
    case 'choice':
      return orList(option.choices);
    case 'list':
      return option.choices === undefined
        ? 'names separated by commas'
        : `${andList(option.choices)}, separated by commas`;
    case 'number': {
      const kind = option.whole === true ? 'a whole number' : 'a number';
      return option.max === undefined
        ? `${kind} of at least ${option.min}`
        : `${kind} from ${option.min} to ${option.max}`;
    }
  }
}

/**
 * Reads the value of an option as a person wrote it. Throws `value-invalid`, which names the option, the value and
 * the form wanted. `isDate` judges dates, since only a clock knows a date without a zone.
 */
export function readOptionValue(
  name: string,
  option: OptionType,
  text: string,
  isDate: (text: string) => boolean,
): boolean | number | string | readonly string[] {
  const refuse = (value: string): never => {
    throw new LoomError('value-invalid', { option: `--${name}`, value, wanted: wantedValue(option) });
  };
  switch (option.type) {
    case 'flag':
      return refuse(text);
    case 'text':
      return text === '' ? refuse(text) : text;
    case 'date':
      return isDate(text) ? text : refuse(text);
    case 'choice':
      return option.choices.includes(text) ? text : refuse(text);
    case 'list': {
      const { choices } = option;
      const parts = text.split(',').map((part) => part.trim());
      for (const part of parts) {
        if (part === '' || (choices !== undefined && !choices.includes(part)))
          refuse(part === '' ? text : part);
      }
      return [...new Set(parts)];
    }
    case 'number': {
      // Number('') is 0 and Number('0x10') is 16: only plain decimals are meant.
      const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
      const fits =
        value >= option.min &&
        value <= (option.max ?? Number.MAX_SAFE_INTEGER) &&
        (option.whole !== true || Number.isInteger(value));
      return fits ? value : refuse(text);
    }
  }
}

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function andList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
