import { withPlainLetters } from './plainLetters';
import type { Rule } from './rule';
import { callRules } from './rules/calls';
import { commandInputRules } from './rules/commandInputs';
import { commandRules } from './rules/commands';
import { directiveRules } from './rules/directives';
import { headerRules } from './rules/headers';
import { homePathRules } from './rules/homePaths';
import { keyAndHashRules } from './rules/keysAndHashes';
import { loginRules } from './rules/logins';
import { machineRules } from './rules/machineNames';
import { namedRules, checkedRules } from './rules/nationalIds';
import { mapPlaceRules } from './rules/mapPlaces';
import { networkRules } from './rules/network';
import { cloudRules } from './rules/networkCloud';
import { networkIdRules } from './rules/networkIds';
import { accountRules, pathRules } from './rules/networkPaths';
import { personalRules } from './rules/personal';
import { phoneLabelRules } from './rules/phoneLabels';
import { coordinateRules, postalAddressRules } from './rules/postalAddresses';
import { asianAddressRules } from './rules/postalAddressesAsia';
import { positionalArgumentRules } from './rules/positionalArguments';
import { recoveryCodeRules } from './rules/recoveryCodes';
import { secretLinkRules } from './rules/secretLinks';
import { securityAnswerRules } from './rules/securityAnswers';
import { shapedTokenRules } from './rules/shapedTokens';
import { spokenPasswordRules } from './rules/spokenPasswords';
import { handleRules } from './rules/socialHandles';
import { tokenRules } from './rules/tokens';
import { webhookRules } from './rules/webhooks';
import { wirelessNetworkRules } from './rules/wirelessNetworks';

function compiledQuickly(rule: Rule): Rule {
  return { ...rule, pattern: withPlainLetters(rule.pattern) };
}

/** Rules that a record's key may be the beginning of: `"ssn": "219-09-9999"`. */
export const RULES_UNDER_KEYS: readonly Rule[] = [
  ...namedRules,
  ...cloudRules,
  ...accountRules,
  ...loginRules,
  ...handleRules,
  ...networkIdRules,
  ...wirelessNetworkRules,
  ...machineRules,
  ...postalAddressRules,
  ...asianAddressRules,
  ...coordinateRules,
  ...recoveryCodeRules,
].map(compiledQuickly);

/** All rules with a pattern, one table. The finders beside it (`assignments`, `urls`, `armour`, `names`, `words`) read structure. */
export const RULES: readonly Rule[] = [
  ...[
    ...shapedTokenRules,
    ...webhookRules,
    ...headerRules,
    ...keyAndHashRules,
    ...tokenRules,
    ...commandRules,
    ...callRules,
    ...positionalArgumentRules,
    ...commandInputRules,
    ...directiveRules,
    ...secretLinkRules,
    ...spokenPasswordRules,
    ...securityAnswerRules,
    ...personalRules,
    ...phoneLabelRules,
    ...mapPlaceRules,
    ...checkedRules,
    ...networkRules,
    ...pathRules,
    ...homePathRules,
  ].map(compiledQuickly),
  ...RULES_UNDER_KEYS,
];
