import { AppError } from '../../../shared/errors.ts';
import { type SeatId, UserId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import { type InterviewState, isHere } from '../../../shared/interview/state.ts';
import type { CandidateDeletion } from '../../../shared/protocol/candidateRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { Decision } from '../../interviews/decision.ts';
import type { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { CandidateStore } from '../../store/candidateStore.ts';
import type { DebriefStore } from '../../store/debriefStore.ts';
import type { MailStore } from '../../store/mailStore.ts';
import type { ReportReaderStore } from '../../store/reportReaderStore.ts';
import type { ReportStore } from '../../store/reportStore.ts';
import { decideCancel, decideRevokeLink } from '../console/decisions.ts';
import { erasure } from '../recording/commands.ts';
import type { RecordingKeeper } from '../recording/RecordingKeeper.ts';
import type { ShownRound } from './candidateRounds.ts';

export interface CandidateDeletionParts {
  interviews: Pick<StaffInterviews, 'execute'>;
  candidates: Pick<CandidateStore, 'pagesOf' | 'forget'>;
  reports: Pick<ReportStore, 'delete'>;
  readers: Pick<ReportReaderStore, 'revokeAll'>;
  debriefs: Pick<DebriefStore, 'removeAll'>;
  mails: Pick<MailStore, 'forgetDeleted'>;
  keeper: Pick<RecordingKeeper, 'follow'>;
  deletePracticePage: (pageId: string) => Promise<void>;
}

/**
 * Deletes what the member may see of a person: recordings, links, reports, which can quote them, emails to them,
 * connected practice, and the record. The logs stay, because they also have other people's ratings and decisions.
 * Throws `conflict` during a live interview, and deletes nothing then. Can be repeated after an error.
 */
export async function deleteCandidate(
  parts: CandidateDeletionParts,
  rounds: readonly ShownRound[],
  member: StaffMember,
): Promise<CandidateDeletion> {
  for (const { state } of rounds) refuseLive(state);
  const { interviews, candidates, reports, readers, keeper } = parts;
  const deleted = { interviews: rounds.length, canceled: 0, recordings: 0, links: 0, practice: 0 };
  for (const { interviewId, seatId } of rounds) {
    const done = await interviews.execute(interviewId, member, state => decideForget(state, seatId));
    if (done.erased) await keeper.follow(interviewId);
    await parts.debriefs.removeAll(interviewId);
    await reports.delete(interviewId, UserId.parse(member.userId), interviewId);
    deleted.canceled += done.canceled ? 1 : 0;
    deleted.recordings += done.erased ? 1 : 0;
    deleted.links += (done.revoked ? 1 : 0) + (await readers.revokeAll(interviewId, Date.now()));
  }
  const seatIds = rounds.map(({ seatId }) => seatId);
  for (const { pageId } of await candidates.pagesOf(seatIds)) {
    await parts.deletePracticePage(pageId);
    deleted.practice += 1;
  }
  await candidates.forget(seatIds, {
    actor: member.userId,
    action: 'candidate.deleted',
    target: rounds[0]?.rootId ?? '',
    details: { ...deleted, seatIds },
  });
  await parts.mails.forgetDeleted();
  return deleted;
}

interface Forgotten {
  canceled: boolean;
  erased: boolean;
  revoked: boolean;
}

/** Cancels a coming interview if this is its only candidate. */
function decideForget(state: InterviewState, seatId: SeatId): Decision<Forgotten> {
  refuseLive(state);
  const candidates = Object.values(state.seats).filter(
    ({ role, presence }) => role === 'candidate' && presence !== 'removed',
  );
  const cancel = isFinal(state.phase) || candidates.length > 1 ? [] : decideCancel(state).events;
  const erase = erasure(state);
  const link = decideRevokeLink(state, seatId);
  const events: NewEvent[] = [...cancel, ...erase, ...link.events];
  const result = { canceled: cancel.length > 0, erased: erase.length > 0, revoked: link.events.length > 0 };
  return { ...link, events, result };
}

function refuseLive({ phase, seats, interviewId }: InterviewState): void {
  const isLive = phase === 'open' || (!isFinal(phase) && Object.values(seats).some(isHere));
  if (isLive) throw new AppError('conflict', 'candidate-live', { details: { interviewId } });
}
