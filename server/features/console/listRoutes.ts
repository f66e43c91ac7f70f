import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import { SavedViewId } from '../../../shared/ids.ts';
import { candidateJoined, isHere } from '../../../shared/interview/state.ts';
import {
  CALENDAR_ROWS,
  type INTERVIEW_LIST_ROUTES,
  type InterviewOverlap,
  type InterviewSummary,
} from '../../../shared/protocol/interviewList.ts';
import { type SAVED_VIEW_ROUTES, SAVED_VIEWS_MAX } from '../../../shared/protocol/savedViewRoutes.ts';
import { listReader, namesInList } from '../../interviews/staffInterviews.ts';
import { isUniqueViolation } from '../../store/databaseErrors.ts';
import type { ListedInterview } from '../../store/interviewList.ts';
import type { Store } from '../../store/store.ts';
import type { Overlap } from '../../store/workloadStore.ts';
import type { RouteHandlers } from '../routeHandlers.ts';

type ListRoutes = Pick<RouteHandlers, keyof typeof INTERVIEW_LIST_ROUTES | keyof typeof SAVED_VIEW_ROUTES>;

/** Lists of interviews for staff, and members' saved views of them. */
export function listRoutes(
  { interviewList, savedViews, workloads }: Pick<Store, 'interviewList' | 'savedViews' | 'workloads'>,
  { mailConfigured }: { mailConfigured: boolean },
): ListRoutes {
  const listedOf = listedFor(mailConfigured);
  return {
    'interviews.list': async ({ filter = {}, sort, after, counts: counted }, { member }) => {
      const query = { reader: listReader(member), filter, sort, now: Date.now() };
      const { rows, next } = await interviewList.page(query, after);
      const counts = counted && (await interviewList.counts(query));
      const ids = rows.map(({ interviewId }) => interviewId);
      const overlaps = await workloads.overlaps(ids, query.reader, query.now);
      const interviews = rows.map(row => {
        const overlap = overlaps.get(row.interviewId);
        return { ...listedOf(row), ...(overlap && { overlap: overlapOf(overlap, row) }) };
      });
      return { interviews, ...(next && { next }), ...(counts && { counts }) };
    },
    'interviews.calendar': async ({ days, filter = {} }, { member }) => {
      const query = { reader: listReader(member), filter, now: Date.now() };
      const { rows, counts } = await interviewList.calendar(query, days, CALENDAR_ROWS);
      return { ...(rows && { interviews: rows.map(listedOf) }), counts };
    },
    'views.list': async (_params, { member }) => ({ views: await savedViews.of(member.userId) }),
    'views.create': async (input, { member: { userId } }) => {
      if ((await savedViews.of(userId)).length >= SAVED_VIEWS_MAX)
        throw new AppError('conflict', 'too-many-views', { values: { maximum: SAVED_VIEWS_MAX } });
      const view = { viewId: SavedViewId.parse(uuidv7()), ...input };
      await savedViews.create(userId, view).catch(nameTaken);
      return { view };
    },
    'views.change': async ({ viewId, ...changes }, { member: { userId } }) => {
      const view = await savedViews.change(userId, viewId, changes).catch(nameTaken);
      if (!view) throw AppError.notFound('view', viewId);
      return { view };
    },
    'views.delete': async ({ viewId }, { member: { userId } }) => savedViews.delete(userId, viewId),
  };
}

/** Names the person by their seat. */
export function overlapOf(
  { seatId, ...other }: Overlap,
  { seats }: Pick<ListedInterview, 'seats'>,
): InterviewOverlap {
  const name = seats.find(seat => seat.seatId === seatId)?.name;
  return { ...other, ...(name !== undefined && { person: name }) };
}

function nameTaken(error: unknown): never {
  if (!isUniqueViolation(error)) throw error;
  throw new AppError('conflict', 'view-name-taken', {
    details: { field: 'name', fields: { name: { reason: 'view-name-taken' } } },
  });
}

/** Returns what a row of a list shows. Without a mail server, says nothing about invitations. */
export function listedFor(mailConfigured: boolean) {
  return ({ invitation, ...interview }: ListedInterview): InterviewSummary => ({
    ...listedOf(interview),
    ...(invitation && (mailConfigured || invitation === 'no-lead') && { invitation }),
  });
}

function listedOf(interview: ListedInterview): InterviewSummary {
  const { interviewId, jobRole, status, scheduledAt, plannedMinutes, phase, kitId, teamId, seats } =
    interview;
  const listed = seats.flatMap(({ role, ...seat }) => (role === 'captioner' ? [] : [{ ...seat, role }]));
  const present = { candidate: 0, interviewer: 0, evaluator: 0, observer: 0 };
  for (const { role } of listed.filter(isHere)) present[role] += 1;
  const { heldByRecruiter, scorecardsOpen, window, timeZone } = interview;
  return {
    interviewId,
    jobRole,
    status,
    scheduledAt,
    plannedMinutes,
    ...(timeZone && { timeZone }),
    ...(window && { window }),
    phase,
    ...(kitId && { kitId }),
    ...(teamId && { teamId }),
    heldByRecruiter,
    scorecardsOpen,
    ...namesInList(interview),
    people: listed.flatMap(({ role, name, presence }) =>
      role === 'candidate' || presence === 'removed' || !name ? [] : [{ name, role }],
    ),
    rating: interview.rating,
    candidateJoined: candidateJoined(seats),
    begun: seats.some(({ tookPart }) => tookPart),
    present,
  };
}
