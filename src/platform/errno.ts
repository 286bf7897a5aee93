import { LoomError } from '../core/errors';

/** The system's name of a failed call (`ENOENT`); undefined for other errors. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Turns what a file system call threw into the product's error for `path`. `missing`: what ENOENT means here.
 * A `LoomError` is given back as it is.
 */
export function fromErrno(
  error: unknown,
  path: string,
  missing: 'file-missing' | 'folder-missing',
): LoomError {
  if (isLoomError(error)) return error;
  const options = { cause: error };
  switch (errnoOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new LoomError('permission-denied', { path }, options);
    case 'ENOSPC':
    case 'EDQUOT':
      return new LoomError('no-space', { path }, options);
    case 'EBUSY':
    case 'ETXTBSY':
      return new LoomError('locked', { path }, options);
    case 'EEXIST':
      return new LoomError('output-exists', { path }, options);
    case 'ENOENT':
    case 'ENOTDIR':
      return new LoomError(missing, { path }, options);
    default:
      return new LoomError(
        'io-failed',
        { path, detail: error instanceof Error ? error.message : String(error) },
        options,
      );
  }
}

/** Without it, `instanceof` leaves the kind of error open. */
function isLoomError(error: unknown): error is LoomError {
  return error instanceof LoomError;
}
