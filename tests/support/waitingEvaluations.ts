import { pino } from 'pino';
import { loadConfig } from '../../server/config.ts';
import { EvaluationTracker } from '../../server/features/evaluation/EvaluationTracker.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import { createStore, type Store } from '../../server/store/store.ts';
import type { InterviewId, SeatId } from '../../shared/ids.ts';
import type { NewEvent } from '../../shared/interview/events.ts';
import { DEFAULT_RECRUITER } from '../../shared/recruiter/settings.ts';
import { partsOfKey, type RatingValue } from '../../shared/rubric/rating.ts';
import { chosenKit } from './exampleKit.ts';
import { LOG_START_MS, newClientId, newInterviewId, newSeat } from './interviewLog.ts';
import { keysOf } from './scoredInterview.ts';

const SYSTEM = { type: 'system' } as const;
const NEVER_MS = 2_000_000_000;
/** Every candidate's answer to the first question. */
export const WRITTEN_ANSWER = 'First I read the plan, then I looked at the index.';

/**
 * Interviews with the recruiter that were answered in writing, with hidden names; they wait for evaluators.
 * Written into the database of a running server.
 */
export class WaitingEvaluations implements AsyncDisposable {
  readonly #store: Store;
  readonly #interviews: Interviews;
  readonly #tracker: EvaluationTracker;

  static async open(dataDir: string): Promise<WaitingEvaluations> {
    const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir });
    return new WaitingEvaluations(await createStore(config, pino({ level: 'silent' })));
  }

  private constructor(store: Store) {
    const interviews = new Interviews({ store: store.interviews });
    this.#store = store;
    this.#interviews = interviews;
    this.#tracker = new EvaluationTracker({
      interviews,
      logs: store.interviews,
      evaluations: store.evaluations,
      claims: store.evaluationClaims,
      reports: store.reports,
      settings: store.settings,
      staffByAddress: async () => new Map(),
      logger: pino({ level: 'silent' }),
      pollEveryMs: NEVER_MS,
    });
  }

  /** Adds an interview that has just ended, in the queue. */
  async add(): Promise<InterviewId> {
    const interviewId = newInterviewId();
    await this.#interviews.create(interviewId, SYSTEM, { events: eventsOf(interviewId), result: undefined });
    await this.#tracker.follow(interviewId);
    return interviewId;
  }

  /** Rates every answer with `value`, and locks the scorecard. */
  async rate(interviewId: InterviewId, seatId: SeatId, value: RatingValue): Promise<void> {
    const stamp = { mediaTimeMs: 0 };
    const ratings = keysOf(chosenKit()).map(
      (key): NewEvent => ({
        kind: 'rating.put',
        payload: { seatId, ...partsOfKey(key), value, version: 1, stamp },
      }),
    );
    const lock: NewEvent = {
      kind: 'scorecard.locked',
      payload: { seatId, recommendation: 'yes', summary: '' },
    };
    await this.#interviews.execute(interviewId, { type: 'seat', seatId }, () => ({
      events: [...ratings, lock],
      result: undefined,
    }));
    await this.#tracker.follow(interviewId);
  }

  /** Moves the leases of its claims into the past. */
  async age(interviewId: InterviewId, ms: number): Promise<void> {
    await this.#store.database.kysely
      .updateTable('evaluationClaims')
      .set(row => ({ expiresAt: row('expiresAt', '-', ms), touchedAt: row('touchedAt', '-', ms) }))
      .where('interviewId', '=', interviewId)
      .execute();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tracker.close();
    await this.#store.close();
  }
}

function eventsOf(interviewId: InterviewId): NewEvent[] {
  const chosen = chosenKit();
  const candidate = newSeat('candidate', 'Ada Lovelace');
  const { seatId } = candidate;
  const clientId = newClientId();
  const questionId = chosen.kit.questions[0]?.id;
  if (!questionId) throw new Error('The kit asks nothing.');
  return [
    {
      kind: 'interview.created',
      payload: {
        interviewId,
        title: 'Backend Developer',
        jobRole: 'Backend Developer',
        scheduledAt: LOG_START_MS,
        plannedMinutes: 15,
        seats: [candidate],
      },
    },
    { kind: 'kit.chosen', payload: chosen },
    { kind: 'recruiter.assigned', payload: { settings: DEFAULT_RECRUITER } },
    { kind: 'seat.connected', payload: { seatId, clientId, serverId: 'server-1' } },
    { kind: 'seat.entered', payload: { seatId, clientId } },
    { kind: 'session.opened', payload: {} },
    { kind: 'seat.admitted', payload: { seatId } },
    { kind: 'question.opened', payload: { questionId } },
    { kind: 'answer.started', payload: { questionId } },
    { kind: 'answer.written', payload: { questionId, text: WRITTEN_ANSWER } },
    { kind: 'session.ended', payload: {} },
    { kind: 'evaluation.asked', payload: { raters: 1, namesHidden: true } },
  ];
}
