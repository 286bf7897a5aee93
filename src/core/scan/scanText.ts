import type { Hit } from '../anonymise/hit';
import { parseJson } from '../json';
import type { JsonValue } from '../json';
import { findJsonDamage, findUtf8Damage } from '../store/damage';
import type { Position } from '../store/position';
import { isSpace } from '../store/jsonBytes';
import { levelOf } from './finding';
import type { PlaceRange, ScanFinding, ScanProblem } from './finding';
import { ownerOf, placeOfPath, pointerOf, pointerPath, valueAt } from './origin';
import type { TextPlace } from './origin';
import { PlaceCursor, placesOf } from './place';
import type { HitPlaces } from './place';
import type { Scanner } from './scanner';
import { TextSplitter } from './textSplitter';
import type { TextFault, TextPiece } from './textSplitter';
import { placeAfter, WordSplitter } from './wordSplitter';
import type { WordPart } from './wordSplitter';

/** Faults of one text that are told of; the rest is of the same making. */
const MAX_FAULTS = 20;

/** A text and where it lies. */
export interface TextName {
  /** As the one who asked knows the file. */
  readonly file: string;
  readonly entry: string | undefined;
  /** What agent and kind are read from: a path with the folders above it. */
  readonly path: string;
  /** Id of the document when it is no list of records. */
  readonly document: string;
  /** Whose all of it is, where the path does not say it. */
  readonly owner?: TextOwner | undefined;
}

/** The record or document that a text is. */
export type TextOwner = Pick<ScanFinding, 'agent' | 'kind' | 'id'>;

/** What is learnt of a text in the first of two readings, or of the texts of a database. Parts are counted from 0. */
export class TextMemory {
  /** Parts that hold something. */
  readonly found = new Set<number>();
  /** Parts that are no JSON. */
  readonly damaged = new Set<number>();
  /** How many parts there were so far; 0 of a text that is not known. */
  parts = 0;
  /** How many of them were gone through again. */
  told = 0;
}

/** Whose a hit is, and the way from there. */
interface OwnedPath {
  readonly owner: TextOwner;
  readonly path: readonly string[];
}

/** Where findings and problems go. */
export interface ScanSink {
  finding(finding: ScanFinding): void;
  problem(problem: ScanProblem): void;
  markedSafe(): void;
}

/**
 * Looks at one text as its bytes come: JSON, JSON lines, or words of any other kind. Pass `learn` fills the memory and
 * tells of faults, pass `tell` tells of findings.
 */
export class TextScan {
  readonly #place: TextPlace;
  #json: TextSplitter | undefined;
  #words: WordSplitter | undefined;
  #part: number;
  #faults = 0;
  /** Keys and ids that hold what was found, as a report may show them. */
  readonly #maskedNames = new Map<string, string>();
  #lastParsed: { readonly bytes: Uint8Array; readonly value: JsonValue | undefined } | undefined;

  constructor(
    private readonly name: TextName,
    private readonly scanner: Scanner,
    private readonly sink: ScanSink,
    private readonly pass: 'learn' | 'tell',
    private readonly memory: TextMemory,
  ) {
    this.#place = placeOfPath(name.path);
    this.#part = pass === 'learn' ? memory.parts : memory.told;
  }

  /** Looks at what comes, as far as it can be told apart; a step for each part, so that the caller can take turns. */
  *push(bytes: Uint8Array, last: boolean): Generator<void, void, undefined> {
    if (this.#json === undefined && this.#words === undefined) this.#begin(bytes);
    if (this.#words !== undefined) {
      for (const part of this.#words.parts(bytes, last)) {
        this.#lookAtWords(part);
        yield;
      }
    }
    if (this.#json !== undefined) {
      this.#json.push(bytes);
      for (const part of this.#json.pieces(last)) {
        if (part.type === 'piece') this.#lookAtPiece(part);
        else this.#lookAtFault(part);
        yield;
      }
    }
    if (last) this.memory[this.pass === 'learn' ? 'parts' : 'told'] = this.#part;
  }

  /** The rest cannot be read, which is told elsewhere: that the text is cut is no fault of its own. */
  endsEarly(): void {
    this.#faults = MAX_FAULTS;
  }

  #begin(bytes: Uint8Array): void {
    const first = bytes.find((byte) => !isSpace(byte));
    if (first === undefined) return;
    const isJson = first === 0x7b || first === 0x5b || first === 0x22;
    if (isJson && !/\.(md|txt|csv|log|env)$/i.test(this.name.path)) this.#json = new TextSplitter();
    else {
      this.#words = new WordSplitter();
      if (/\.json(\.gz)?$/i.test(this.name.path))
        this.#fault('json-damaged', 'it is not JSON', { line: 1, column: 1 });
    }
  }

  #lookAtPiece(piece: TextPiece): void {
    const { bytes } = piece;
    const part = this.#part++;
    let told: readonly PlaceRange[] = [];
    if (this.pass === 'learn') {
      if (this.scanner.learn(bytes)) this.memory.found.add(part);
      if (!this.#check(piece)) this.memory.damaged.add(part);
    } else {
      const hits = this.scanner.hits(bytes, this.#isClean(part));
      if (hits.length > 0) told = this.#tellHits(piece, hits);
    }
    if (!this.memory.damaged.has(part)) return;
    // On broken text strings may be taken for what is between them: it is looked at as words too.
    const words = new WordSplitter(piece.place);
    for (const lines of words.parts(bytes.subarray(piece.added), true)) this.#lookAtWords(lines, told);
  }

  #lookAtFault(fault: TextFault): void {
    this.#fault(fault.code, fault.detail, fault.place);
    for (const words of new WordSplitter(fault.place).parts(fault.text, true)) this.#lookAtWords(words);
  }

  #lookAtWords({ text, place }: WordPart, told: readonly PlaceRange[] = []): void {
    const part = this.#part++;
    const bytes = new TextEncoder().encode(JSON.stringify(text));
    if (this.pass === 'learn') {
      if (this.scanner.learn(bytes)) this.memory.found.add(part);
      return;
    }
    const placeOf = (unit: number): Position => placeAfter(text, unit, place);
    for (const hit of this.scanner.hits(bytes, this.#isClean(part))) {
      const range = { start: placeOf(hit.start), end: placeOf(hit.end) };
      if (told.some((one) => overlap(one, range))) continue;
      const replaced = { start: placeOf(hit.replacedStart), end: placeOf(hit.replacedEnd) };
      this.#tell(hit, this.#ownOwner(), [], { range, replaced }, false);
    }
  }

  #ownOwner(): TextOwner {
    return this.name.owner ?? { agent: this.#place.agent, kind: 'document', id: this.name.document };
  }

  #isClean(part: number): boolean {
    return part < this.memory.parts && !this.memory.found.has(part);
  }

  /** Gives the places that were told of, or found and marked as safe. */
  #tellHits(piece: TextPiece, hits: readonly Hit[]): PlaceRange[] {
    const owned = hits.map((hit) => this.#ownerOf(piece, hit));
    // Before the first is told of: a key or id that is itself a finding stands in the pointers of others.
    for (const [index, hit] of hits.entries()) this.#maskNames(hit, owned[index]);
    const places = placesOf(piece.bytes, piece.added, piece.place, hits);
    for (const [index, { owner, path }] of owned.entries()) {
      const [hit, place] = [hits[index], places[index]];
      if (hit !== undefined && place !== undefined) this.#tell(hit, owner, path, place, true);
    }
    return places.map(({ range }) => range);
  }

  #ownerOf({ bytes, path: top, added, underKey, opened }: TextPiece, hit: Hit): OwnedPath {
    const value = this.#parsed(bytes);
    const inside = pointerPath(hit.pointer);
    const path = [...top, ...(underKey ? inside.slice(1) : inside)];
    if (this.name.owner !== undefined) return { owner: this.name.owner, path };
    // A member that comes alone says nothing of the object that it belongs to.
    const least = added > 0 ? top.length + 1 : top.length;
    const { agent, kind, id, depth } = ownerOf(this.#place, path, (at) =>
      at < least ? opened(at) : valueAt(value, inside.slice(0, at - top.length)),
    );
    return { owner: { agent, kind, id: id ?? this.name.document }, path: path.slice(depth) };
  }

  /** Parsed once for all hits of a piece. */
  #parsed(bytes: Uint8Array): JsonValue | undefined {
    if (this.#lastParsed?.bytes !== bytes) this.#lastParsed = { bytes, value: parsedOrNothing(bytes) };
    return this.#lastParsed.value;
  }

  #maskNames({ inKey, value, replacement }: Hit, owned: OwnedPath | undefined): void {
    const key = owned?.path.at(-1);
    if (owned === undefined || key === undefined) return;
    const name = inKey ? key : key === 'id' ? owned.owner.id : undefined;
    if (name === undefined) return;
    this.#maskedNames.set(name, (this.#maskedNames.get(name) ?? name).replaceAll(value, replacement));
  }

  #tell(
    hit: Hit,
    owner: TextOwner,
    path: readonly string[],
    { range, replaced }: HitPlaces,
    escaped: boolean,
  ): void {
    const { agent, kind, id } = owner;
    if (this.scanner.isSafe(hit, { agent: agent ?? '', id }, pointerOf(path))) {
      this.sink.markedSafe();
      return;
    }
    this.sink.finding({
      file: this.name.file,
      entry: this.name.entry,
      agent,
      kind,
      id: this.#maskedNames.get(id) ?? id,
      pointer: pointerOf(path.map((key) => this.#maskedNames.get(key) ?? key)),
      inKey: hit.inKey,
      rule: hit.rule,
      category: hit.category,
      level: levelOf(hit.category, hit.tier),
      range,
      replacement: hit.replacement,
      replaced,
      mask: hit.mask,
      escaped,
      fingerprint: this.scanner.fingerprint(hit.value),
    });
  }

  /** False, after saying why, for a piece that does not parse. */
  #check(piece: TextPiece): boolean {
    const { bytes } = piece;
    if (parsedOrNothing(bytes) !== undefined) return true;
    const notUtf8 = findUtf8Damage(bytes);
    const damage = findJsonDamage(bytes);
    const isJson = damage !== undefined && (notUtf8 === undefined || damage.offset <= notUtf8);
    const cursor = new PlaceCursor();
    cursor.place = piece.place;
    cursor.advance(bytes, piece.added, (isJson ? damage.offset : notUtf8) ?? 0);
    if (isJson) this.#fault('json-damaged', damage.detail, cursor.place);
    else if (notUtf8 !== undefined) this.#fault('not-utf8', 'it is not UTF-8 text', cursor.place);
    return false;
  }

  #fault(code: ScanProblem['code'], detail: string, { line, column }: Position): void {
    if (this.pass === 'tell' || this.#faults++ >= MAX_FAULTS) return;
    const { file, entry } = this.name;
    const where = entry === undefined ? file : `${entry} in ${file}`;
    const message = `${where} has a fault at line ${line}, column ${column}: ${detail}. What can be read was scanned.`;
    this.sink.problem({ file, entry, code, message, line, column });
  }
}

/** The value that UTF-8 JSON is; undefined for all else. */
export function parsedOrNothing(bytes: Uint8Array): JsonValue | undefined {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    // SyntaxError of the parser, TypeError of the decoder: `#check` says which.
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function overlap(one: PlaceRange, other: PlaceRange): boolean {
  return isBefore(one.start, other.end) && isBefore(other.start, one.end);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.column < other.column);
}
