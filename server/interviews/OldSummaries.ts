import { setImmediate as nextTurn } from 'node:timers/promises';
import type { InterviewId } from '../../shared/ids.ts';
import type { Logger } from '../log.ts';
import { Poller } from '../Poller.ts';
import type { InterviewStore } from '../store/interviewStore.ts';
import type { Interviews } from './interviews.ts';
import { summaryOf } from './summary.ts';

const POLL_MS = 60_000;
const AT_ONCE = 100;

interface OldSummariesOptions {
  interviews: Pick<Interviews, 'readAt'>;
  store: Pick<InterviewStore, 'listToSummarize' | 'lastSeq' | 'summarize'>;
  logger: Logger;
  pollEveryMs?: number | undefined;
}

/** Computes summaries again that older versions wrote, from the logs. Lists work in the meantime. */
export class OldSummaries {
  readonly #options: OldSummariesOptions;
  readonly #poller: Poller;

  constructor(options: OldSummariesOptions) {
    this.#options = options;
    this.#poller = new Poller({
      task: () => this.#poll(),
      intervalMs: options.pollEveryMs ?? POLL_MS,
      onError: error => options.logger.warn({ err: error }, 'could not update old summaries'),
    });
  }

  /** Updates all old summaries now. Never rejects. */
  poll(): Promise<void> {
    return this.#poller.run();
  }

  close(): Promise<void> {
    return this.#poller.close();
  }

  async #poll(): Promise<void> {
    for (let last: InterviewId | undefined; ; ) {
      const found = await this.#options.store.listToSummarize(AT_ONCE, last);
      for (const interviewId of found) {
        if (this.#poller.closed) return;
        await this.#summarize(interviewId);
        // Lets other work run, because SQLite queries don't yield to the event loop.
        await nextTurn();
      }
      last = found.at(-1);
      if (!last) return;
    }
  }

  async #summarize(interviewId: InterviewId): Promise<void> {
    const { interviews, store, logger } = this.#options;
    try {
      const lastSeq = await store.lastSeq(interviewId);
      // Reads the log without the cache, because old interviews would replace those in use.
      const state = await interviews.readAt(interviewId, Number.POSITIVE_INFINITY);
      // A newer version knows what this version can't read.
      if (!state.hasNewerEvents) await store.summarize(interviewId, lastSeq, summaryOf(state));
    } catch (error) {
      logger.warn({ interviewId, err: error }, 'could not update a summary');
    }
  }
}
