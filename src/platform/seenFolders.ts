/**
 * Folders that were seen to be folders and no links. Between a look and what it is for, somebody can put a link in place of
 * a folder in any case; one look serves for a short time, since a change of many files asks for the same few folders
 * thousands of times.
 */
export class SeenFolders {
  /** By `performance.now`. */
  readonly #seen = new Map<string, number>();

  /** @param milliseconds for how long a look serves */
  constructor(private readonly milliseconds: number) {}

  /** The folders above a path that have to be looked at, the outermost first. */
  unseenAbove(path: string): readonly string[] {
    const oldest = performance.now() - this.milliseconds;
    const above: string[] = [];
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end);
      if ((this.#seen.get(folder) ?? Number.NEGATIVE_INFINITY) < oldest) above.push(folder);
    }
    return above;
  }

  /** @param time when the look began */
  saw(folder: string, time: number): void {
    this.#seen.set(folder, time);
  }

  /** Forgets a folder and all below it: it goes away or moves. */
  forget(path: string): void {
    for (const folder of this.#seen.keys())
      if (folder === path || folder.startsWith(`${path}/`)) this.#seen.delete(folder);
  }
}
