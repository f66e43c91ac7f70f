import { readdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { practice } from '../../client/texts/practice.ts';
import { practicePage } from '../../client/texts/practicePage.ts';
import { practiceRoom } from '../../client/texts/practiceRoom.ts';
import { site } from '../../client/texts/site.ts';
import type { Store } from '../../server/store/store.ts';
import type { Kit } from '../../shared/kit/kit.ts';
import type { Slug } from '../../shared/protocol/siteRoutes.ts';
import type { RecruiterButton } from '../../shared/recruiter/recruiterView.ts';
import { AnsweringPage } from '../support/answeringPage.ts';
import { CandidateVoice } from '../support/candidateVoice.ts';
import { TestBrowser } from '../support/chromium.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import { Mailbox } from '../support/mailbox.ts';
import { ADA } from '../support/personas.ts';
import { waitForSound } from '../support/playedSound.ts';
import { tablesThatMention } from '../support/practiceRows.ts';
import {
  FINISHING_MS,
  RENDERING_MS,
  startPracticeServer,
  waitForReadyAttempts,
} from '../support/practiceServer.ts';
import { joinButtonOf, RoomPage } from '../support/roomPage.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { type Sound, synthesize } from '../support/spokenAudio.ts';
import { openTestStore } from '../support/testStore.ts';
import { wordsInFiles } from '../support/wordsInFiles.ts';

const NAME = 'Augusta Byron';
const EMAIL = 'augusta@example.org';
const PHONE = { viewport: { width: 390, height: 844 }, phone: true };
const END_MS = 60_000;
const LOUD_DB = -40;

const cleanUp = new AsyncDisposableStack();
let mailbox: Mailbox;
let server: ServerProcess;
let kit: Kit;
let slug: Slug;
let store: Store;
let browser: TestBrowser;
let spoken: Sound;

beforeAll(async () => {
  mailbox = cleanUp.use(await Mailbox.start());
  ({ server, kit, slug } = await startPracticeServer({ SMTP_URL: mailbox.url }));
  cleanUp.use(server);
  [store, browser, spoken] = await Promise.all([
    openTestStore({ DATA_DIR: server.dataDir }),
    TestBrowser.launch({ persona: ADA }),
    synthesize('I looked at the graphs first.', {
      voice: 'rms',
      levelDbov: -24,
    }),
  ]);
  cleanUp.defer(() => store.close());
  cleanUp.use(browser);
}, 60_000);
afterAll(() => cleanUp.disposeAsync());

it(
  'a stranger with a phone finds a role, practices by voice, watches the recording, compares two answers side by side, and deletes every trace',
  async () => {
    const page = await browser.newPage(PHONE);
    const voice = await CandidateVoice.on(page);
    const room = await RoomPage.on(page, `${server.url}/roles/${slug}`);
    const candidate = new AnsweringPage({ page: room, voice });
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const heading = (name: string) => page.getByRole('heading', { name, exact: true });
    const radio = (name: string) => page.getByRole('radio', { name, exact: true });
    const press = (name: RecruiterButton) =>
      page.locator(`[data-button="${name}"]:not([aria-disabled])`).tap({ timeout: END_MS });
    const attempts = page.getByRole('article');
    const [first] = kit.questions as [Kit['questions'][number]];

    /** Goes from pre-join into the room with two taps, one of them to be recorded. The recruiter starts immediately. */
    const join = async () => {
      await heading(practiceRoom.hello).waitFor({ timeout: RENDERING_MS });
      await page.getByRole('radio', { name: practiceRoom.consent.yes, exact: true }).tap();
      const joinedAt = Date.now();
      await joinButtonOf(page).tap();
      // `npm run bench -- practice` measures the time.
      await soundAfter(page, joinedAt);
    };
    /** Answers by voice, and skips the follow-up to a short answer. */
    const answer = async ({ text, probes }: Kit['questions'][number]) => {
      await candidate.waitForQuestion(text);
      await candidate.say(spoken);
      await press('finished');
      await candidate.waitForQuestion(probes[0]?.text ?? '');
      await press('finished');
    };
    /** Leaves before the closing ends, for the private page, where the recording becomes watchable. */
    const finish = async (count: number) => {
      await press('finish');
      await heading(practicePage.titleOf(NAME)).waitFor({ timeout: END_MS });
      expect(await attempts.count()).toBe(count);
      await waitForReadyAttempts(page, server, count);
    };

    await heading(site.rolePage.heading(kit.role)).waitFor();
    await page.getByRole('link', { name: site.practice }).first().tap();
    await radio(practice.lengths.short).waitFor();
    expect(await radio(practice.lengths.short).isChecked()).toBe(true);
    await radio(practice.lengths.question).tap();
    await page.getByLabel(practice.start.name).fill(NAME);
    await page.getByLabel(practice.start.email).fill(EMAIL);
    await button(practice.start.begin).tap();
    await join();
    await answer(first);
    await finish(1);
    const address = page.url();
    const { to, parts } = await mailbox.message();
    expect(to).toEqual([EMAIL]);
    expect(parts.get('text/plain')).toContain(address);

    await button(practicePage.step.watch).tap();
    await page.locator('[data-chapter]').first().tap();
    await waitForFrames(page.locator('[data-large="true"] video'), 15);
    await waitForSound(page.locator('[data-player]').first());
    // Another try at the question is one tap away from pre-join.
    await button(practicePage.watching.again).tap();
    await join();
    await answer(first);
    await finish(2);
    await attempts.first().locator('[data-details] > summary').tap();
    const asked = attempts.first().locator('[data-question]').first();
    await asked.locator('summary').first().tap();
    await asked.getByRole('button', { name: practicePage.questions.compare }).tap();
    const side = (name: 'earlier' | 'later') => page.locator(`[data-side-of-two="${name}"]`);
    for (const name of ['earlier', 'later'] as const) {
      // Starts waiting before the press, because answers are short.
      await Promise.all([
        waitForFrames(side(name).locator('[data-large="true"] video'), 15),
        waitForSound(side(name)),
        button(practicePage.compare.play(practicePage.compare[name])).tap(),
      ]);
    }
    await button(practicePage.compare.back).tap();

    const token = new URL(address).hash.slice(1);
    const { interviewIds, recordingIds, pageIds } = await idsOf(store);
    const secrets = [NAME, EMAIL, token, ...pageIds, ...interviewIds];
    expect(await tablesThatMention(store, secrets)).not.toEqual([]);
    expect(await filesNamedFor(recordingIds)).not.toEqual([]);
    // Only the hash of the key is stored.
    expect(await wordsInFiles(server.dataDir, [NAME, EMAIL, token])).toEqual([NAME, EMAIL]);
    await button(practicePage.manage.delete).tap();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('checkbox', { name: practicePage.deleting.pageKnown }).tap();
    await dialog.getByRole('button', { name: practicePage.deleting.pageConfirm }).tap();
    await heading(practicePage.receipt.title).waitFor();
    await page.getByText(/^Everything was deleted/).waitFor({ timeout: FINISHING_MS });
    await page.getByText(/^2 attempts, [1-9]/).waitFor();
    expect(await tablesThatMention(store, secrets)).toEqual([]);
    // The audit log names a deleted recording by its own id.
    expect(await tablesThatMention(store, recordingIds)).toEqual(['audit_log']);
    expect(await filesNamedFor([...secrets, ...recordingIds])).toEqual([]);
    // Receipts name the interview and no person.
    const kept = `${await receiptsOf(store)} ${server.output}`;
    const personal = [NAME, EMAIL, token, ...pageIds];
    expect(personal.filter(secret => kept.includes(secret))).toEqual([]);
    expect(await wordsInFiles(server.dataDir, personal)).toEqual([]);
    expect(room.complaints).toEqual([]);
    await page.goto('about:blank');
    await page.goto(address);
    await heading(practice.gone.title).waitFor();
  },
  RENDERING_MS + 3 * FINISHING_MS,
);

/** Waits until the page's output is as loud as speech after this time. */
async function soundAfter(page: Page, fromMs: number): Promise<void> {
  await page.waitForFunction(
    ([from, loudDb]) => window.candidateVoice.heard.some(({ at, db }) => at > from && db > loudDb),
    [fromMs, LOUD_DB] as const,
    { timeout: END_MS },
  );
}

/** Returns the ids of all practice interviews. */
async function idsOf({ database: { kysely } }: Store) {
  const attempts = await kysely.selectFrom('practiceAttempts').select(['pageId', 'interviewId']).execute();
  const recordings = await kysely.selectFrom('recordings').select('recordingId').execute();
  return {
    pageIds: attempts.map(({ pageId }) => pageId),
    interviewIds: attempts.map(({ interviewId }) => interviewId),
    recordingIds: recordings.map(({ recordingId }) => recordingId),
  };
}

async function receiptsOf({ database: { kysely } }: Store): Promise<string> {
  const [practiced, erased] = await Promise.all([
    kysely.selectFrom('practiceReceipts').selectAll().execute(),
    kysely.selectFrom('erasureReceipts').selectAll().execute(),
  ]);
  expect([practiced.length, erased.length]).toEqual([1, 2]);
  return JSON.stringify([practiced, erased]);
}

/** Returns the paths in the server's data folder that contain one of these names. */
async function filesNamedFor(names: readonly string[]): Promise<string[]> {
  const paths = await readdir(server.dataDir, { recursive: true });
  return paths.filter(path => names.some(name => path.includes(name)));
}
