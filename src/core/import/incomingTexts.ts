import { throwIfCancelled } from '../errors';
import type { Codecs, Run } from '../ports';
import type { Kind } from '../store/records';
import { createTurns } from '../turns';
import { BandFilter } from './bandFilter';
import { textReader } from './outlines';
import { SimilarityIndex } from './similarityIndex';
import { Sketches } from './sketches';
import { parsed } from './spoolIncoming';
import type { IncomingRecord, IncomingSpool } from './spoolIncoming';

/** The texts of the records that come for one kind of one agent. They are read when they are first needed, and once. */
export class IncomingTexts {
  readonly #sketches = new Sketches();
  /** By their numbers in the sketches. */
  readonly #sketched: IncomingRecord[] = [];
  #reading: Promise<void> | undefined;

  constructor(
    private readonly records: readonly IncomingRecord[],
    private readonly kind: Kind,
    private readonly spool: IncomingSpool,
    private readonly codecs: Pick<Codecs, 'textsOf'>,
    private readonly run: Run,
  ) {}

  /** How many records there are. */
  get size(): number {
    return this.records.length;
  }

  /** Tells which texts are like none of them. */
  async filter(): Promise<BandFilter> {
    await (this.#reading ??= this.#read(this.records));
    return BandFilter.of(this.#sketches);
  }

  /** Finds texts that are like those of the records that `isWanted`, of which `recordOf` gives one by its number. */
  async index(isWanted: (record: IncomingRecord) => boolean): Promise<SimilarityIndex> {
    await (this.#reading ??= this.#read(this.records.filter(isWanted)));
    const numbers = [...this.#sketched.keys()];
    return new SimilarityIndex(
      this.#sketches,
      numbers.filter((number) => {
        const record = this.recordOf(number);
        return record !== undefined && isWanted(record);
      }),
    );
  }

  recordOf(number: number): IncomingRecord | undefined {
    return this.#sketched[number];
  }

  async #read(records: readonly IncomingRecord[]): Promise<void> {
    const textsOf = textReader(this.kind, this.codecs);
    const turn = createTurns();
    for await (const { record, window, start } of this.spool.windows(records)) {
      throwIfCancelled(this.run.signal);
      await turn();
      const texts = textsOf(window, start);
      const number =
        texts === undefined
          ? this.#sketches.add(parsed(window.subarray(start, start + record.length)), this.kind)
          : this.#sketches.addSpans(texts, this.kind);
      if (number !== undefined) this.#sketched.push(record);
    }
  }
}
