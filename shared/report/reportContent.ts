import { z } from 'zod';
import { CompetencyId, GuideQuestionId, QuestionId } from '../kit/kitIds.ts';
import { RecordingMs, type Span } from '../recording/finished.ts';

export const REPORT_LIMITS = {
  headline: 300,
  text: 600,
  quotation: 400,
  line: 300,
  /** Maximum number of points of each kind, and of tasks. */
  keep: 2,
  change: 2,
  tasks: 3,
  /** Maximum number of words in all texts together. */
  words: 450,
  clipMinMs: 10_000,
  clipMaxMs: 30_000,
  question: 1_000,
  answer: 2_000,
} as const;

export const PointId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .brand<'PointId'>();
export type PointId = z.infer<typeof PointId>;

export const Rung = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
export type Rung = z.infer<typeof Rung>;

/** Evidence for a point. `fromMs` and `toMs` are recording times. In a draft, a clip may be too long. */
export const ReportMoment = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('clip'), fromMs: RecordingMs, toMs: RecordingMs }),
  z.strictObject({ kind: z.literal('quotation'), text: z.string().max(REPORT_LIMITS.quotation) }),
]);
export type ReportMoment = z.infer<typeof ReportMoment>;

/** A point of the report. In a draft, it may be incomplete. */
export const ReportPoint = z.strictObject({
  pointId: PointId,
  questionId: QuestionId.optional(),
  competencyId: CompetencyId.optional(),
  moment: ReportMoment.optional(),
  /** The author's entry for the other kind of moment, kept in case they switch back. Not published. */
  otherMoment: ReportMoment.optional(),
  seen: z.string().max(REPORT_LIMITS.text),
  reached: Rung.optional(),
  action: z.string().max(REPORT_LIMITS.text),
});
export type ReportPoint = z.infer<typeof ReportPoint>;

export const ReportTask = z.strictObject({
  text: z.string().max(REPORT_LIMITS.line),
  guideQuestionId: GuideQuestionId.optional(),
  questionId: QuestionId.optional(),
});
export type ReportTask = z.infer<typeof ReportTask>;

/** The part of a report that its author writes. */
export const ReportContent = z.strictObject({
  headline: z.string().max(REPORT_LIMITS.headline),
  keep: z.array(ReportPoint).max(REPORT_LIMITS.keep),
  change: z.array(ReportPoint).max(REPORT_LIMITS.change),
  lines: z.record(QuestionId, z.string().max(REPORT_LIMITS.line)),
  tasks: z.array(ReportTask).max(REPORT_LIMITS.tasks),
  /** Competencies that evaluators have discussed and still rate two or more points apart. */
  apart: z.array(CompetencyId).max(20),
});
export type ReportContent = z.infer<typeof ReportContent>;

export const EMPTY_REPORT: ReportContent = {
  headline: '',
  keep: [],
  change: [],
  lines: {},
  tasks: [],
  apart: [],
};

/** Returns the report's clips without duplicates. */
export function clipsOf({ keep, change }: Pick<ReportContent, 'keep' | 'change'>): Span[] {
  const clips = [...keep, ...change].flatMap(({ moment }) =>
    moment?.kind === 'clip' ? [{ fromMs: moment.fromMs, toMs: moment.toMs }] : [],
  );
  return clips.filter(
    ({ fromMs, toMs }, index) => clips.findIndex(one => one.fromMs === fromMs && one.toMs === toMs) === index,
  );
}
