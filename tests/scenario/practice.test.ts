import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { Slug } from '../../shared/protocol/siteRoutes.ts';
import { ApiClient } from '../support/apiClient.ts';
import { eventually } from '../support/eventually.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { practiceableKit } from '../support/practiceKit.ts';
import { tablesThatMention } from '../support/practiceRows.ts';
import { PracticeStranger } from '../support/practiceStranger.ts';
import { HeldInterview, TEST_CLIPS } from '../support/recruiterStage.ts';
import { ScriptedCandidate } from '../support/scriptedCandidate.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { openTestStore } from '../support/testStore.ts';

const KIT = practiceableKit();
const SLUG = Slug.parse('practiced-role');
const NAME = 'Augusta Byron';
/** Lines that no run has rendered before take a while on a busy machine. */
const RENDERING_MS = 400_000;
/** Of a recording of half a minute. */
const FINISHING_MS = 120_000;
/** Where something of a recording may lie. */
const FOLDERS = ['recordings', 'work', 'capture'];
/** What says whose a folder is. */
const OWN_FILES = ['id', 'owner.json', 'owner.lock'];

let server: ServerProcess;
let owner: ApiClient;
let store: Store;

beforeAll(async () => {
  ({ server, owner } = await startOwnedServer({ CLIP_DIR: TEST_CLIPS }));
  // Lines of the product's own kits are not what is tested here.
  for (const { kitId, published } of (await owner.call('publications.list', {})).publications)
    if (published) await owner.call('publications.change', { kitId, published: false });
  const { kitId } = await owner.call('kits.create', { kit: KIT });
  await owner.call('publications.change', { kitId, slug: SLUG, published: true });
  await server.stop();
  await server.launch({ PRACTICE_SESSIONS: '4' });
  store = await openTestStore({ DATA_DIR: server.dataDir });
}, 60_000);
afterAll(async () => {
  await store?.close();
  await server?.close();
});

const start = (changes: object = {}) =>
  PracticeStranger.start(new ApiClient(server.url), {
    slug: SLUG,
    length: 'short',
    purpose: 'self',
    name: NAME,
    ...changes,
  });

/** The interview with the link that opens it now. */
async function interviewOf(stranger: PracticeStranger): Promise<HeldInterview> {
  const link = `${server.url}/join#${await stranger.untilReady(RENDERING_MS)}`;
  const anybody = new ApiClient(server.url);
  const links = new Map([['candidate', link]] as const);
  return new HeldInterview({ server, owner: anybody }, stranger.interviewId, links, new Map());
}

/** Through pre-join, in the room, and ready. */
async function enter(stranger: PracticeStranger): Promise<ScriptedCandidate> {
  return ScriptedCandidate.enter(await interviewOf(stranger));
}

async function deleted(stranger: PracticeStranger): Promise<{ files: number; bytes: number }> {
  const { receipt } = await stranger.asker.call('practice.delete', { page: stranger.page });
  return eventually(
    'the deletion to be complete',
    async () => {
      const asked = await stranger.asker.call('practice.receipt', { receiptId: receipt.receiptId });
      return asked.receipt.completedAt !== undefined && asked.receipt;
    },
    FINISHING_MS,
  );
}

async function filesLeft(): Promise<string[]> {
  const found = await Promise.all(
    FOLDERS.map(async folder => {
      const entries = await readdir(path.join(server.dataDir, folder), {
        recursive: true,
        withFileTypes: true,
      }).catch(() => []);
      const files = entries.filter(entry => entry.isFile() && !OWN_FILES.includes(entry.name));
      return files.map(entry => path.join(entry.parentPath, entry.name));
    }),
  );
  return found.flat();
}

it(
  'a stranger practices with the recruiter, watches it, and takes everything away without a trace',
  async () => {
    const stranger = await start();
    const candidate = await enter(stranger);
    const entered = performance.now();
    await candidate.waitFor('the first line', ({ recruiter }) => recruiter?.caption?.spoken !== undefined);
    expect(performance.now() - entered).toBeLessThan(2_000);
    await candidate.press('skipIntroduction');
    await candidate.waitForQuestion(1);
    await candidate.press('finished');
    await candidate.waitForQuestion(2);
    await candidate.press('finished');
    await candidate.waitFor('the end', ({ phase }) => phase === 'ended', 40_000);
    // Nothing was shown as text because it was not ready.
    expect(candidate.lines.filter(({ heard }) => !heard)).toEqual([]);
    expect(candidate.texts[0]).toContain('practice interview');

    expect(await stranger.ask()).toEqual({ state: 'over' });
    const attempt = await eventually(
      'the recording to be ready',
      async () => {
        const known = await stranger.attempt();
        return known.recording.state === 'ready' && known;
      },
      FINISHING_MS,
    );
    expect(attempt).toMatchObject({ state: 'over', evaluation: 'none' });
    expect(attempt.questions.map(({ questionId }) => questionId)).toEqual(KIT.questions.map(({ id }) => id));
    const { review, grant } = await stranger.asker.call('practice.review', stranger.ref);
    expect(review.chapters.map(({ questionId }) => questionId)).toEqual(attempt.questionIds);
    expect(review.tracks.map(({ role }) => role)).toContain('recruiter');
    expect(grant).toBeDefined();
    expect((await filesLeft()).length).toBeGreaterThan(0);

    const { files, bytes } = await deleted(stranger);
    expect(files).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThan(0);
    expect(await filesLeft()).toEqual([]);
    expect(await tablesThatMention(store, [stranger.interviewId, NAME])).toEqual([]);
  },
  RENDERING_MS + 2 * FINISHING_MS,
);

it(
  'somebody who deletes the page while being recorded is out at once, and nothing of it stays',
  async () => {
    const stranger = await start();
    const candidate = await enter(stranger);
    await candidate.waitFor('the recording', ({ recording }) => recording.state === 'on');
    const { files } = await deleted(stranger);
    await candidate.page.disconnected;
    expect(candidate.page.notices.findLast(({ name }) => name === 'connection.ended')).toMatchObject({
      payload: { reason: 'link-revoked' },
    });
    expect(files).toBeGreaterThan(0);
    expect(await filesLeft()).toEqual([]);
    expect(await tablesThatMention(store, [stranger.interviewId, NAME])).toEqual([]);
  },
  RENDERING_MS + FINISHING_MS,
);

it(
  'somebody with neither camera nor microphone answers in writing, and comes back to it on another device',
  async () => {
    const [question] = KIT.questions;
    const stranger = await start({ length: 'question', questionId: question?.id });
    const first = new ScriptedCandidate(await (await interviewOf(stranger)).enter('candidate'));
    await first.waitForTurn('before');
    await first.press('ready');
    await first.waitForTurn('speaking');
    await first.press('skipIntroduction');
    await first.waitForQuestion(1);
    // The page that asks last takes over, and the interview goes on where it was.
    const second = new ScriptedCandidate(await (await interviewOf(stranger)).enter('candidate'));
    await first.page.disconnected;
    expect(first.page.notices.findLast(({ name }) => name === 'connection.ended')).toMatchObject({
      payload: { reason: 'link-revoked' },
    });
    await second.waitForQuestion(1, 40_000);
    const text = 'I would look at the slow query first.';
    await second.page.request('recruiter.write', { questionId: question?.id as never, text });
    // A line about the silent microphone may come in between; then what was pressed was meant for the one before.
    await eventually('the answer to be finished', () =>
      second.press('finished').then(
        () => true,
        () => false,
      ),
    );
    await second.waitFor('the end', ({ phase }) => phase === 'ended', 40_000);
    const attempt = await stranger.attempt();
    expect(attempt.questions).toMatchObject([{ questionId: question?.id, takes: 1, written: text }]);
    expect(await stranger.ask()).toEqual({ state: 'over' });
  },
  RENDERING_MS + FINISHING_MS,
);
