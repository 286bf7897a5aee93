import { throwIfCancelled } from '../errors';
import type { Codecs } from '../ports';
import type { Kind } from '../store/records';
import { createTurns } from '../turns';
import type { Redactor } from './redactor';
import { walkDocuments } from './walkDocuments';
import { scopeBytes, walkSections } from './walkSections';
import type { ScopedStore } from './walkSections';

/** Some 100 KiB of JSON, or 5 ms of anonymising: after these the editor may answer, once 30 ms have gone by. */
export const RECORDS_PER_TURN = 64;
export const TURN_MS = 30;

/**
 * Which texts hold nothing that has to go, by their place in an export: 5 bytes a text. A text that is not the one that
 * was looked at (the memory changed meanwhile) is never clean.
 */
export class CleanTexts {
  readonly #sections = new Map<string, number>();
  #hashes = new Uint32Array(1024);
  #clean = new Uint8Array(1024);
  #count = 0;
  #next = 0;

  constructor(private readonly codecs: Pick<Codecs, 'crc32'>) {}

  /** The texts added from now on are those of a section. Begun again, it loses what was added to it. */
  beginAdding(section: string): void {
    const begun = this.#sections.get(section);
    if (begun === undefined) this.#sections.set(section, this.#count);
    else this.#count = begun;
  }

  add(bytes: Uint8Array, clean: boolean): void {
    if (this.#count === this.#hashes.length) this.#grow();
    this.#hashes[this.#count] = this.codecs.crc32(bytes, 0);
    this.#clean[this.#count] = clean ? 1 : 0;
    this.#count += 1;
  }

  /** The texts asked for from now on are those of a section, from its first. */
  beginAsking(section: string): void {
    this.#next = this.#sections.get(section) ?? this.#count;
  }

  /** Whether the next text, whose bytes these are, is known to be clean. */
  isClean(bytes: Uint8Array): boolean {
    const at = this.#next;
    this.#next += 1;
    return at < this.#count && this.#clean[at] === 1 && this.#hashes[at] === this.codecs.crc32(bytes, 0);
  }

  #grow(): void {
    const hashes = new Uint32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const clean = new Uint8Array(this.#clean.length * 2);
    clean.set(this.#clean);
    this.#clean = clean;
  }
}

/** Names the sections of `CleanTexts`. */
export function sectionName(agent: string, kind: Kind): string {
  return `${agent}/${kind}`;
}
export const DOCUMENTS = 'documents';

export interface Survey {
  readonly clean: CleanTexts;
  /** Files whose records cannot be read, or could not at the first try. */
  readonly unreadable: ReadonlySet<string>;
}

/**
 * Looks at everything in a scope before any of it is written: a value that is found anywhere then goes everywhere, in
 * whatever order the records lie. Nothing is looked at for an export that is not anonymised.
 */
export async function survey(
  scoped: ScopedStore,
  redactor: Redactor,
  codecs: Pick<Codecs, 'crc32'>,
): Promise<Survey> {
  const clean = new CleanTexts(codecs);
  const unreadable = new Set<string>();
  const { request, run, scope } = scoped;
  if (request.anonymise === 'none') return { clean, unreadable };
  const turn = createTurns(TURN_MS);
  const total = 2 * scopeBytes(scope);
  let agent = '';
  let section = '';
  let label = '';
  for await (const step of walkSections(scoped)) {
    if (step.step === 'begin') {
      ({ agent } = step);
      section = sectionName(agent, step.kind);
      label = `looking through ${agent} ${step.kind}s`;
      clean.beginAdding(section);
    } else if (step.step === 'restart') {
      clean.beginAdding(section);
      for (const file of step.files) unreadable.add(file);
    } else if (step.step === 'records') {
      for (const [index, { record, excluded }] of step.records.entries()) {
        if (index % RECORDS_PER_TURN === RECORDS_PER_TURN - 1) {
          await turn();
          throwIfCancelled(run?.signal);
        }
        if (excluded !== undefined) continue;
        clean.add(record.bytes, !redactor.learn(record.bytes, { agent, id: record.view.id }));
      }
      run?.onProgress?.({ step: label, done: step.done, total });
    }
  }
  clean.beginAdding(DOCUMENTS);
  // What is wrong with a document is reported when it is read to be written.
  for await (const document of walkDocuments(scoped, [])) {
    throwIfCancelled(run?.signal);
    const origin = { agent: document.agent, id: document.file };
    clean.add(document.bytes, !redactor.learn(document.bytes, origin));
    await turn();
  }
  return { clean, unreadable };
}
