import type { Codecs } from '../ports';
import { splitNames } from '../store/readRecords';
import { ListSplitter } from '../store/splitList';
import type { BandFilter } from './bandFilter';
import { PresentCollector } from './present';
import type { PresentOrder, PresentPart } from './present';
import type { Sketches } from './sketches';

/** The text of a list of the memory: all of it, or the part behind the comma after one of its records. */
export class PresentPieces {
  readonly #collector: PresentCollector;
  readonly #splitter: ListSplitter;

  constructor(
    order: PresentOrder,
    private readonly sketches: Sketches,
    codecs: Pick<Codecs, 'textsOf'>,
    isWithin: boolean,
  ) {
    const collector = new PresentCollector(order, sketches);
    const reading = collector.reading(codecs)('', (record) => {
      collector.take(record);
    });
    this.#collector = collector;
    this.#splitter = new ListSplitter({ ...splitNames(order.kind), ...reading, isWithin });
  }

  get isSound(): boolean {
    return this.#splitter.isSound;
  }

  push(text: Uint8Array): void {
    // Nobody asks for more, and looking for records behind damage takes long.
    if (this.isSound && this.#splitter.push(text)) this.#splitter.split(false);
  }

  filterBy(filter: BandFilter): void {
    this.sketches.filterBy(filter);
  }

  /** What there was before a comma; undefined unless it was only sound records and the comma is the last of the text. */
  endBetween(): { readonly part: PresentPart; readonly count: number } | undefined {
    if (this.isSound) this.#splitter.split(false);
    const { isBetweenRecords, count } = this.#splitter;
    return isBetweenRecords ? { part: this.#collector.part(), count } : undefined;
  }

  /** What there was; undefined unless it was only sound records up to the end of the list and the text. */
  end(): PresentPart | undefined {
    if (this.isSound) this.#splitter.split(true);
    return this.#splitter.isWhole ? this.#collector.part() : undefined;
  }
}
