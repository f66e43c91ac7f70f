import { z } from 'zod';

/** How long the recruiter waits after the last word, and how fast it speaks. */
export const Pace = z.enum(['faster', 'normal', 'slower']);
export type Pace = z.infer<typeof Pace>;

/** The synthesiser's voices that come with the product. */
export const RecruiterVoice = z.enum(['slt', 'rms', 'awb']);
export type RecruiterVoice = z.infer<typeof RecruiterVoice>;

/** How an interview is held by the virtual recruiter. Absent: people ask the questions. */
export const RecruiterSettings = z.strictObject({
  voice: RecruiterVoice,
  pace: Pace,
  /** Begins with a question that no one rates and that is not recorded. */
  practice: z.boolean(),
});
export type RecruiterSettings = z.infer<typeof RecruiterSettings>;

export const DEFAULT_RECRUITER: RecruiterSettings = { voice: 'slt', pace: 'normal', practice: true };

/** Thinking and answering time are multiplied by it. */
export const ExtraTime = z.union([z.literal(1), z.literal(1.25), z.literal(1.5), z.literal(2)]);
export type ExtraTime = z.infer<typeof ExtraTime>;

/** What is set for one candidate. The candidate and the console know of it, raters and observers never. */
export const Accommodations = z.strictObject({
  extraTime: ExtraTime,
  /** Replaces the interview's own pace. */
  pace: Pace.optional(),
  /** The recruiter is heard only, and no picture of the candidate is asked for. */
  audioOnly: z.boolean(),
  /** The questions can be read before the interview begins, and all through it. */
  questionsInAdvance: z.boolean(),
  /** Answers may be written. */
  textAnswers: z.boolean(),
  /** There is no time limit to an answer. */
  noTimeLimit: z.boolean(),
});
export type Accommodations = z.infer<typeof Accommodations>;

export const NO_ACCOMMODATIONS: Accommodations = {
  extraTime: 1,
  audioOnly: false,
  questionsInAdvance: false,
  textAnswers: false,
  noTimeLimit: false,
};
