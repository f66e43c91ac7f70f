import { AppError } from '../../shared/errors.ts';
import { InterviewId, SavedViewId } from '../../shared/ids.ts';
import { type BulkProgress, UNDO_MS } from '../../shared/protocol/bulkRoutes.ts';
import type { RouteResult } from '../../shared/protocol/http.ts';
import type {
  InterviewCursor,
  InterviewFilter,
  InterviewSummary,
} from '../../shared/protocol/interviewList.ts';
import type { SavedView } from '../../shared/protocol/savedViewRoutes.ts';
import type { ReviewServer } from './reviewServer.ts';

const MINUTE_MS = 60_000;

/** Interviews of a fake server, filtered by status and search, sorted by time, and in pages as on the real one. */
export class MadeUpInterviews {
  all: InterviewSummary[] = [];
  views: SavedView[] = [];
  pageLength = 5;
  /** The latest change of many interviews. */
  bulk: BulkProgress | undefined;
  /** Listing fails. */
  broken = false;
  /** Requests in order. */
  readonly asked: { filter: InterviewFilter; after: InterviewCursor | undefined }[] = [];
  /** Responses wait for this promise. */
  held: Promise<void> | undefined;

  serve(server: ReviewServer): void {
    server
      .answer('interviews.list', async ({ filter = {}, sort, after }) => {
        this.asked.push({ filter, after });
        await this.held;
        if (this.broken) throw new AppError('internal');
        return this.#pageOf(filter, sort?.descending ?? true, after);
      })
      .answer('interviews.calendar', ({ days, filter = {} }) => {
        const found = this.#matching(filter);
        const interviews = found.filter(
          ({ scheduledAt }) => scheduledAt >= (days[0] ?? 0) && scheduledAt < (days.at(-1) ?? 0),
        );
        const counts = days.slice(1).map((end, index) => {
          const start = days[index] ?? 0;
          return interviews.filter(({ scheduledAt: at }) => at >= start && at < end).length;
        });
        return { interviews, counts };
      })
      .answer('views.list', () => ({ views: this.views }))
      .answer('views.create', input => {
        const view = { viewId: SavedViewId.parse(crypto.randomUUID()), ...input };
        this.views = [...this.views, view];
        return { view };
      })
      .answer('views.delete', ({ viewId }) => {
        this.views = this.views.filter(view => view.viewId !== viewId);
        return {};
      })
      .answer('bulk.preview', ({ selection }) => {
        const ids = 'interviewIds' in selection ? selection.interviewIds : [];
        const chosen = this.all.filter(({ interviewId }) => ids.includes(interviewId));
        const interviews = chosen.map(
          ({ interviewId, title, candidateNames, scheduledAt, status }, index) => ({
            ...{ interviewId, title, candidateNames, scheduledAt, status },
            told: index === 0 ? [] : candidateNames.map(name => ({ name, role: 'candidate' as const })),
            ...(index === 0 && { refusal: { code: 'wrong-phase' as const, reason: 'interview-live' } }),
          }),
        );
        return { interviews, total: interviews.length, sendsMail: true };
      })
      .answer('bulk.cancel', ({ bulkId, interviews: { length } }) => {
        const counts = { total: length, done: 0, unchanged: 0, failed: 0, failures: [] };
        const progress: BulkProgress = {
          bulkId,
          kind: 'cancel',
          state: 'waiting',
          startsInMs: UNDO_MS,
          ...counts,
        };
        this.bulk = progress;
        return { progress };
      })
      .answer('bulk.undo', () => {
        if (this.bulk) this.bulk = { ...this.bulk, state: 'undone' };
        return {};
      })
      .answer('bulk.recent', () => ({ actions: this.bulk ? [this.bulk] : [] }))
      .answer('teams.list', () => ({ teams: [] }))
      .answer('kits.list', () => ({ kits: [] }))
      .answer('staff.list', () => ({ members: [], invitations: [] }));
  }

  #matching({ statuses, search = '' }: InterviewFilter): InterviewSummary[] {
    return this.all
      .filter(({ status }) => statuses?.includes(status) ?? true)
      .filter(({ title, candidateNames }) =>
        `${title} ${candidateNames}`.toLowerCase().includes(search.toLowerCase()),
      )
      .sort((a, b) => a.scheduledAt - b.scheduledAt);
  }

  #pageOf(
    filter: InterviewFilter,
    descending: boolean,
    after?: InterviewCursor,
  ): RouteResult<'interviews.list'> {
    const found = this.#matching(filter);
    if (descending) found.reverse();
    const from = after ? found.findIndex(({ interviewId }) => interviewId === after.interviewId) + 1 : 0;
    const interviews = found.slice(from, from + this.pageLength);
    const last = from + this.pageLength < found.length ? interviews.at(-1) : undefined;
    const { statuses: _any, ...others } = filter;
    const byStatus = Map.groupBy(this.#matching(others), ({ status }) => status);
    const statuses = [...byStatus].map(([value, { length }]) => ({ value, count: length }));
    return {
      interviews,
      ...(last && { next: { key: last.scheduledAt, interviewId: last.interviewId } }),
      counts: { total: found.length, statuses, jobRoles: [], kitIds: [], teamIds: [], heldBy: [] },
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
