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
 * Which texts hold nothing that has to go, by file and place in it: 5 bytes a text. A text that is not the one that was
 * looked at (the memory changed meanwhile) is never clean.
 */
export class CleanTexts {
  readonly #files = new Map<string, MarkList>();

  constructor(private readonly codecs: Pick<Codecs, 'crc32'>) {}

  add(file: string, index: number, bytes: Uint8Array): void {
    let marks = this.#files.get(file);
    if (marks === undefined) this.#files.set(file, (marks = new MarkList()));
    marks.set(index, this.codecs.crc32(bytes, 0));
  }

  /** Whether the text at that place of a file, whose bytes these are, is known to be clean. */
  isClean(file: string, index: number, bytes: Uint8Array): boolean {
    const known = this.#files.get(file)?.get(index);
    return known !== undefined && known === this.codecs.crc32(bytes, 0);
  }
}

/** Numbers of 32 bits at some of the places from 0. */
class MarkList {
  #numbers = new Uint32Array(256);
  #set = new Uint8Array(256);

  set(index: number, number: number): void {
    if (index >= this.#numbers.length) {
      const length = Math.max(this.#numbers.length * 2, index + 1);
      const [numbers, set] = [new Uint32Array(length), new Uint8Array(length)];
      numbers.set(this.#numbers);
      set.set(this.#set);
      [this.#numbers, this.#set] = [numbers, set];
    }
    this.#numbers[index] = number;
    this.#set[index] = 1;
  }

  get(index: number): number | undefined {
    return this.#set[index] === 1 ? this.#numbers[index] : undefined;
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
): Promise<CleanTexts> {
  const clean = new CleanTexts(codecs);
  const { request, scope, run } = scoped;
  if (request.anonymise === 'none') return clean;
  const turn = createTurns(TURN_MS);
  const total = 2 * scopeBytes(scope);
  let done = 0;
  for (const { agent, kind, files } of sectionsOf(scope)) {
    for (const file of files) {
      const before = done;
      const learn = (bytes: Uint8Array, index: number): void => {
        if (!redactor.learn(bytes, originOf(scoped, bytes, agent, kind))) clean.add(file.path, index, bytes);
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
    if (!redactor.learn(bytes, { agent, id: file })) clean.add(documentPlace(agent, file), 0, bytes);
    await turn();
  }
  return clean;
}

/** Under which name a document is clean: settings of several agents lie in one file. */
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
