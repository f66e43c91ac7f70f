import { z } from 'zod';

/** How long the recruiter waits after the candidate's last word, and how fast it speaks. */
export const Pace = z.enum(['faster', 'normal', 'slower']);
export type Pace = z.infer<typeof Pace>;

export const RecruiterVoice = z.enum(['slt', 'rms', 'awb']);
export type RecruiterVoice = z.infer<typeof RecruiterVoice>;

/** Settings of the virtual recruiter. Absent when people ask the questions. */
export const RecruiterSettings = z.strictObject({
  voice: RecruiterVoice,
  pace: Pace,
  /** True when the interview starts with a practice question, which is not rated or recorded. */
  practice: z.boolean(),
});
export type RecruiterSettings = z.infer<typeof RecruiterSettings>;

export const DEFAULT_RECRUITER: RecruiterSettings = { voice: 'slt', pace: 'normal', practice: true };

/** Factor by which thinking and answering times are multiplied. */
export const ExtraTime = z.union([z.literal(1), z.literal(1.25), z.literal(1.5), z.literal(2)]);
export type ExtraTime = z.infer<typeof ExtraTime>;

/** Adjustments for one candidate. Shown to the candidate and the console, not to evaluators and observers. */
export const Accommodations = z.strictObject({
  extraTime: ExtraTime,
  /** Pace for this candidate, in place of the interview's pace. */
  pace: Pace.optional(),
  /** True when the candidate doesn't need a camera. */
  audioOnly: z.boolean(),
  /** True when the candidate can read the questions before and during the interview. */
  questionsInAdvance: z.boolean(),
  textAnswers: z.boolean(),
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
