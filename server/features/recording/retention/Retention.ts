import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Actor } from '../../../../shared/interview/events.ts';
import type { Interviews } from '../../../interviews/interviews.ts';
import type { InterviewRecordingStore } from '../../../store/interviewRecordingStore.ts';
import type { Tables } from '../../../store/schema.ts';
import type { SettingStore } from '../../../store/settingStore.ts';
import { erasure } from '../commands.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const SYSTEM: Actor = { type: 'system' };

interface RetentionOptions {
  settings: SettingStore;
  recordings: Pick<InterviewRecordingStore, 'endedBefore'>;
  interviews: Pick<Interviews, 'execute'>;
  logger: Logger;
}

/** For how long recordings are kept, and their end when that is over. Looks at the start and once a day. Ends when it is closed. */
export class Retention {
  readonly #options: RetentionOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #others: (() => Promise<void>)[] = [];
  #sweeping: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #closed = false;

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.sweep(), DAY_MS);
    void this.sweep();
  }

  /** Days after the end of the interview; undefined: forever. */
  async days(): Promise<number | undefined> {
    return (await this.#options.settings.read('retention.days')) ?? undefined;
  }

  /** Counts for recordings that there are already, too, and at once. */
  async change(days: number | undefined, userId: string): Promise<void> {
    await writeRetention(this.#options.settings, days, userId);
    await this.sweep();
  }

  /** Something else whose time is looked at with each sweep, and right now. */
  alsoSweep(other: () => Promise<void>): void {
    this.#others.push(other);
    void this.sweep();
  }

  /**
   * Deletes everything that is past its retention time. A call during a sweep runs another sweep after it, which sees the latest settings.
   * Never rejects: what failed is tried again by the next sweep.
   */
  sweep(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    if (this.#sweeping) {
      this.#next ??= this.#sweeping.then(() => {
        this.#next = undefined;
        return this.sweep();
      });
      return this.#next;
    }
    this.#sweeping = this.#sweepAll().finally(() => {
      this.#sweeping = undefined;
    });
    return this.#sweeping;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  async #sweepAll(): Promise<void> {
    const { logger } = this.#options;
    const note = (error: unknown) =>
      logger.warn({ err: error }, 'what is over its time could not be deleted');
    await this.#sweep().catch(note);
    for (const other of [...this.#others]) await other().catch(note);
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
        // It must not keep the others here.
        logger.error({ interviewId, recordingId, err: error }, 'an old recording could not be erased');
      }
    }
  }
}

/** Without an effect on the recordings that there are. Days as in `Retention.days`. */
export function writeRetention(
  settings: SettingStore,
  days: number | undefined,
  userId: string,
  transaction?: Kysely<Tables>,
): Promise<void> {
  const details = { days: days ?? null };
  const entry = { actor: userId, action: 'retention.changed', target: 'recordings', details };
  return settings.write('retention.days', details.days, entry, transaction);
}

/** When a recording is deleted by itself. Undefined where it is kept forever, or its interview is not over. */
export function retainUntil(endedAt: number | undefined, days: number | undefined): number | undefined {
  return endedAt === undefined || days === undefined ? undefined : endedAt + days * DAY_MS;
}
