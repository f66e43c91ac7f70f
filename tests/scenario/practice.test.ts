import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import type { Slug } from '../../shared/protocol/siteRoutes.ts';
import { ApiClient } from '../support/apiClient.ts';
import { eventually } from '../support/eventually.ts';
import { tablesThatMention } from '../support/practiceRows.ts';
import { RENDERING_MS, startPracticeServer } from '../support/practiceServer.ts';
import { PracticeStranger } from '../support/practiceStranger.ts';
import { RecruiterInterview } from '../support/recruiterStage.ts';
import { ScriptedCandidate } from '../support/scriptedCandidate.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { openTestStore } from '../support/testStore.ts';

const NAME = 'Augusta Byron';
const ERASING_MS = 60_000;
/** Folders that may contain parts of a recording. */
const FOLDERS = ['recordings', 'work', 'capture'];
/** Files that identify the owner of a folder. */
const OWN_FILES = ['id', 'node-id', 'owner.json', 'owner.lock'];

let server: ServerProcess;
let slug: Slug;
let store: Store;

beforeAll(async () => {
  ({ server, slug } = await startPracticeServer());
  store = await openTestStore({ DATA_DIR: server.dataDir });
});
afterAll(async () => {
  await store?.close();
  await server?.close();
});

/** Goes through pre-join into the room and presses “I’m ready”. */
async function enter(stranger: PracticeStranger): Promise<ScriptedCandidate> {
  const link = `${server.url}/join#${await stranger.untilReady(RENDERING_MS)}`;
  const owner = new ApiClient(server.url);
  const links = new Map([['candidate', link]] as const);
  return ScriptedCandidate.enter(
    new RecruiterInterview({ server, owner }, stranger.interviewId, links, new Map()),
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
  'a person who deletes the page while being recorded has heard the first line, leaves immediately, and no data remains',
  async () => {
    const stranger = await PracticeStranger.start(new ApiClient(server.url), {
      slug,
      length: 'short',
      purpose: 'self',
      name: NAME,
    });
    const candidate = await enter(stranger);
    const entered = performance.now();
    await candidate.waitFor('the first line', ({ recruiter }) => recruiter?.caption?.spoken !== undefined);
    expect(performance.now() - entered).toBeLessThan(2_000);
    // No line fell back to text because its clip was missing.
    expect(candidate.lines).toMatchObject([
      { text: expect.stringContaining('practice interview'), heard: true },
    ]);
    await candidate.waitFor('the recording', ({ recording }) => recording.state === 'on');
    await eventually('files', async () => (await filesLeft()).length > 0);

    const { receipt } = await stranger.asker.call('practice.delete', { page: stranger.page });
    await candidate.page.disconnected;
    expect(candidate.page.notices.findLast(({ name }) => name === 'connection.ended')).toMatchObject({
      payload: { reason: 'link-revoked' },
    });
    const { files, bytes } = await eventually(
      'the deletion to be complete',
      async () => {
        const asked = await stranger.asker.call('practice.receipt', { receiptId: receipt.receiptId });
        return asked.receipt.completedAt !== undefined && asked.receipt;
      },
      ERASING_MS,
    );
    expect(files).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThan(0);
    expect(await filesLeft()).toEqual([]);
    expect(await tablesThatMention(store, [stranger.interviewId, NAME])).toEqual([]);
  },
  RENDERING_MS + ERASING_MS,
);
