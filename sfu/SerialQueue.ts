/** Runs tasks one after the other, each when the one before has settled. */
export class SerialQueue {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(task);
    this.#tail = result.catch(() => undefined); // The caller of `run` gets the error; the next task must run all the same.
    return result;
  }
}
