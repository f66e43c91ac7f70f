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
    'report.guess': ({ key, guess }) => reading.guess(key, guess),
    'report.renew': limited('practiceOpen', ({ key, grant }) => reading.renew(key, grant)),
    'report.rate': ({ key, rating }) => reading.rate(key, rating),
    'report.ask': ({ key, question }) => reading.ask(key, question),
    'report.shares': limited('practiceOpen', async ({ key }) => ({ shares: await reading.shares(key) })),
    'report.share': ({ key, ...input }) => reading.share(key, input),
    'report.revokeShare': ({ key, shareId }) => reading.revokeShare(key, shareId),
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
    'reports.askToPublish': ({ interviewId, expectedVersion }, { member }) =>
      editing.askToPublish(interviewId, expectedVersion, member),
    'reports.retract': ({ interviewId }, { member }) => editing.retract(interviewId, member),
    'reports.answer': ({ interviewId, answer }, { member }) => editing.answer(interviewId, answer, member),
    'reports.link': ({ interviewId }, { member }) => editing.createLink(interviewId, member),
    'reports.revokeLink': ({ interviewId, shareId }, { member }) =>
      editing.revokeLink(interviewId, shareId, member),
    'reports.emailLink': ({ interviewId }, { member }) => editing.emailLink(interviewId, member),
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
