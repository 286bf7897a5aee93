const NAME = 'ThreadFailure';

/** Another thread failed itself: nothing is wrong with what it was given. */
export class ThreadFailure extends Error {
  override readonly name = NAME;

  /** By its name: a thread's module may hold a class of its own. */
  static is(error: unknown): error is ThreadFailure {
    return error instanceof Error && error.name === NAME;
  }
}
