import * as z from 'zod/mini';
import { CATEGORIES } from '../../core/anonymise/categories';
import { checkRules } from '../../core/anonymise/checkRules';
import type { AnonymisationChoices, CustomRule, RedactionDecision } from '../../core/anonymise/choices';
import { LoomError } from '../../core/errors';
import type { SettingKey } from '../contract';

/** The settings that make up the choices of an export. */
export const ANONYMISATION_SETTINGS = {
  names: 'loomMemory.anonymization.names',
  clients: 'loomMemory.anonymization.clients',
  detectNames: 'loomMemory.anonymization.detectNames',
  redactCode: 'loomMemory.anonymization.redactCode',
  redactPaths: 'loomMemory.anonymization.redactPaths',
  rules: 'loomMemory.anonymization.rules',
  decisions: 'loomMemory.anonymization.decisions',
} as const satisfies { readonly [Choice in keyof AnonymisationChoices]-?: SettingKey };

const word = z.string().check(z.regex(/\S/));

const ruleSchema = z.strictObject({
  id: word,
  category: z.enum(CATEGORIES),
  pattern: z.string().check(z.minLength(1)),
  ignoreCase: z._default(z.boolean(), false),
  replacement: z.optional(z.string()),
});

const fingerprint = z.string().check(z.regex(/^[0-9a-f]{32}$/));
const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('place'),
    agent: z.string(),
    id: z.string(),
    pointer: z.string(),
    start: z.int().check(z.nonnegative()),
  }),
  z.strictObject({ kind: z.literal('value'), fingerprint }),
  z.strictObject({ kind: z.literal('rule'), rule: word }),
]);
const decisionSchema = z
  .strictObject({
    target: targetSchema,
    action: z.enum(['accept', 'reject', 'edit']),
    replacement: z.optional(z.string()),
  })
  .check(
    z.refine(({ action, replacement }) => (action === 'edit') === (replacement !== undefined), {
      path: ['replacement'],
    }),
  );

/** What an entry of each list has to be, in words; `RULE_WANTED` names the categories too, since nobody knows them by heart. */
const WORD_WANTED = 'a text that is not empty';
const RULE_WANTED = `an object with "id", "category" (${CATEGORIES.join(', ')}) and "pattern", and, when wanted, "ignoreCase" and "replacement"`;
const DECISION_WANTED =
  'an object with "target" and "action" (accept, reject, edit; edit with a "replacement"), as a review writes it';

/**
 * The choices that settings make. Nothing is left out silently: an entry that does not fit throws `setting-invalid` with
 * the setting, the entry's number (from 1) and what it has to be.
 *
 * @param read a setting's value as it stands in the settings file, whatever its type; undefined when it is not set.
 */
export async function choicesOfSettings(
  read: (setting: SettingKey) => unknown,
): Promise<AnonymisationChoices> {
  const entries = <Schema extends z.ZodMiniType>(
    choice: keyof typeof ANONYMISATION_SETTINGS,
    schema: Schema,
    wanted: string,
  ): readonly z.output<Schema>[] => listOf(ANONYMISATION_SETTINGS[choice], read, schema, wanted);
  const flag = (choice: 'detectNames' | 'redactCode' | 'redactPaths'): boolean =>
    flagOf(ANONYMISATION_SETTINGS[choice], read);

  const rules: readonly CustomRule[] = entries('rules', ruleSchema, RULE_WANTED);
  const [refused] = await checkRules(rules);
  if (refused !== undefined) {
    const { index, reason } = refused;
    const entry = `entry ${String(index + 1)} ("${rules[index]?.id ?? ''}")`;
    throw invalid(ANONYMISATION_SETTINGS.rules, `${entry}: ${reason}`);
  }
  const decisions = entries('decisions', decisionSchema, DECISION_WANTED);
  return {
    names: entries('names', word, WORD_WANTED),
    clients: entries('clients', word, WORD_WANTED),
    rules,
    detectNames: flag('detectNames'),
    redactCode: flag('redactCode'),
    redactPaths: flag('redactPaths'),
    decisions: decisions.map((decision): RedactionDecision => ({ ...decision, lasting: true })),
  };
}

/** A decision as the setting holds it: that it lasts is said by where it stands. */
export function decisionEntry({ target, action, replacement }: RedactionDecision): object {
  return { target, action, ...(replacement !== undefined && { replacement }) };
}

function listOf<Schema extends z.ZodMiniType>(
  setting: SettingKey,
  read: (setting: SettingKey) => unknown,
  schema: Schema,
  wanted: string,
): readonly z.output<Schema>[] {
  const value = read(setting) ?? [];
  if (!Array.isArray(value)) throw invalid(setting, 'it has to be a list');
  return value.map((entry: unknown, index) => {
    const result = schema.safeParse(entry);
    if (result.success) return result.data;
    const [field] = result.error.issues[0]?.path ?? [];
    const where = typeof field === 'string' ? ` (at "${field}")` : '';
    throw invalid(setting, `entry ${String(index + 1)}${where} has to be ${wanted}`);
  });
}

function flagOf(setting: SettingKey, read: (setting: SettingKey) => unknown): boolean {
  const value = read(setting) ?? false;
  if (typeof value !== 'boolean') throw invalid(setting, 'it has to be true or false');
  return value;
}

function invalid(setting: SettingKey, reason: string): LoomError {
  return new LoomError('setting-invalid', { setting, reason });
}
