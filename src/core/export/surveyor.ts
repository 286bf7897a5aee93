import { isJsonObject, parseJson } from '../json';
import type { Codecs } from '../ports';
import { splitNames } from '../store/readRecords';
import type { Kind } from '../store/records';
import { ListSplitter } from '../store/splitList';
import { viewRecord } from '../store/view';
import type { Redactor, RedactorRequest } from './redactor';
import { SeenTexts } from './seenTexts';

/** A file of records that is to be looked through. */
export interface SurveyedFile {
  readonly agent: string;
  readonly kind: Kind;
  readonly path: string;
}

/** Looks through files of records, text by text, on whatever thread. They are not parsed, which would cost as much as the looking. */
export class Surveyor {
  readonly texts: SeenTexts;
  /** Ids are only needed for decisions about single places, which are few: most surveys parse nothing. */
  readonly #needsIds: boolean;
  #splitter: ListSplitter | undefined;

  constructor(
    private readonly redactor: Redactor,
    { choices }: Pick<RedactorRequest, 'choices'>,
    codecs: Pick<Codecs, 'crc32'>,
  ) {
    this.texts = new SeenTexts(codecs);
    this.#needsIds = choices?.decisions?.some(({ target }) => target.kind === 'place') ?? false;
  }

  /** Begins with a file. */
  open({ agent, kind, path }: SurveyedFile): void {
    this.#splitter = new ListSplitter({
      ...splitNames(kind),
      onRecord: ({ bytes: text, start, end, index }) => {
        const bytes = text.subarray(start, end);
        const id = this.#needsIds ? idOf(bytes, agent, kind) : '';
        this.texts.add(path, index, bytes, this.redactor.learn(bytes, { agent, id }));
        return undefined;
      },
    });
  }

  /** Takes text of the file, which may be overwritten then. True: records in it were looked at. */
  push(text: Uint8Array): boolean {
    if (this.#splitter?.push(text) !== true) return false;
    this.#splitter.split(false);
    return true;
  }

  /** More text of the file changes nothing. */
  get isDone(): boolean {
    return this.#splitter?.isDone ?? true;
  }

  /** Looks at what is left of the file. */
  close(): void {
    this.#splitter?.split(true);
    this.#splitter = undefined;
  }
}

function idOf(bytes: Uint8Array, agent: string, kind: Kind): string {
  try {
    const value = parseJson(new TextDecoder().decode(bytes));
    return isJsonObject(value) ? viewRecord(value, agent, kind).view.id : '';
  } catch (error) {
    // Damaged: it will not be exported, and is reported then.
    if (error instanceof SyntaxError) return '';
    throw error;
  }
}
