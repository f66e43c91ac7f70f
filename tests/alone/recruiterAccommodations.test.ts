import { afterAll, beforeAll, expect, it } from 'vitest';
import { prejoin } from '../../client/texts/prejoin.ts';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import { STANDARD_LINES } from '../../shared/recruiter/lines.ts';
import { AnsweringPage } from '../support/answeringPage.ts';
import { eventually } from '../support/eventually.ts';
import { recordFrames } from '../support/frames.ts';
import { describeInLongRuns } from '../support/longTests.ts';
import { type RecruiterInterview, RecruiterStage } from '../support/recruiterStage.ts';
import type { SeatSocket } from '../support/seatSocket.ts';
import { synthesize } from '../support/spokenAudio.ts';
import { briefKit } from '../support/spokenKit.ts';

const kit = briefKit({ greeting: 'Hello.' });
const [first, second] = kit.questions as [(typeof kit.questions)[number], (typeof kit.questions)[number]];
/** Field names on the wire that only the candidate and the console may see, and the one revealing value. */
const SECRET =
  /"(accommodations|extraTime|audioOnly|textAnswers|noTimeLimit|questionsInAdvance|advance)":|slower/g;
const WRITTEN = 'I measured first, because a guess costs more than a look.';

/** Every line is rendered again at the slower pace, so only `npm run test:long` runs this interview. */
describeInLongRuns('a candidate with every accommodation', () => {
  const closers = new AsyncDisposableStack();
  let interview: RecruiterInterview;
  let candidate: AnsweringPage;
  let evaluator: SeatSocket;
  let frames: { readonly text: string };

  beforeAll(async () => {
    const stage = closers.use(
      await RecruiterStage.create({
        kit,
        accommodations: {
          extraTime: 1.5,
          pace: 'slower',
          audioOnly: true,
          questionsInAdvance: true,
          textAnswers: true,
        },
      }),
    );
    interview = await stage.interview();
    evaluator = await interview.enter('evaluator');
    closers.defer(() => evaluator.close());
    frames = recordFrames(evaluator);
    const browser = await stage.browser();
    candidate = new AnsweringPage(
      await interview.candidate(browser, {
        beforeJoin: async ({ page }) => {
          for (const { text } of kit.questions)
            await page.locator('[data-advance]').getByText(text, { exact: true }).waitFor();
          expect(await page.locator(`[data-check="${prejoin.checks.camera}"]`).count()).toBe(0);
        },
      }),
    );
  }, 600_000);
  afterAll(() => closers[Symbol.asyncDispose]());

  it('hears the recruiter, sees a still picture, and sends no video', async () => {
    await candidate.waitForQuestion(first.text);
    const heard = await candidate.voice.heard(0, Date.now());
    expect(heard.filter(({ db }) => db > -40).length).toBeGreaterThan(100);
    expect(await candidate.page.locator('video[data-seat-id="recruiter"]').count()).toBe(0);
    const pictures = await candidate.page.evaluate(async () => {
      let frames = 0;
      for (const connection of window.candidateVoice.connections)
        for (const report of (await connection.getStats()).values())
          if (report.kind === 'video') frames += (report.framesReceived ?? 0) + (report.framesSent ?? 0);
      return frames;
    });
    expect(pictures).toBe(0);
    await candidate.panel.getByRole('button', { name: texts.advance.open }).click();
    await candidate.page.getByRole('region', { name: texts.advance.title }).getByText(second.text).waitFor();
    await candidate.page.getByRole('button', { name: texts.advance.close }).click();
  });

  it('answers in writing, which raters read', async () => {
    await candidate.panel.getByRole('textbox', { name: texts.written.label }).fill(WRITTEN);
    await candidate.panel.getByRole('button', { name: texts.written.send }).click();
    await candidate.panel.getByText(STANDARD_LINES.concreteExample, { exact: true }).waitFor();
    await candidate.panel.locator('[data-sent-answer]').getByText(WRITTEN).waitFor();
    await evaluator.waitForView('the answer', ({ recruiter }) =>
      Object.values(recruiter?.written ?? {}).some(({ text }) => text === WRITTEN),
    );
    await candidate.waitForTurn('yours');
    await candidate.press('finished');
  });

  it('has half as much time again, and more patience', async () => {
    await candidate.waitForQuestion(second.text);
    const answer = await synthesize('I looked at the graphs first, and then I asked a colleague.', {
      voice: 'rms',
      levelDbov: -24,
    });
    const eyes = await interview.console();
    closers.defer(() => eyes.close());
    const until = await candidate.say(answer);
    const { startedAt = 0, limitAt } = eyes.view.recruiter?.answer ?? {};
    expect(limitAt).toBe(Math.round(startedAt + second.answerSeconds * 1_500));
    await candidate.waitForTurn('speaking');
    const goneOnAfterMs = Date.now() - until;
    expect(goneOnAfterMs).toBeGreaterThan(3_300);
    expect(goneOnAfterMs).toBeLessThan(4_500);
  });

  it('looks like anyone else in what raters receive', async () => {
    await eventually('many frames', () => frames.text.length > 1_000);
    const received = `${JSON.stringify(evaluator.notices)}\n${frames.text}`;
    expect(received).toContain(first.text);
    expect(received.match(SECRET) ?? []).toEqual([]);
    expect(candidate.room.complaints).toEqual([]);
  });
});
