import type { RoleNumbers } from '../../shared/protocol/siteRoutes.ts';

/** Smaller numbers prove nothing, and could point to single people. */
const MIN_PROOF = 5;

export interface Proof {
  rating?: { average: number; rated: number };
  interviewed?: number;
  withFeedback?: number;
}

/** Returns the numbers that pages show. Each is absent while it is too small. */
export function proofOf({ average, rated, interviewed, withFeedback }: RoleNumbers): Proof {
  return {
    ...(average !== undefined && rated >= MIN_PROOF && { rating: { average, rated } }),
    ...(interviewed >= MIN_PROOF && { interviewed }),
    ...(withFeedback >= MIN_PROOF && { withFeedback }),
  };
}
