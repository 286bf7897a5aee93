import { samples, type TokenFormat } from '../../../src/core/anonymise/rules/tokenFormat';
import { tokenFormats } from '../../../src/core/anonymise/rules/tokens';
import { accountsExamples, machinesExamples } from './accounts';
import { callsExamples } from './calls';
import { commandInputsExamples } from './commandInputs';
import { commandsExamples } from './commands';
import { directivesExamples } from './directives';
import type { Examples, RuleExamples } from './examples';
import { nationalIdsExamples } from './nationalIds';
import { nationalIdsDocumentsExamples } from './nationalIdsDocuments';
import { nationalIdsEuropeExamples } from './nationalIdsEurope';
import { nationalIdsWorldExamples } from './nationalIdsWorld';
import { namePlacesExamples } from './namePlaces';
import { networkExamples } from './network';
import { networkCloudExamples } from './networkCloud';
import { networkPathsExamples } from './networkPaths';
import { personalExamples } from './personal';
import { positionalArgumentsExamples } from './positionalArguments';
import { postalAddressesExamples } from './postalAddresses';
import { postalAddressesAsiaExamples } from './postalAddressesAsia';
import { recoveryCodesExamples } from './recoveryCodes';
import { secretLinksExamples } from './secretLinks';
import { spokenPasswordsExamples } from './spokenPasswords';
import { structuredExamples } from './structured';
import { wirelessNetworksExamples } from './wirelessNetworks';

const tildes = (text: string): string => text.replaceAll('~', '~~');

/** A token is made from its format. */
function ofFormat(format: TokenFormat): Examples {
  return {
    examples: samples(format).map(([beginning, rest]) => {
      const token = beginning + rest;
      return `${tildes(token.slice(0, 2))}~${tildes(token.slice(2))}`;
    }),
    counterExamples: samples(format).flatMap(([beginning, rest]) => [
      `${tildes(beginning)}${'x'.repeat(Math.max(8, rest.length))}`,
      `${tildes(beginning)}\\w+`,
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
  ...accountsExamples,
  ...callsExamples,
  ...commandInputsExamples,
  ...directivesExamples,
  ...positionalArgumentsExamples,
  ...recoveryCodesExamples,
  ...secretLinksExamples,
  ...spokenPasswordsExamples,
  ...commandsExamples,
  ...filled(nationalIdsExamples, () => ['00000000', '12345678']),
  ...filled(nationalIdsDocumentsExamples, nameOnly),
  ...filled(nationalIdsEuropeExamples, nameOnly),
  ...filled(nationalIdsWorldExamples, nameOnly),
  ...machinesExamples,
  ...namePlacesExamples,
  ...networkExamples,
  ...networkCloudExamples,
  ...networkPathsExamples,
  ...personalExamples,
  ...postalAddressesExamples,
  ...postalAddressesAsiaExamples,
  ...structuredExamples,
  ...wirelessNetworksExamples,
};
