/**
 * Why a person's own replacement may not stand in the place of `value`, in words; undefined when it may. `isFound`:
 * whether detection would find something in a text, which the next export would then replace.
 */
export function refuseReplacement(
  replacement: string,
  value: string,
  isFound: (text: string) => boolean,
): string | undefined {
  if (replacement.includes(value)) return 'it holds what it replaces';
  if (isFound(replacement)) return 'it would be found itself';
  return undefined;
}
