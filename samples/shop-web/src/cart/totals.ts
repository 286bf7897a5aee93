export interface Line {
  readonly productId: string;
  readonly count: number;
  /** In minor units: 1999 is 19.99. */
  readonly price: number;
}

export const total = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + line.price * line.count, 0);
