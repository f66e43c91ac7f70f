import { afterAll, beforeAll, expect, it } from 'vitest';
import { conductor } from '../../client/texts/conductor.ts';
import { ended } from '../../client/texts/ended.ts';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import { recruiterConductor as conducting } from '../../client/texts/recruiterConductor.ts';
import { STANDARD_LINES } from '../../shared/recruiter/lines.ts';
import { AnsweringPage } from '../support/answeringPage.ts';
import { waitForSilence, waitForTone } from '../support/decodedAudio.ts';
import { waitForColor, waitForFrames } from '../support/decodedVideo.ts';
import { eventually } from '../support/eventually.ts';
import { describeInLongRuns } from '../support/longTests.ts';
import { GRACE } from '../support/personas.ts';
import { RaterPage } from '../support/raterPage.ts';
import { ReceivedBytes } from '../support/receivedBytes.ts';
import { type RecruiterInterview, RecruiterStage } from '../support/recruiterStage.ts';
import { RoomPage } from '../support/roomPage.ts';
import { synthesize } from '../support/spokenAudio.ts';
import { briefKit, spokenKit } from '../support/spokenKit.ts';

const brief = briefKit({
  greeting: 'Hello.',
  handOver: { toPerson: ['A person goes on here.'], toRecruiter: ['I am back with the questions.'] },
});
const [asked, passedOver] = brief.questions as [
  (typeof brief.questions)[number],
  (typeof brief.questions)[number],
];
const [, , probed] = spokenKit().questions;
const third = {
  ...asked,
  id: 'question-third' as typeof asked.id,
  text: 'What would you do today?',
};
const probes = (probed?.probes ?? []).map(({ id, text }) => ({ id, text }));
const kit = { ...brief, questions: [{ ...asked, probes }, passedOver, third] };

/** Field names on the wire that only the candidate and the console may see. */
const SECRET = /"(accommodations|extraTime|noTimeLimit|textAnswers|audioOnly|advance)":/g;

/** Needs three browsers for more than a minute, so only `npm run test:long` runs it. */
describeInLongRuns('people in an interview that the virtual recruiter conducts', () => {
  const received = { lead: new ReceivedBytes(), evaluator: new ReceivedBytes() };
  const closers = new AsyncDisposableStack();
  let stage: RecruiterStage;
  let interview: RecruiterInterview;
  let candidate: AnsweringPage;
  let lead: RoomPage;
  let evaluator: RoomPage;

  beforeAll(async () => {
    stage = closers.use(
      await RecruiterStage.create({ kit, accommodations: { extraTime: 1.5, noTimeLimit: true } }),
    );
    interview = await stage.interview();
    const leadBrowser = await stage.browser(GRACE);
    const open = async (part: 'lead' | 'evaluator') => {
      const page = await RoomPage.open(
        await leadBrowser.newContext(),
        interview.link(part),
        received[part].listenTo,
      );
      await page.join();
      return page;
    };
    [lead, evaluator] = await Promise.all([open('lead'), open('evaluator')]);
    candidate = new AnsweringPage(await interview.candidate(await stage.browser()));
    await Promise.all([lead.waitUntilInside(), evaluator.waitUntilInside()]);
  }, 400_000);
  afterAll(() => closers[Symbol.asyncDispose]());

  const order = (name: string) => lead.page.locator(`[data-order="${name}"]:not([disabled])`).first().click();
  const payloads = (kind: string) =>
    interview
      .events()
      .filter(event => event.kind === kind)
      .map(({ payload }) => payload);

  it('rate live, and have a follow-up asked in the recruiter’s voice', async () => {
    await candidate.waitForQuestion(asked.text);
    const panel = new RaterPage(evaluator.page);
    await panel.enter();
    await panel.keys('4');
    await panel.saveState('saved');
    await evaluator.page.locator(`[data-probe="${probes[1]?.id}"] button`).click();
    await eventually('the wish', () => payloads('probe.queued').length === 1);

    await candidate.say(await synthesize('I looked at the graphs first.', { voice: 'rms', levelDbov: -24 }));
    await candidate.panel.getByText(probes[1]?.text ?? '', { exact: true }).waitFor();
    await candidate.waitForTurn('yours');
    expect(payloads('probe.settled')).toMatchObject([{ outcome: 'asked' }]);
    expect(payloads('rating.put').length).toBeGreaterThan(0);
  });

  it('pause the recruiter and let it continue', async () => {
    await order('pause');
    await candidate.waitForTurn('paused');
    await order('resume');
    await candidate.page.locator('[data-caption]', { hasText: STANDARD_LINES.resumed }).waitFor();
    await candidate.waitForTurn('yours');
  });

  it('take over with their own video and voice, open another question, and return the interview to the recruiter', async () => {
    const recruiterTile = candidate.page.getByRole('figure', { name: texts.name });
    await order('takeOver');
    await candidate.panel.getByText(texts.panel.person(GRACE.name)).waitFor({ timeout: 30_000 });
    await waitForColor(candidate.room.video(interview.seatId('lead')), GRACE.color);
    await waitForTone(candidate.page, GRACE.toneHz);
    await recruiterTile.waitFor({ state: 'detached' });

    const region = lead.page.getByRole('region', { name: conductor.label });
    await region.getByRole('button', { name: conductor.chip(3, 'to-come') }).click();
    await region
      .getByRole('button', { name: conductor.actions.open(3) })
      .first()
      .click();
    await eventually('the question', () => payloads('question.opened').length === 2);

    await candidate.panel.getByText(third.text, { exact: true }).waitFor();

    await order('handBack');
    await lead.page.getByRole('button', { name: conducting.orders.next.following }).click();
    await recruiterTile.waitFor();
    await waitForFrames(candidate.page.locator('video[data-seat-id="recruiter"]'), 10);
    await waitForSilence(candidate.page, GRACE.toneHz);
    // The question that was not asked yet.
    await candidate.waitForQuestion(passedOver.text);
    await lead.page.getByText(passedOver.text, { exact: true }).first().waitFor();
  });

  it('are all in the log, and see nothing of the candidate’s accommodations', async () => {
    await candidate.press('skip');
    // People are present, so the room stays open for their last words.
    await candidate.waitForTurn('over');
    expect(payloads('session.ended')).toEqual([]);
    await candidate.press('finish');
    await candidate.page.getByRole('heading', { name: ended.recruiterOver.title }).waitFor();
    expect(payloads('session.ended')).toHaveLength(1);
    const orders = interview
      .events()
      .flatMap(({ kind, payload }) =>
        kind === 'recruiter.stepped' && payload.input.type === 'ordered' ? [payload.input.order] : [],
      );
    expect(orders).toEqual(['pause', 'resume', 'takeOver', 'handBack']);
    const opened = payloads('question.opened') as { questionId: string }[];
    expect(opened.map(({ questionId }) => questionId)).toEqual([asked.id, third.id, passedOver.id]);
    for (const bytes of [received.lead, received.evaluator]) {
      const everything = await bytes.everything();
      expect(everything).toContain(asked.text);
      expect(everything.match(SECRET) ?? []).toEqual([]);
    }
    expect([...candidate.room.complaints, ...lead.complaints, ...evaluator.complaints]).toEqual([]);
  });
});
