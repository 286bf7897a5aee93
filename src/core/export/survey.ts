import { LoomError, throwIfCancelled } from '../errors';
import { ThreadFailure } from '../threadFailure';
import type { Host } from '../ports';
import { newTextFacts, readText } from '../store/text';
import type { TextFacts } from '../store/text';
import { createTurns } from '../turns';
import type { Redactor } from './redactor';
import type { SeenTexts } from './seenTexts';
import { filesForThread } from './surveyThread';
import type { SizedFile, Surveyed, SurveyOrder, SurveyThread } from './surveyThread';
import { Surveyor } from './surveyor';
import { walkDocuments } from './walkDocuments';
import { scopeBytes, sectionsOf } from './walkSections';
import type { ScopedStore } from './walkSections';

/** Some 100 KiB of JSON, or 5 ms of anonymising: after these the editor may answer, once 30 ms have gone by. */
export const RECORDS_PER_TURN = 64;
export const TURN_MS = 30;

/**
 * Looks at everything in the files of a scope before any of it is written: a value that is found anywhere then goes
 * everywhere, in whatever order the records lie. Records that a filter leaves out are looked at too: what they call a
 * password is one elsewhere. Of many files some are looked at on another thread, where there is one; what both learnt is
 * put together. Nothing is looked at for an export that is not anonymised. What cannot be read is reported when it is
 * read to be written.
 */
export async function survey(
  scoped: ScopedStore,
  redactor: Redactor,
  host: Pick<Host, 'codecs' | 'log' | 'surveyThread'>,
): Promise<SeenTexts> {
  const { request, scope } = scoped;
  const surveyor = new Surveyor(redactor, request, host.codecs);
  if (request.anonymise === 'none') return surveyor.texts;
  const files = sectionsOf(scope).flatMap(({ agent, kind, files: all }) =>
    all.map(({ path, size }) => ({ agent, kind, path, size })),
  );
  const progress = new Progress(scoped);
  const theirs = filesForThread(files);
  const thread = theirs.length === 0 ? undefined : await host.surveyThread?.(orderOf(scoped));
  if (thread === undefined) {
    await surveyHere(scoped, surveyor, files, progress);
    await surveyDocuments(scoped, redactor, surveyor.texts);
    return surveyor.texts;
  }
  try {
    const elsewhere = surveyElsewhere(scoped, thread, theirs, progress);
    // Should this thread fail first, that is what is told.
    elsewhere.catch(() => undefined);
    const ours = files.filter((file) => !theirs.includes(file));
    await surveyHere(scoped, surveyor, ours, progress);
    await surveyDocuments(scoped, redactor, surveyor.texts);
    const { learnt, texts } = await elsewhere;
    surveyor.texts.adopt(texts, redactor.adopt(learnt));
  } catch (error) {
    // What fails there is the thread: it is quicker with it, and goes on without it.
    if (!ThreadFailure.is(error)) throw error;
    host.log.warn(`${error.message}: all of the memory is looked through on this one`);
    await surveyHere(scoped, surveyor, theirs, progress);
  } finally {
    await thread.dispose();
  }
  return surveyor.texts;
}

/** What may go to another thread. */
function orderOf({ request, clock }: ScopedStore): SurveyOrder {
  const { anonymise, secret, choices, salt, time } = request;
  return { request: { anonymise, secret, choices, salt, time }, now: clock.now() };
}

/** How far both threads are, by what this one is doing. */
class Progress {
  #done = 0;
  readonly #half: number;
  #step = '';

  constructor(private readonly scoped: ScopedStore) {
    this.#half = scopeBytes(scoped.scope);
  }

  begin({ agent, kind }: SizedFile): void {
    this.#step = `looking through ${agent} ${kind}s`;
  }

  add(bytes: number): void {
    this.#done = Math.min(this.#half, this.#done + bytes);
    // Writing them is the other half of the way.
    this.scoped.run?.onProgress?.({ step: this.#step, done: this.#done, total: 2 * this.#half });
  }
}

async function surveyHere(
  scoped: ScopedStore,
  surveyor: Surveyor,
  files: readonly SizedFile[],
  progress: Progress,
): Promise<void> {
  const turn = createTurns(TURN_MS);
  for (const file of files) {
    surveyor.open(file);
    progress.begin(file);
    for await (const { text, bytes } of textOf(scoped, file)) {
      const looked = surveyor.push(text);
      progress.add(bytes);
      if (looked) await turn();
      if (surveyor.isDone) break;
    }
    surveyor.close();
    await turn();
  }
}

async function surveyElsewhere(
  scoped: ScopedStore,
  thread: SurveyThread,
  files: readonly SizedFile[],
  progress: Progress,
): Promise<Surveyed> {
  for (const file of files) {
    thread.open(file);
    for await (const { text, bytes } of textOf(scoped, file)) {
      await thread.push(text);
      progress.add(bytes);
    }
    thread.close();
  }
  return thread.finish();
}

async function surveyDocuments(scoped: ScopedStore, redactor: Redactor, texts: SeenTexts): Promise<void> {
  const turn = createTurns(TURN_MS);
  for await (const { agent, file, bytes } of walkDocuments(scoped, [])) {
    throwIfCancelled(scoped.run?.signal);
    texts.add(documentPlace(agent, file), 0, bytes, redactor.learn(bytes, { agent, id: file }));
    await turn();
  }
}

/** Under which name a document is known: settings of several agents lie in one file. */
export function documentPlace(agent: string, file: string): string {
  return `${agent}\n${file}`;
}

/** The text of a file as far as it can be read, each piece with the bytes on disk that were read for it. */
async function* textOf(
  { store, run }: ScopedStore,
  { path }: SizedFile,
): AsyncGenerator<{ readonly text: Uint8Array; readonly bytes: number }, void, undefined> {
  const facts: TextFacts = newTextFacts();
  let told = 0;
  try {
    for await (const text of readText(store, path, { signal: run?.signal }, facts)) {
      throwIfCancelled(run?.signal);
      yield { text, bytes: facts.bytes - told };
      told = facts.bytes;
    }
  } catch (error) {
    // It cannot be read, or no longer: the export says so when it reads it.
    if (!(error instanceof LoomError) || LoomError.is(error, 'cancelled')) throw error;
  }
}
