import { setTimeout as delay } from 'node:timers/promises';
import type { Kit } from '../../../shared/kit/kit.ts';
import { PracticeLength } from '../../../shared/practice/practice.ts';
import type { RouteInput } from '../../../shared/protocol/http.ts';
import { ApiClient } from '../../support/apiClient.ts';
import { eventually } from '../../support/eventually.ts';
import { startPracticeServer } from '../../support/practiceServer.ts';
import { PracticeStranger } from '../../support/practiceStranger.ts';
import type { ServerProcess } from '../../support/serverProcess.ts';

/** A practice request without the proof of work. */
export type PracticeRequest = Omit<RouteInput<'practice.start'>, 'proof'>;

/** For all lines of the kit when no run has rendered them. */
const RENDERING_MS = 400_000;

const LOOK_EVERY_MS = 500;

/** A server process where one role can be practiced, with all lines of its recruiter rendered. */
export class PracticeServer implements AsyncDisposable {
  readonly process: ServerProcess;
  readonly #made: Awaited<ReturnType<typeof startPracticeServer>>;
  /** Number of addresses used. */
  #visitors = 0;

  /** `sessions`: limit of simultaneous practices; absent: the product's default. */
  static async start({ sessions, workers }: { sessions?: number; workers: number }): Promise<PracticeServer> {
    const made = await startPracticeServer({
      PRACTICE_SESSIONS: sessions === undefined ? undefined : `${sessions}`,
      SFU_WORKERS: `${workers}`,
      LOG_LEVEL: 'error',
      // Trusts a proxy header, so that every person has an address of their own: limits per address aren't measured here.
      TRUST_PROXY: '1',
    });
    const server = new PracticeServer(made);
    try {
      for (const length of PracticeLength.options) await server.#untilRendered(length);
      return server;
    } catch (error) {
      await made.server.close();
      throw error;
    }
  }

  private constructor(made: Awaited<ReturnType<typeof startPracticeServer>>) {
    this.process = made.server;
    this.#made = made;
  }

  get url(): string {
    return this.process.url;
  }

  get slug(): PracticeRequest['slug'] {
    return this.#made.slug;
  }

  get kit(): Kit {
    return this.#made.kit;
  }

  get owner(): ApiClient {
    return this.#made.owner;
  }

  /** One question, with two minutes for the answer. */
  get oneQuestion(): PracticeRequest {
    const questionId = this.#made.kit.questions[0]?.id;
    return { slug: this.slug, length: 'question', questionId, purpose: 'self' };
  }

  /** Headers of a new visitor's address. */
  nextAddress(): Record<string, string> {
    this.#visitors += 1;
    return {
      'x-forwarded-for': `10.${this.#visitors >> 16}.${(this.#visitors >> 8) & 255}.${this.#visitors & 255}`,
    };
  }

  visitor(): ApiClient {
    return this.visitorFrom(this.nextAddress());
  }

  /** `headers`: of `nextAddress`. */
  visitorFrom(headers: Readonly<Record<string, string>>): ApiClient {
    return new ApiClient(this.url, headers);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process.close();
  }

  /** Lines are rendered on demand of an attempt and cached. Only the attempt's page shows the progress. */
  async #untilRendered(length: PracticeLength): Promise<void> {
    const one = length === 'question' ? this.oneQuestion : { slug: this.slug, length };
    const stranger = await PracticeStranger.start(this.visitor(), { ...one, purpose: 'evaluation' });
    await stranger.untilReady(RENDERING_MS);
    const { interviewId, page } = stranger;
    await eventually(
      'all lines to be rendered',
      async () => {
        const { ready, total } = await this.#made.owner.call('recruiterClips.progress', { interviewId });
        if (ready === total) return true;
        // Each poll is a request, and an address may send twenty a second.
        await delay(LOOK_EVERY_MS);
        return false;
      },
      RENDERING_MS,
    );
    await stranger.asker.call('practice.delete', { page });
  }
}
