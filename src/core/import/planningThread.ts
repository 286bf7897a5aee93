import type { Host } from '../ports';
import type { ArrivalThread } from './arrivals';

/** The other thread of a plan, where the host has one: opened when it is first asked for. */
export class PlanningThread {
  #opening: Promise<ArrivalThread | undefined> | undefined;

  constructor(private readonly host: Pick<Host, 'arrivalThread'>) {}

  open(): Promise<ArrivalThread | undefined> {
    return (this.#opening ??= this.host.arrivalThread?.() ?? Promise.resolve(undefined));
  }

  /** Ends it, whatever it is doing. */
  async close(): Promise<void> {
    const thread = await this.#opening;
    this.#opening = undefined;
    await thread?.close();
  }
}
