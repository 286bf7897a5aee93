import type { Line } from '../src/cart/totals';

/** The same key gives the same order: a retry after a timeout makes no second one. */
export async function createOrder(store: OrderStore, key: string, lines: readonly Line[]): Promise<Order> {
  return (await store.byIdempotencyKey(key)) ?? store.insert(key, lines);
}

export interface Order {
  readonly id: string;
}

export interface OrderStore {
  byIdempotencyKey(key: string): Promise<Order | undefined>;
  insert(key: string, lines: readonly Line[]): Promise<Order>;
}
