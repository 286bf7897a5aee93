import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { LoomError } from '../../core/errors';
import { REVIEW_VIEW_ID, setContext } from '../contract';
import { decisionWords } from '../decisionWords';
import { DisposableStore } from '../disposables';
import { indentJson } from '../recordPage/indentJson';
import type { Services } from '../services';
import { format } from '../words';
import { reviewAddress, reviewUri } from './address';
import { keepLasting } from './keepLasting';
import type { RecordOfReview } from './model';
import { itemsOfNode, type ReviewNode } from './nodes';
import { reviewedText } from './reviewedText';
import { ReviewSession, type ReviewResult, type ReviewSubject } from './session';
import { changesTitle } from './showChanges';
import { ReviewTree } from './tree';

/** VS Code shows larger files without colours, and its diff gives up on them. */
const MAX_TEXT = 20 * 1024 * 1024;

/** What is open: one review at a time. */
export interface OpenReview {
  readonly number: number;
  readonly session: ReviewSession;
  readonly view: vscode.TreeView<ReviewNode>;
  end(result: ReviewResult | undefined): void;
}

/** Opens and ends reviews, and gives the text of what they compare. */
export class Reviews {
  #current: OpenReview | undefined;
  #last = 0;

  constructor(
    private readonly services: Services,
    private readonly documentChanged: vscode.EventEmitter<vscode.Uri>,
  ) {}

  get current(): OpenReview | undefined {
    return this.#current;
  }

  /**
   * Shows what an export would change and waits for the person. Undefined when the review was left: then nothing of it
   * stays, in the memory, the settings or on screen. A review that is open already is left.
   */
  async review(subject: ReviewSubject): Promise<ReviewResult | undefined> {
    this.#current?.end(undefined);
    const { clock } = await this.services.host();
    const session = new ReviewSession(this.services, subject, clock.now());
    const result = await this.#show(session);
    if (result !== undefined) await keepLasting(this.services, session);
    return result;
  }

  /** The text of one side of a record. One that cannot be shown gives a text that says why. */
  async text(uri: vscode.Uri): Promise<string> {
    const address = reviewAddress(uri);
    const current = this.#current;
    if (address === undefined || current?.number !== address.review) {
      return l10n.t('This review is closed.');
    }
    const { model } = current.session;
    const record = model.records[address.record];
    const texts = record === undefined ? undefined : await current.session.texts(record);
    if (record === undefined || texts === undefined)
      return l10n.t('The record is not in the memory any more.');
    if (texts.before.length > MAX_TEXT) return l10n.t('The record is too large to be shown as text.');
    const [before, after] = [texts.before, texts.after].map((bytes) => new TextDecoder().decode(bytes));
    if (address.side === 'before') return indentJson(before ?? '');
    const decided = record.items.map(({ hit }) => ({ hit, outcome: model.decisions.outcome(hit) }));
    return indentJson(reviewedText(before ?? '', after ?? '', decided));
  }

  /** The two sides of a record, for the diff editors. */
  sides(record: RecordOfReview): readonly [before: vscode.Uri, after: vscode.Uri] {
    const number = this.#current?.number ?? 0;
    return [reviewUri(record, number, 'before'), reviewUri(record, number, 'after')];
  }

  /** Shows and reads; resolves when the person goes on, leaves, or the reading fails. */
  async #show(session: ReviewSession): Promise<ReviewResult | undefined> {
    const disposables = new DisposableStore();
    const tree = disposables.add(new ReviewTree(session));
    disposables.add(session);
    await setContext(vscode.commands, 'loomMemory.reviewing', 'reading');
    const view = disposables.add(
      vscode.window.createTreeView(REVIEW_VIEW_ID, {
        treeDataProvider: tree,
        canSelectMany: true,
        showCollapseAll: true,
        manageCheckboxStateManually: true,
      }),
    );
    const ended = new Promise<ReviewResult | undefined>((resolve) => {
      this.#last += 1;
      this.#current = { number: this.#last, session, view, end: resolve };
    });
    const opened = this.#current;
    const redraw = (): void => {
      view.message = messageWords(session);
      tree.refresh();
      this.#redrawDocuments();
    };
    disposables.add(session.changed.event(redraw));
    disposables.add(
      view.onDidChangeCheckboxState(({ items }) => {
        for (const [node, state] of items) {
          const accept = state === vscode.TreeItemCheckboxState.Checked;
          session.model.decide(itemsOfNode(session.model, node), accept ? 'accept' : 'reject');
        }
        session.changed.fire(undefined);
      }),
    );
    try {
      redraw();
      await vscode.commands.executeCommand(`${REVIEW_VIEW_ID}.focus`);
      void this.#read(session, opened);
      return await ended;
    } finally {
      if (this.#current === opened) this.#current = undefined;
      disposables.dispose();
      await this.#close();
    }
  }

  async #read(session: ReviewSession, opened: OpenReview | undefined): Promise<void> {
    try {
      await session.read();
      if (this.#current !== opened) return;
      await setContext(vscode.commands, 'loomMemory.reviewing', 'ready');
      const [category] = session.model.categories();
      if (category === undefined) return;
      await opened?.view.reveal({ type: 'category', category }, { focus: true, select: false });
    } catch (error) {
      if (!LoomError.is(error, 'cancelled')) await this.services.fail(error);
      opened?.end(undefined);
    }
  }

  /** What is shown of decisions is drawn again; the side "before" never changes. */
  #redrawDocuments(): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (reviewAddress(uri)?.side === 'after') this.documentChanged.fire(uri);
    }
  }

  /** The view goes, and with it every tab that showed what was read. */
  async #close(): Promise<void> {
    if (this.#current !== undefined) return;
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: open }) => open).filter(isOfReview);
    await vscode.window.tabGroups.close(tabs);
    await setContext(vscode.commands, 'loomMemory.reviewing', 'closed');
  }
}

/** Also the multi-diff editor, whose input the API of the oldest version does not describe: by its title. */
function isOfReview({ input, label }: vscode.Tab): boolean {
  if (input instanceof vscode.TabInputTextDiff) return reviewAddress(input.modified) !== undefined;
  if (input instanceof vscode.TabInputText) return reviewAddress(input.uri) !== undefined;
  return label.startsWith(changesTitle());
}

/** "24 replaced as proposed · 2 left as they are · 1 edited. Nothing is written before you continue." */
function messageWords({ model, isReady }: ReviewSession): string {
  const { accept, reject, edit } = model.tally();
  if (!isReady) return l10n.t('{0} found so far…', format.number(model.items.length));
  if (model.items.length === 0) return '';
  const parts = [
    ...(accept === 0 ? [] : [l10n.t('{0} replaced as proposed', format.number(accept))]),
    ...decisionWords({ rejected: reject, edited: edit }),
  ];
  return l10n.t('{0}. Nothing is written before you continue.', parts.join(' · '));
}
