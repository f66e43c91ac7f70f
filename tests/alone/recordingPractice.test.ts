import { afterAll, beforeAll, expect, it } from 'vitest';
import { recruiter as texts } from '../../client/texts/recruiter.ts';
import { STANDARD_LINES } from '../../shared/recruiter/lines.ts';
import { AnsweringPage } from '../support/answeringPage.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { describeInLongRuns } from '../support/longTests.ts';
import { readSound, SOUND_RATE } from '../support/oracle/decodedFile.ts';
import { fetchMedia, readyRecording } from '../support/oracle/reviewedRecording.ts';
import { type RecruiterInterview, RecruiterStage } from '../support/recruiterStage.ts';
import { synthesize } from '../support/spokenAudio.ts';
import { briefKit } from '../support/spokenKit.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const kit = briefKit();
const FIRST = kit.questions[0]?.text ?? '';
/** Threshold between the noise of a silent microphone and a speaking person, as a share of full scale. */
const VOICE_MIN = 0.01;
/** Tolerance for the difference between the clocks of page and recording, and for the ends of a voice. */
const CLOCKS_APART_MS = 500;

let stage: RecruiterStage;
let browser: TestBrowser;
let interview: RecruiterInterview;

/** `recordingDue.test.ts` tests the rule without a browser. */
describeInLongRuns('an interview with a practice question', () => {
  beforeAll(async () => {
    stage = await RecruiterStage.create({ kit, settings: { practice: true } });
    [browser, interview] = await Promise.all([stage.browser(), stage.interview()]);
  }, 400_000);
  afterAll(() => stage?.[Symbol.asyncDispose]());

  it('no recording contains what the candidate says for practice: it starts after that', async () => {
    await using folder = await temporaryFolder('practised');
    const answer = await synthesize('I looked at the graphs first.', { voice: 'rms', levelDbov: -24 });
    const candidate = new AnsweringPage(await interview.candidate(browser));
    const badge = (state: 'on' | 'off') => candidate.page.locator(`[data-recording="${state}"]`).waitFor();

    await candidate.panel.getByText(texts.panel.practiceNote).waitFor({ timeout: 60_000 });
    await candidate.waitForTurn('yours');
    await badge('off');
    const practisedUntil = await candidate.say(answer);
    await candidate.press('finished');
    await candidate.waitForQuestion(FIRST, 60_000);
    await badge('on');
    const answeredUntil = await candidate.say(answer);
    const answeredFrom = answeredUntil - (answer.voiced.at(-1)?.toMs ?? 0);
    await candidate.press('finished');
    const lead = await interview.enter('lead');
    await lead.request('session.end', {});
    lead.close();
    expect(candidate.room.complaints).toEqual([]);

    const recording = await readyRecording(stage.owner, interview.interviewId, { composed: false });
    const { startedAt = 0, tracks, captions } = recording.review;
    expect(startedAt).toBeGreaterThan(practisedUntil);
    const said = captions.map(({ text }) => text);
    expect(said).toContain(FIRST);
    expect(said).not.toContain(STANDARD_LINES.practiceQuestion);
    expect(tracks.map(({ role }) => role).sort()).toEqual(['candidate', 'recruiter']);

    const own = tracks.find(({ role }) => role === 'candidate') ?? expect.fail('The candidate is missing.');
    const sound = await readSound(await fetchMedia(stage.owner, recording, own.fileId, folder.path));
    const loudAt = [...sound.entries()].flatMap(([index, sample]) =>
      Math.abs(sample) > VOICE_MIN ? [startedAt + own.fromMs + (index * 1_000) / SOUND_RATE] : [],
    );
    expect(loudAt.length).toBeGreaterThan(SOUND_RATE / 10);
    expect(loudAt[0]).toBeGreaterThan(answeredFrom - CLOCKS_APART_MS);
    expect(loudAt.at(-1)).toBeLessThan(answeredUntil + CLOCKS_APART_MS);
  });
});
