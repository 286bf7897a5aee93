/**
 * A value made at its first use and kept. A failed making is not kept: the next use tries again, so that one broken
 * read does not disable a feature until the window is reloaded.
 */
export function lazy<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
