import type { Io } from './io';

/** Colour is never the only sign: everything reads the same without it. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
}

const wrap =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${String(open)}m${text}\u001b[${String(close)}m`;
const plain = (text: string): string => text;

/** Asked for, else by NO_COLOR (any value but none, no-color.org), FORCE_COLOR, and whether it is a terminal. */
export function styleFor(io: Io, stream: 'stdout' | 'stderr', asked: boolean | undefined): Style {
  const { env } = io;
  const on =
    asked ??
    ((env['NO_COLOR'] ?? '') === '' &&
      ((env['FORCE_COLOR'] ?? '') !== '' || (io[stream].isTerminal && env['TERM'] !== 'dumb')));
  return on
    ? { bold: wrap(1, 22), dim: wrap(2, 22), warn: wrap(33, 39), bad: wrap(31, 39) }
    : { bold: plain, dim: plain, warn: plain, bad: plain };
}
