import type { Host } from '../ports';
import type { ArrivalThread, ThreadWork } from './arrivals';

/** The other thread of a plan, where the host has one: opened when it is first asked for. */
export class PlanningThread {
  #opening: Promise<ArrivalThread | undefined> | undefined;

  constructor(private readonly host: Pick<Host, 'arrivalThread'>) {}

  /** `what` it is for at first. */
  open(what: ThreadWork): Promise<ArrivalThread | undefined> {
    return (this.#opening ??= this.host.arrivalThread?.(what) ?? Promise.resolve(undefined));
  }

  /** Ends it, whatever it is doing. */
  async close(): Promise<void> {
    const thread = await this.#opening;
    this.#opening = undefined;
    await thread?.close();
  }
}
