import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { SYSTEM } from '../../../shared/interview/events.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { Poller } from '../../Poller.ts';
import type { InterviewRecordingStore } from '../../store/interviewRecordingStore.ts';
import type { Tables } from '../../store/schema.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import { erasure } from './commands.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

interface RetentionOptions {
  settings: SettingStore;
  recordings: Pick<InterviewRecordingStore, 'endedBefore'>;
  interviews: Pick<Interviews, 'execute'>;
  logger: Logger;
}

/** Deletes recordings after the retention time. Checks at the server's start and once a day. */
export class Retention {
  readonly #options: RetentionOptions;
  readonly #poller: Poller;
  readonly #sweeps = [() => this.#sweep()];

  constructor(options: RetentionOptions) {
    this.#options = options;
    const onError = (error: unknown) =>
      options.logger.warn({ err: error }, 'what is over its time could not be deleted');
    this.#poller = new Poller({
      task: async () => {
        for (const sweep of [...this.#sweeps]) await sweep().catch(onError);
      },
      intervalMs: DAY_MS,
      onError,
    });
  }

  /** Returns how many days after its interview a recording is kept. Undefined means forever. */
  async days(): Promise<number | undefined> {
    return (await this.#options.settings.read('retention.days')) ?? undefined;
  }

  /** Counts the recordings that a retention time would delete now. */
  async countOver(days: number): Promise<number> {
    return (await this.#options.recordings.endedBefore(Date.now() - days * DAY_MS)).length;
  }

  async change(days: number | undefined, userId: string): Promise<void> {
    const { settings } = this.#options;
    const [before, pages] = await Promise.all([this.days(), settings.read('practice.pages')]);
    // Private pages keep the same time until a time of their own is set.
    const followed = (pages ?? 'as-recordings') === 'as-recordings';
    await writeRetention(settings, days, userId, { before: before ?? null, pages: followed });
    await this.sweep();
  }

  /** Adds another deletion to every sweep, and starts a sweep. */
  alsoSweep(other: () => Promise<void>): void {
    this.#sweeps.push(other);
    void this.sweep();
  }

  /** Deletes recordings that have expired under the current settings. Never rejects: the next sweep retries. */
  sweep(): Promise<void> {
    return this.#poller.run();
  }

  close(): Promise<void> {
    return this.#poller.close();
  }

  async #sweep(): Promise<void> {
    const { recordings, interviews, logger } = this.#options;
    const days = await this.days();
    if (days === undefined) return;
    for (const { recordingId, interviewId } of await recordings.endedBefore(Date.now() - days * DAY_MS)) {
      try {
        await interviews.execute(interviewId, SYSTEM, state => ({
          events: state.recording?.recordingId === recordingId ? erasure(state) : [],
          result: undefined,
        }));
        logger.info({ interviewId, recordingId }, 'a recording is erased because its time is over');
      } catch (error) {
        // One failure must not stop the deletion of the other recordings.
        logger.error({ interviewId, recordingId, err: error }, 'an old recording could not be erased');
      }
    }
  }
}

/** Stores the retention time without starting a sweep. Undefined `days` keeps recordings forever. */
export function writeRetention(
  settings: SettingStore,
  days: number | undefined,
  userId: string,
  { transaction, ...also }: { transaction?: Kysely<Tables>; before?: number | null; pages?: boolean } = {},
): Promise<void> {
  const details = { days: days ?? null, ...also };
  const entry = { actor: userId, action: 'retention.changed', target: 'recordings', details };
  return settings.write('retention.days', details.days, entry, transaction);
}

/** Returns when a recording will be deleted. Undefined before the interview ends or if kept forever. */
export function retainUntil(endedAt: number | undefined, days: number | undefined): number | undefined {
  return endedAt === undefined || days === undefined ? undefined : endedAt + days * DAY_MS;
}
