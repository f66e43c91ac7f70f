import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { candidateTexts } from '../../client/texts/candidates.ts';
import { captions } from '../../client/texts/captions.ts';
import { reportEditorTexts } from '../../client/texts/reportEditor.ts';
import { room } from '../../client/texts/room.ts';
import { transcriptSearchTexts } from '../../client/texts/transcriptSearch.ts';
import { MediaFileId } from '../../shared/ids.ts';
import { interviewKitOf } from '../../shared/kit/kit.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { CandidateVoice } from '../support/candidateVoice.ts';
import { TestBrowser } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { heardAtMs } from '../support/heardAt.ts';
import { humanSamples, humanSpeech, noHumanSpeech, type PromptName } from '../support/humanSpeech.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { readSound, SOUND_RATE } from '../support/oracle/decodedFile.ts';
import { fetchMedia, type ReviewedRecording, readyRecording } from '../support/oracle/reviewedRecording.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { ADA } from '../support/personas.ts';
import { ReplayPage } from '../support/replayPage.ts';
import { RoomPage } from '../support/roomPage.ts';
import { lock, rateAll } from '../support/scriptedRater.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { signedIn } from '../support/signedIn.ts';
import { noSpeechEngine, speechEngine } from '../support/speechEngine.ts';
import { SAMPLE_RATE, sequence, silence } from '../support/spoken/sound.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { wordsInFiles } from '../support/wordsInFiles.ts';

/** Each is said once. The last two make one passage, and the last one starts with WORD. */
const SAID: readonly PromptName[] = ['vm-instructions', 'vm-tmpexists', 'vm-msgsaved', 'dir-welcome'];
const PAUSES_MS = [500, 1_500, 1_500, 300];
const WORD = 'welcome';
const EXACT_MS = 1_000;
const PATIENCE_MS = 60_000;

const missing = noSpeechEngine ?? noHumanSpeech;

describe.skipIf(missing)(`words of a real voice in a call${missing ? ` (${missing})` : ''}`, () => {
  const cleanUp = new AsyncDisposableStack();
  let server: ServerProcess;
  let owner: ApiClient;
  let interview: InterviewStage;
  let folder: TemporaryFolder;
  let candidate: RoomPage;
  let lead: RoomPage;
  let staff: Page;
  let recording: ReviewedRecording;
  /** Words, also without their first letters as the index can keep them, that no file has before they are said. */
  let traces: string[];

  beforeAll(async () => {
    ({ server, owner } = await startOwnedServer({ TRANSCRIBE_ENGINE: speechEngine }));
    cleanUp.use(server);
    folder = cleanUp.use(await temporaryFolder('spoken'));
    const { settings } = await owner.call('evaluations.settings', {});
    await owner.call('evaluations.change', { settings: { ...settings, invitedReports: true } });
    const { kitId } = await owner.call('kits.create', { kit: exampleKit() });
    interview = cleanUp.use(await InterviewStage.create(owner, server.url, kitId));
    const [talking, reading] = await Promise.all([
      TestBrowser.launch({ headlessShell: true, persona: ADA }),
      TestBrowser.launch({ headlessShell: true }),
    ]);
    cleanUp.use(talking);
    cleanUp.use(reading);
    staff = await (await signedIn(reading, owner)).newPage();
    const page = await talking.newPage();
    const voice = await CandidateVoice.on(page);
    candidate = await RoomPage.on(page, interview.link('candidate'));
    lead = await RoomPage.open(await reading.newContext(), interview.link('lead'));
    const words = SAID.flatMap(name => wordsOf(humanSpeech(name).words)).filter(word => word.length > 4);
    const all = words.flatMap(word => [word, word.slice(2)]);
    const before = new Set(await wordsInFiles(server.dataDir, all));
    traces = all.filter(trace => !before.has(trace));

    await lead.joinWithoutDevices();
    await lead.openSession();
    await lead.press(captions.title);
    await captionsOf(lead).getByText(captions.state.live).waitFor({ timeout: PATIENCE_MS });
    await candidate.agreeAndJoin();
    await lead.admit(ADA.name);
    await candidate.page.locator('[data-recording="on"]').waitFor();
    await voice.say(
      sequence(
        ...SAID.flatMap((name, index) => [
          silence(PAUSES_MS[index] ?? 0),
          { samples: humanSamples(name, SAMPLE_RATE), voiced: [] },
        ]),
      ),
    );
  });
  afterAll(() => cleanUp.disposeAsync());

  it('are read on the other side, while they come and when they are final', async () => {
    const panel = captionsOf(lead);
    await panel.getByText(captions.privacy('engine')).waitFor();
    await panel.locator('[data-caption-line="draft"]').first().waitFor({ timeout: PATIENCE_MS });
    const finals = panel.locator('[data-caption-line="final"]');
    await expectAllSaid(async () => (await finals.allTextContents()).join(' '));
    const announced = await lead.page.getByRole('log', { name: captions.log }).textContent();
    expect(announced).toContain(`${ADA.name}: `);
    // Captions are stored nowhere.
    expect(await wordsInFiles(server.dataDir, traces)).toEqual([]);
    await lead.press(room.controls.session);
    await lead.page.getByRole('menuitem', { name: room.session.end }).click();
    await lead.page.getByRole('button', { name: room.session.endConfirm }).click();
    await candidate.page.getByRole('toolbar', { name: room.controls.bar }).waitFor({ state: 'detached' });
    expect([...candidate.complaints, ...lead.complaints]).toEqual([]);
  });

  it('are found by a search, which opens the recording within a second of the word', async () => {
    const { interviewId } = interview;
    recording = await readyRecording(owner, interviewId, { composed: false });
    const isReady = async () => (await owner.call('transcript.read', { interviewId })).state === 'ready';
    await eventually('the transcript', isReady, PATIENCE_MS);
    await staff.goto(`${server.url}/console/interviews/transcripts`);
    await staff.getByRole('searchbox', { name: transcriptSearchTexts.field }).fill(WORD);
    const hits = staff.getByRole('list', { name: transcriptSearchTexts.results }).getByRole('link');
    await hits.first().waitFor();
    expect(await hits.count()).toBe(1);
    await hits.click();
    const replay = new ReplayPage(staff);
    await replay.region.waitFor();
    await replay.still();
    const { fileId, atMs } = await shownMoment(staff);
    const sound = await readSound(await fetchMedia(owner, recording, fileId, folder.path));
    const saidAtMs = heardAtMs(sound, humanSamples('dir-welcome', SOUND_RATE));
    expect(Math.abs(atMs - saidAtMs), `${atMs} instead of ${saidAtMs}`).toBeLessThan(EXACT_MS);
  });

  it('are read on the page of the recording', async () => {
    await new ReplayPage(staff).tab('transcript').click();
    const words = staff.locator('[data-passage] [data-word]');
    await words.first().waitFor();
    await expectAllSaid(async () => (await words.allTextContents()).join(' '));
    expect(await wordsInFiles(server.dataDir, traces)).toContain('voicemail');
  });

  it('are quoted in a report', async () => {
    for (const part of ['lead', 'evaluator'] as const) {
      const rater = await interview.open(part);
      await rateAll(rater, interviewKitOf(exampleKit()), 4);
      await lock(rater);
    }
    const { interviewId } = interview;
    await staff.goto(`${server.url}/console/reports/${interviewId}`);
    const headline = staff.locator('[data-path="headline"]');
    await headline.fill('You said: ');
    await staff.getByRole('tab', { name: reportEditorTexts.evidence.tabs.transcript }).click();
    const passage = staff.locator('[data-passage]').filter({ hasText: 'voicemail' });
    const word = passage.locator('[data-word]').filter({ hasText: 'voicemail' });
    await word.click();
    await staff.keyboard.press('Shift+ArrowRight');
    await staff.getByRole('button', { name: reportEditorTexts.transcript.insert }).click();
    const saved = async () => (await owner.call('reports.read', { interviewId })).content.headline;
    await expect.poll(saved).toMatch(/^You said: “voicemail at.*” \(you, \d/);
  });

  it('are in no file after the person was deleted, and never were in the log', async () => {
    const candidateId = await eventually('the candidate’s record', async () => {
      const { candidates } = await owner.call('decisions.read', { interviewId: interview.interviewId });
      return candidates[0]?.candidateId;
    });
    const { deletion, page } = candidateTexts;
    await staff.goto(`${server.url}/console/candidates/${candidateId}`);
    await staff.getByRole('button', { name: page.actions }).click();
    await staff.getByRole('menuitem', { name: deletion.action }).click();
    const dialog = staff.getByRole('alertdialog');
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: deletion.confirm }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => wordsInFiles(server.dataDir, traces)).toEqual([]);
    expect(traces.filter(trace => server.output.includes(trace))).toEqual([]);
  });
});

function captionsOf({ page }: RoomPage): Locator {
  return page.getByRole('region', { name: captions.title });
}

/** The recorded file that a video of the page shows, and its position. */
async function shownMoment(page: Page): Promise<{ fileId: MediaFileId; atMs: number }> {
  const { url, atMs } = await page
    .locator('[data-player] video')
    .first()
    .evaluate((video: HTMLVideoElement) => ({ url: video.currentSrc, atMs: video.currentTime * 1_000 }));
  return { fileId: MediaFileId.parse(new URL(url).pathname.split('/').at(-1)), atMs };
}

/** Waits until a text has everything that was said. One word in ten may be recognized wrong. */
async function expectAllSaid(readText: () => Promise<string>): Promise<void> {
  const said = SAID.flatMap(name => wordsOf(humanSpeech(name).words));
  const missingWords = async () => {
    const heard = new Set(wordsOf(await readText()));
    const lacking = said.filter(word => !heard.has(word));
    return lacking.length <= said.length / 10 ? [] : lacking;
  };
  await expect.poll(missingWords, { timeout: PATIENCE_MS }).toEqual([]);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}
