import { LoomError } from '../errors';
import { chooseFindings } from './chooseFindings';
import type { Decisions, TextOrigin } from './decisions';
import type { FoundString } from './foundString';
import type { Hit } from './hit';
import type { Placeholders } from './placeholders';
import { refuseReplacement } from './refuseReplacement';
import { replacementFor, Surroundings, type EnvironmentNames } from './replacement';

/** What rewriting needs besides the string. */
export interface Rewriting {
  readonly placeholders: Placeholders;
  readonly decisions: Decisions;
  /** Whether something would be found in a text that stands where this string does. */
  readonly isFound: (text: string, string: FoundString) => boolean;
  readonly onHit: (hit: Hit) => void;
}

/**
 * A string with what was found in it replaced as it was decided; undefined when it stays as it is. Throws
 * `decision-invalid` for a replacement that holds what it replaces or would be found itself.
 */
export function rewriteString(
  string: FoundString,
  names: EnvironmentNames,
  origin: TextOrigin | undefined,
  { placeholders, decisions, isFound, onHit }: Rewriting,
): string | undefined {
  const where = new Surroundings(string.text, string.key, string.isKey, names);
  let text = '';
  let at = 0;
  let changed = false;
  for (const finding of chooseFindings(string.found, string.text)) {
    const replacement = replacementFor(finding, where, placeholders);
    const before = string.text.slice(replacement.start, replacement.end);
    if (replacement.start < at || before === replacement.text) continue;
    const value = string.text.slice(finding.start, finding.end);
    const { pointer } = string;
    const decision = decisions.isEmpty ? undefined : decisions.about({ ...finding, origin, pointer, value });
    const action = decision?.action ?? 'accept';
    const written = action === 'edit' ? (decision?.replacement ?? '') : replacement.text;
    if (action === 'edit') {
      const reason = refuseReplacement(written, value, (given) => isFound(given, string));
      if (reason !== undefined)
        throw new LoomError('decision-invalid', { place: placeOf(origin, pointer), reason });
    }
    if (action !== 'reject') {
      text += string.text.slice(at, replacement.start) + written;
      at = replacement.end;
      changed = true;
    }
    onHit({
      pointer,
      inKey: string.isKey,
      rule: finding.rule,
      category: finding.category,
      tier: finding.tier,
      start: finding.start,
      end: finding.end,
      value,
      replacement: written,
      replacedStart: replacement.start,
      replacedEnd: replacement.end,
      mask: replacement.mask,
      action,
      stringStart: string.start,
      stringEnd: string.end,
    });
  }
  return changed ? text + string.text.slice(at) : undefined;
}

function placeOf(origin: TextOrigin | undefined, pointer: string): string {
  return origin === undefined ? pointer : `${origin.agent} ${origin.id} ${pointer}`;
}
