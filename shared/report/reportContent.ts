import { z } from 'zod';
import { CompetencyId, GuideQuestionId, QuestionId } from '../kit/kitIds.ts';
import { RecordingMs, type Span } from '../recording/finished.ts';

export const REPORT_LIMITS = {
  headline: 300,
  text: 600,
  quotation: 400,
  line: 300,
  /** Points of each kind, and tasks of the plan. */
  keep: 2,
  change: 2,
  tasks: 3,
  /** In all texts together. */
  words: 450,
  /** Of a clip, in milliseconds. */
  clipMinMs: 10_000,
  clipMaxMs: 30_000,
  question: 1_000,
  answer: 2_000,
} as const;

/** Made by the editor, so that a point exists before it is saved. */
export const PointId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .brand<'PointId'>();
export type PointId = z.infer<typeof PointId>;

/** The scale of the anchors. */
export const Rung = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
export type Rung = z.infer<typeof Rung>;

/** What a point rests on. Clips are in the recording's time; a draft may hold one that is too long. */
export const ReportMoment = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('clip'), fromMs: RecordingMs, toMs: RecordingMs }),
  z.strictObject({ kind: z.literal('quotation'), text: z.string().max(REPORT_LIMITS.quotation) }),
]);
export type ReportMoment = z.infer<typeof ReportMoment>;

/** One thing to keep, or to change. May be unfinished in a draft; the linter says what is missing. */
export const ReportPoint = z.strictObject({
  pointId: PointId,
  questionId: QuestionId.optional(),
  competencyId: CompetencyId.optional(),
  moment: ReportMoment.optional(),
  /** Moment of the other kind, kept while its author tries this one. No one else reads it. */
  otherMoment: ReportMoment.optional(),
  /** What was seen in the answer. */
  seen: z.string().max(REPORT_LIMITS.text),
  /** The anchor that the answer reached; the next one follows from the kit. */
  reached: Rung.optional(),
  /** What to say or do next time. */
  action: z.string().max(REPORT_LIMITS.text),
});
export type ReportPoint = z.infer<typeof ReportPoint>;

/** One task of the week after: something to read, something to practice, or both. */
export const ReportTask = z.strictObject({
  text: z.string().max(REPORT_LIMITS.line),
  guideQuestionId: GuideQuestionId.optional(),
  questionId: QuestionId.optional(),
});
export type ReportTask = z.infer<typeof ReportTask>;

/** A report as its author writes it. Everything else that the candidate reads follows from the log. */
export const ReportContent = z.strictObject({
  /** The strongest thing, and the one thing to change. */
  headline: z.string().max(REPORT_LIMITS.headline),
  keep: z.array(ReportPoint).max(REPORT_LIMITS.keep),
  change: z.array(ReportPoint).max(REPORT_LIMITS.change),
  /** One line for each question. */
  lines: z.record(QuestionId, z.string().max(REPORT_LIMITS.line)),
  tasks: z.array(ReportTask).max(REPORT_LIMITS.tasks),
  /** Competencies in which the raters stay two points or more apart after having talked about it. */
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

/** Every clip that a report shows, each once. */
export function clipsOf({ keep, change }: Pick<ReportContent, 'keep' | 'change'>): Span[] {
  const clips = [...keep, ...change].flatMap(({ moment }) =>
    moment?.kind === 'clip' ? [{ fromMs: moment.fromMs, toMs: moment.toMs }] : [],
  );
  return clips.filter(
    ({ fromMs, toMs }, index) => clips.findIndex(one => one.fromMs === fromMs && one.toMs === toMs) === index,
  );
}
