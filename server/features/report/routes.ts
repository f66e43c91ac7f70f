import type { REPORT_ROUTES } from '../../../shared/protocol/reportRoutes.ts';
import { reportWords } from '../../../shared/report/lintReport.ts';
import type { Store } from '../../store/store.ts';
import { limited, type RouteHandlers } from '../routeHandlers.ts';
import type { StaffAccounts } from '../staff/accounts.ts';
import type { ReportEditing } from './ReportEditing.ts';
import type { ReportReading } from './ReportReading.ts';
import { reportRatings } from './reportRatings.ts';

export type ReportRoutes = Pick<RouteHandlers, keyof typeof REPORT_ROUTES>;

interface ReportRouteOptions {
  editing: ReportEditing;
  reading: ReportReading;
  store: Pick<Store, 'feedback'>;
  accounts: Pick<StaffAccounts, 'list'>;
}

export function reportRoutes({ editing, reading, store, accounts }: ReportRouteOptions): ReportRoutes {
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
    'reports.read': ({ interviewId }, { member }) => editing.read(interviewId, member),
    'reports.save': ({ interviewId, ...input }, { member }) => editing.save(interviewId, input, member),
    'reports.versions': async ({ interviewId }, { member }) => {
      const { versions, publishedVersion, names } = await editing.versions(interviewId, member);
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
      content: await editing.version(interviewId, version, member),
    }),
    'reports.preview': async ({ interviewId, content }, { member }) => ({
      report: await editing.preview(interviewId, content, member),
    }),
    'reports.publish': ({ interviewId, expectedVersion }, { member }) =>
      editing.publish(interviewId, expectedVersion, member),
    'reports.retract': async ({ interviewId }, { member }) => {
      await editing.retract(interviewId, member);
      return {};
    },
    'reports.answer': async ({ interviewId, answer }, { member }) => {
      await editing.answer(interviewId, answer, member);
      return {};
    },
    'reports.link': ({ interviewId }, { member }) => editing.createLink(interviewId, member),
    'reports.revokeLink': async ({ interviewId, shareId }, { member }) => {
      await editing.revokeLink(interviewId, shareId, member);
      return {};
    },
    'reports.emailLink': async ({ interviewId }, { member }) => {
      await editing.emailLink(interviewId, member);
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
