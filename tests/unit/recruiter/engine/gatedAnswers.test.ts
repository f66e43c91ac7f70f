import { beforeAll, describe, expect, it } from 'vitest';
import { hardEndMs } from '../../../../shared/recruiter/deadlines.ts';
import { recruiterContextOf } from '../../../../shared/recruiter/recruiterContextOf.ts';
import { RecruiterPlay } from '../../../support/recruiterPlay.ts';
import { listenTo } from '../../../support/spoken/heardVoice.ts';
import { gatedAnswers, type Take } from '../../../support/spokenAudio.ts';

/** Half a minute of speech is synthesized first. */
const SYNTHESIS_TIMEOUT_MS = 60_000;
/** Accuracy of a detected voice end. */
const END_ERROR_MS = 160;

/**
 * Plays the answer as the SFU hears it. Returns the silence after which the recruiter continued, and the
 * silence that was due.
 */
function answerWith(play: RecruiterPlay, take: Take): { silenceMs: number; dueMs: number } {
  const lastWordAt = play.now + (take.microphone.voiced.at(-1)?.toMs ?? 0);
  const beganAt = play.now;
  let dueMs = 0;
  for (const { state, sinceMs, toldMs } of listenTo(take)) {
    play.advance(beganAt + toldMs - play.now);
    if (play.stage.name !== 'listening') break;
    play.input({ type: 'voice', state, agoMs: toldMs - sinceMs });
    const context = recruiterContextOf(play.state);
    if (context) dueMs = hardEndMs(play.recruiter, context);
  }
  play.until(() => play.stage.name !== 'listening');
  return { silenceMs: play.now - lastWordAt, dueMs };
}

describe('an answer with a noise gate', () => {
  let takes: Take[];
  beforeAll(async () => {
    takes = await gatedAnswers();
  }, SYNTHESIS_TIMEOUT_MS);

  it.each(['faster', 'normal', 'slower'] as const)('ends by its silence at the pace %s', pace => {
    for (const take of takes) {
      const play = new RecruiterPlay({ settings: { pace } }).begin().untilListening();
      const { silenceMs, dueMs } = answerWith(play, take);
      expect(play.lines.at(-1), take.name).toMatch(/^(acknowledgement|probe)\./);
      expect(Math.abs(silenceMs - dueMs), take.name).toBeLessThan(END_ERROR_MS);
    }
  });

  it('is followed by reassurance, not by a question about the microphone, when the next answer needs thought', () => {
    for (const take of takes) {
      const play = new RecruiterPlay().begin().untilListening();
      answerWith(play, take);
      play.untilListening();
      const before = play.lines.length;
      play.until(() => play.lines.length > before);
      expect(play.lines.at(-1), take.name).toMatch(/^reassurance/);
    }
  });
});
