/** Collects cleanup functions and runs them once, in reverse order. */
export class Disposables {
  #undo: (() => void)[] = [];
  disposed = false;

  add(...undo: (() => void)[]): void {
    if (this.disposed) for (const step of undo) step();
    else this.#undo.push(...undo);
  }

  listen(target: EventTarget, type: string, listener: (event: Event) => void): void {
    target.addEventListener(type, listener);
    this.add(() => target.removeEventListener(type, listener));
  }

  dispose(): void {
    this.disposed = true;
    const undo = this.#undo.reverse();
    this.#undo = [];
    for (const step of undo) step();
  }
}
