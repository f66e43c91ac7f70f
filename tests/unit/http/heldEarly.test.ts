import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

let server: TestServer;
let owner: Visitor;

beforeAll(async () => {
  server = await startTestServer();
  owner = await server.owner();
});
afterAll(() => server.close());

it('a candidate’s record shows when an interview began, even if it was planned for later', async () => {
  const scheduledAt = Date.now() + 24 * 60 * 60_000;
  const { interviewId, links } = await owner.call('interviews.create', {
    ...{ title: 'First round', jobRole: 'Platform engineer', scheduledAt, plannedMinutes: 45 },
    seats: [
      { role: 'candidate', displayName: 'Ada', email: 'ada@example.org' },
      { role: 'interviewer', displayName: 'Ian' },
    ],
  });
  await server.candidates.tracker.follow(interviewId);
  const { candidates } = await owner.call('decisions.read', { interviewId });
  const candidateId = candidates[0]?.candidateId;
  const seatId = links[1]?.seatId;
  if (!candidateId || !seatId) throw new Error('Both people are in the interview.');
  const shown = async () =>
    (await owner.call('candidates.read', { candidateId })).candidate.rounds[0]?.scheduledAt;
  expect(await shown()).toBe(scheduledAt);
  await server.interviews.execute(interviewId, { type: 'seat', seatId }, () => ({
    events: [{ kind: 'session.opened', payload: {} }],
    result: undefined,
  }));
  expect(await shown()).toBe((await server.interviews.read(interviewId)).openedAt);
});
