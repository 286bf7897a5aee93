import type { ReviewArguments } from '../contract';
import type { Services } from '../services';
import { addRule } from './addRule';
import { editReplacement } from './editReplacement';
import type { ReviewItem } from './model';
import { itemsOfNode, type ReviewNode } from './nodes';
import type { OpenReview, Reviews } from './reviews';
import { showAllChanges, showChange } from './showChanges';

/** Commands of the open review; without one they do nothing, since no menu shows them then. */
export class ReviewCommands {
  constructor(
    private readonly services: Services,
    private readonly reviews: Reviews,
  ) {}

  decide(action: 'accept' | 'reject', chosen: ReviewArguments): void {
    this.#change(chosen, ({ session: { model } }, items) => {
      model.decide(items, action);
    });
  }

  /** For a value; for a group for the rules of its category. */
  decideAlways(action: 'accept' | 'reject', chosen: ReviewArguments): void {
    this.#change(chosen, ({ session: { model } }, items, nodes) => {
      if (nodes.every((node) => node.type === 'item')) model.decideValues(items, action);
      else model.decideRules(items, action);
    });
  }

  decideRule(action: 'accept' | 'reject', chosen: ReviewArguments): void {
    this.#change(chosen, ({ session: { model } }, items) => {
      model.decideRules(items, action);
    });
  }

  async edit(chosen: ReviewArguments): Promise<void> {
    const current = this.reviews.current;
    const item = current && this.#items(current, chosen)[0];
    if (current === undefined || item === undefined) return;
    if (await editReplacement(this.services, current.session, item)) current.session.changed.fire(undefined);
  }

  async showChange(chosen: ReviewArguments): Promise<void> {
    const current = this.reviews.current;
    const item = current && this.#items(current, chosen)[0];
    if (current !== undefined && item !== undefined) await showChange(this.reviews, current, item);
  }

  async showAllChanges(): Promise<void> {
    const current = this.reviews.current;
    if (current !== undefined) await showAllChanges(this.reviews, current);
  }

  async addRule(): Promise<void> {
    const current = this.reviews.current;
    if (current !== undefined) await addRule(current.session);
  }

  continue(): void {
    const current = this.reviews.current;
    if (current?.session.isReady === true) current.end(current.session.result());
  }

  cancel(): void {
    this.reviews.current?.end(undefined);
  }

  #change(
    chosen: ReviewArguments,
    change: (current: OpenReview, items: readonly ReviewItem[], nodes: readonly ReviewNode[]) => void,
  ): void {
    const current = this.reviews.current;
    if (current === undefined) return;
    change(current, this.#items(current, chosen), nodesOf(current, chosen));
    current.session.changed.fire(undefined);
  }

  #items(current: OpenReview, chosen: ReviewArguments): readonly ReviewItem[] {
    return nodesOf(current, chosen).flatMap((node) => itemsOfNode(current.session.model, node));
  }
}

/** The rows of a menu when they are selected together, the row of a button, or, from a key, what is selected. */
function nodesOf({ view }: OpenReview, [node, selected]: ReviewArguments): readonly ReviewNode[] {
  if (node === undefined) return view.selection;
  return selected?.includes(node) === true ? selected : [node];
}
