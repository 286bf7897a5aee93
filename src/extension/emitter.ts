import type { Disposable } from './disposables';

/** An event of our own, for code that runs without VS Code too (its tests do). */
export class Emitter<Value> {
  private readonly listeners = new Set<(value: Value) => void>();

  readonly event = (listener: (value: Value) => void): Disposable => {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  };

  fire(value: Value): void {
    for (const listener of [...this.listeners]) listener(value);
  }

  dispose(): void {
    this.listeners.clear();
  }
}
