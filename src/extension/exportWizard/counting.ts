import { estimate, readViews, type Estimate, type Snapshot } from '../../core/export/estimate';
import { exportMemory } from '../../core/export/exportMemory';
import type { ExportReport } from '../../core/export/request';
import { filtersOf, kindsOf } from '../../core/export/wizardChoices';
import { throwIfCancelled } from '../../core/errors';
import type { ExportOptionValues } from '../../core/options';
import type { Layout } from '../../core/store/store';
import { readLayout } from '../../core/store/layout';
import { lazy } from '../lazy';
import type { Services } from '../services';
import { requestOf, type Draft } from './draft';

/** What the wizard knows about the memory while its questions are on screen. Reading ends with the wizard. */
export class Counting {
  readonly #ended = new AbortController();
  readonly #dryRuns = new Map<string, ExportReport>();
  #sizes: Promise<Layout> | undefined;

  constructor(
    private readonly services: Services,
    private readonly draft: Draft,
  ) {}

  /** Names and sizes: no file is opened. */
  layout(): Promise<Layout> {
    this.#sizes ??= this.draft.memory.store().then((store) => readLayout(store));
    return this.#sizes;
  }

  /** Every record's view, read once in the background; all counts of the wizard come from it. */
  readonly snapshot = lazy(async (): Promise<Snapshot> => {
    const store = await this.draft.memory.store();
    const request = await requestOf(this.services, this.draft, { dryRun: true });
    const whole = { ...request, agents: undefined, kinds: undefined, ids: undefined };
    return readViews(store, whole, { signal: this.#ended.signal });
  });

  /** How many records some answers leave. */
  async estimate(answers: ExportOptionValues, ids: readonly string[] | undefined): Promise<Estimate> {
    const host = await this.services.host();
    return estimate(host, await this.snapshot(), {
      agents: answers.agents,
      kinds: kindsOf(answers),
      ids,
      filters: filtersOf(answers),
    });
  }

  /**
   * The export as it would be, nothing written: how many items a level changes, which shared records come along. Reads
   * the whole scope, so one at a time and only while someone looks.
   */
  async dryRun(answers: ExportOptionValues, signal: AbortSignal): Promise<ExportReport> {
    const draft: Draft = { ...this.draft, answers, password: undefined };
    const request = await requestOf(this.services, draft, { dryRun: true });
    const { agents, kinds, ids, filters, includeGlobal, shared, anonymise, choices } = request;
    const key = JSON.stringify([agents, kinds, ids, filters, includeGlobal, shared, anonymise, choices]);
    const known = this.#dryRuns.get(key);
    if (known !== undefined) return known;
    const store = await this.draft.memory.store();
    const both = AbortSignal.any([signal, this.#ended.signal]);
    throwIfCancelled(both);
    const report = await exportMemory(
      await this.services.host(),
      store,
      { kind: 'folder', store: store.files },
      request,
      { signal: both },
    );
    this.#dryRuns.set(key, report);
    return report;
  }

  dispose(): void {
    this.#ended.abort();
  }
}
