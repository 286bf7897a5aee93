import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { AnonymisationChoices, CustomRule } from '../../core/anonymise/choices';
import { throwIfCancelled } from '../../core/errors';
import type { ReviewedRecord } from '../../core/export/review';
import type { ExportRequest } from '../../core/export/request';
import { reviewExport } from '../../core/export/reviewExport';
import { REVIEW_VIEW_ID } from '../contract';
import type { Disposable } from '../disposables';
import { Emitter } from '../emitter';
import type { Memory, Services } from '../services';
import { format } from '../words';
import { ReviewModel, type RecordOfReview } from './model';
import { ReviewTexts, type RecordTexts } from './texts';

/** What is reviewed: an export that has not been written. */
export interface ReviewSubject {
  readonly memory: Memory;
  /** With the choices that the settings make. */
  readonly request: ExportRequest;
}

/** What an export takes from a review. */
export interface ReviewResult {
  readonly choices: AnonymisationChoices;
  /** The time that the placeholders of the review were made from. */
  readonly time: number;
}

/** An own rule that was added, and whether later exports have it too. */
export interface AddedRule {
  readonly rule: CustomRule;
  readonly lasting: boolean;
}

/** A rule that was tried on everything. */
export interface TriedRule {
  /** Places that it finds and nothing else does. */
  readonly found: number;
  /** Puts what was read with it in place of what was read before. */
  take(lasting: boolean): void;
}

interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Asked after each record: true ends the reading. */
  readonly until?: () => boolean;
}

/** While records come in, the list is drawn this often. */
const REDRAW_MS = 300;

/** One review from opening to its end. What it read is in memory only and goes with it. */
export class ReviewSession implements Disposable {
  readonly model: ReviewModel;
  readonly changed = new Emitter<undefined>();
  readonly #ended = new AbortController();
  readonly #choices: AnonymisationChoices;
  readonly #added: AddedRule[] = [];
  readonly #time: number;
  #texts = new ReviewTexts();
  #ready = false;

  constructor(
    private readonly services: Services,
    private readonly subject: ReviewSubject,
    now: number,
  ) {
    this.#choices = subject.request.choices ?? {};
    this.#time = now;
    this.model = new ReviewModel(this.#choices.decisions ?? []);
  }

  /** False while the first reading goes on. */
  get isReady(): boolean {
    return this.#ready;
  }

  get memory(): Memory {
    return this.subject.memory;
  }

  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  get rules(): readonly CustomRule[] {
    return [...(this.#choices.rules ?? []), ...this.#added.map(({ rule }) => rule)];
  }

  /** Rules and decisions that later exports are to have too. */
  get addedRules(): readonly AddedRule[] {
    return this.#added;
  }

  /** Reads what the export would change. Throws what `reviewExport` throws. */
  async read(): Promise<void> {
    let drawn = Date.now();
    await this.#eachRecord(this.rules, (reviewed) => {
      this.#texts.keep(this.model.add(reviewed).number, reviewed);
      if (Date.now() - drawn < REDRAW_MS) return;
      drawn = Date.now();
      this.changed.fire(undefined);
    });
    this.#ready = true;
    this.changed.fire(undefined);
  }

  /** Reads everything with one rule more; nothing changes before the rule is taken. */
  async tryRule(rule: CustomRule, signal: AbortSignal): Promise<TriedRule> {
    const model = new ReviewModel([]);
    const texts = new ReviewTexts();
    await this.#eachRecord(
      [...this.rules, rule],
      (reviewed) => {
        texts.keep(model.add(reviewed).number, reviewed);
      },
      { signal: AbortSignal.any([this.#ended.signal, signal]) },
    );
    return {
      found: model.countOfRule(rule.id),
      take: (lasting) => {
        this.#added.push({ rule, lasting });
        this.model.takeFrom(model);
        this.#texts = texts;
        this.changed.fire(undefined);
      },
    };
  }

  /** The texts of a record; read again when they are not held. */
  async texts(record: RecordOfReview): Promise<RecordTexts | undefined> {
    const held = this.#texts.get(record.number);
    if (held !== undefined) return held;
    const { agent, kind, id } = record;
    let found: RecordTexts | undefined;
    await this.#eachRecord(
      this.rules,
      (reviewed) => {
        if (reviewed.agent === agent && reviewed.kind === kind && reviewed.id === id) found = reviewed;
      },
      { until: () => found !== undefined },
    );
    return found;
  }

  result(): ReviewResult {
    return {
      choices: { ...this.#choices, rules: this.rules, decisions: this.model.decisions.all() },
      time: this.#time,
    };
  }

  /** Stops what is being read. */
  dispose(): void {
    this.#ended.abort();
    this.changed.dispose();
  }

  /**
   * Hands over each record as if nobody had decided anything: decisions are applied to what is shown, so that each can
   * be taken back at once.
   */
  async #eachRecord(
    rules: readonly CustomRule[],
    take: (reviewed: ReviewedRecord) => void,
    { signal = this.#ended.signal, until = (): boolean => false }: ReadOptions = {},
  ): Promise<void> {
    const [host, store] = await Promise.all([this.services.host(), this.subject.memory.store()]);
    const request: ExportRequest = {
      ...this.subject.request,
      time: this.#time,
      choices: { ...this.#choices, rules, decisions: [] },
    };
    await vscode.window.withProgress(
      { location: { viewId: REVIEW_VIEW_ID }, title: l10n.t('Looking for what would change') },
      async (progress) => {
        const run = {
          signal,
          onProgress: ({ done, total }: { readonly done: number; readonly total: number }) => {
            if (total > 0) progress.report({ message: format.percent(Math.min(1, done / total)) });
          },
        };
        for await (const reviewed of reviewExport(host, store, request, run)) {
          throwIfCancelled(signal);
          take(reviewed);
          if (until()) return;
        }
      },
    );
  }
}
