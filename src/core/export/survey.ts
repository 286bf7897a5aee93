import { NOT_NOTED, type Seen } from '../anonymise/anonymiser';
import { LoomError, throwIfCancelled } from '../errors';
import { isJsonObject, parseJson } from '../json';
import type { Codecs } from '../ports';
import { splitNames } from '../store/readRecords';
import type { Kind } from '../store/records';
import { ListSplitter } from '../store/splitList';
import { newTextFacts, readText } from '../store/text';
import { viewRecord } from '../store/view';
import { createTurns } from '../turns';
import type { Redactor } from './redactor';
import { walkDocuments } from './walkDocuments';
import { scopeBytes, sectionsOf } from './walkSections';
import type { ScopedStore } from './walkSections';

/** Some 100 KiB of JSON, or 5 ms of anonymising: after these the editor may answer, once 30 ms have gone by. */
export const RECORDS_PER_TURN = 64;
export const TURN_MS = 30;

/**
 * What the survey saw in each text, by file and place in it: 8 bytes a text. Of a text that is not the one that was looked
 * at (the memory changed meanwhile) nothing is known.
 */
export class SeenTexts {
  readonly #files = new Map<string, SeenInFile>();

  constructor(private readonly codecs: Pick<Codecs, 'crc32'>) {}

  add(file: string, index: number, bytes: Uint8Array, seen: Seen): void {
    if (seen === NOT_NOTED) return;
    let texts = this.#files.get(file);
    if (texts === undefined) this.#files.set(file, (texts = new SeenInFile()));
    texts.set(index, this.codecs.crc32(bytes, 0), seen);
  }

  /** Of the text at that place of a file, whose bytes these are. */
  of(file: string, index: number, bytes: Uint8Array): Seen {
    const texts = this.#files.get(file);
    const seen = texts?.seen(index) ?? NOT_NOTED;
    return seen !== NOT_NOTED && texts?.checksum(index) === this.codecs.crc32(bytes, 0) ? seen : NOT_NOTED;
  }
}

/** Two numbers for each place from 0. */
class SeenInFile {
  #numbers = new Int32Array(512).fill(NOT_NOTED);

  set(index: number, checksum: number, seen: Seen): void {
    const at = index * 2;
    if (at >= this.#numbers.length) {
      const larger = new Int32Array(Math.max(this.#numbers.length * 2, at + 2)).fill(NOT_NOTED);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[at] = checksum;
    this.#numbers[at + 1] = seen;
  }

  seen(index: number): Seen {
    return this.#numbers[index * 2 + 1] ?? NOT_NOTED;
  }

  checksum(index: number): number {
    return (this.#numbers[index * 2] ?? 0) >>> 0;
  }
}

/**
 * Looks at everything in the files of a scope before any of it is written: a value that is found anywhere then goes
 * everywhere, in whatever order the records lie. Records that a filter leaves out are looked at too: what they call a
 * password is one elsewhere. They are not parsed, which would cost as much as the looking. Nothing is looked at for an
 * export that is not anonymised. What cannot be read is reported when it is read to be written.
 */
export async function survey(
  scoped: ScopedStore,
  redactor: Redactor,
  codecs: Pick<Codecs, 'crc32'>,
): Promise<SeenTexts> {
  const texts = new SeenTexts(codecs);
  const { request, scope, run } = scoped;
  if (request.anonymise === 'none') return texts;
  const turn = createTurns(TURN_MS);
  const total = 2 * scopeBytes(scope);
  let done = 0;
  for (const { agent, kind, files } of sectionsOf(scope)) {
    for (const file of files) {
      const before = done;
      const learn = (bytes: Uint8Array, index: number): void => {
        texts.add(file.path, index, bytes, redactor.learn(bytes, originOf(scoped, bytes, agent, kind)));
      };
      for await (const bytesRead of eachRecord(scoped, kind, file.path, learn)) {
        await turn();
        throwIfCancelled(run?.signal);
        done = before + bytesRead;
        run?.onProgress?.({ step: `looking through ${agent} ${kind}s`, done, total });
      }
      done = before + file.size;
    }
  }
  for await (const { agent, file, bytes } of walkDocuments(scoped, [])) {
    throwIfCancelled(run?.signal);
    texts.add(documentPlace(agent, file), 0, bytes, redactor.learn(bytes, { agent, id: file }));
    await turn();
  }
  return texts;
}

/** Under which name a document is known: settings of several agents lie in one file. */
export function documentPlace(agent: string, file: string): string {
  return `${agent}\n${file}`;
}

/** Ids are only needed for decisions about single places, which are few: most surveys parse nothing. */
function originOf(
  { request }: ScopedStore,
  bytes: Uint8Array,
  agent: string,
  kind: Kind,
): { agent: string; id: string } {
  const byPlace = request.choices?.decisions?.some(({ target }) => target.kind === 'place') ?? false;
  if (!byPlace) return { agent, id: '' };
  try {
    const value = parseJson(new TextDecoder().decode(bytes));
    return { agent, id: isJsonObject(value) ? viewRecord(value, agent, kind).view.id : '' };
  } catch (error) {
    // Damaged: it will not be exported, and is reported then.
    if (error instanceof SyntaxError) return { agent, id: '' };
    throw error;
  }
}

/** Hands over the bytes of each record of a file with its place in it; gives the bytes on disk read, step by step. */
async function* eachRecord(
  { store, run }: ScopedStore,
  kind: Kind,
  path: string,
  take: (bytes: Uint8Array, index: number) => void,
): AsyncGenerator<number, void, undefined> {
  const facts = newTextFacts();
  const splitter = new ListSplitter({
    ...splitNames(kind),
    onRecord: ({ bytes, start, end, index }) => {
      take(bytes.subarray(start, end), index);
      return undefined;
    },
  });
  try {
    for await (const piece of readText(store, path, { signal: run?.signal }, facts)) {
      if (!splitter.push(piece)) continue;
      splitter.split(false);
      yield facts.bytes;
      if (splitter.isDone) return;
    }
    splitter.split(true);
  } catch (error) {
    // It cannot be read, or no longer: the export says so when it reads it.
    if (!(error instanceof LoomError) || LoomError.is(error, 'cancelled')) throw error;
  }
  yield facts.bytes;
}
