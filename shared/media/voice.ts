import { z } from 'zod';

/**
 * Voice in a microphone.
 *
 * - `speaking`: a voice;
 * - `silent`: sound without a voice, or the silence of a noise gate;
 * - `faint`: a voice too quiet to be understood;
 * - `absent`: no sound arrives: the microphone is missing, muted, or switched off, or its packets have stopped.
 */
export const VoiceState = z.enum(['speaking', 'silent', 'faint', 'absent']);
export type VoiceState = z.infer<typeof VoiceState>;

export const Voice = z.strictObject({
  state: VoiceState,
  /** Time since the first or last sound of the voice, not since its detection. A duration, because clocks of machines differ. */
  agoMs: z.number().int().nonnegative().max(86_400_000),
});
export type Voice = z.infer<typeof Voice>;
