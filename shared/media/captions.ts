import { z } from 'zod';

/**
 * How often captions are updated. `live`: every second. `slow`: every two seconds. `sentences`: only when a sentence is
 * complete. `paused`: not at all, because the machine has too much to do. `language`: the interview's language can't be
 * recognized here. `budget`: the transcription service has got as much audio as it may this month. `off`: there is nothing
 * to recognize speech with.
 */
export const CaptionState = z.enum([
  'starting',
  'live',
  'slow',
  'sentences',
  'paused',
  'language',
  'budget',
  'off',
]);
export type CaptionState = z.infer<typeof CaptionState>;

/** What makes captions: an engine on the organization's own machine, or a service that it chose. */
export const CaptionMaker = z.enum(['engine', 'service']);
export type CaptionMaker = z.infer<typeof CaptionMaker>;

/** What one person said between two pauses. Later versions of the same `lineId` replace earlier ones. */
export const CaptionText = z.strictObject({
  lineId: z.string().min(1).max(40),
  /** Words that stay. */
  text: z.string().max(2_000),
  /** Words that the next version may change. */
  tail: z.string().max(500),
  /** True if no other version follows. */
  final: z.boolean(),
  /** False if something was said that could not be recognized. `text` is then empty. */
  understood: z.boolean(),
  /** True if a captioner typed the line. */
  typed: z.literal(true).optional(),
  /** How long ago the person started the line. Not a time, because the clocks of machines differ. */
  agoMs: z.number().int().nonnegative().max(86_400_000),
});
export type CaptionText = z.infer<typeof CaptionText>;

/** A line that a captioner types. A line with an earlier id is corrected until it is final. */
export const TypedCaption = CaptionText.pick({ lineId: true, text: true, final: true });
export type TypedCaption = z.infer<typeof TypedCaption>;
