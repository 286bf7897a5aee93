import { homedir } from 'node:os';
import { StringDecoder } from 'node:string_decoder';
import { errnoOf, fromErrno } from '../platform/errno';
import { OutputClosed } from './io';
import type { Io, Sink, Source } from './io';
import { userName } from '../platform/userName';

/** The world of a real process. `main.ts` hands it in: nothing else knows the global. */
export function processIo(process: NodeJS.Process): Io {
  return {
    stdout: sinkOf(process.stdout),
    stderr: sinkOf(process.stderr),
    stdin: sourceOf(process.stdin),
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    user: userName(process.env),
    signal: cancelSignal(process),
    clock: {
      now: clockOf(process.env['SOURCE_DATE_EPOCH']),
      offsetMinutes: (time) => -new Date(time).getTimezoneOffset(),
    },
    // The global is there without the 5 ms that loading node:crypto takes.
    random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    version: programVersion,
  };
}

/** SOURCE_DATE_EPOCH stops the clock, so that builds and tests get the same bytes twice (reproducible-builds.org). */
function clockOf(epoch: string | undefined): () => number {
  const seconds = epoch === undefined || !/^\d+$/.test(epoch) ? undefined : Number(epoch);
  return seconds === undefined ? Date.now : () => seconds * 1000;
}

/** Fires at the first SIGINT, SIGTERM or SIGHUP; a second one ends the process at once. */
function cancelSignal(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
    });
  }
  return controller.signal;
}

function sinkOf(stream: NodeJS.WriteStream): Sink {
  let failure: Error | undefined;
  // Without a listener a closed pipe would end the process with a stack; `write` hands the failure on instead.
  stream.on('error', (error: Error) => {
    failure = error;
  });
  const translate = (error: Error): Error => {
    if (errnoOf(error) === 'EPIPE') return new OutputClosed('the reader has gone', { cause: error });
    return fromErrno(error, 'standard output', 'file-missing');
  };
  return {
    isTerminal: isTerminal(stream),
    get columns() {
      // A terminal that was not told its size says 0.
      return stream.columns > 0 ? stream.columns : undefined;
    },
    write: (data) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(translate(failure));
          return;
        }
        stream.write(data, (error) => {
          if (error === undefined || error === null) resolve();
          else reject(translate(error));
        });
      }),
  };
}

function sourceOf(stream: NodeJS.ReadStream): Source {
  return {
    isTerminal: isTerminal(stream),
    rawKeys: (onKeys) => {
      // A character may arrive in two pieces.
      const decoder = new StringDecoder('utf8');
      const listen = (bytes: Buffer): void => {
        onKeys(decoder.write(bytes));
      };
      stream.setRawMode(true);
      stream.on('data', listen);
      stream.resume();
      return {
        stop: () => {
          stream.off('data', listen);
          stream.pause();
          stream.setRawMode(false);
        },
      };
    },
    bytes: () => stream as AsyncIterable<Buffer>,
    firstLine: async () => {
      const decoder = new StringDecoder('utf8');
      let text = '';
      for await (const bytes of stream as AsyncIterable<Buffer>) {
        text += decoder.write(bytes);
        if (text.includes('\n')) break;
      }
      return text.split(/\r?\n/, 1)[0] ?? '';
    },
  };
}

/** Node leaves `isTTY` out where there is no terminal, whatever its types say. */
function isTerminal(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true;
}

/** From the package's own file, which lies above the built program. */
async function programVersion(): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const match = /"version":\s*"([^"]+)"/.exec(text);
  return match?.[1] ?? 'unknown';
}
