import type { Database } from '../store/database.ts';

const ASK_EVERY_MS = 5_000;
const STUCK_AFTER_MS = 30_000;

/**
 * Asks the database every 5 s whether it answers. A server that has not reached its database for 30 s is stuck
 * and should be restarted, unless the database refuses new connections as well: a restart would end the calls
 * on this server without bringing the database back.
 */
export class DatabaseWatch {
  readonly #database: Pick<Database, 'answers' | 'isDown'>;
  readonly #timer: NodeJS.Timeout;
  #reachedAt = performance.now();
  #isAsking = false;

  constructor(database: Pick<Database, 'answers' | 'isDown'>) {
    this.#database = database;
    this.#timer = setInterval(() => void this.#ask(), ASK_EVERY_MS);
    this.#timer.unref();
  }

  get isStuck(): boolean {
    return performance.now() - this.#reachedAt > STUCK_AFTER_MS;
  }

  /** Skips a turn while the last question has no answer. Never rejects. */
  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    if ((await this.#database.answers()) || (await this.#database.isDown()))
      this.#reachedAt = performance.now();
    this.#isAsking = false;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
