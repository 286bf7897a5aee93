import { toHex } from '../hex';
import { LoomError, throwIfCancelled } from '../errors';
import { isJsonObject, property } from '../json';
import type { Codecs, Run } from '../ports';
import { KIND_PLURALS, KINDS } from '../store/records';
import type { Kind } from '../store/records';
import { joined } from './byteReader';
import type { ArchiveEntry } from './entries';
import { insidePath } from './entries';
import { CHECKSUMS_FILE, METADATA_FILE, parseSums, sectionHashes, sectionOf, SUMS_FILE } from './checksums';
import type { FileHash } from './checksums';
import { ExactCounter, LineCounter } from './countRecords';
import { tooLarge } from './limits';
import type { ArchiveLimits } from './limits';
import type { BundleMetadata } from './metadata';
import { parseDocument, readMetadata } from './readMetadata';
import type { VerifyProblem, VerifyReport } from './verify';

/** The section of the files that describe a bundle. */
const DESCRIBING = 'metadata';

/** Takes the files of a bundle one by one, hashes and counts them, and compares at the end with what they should be. */
export class BundleCheck {
  /** The bundle was read out of an encrypted file. */
  sealed = false;
  readonly #files: FileHash[] = [];
  readonly #counts = new Map<string, Map<Kind, number>>();
  readonly #documents = new Map<string, Uint8Array>();
  readonly #problems: VerifyProblem[] = [];
  #finished = false;
  #countsDiffer = false;

  constructor(
    private readonly codecs: Codecs,
    private readonly limits: ArchiveLimits,
    /** For messages. */
    private readonly path: string,
    /** `lines` costs next to nothing and may be wrong; then `countsDiffer`, and all is to be read again for `exact`. */
    private readonly counting: 'lines' | 'exact',
  ) {}

  /** A count was not the one expected, or there was none. */
  get countsDiffer(): boolean {
    return this.#countsDiffer;
  }

  async add(entry: ArchiveEntry, run: Run): Promise<void> {
    const path = insidePath(entry);
    const hash = this.codecs.sha256();
    const [folder, agent, file] = path.split('/');
    const kind = KINDS.find((candidate) => file === `${KIND_PLURALS[candidate]}.json`);
    const isCounted = folder === 'agents' && agent !== undefined && kind !== undefined;
    const exact = isCounted && this.counting === 'exact' ? new ExactCounter() : undefined;
    const counter = isCounted && this.counting === 'lines' ? new LineCounter(this.codecs) : exact;
    const kept: Uint8Array[] | undefined = isDocument(path) ? [] : undefined;
    let length = 0;
    for await (const piece of entry.content) {
      throwIfCancelled(run.signal);
      hash.update(piece);
      counter?.push(piece);
      kept?.push(piece.slice());
      length += piece.length;
      if (kept !== undefined && length > this.limits.documentBytes) {
        throw tooLarge(this.path, 'documentBytes', this.limits);
      }
    }
    this.#files.push({ path, sha256: toHex(hash.digest()) });
    if (kept !== undefined) this.#documents.set(path, joined(kept));
    if (counter !== undefined && isCounted) this.#count(agent, kind, counter.end());
    if (exact !== undefined && exact.deepest > this.limits.nesting) {
      throw tooLarge(this.path, 'nesting', this.limits);
    }
  }

  #count(agent: string, kind: Kind, count: number | undefined): void {
    if (count === undefined) {
      this.#countsDiffer = true;
      this.#damaged(`${KIND_PLURALS[kind]}.json of ${agent} is not a list of records`, agent);
    }
    const counts = this.#counts.get(agent) ?? new Map<Kind, number>();
    counts.set(kind, count ?? 0);
    this.#counts.set(agent, counts);
  }

  /** To be called once every file was added. */
  compare(): void {
    this.#finished = true;
    this.#compareSums();
    // A folder of CSV files has sums and nothing else.
    if (this.#documents.has(METADATA_FILE) || this.#documents.has(CHECKSUMS_FILE)) {
      this.#compareSections();
      this.#compareMetadata();
    }
  }

  fail(problem: VerifyProblem): void {
    this.#problems.push(problem);
  }

  report(): VerifyReport {
    const bad = new Set(this.#problems.map((problem) => problem.section ?? ''));
    // A problem of no one section (a cut stream, a hostile name) leaves none of them confirmed.
    const isOk = (name: string): boolean => this.#finished && !bad.has('') && !bad.has(name);
    const names = new Set([DESCRIBING]);
    for (const file of this.#files) names.add(sectionOf(file.path) ?? DESCRIBING);
    for (const name of bad) if (name !== '') names.add(name);
    return {
      ok: this.#problems.length === 0,
      checked: 'everything',
      sections: [...names].sort(compareNames).map((name) => ({ name, ok: isOk(name) })),
      problems: this.#problems,
    };
  }

  #compareSums(): void {
    const bytes = this.#documents.get(SUMS_FILE);
    if (bytes === undefined) {
      this.#damaged(`there is no ${SUMS_FILE}`, DESCRIBING);
      return;
    }
    const sums = parseSums(new TextDecoder().decode(bytes));
    if (sums === undefined) {
      this.#damaged(`${SUMS_FILE} has a line that is no checksum`, DESCRIBING);
      return;
    }
    const expected = new Map(sums.map((file) => [file.path, file.sha256]));
    if (expected.size < sums.length) this.#damaged(`${SUMS_FILE} names a file twice`, DESCRIBING);
    for (const { path, sha256 } of this.#files) {
      if (path === SUMS_FILE) continue;
      const wanted = expected.get(path);
      const section = sectionOf(path) ?? DESCRIBING;
      expected.delete(path);
      if (wanted === undefined) this.#damaged(`${path} is not in ${SUMS_FILE}`, section);
      else if (wanted !== sha256) this.#damaged(`${path} does not match its checksum`, section);
    }
    for (const path of expected.keys()) this.#damaged(`${path} is missing`, sectionOf(path) ?? DESCRIBING);
  }

  #compareSections(): void {
    const bytes = this.#documents.get(CHECKSUMS_FILE);
    if (bytes === undefined) {
      this.#damaged(`there is no ${CHECKSUMS_FILE}`, DESCRIBING);
      return;
    }
    const stated = parseDocument(bytes, this.path, CHECKSUMS_FILE, this.limits);
    if (!isJsonObject(stated)) {
      this.#damaged(`${CHECKSUMS_FILE} is not an object`, DESCRIBING);
      return;
    }
    const actual = sectionHashes(this.#files, this.codecs);
    for (const [section, hash] of actual) {
      if (property(stated, section) !== hash) {
        this.#damaged(`the checksum of the section ${section} does not match`, section);
      }
    }
    for (const section of Object.keys(stated)) {
      if (!actual.has(section)) this.#damaged(`the section ${section} is missing`, section);
    }
  }

  #compareMetadata(): void {
    const bytes = this.#documents.get(METADATA_FILE);
    if (bytes === undefined) {
      this.#damaged(`there is no ${METADATA_FILE}`, DESCRIBING);
      return;
    }
    const metadata = readMetadata(bytes, this.path, this.limits);
    const agents = new Set(
      this.#files.flatMap((file) => (file.path.startsWith('agents/') ? [sectionOf(file.path) ?? ''] : [])),
    );
    for (const agent of metadata.agents) {
      if (!agents.delete(agent)) this.#damaged(`the agent ${agent} is missing`, agent);
    }
    for (const agent of agents) this.#damaged(`the agent ${agent} is not named in ${METADATA_FILE}`, agent);
    this.#compareCounts(metadata);
    const level = metadata.anonymization?.level;
    if (level !== undefined && metadata.anonymized !== (level !== 'none')) {
      this.#damaged(`${METADATA_FILE} contradicts itself about anonymisation`, DESCRIBING);
    }
    // The other way round is a bundle that somebody decrypted, and as good as before.
    if (this.sealed && !metadata.encrypted) {
      this.#damaged(`${METADATA_FILE} says that it is not encrypted`, DESCRIBING);
    }
  }

  #compareCounts(metadata: BundleMetadata): void {
    for (const kind of KINDS) {
      const plural = KIND_PLURALS[kind];
      const stated = metadata.counts?.[plural];
      let all = 0;
      for (const [agent, counts] of this.#counts) {
        const count = counts.get(kind) ?? 0;
        all += count;
        const summary = metadata.agent_summaries?.[agent];
        if (summary !== undefined && summary[plural] !== count) {
          this.#countsDiffer = true;
          this.#damaged(`${agent} has ${count} ${plural} and should have ${summary[plural]}`, agent);
        }
      }
      if (stated !== undefined && stated !== all) {
        this.#countsDiffer = true;
        this.#damaged(`there are ${all} ${plural} and should be ${stated}`, DESCRIBING);
      }
    }
  }

  #damaged(detail: string, section: string): void {
    const error = new LoomError('archive-damaged', { path: this.path, detail, section });
    this.#problems.push({
      code: error.code,
      message: `${this.path} is damaged: ${detail}.`,
      section,
    });
  }
}

function isDocument(path: string): boolean {
  return path === METADATA_FILE || path === CHECKSUMS_FILE || path === SUMS_FILE;
}

function compareNames(left: string, right: string): number {
  const rank = (name: string) => (name === DESCRIBING ? 0 : name === 'global' ? 2 : 1);
  return rank(left) - rank(right) || (left < right ? -1 : 1);
}
