interface FollowingOptions {
  /** Looks at what is so, and does what follows from it. */
  act: () => Promise<void>;
  /** Told of each rejection of it. */
  onFailed: (error: unknown) => void;
}

/**
 * Follows something that changes: acts one at a time, and once more where it was told of a change meanwhile, so that nothing is missed and
 * nothing done on what is out of date. Ends when it is closed.
 */
export class Following {
  readonly #options: FollowingOptions;
  #acting: Promise<void> | undefined;
  #again = false;
  #later: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: FollowingOptions) {
    this.#options = options;
  }

  follow(): void {
    if (this.#closed) return;
    if (this.#acting) {
      this.#again = true;
      return;
    }
    this.#acting = this.#options
      .act()
      .catch(error => this.#options.onFailed(error))
      .finally(() => {
        this.#acting = undefined;
        if (!this.#again) return;
        this.#again = false;
        this.follow();
      });
  }

  /** The last such wish counts. */
  followIn(ms: number): void {
    if (this.#closed) return;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.follow(), ms);
  }

  /** Resolves when it does not act any more. Safe to call twice. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#later);
    await this.#acting;
  }
}
