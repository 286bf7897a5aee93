import { userInfo } from 'node:os';

/** What the system calls the user. */
export function userName(env: NodeJS.ProcessEnv): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number that has no name; what the shell says is the next best.
    return env['USER'] ?? env['USERNAME'] ?? 'unknown';
  }
}
