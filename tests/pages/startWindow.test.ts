import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ended } from '../../client/texts/ended.ts';
import { prejoin } from '../../client/texts/prejoin.ts';
import type { InterviewId } from '../../shared/ids.ts';
import { DEFAULT_RECRUITER } from '../../shared/recruiter/settings.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { leavePage, takePage } from '../support/pagePool.ts';
import { RoomPage } from '../support/roomPage.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { sharedBrowser } from '../support/shared.ts';
import { briefKit } from '../support/spokenKit.ts';
import { TEST_CLIPS } from '../support/testClips.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let server: ServerProcess;
let owner: ApiClient;
let candidate: RoomPage;
let interviewId: InterviewId;

beforeAll(async () => {
  ({ server, owner } = await startOwnedServer({ CLIP_DIR: TEST_CLIPS }));
  const { kitId } = await owner.call('kits.create', { kit: briefKit() });
  const created = await owner.call('interviews.create', {
    title: 'First round',
    jobRole: 'Backend developer',
    scheduledAt: Date.now() + 2 * DAY_MS,
    plannedMinutes: 45,
    kitId,
    recruiter: DEFAULT_RECRUITER,
    seats: [
      { role: 'candidate', displayName: 'Ada' },
      { role: 'interviewer', displayName: 'Grace' },
    ],
  });
  ({ interviewId } = created);
  const page = await takePage(await sharedBrowser());
  candidate = await RoomPage.on(page, created.links[0]?.url ?? '');
});
afterAll(async () => {
  if (candidate) await leavePage(candidate.page);
  await server?.close();
});

const move = (scheduledAt: number) => owner.call('interviews.change', { interviewId, scheduledAt });

/** Tests run in order: one candidate comes too early, in time, and too late. */
describe('a candidate of the virtual recruiter', () => {
  it('reads when the interview can be started, and cannot start it earlier', async () => {
    const { page, joinButton } = candidate;
    await page.getByRole('heading', { name: prejoin.early.title('in 2 days') }).waitFor();
    await page.getByText(/^You can join from /).waitFor();
    await candidate.withoutDevices();
    expect(await joinButton.count()).toBe(0);
    await expectAccessible(page);
  });

  it('can start as soon as the window opens, without a reload', async () => {
    const startsAt = Date.now();
    await move(startsAt);
    await candidate.joinButton.waitFor();
    // The new time is next to the new deadline.
    await candidate.page.locator(`time[datetime="${new Date(startsAt).toISOString()}"]`).waitFor();
    await candidate.page.getByText(/^Start by /).waitFor();
    await expect.poll(() => candidate.joinButton.isEnabled()).toBe(true);
  });

  it('reads after the deadline who to ask, also when the link is opened then', async () => {
    const { page } = candidate;
    const told = async () => {
      await page.getByRole('heading', { name: ended.tooLate.title }).waitFor();
      await page.getByText(/ask Grace for a new time/).waitFor();
    };
    const scheduledAt = Date.now() - 30 * MINUTE_MS;
    const window = { opensAt: scheduledAt - 30 * MINUTE_MS, closesAt: Date.now() + 2_000 };
    await owner.call('interviews.change', { interviewId, scheduledAt, window });
    await told();
    await page.reload();
    await told();
    await expectAccessible(page);
  });

  it('returns to the setup when there is a new time', async () => {
    await move(Date.now());
    await candidate.joinButton.waitFor();
    expect(candidate.complaints).toEqual([]);
  });
});
