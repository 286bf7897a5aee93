import { isJsonArray } from '../json';
import type { JsonObject } from '../json';
import type { Kind } from '../store/records';
import { valueAt } from './recordFields';

/** The texts that say what a record is about, the title first. Counters, dates, code and examples are no part of it. */
const TEXT_PLACES: { readonly [Of in Kind]: readonly string[] } = {
  pattern: [
    'pattern.approach.technique',
    'pattern.type',
    'pattern.approach.rationale',
    'pattern.conditions.whenApplicable',
  ],
  solution: ['problem.errorMessage', 'problem.errorType', 'solution.rootCause', 'solution.fixApproach'],
  decision: ['decision.question', 'decision.type', 'decision.chosenOption', 'decision.rationale'],
};
const FLAT_PLACES = [
  'title',
  'name',
  'question',
  'technique',
  'error_message',
  'type',
  'error_type',
  'description',
  'summary',
  'implementation',
  'root_cause',
  'fix',
  'fix_approach',
  'chosen_option',
  'rationale',
  'text',
  'content',
  'conditions.when_applicable',
];

/** The places of a record's texts, each with its keys divided by points. */
export function textPlaces(kind: Kind): readonly string[] {
  return [...TEXT_PLACES[kind], ...FLAT_PLACES];
}

/** The same with their keys apart. */
export const SPLIT_PLACES = Object.fromEntries(
  Object.entries(TEXT_PLACES).map(([kind, places]) => [
    kind,
    [...places, ...FLAT_PLACES].map((place) => place.split('.')),
  ]),
);

/** What a record says at a place: a text, or the texts of a list. */
export function textAt(value: JsonObject, place: readonly string[]): string {
  const found = valueAt(value, place);
  if (typeof found === 'string') return found;
  return isJsonArray(found) ? found.filter((each) => typeof each === 'string').join('\n') : '';
}
