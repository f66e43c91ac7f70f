import { describe, it } from 'vitest';
import { areInstrumentsTried } from '../run/instruments.ts';

/** Whether this run may take its time: `npm run test:long`. */
export const LONG_RUN = Boolean(process.env.LONG_TESTS);

/** Tests of what a shorter one beside them already covers in part, or covers on one of two implementations. */
export const itInLongRuns = it.skipIf(!LONG_RUN);
export const describeInLongRuns = describe.skipIf(!LONG_RUN);

/** Trials of the measuring instruments in this folder: in long runs, and wherever one of them has changed since they were last tried. */
export const describeInstruments = describe.skipIf(!LONG_RUN && areInstrumentsTried());

/** How often a property is tried, in this run and in long ones. Each run draws other examples, so that what one run leaves out the next ones have. */
export const tries = (short: number, long: number): number => (LONG_RUN ? long : short);
