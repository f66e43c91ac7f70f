import { beforeAll, describe, expect, it } from 'vitest';
import { hardEndMs } from '../../../../shared/recruiter/deadlines.ts';
import { recruiterContextOf } from '../../../../shared/recruiter/recruiterContextOf.ts';
import { RecruiterPlay } from '../../../support/recruiterPlay.ts';
import { listenToEncoded, type ToldChange } from '../../../support/spoken/heardVoice.ts';
import {
  cough,
  delayed,
  durationMsOf,
  inRoom,
  mix,
  type Sound,
  sequence,
  silence,
  steadyNoise,
  synthesize,
} from '../../../support/spokenAudio.ts';

/** An answer is synthesized first. */
const SYNTHESIS_TIMEOUT_MS = 60_000;
const ANSWER =
  'So I sat down with the team and drew what really happened when an order came in. It took us six weeks, and after that we could release twice a day.';
const AFTER_MS = 6_000;

/** Returns what the SFU detects of this sound in a quiet room. */
function hearInRoom(sound: Sound): { told: ToldChange[]; lastWordMs: number } {
  const whole = sequence(silence(600), inRoom(sound), silence(AFTER_MS));
  const noise = steadyNoise('pink', { durationMs: durationMsOf(whole), levelDbov: -66 });
  const microphone = mix(whole, noise);
  const told = listenToEncoded({ category: 'cough', name: 'a cough', microphone });
  return { told, lastWordMs: microphone.voiced.at(-1)?.toMs ?? 0 };
}

/** Milliseconds by which the recruiter continues later than after its standard silence. */
function endDelayMs({ told, lastWordMs }: ReturnType<typeof hearInRoom>): number {
  const play = new RecruiterPlay().begin().untilListening();
  const beganAt = play.now;
  let dueMs = 0;
  for (const { state, sinceMs, toldMs } of told) {
    play.advance(beganAt + toldMs - play.now);
    if (play.stage.name !== 'listening') break;
    play.input({ type: 'voice', state, agoMs: toldMs - sinceMs });
    const context = recruiterContextOf(play.state);
    if (context) dueMs = hardEndMs(play.recruiter, context);
  }
  play.until(() => play.stage.name !== 'listening');
  return play.now - beganAt - lastWordMs - dueMs;
}

describe('a cough', () => {
  let answer: Sound;
  beforeAll(async () => {
    answer = await synthesize(ANSWER, { voice: 'rms', levelDbov: -26 });
  }, SYNTHESIS_TIMEOUT_MS);

  it.each([
    [600, 1],
    [900, 2],
    [1_500, 3],
    [2_200, 4],
  ])('%i ms after the last word does not delay the end of the answer', (afterMs, seed) => {
    const coughing = cough({ peakDbov: -20 - seed, durationMs: 220 + seed * 40, seed });
    const heard = hearInRoom(sequence(answer, silence(afterMs), coughing));
    expect(Math.abs(endDelayMs(heard))).toBeLessThan(150);
  });

  it('is no answer, while a short word is', async () => {
    const answersWith = (sound: Sound) => {
      const play = new RecruiterPlay().begin().untilListening();
      const beganAt = play.now;
      for (const { state, sinceMs, toldMs } of hearInRoom(sound).told) {
        play.advance(beganAt + toldMs - play.now);
        play.input({ type: 'voice', state, agoMs: toldMs - sinceMs });
      }
      return play.countOf('answer.started');
    };
    expect(answersWith(cough({ peakDbov: -22, seed: 5 }))).toBe(0);
    expect(answersWith(await synthesize('No.', { voice: 'rms', levelDbov: -26 }))).toBe(1);
  });

  it('in the pause before the last word removes nothing from it', async () => {
    const word = await synthesize('Yes.', { voice: 'rms', levelDbov: -26 });
    const coughing = delayed(cough({ peakDbov: -22, seed: 6 }), 500);
    const heard = hearInRoom(sequence(answer, coughing, silence(700), word));
    const delayMs = endDelayMs(heard);
    expect(delayMs).toBeGreaterThan(-150);
    expect(delayMs).toBeLessThan(150);
  });
});
