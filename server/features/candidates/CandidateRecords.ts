import { type DecidingState, outcomesAt, outcomesWhile } from '../../../shared/candidates/decision.ts';
import { AppError } from '../../../shared/errors.ts';
import {
  type CandidateId,
  type InterviewId,
  type MergeId,
  type SeatId,
  UserId,
} from '../../../shared/ids.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { statusFactsOf, statusOf } from '../../../shared/interview/status.ts';
import {
  hidesNameFrom,
  nameFactsOf,
  seatHolds,
  showsCandidate,
} from '../../../shared/interview/visibility.ts';
import {
  type CandidateMerge,
  type CandidatePractice,
  type CandidateRecord,
  type CandidateRound,
  COMPARED_MAX,
} from '../../../shared/protocol/candidateRoutes.ts';
import type { RouteParams, RouteResult, StaffMember } from '../../../shared/protocol/http.ts';
import { hasFinishedRating, seesScorecards } from '../../../shared/rubric/rubricView.ts';
import {
  isAddressOfRater,
  lockedScorecards,
  ratingSettled,
} from '../../../shared/rubric/scorecardOpening.ts';
import { listReader, type StaffInterviews, staffViewer } from '../../interviews/staffInterviews.ts';
import type { CandidateMergeStore, StoredMerge } from '../../store/candidateMergeStore.ts';
import type { CandidateStore, RecordedRound, RecordedSeat } from '../../store/candidateStore.ts';
import type { DecisionStore, StoredDecision } from '../../store/decisionStore.ts';
import type { PracticeStore } from '../../store/practiceStore.ts';
import type { ReportStore } from '../../store/reportStore.ts';
import type { Recordings } from '../recording/recordings.ts';
import type { StaffAccounts } from '../staff/accounts.ts';
import type { CandidateTracker } from './CandidateTracker.ts';
import { type HistoryParts, historyOf } from './candidateHistory.ts';
import {
  identityOf,
  interviewersOf,
  rootOf,
  type ShownRound,
  scoresOf,
  shownDecision,
  summaryOf,
} from './candidateRounds.ts';
import { compareRounds } from './compareCandidates.ts';

export interface CandidateRecordsOptions extends HistoryParts {
  candidates: CandidateStore;
  merges: CandidateMergeStore;
  decisions: DecisionStore;
  interviews: StaffInterviews;
  tracker: Pick<CandidateTracker, 'follow'>;
  accounts: Pick<StaffAccounts, 'list'>;
  reports: Pick<ReportStore, 'find'>;
  practice: Pick<PracticeStore, 'attemptsOf'>;
  finished: Pick<Recordings, 'records' | 'retention'>;
  now?: (() => number) | undefined;
}

/** Records of people across interviews, as a member may see them. */
export class CandidateRecords {
  readonly #options: CandidateRecordsOptions;
  readonly #now: () => number;

  constructor(options: CandidateRecordsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  async list(
    { filter = {}, sort, after }: RouteParams<'candidates.list'>,
    member: StaffMember,
  ): Promise<RouteResult<'candidates.list'>> {
    const { candidates } = this.#options;
    const query = { reader: listReader(member), userId: member.userId, now: this.#now(), sort, ...filter };
    const [{ records, next }, counts] = await Promise.all([
      candidates.page(query, after),
      after ? undefined : candidates.counts(query),
    ]);
    const decisions = await this.#decisionsOf(records.flat(), member, ({ interview }) =>
      isRaterOf(interview, this.#now()),
    );
    const names = await this.#staffNames(decisions.size > 0);
    return {
      candidates: records.map(rounds => summaryOf(rounds, decisions, names, this.#now())),
      ...(next && { next }),
      ...(counts && { counts }),
    };
  }

  async read(candidateId: CandidateId, member: StaffMember): Promise<CandidateRecord> {
    const { merges, finished } = this.#options;
    const shown = await this.requireRounds(candidateId, member);
    const rootId = rootOf(shown);
    const decisions = await this.#knownDecisions(shown, member);
    const names = await this.#staffNames(true);
    const rounds = await Promise.all(
      shown.map(round => this.#roundOf(round, decisions.get(round.seatId) ?? [], names, member)),
    );
    const retentionDays = await finished.retention.days();
    const merged = mergesOf(await merges.listOf(rootId), shown, names);
    return {
      candidateId: rootId,
      ...identityOf(shown),
      rounds,
      merges: merged,
      practice: await this.practiceOf(shown, member),
      history: await historyOf(this.#options, { rounds: shown, decisions, merges: merged, names, member }),
      ...(retentionDays !== undefined && { retentionDays }),
    };
  }

  /** Compares what everyone who is awaited has rated. Leaves out interviews that the member still rates. */
  async compare(
    { jobRole }: RouteParams<'candidates.compare'>,
    member: StaffMember,
  ): Promise<RouteResult<'candidates.compare'>> {
    const { candidates } = this.#options;
    const reader = listReader(member);
    const jobRoles = await candidates.jobRoles(reader);
    if (jobRole === undefined) return { jobRoles, groups: [], unrated: 0 };
    const all = await this.#shown(await candidates.roundsOfRole(reader, jobRole, COMPARED_MAX), member);
    const rated = all.filter(
      ({ state }) =>
        this.#decidable(state, member) === 'open' &&
        seesScorecards(state, staffViewer(member)) &&
        lockedScorecards(state).length > 0,
    );
    const decisions = await this.#knownDecisions(rated, member);
    const names = await this.#staffNames(decisions.size > 0);
    const groups = compareRounds(rated, decisions, names);
    return { jobRoles, groups, unrated: all.length - rated.length };
  }

  /** Merges two records. Throws `not-found` for records of which the member sees nothing, and `conflict`. */
  async merge(
    { candidateId, from }: RouteParams<'candidates.merge'>,
    member: StaffMember,
  ): Promise<{ candidateId: CandidateId }> {
    await this.requireRounds(candidateId, member);
    await this.requireRounds(from, member);
    const rootId = await this.#options.merges.merge(from, candidateId, UserId.parse(member.userId));
    if (rootId === undefined) throw new AppError('conflict', 'candidates-merged');
    return { candidateId: rootId };
  }

  /** Corrects the name and address of a record. Throws `conflict` if the address belongs to another record. */
  async correct(
    { candidateId, name, email }: RouteParams<'candidates.correct'>,
    member: StaffMember,
  ): Promise<void> {
    const rootId = rootOf(await this.requireRounds(candidateId, member));
    const entry = { actor: member.userId, action: 'candidate.corrected', target: rootId };
    if (!(await this.#options.candidates.correct(rootId, { name, address: email }, entry)))
      throw new AppError('conflict', 'candidate-address-taken', { details: { field: 'email' } });
  }

  async unmerge(mergeId: MergeId, member: StaffMember): Promise<void> {
    const { merges } = this.#options;
    const merge = await merges.find(mergeId);
    if (!merge) throw new AppError('conflict', 'merge-undone');
    const shown = await this.read(merge.candidateId, member);
    if (!shown.merges.some(one => one.mergeId === mergeId)) throw AppError.notFound('merge', mergeId);
    if (!(await merges.undo(mergeId, UserId.parse(member.userId))))
      throw new AppError('conflict', 'merge-undone');
  }

  /** Returns the rounds of a record. Throws `not-found` if the member may see none. */
  async requireRounds(candidateId: CandidateId, member: StaffMember): Promise<ShownRound[]> {
    const found = (await this.#options.candidates.find(listReader(member), candidateId)) ?? [];
    const shown = await this.#shown(found, member);
    if (shown.length === 0) throw AppError.notFound('candidate', candidateId);
    return shown;
  }

  /** Reads the rounds' states, and checks the rule again on them. */
  async #shown(found: readonly RecordedRound[], member: StaffMember): Promise<ShownRound[]> {
    const shown: ShownRound[] = [];
    for (const { interview: _listed, ...round } of found) {
      const state = await this.#options.interviews.read(round.interviewId, member);
      if (showsCandidate(state, staffViewer(member))) shown.push({ ...round, state });
    }
    return shown;
  }

  async decisions(interviewId: InterviewId, member: StaffMember): Promise<RouteResult<'decisions.read'>> {
    const { candidates, interviews, tracker } = this.#options;
    const state = await interviews.read(interviewId, member);
    const blocked = this.#decidable(state, member);
    if (blocked === 'names-hidden') return { state: blocked, candidates: [] };
    await tracker.follow(interviewId);
    const seats = await candidates.seatsOf(listReader(member), interviewId);
    const decisions = await this.#knownDecisions(
      seats.map(seat => ({ ...seat, state })),
      member,
    );
    const names = await this.#staffNames(decisions.size > 0);
    return {
      state: blocked,
      candidates: seats.map(({ seatId, rootId, name }) => ({
        seatId,
        candidateId: rootId,
        name,
        decisions: (decisions.get(seatId) ?? []).map(one => shownDecision(one, names)),
      })),
    };
  }

  /** Adds a decision. Throws `blind` for an outcome that must wait until rating is over, and `conflict` if someone has decided since `after`. */
  async decide(
    { interviewId, seatId, after, ...decision }: RouteParams<'decisions.add'>,
    member: StaffMember,
  ): Promise<RouteResult<'decisions.add'>> {
    const { decisions, interviews } = this.#options;
    const state = await interviews.read(interviewId, member);
    const blocked = this.#decidable(state, member);
    if (!outcomesWhile(blocked).includes(decision.outcome)) {
      if (blocked === 'not-held') throw new AppError('wrong-phase', 'decision-too-early');
      if (blocked === 'canceled') throw new AppError('wrong-phase', 'interview-over');
      throw new AppError('blind', 'decision-while-rating');
    }
    if (!outcomesAt(decision.stage).includes(decision.outcome))
      throw AppError.invalid('decision-impossible', { field: 'outcome' });
    if (state.seats[seatId]?.role !== 'candidate') throw AppError.notFound('candidate', seatId);
    const number = after + 1;
    const { jobRole } = state;
    const added = { interviewId, seatId, number, jobRole, ...decision };
    const stored: StoredDecision = { ...added, decidedBy: member.userId, at: this.#now() };
    if (!(await decisions.add(stored, blocked === 'open')))
      throw new AppError('conflict', 'decided-elsewhere');
    return { decision: { ...added, at: stored.at, byName: member.name } };
  }

  /** Returns practice that the person connected with a shown round, as far as the member may see it. */
  async practiceOf(rounds: readonly ShownRound[], member: StaffMember): Promise<CandidatePractice[]> {
    const { candidates, practice, interviews } = this.#options;
    const pages = await candidates.pagesOf(rounds.map(({ seatId }) => seatId));
    const attempts = (await Promise.all(pages.map(({ pageId }) => practice.attemptsOf(pageId)))).flat();
    const shown: CandidatePractice[] = [];
    for (const { interviewId, role, length, purpose, createdAt, interview } of attempts) {
      // Raters see a code instead of the name, so the record must not connect the two while they rate.
      if (purpose === 'evaluation') {
        const state = interview && (await interviews.readQueued(interviewId, member).catch(unlessForbidden));
        if (!state || !showsPractice(state, member)) continue;
      }
      shown.push({ interviewId, role, length, purpose, createdAt });
    }
    return shown;
  }

  #decidable(state: InterviewState, member: StaffMember): DecidingState {
    if (!showsCandidate(state, staffViewer(member))) return 'names-hidden';
    if (!hasFinishedRating(state, member.email)) return 'own';
    if (!isFinal(state.phase)) return state.openedAt === undefined ? 'not-held' : 'rating';
    if (state.phase === 'cancelled' && state.openedAt === undefined) return 'canceled';
    return ratingSettled(state, this.#now()) ? 'open' : 'rating';
  }

  async #roundOf(
    { interviewId, seatId, state }: ShownRound,
    decisions: readonly StoredDecision[],
    names: ReadonlyMap<string, string>,
    member: StaffMember,
  ): Promise<CandidateRound> {
    const { reports, finished } = this.#options;
    const seat = state.seats[seatId];
    const scores = scoresOf(state, member);
    const report = await reports.find(interviewId);
    const { recordings } = await finished.records.listFor(member, { interviewId });
    const decidedAt = await this.#options.decisions.decidedAt(interviewId);
    const recording = recordings.find(({ state: kept }) => kept !== 'erased') ?? recordings[0];
    return {
      interviewId,
      seatId,
      title: state.title,
      jobRole: state.jobRole,
      scheduledAt: state.openedAt ?? state.scheduledAt,
      phase: state.phase,
      status: statusOf({ ...statusFactsOf(state), decidedAt }, this.#now()),
      heldByRecruiter: state.recruiter !== undefined,
      interviewers: interviewersOf(state),
      ...(state.loop && { loop: state.loop }),
      tookPart: seat?.tookPart ?? false,
      ...(scores && { scores }),
      ...(report && scores && { report: report.state === 'published' ? 'published' : 'draft' }),
      ...(recording && {
        recording: {
          state: recording.state,
          ...(recording.retainUntil !== undefined && { retainUntil: recording.retainUntil }),
        },
      }),
      ...(seat?.consent && { consent: seat.consent }),
      deciding: this.#decidable(state, member),
      decisions: decisions.map(one => shownDecision(one, names)),
    };
  }

  #knownDecisions(rounds: readonly ShownRound[], member: StaffMember) {
    return this.#decisionsOf(rounds, member, ({ state }) => stillToRate(state, member));
  }

  /**
   * Returns the decisions that the member may know. Those who still rate, or will rate, an interview know only
   * withdrawals and what they decided themselves, because other decisions would influence their ratings.
   */
  async #decisionsOf<S extends Pick<RecordedSeat, 'seatId'>>(
    seats: readonly S[],
    { userId }: StaffMember,
    rates: (seat: S) => boolean,
  ): Promise<Map<SeatId, StoredDecision[]>> {
    const blind = new Set(seats.filter(rates).map(({ seatId }) => seatId));
    const decisions = await this.#options.decisions.listOf(seats.map(({ seatId }) => seatId));
    const known = decisions.filter(
      ({ seatId, outcome, decidedBy }) =>
        !blind.has(seatId) || outcome === 'withdrawn' || decidedBy === userId,
    );
    return Map.groupBy(known, ({ seatId }) => seatId);
  }

  async #staffNames(needed: boolean): Promise<Map<string, string>> {
    const members = needed ? await this.#options.accounts.list() : [];
    return new Map(members.map(({ userId, name }) => [userId, name]));
  }
}

/** True when what others decide could influence the member's ratings. */
function stillToRate(state: InterviewState, { email }: StaffMember): boolean {
  if (!hasFinishedRating(state, email)) return true;
  const seats = Object.values(state.seats).filter(seatHolds);
  return !isFinal(state.phase) && isAddressOfRater(seats, email);
}

/** Like `stillToRate`, for a row of a list. */
function isRaterOf({ own, phase, rating }: RecordedRound['interview'], now: number): boolean {
  if (own !== 'seat') return own === 'claim';
  if (isFinal(phase)) return rating.due > 0 && now <= (rating.until ?? Number.POSITIVE_INFINITY);
  return true;
}

/** Returns the merges of which the member sees rounds on both sides. */
function mergesOf(
  merges: readonly StoredMerge[],
  rounds: readonly ShownRound[],
  names: ReadonlyMap<string, string>,
): CandidateMerge[] {
  return merges.flatMap(({ mergeId, candidateId, mergedAt, mergedBy }) => {
    const merged = mergedRecords(merges, candidateId);
    const own = rounds.filter(round => merged.has(round.candidateId));
    if (own.length === 0 || own.length === rounds.length) return [];
    const { name, email } = identityOf(own);
    const by = names.get(mergedBy) ?? '';
    return [{ mergeId, name, ...(email && { email }), rounds: own.length, mergedAt, mergedBy: by }];
  });
}

/** Returns a record with all records that are merged into it. */
function mergedRecords(merges: readonly StoredMerge[], candidateId: CandidateId): Set<CandidateId> {
  const found = new Set([candidateId]);
  // A set's iterator also visits what is added while it runs.
  for (const intoId of found)
    for (const merge of merges) if (merge.intoId === intoId) found.add(merge.candidateId);
  return found;
}

function showsPractice(state: InterviewState, member: StaffMember): boolean {
  const own = Object.values(state.seats).some(
    seat => state.evaluation?.claims[seat.seatId] && seat.email?.toLowerCase() === member.email.toLowerCase(),
  );
  const isRating = own && !hasFinishedRating(state, member.email);
  return !isRating && !hidesNameFrom(nameFactsOf(state), undefined);
}

function unlessForbidden(error: unknown): undefined {
  if (!(error instanceof AppError && (error.code === 'forbidden' || error.code === 'not-found'))) throw error;
}
