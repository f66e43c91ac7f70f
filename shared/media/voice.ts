import { z } from 'zod';

/** `silent`: sound without a voice. `faint`: a voice too quiet to understand. `absent`: no sound arrives. */
export const VoiceState = z.enum(['speaking', 'silent', 'faint', 'absent']);
export type VoiceState = z.infer<typeof VoiceState>;

export const Voice = z.strictObject({
  state: VoiceState,
  /** How long ago the voice started or stopped. Not a time, because the clocks of machines differ. */
  agoMs: z.number().int().nonnegative().max(86_400_000),
});
export type Voice = z.infer<typeof Voice>;
