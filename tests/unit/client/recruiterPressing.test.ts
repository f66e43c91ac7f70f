import { describe, expect, it } from 'vitest';
import { type PressTarget, pressButton } from '../../../client/core/recruiter/pressing.ts';
import { Store } from '../../../client/core/store.ts';
import { commandHandlers } from '../../../server/features/commands.ts';
import type { RecruiterButton, RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { newClientId } from '../../support/interviewLog.ts';
import { RecruiterPlay } from '../../support/recruiterPlay.ts';

/** A candidate's page that receives its view on demand, with the server's decisions on a real log. */
function pageOf(play: RecruiterPlay) {
  const shown = new Store<RecruiterView | undefined>(play.view);
  const sent: RecruiterButton[] = [];
  const target: PressTarget = {
    recruiter: shown.get,
    until: wanted =>
      new Promise(resolve => {
        const look = () => wanted(shown.get()) && resolve();
        shown.subscribe(look);
        look();
      }),
    send: async params => {
      sent.push(params.button);
      const { state, now, candidate } = play;
      const own = state.seats[candidate.seatId];
      if (!own) throw new Error('The candidate has no seat.');
      const context = {
        state,
        now,
        clientId: newClientId(),
        serverId: 'server-1',
        actorName: 'Ada',
        own: () => own,
      };
      commandHandlers['recruiter.press'](context, params);
      play.press(params.button);
    },
  };
  return {
    sent,
    update: () => shown.set(play.view),
    leave: () => shown.set(undefined),
    press: (button: RecruiterButton) => pressButton(target, button),
  };
}

/** Waits until no microtasks or I/O are pending. */
const settled = () => new Promise(resolve => setImmediate(resolve));

describe('a button press while the virtual recruiter starts a line', () => {
  it('“I’m finished” counts when the virtual recruiter breaks the silence at that moment', async () => {
    const play = new RecruiterPlay().begin().untilListening();
    const page = pageOf(play);
    play.until(({ stage }) => stage.name === 'speaking');
    const pressed = page.press('finished');
    await settled();
    page.update();
    await settled();
    expect(page.sent).toEqual(['finished']);
    play.untilListening();
    page.update();
    expect(await pressed).toBe(true);
    expect(page.sent).toEqual(['finished', 'finished']);
    expect(play.lines.at(-1)).toBe('acknowledgement.0');
  });

  it('“Skip introduction” counts between two of its lines', async () => {
    const play = new RecruiterPlay().enter();
    const page = pageOf(play);
    play.until(({ lines }) => lines.at(-1) === 'consent');
    const pressed = page.press('skipIntroduction');
    await settled();
    page.update();
    expect(await pressed).toBe(true);
    expect(play.lines.at(-1)).toBe('question.question-1');
  });

  it('never applies to the next question', async () => {
    const play = new RecruiterPlay().begin().untilListening();
    const page = pageOf(play);
    const first = play.recruiter.topic?.questionId;
    play
      .order('skip')
      .until(({ recruiter }) => recruiter.topic !== undefined && recruiter.topic.questionId !== first);
    const pressed = page.press('skip');
    await settled();
    page.update();
    expect(await pressed).toBe(false);
    expect(play.untilListening().recruiter.topic?.questionId).toBe('question-2');
    expect(page.sent).toEqual(['skip']);
  });

  it('“Continue” does not request another moment when the candidate’s voice has ended the first', async () => {
    const play = new RecruiterPlay()
      .begin()
      .untilListening()
      .press('moment')
      .until(({ stage }) => stage.name === 'moment');
    const page = pageOf(play);
    play.press('repeat').untilListening();
    const pressed = page.press('moment');
    await settled();
    page.update();
    expect(await pressed).toBe(false);
    expect(page.sent).toEqual(['moment']);
    expect(play.stage.name).toBe('listening');
  });

  it('is dropped when the virtual recruiter is no longer in the interview', async () => {
    const play = new RecruiterPlay().begin().untilListening();
    const page = pageOf(play);
    play.until(({ stage }) => stage.name === 'speaking');
    const pressed = page.press('finished');
    await settled();
    page.leave();
    await settled();
    expect(await Promise.race([pressed, 'still waiting'])).toBe(false);
    expect(page.sent).toEqual(['finished']);
  });
});
