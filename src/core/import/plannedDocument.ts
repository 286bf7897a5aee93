import { isJsonObject } from '../json';
import type { JsonObject, JsonValue } from '../json';
import type { StoreFile } from '../store/store';
import type { Choice, PlanAction, PlanDocument } from './plan';
import { CHOSEN } from './plannedItem';
import type { Verdict } from './plannedItem';
import { withMember } from './recordFields';

/** What may become of a document, worked out before anybody chooses. */
export interface DocumentVersions {
  readonly incoming: JsonValue;
  /** The one here and the incoming one united; undefined where they cannot be, or where that changes nothing. */
  readonly merged: JsonValue | undefined;
}

/** Where a document lies. */
export interface DocumentPlace {
  readonly key: string;
  readonly path: string;
  readonly agent: string | undefined;
  /** Undefined when it is new. */
  readonly file: StoreFile | undefined;
  /** The value of `config.json`, when the document is an agent's part of it (FORMATS 1.4). */
  readonly config?: JsonObject | undefined;
}

/** A document of a plan, with what applying it needs. */
export class PlannedDocument implements PlanDocument {
  choice: Choice | undefined;
  action: PlanAction;
  reason: string;
  readonly choices: readonly Choice[];

  /** `versions`: undefined where nothing can be written: it is the same here, or cannot be read. */
  constructor(
    private readonly place: DocumentPlace,
    private readonly planned: Verdict,
    private readonly versions: DocumentVersions | undefined,
  ) {
    this.action = planned.action;
    this.reason = planned.reason;
    this.choices = choicesOf(planned, versions);
  }

  get key(): string {
    return this.place.key;
  }

  get path(): string {
    return this.place.path;
  }

  get agent(): string | undefined {
    return this.place.agent;
  }

  get file(): StoreFile | undefined {
    return this.place.file;
  }

  /** What its file will hold if nothing else of it changes; undefined where nothing is written. */
  get value(): JsonValue | undefined {
    return this.into(undefined);
  }

  /** The same beside what other documents of the file have made of it. */
  into(value: JsonValue | undefined): JsonValue | undefined {
    const own = this.#own();
    return own === undefined ? value : this.#inFile(own, value);
  }

  /** What its file would hold with this version; undefined where there is no such. */
  version(which: keyof DocumentVersions): JsonValue | undefined {
    const own = this.versions?.[which];
    return own === undefined ? undefined : this.#inFile(own, undefined);
  }

  /** What a choice makes of it. */
  choose(choice: Choice): void {
    this.choice = choice;
    this.action = this.#actionOf(choice);
    this.reason = this.action === this.planned.action ? this.planned.reason : CHOSEN[choice];
  }

  #inFile(own: JsonValue, value: JsonValue | undefined): JsonValue {
    const { config, agent } = this.place;
    if (config === undefined || agent === undefined) return own;
    const whole = isJsonObject(value) ? value : config;
    const overrides = whole['agentOverrides'];
    return withMember(
      whole,
      'agentOverrides',
      withMember(isJsonObject(overrides) ? overrides : {}, agent, own),
    );
  }

  #own(): JsonValue | undefined {
    if (this.action === 'merge') return this.versions?.merged;
    return this.action === 'add' || this.action === 'replace' ? this.versions?.incoming : undefined;
  }

  #actionOf(choice: Choice): PlanAction {
    if (choice === 'take') return this.planned.action === 'add' ? 'add' : 'replace';
    return choice === 'both' ? this.planned.action : choice;
  }
}

function choicesOf({ action }: Verdict, versions: DocumentVersions | undefined): readonly Choice[] {
  if (versions === undefined) return [];
  if (action === 'add') return ['take', 'skip'];
  return versions.merged === undefined ? ['keep', 'take', 'skip'] : ['keep', 'take', 'merge', 'skip'];
}
