import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { ended } from '../../client/texts/ended.ts';
import { room } from '../../client/texts/room.ts';
import { CallStage } from '../support/callStage.ts';
import { TestBrowser } from '../support/chromium.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { ADA } from '../support/personas.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { RoomPage } from '../support/roomPage.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { signedIn } from '../support/signedIn.ts';
import { takeConducting } from './conductingPictures.ts';
import { takeConsole } from './consolePictures.ts';
import { takeEvaluations } from './evaluationPictures.ts';
import { takeKits } from './kitPictures.ts';
import { takePractice } from './practicePictures.ts';
import { takePublicSide } from './publicSidePictures.ts';
import { takeRecording } from './recordingPictures.ts';
import { takeRecordings } from './recordingsPictures.ts';
import { takeRecruiter } from './recruiterPictures.ts';
import { takeReports } from './reportPictures.ts';
import { takeReview } from './reviewPictures.ts';
import { takeRubric } from './rubricPictures.ts';
import { takeScorecards } from './scorecardPictures.ts';
import { takeSite } from './sitePictures.ts';

/**
 * Takes pictures of every page and of the room's states for review by people, with a real server and a real
 * call. Not a test. Usage: node scripts/pictures.mjs [folder [part…]]
 */
const folder = path.resolve(process.argv[2] ?? 'test-output/pictures');

const SIZES = [
  { width: 1_440, height: 900 },
  { width: 768, height: 1_024 },
  { width: 390, height: 844 },
] as const;
const SCHEMES = ['light', 'dark'] as const;

/**
 * Takes a page at every size and in both schemes. One scheme is enough for the room, which is always dark.
 */
async function take(page: Page, name: string, schemes: readonly (typeof SCHEMES)[number][] = SCHEMES) {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      // Waits until the page is drawn at the new size.
      await page.evaluate(
        () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      // A dialog covers the window only, not the whole page.
      const fullPage = !(await page.locator('dialog:modal').first().isVisible());
      await page.screenshot({
        path: path.join(folder, `${name}-${size.width}-${colorScheme}.png`),
        fullPage,
      });
    }
  }
  await page.setViewportSize(SIZES[0]);
  process.stdout.write(`${name}\n`);
}

const inRoom = (page: RoomPage, name: string) => take(page.page, `room-${name}`, ['dark']);

async function takePublicPages(browser: TestBrowser, { owner }: CallStage): Promise<void> {
  const page = await browser.newPage();
  await using untouched = await ServerProcess.start();
  const { url: invitation } = await owner.call('staff.invite', {
    email: 'nora@example.org',
    role: 'organizer',
  });
  const visits = {
    login: `${owner.baseUrl}/login`,
    setup: await untouched.setupLink(),
    invitation,
    'link-problem': `${owner.baseUrl}/join#${'A'.repeat(22)}`,
  };
  for (const [name, url] of Object.entries(visits)) {
    await page.goto('about:blank');
    await page.goto(url, { waitUntil: 'networkidle' });
    await take(page, name);
  }
}

/** Takes a call in order, from pre-join to the end. */
async function takeCall(stage: CallStage): Promise<void> {
  const candidate = await stage.open('candidate');
  await candidate.page.locator('[data-check="Connection"][data-status="done"]').waitFor();
  await take(candidate.page, 'prejoin-candidate');
  const observer = await stage.open('observer');
  await observer.joinButton.waitFor();
  await take(observer.page, 'prejoin-observer');
  await candidate.agreeAndJoin();
  await take(candidate.page, 'waiting-candidate');
  const lead = await stage.join('lead');
  await lead.page.getByRole('button', { name: room.waiting.open }).waitFor();
  await take(lead.page, 'waiting-lead');

  await lead.openSession();
  await inRoom(lead, 'lead-alone');
  await lead.admit(ADA.name);
  await observer.join();
  await waitForFrames(lead.video(stage.seatId('candidate')), 15);
  await inRoom(lead, 'lead');
  await inRoom(candidate, 'candidate');
  await inRoom(observer, 'observer');

  const second = await stage.join('second');
  await waitForFrames(candidate.video(stage.seatId('second')), 15);
  await inRoom(candidate, 'candidate-with-two');
  await candidate.press(room.controls.share);
  await waitForFrames(lead.video(stage.seatId('candidate'), 'screen'), 5);
  await inRoom(lead, 'lead-shared-screen');
  await inRoom(candidate, 'candidate-sharing');
  await candidate.press(room.controls.stopShare);
  await takePanels(lead, candidate);

  await candidate.press(room.controls.mute);
  await candidate.press(room.controls.cameraOff);
  await lead.video(stage.seatId('candidate')).waitFor({ state: 'detached' });
  await inRoom(lead, 'lead-candidate-muted-without-picture');

  await second.press(room.controls.leave);
  await second.page.getByRole('button', { name: room.leave.confirm }).last().waitFor();
  await inRoom(second, 'leaving');
  await second.page.getByRole('button', { name: room.leave.confirm }).last().click();
  await second.page.getByRole('heading', { name: ended.left.title }).waitFor();
  await take(second.page, 'ended-left');
  await stage.server.kill();
  await lead.page.getByText(room.ownReconnecting.title).waitFor();
  await inRoom(lead, 'reconnecting');
}

async function takePanels(lead: RoomPage, candidate: RoomPage): Promise<void> {
  await lead.press(room.controls.people);
  await inRoom(lead, 'people');
  await lead.press(room.controls.chat);
  await candidate.press(room.controls.chat);
  await candidate.page.getByRole('textbox', { name: room.chat.label }).fill('Shall I share my screen now?');
  await candidate.page.keyboard.press('Enter');
  await lead.page.getByText('Shall I share my screen now?', { exact: true }).first().waitFor();
  await inRoom(lead, 'chat');
  await lead.press(room.controls.chat);
  await candidate.press(room.controls.chat);
  for (const [button, name] of [
    [room.controls.devices, 'devices'],
    [room.controls.session, 'session-menu'],
  ] as const) {
    await lead.press(button);
    await lead.page.getByRole('menu').waitFor();
    await inRoom(lead, name);
    await lead.page.keyboard.press('Escape');
  }
}

/** Takes a person without devices, and the end of an interview that the person did not join. */
async function takeWithoutDevices(browser: TestBrowser, { owner }: CallStage): Promise<void> {
  using interview = await InterviewStage.create(owner);
  const lead = await interview.enter('lead');
  await lead.request('session.open', {});
  const page = await RoomPage.open(await browser.newContext(), interview.link('candidate'));
  await page.page.locator('[data-check="Connection"][data-status="done"]').waitFor();
  await take(page.page, 'prejoin-without-devices');
  await lead.request('session.end', {});
  await page.page.getByRole('heading', { name: ended.overWithoutYou.title }).waitFor();
  await take(page.page, 'ended-without-you');
}

await mkdir(folder, { recursive: true });
await using stage = await CallStage.create();
await using browser = await TestBrowser.launch();
const PARTS: Record<string, () => Promise<void>> = {
  public: () => takePublicPages(browser, stage),
  site: () => takeSite(browser, take, folder),
  console: () => takeConsole(browser, take),
  kits: async () => takeKits(await (await signedIn(browser, stage.owner)).newPage(), stage.owner, take),
  scorecards: async () =>
    takeScorecards(await (await signedIn(browser, stage.owner)).newPage(), stage.server, take),
  conducting: () => takeConducting(take, folder),
  rubric: () => takeRubric(take),
  recruiter: () => takeRecruiter(browser, take),
  recording: () => takeRecording(browser, take),
  recordings: async () =>
    takeRecordings(await (await signedIn(browser, stage.owner)).newPage(), stage.server, take),
  'public-side': async () => {
    await using server = await ReviewServer.start();
    await takePublicSide(await browser.newPage(), server, take);
  },
  evaluations: async () => {
    await using server = await ReviewServer.start();
    await takeEvaluations(await browser.newPage(), server, take);
  },
  review: () => takeReview(browser, take),
  practice: () => takePractice(browser, take),
  reports: () => takeReports(browser, take),
  'without-devices': () => takeWithoutDevices(browser, stage),
  // Last, because it kills the server.
  call: () => takeCall(stage),
};
const wanted = process.argv.slice(3);
for (const [name, takePart] of Object.entries(PARTS))
  if (wanted.length === 0 || wanted.includes(name)) await takePart();
process.stdout.write(`The pictures are in ${folder}\n`);
