/** The strings for people that the extension's code uses, and the expressions whose string is not a literal. */
export function extractStrings(): Promise<{
  readonly bundle: Readonly<Record<string, string>>;
  readonly unknown: readonly string[];
}>;
