import { AppError } from '../../../shared/errors.ts';
import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { QueueFilter, QueueItem } from '../../../shared/protocol/evaluationRoutes.ts';
import type { RouteResult } from '../../../shared/protocol/http.ts';
import { partsOfKey, type RatingValue } from '../../../shared/rubric/rating.ts';
import { keysOf } from '../../support/scoredInterview.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { PracticedServer } from './practicedServer.ts';
import type { Visitor } from './visitor.ts';

/** Practice interviews that wait for evaluators, on a server with an owner and two interviewers. */
export class EvaluatedPractice extends PracticedServer {
  first!: Visitor;
  second!: Visitor;

  override async begin(options: Parameters<PracticedServer['begin']>[0] = {}): Promise<void> {
    await super.begin(options);
    this.first = await this.server.member(this.owner, 'evaluator', 'first@example.org');
    this.second = await this.server.member(this.owner, 'evaluator', 'second@example.org');
  }

  static ofEach(): EvaluatedPractice {
    return EvaluatedPractice.inEach(new EvaluatedPractice());
  }

  /** Returns an attempt that is over, and in the queue if possible. */
  async over({
    recording = true,
    ...changes
  }: Parameters<PracticedServer['start']>[0] & { recording?: boolean } = {}): Promise<PracticedInterview> {
    const held = await this.answered({ recording, ...changes });
    await held.end();
    await this.server.evaluation.tracker.follow((await held.state()).interviewId);
    return held;
  }

  /** Returns an attempt whose questions are answered. */
  async answered({
    recording = true,
    ...changes
  }: Parameters<PracticedServer['start']>[0] & { recording?: boolean } = {}): Promise<PracticedInterview> {
    const stranger = await this.start({ purpose: 'evaluation', name: 'Ada Lovelace', ...changes });
    await stranger.untilReady();
    const held = new PracticedInterview(this.server, stranger);
    await held.enter(recording);
    if (recording) await held.record();
    for (const questionId of await held.questionIds()) await held.answer(questionId);
    return held;
  }

  list(filter: QueueFilter = {}, by: Visitor = this.first): Promise<RouteResult<'evaluations.list'>> {
    return by.call('evaluations.list', { filter });
  }

  async item(interviewId: InterviewId, by: Visitor = this.first): Promise<QueueItem> {
    await this.server.evaluation.tracker.follow(interviewId);
    return (await by.call('evaluations.read', { interviewId })).item;
  }

  async claim(interviewId: InterviewId, by: Visitor = this.first) {
    const answer = await by.call('evaluations.claim', { interviewId });
    if (answer.outcome !== 'claimed') throw new Error(`It is taken by ${answer.by.join(', ')}.`);
    return answer.claim;
  }

  /** Rates every competency of the kit, as the evaluator's page does. */
  async rate(
    state: InterviewState,
    seatId: SeatId,
    value: RatingValue | ((questionIndex: number) => RatingValue),
    { locks = true } = {},
  ): Promise<void> {
    const { chosen } = state.rubric ?? {};
    if (!chosen) throw new Error('There is nothing to rate by.');
    const questionIds = [...new Set(keysOf(chosen).map(key => partsOfKey(key).questionId))];
    const valueAt = (questionId: (typeof questionIds)[number]) =>
      typeof value === 'function' ? value(questionIds.indexOf(questionId)) : value;
    const put = keysOf(chosen).map((key): NewEvent => {
      const parts = partsOfKey(key);
      const rated = { value: valueAt(parts.questionId), version: 1, stamp: { mediaTimeMs: 0 } };
      return { kind: 'rating.put', payload: { seatId, ...parts, ...rated } };
    });
    const lock: NewEvent = {
      kind: 'scorecard.locked',
      payload: { seatId, recommendation: 'yes', summary: '' },
    };
    await this.server.interviews.execute(state.interviewId, { type: 'seat', seatId }, () => ({
      events: [...put, ...(locks ? [lock] : [])],
      result: undefined,
    }));
    await this.server.evaluation.tracker.follow(state.interviewId);
  }

  /** Moves the start of the lease into the past. */
  async age(interviewId: InterviewId, ms: number): Promise<void> {
    await this.server.store.database.kysely
      .updateTable('evaluationClaims')
      .set(row => ({ expiresAt: row('expiresAt', '-', ms), touchedAt: row('touchedAt', '-', ms) }))
      .where('interviewId', '=', interviewId)
      .execute();
  }

  async linkWorks(link: string): Promise<boolean> {
    try {
      await this.exchange(link);
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'link-invalid') return false;
      throw error;
    }
  }
}
