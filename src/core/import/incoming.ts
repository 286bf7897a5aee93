import type { Codecs } from '../ports';
import type { FileContent } from '../store/changes';
import type { Kind, Problem } from '../store/records';
import type { ArrivingRecord } from './outlines';

/** A document of the global folder or of an agent, as readers hand it on. */
export interface IncomingDocument {
  /** Undefined for global data. */
  readonly agent: string | undefined;
  /** `metrics`, `context`, `config`, `index`; or `cross-agent`, `project-meta`, `team-conventions`, …; `-2` for a twin. */
  readonly name: string;
  /** JSON text, UTF-8. */
  readonly bytes: Uint8Array;
}

/** A list of records of one kind of one agent. */
export interface IncomingList {
  /** The name in the source. */
  readonly agent: string;
  readonly kind: Kind;
  /** For messages. */
  readonly file: string;
  /** Of its text without a line end behind it, for readers that hash it: asked for when all of the text was read. */
  readonly hashed?: (() => FileContent | undefined) | undefined;
}

/** Where a reader puts what it finds. Bytes are copied before a promise resolves. */
export interface Receiver {
  /** `agent` is the name in the source. */
  records(agent: string, kind: Kind, records: readonly ArrivingRecord[]): Promise<void>;
  /**
   * The same from the text of a list, JSON in UTF-8; what cannot be read of it becomes problems. Gives how many records there
   * were. A lone `null` counts as an empty list, as people write it by hand.
   */
  list(list: IncomingList, text: AsyncIterable<Uint8Array>, codecs: Codecs): Promise<number>;
  document(document: IncomingDocument): Promise<void>;
  /** Something that cannot be read: everything else goes on. */
  problem(problem: Problem): void;
  /** What this kind of source cannot carry: a sentence. */
  loss(sentence: string): void;
  /** A fact for people: a sentence. */
  note(sentence: string): void;
}

/** What a source says of itself once it was read. */
export interface SourceFacts {
  /** The project that it came from, as its metadata has it: a hash in our own bundles. */
  readonly project?: string | undefined;
  /** It holds a part of a memory only: filters were applied, or it is an incremental backup without its base. */
  readonly isPartial?: boolean | undefined;
}
