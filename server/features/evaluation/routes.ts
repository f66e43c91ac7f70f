import { AppError } from '../../../shared/errors.ts';
import type { EVALUATION_ROUTES } from '../../../shared/protocol/evaluationRoutes.ts';
import type { RouteHandlers } from '../routeHandlers.ts';

type EvaluationRoutes = Pick<RouteHandlers, keyof typeof EVALUATION_ROUTES>;

/** The queue of what waits for people to rate it, and their claims. */
export function evaluationRoutes(): EvaluationRoutes {
  const missing = async (): Promise<never> => {
    throw AppError.unavailable('This is being built.');
  };
  return {
    'evaluations.list': missing,
    'evaluations.read': missing,
    'evaluations.claim': missing,
    'evaluations.open': missing,
    'evaluations.renew': missing,
    'evaluations.release': missing,
    'evaluations.takeBack': missing,
    'evaluations.addRater': missing,
    'evaluations.load': missing,
    'evaluations.settings': missing,
    'evaluations.change': missing,
    'evaluations.markReference': missing,
    'evaluations.calibration': missing,
  };
}
