import prettyBytes from 'pretty-bytes';

/** Numbers, sizes and times as people of a language write them. */
export interface Format {
  number(value: number): string;
  /** 0.98 → "98 %". */
  percent(share: number): string;
  /** 0.9 → "0.90". */
  score(value: number): string;
  /** 14200000 → "14.2 MB". */
  size(bytes: number): string;
  /** A count of milliseconds: "1.2 s", "340 ms", "5 min". */
  duration(milliseconds: number): string;
  /** "3 days ago". */
  relative(time: number, now: number): string;
  /** "23 Oct 2025, 10:30". */
  exact(time: number): string;
}

const DAY = 24 * 3600;

/** Unit, its seconds, and from how many seconds on it is used: up to two years in months, since "last year" may be any. */
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number, number])[] = [
  ['year', 365 * DAY, 2 * 365 * DAY],
  ['month', 30 * DAY, 30 * DAY],
  ['week', 7 * DAY, 7 * DAY],
  ['day', DAY, DAY],
  ['hour', 3600, 3600],
  ['minute', 60, 60],
];

/** @param language a BCP 47 tag, as `vscode.env.language` gives it; an unknown one falls back to English. */
export function createFormat(language: string): Format {
  const locale = supported(language);
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const scores = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const relativeTimes = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    number: (value) => numbers.format(value),
    percent: (share) => `${numbers.format(Math.round(share * 100))} %`,
    score: (value) => scores.format(value),
    size: (bytes) => prettyBytes(bytes, { locale }),
    duration: (milliseconds) => {
      if (milliseconds < 1000) return `${short.format(milliseconds)} ms`;
      if (milliseconds < 60_000) return `${short.format(milliseconds / 1000)} s`;
      if (milliseconds < 3_600_000) return `${short.format(milliseconds / 60_000)} min`;
      return `${short.format(milliseconds / 3_600_000)} h`;
    },
    relative: (time, now) => {
      const seconds = (time - now) / 1000;
      for (const [unit, length, from] of STEPS) {
        if (Math.abs(seconds) >= from) return relativeTimes.format(Math.trunc(seconds / length), unit);
      }
      return relativeTimes.format(0, 'second');
    },
    exact: (time) => times.format(time),
  };
}

function supported(language: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language)[0] ?? 'en';
  } catch (error) {
    // Not a language tag at all (RangeError): some test hosts say "*".
    if (error instanceof RangeError) return 'en';
    throw error;
  }
}
