import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashOfToken } from '../../../server/features/linkToken.ts';
import { everyStaffRole, startTestServer, type TestServer, tokenOf } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const DAY_MS = 86_400_000;

let server: TestServer;
let owner: Visitor;

beforeAll(async () => {
  server = await startTestServer();
  ({ owner } = await everyStaffRole(server));
});
afterAll(() => server.close());

it('a moved interview extends its stored links, and a move back keeps them', async () => {
  const now = Date.now();
  const { interviewId, links } = await owner.call('interviews.create', {
    title: 'Second round',
    jobRole: 'Backend developer',
    scheduledAt: now + 5 * DAY_MS,
    plannedMinutes: 45,
    seats: [
      { role: 'candidate', displayName: 'Ada' },
      { role: 'interviewer', displayName: 'Ian' },
    ],
  });
  const stored = () =>
    Promise.all(links.map(({ url }) => server.store.interviews.findLink(hashOfToken(tokenOf(url)))));
  const scheduledAt = now + 60 * DAY_MS;
  await owner.call('interviews.change', { interviewId, scheduledAt });
  const extended = await stored();
  for (const link of extended) expect(link?.expiresAt).toBeGreaterThan(scheduledAt + DAY_MS);
  const { seats } = await server.interviews.read(interviewId);
  for (const link of extended) expect(link && seats[link.seatId]?.link?.expiresAt).toBe(link?.expiresAt);
  await owner.call('interviews.change', { interviewId, scheduledAt: now + 6 * DAY_MS });
  expect(await stored()).toEqual(extended);
});
