import { LoomError } from './errors';

/** Names that Windows gives to devices, with or without an ending. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;
const MAX_SEGMENT = 255;
const MAX_PATH = 1024;

/** Why a name cannot be one segment of a path on every system we write to; undefined when it can. */
export function unsafeNameReason(name: string): string | undefined {
  if (name === '') return 'an empty name';
  if (name === '.' || name === '..') return 'a step to another folder';
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'a control character';
  if (/[/\\]/.test(name)) return 'a path separator in a name';
  if (/[:*?"<>|]/.test(name)) return 'a character that Windows does not take (: * ? " < > |)';
  if (/[. ]$/.test(name)) return 'a dot or space at the end';
  if (DEVICE.test(name)) return 'a device name';
  if (!name.isWellFormed()) return 'broken Unicode';
  if (new TextEncoder().encode(name).length > MAX_SEGMENT) return `longer than ${MAX_SEGMENT} bytes`;
  return undefined;
}

/**
 * The one guard between a name from outside and a file system. Takes a relative POSIX path and gives it back; throws
 * `path-unsafe` for anything that could leave its root or mean different files on different systems: absolute paths,
 * drive letters, back-slashes, `..`, empty segments, NUL, device names, trailing dots, colon streams, over-long names.
 */
export function safePath(path: string): string {
  const reason = unsafePathReason(path);
  if (reason !== undefined) throw new LoomError('path-unsafe', { path, reason });
  return path;
}

/** Why a relative path is refused; undefined when it is safe. */
export function unsafePathReason(path: string): string | undefined {
  if (path.startsWith('/')) return 'an absolute path';
  if (path.length > MAX_PATH) return `longer than ${MAX_PATH} characters`;
  for (const segment of path.split('/')) {
    const reason = unsafeNameReason(segment);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** One name on systems that fold case and Unicode form: two entries with an equal key would overwrite each other. */
export function collisionKey(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** Joins segments that are safe already; empty ones are left out. */
export function joinPath(...segments: readonly string[]): string {
  return segments.filter((segment) => segment !== '').join('/');
}
