import { z } from 'zod';

/**
 * What the sfu hears of a microphone.
 *
 * - `speaking`: a voice;
 * - `silent`: no voice, though sound arrives, or a noise gate shuts it out between words;
 * - `faint`: something like a voice, too quiet to be understood;
 * - `absent`: no sound arrives: no microphone is sent, it is muted or switched off, or its packets have stopped.
 */
export const VoiceState = z.enum(['speaking', 'silent', 'faint', 'absent']);
export type VoiceState = z.infer<typeof VoiceState>;

export const Voice = z.strictObject({
  state: VoiceState,
  /**
   * How many milliseconds ago it became so: the voice's first or last sound, not its discovery. Between machines only durations travel,
   * since clocks differ.
   */
  agoMs: z.number().int().nonnegative().max(86_400_000),
});
export type Voice = z.infer<typeof Voice>;
