import type { CandidateDecision } from '../../../shared/candidates/decision.ts';
import { isSameName } from '../../../shared/candidates/names.ts';
import type { CandidateId, SeatId } from '../../../shared/ids.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { CandidateRecord, CandidateRound } from '../../../shared/protocol/candidateRoutes.ts';
import type { RouteResult, StaffMember } from '../../../shared/protocol/http.ts';
import { consensusOf } from '../../../shared/rubric/consensus.ts';
import { seesScorecards } from '../../../shared/rubric/rubricView.ts';
import type { Recommendation } from '../../../shared/rubric/scorecard.ts';
import { lockedScorecards } from '../../../shared/rubric/scorecardOpening.ts';
import { staffViewer } from '../../interviews/staffInterviews.ts';
import type { RecordedRound, RecordedSeat } from '../../store/candidateStore.ts';
import type { StoredDecision } from '../../store/decisionStore.ts';

/** A round that the member may connect with its candidate, with the interview's state. */
export type ShownRound = RecordedSeat & { state: InterviewState };

/**
 * Returns the name and address of a record, and all others in it. Unless a member has corrected them, the name is
 * the latest spelling of the first one, and the address is the latest. Rounds of records that were merged into this
 * one come last, so that the record keeps both.
 */
export function identityOf(
  all: readonly Pick<
    RecordedSeat,
    'seatId' | 'name' | 'address' | 'candidateId' | 'rootId' | 'recordName' | 'recordAddress'
  >[],
): Pick<CandidateRecord, 'name' | 'email' | 'alsoKnownAs'> {
  const isMerged = ({ candidateId, rootId }: (typeof all)[number]) => candidateId !== rootId;
  const rounds = [...all.filter(round => !isMerged(round)), ...all.filter(isMerged)];
  const [corrected] = all;
  const names = unique(rounds.map(({ name }) => name));
  const addresses = unique(rounds.flatMap(({ address }) => address?.toLowerCase() ?? []));
  const own = rounds.filter(round => !isMerged(round));
  const [first] = (own.length > 0 ? own : rounds).toSorted((a, b) => (a.seatId < b.seatId ? -1 : 1));
  // A later spelling of the first name corrects it. Another name is added, because its address may be a mistake.
  const spelled = names.find(one => first && isSameName(one, first.name));
  const name = corrected?.recordName ?? spelled ?? '';
  const email = corrected?.recordAddress ?? addresses[0];
  const others = [...names, ...addresses].filter(text => text !== name && text !== email);
  return { name, ...(email && { email }), alsoKnownAs: others };
}

/** Returns the scores of a round, or undefined while the member may not see its scorecards. */
export function scoresOf(state: InterviewState, member: StaffMember): CandidateRound['scores'] {
  const kit = state.rubric?.chosen.kit;
  if (!kit || !seesScorecards(state, staffViewer(member))) return undefined;
  const cards = lockedScorecards(state);
  if (cards.length === 0) return undefined;
  const { revised } = consensusOf(kit, cards);
  const recommendations: Partial<Record<Recommendation, number>> = {};
  for (const { lock } of cards)
    if (lock.recommendation)
      recommendations[lock.recommendation] = (recommendations[lock.recommendation] ?? 0) + 1;
  return { ...(revised !== undefined && { mean: revised }), raters: cards.length, recommendations };
}

/** Returns the names of the interviewers who aren't removed, with the lead first. */
export function interviewersOf({ seats, leadSeatId }: InterviewState): string[] {
  const people = Object.values(seats).filter(
    ({ role, presence }) => role === 'interviewer' && presence !== 'removed',
  );
  const isLead = ({ seatId }: (typeof people)[number]) => Number(seatId === leadSeatId);
  return people.toSorted((a, b) => isLead(b) - isLead(a)).map(({ displayName }) => displayName);
}

export function shownDecision(
  { decidedBy, ...decision }: StoredDecision,
  names: ReadonlyMap<string, string>,
): CandidateDecision {
  return { ...decision, byName: names.get(decidedBy) ?? '' };
}

export function lastDecision<D extends { at: number }>(decisions: readonly D[]): D | undefined {
  return decisions.reduce<D | undefined>((last, one) => (last && last.at > one.at ? last : one), undefined);
}

export function summaryOf(
  rounds: readonly RecordedRound[],
  decisions: ReadonlyMap<SeatId, readonly StoredDecision[]>,
  names: ReadonlyMap<string, string>,
  now: number,
): RouteResult<'candidates.list'>['candidates'][number] {
  const { name, email } = identityOf(rounds);
  const timed = rounds.filter(({ interview }) => !interview.unscheduled).map(({ interview }) => interview);
  const held = timed.filter(({ phase }) => phase !== 'cancelled');
  const ahead = held
    .filter(
      ({ phase, scheduledAt, plannedMinutes }) =>
        phase === 'open' || (!isFinal(phase) && scheduledAt + plannedMinutes * 60_000 > now),
    )
    .map(({ scheduledAt }) => scheduledAt);
  const past = (held.length > 0 ? held : timed).map(({ scheduledAt }) => scheduledAt);
  const last = lastDecision(rounds.flatMap(({ seatId }) => decisions.get(seatId) ?? []));
  return {
    candidateId: rootOf(rounds),
    name,
    ...(email && { email }),
    jobRoles: [...new Set(rounds.map(({ interview }) => interview.jobRole))],
    rounds: rounds.length,
    // The next interview comes first, because it's the one to prepare for.
    ...(timed.length > 0 && { latestAt: ahead.length > 0 ? Math.min(...ahead) : Math.max(...past) }),
    ...(timed.length > 0 && held.length === 0 && { latestCanceled: true }),
    ...(last && { decision: shownDecision(last, names) }),
  };
}

export function rootOf([first]: readonly Pick<RecordedSeat, 'rootId'>[]): CandidateId {
  if (!first) throw new Error('A record has at least one round.');
  return first.rootId;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts.filter(Boolean))];
}
