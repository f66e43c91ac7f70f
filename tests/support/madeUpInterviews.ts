import { AppError } from '../../shared/errors.ts';
import { InterviewId } from '../../shared/ids.ts';
import type { RouteResult } from '../../shared/protocol/http.ts';
import type {
  InterviewCursor,
  InterviewFilter,
  InterviewSummary,
} from '../../shared/protocol/interviewList.ts';
import type { ReviewServer } from './reviewServer.ts';

const MINUTE_MS = 60_000;

/** Interviews of a fake server, in groups and pages as on the real one; they stay in the group they are assigned to. */
export class MadeUpInterviews {
  groups: Record<'today' | 'upcoming' | 'past', InterviewSummary[]> = { today: [], upcoming: [], past: [] };
  pageLength = 5;
  /** Listing fails. */
  broken = false;
  /** Requests in order. */
  readonly asked: { filter: InterviewFilter; after: InterviewCursor | undefined }[] = [];
  /** Responses wait for this promise. */
  held: Promise<void> | undefined;

  serve(server: ReviewServer): void {
    server.answer('interviews.list', async ({ filter = {}, after }) => {
      this.asked.push({ filter, after });
      await this.held;
      if (this.broken) throw new AppError('internal');
      return this.#pageOf(filter, after);
    });
  }

  #pageOf({ group, search = '' }: InterviewFilter, after?: InterviewCursor): RouteResult<'interviews.list'> {
    const all = (group ? this.groups[group.name] : []).filter(({ title, candidateNames }) =>
      `${title} ${candidateNames}`.toLowerCase().includes(search.toLowerCase()),
    );
    const from = after ? all.findIndex(({ interviewId }) => interviewId === after.interviewId) + 1 : 0;
    const interviews = all.slice(from, from + this.pageLength);
    const last = from + this.pageLength < all.length ? interviews.at(-1) : undefined;
    return {
      interviews,
      ...(last && { next: { key: last.scheduledAt, interviewId: last.interviewId } }),
    };
  }
}

/** This many interviews half an hour apart, numbered in their titles. */
export function severalInterviews(
  count: number,
  firstAt: number,
  phase: InterviewSummary['phase'] = 'lobby',
): InterviewSummary[] {
  const names = ['Ada Lovelace', 'Mary Jackson', 'Radia Perlman', 'Alan Turing', 'Niklaus Wirth'];
  return Array.from({ length: count }, (_, index) => ({
    interviewId: InterviewId.parse(crypto.randomUUID()),
    title: `Backend developer, round ${index + 1}.`,
    jobRole: 'Backend developer',
    status: phase === 'ended' ? 'held' : phase === 'open' ? 'live' : 'scheduled',
    scheduledAt: firstAt + index * 30 * MINUTE_MS,
    plannedMinutes: 45,
    phase,
    heldByRecruiter: index % 3 === 1,
    scorecardsOpen: false,
    candidateNames: [names[index % names.length] ?? ''],
    people: [{ name: 'Grace Hopper', role: 'interviewer' }],
    rating: { due: 0, locked: 0 },
    candidateJoined: phase === 'ended',
    begun: phase === 'ended',
    present: { candidate: 0, interviewer: 0, evaluator: 0, observer: 0 },
  }));
}
