import type { InterviewId } from '../../../shared/ids.ts';
import { ROUTES, type RouteName } from '../../../shared/protocol/http.ts';
import { SCORECARD_FILES } from '../../../shared/protocol/scoringRoutes.ts';
import { NO_ACCOMMODATIONS } from '../../../shared/recruiter/settings.ts';
import { EMPTY_REPORT } from '../../../shared/report/reportContent.ts';
import type { Answer, Visitor } from './visitor.ts';

/** Every route that requires sign-in. */
export const STAFF_ROUTES = (Object.keys(ROUTES) as RouteName[]).filter(
  name => ROUTES[name].access !== 'public',
);

/** Every staff route about one interview. */
export const ABOUT_ONE = STAFF_ROUTES.filter(name => ROUTES[name].path.includes(':interviewId'));

/** Valid input in addition to the path parameters. */
export const FITTING_INPUT: Partial<Record<RouteName, Record<string, unknown>>> = {
  'interviews.change': { title: 'Another title' },
  'seats.add': { seat: { role: 'evaluator', displayName: 'Eve' } },
  'seats.change': { displayName: 'Eve' },
  'seats.replace': { person: { displayName: 'Eve' } },
  'accommodations.set': { accommodations: NO_ACCOMMODATIONS },
  'review.renew': { grant: 'a'.repeat(22) },
  'transcript.correct': { passageId: '00000000-0000-7000-8000-000000000000', seen: '', text: 'Yes' },
  'transcripts.search': { query: 'yes' },
  'evaluations.list': { filter: {} },
  'evaluations.assign': { userId: 'someone' },
  'evaluations.remindToCompare': { seatId: '00000000-0000-7000-8000-000000000000' },
  'evaluations.remindToRate': { seatId: '00000000-0000-7000-8000-000000000000' },
  'evaluations.takeBack': { userId: 'someone' },
  'evaluations.setDue': { dueAt: null },
  'evaluations.markReference': { ratings: null },
  'decisions.add': { stage: 'interview', outcome: 'advance', reason: 'Strong', after: 0 },
  'debrief.add': { text: 'Agreed' },
  'reports.save': { expectedVersion: 0, content: EMPTY_REPORT },
  'reports.version': { version: 1 },
  'reports.preview': { content: EMPTY_REPORT },
  'reports.publish': { expectedVersion: 1 },
  'reports.askToPublish': { expectedVersion: 1 },
  'reports.answer': { answer: 'Yes.' },
  'reports.revokeLink': { shareId: 'someone' },
};

/**
 * Responses of these routes about one interview, and of file downloads, which are not in the route table.
 */
export async function answersAbout(
  interviewId: InterviewId,
  visitor: Visitor,
  routes: readonly RouteName[],
  more: Record<string, unknown> = {},
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const name of routes) {
    const ids = Object.fromEntries(
      Object.entries({ interviewId, ...more }).filter(([key]) => key in ROUTES[name].params.shape),
    );
    answers.set(name, await visitor.send(name, { ...ids, ...FITTING_INPUT[name] }));
  }
  for (const { path } of Object.values(SCORECARD_FILES))
    answers.set(path, await visitor.fetch(path.replace(':interviewId', interviewId)));
  answers.set('draft PDF', await visitor.fetch(`/api/reports/${interviewId}/pdf`));
  return answers;
}
