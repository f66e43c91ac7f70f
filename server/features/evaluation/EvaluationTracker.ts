import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import { type EvaluationSettings, USUAL_EVALUATION } from '../../../shared/evaluation/evaluationSettings.ts';
import type { ReleaseReason } from '../../../shared/evaluation/evaluationState.ts';
import type { InterviewId, UserId } from '../../../shared/ids.ts';
import { type Actor, SYSTEM } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { seatHolds } from '../../../shared/interview/visibility.ts';
import { awaitedRaters, hasSomethingToRate } from '../../../shared/rubric/scorecardOpening.ts';
import { SerialQueue } from '../../../shared/SerialQueue.ts';
import type { InterviewChange, Interviews } from '../../interviews/interviews.ts';
import { publishedScoringOf } from '../../interviews/publishedScoring.ts';
import { Poller } from '../../Poller.ts';
import type { EvaluationClaimStore, StoredClaim } from '../../store/evaluationClaimStore.ts';
import type { EvaluationStore, ReportFacts, StoredEvaluation } from '../../store/evaluationStore.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { ReportStore } from '../../store/reportStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import { claimedSeats, decideRelease } from './claimDecisions.ts';
import {
  dueEvents,
  type EvaluationContext,
  evaluationFactsOf,
  hasCompared,
  isForEvaluation,
  newEvaluationOf,
} from './evaluationFacts.ts';

const POLL_MS = 30_000;
/** Maximum number of interviews per polling round. The next round continues with later interviews. */
const AT_ONCE = 200;

export interface EvaluationTrackerOptions {
  interviews: Pick<Interviews, 'read' | 'readAt' | 'execute' | 'subscribe'>;
  logs: Pick<InterviewStore, 'lastSeq'>;
  evaluations: EvaluationStore;
  claims: EvaluationClaimStore;
  reports: Pick<ReportStore, 'publishedScorings' | 'addScoring' | 'workedMs'>;
  settings: Pick<SettingStore, 'read'>;
  staffByAddress: () => Promise<ReadonlyMap<string, UserId>>;
  logger: Logger;
  pollEveryMs?: number | undefined;
  /** Clock for the times by which reports are promised. Leases of claims use the database's clock. */
  now?: (() => number) | undefined;
}

/** Updates the evaluation queue from the logs of interviews. Polls for events that other servers wrote. */
export class EvaluationTracker {
  readonly #options: EvaluationTrackerOptions;
  readonly #now: () => number;
  readonly #following = new SerialQueue<InterviewId>();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #unsubscribe: () => void;
  readonly #poller: Poller;
  /** Last polled interview. The next round continues after it, so that failures don't block the rest. */
  #polledUpTo: InterviewId | undefined;

  constructor(options: EvaluationTrackerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#unsubscribe = options.interviews.subscribe(change => this.#notice(change));
    this.#poller = new Poller({
      task: () => this.#poll(),
      intervalMs: options.pollEveryMs ?? POLL_MS,
      onError: error => options.logger.warn({ err: error }, 'could not update the evaluation queue'),
    });
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#poller.close();
    await Promise.allSettled(this.#pending);
  }

  async settings(): Promise<EvaluationSettings> {
    return (await this.#options.settings.read('evaluation')) ?? USUAL_EVALUATION;
  }

  /** Updates and returns the evaluation. Returns undefined for an interview that no one evaluates. */
  follow(interviewId: InterviewId): Promise<StoredEvaluation | undefined> {
    return this.#following.run(interviewId, () => this.#follow(interviewId));
  }

  /** Ends a claim. Returns false when the claim is not active. */
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

  async finish(claim: StoredClaim, actor: Actor = SYSTEM): Promise<void> {
    const { interviews, claims } = this.#options;
    const { interviewId, seatId, reason = 'expired' } = claim;
    const outcome = await interviews.execute(interviewId, actor, state =>
      decideRelease(state, seatId, reason),
    );
    if (outcome === 'locked') await claims.lock(interviewId, seatId);
    else await claims.release(claim);
  }

  poll(): Promise<void> {
    return this.#poller.run();
  }

  async #poll(): Promise<void> {
    const { evaluations } = this.#options;
    await this.endClaims();
    await evaluations.followOverdue(this.#now());
    const behind = await evaluations.listToFollow(AT_ONCE, this.#polledUpTo);
    this.#polledUpTo = behind.length < AT_ONCE ? undefined : behind.at(-1);
    for (const interviewId of behind) {
      if (this.#poller.closed) return;
      await this.#logErrors(interviewId, this.follow(interviewId));
    }
  }

  async endClaims(): Promise<void> {
    const { claims } = this.#options;
    await claims.startEndingDue();
    for (const claim of await claims.listEnding(AT_ONCE))
      await this.#logErrors(claim.interviewId, this.finish(claim));
  }

  #notice({ interviewId, after, events, local }: InterviewChange): void {
    if (!local || this.#poller.closed || !isForEvaluation(after)) return;
    for (const { kind, payload } of events)
      if (kind === 'rating.put' || kind === 'note.put')
        this.#track(interviewId, this.#touch(interviewId, payload.seatId));
    if (events.some(({ kind }) => kind !== 'rating.put' && kind !== 'note.put'))
      this.#track(interviewId, this.follow(interviewId));
  }

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
    // Reads the last event's number before the state, so that the state includes at least this event.
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

  async #followClaims(state: InterviewState, stored: StoredEvaluation | undefined): Promise<void> {
    const { claims } = this.#options;
    const { interviewId } = state;
    if (!stored) return this.#releaseInLog(state);
    await this.#addInvitedRaters(state);
    for (const claim of await claims.of([interviewId])) {
      const compared = hasCompared(state, claim.seatId);
      if (claim.compared !== compared) await claims.setCompared(interviewId, claim.seatId, compared);
      const isLocked = state.rubric?.scorecards[claim.seatId]?.lock !== undefined;
      if (isLocked && claim.lockedAt === undefined) await claims.lock(interviewId, claim.seatId);
      if (isLocked || claim.state !== 'held') continue;
      const nothingLeft = stored.asked && !hasSomethingToRate(state);
      if (nothingLeft) await this.end(interviewId, claim.userId, 'erased');
      else if (stored.stage === 'closed') await this.end(interviewId, claim.userId, 'taken-back');
    }
  }

  async #releaseInLog(state: InterviewState): Promise<void> {
    for (const { seatId } of claimedSeats(state))
      await this.#options.interviews.execute(state.interviewId, SYSTEM, now =>
        decideRelease(now, seatId, 'erased'),
      );
  }

  async #addInvitedRaters(state: InterviewState): Promise<void> {
    const { interviewId, evaluation } = state;
    const seats = awaitedRaters(state).filter(
      seat => seat.email && seatHolds(seat) && !evaluation?.claims[seat.seatId],
    );
    if (seats.length === 0) return;
    const staff = await this.#options.staffByAddress();
    for (const { seatId, email = '' } of seats) {
      const userId = staff.get(email.toLowerCase());
      if (userId) await this.#options.claims.addInvited(interviewId, userId, seatId);
    }
  }

  async #contextOf(interviewId: InterviewId): Promise<EvaluationContext> {
    const { evaluations } = this.#options;
    const known = await evaluations.find(interviewId);
    const report = await this.#reportOf(interviewId);
    return { known, report, settings: await this.settings(), now: this.#now() };
  }

  /** Returns the report. Computes the scoring of an old report that was published without one. */
  async #reportOf(interviewId: InterviewId): Promise<ReportFacts | undefined> {
    const { evaluations, reports } = this.#options;
    const report = await evaluations.reportOf(interviewId);
    if (!report?.published || report.scoring) return report;
    const published = (await reports.publishedScorings([interviewId])).get(interviewId);
    const scoring = published && (await publishedScoringOf(this.#options, interviewId, published));
    return { ...report, scoring };
  }

  #track(interviewId: InterviewId, work: Promise<unknown>): void {
    const settled = this.#logErrors(interviewId, work);
    this.#pending.add(settled);
    void settled.finally(() => this.#pending.delete(settled));
  }

  /** Logs errors instead of rejecting, so that other interviews are not affected. The next round retries. */
  async #logErrors(interviewId: InterviewId, work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      // The interview was deleted in the meantime.
      if (error instanceof AppError && error.code === 'not-found') return;
      this.#options.logger.warn({ interviewId, err: error }, 'could not update an evaluation');
    }
  }
}
