import { LoomError } from '../errors';
import { DATE_WANTED } from '../options';
import type { Clock } from '../ports';
import type { RecordView } from './records';
import { parseTime } from './times';

/** Limits on which records are taken (M25-M31). Fields that are absent limit nothing. */
export interface Filters {
  /** ISO 8601; date-only means that day's start. */
  readonly since?: string | undefined;
  /** ISO 8601; date-only means that day's end. */
  readonly until?: string | undefined;
  /** Which date the two look at; by default `created` for a pair or a lone `until`, `last_used` for a lone `since`. */
  readonly dateField?: 'created' | 'last_used' | undefined;
  /** 0 to 1, and records must have at least this. */
  readonly minConfidence?: number | undefined;
  readonly minSuccessRate?: number | undefined;
  /** A whole number. */
  readonly minUses?: number | undefined;
}

/**
 * Turns filters into one question asked of each record: why it is left out, in words ("below confidence 0.8", "no
 * confidence"), or undefined when it is kept. A record that lacks a field that is asked for is left out. Throws
 * `value-invalid` for a date that is none, a range that ends before it begins, and thresholds out of range.
 */
export function compileFilters(filters: Filters, clock: Clock): (view: RecordView) => string | undefined {
  const checks: ((view: RecordView) => string | undefined)[] = [];
  const minimum = (
    threshold: number | undefined,
    value: (view: RecordView) => number | null,
    name: string,
    below: (threshold: number) => string,
  ): void => {
    if (threshold === undefined) return;
    const words = below(threshold);
    checks.push((view) => {
      const found = value(view);
      if (found === null) return `no ${name}`;
      return found < threshold ? words : undefined;
    });
  };
  checkShare('--min-confidence', filters.minConfidence);
  checkShare('--min-success-rate', filters.minSuccessRate);
  checkUses(filters.minUses);
  minimum(
    filters.minConfidence,
    (view) => view.confidence,
    'confidence',
    (least) => `below confidence ${least}`,
  );
  minimum(
    filters.minSuccessRate,
    (view) => view.success_rate,
    'success rate',
    (least) => `below success rate ${least}`,
  );
  minimum(
    filters.minUses,
    (view) => view.use_count,
    'use count',
    (least) => `used fewer than ${least} ${least === 1 ? 'time' : 'times'}`,
  );
  const dates = compileDates(filters, clock);
  if (dates !== undefined) checks.push(dates);
  return (view) => {
    for (const check of checks) {
      const reason = check(view);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

function compileDates(
  { since, until, dateField }: Filters,
  clock: Clock,
): ((view: RecordView) => string | undefined) | undefined {
  if (since === undefined && until === undefined) return undefined;
  const from = since === undefined ? -Infinity : dateOf('--since', since, clock, 'start');
  const to = until === undefined ? Infinity : dateOf('--until', until, clock, 'end');
  if (from > to) {
    throw new LoomError('value-invalid', {
      option: '--since',
      value: since ?? '',
      wanted: `a date that is not after --until (${until ?? ''})`,
    });
  }
  const field = dateField ?? (until === undefined ? 'last_used' : 'created');
  const name = field === 'created' ? 'created' : 'last used';
  return (view) => {
    const text = view[field];
    if (text === null) return `no ${name} date`;
    const time = parseTime(text, clock, 'start');
    if (time === undefined) return `no readable ${name} date`;
    if (time < from) return `${name} before ${since ?? ''}`;
    return time > to ? `${name} after ${until ?? ''}` : undefined;
  };
}

function dateOf(option: string, value: string, clock: Clock, edge: 'start' | 'end'): number {
  const time = parseTime(value, clock, edge);
  if (time === undefined) throw new LoomError('value-invalid', { option, value, wanted: DATE_WANTED });
  return time;
}

function checkShare(option: string, value: number | undefined): void {
  if (value === undefined || (value >= 0 && value <= 1)) return;
  throw new LoomError('value-invalid', { option, value: String(value), wanted: 'a number from 0 to 1' });
}

function checkUses(value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return;
  throw new LoomError('value-invalid', {
    option: '--min-uses',
    value: String(value),
    wanted: 'a whole number, 0 or more',
  });
}
