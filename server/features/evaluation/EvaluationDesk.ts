import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import { type EvaluationSettings, USUAL_EVALUATION } from '../../../shared/evaluation/evaluationSettings.ts';
import type { ReleaseReason } from '../../../shared/evaluation/evaluationState.ts';
import type { InterviewId, UserId } from '../../../shared/ids.ts';
import type { Actor } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { seatHolds } from '../../../shared/interview/visibility.ts';
import { awaitedRaters } from '../../../shared/rubric/opening.ts';
import { SerialQueue } from '../../../shared/SerialQueue.ts';
import type { InterviewChange, Interviews } from '../../interviews/interviews.ts';
import { publishedScoringOf } from '../../interviews/publishedScoring.ts';
import { Poller } from '../../Poller.ts';
import type { EvaluationClaimStore, StoredClaim } from '../../store/evaluationClaimStore.ts';
import type { EvaluationStore, ReportFacts, StoredEvaluation } from '../../store/evaluationStore.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { ReportStore } from '../../store/reportStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import { decideRelease, heldSeats } from './claimDecisions.ts';
import {
  dueEvents,
  type EvaluationContext,
  evaluationFactsOf,
  hasSomethingToRate,
  isForEvaluation,
  newEvaluationOf,
} from './evaluationFacts.ts';

const SYSTEM: Actor = { type: 'system' };
const LOOK_EVERY_MS = 30_000;
/** Followed in one round; the next one continues after the last of them. */
const AT_ONCE = 200;

export interface EvaluationDeskOptions {
  interviews: Pick<Interviews, 'read' | 'readAt' | 'execute' | 'subscribe'>;
  logs: Pick<InterviewStore, 'lastSeq'>;
  evaluations: EvaluationStore;
  claims: EvaluationClaimStore;
  reports: Pick<ReportStore, 'publishedScorings' | 'addScoring' | 'workedMs'>;
  settings: Pick<SettingStore, 'read'>;
  /** Members of staff by their address, in lower case. */
  staffByAddress: () => Promise<ReadonlyMap<string, UserId>>;
  logger: Logger;
  lookEveryMs?: number | undefined;
  /** By which promises are made; never leases. */
  now?: (() => number) | undefined;
}

/**
 * Keeps the queue as the logs have it: notices what is over and has to be rated, how far that is, and which claims have to end. Follows what
 * this server writes at once, and everything else in rounds; any number of servers may do so. Ends with `close()`.
 */
export class EvaluationDesk {
  readonly #options: EvaluationDeskOptions;
  readonly #now: () => number;
  readonly #following = new SerialQueue<InterviewId>();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #unsubscribe: () => void;
  readonly #poller: Poller;
  /** What a round could not follow stays in the list; going around it lets the others have their turn. */
  #lookedUpTo: InterviewId | undefined;

  constructor(options: EvaluationDeskOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#unsubscribe = options.interviews.subscribe(change => this.#notice(change));
    this.#poller = new Poller({
      task: () => this.#look(),
      intervalMs: options.lookEveryMs ?? LOOK_EVERY_MS,
      onError: error => options.logger.warn({ err: error }, 'the evaluation queue could not be looked after'),
    });
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#poller.close();
    await Promise.allSettled(this.#underWay);
  }

  async settings(): Promise<EvaluationSettings> {
    return (await this.#options.settings.read('evaluation')) ?? USUAL_EVALUATION;
  }

  /** Brings what is known of one interview up to date; undefined for what no one is to evaluate. */
  follow(interviewId: InterviewId): Promise<StoredEvaluation | undefined> {
    return this.#following.run(interviewId, () => this.#follow(interviewId));
  }

  /** Ends a claim that is held. False where it is not. */
  async end(
    interviewId: InterviewId,
    userId: UserId,
    reason: ReleaseReason,
    actor: Actor = SYSTEM,
  ): Promise<boolean> {
    const { claims } = this.#options;
    if (!(await claims.startEnding(interviewId, userId, reason))) return false;
    const claim = await claims.find(interviewId, userId);
    if (claim) await this.finish(claim, actor);
    return true;
  }

  /** Makes complete what has begun to end. Safe to repeat. */
  async finish(claim: StoredClaim, actor: Actor = SYSTEM): Promise<void> {
    const { interviews, claims } = this.#options;
    const { interviewId, seatId, reason = 'expired' } = claim;
    const outcome = await interviews.execute(interviewId, actor, state =>
      decideRelease(state, seatId, reason),
    );
    if (outcome === 'locked') await claims.lock(interviewId, seatId);
    else await claims.release(claim);
  }

  /** Never rejects. */
  look(): Promise<void> {
    return this.#poller.run();
  }

  async #look(): Promise<void> {
    const { evaluations } = this.#options;
    await this.endClaims();
    await evaluations.followOverdue(this.#now());
    const behind = await evaluations.listToFollow(AT_ONCE, this.#lookedUpTo);
    this.#lookedUpTo = behind.length < AT_ONCE ? undefined : behind.at(-1);
    for (const interviewId of behind) {
      if (this.#poller.closed) return;
      await this.#survive(interviewId, this.follow(interviewId));
    }
  }

  /** Those that are due to end, by the clock or because of their owner. */
  async endClaims(): Promise<void> {
    const { claims } = this.#options;
    await claims.startEndingDue();
    for (const claim of await claims.listEnding(AT_ONCE))
      await this.#survive(claim.interviewId, this.finish(claim));
  }

  #notice({ interviewId, after, events, local }: InterviewChange): void {
    if (!local || this.#poller.closed || !isForEvaluation(after)) return;
    for (const { kind, payload } of events)
      if (kind === 'rating.put' || kind === 'note.put')
        this.#track(interviewId, this.#touch(interviewId, payload.seatId));
    if (events.some(({ kind }) => kind !== 'rating.put' && kind !== 'note.put'))
      this.#track(interviewId, this.follow(interviewId));
  }

  /** Someone writes: the claim lasts longer, unless it is over by now. */
  async #touch(interviewId: InterviewId, seatId: StoredClaim['seatId']): Promise<void> {
    if (!(await this.#options.claims.touch(interviewId, seatId))) await this.endClaims();
  }

  async #follow(interviewId: InterviewId): Promise<StoredEvaluation | undefined> {
    const { interviews, logs, evaluations } = this.#options;
    const mark = await evaluations.followMark(interviewId);
    const context = await this.#contextOf(interviewId);
    await interviews.execute(interviewId, SYSTEM, state => ({
      events: dueEvents(state, context),
      result: undefined,
    }));
    // Asked for first, so that what is read has it at least.
    const seenSeq = await logs.lastSeq(interviewId);
    const state = await interviews.read(interviewId);
    if (!isForEvaluation(state)) return undefined;
    if (context.known) {
      await evaluations.update(interviewId, { ...evaluationFactsOf(state, context), seenSeq });
    } else {
      const fresh = newEvaluationOf(state, context);
      if (fresh) await evaluations.add({ ...fresh, seenSeq });
    }
    const stored = await evaluations.find(interviewId);
    await this.#followClaims(state, stored);
    if (mark !== undefined) await evaluations.noteFollowed(interviewId, mark, seenSeq);
    return stored;
  }

  /** The log says which scorecards are locked, and which claims have ended. */
  async #followClaims(state: InterviewState, stored: StoredEvaluation | undefined): Promise<void> {
    const { claims } = this.#options;
    const { interviewId } = state;
    if (!stored) return this.#endInLog(state);
    await this.#seatRaters(state);
    for (const claim of await claims.of([interviewId])) {
      const isLocked = state.rubric?.scorecards[claim.seatId]?.lock !== undefined;
      if (isLocked && claim.lockedAt === undefined) await claims.lock(interviewId, claim.seatId);
      if (isLocked || claim.state !== 'held') continue;
      const nothingLeft = stored.asked && !hasSomethingToRate(state);
      if (nothingLeft) await this.end(interviewId, claim.userId, 'erased');
      else if (stored.stage === 'closed') await this.end(interviewId, claim.userId, 'taken-back');
    }
  }

  /** Of an attempt that is being deleted. */
  async #endInLog(state: InterviewState): Promise<void> {
    for (const { seatId } of heldSeats(state))
      await this.#options.interviews.execute(state.interviewId, SYSTEM, now =>
        decideRelease(now, seatId, 'erased'),
      );
  }

  /** Those who were there, or were invited to rate, need not claim anything. */
  async #seatRaters(state: InterviewState): Promise<void> {
    const { interviewId, evaluation } = state;
    const seats = awaitedRaters(state).filter(
      seat => seat.email && seatHolds(seat) && !evaluation?.claims[seat.seatId],
    );
    if (seats.length === 0) return;
    const staff = await this.#options.staffByAddress();
    for (const { seatId, email = '' } of seats) {
      const userId = staff.get(email.toLowerCase());
      if (userId) await this.#options.claims.seat(interviewId, userId, seatId);
    }
  }

  async #contextOf(interviewId: InterviewId): Promise<EvaluationContext> {
    const { evaluations } = this.#options;
    const known = await evaluations.find(interviewId);
    const report = await this.#reportOf(interviewId);
    return { known, report, settings: await this.settings(), now: this.#now() };
  }

  /** Reports published before scoring was stored get theirs, so that later ratings can be compared with it. */
  async #reportOf(interviewId: InterviewId): Promise<ReportFacts | undefined> {
    const { evaluations, reports } = this.#options;
    const report = await evaluations.reportOf(interviewId);
    if (!report?.published || report.scoring) return report;
    const published = (await reports.publishedScorings([interviewId])).get(interviewId);
    const scoring = published && (await publishedScoringOf(this.#options, interviewId, published));
    return { ...report, scoring };
  }

  #track(interviewId: InterviewId, work: Promise<unknown>): void {
    const survived = this.#survive(interviewId, work);
    this.#underWay.add(survived);
    void survived.finally(() => this.#underWay.delete(survived));
  }

  /** What fails is tried again in the next round, and keeps nothing else from being looked after. */
  async #survive(interviewId: InterviewId, work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      // It was deleted meanwhile.
      if (error instanceof AppError && error.code === 'not-found') return;
      this.#options.logger.warn({ interviewId, err: error }, 'an evaluation could not be looked after');
    }
  }
}
