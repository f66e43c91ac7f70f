import { appendFile, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { TranscriptionBudget } from '../config.ts';
import { TranscriptionError } from '../Transcriber.ts';

/**
 * Audio that a service may get in a calendar month (UTC). A file for each month has one byte for each second that was
 * sent, so that all processes of this machine share it, and a restart changes nothing. Two processes that send at the
 * same time can exceed the budget by one segment.
 */
export class AudioBudget {
  readonly #budget: TranscriptionBudget;
  readonly #now: () => number;
  /** Audio that isn't in the file yet, less than a second. */
  #restMs = 0;

  constructor(budget: TranscriptionBudget, now: () => number = Date.now) {
    this.#budget = budget;
    this.#now = now;
  }

  /** Rejects with a `TranscriptionError` if the budget is used up. */
  async requireLeft(): Promise<void> {
    const { minutes } = this.#budget;
    if ((await this.#usedSeconds()) >= minutes * 60)
      throw new TranscriptionError(
        'budget',
        `This month's budget of ${minutes} minutes for the transcription service is used up.`,
      );
  }

  /** Counts audio before it is sent. Rejects if none may be sent, also because it can't be counted. */
  async spend(ms: number): Promise<void> {
    await this.requireLeft();
    const seconds = Math.floor((this.#restMs + ms) / 1_000);
    try {
      await mkdir(this.#budget.folder, { recursive: true, mode: 0o700 });
      await appendFile(this.#file, '.'.repeat(seconds), { mode: 0o600 });
    } catch (error) {
      throw new TranscriptionError('budget', "The use of the transcription service can't be counted.", error);
    }
    this.#restMs += ms - seconds * 1_000;
  }

  get #file(): string {
    const month = new Date(this.#now()).toISOString().slice(0, 7);
    return path.join(this.#budget.folder, `transcription-seconds-${month}`);
  }

  async #usedSeconds(): Promise<number> {
    try {
      return (await stat(this.#file)).size;
    } catch {
      // Nothing was sent in this month. A folder that can't be read can't be written to, either.
      return 0;
    }
  }
}
