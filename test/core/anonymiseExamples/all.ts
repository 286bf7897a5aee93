import { sampleBody, type TokenFormat } from '../../../src/core/anonymise/rules/tokenFormat';
import { tokenFormats } from '../../../src/core/anonymise/rules/tokens';
import { callsExamples } from './calls';
import { commandsExamples } from './commands';
import type { Examples, RuleExamples } from './examples';
import { nationalIdsExamples } from './nationalIds';
import { nationalIdsDocumentsExamples } from './nationalIdsDocuments';
import { nationalIdsEuropeExamples } from './nationalIdsEurope';
import { nationalIdsWorldExamples } from './nationalIdsWorld';
import { networkExamples } from './network';
import { networkCloudExamples } from './networkCloud';
import { networkPathsExamples } from './networkPaths';
import { personalExamples } from './personal';
import { postalAddressesExamples } from './postalAddresses';
import { structuredExamples } from './structured';

const tildes = (text: string): string => text.replaceAll('~', '~~');

/** A token is made from its format. */
function ofFormat(format: TokenFormat): Examples {
  const prefixes = format.prefixes.split(' ');
  const sample = sampleBody(format);
  return {
    examples: prefixes.map((prefix) => `${tildes(prefix.slice(0, 2))}~${tildes(prefix.slice(2) + sample)}`),
    counterExamples: prefixes.flatMap((prefix) => [
      `${tildes(prefix)}${'x'.repeat(Math.max(8, sample.length))}`,
      `${tildes(prefix)}\\w+`,
    ]),
  };
}

const filled = (table: RuleExamples, leaves: (examples: Examples) => readonly string[]): RuleExamples =>
  Object.fromEntries(
    Object.entries(table).map(([id, row]) => [
      id,
      { ...row, counterExamples: row.counterExamples ?? leaves(row) },
    ]),
  );

/** A number's name alone. */
const nameOnly = ({ examples }: Examples): readonly string[] => [
  `${examples[0]?.split(/[ :=]/)[0] ?? ''} is required`,
];

/** What every rule finds and leaves, by its id. */
export const EXAMPLES: RuleExamples = {
  ...Object.fromEntries(tokenFormats.map((format) => [format.id, ofFormat(format)])),
  ...callsExamples,
  ...commandsExamples,
  ...filled(nationalIdsExamples, () => ['00000000', '12345678']),
  ...filled(nationalIdsDocumentsExamples, nameOnly),
  ...filled(nationalIdsEuropeExamples, nameOnly),
  ...filled(nationalIdsWorldExamples, nameOnly),
  ...networkExamples,
  ...networkCloudExamples,
  ...networkPathsExamples,
  ...personalExamples,
  ...postalAddressesExamples,
  ...structuredExamples,
};
