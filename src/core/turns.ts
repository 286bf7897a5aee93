/** How long work may keep the one thread: well below what a person notices. */
const BUSY_MS = 20;

/**
 * Gives a function that work awaits between its steps. Promises alone never let a host draw, answer or cancel, so once
 * `busyMs` have gone by it waits for a turn of the event loop.
 */
export function createTurns(busyMs = BUSY_MS): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < busyMs) return;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  };
}
