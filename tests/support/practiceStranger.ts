import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { InterviewId } from '../../shared/ids.ts';
import type { RouteInput, RouteName, RouteResult } from '../../shared/protocol/http.ts';
import type { PracticePlace } from '../../shared/protocol/practiceRoutes.ts';
import { eventually } from './eventually.ts';

export interface Asker {
  call<N extends RouteName>(name: N, input: RouteInput<N>): Promise<RouteResult<N>>;
}

type Started = Omit<RouteInput<'practice.start'>, 'proof'>;

/** Solves the proof of work as a browser does. */
export async function proofOf(asker: Asker): Promise<string> {
  const { challenge } = await asker.call('practice.challenge', {});
  const solution = await solveChallenge({ challenge: challenge as unknown as Challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

/** A person without an account, with the private page and the attempt that they started. */
export class PracticeStranger {
  readonly asker: Asker;
  readonly page: string;
  readonly interviewId: InterviewId;
  /** Place in the waiting line at the start. */
  readonly place: PracticePlace;

  static async start(asker: Asker, input: Started): Promise<PracticeStranger> {
    const started = await asker.call('practice.start', { ...input, proof: await proofOf(asker) });
    return new PracticeStranger(asker, started);
  }

  private constructor(asker: Asker, { page, interviewId, place }: RouteResult<'practice.start'>) {
    this.asker = asker;
    this.page = page;
    this.interviewId = interviewId;
    this.place = place;
  }

  get ref(): { page: string; interviewId: InterviewId } {
    return { page: this.page, interviewId: this.interviewId };
  }

  /** Starts another attempt on the same page. */
  again(input: Started): Promise<PracticeStranger> {
    return PracticeStranger.start(this.asker, { ...input, page: this.page });
  }

  async ask(): Promise<PracticePlace> {
    return (await this.asker.call('practice.place', this.ref)).place;
  }

  /** Resolves with the interview's link when the attempt is admitted. */
  untilReady(timeoutMs?: number): Promise<string> {
    return eventually(
      'the attempt to be ready',
      async () => {
        const place = await this.ask();
        return place.state === 'ready' && place.link;
      },
      timeoutMs,
    );
  }

  async attempt(): Promise<RouteResult<'practice.open'>['attempts'][number]> {
    const { attempts } = await this.asker.call('practice.open', { page: this.page });
    const own = attempts.find(({ interviewId }) => interviewId === this.interviewId);
    if (!own) throw new Error('The page does not have this attempt.');
    return own;
  }
}
