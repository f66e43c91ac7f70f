/** Tells one share, 0 to 1, of work in steps of different length, and never goes back. */
export class Progress {
  readonly #tell: (share: number) => void;
  readonly #whole: number;
  #done = 0;
  #told = 0;

  constructor(whole: number, tell: (share: number) => void) {
    this.#whole = Math.max(1, whole);
    this.#tell = tell;
  }

  /** How far a step of this length is, 0 to 1. */
  at(share: number, length: number): void {
    const reached = Math.min(1, (this.#done + Math.max(0, Math.min(1, share)) * length) / this.#whole);
    if (reached - this.#told < 0.005) return;
    this.#told = reached;
    this.#tell(reached);
  }

  /** A step of this length is over. */
  done(length: number): void {
    this.#done += length;
    this.at(0, 0);
  }
}
