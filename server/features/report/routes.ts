import type { REPORT_ROUTES } from '../../../shared/protocol/reportRoutes.ts';
import { reportWords } from '../../../shared/report/lintReport.ts';
import type { Store } from '../../store/store.ts';
import { limited, type RouteHandlers } from '../routeHandlers.ts';
import type { StaffAccounts } from '../staff/accounts.ts';
import type { ReportDesk } from './ReportDesk.ts';
import type { ReportReading } from './ReportReading.ts';
import { reportRatings } from './reportRatings.ts';

export type ReportRoutes = Pick<RouteHandlers, keyof typeof REPORT_ROUTES>;

interface ReportRouteOptions {
  desk: ReportDesk;
  reading: ReportReading;
  store: Pick<Store, 'feedback'>;
  accounts: Pick<StaffAccounts, 'list'>;
}

/** Reports as staff write them, and as candidates read them. */
export function reportRoutes({ desk, reading, store, accounts }: ReportRouteOptions): ReportRoutes {
  return {
    'report.open': limited('practiceOpen', ({ key }) => reading.open(key)),
    'report.guess': async ({ key, guess }) => {
      await reading.guess(key, guess);
      return {};
    },
    'report.renew': limited('practiceOpen', ({ key, grant }) => reading.renew(key, grant)),
    'report.rate': async ({ key, rating }) => {
      await reading.rate(key, rating);
      return {};
    },
    'report.ask': async ({ key, question }) => {
      await reading.ask(key, question);
      return {};
    },
    'report.shares': limited('practiceOpen', async ({ key }) => ({ shares: await reading.shares(key) })),
    'report.share': ({ key, ...input }) => reading.share(key, input),
    'report.revokeShare': async ({ key, shareId }) => {
      await reading.revokeShare(key, shareId);
      return {};
    },
    'reports.read': ({ interviewId }, { member }) => desk.read(interviewId, member),
    'reports.save': ({ interviewId, ...input }, { member }) => desk.save(interviewId, input, member),
    'reports.versions': async ({ interviewId }, { member }) => {
      const { versions, publishedVersion, names } = await desk.versions(interviewId, member);
      return {
        versions: versions.map(({ version, savedBy, savedAt, content }) => ({
          version,
          by: names.get(savedBy) ?? '',
          at: savedAt,
          words: reportWords(content),
          published: version === publishedVersion,
        })),
      };
    },
    'reports.version': async ({ interviewId, version }, { member }) => ({
      content: await desk.version(interviewId, version, member),
    }),
    'reports.preview': async ({ interviewId, content }, { member }) => ({
      report: await desk.preview(interviewId, content, member),
    }),
    'reports.publish': ({ interviewId, expectedVersion }, { member }) =>
      desk.publish(interviewId, expectedVersion, member),
    'reports.retract': async ({ interviewId }, { member }) => {
      await desk.retract(interviewId, member);
      return {};
    },
    'reports.answer': async ({ interviewId, answer }, { member }) => {
      await desk.answer(interviewId, answer, member);
      return {};
    },
    'reports.link': ({ interviewId }, { member }) => desk.createLink(interviewId, member),
    'reports.revokeLink': async ({ interviewId, shareId }, { member }) => {
      await desk.revokeLink(interviewId, shareId, member);
      return {};
    },
    'reports.emailLink': async ({ interviewId }, { member }) => {
      await desk.emailLink(interviewId, member);
      return {};
    },
    'reports.ratings': async () => {
      const [ratings, byEvaluator, members] = await Promise.all([
        store.feedback.ratings(),
        store.feedback.starsByEvaluator(),
        accounts.list(),
      ]);
      return reportRatings(ratings, byEvaluator, new Map(members.map(({ userId, name }) => [userId, name])));
    },
  };
}
