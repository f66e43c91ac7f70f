import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ended } from '../../client/texts/ended.ts';
import { room } from '../../client/texts/room.ts';
import { STANDARD_LINES, type StandardLine } from '../../shared/recruiter/lines.ts';
import { AnsweringPage } from '../support/answeringPage.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import { eventually } from '../support/eventually.ts';
import { describeInLongRuns } from '../support/longTests.ts';
import { makeDevicesPullable, plugIn } from '../support/pullOutDevices.ts';
import { type RecruiterInterview, RecruiterStage } from '../support/recruiterStage.ts';
import { ScriptedCandidate } from '../support/scriptedCandidate.ts';
import type { Sound } from '../support/spoken/sound.ts';
import { synthesize } from '../support/spokenAudio.ts';
import { briefKit } from '../support/spokenKit.ts';

const kit = briefKit();
const [first, second] = kit.questions.map(({ text }) => text) as [string, string];
const VOICE = { voice: 'rms', levelDbov: -24 } as const;

/** Returns the part of a line that its first caption contains. */
const beginningOf = (line: StandardLine) => STANDARD_LINES[line].slice(0, 13);

/**
 * Whole interviews in which something goes wrong. They take minutes, so only `npm run test:long` runs them.
 */
describeInLongRuns('an interview with the virtual recruiter continues', () => {
  let stage: RecruiterStage;
  let browser: TestBrowser;
  let brief: Sound;
  let long: Sound;
  let page: Page | undefined;

  beforeAll(async () => {
    stage = await RecruiterStage.create({ kit });
    browser = await stage.browser();
    brief = await synthesize('I looked at the graphs first, and then I asked a colleague.', VOICE);
    long = await synthesize(
      'I first looked at the graphs, and then I asked a colleague who knew that system well, and then we looked at what had changed on the day before, until we found it.',
      VOICE,
    );
    await stage.interview();
  }, 400_000);
  afterEach(() => page?.context().close());
  afterAll(() => stage?.[Symbol.asyncDispose]());

  async function opened(
    interview: RecruiterInterview,
    options: Parameters<RecruiterInterview['candidate']>[1] = {},
  ): Promise<AnsweringPage> {
    const candidate = new AnsweringPage(await interview.candidate(browser, options));
    page = candidate.page;
    return candidate;
  }

  /** Answers from the current first question to the end page. */
  async function answerTheRest(candidate: AnsweringPage): Promise<void> {
    await candidate.say(brief);
    await candidate.panel.getByText(STANDARD_LINES.concreteExample, { exact: true }).waitFor();
    await candidate.waitForTurn('yours');
    await candidate.press('finished');
    await candidate.waitForQuestion(second);
    await candidate.press('skip');
    await candidate.page
      .getByRole('heading', { name: ended.recruiterOver.title })
      .waitFor({ timeout: 30_000 });
  }

  function expectOrderIn(interview: RecruiterInterview): void {
    const events = interview.events();
    const count = (kind: string) => events.filter(event => event.kind === kind).length;
    expect(count('question.opened')).toBe(2);
    expect(count('question.closed')).toBe(1);
    expect(count('answer.started')).toBe(1);
    expect(count('session.ended')).toBe(1);
  }

  it('when a candidate mutes themselves in an answer: the page says so, and the rest of the answer is heard', async () => {
    const interview = await stage.interview();
    const candidate = await opened(interview);
    await candidate.waitForQuestion(first);
    await candidate.voice.say(long);
    await eventually('the answer', () => interview.events().some(({ kind }) => kind === 'answer.started'));
    await candidate.room.press(room.controls.mute);
    await candidate.page.locator('[data-trouble="muted"]').waitFor();
    await candidate.waitForTurn('speaking');
    await candidate.page.locator('[data-caption]', { hasText: beginningOf('microphoneMuted') }).waitFor();
    await candidate.waitForTurn('yours');
    await candidate.page.locator('[data-trouble="muted"]').waitFor();
    await candidate.room.press(room.controls.unmute);
    await candidate.page.locator('[data-trouble="muted"]').waitFor({ state: 'detached' });
    await answerTheRest(candidate);
    expectOrderIn(interview);
    expect(candidate.room.complaints).toEqual([]);
  });

  it('when the microphone is unplugged in an answer and plugged in again', async () => {
    const interview = await stage.interview();
    const candidate = await opened(interview, {
      beforePage: async opening => {
        await opening.addInitScript(makeDevicesPullable);
      },
    });
    await candidate.waitForQuestion(first);
    const microphones = await candidate.page.evaluate(async () => {
      const devices = await navigator.mediaDevices.enumerateDevices();
      return devices.filter(({ kind }) => kind === 'audioinput').map(({ label }) => label);
    });
    await candidate.voice.say(long);
    await eventually('the answer', () => interview.events().some(({ kind }) => kind === 'answer.started'));
    // All are unplugged at the same moment, so that none is left to switch to.
    await candidate.page.evaluate(labels => {
      for (const label of labels.toReversed()) window.pullOut('audioinput', label);
    }, microphones);
    await candidate.page.locator('[data-trouble="no-sound"]').waitFor();
    await candidate.waitForTurn('speaking');
    await candidate.page.locator('[data-caption]', { hasText: beginningOf('microphoneOff') }).waitFor();
    await candidate.waitForTurn('yours');
    for (const label of microphones) await plugIn(candidate.page, 'audioinput', label);
    // The page uses the device that was plugged in, as it has said.
    await candidate.page.locator('[data-trouble="no-sound"]').waitFor({ state: 'detached' });
    await answerTheRest(candidate);
    expectOrderIn(interview);
  });

  it('when the page is reloaded during a question', async () => {
    const interview = await stage.interview();
    const candidate = await opened(interview);
    await candidate.waitForQuestion(first);
    await candidate.page.reload();
    // The consent is still given.
    await candidate.room.join();
    await candidate.waitForTurn('speaking');
    await candidate.page.locator('[data-caption]', { hasText: beginningOf('welcomeBack') }).waitFor();
    await candidate.waitForQuestion(first);
    await waitForFrames(candidate.page.locator('video[data-seat-id="recruiter"]'), 10);
    await answerTheRest(candidate);
    expectOrderIn(interview);
    expect(candidate.room.complaints).toEqual([]);
  });

  it('when the media worker dies in the middle of a sentence', async () => {
    const interview = await stage.interview();
    const candidate = await opened(interview);
    await candidate.waitForTurn('speaking');
    await waitForFrames(candidate.page.locator('video[data-seat-id="recruiter"]'), 5);
    const killedAt = Date.now();
    process.kill(mediaWorkerOf(stage));
    await eventually(
      'the recruiter to be heard again',
      async () => {
        const heard = await candidate.voice.heard(killedAt + 200, Date.now());
        // More than what had already arrived.
        return heard.filter(({ db }) => db > -40).length > 50;
      },
      15_000,
    );
    const backAfterMs = Date.now() - killedAt;
    await waitForFrames(candidate.page.locator('video[data-seat-id="recruiter"]'), 10);
    await candidate.waitForQuestion(first);
    await answerTheRest(candidate);
    expectOrderIn(interview);
    expect(backAfterMs).toBeLessThan(12_000);
  });

  it('when the server is killed in the middle of an answer', async () => {
    const interview = await stage.interview();
    const candidate = await opened(interview);
    await candidate.waitForQuestion(first);
    await candidate.voice.say(long);
    await eventually('the answer', () => interview.events().some(({ kind }) => kind === 'answer.started'));
    await stage.server.kill();
    await candidate.page.getByText(room.ownReconnecting.title).waitFor();
    await stage.server.launch();
    await candidate.page
      .getByText(room.ownReconnecting.title)
      .waitFor({ state: 'detached', timeout: 30_000 });
    await candidate.waitForQuestion(first);
    const before = interview.events();
    expect(before.filter(({ kind }) => kind === 'question.opened')).toHaveLength(1);
    await waitForFrames(candidate.page.locator('video[data-seat-id="recruiter"]'), 10);
    await answerTheRest(candidate);
    expectOrderIn(interview);
  });

  it('through a line of 2,000 characters, which can be stopped and resumed in the middle', async () => {
    const sentence = 'This is one of very many sentences, and it is as long as the others are. ';
    const greeting = sentence.repeat(27).slice(0, 1_999).trim();
    const own = await RecruiterStage.on(stage.server, stage.owner, { kit: briefKit({ greeting }) });
    const interview = await own.interview();
    const lead = await interview.enter('lead');
    const candidate = await ScriptedCandidate.enter(interview);
    await candidate.waitForTurn('speaking');
    await candidate.waitFor(
      'the sound',
      ({ recruiter }) => recruiter?.caption?.spoken?.startedAt !== undefined,
    );
    const { caption } = candidate.recruiter;
    expect(caption?.text).toBe(greeting);
    const cues = caption?.spoken?.cues ?? [];
    expect(cues.map(({ text }) => text).join(' ')).toBe(greeting);
    expect(cues.length).toBeGreaterThan(20);
    expect(cues.at(-1)?.toMs).toBeGreaterThan(90_000);

    const [, third] = cues.slice(1);
    await eventually(
      'the third cue',
      () => {
        const { spoken } = candidate.recruiter.caption ?? {};
        return Date.now() - (spoken?.startedAt ?? Date.now()) > (third?.fromMs ?? 0) + 200;
      },
      30_000,
    );
    await lead.request('recruiter.direct', { order: 'pause' });
    await candidate.waitForTurn('paused');
    await lead.request('recruiter.direct', { order: 'resume' });
    await candidate.waitFor(
      'the sound again',
      ({ recruiter }) => recruiter?.turn === 'speaking' && recruiter.caption?.spoken?.startedAt !== undefined,
    );
    expect(candidate.lines).toHaveLength(1);
    expect(candidate.recruiter.caption?.spoken?.fromMs).toBeGreaterThan(cues[1]?.fromMs ?? 0);
    await lead.request('session.end', {});
  }, 400_000);
});

function mediaWorkerOf({ server }: RecruiterStage): number {
  const [pid] = server.workerPids.filter(child =>
    readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('mediasoup-worker'),
  );
  if (pid === undefined) throw new Error('There is no media worker.');
  return pid;
}
