import { describe, it } from 'vitest';
import { CORE_ONLY } from '../run/coreTests.ts';

/** True in `npm run test:long`. */
export const LONG_RUN = Boolean(process.env.LONG_TESTS);

/** For tests that a faster test covers in part, or for the second of two implementations. */
export const itInLongRuns = it.skipIf(!LONG_RUN);
export const describeInLongRuns = describe.skipIf(!LONG_RUN);

/** For slow tests of a screen that `npm test` covers with faster ones. */
export const itInWholeRuns = it.skipIf(CORE_ONLY);
export const describeInWholeRuns = describe.skipIf(CORE_ONLY);

/** Number of examples of a property test. */
export const tries = (short: number, long: number): number => (LONG_RUN ? long : short);
