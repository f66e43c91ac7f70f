import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ended } from '../../client/texts/ended.ts';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import { STANDARD_LINES } from '../../shared/recruiter/lines.ts';
import { AnsweringPage } from '../support/answeringPage.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { type RecruiterInterview, RecruiterStage } from '../support/recruiterStage.ts';
import { mouthAgainstSound, onsetsOf, stopWatching, watchRecruiter } from '../support/recruiterWatch.ts';
import { synthesize } from '../support/spokenAudio.ts';
import { briefKit } from '../support/spokenKit.ts';

const kit = briefKit({ greeting: 'Hello.' });
const { greeting, consent, instructions, acknowledgements, closing } = kit.script;
const [first, second] = kit.questions as [(typeof kit.questions)[number], (typeof kit.questions)[number]];

let stage: RecruiterStage;
let browser: TestBrowser;
let interview: RecruiterInterview;

beforeAll(async () => {
  stage = await RecruiterStage.create({ kit });
  [browser, interview] = await Promise.all([stage.browser(), stage.interview()]);
}, 400_000);
afterAll(() => stage?.[Symbol.asyncDispose]());

describe('a candidate alone with the virtual recruiter', () => {
  it('is greeted, asked, understood, and said goodbye to', async () => {
    const answer = await synthesize('I looked at the graphs first, and then I asked a colleague.', {
      voice: 'rms',
      levelDbov: -24,
    });
    // No person opens the room or admits anyone.
    const candidate = new AnsweringPage(await interview.candidate(browser, { beforePage: watchRecruiter }));
    const { page } = candidate;
    await candidate.waitForQuestion(first.text);

    const spokenUntil = await candidate.say(answer);
    await candidate.waitForTurn('goingOn');
    await page.locator('[data-turn="goingOn"] circle').first().waitFor();
    await candidate.waitForTurn('speaking');
    const goneOnAfterMs = Date.now() - spokenUntil;
    // A short answer gets a request for an example, below the question that stays.
    await candidate.panel.getByText(STANDARD_LINES.concreteExample, { exact: true }).waitFor();
    await candidate.panel.getByText(first.text, { exact: true }).waitFor();
    await candidate.waitForTurn('yours');
    await candidate.press('finished');
    await candidate.panel.getByText(texts.panel.progress(2, 2)).waitFor();
    await candidate.waitForQuestion(second.text);
    await candidate.press('skip');
    await candidate.waitForTurn('over');
    const watched = await stopWatching(page);
    const bufferedMs = await candidate.voice.bufferedMs();
    await page.getByRole('heading', { name: ended.recruiterOver.title }).waitFor({ timeout: 15_000 });
    for (const next of ended.recruiterOver.next) await page.getByText(next).waitFor();

    expect(goneOnAfterMs).toBeGreaterThan(2_400);
    expect(goneOnAfterMs).toBeLessThan(3_300);

    // The panel shows the questions and the follow-up instead.
    const lines = [greeting, consent, instructions, acknowledgements[0], STANDARD_LINES.skipped, closing];
    const captions = watched.captions.filter(({ text }) => text !== '');
    expect(captions.map(({ text }) => text)).toEqual(lines);
    const onsets = onsetsOf(watched);
    const earlyMs = captions.map(({ atMs }) =>
      onsets.reduce((near, at) => (Math.abs(at - atMs) < Math.abs(near) ? at - atMs : near), Infinity),
    );
    // Captions appear when they are sent; the browser buffers audio to wait for late packets.
    const apartMs = middleOf(earlyMs) - bufferedMs;
    expect(Math.abs(apartMs), `${earlyMs.map(Math.round)} ms, ${bufferedMs} ms`).toBeLessThanOrEqual(150);

    const [begin = 0] = onsets;
    const mouth = mouthAgainstSound(watched, begin - 500, watched.sounds.at(-1)?.atMs ?? 0);
    expect(mouth.frames).toBeGreaterThan(300);
    expect(mouth.correlation).toBeGreaterThanOrEqual(0.4);
    expect(Math.abs(mouth.offsetMs), `${mouth.offsetMs} ms, r ${mouth.correlation}`).toBeLessThanOrEqual(80);
    expect(candidate.room.complaints).toEqual([]);
  });

  it('leaves a log in which each question was opened and left once, and the interview has ended', () => {
    const events = interview.events();
    const of = (kind: string) => events.filter(event => event.kind === kind).map(({ payload }) => payload);
    expect(of('session.opened')).toHaveLength(1);
    expect(of('question.opened')).toEqual([
      { questionId: first.id },
      { questionId: second.id, leaving: 'done' },
    ]);
    expect(of('question.closed')).toEqual([{ questionId: second.id, outcome: 'skipped' }]);
    expect(of('answer.started')).toEqual([{ questionId: first.id }]);
    expect(of('session.ended')).toHaveLength(1);
  });
});

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
