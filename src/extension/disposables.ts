/** Anything with an end; structurally what VS Code calls a Disposable. */
export interface Disposable {
  dispose(): void;
}

/** Disposables that end together. One that comes after the end is ended at once, so that late async work cannot leak. */
export class DisposableStore implements Disposable {
  private readonly members = new Set<Disposable>();
  private ended = false;

  add<Member extends Disposable>(member: Member): Member {
    if (this.ended) member.dispose();
    else this.members.add(member);
    return member;
  }

  get isDisposed(): boolean {
    return this.ended;
  }

  dispose(): void {
    if (this.ended) return;
    this.ended = true;
    for (const member of this.members) member.dispose();
    this.members.clear();
  }
}
