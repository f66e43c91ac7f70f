import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interviewPageTexts } from '../../client/texts/interviewPage.ts';
import { interviewPeopleTexts } from '../../client/texts/interviewPeople.ts';
import { voiceRecordingTexts as recordingTexts } from '../../client/texts/kitDocument.ts';
import { kitTexts } from '../../client/texts/kits.ts';
import { newInterviewTexts } from '../../client/texts/newInterview.ts';
import { recruiterClips, recruiterSetup } from '../../client/texts/recruiterSetup.ts';
import type { InterviewId } from '../../shared/ids.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { STANDARD_LINES } from '../../shared/recruiter/lines.ts';
import { NO_ACCOMMODATIONS } from '../../shared/recruiter/settings.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { ApiClient } from '../support/apiClient.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { itInWholeRuns } from '../support/longTests.ts';
import { LOOKS } from '../support/looks.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { leavePage } from '../support/pagePool.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser } from '../support/shared.ts';
import { signedInPage } from '../support/signedIn.ts';
import { SAMPLE_RATE } from '../support/spoken/sound.ts';
import { toWav } from '../support/spoken/wav.ts';
import { briefKit } from '../support/spokenKit.ts';
import { tabTo } from '../support/tabTo.ts';
import { TEST_CLIPS } from '../support/testClips.ts';

const { choice, accommodations: words } = recruiterSetup;
const BUILT_IN = KitId.parse('backend-developer');

let server: ServerProcess;
let owner: ApiClient;
let browser: TestBrowser;
let page: Page;
/** Kit of the interview, with the fewest lines to render. */
let kitId: KitId;

beforeAll(async () => {
  ({ server, owner } = await startOwnedServer({ CLIP_DIR: TEST_CLIPS }));
  ({ kitId } = await owner.call('kits.create', { kit: briefKit() }));
  browser = await sharedBrowser();
  page = await signedInPage(browser, owner);
  page.on('dialog', dialog => void dialog.accept());
});
afterAll(async () => {
  if (page) await leavePage(page);
  await server?.close();
});

async function newest(): Promise<InterviewId> {
  const [interview] = (await owner.call('interviews.list', {})).interviews;
  if (!interview) throw new Error('There is no interview.');
  return interview.interviewId;
}

async function candidateOf(interviewId: InterviewId) {
  const { view } = await owner.call('interviews.read', { interviewId });
  const candidate = Object.values(view.seats).find(({ role }) => role === 'candidate');
  return { settings: view.recruiterSettings, accommodations: candidate?.accommodations };
}

const lookOf = (name: string) => LOOKS.find(({ look }) => look.includes(name))?.options ?? {};

/** Sizes the page like a desktop or a phone. */
async function lookAt(name: 'desktop' | 'phone'): Promise<void> {
  const { viewport } = lookOf(name);
  if (viewport) await page.setViewportSize(viewport);
}

describe('a person’s recording for a line of a kit', () => {
  const greeting = kitTexts.script.greeting;
  const uploadButton = () => page.getByRole('button', { name: recordingTexts.uploadOf(greeting) });

  async function choose(name: string, buffer: Buffer, button = uploadButton()): Promise<void> {
    const chooser = page.waitForEvent('filechooser');
    await button.click();
    await (await chooser).setFiles({ name, mimeType: 'audio/wav', buffer });
  }

  it('is refused next to the line, in a sentence, when it is not media', async () => {
    const { kitId } = await owner.call('kits.duplicate', { kitId: BUILT_IN });
    await page.goto(`${server.url}/console/kits/${kitId}`);
    await uploadButton().waitFor();
    await choose('notes.wav', Buffer.from('These are notes and no sound.'));
    await page.getByRole('alert').filter({ hasText: recordingTexts.failed }).waitFor();
    await page.getByRole('button', { name: recordingTexts.dismiss }).click();
  });

  it('is saved, and can be played next to its line', async () => {
    await choose('hello.wav', toWav({ samples: tone(2), voiced: [] }));
    await page.getByRole('button', { name: recordingTexts.listenTo(greeting) }).click();
    const player = page.locator(`audio[aria-label="${recordingTexts.player(greeting)}"]`);
    await player.waitFor();
    await page.waitForFunction(
      audio => audio instanceof HTMLAudioElement && audio.duration > 1.9 && audio.duration < 2.1,
      await player.elementHandle(),
    );
  });

  itInWholeRuns('can be added to a built-in line, too, and each can be deleted', async () => {
    const text = STANDARD_LINES.takeYourTime;
    await page.getByText(kitTexts.script.standard.open(Object.keys(STANDARD_LINES).length)).click();
    const button = page.getByRole('button', { name: recordingTexts.uploadOf(text) });
    await choose('time.wav', toWav({ samples: tone(1), voiced: [] }), button);
    await page.getByRole('button', { name: recordingTexts.listenTo(text) }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: recordingTexts.removeOf(text) }).click();
    await button.waitFor();
    await page.getByRole('button', { name: recordingTexts.removeOf(greeting) }).click();
    await uploadButton().waitFor();
  });

  it('waits until the words are saved', async () => {
    await page.locator('[data-path="script.greeting"]').fill('Good morning, and welcome.');
    await page.getByRole('button', { name: recordingTexts.saveFirst }).waitFor();
    await page.keyboard.press('Control+s');
    await uploadButton().waitFor();
  });
});

/** Tests run in order and follow one organizer. */
describe('an interview conducted by the virtual recruiter', () => {
  it('is set up using only the keyboard, with the candidate’s accommodations and no other person', async () => {
    await page.goto(`${server.url}/console/interviews/new`);
    await page.getByLabel(newInterviewTexts.form.title).focus();
    await page.keyboard.type('Backend developer, first round');
    await page.getByLabel(kitTexts.choice.label).selectOption(kitId);
    await tabTo(page, page.getByRole('radio', { name: choice.people }));
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('radio', { name: choice.recruiter }).isChecked()).toBe(true);
    await tabTo(page, page.getByLabel(choice.voice));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByRole('checkbox', { name: choice.practice }));
    await page.keyboard.press('Space');

    await tabTo(page, page.getByLabel(newInterviewTexts.form.name, { exact: true }));
    await page.keyboard.type('Ada');
    await tabTo(page, page.locator('summary', { hasText: words.open }));
    await page.keyboard.press('Enter');
    await page.getByText(words.hidden).waitFor();
    await tabTo(page, page.getByRole('checkbox', { name: words.textAnswers }));
    await page.keyboard.press('Space');
    await expectAccessible(page);
    await lookAt('phone');
    await expectAccessible(page);
    await lookAt('desktop');

    await tabTo(page, page.getByRole('button', { name: newInterviewTexts.create.submit }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: newInterviewTexts.create.linksTitle }).waitFor();
    expect(await candidateOf(await newest())).toEqual({
      settings: { voice: 'rms', pace: 'normal', practice: false },
      accommodations: { ...NO_ACCOMMODATIONS, textAnswers: true },
    });
  });

  it('says on its page that it starts automatically, and shows the progress of the recruiter’s lines', async () => {
    await page.getByRole('link', { name: newInterviewTexts.create.toInterview }).click();
    await page.getByText(recruiterSetup.nextStep.waits('Ada')).waitFor();
    await page.getByRole('progressbar', { name: recruiterClips.bar }).waitFor();
    await page.getByText(/\d+ (of \d+ )?lines (are )?ready/).waitFor();
    await page.getByRole('link', { name: /Ada/ }).getByText(recruiterSetup.held).waitFor();
    await expectAccessible(page);
  });

  it('gets other accommodations from the person’s menu', async () => {
    await page.getByRole('button', { name: interviewPeopleTexts.person.actions('Ada') }).click();
    await page.getByRole('menuitem', { name: words.menu }).click();
    await page.getByRole('dialog', { name: words.title('Ada') }).waitFor();
    await page.getByLabel(words.extraTime).selectOption('2');
    await page.getByLabel(words.pace).selectOption('slower');
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
    const { summary, paces } = words;
    const said = ['time × 2', `pace: ${paces.slower.toLowerCase()}`, words.textAnswers.toLowerCase()];
    await page.getByText(summary(said)).waitFor();
    expect((await candidateOf(await newest())).accommodations).toEqual({
      ...NO_ACCOMMODATIONS,
      extraTime: 2,
      pace: 'slower',
      textAnswers: true,
    });
  });

  it('is changed back to one conducted by people', async () => {
    await page.getByRole('button', { name: interviewPageTexts.detail.more }).click();
    await page.getByRole('menuitem', { name: interviewPageTexts.detail.edit }).click();
    await page.getByRole('dialog').getByRole('radio', { name: choice.people }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
    await page.getByText(interviewPageTexts.nextStep.noInterviewer).waitFor();
    expect((await candidateOf(await newest())).settings).toBeUndefined();
  });
});

/** Tone as loud as a speaking person. */
function tone(seconds: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: seconds * SAMPLE_RATE },
    (_, index) => 0.2 * Math.sin((2 * Math.PI * 220 * index) / SAMPLE_RATE),
  );
}
