import { z } from 'zod';
import { DecisionOutcome } from '../candidates/decision.ts';
import { JobRole, Timestamp } from '../interview/fields.ts';
import { route } from './routeRow.ts';

/** Interviews planned from `from` until before `to`, for all job roles or for one. */
export const InsightPeriod = z.strictObject({
  from: Timestamp,
  to: Timestamp,
  jobRole: JobRole.optional(),
});
export type InsightPeriod = z.infer<typeof InsightPeriod>;

/** A figure and its number of cases. Without a value while there are too few. */
export const InsightFigure = z.strictObject({
  n: z.number().int().nonnegative(),
  value: z.number().nonnegative().optional(),
});
export type InsightFigure = z.infer<typeof InsightFigure>;

const InsightFigures = z.strictObject({
  /** Median time from the creation of an interview to its planned start, for interviews that were held. */
  toInterview: InsightFigure,
  /** Median time from the end of an interview to its last lock. */
  toRated: InsightFigure,
  /** Median time from the end of an interview to the first decision about its candidate. */
  toDecision: InsightFigure,
  /** Share of no-shows among interviews that were held or missed. */
  noShow: InsightFigure,
});
export type InsightFigures = z.infer<typeof InsightFigures>;

const count = z.number().int().nonnegative();

export const InsightGroup = z.strictObject({
  /** Number of candidates with a planned interview. A person counts once for each job role. */
  candidates: count,
  /** Numbers of candidates. Absent while there are too few. */
  funnel: z
    .strictObject({
      held: count,
      rated: count,
      decided: count,
      /** How the latest decisions stand. Outcomes without candidates are left out. */
      outcomes: z.array(z.strictObject({ outcome: DecisionOutcome, count })),
      /** Candidates without a held interview, by what became of their last one. `open`: nothing yet. */
      noShow: count,
      canceled: count,
      notHeld: count,
      open: count,
    })
    .optional(),
  figures: InsightFigures,
});
export type InsightGroup = z.infer<typeof InsightGroup>;

export const Insights = z.strictObject({
  /** Number of cases from which a figure is shown. */
  needed: z.number().int().positive(),
  /** Job roles with interviews in the period. */
  jobRoles: z.array(z.string()),
  all: InsightGroup,
  /** Figures of the time before, of the same length. */
  before: InsightFigures,
  /** Job roles with enough candidates, the most first. */
  byRole: z.array(InsightGroup.extend({ jobRole: z.string() })),
  /** Number of job roles with too few. */
  smallRoles: count,
});
export type Insights = z.infer<typeof Insights>;

export const INSIGHTS_FILE = '/api/insights.csv';

export const INSIGHT_ROUTES = {
  /** Figures over the interviews of the member's hiring teams. */
  'insights.read': route('POST /api/insights', 'agreement.read', InsightPeriod, Insights),
} as const;
