import type { Clock } from '../ports';

const FORM =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Milliseconds since 1970 UTC of an ISO 8601 date or date and time; undefined for anything else. Without a zone it is
 * local time (the peers write both). A date alone is the first (`start`) or last (`end`) millisecond of that local
 * day. Digits beyond milliseconds stay as a fraction.
 */
export function parseTime(text: string, clock: Clock, edge: 'start' | 'end'): number | undefined {
  const parts = FORM.exec(text.trim());
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone] = parts;
  const isDate = hour === undefined;
  const time = ((Number(hour ?? 0) * 60 + Number(minute ?? 0)) * 60 + Number(second)) * 1000;
  const midnight = midnightOf(Number(year), Number(month), Number(day));
  if (midnight === undefined || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second) > 59)
    return undefined;
  if (isDate && edge === 'end') return fromLocal(midnightAfter(midnight), clock) - 1;
  const wall = midnight + time + Number(`0.${fraction || '0'}`) * 1000;
  if (zone === undefined) return fromLocal(wall, clock);
  const offset = zoneMinutes(zone);
  return offset === undefined ? undefined : wall - offset * 60_000;
}

/** In which the calendar repeats itself. `Date.UTC` takes years below 100 for those of the last century. */
const CYCLE_YEARS = 400;
const CYCLE_MS = 146_097 * 24 * 3_600_000;

/** Midnight of a day as if it were UTC; undefined for days that are in no calendar. */
function midnightOf(year: number, month: number, day: number): number | undefined {
  const midnight = Date.UTC(year + CYCLE_YEARS, month - 1, day);
  const isInMonth =
    month >= 1 && month <= 12 && day >= 1 && (day <= 28 || midnight < Date.UTC(year + CYCLE_YEARS, month));
  return isInMonth ? midnight - CYCLE_MS : undefined;
}

function midnightAfter(midnight: number): number {
  return midnight + 24 * 3_600_000;
}

function zoneMinutes(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || '0');
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * The moment at which local clocks show `wall` (given as if it were UTC). The offset is looked up twice, since the first
 * look is off by up to a day around a change of the clocks. A time that a change skips becomes the moment after it.
 */
function fromLocal(wall: number, clock: Clock): number {
  const guess = wall - clock.offsetMinutes(wall) * 60_000;
  return wall - clock.offsetMinutes(guess) * 60_000;
}
