// The other thread of an import as the program is shipped.
import type { ArrivalThread, ThreadWork } from '../../src/core/import/arrivals';
import { openArrivalThread } from '../../src/platform/arrivalThread';
import { builtModule } from './builtModule';

/** Builds the thread before the tests of a file; gives what opens one. */
export function builtThreads(what: ThreadWork): () => ArrivalThread {
  const open = builtModule('./src/platform/arrivalThread', openArrivalThread);
  return () => {
    const thread = open()(what);
    if (thread === undefined) throw new Error('the thread cannot be opened');
    return thread;
  };
}
