import { AppError } from '../../../shared/errors.ts';
import type { REPORT_ROUTES } from '../../../shared/protocol/reportRoutes.ts';
import type { RouteHandlers } from '../routeHandlers.ts';

type ReportRoutes = Pick<RouteHandlers, keyof typeof REPORT_ROUTES>;

/** Reports as staff write them, and as candidates read them. */
export function reportRoutes(): ReportRoutes {
  const missing = async (): Promise<never> => {
    throw AppError.unavailable('This is being built.');
  };
  return {
    'report.open': missing,
    'report.guess': missing,
    'report.renew': missing,
    'report.rate': missing,
    'report.ask': missing,
    'report.shares': missing,
    'report.share': missing,
    'report.revokeShare': missing,
    'reports.read': missing,
    'reports.save': missing,
    'reports.versions': missing,
    'reports.version': missing,
    'reports.preview': missing,
    'reports.publish': missing,
    'reports.retract': missing,
    'reports.answer': missing,
    'reports.link': missing,
    'reports.ratings': missing,
  };
}
