import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { kitTexts } from '../../client/texts/kits.ts';
import { newInterviewTexts } from '../../client/texts/newInterview.ts';
import { recruiterClips, recruiterSetup } from '../../client/texts/recruiterSetup.ts';
import { clipIdOf } from '../../server/features/recruiter/clips/clipRequest.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import type { RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import type { ApiClient } from '../support/apiClient.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import { GRACE } from '../support/personas.ts';
import type { Scene } from '../support/recruiterPage/page.tsx';
import { QUESTION, RecruiterScreen, seat, show, viewWith } from '../support/recruiterScreen.ts';
import { RecruiterStage } from '../support/recruiterStage.ts';
import { RoomPage } from '../support/roomPage.ts';
import { ScriptedCandidate } from '../support/scriptedCandidate.ts';
import { signedIn } from '../support/signedIn.ts';
import { spokenKit } from '../support/spokenKit.ts';
import { TEST_CLIPS } from '../support/testClips.ts';

type Take = (page: Page, name: string, schemes?: readonly ('light' | 'dark')[]) => Promise<void>;

const BUTTONS: RecruiterView['buttons'] = ['finished', 'repeat', 'moment', 'skip', 'extend', 'timer'];

/** Takes pictures of the virtual recruiter: candidate, lead, console. Renders missing clips first. */
export async function takeRecruiter(browser: TestBrowser, take: Take): Promise<void> {
  await using stage = await RecruiterStage.create({ kit: spokenKit() });
  await takeLead(stage, browser, take);
  await takeCandidate(browser, take);
  await takeSetUp(await (await signedIn(browser, stage.owner)).newPage(), stage.owner, take);
}

/** Takes every state of the candidate's screen, from sample views, so that none disappears. */
async function takeCandidate(browser: TestBrowser, take: Take): Promise<void> {
  await using screen = await RecruiterScreen.start();
  const page = await screen.open(browser);
  const picture = await pictureOfRecruiter();
  for (const [name, scene] of Object.entries(candidateScenes(picture))) {
    await show(page, scene);
    if (scene.screen === 'room') await page.locator('[data-answer-panel]').waitFor();
    else await page.getByRole('heading').first().waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('video')].every(({ readyState }) => readyState >= 2),
    );
    await take(page, `recruiter-${name}`, scene.screen === 'room' ? ['dark'] : undefined);
  }
}

function candidateScenes(picture: string): Record<string, Scene> {
  const now = Date.now();
  const room = (recruiter: Partial<RecruiterView>, others: Partial<Scene> = {}): Scene => ({
    screen: 'room',
    picture,
    view: viewWith({ question: QUESTION, buttons: BUTTONS, ...recruiter }),
    ...others,
  });
  const answer = { startedAt: now - 47_000, softLimitAt: now + 80_000, limitAt: now + 120_000 };
  const over = { ...answer, softLimitAt: now - 20_000, limitAt: now + 21_000 };
  const needs = { ...NO_ACCOMMODATIONS, textAnswers: true, questionsInAdvance: true };
  const spoken = { startedAt: now, fromMs: 0, cues: [{ fromMs: 0, toMs: 400_000, text: QUESTION.text }] };
  const advance = [
    QUESTION.text,
    'Which part of your work would you rather not do, and how do you go about it?',
  ];
  const written = {
    'slow-endpoint': { text: 'By measuring first, in the place where the customer waits.', at: now - 8_000 },
  } as RecruiterView['written'];
  const coming = { ...seat('ada', 'candidate', 'Ada Candidate'), presence: 'preparing' as const };
  const lobby = { phase: 'lobby' as const, openedAt: undefined as never, seats: { ada: coming } as never };
  return {
    prejoin: {
      screen: 'prejoin',
      view: viewWith({ turn: 'before', accommodations: needs, advance }, lobby),
    },
    waiting: { screen: 'waiting', view: viewWith({ turn: 'before' }, lobby) },
    before: {
      screen: 'room',
      picture,
      view: viewWith({ turn: 'before' }),
    },
    speaking: room({
      turn: 'speaking',
      buttons: ['repeat', 'skip'],
      caption: { utterance: 3, text: QUESTION.text, spoken },
    }),
    thinking: room({
      turn: 'thinking',
      buttons: ['begin', 'repeat', 'moment', 'skip'],
      thinksUntil: now + 300_000,
    }),
    'your-turn': room({ turn: 'yours', answer }),
    'time-running-out': room({ turn: 'yours', answer: over }),
    'going-on': room({ turn: 'goingOn', answer, goesOn: { since: now, at: now + 60_000 } }),
    'follow-up': room({
      turn: 'yours',
      question: { ...QUESTION, probe: 'What would you look at first if the logs showed nothing unusual?' },
    }),
    moment: room({ turn: 'moment', buttons: ['moment', 'repeat', 'skip'] }),
    trouble: room({ turn: 'yours', answer, trouble: 'muted' }, { own: 'muted' }),
    written: room({ turn: 'yours', accommodations: needs, advance, written, answer }),
    'audio-only': room({ turn: 'yours', accommodations: { ...NO_ACCOMMODATIONS, audioOnly: true } }),
    'shown-as-text': room({
      turn: 'speaking',
      buttons: ['repeat', 'skip'],
      caption: { utterance: 3, text: QUESTION.text },
    }),
    paused: room({ turn: 'paused', buttons: [] }),
    person: {
      screen: 'room',
      cameras: ['grace'],
      view: viewWith(
        { turn: 'person', personSeatId: 'grace' as RecruiterView['personSeatId'], buttons: [] },
        {
          seats: {
            ada: seat('ada', 'candidate', 'Ada Candidate'),
            grace: seat('grace', 'interviewer', GRACE.name),
          } as never,
        },
      ),
    },
    ended: { screen: 'ended', view: viewWith({ turn: 'over' }, { phase: 'ended' }) },
  };
}

/** Takes a real lead, with a candidate that is not a browser. */
async function takeLead(stage: RecruiterStage, browser: TestBrowser, take: Take): Promise<void> {
  const interview = await stage.interview();
  await using leadBrowser = await stage.browser(GRACE);
  const lead = await RoomPage.open(await leadBrowser.newContext(), interview.link('lead'));
  await lead.join();
  const evaluator = await RoomPage.open(await browser.newContext(), interview.link('evaluator'));
  await evaluator.join();
  const inRoom = (page: RoomPage, name: string) => take(page.page, `room-recruiter-${name}`, ['dark']);
  const order = (name: string) => lead.page.locator(`[data-order="${name}"]:not([disabled])`).first().click();

  const candidate = await ScriptedCandidate.enter(interview);
  await lead.waitUntilInside();
  await waitForFrames(lead.page.locator('video[data-seat-id="recruiter"]'), 5);
  await inRoom(lead, 'lead');
  await candidate.waitForTurn('yours', 40_000);
  await lead.page.locator('[data-probe] button').first().click();
  await inRoom(lead, 'lead-listening');
  await inRoom(evaluator, 'evaluator');
  await order('pause');
  await candidate.waitForTurn('paused');
  await inRoom(lead, 'lead-paused');
  await order('takeOver');
  await candidate.waitForTurn('person');
  await waitForFrames(lead.page.locator('video[data-local]').first(), 5);
  await inRoom(lead, 'lead-taken-over');
  await lead.page.context().close();
  candidate.page.close();
}

async function takeSetUp(page: Page, owner: ApiClient, take: Take): Promise<void> {
  await page.goto(`${owner.baseUrl}/console/interviews/new`);
  await page.getByLabel(newInterviewTexts.form.title).fill('Backend developer, first round');
  await page.getByLabel(kitTexts.choice.label).selectOption(KitId.parse('backend-developer'));
  await page.getByRole('radio', { name: recruiterSetup.choice.recruiter }).check();
  await page.getByLabel(newInterviewTexts.form.name, { exact: true }).fill('Ada Candidate');
  await page.locator('summary', { hasText: recruiterSetup.accommodations.open }).click();
  await take(page, 'console-new-recruiter');
  await page.getByRole('button', { name: newInterviewTexts.create.submit }).click();
  await page.getByRole('link', { name: newInterviewTexts.create.toInterview }).click();
  // The kit's many lines are not rendered yet, and the picture shows the progress.
  await page.getByRole('progressbar', { name: recruiterClips.bar }).waitFor();
  await take(page, 'console-interview-recruiter');
}

/** Returns one frame of the listening clip as a URL. */
async function pictureOfRecruiter(): Promise<string> {
  const clipId = clipIdOf({ kind: 'silent', clip: 'listening' }, {});
  const clip = path.join(TEST_CLIPS, clipId.slice(0, 2), `${clipId}.webm`);
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    ['-v', 'error', '-i', clip, '-frames:v', '1', '-f', 'image2pipe', '-c:v', 'png', '-'],
    { encoding: 'buffer', maxBuffer: 16 * 1024 * 1024 },
  );
  return `data:image/png;base64,${stdout.toString('base64')}`;
}
