import type { CustomRule } from '../../core/anonymise/choices';
import { ownPattern } from '../../core/anonymise/ownRules';

/** Why the pattern of a rule cannot be used, in words; undefined when it can. */
export function refusePattern(rule: Pick<CustomRule, 'pattern' | 'ignoreCase'>): string | undefined {
  try {
    ownPattern(rule);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}
