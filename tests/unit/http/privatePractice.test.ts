import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InterviewId, SeatId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import type { PracticePurpose } from '../../../shared/practice/practice.ts';
import { ROUTES } from '../../../shared/protocol/http.ts';
import { SCORECARD_FILES } from '../../../shared/protocol/scoringRoutes.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { InterviewLog, newInterviewId, newLinkId } from '../../support/interviewLog.ts';
import { ABOUT_ONE, FITTING_INPUT } from './staffRoutes.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

let server: TestServer;
let owner: Visitor;
let practice: Record<PracticePurpose, { interviewId: InterviewId; seatId: SeatId }>;

beforeAll(async () => {
  server = await startTestServer();
  owner = await server.owner();
  practice = { self: await practised('self'), evaluation: await practised('evaluation') };
});
afterAll(() => server.close());

/** Runs an attempt to the end, with its scoring closed. */
async function practised(purpose: PracticePurpose) {
  const interviewId = newInterviewId();
  const seatId = SeatId.parse(uuidv7());
  const [created, ...rest] = new InterviewLog({ length: 'full', purpose })
    .add('kit.chosen', chosenKit())
    .add('session.opened', {})
    .add('session.ended', {})
    .add('scoring.closed', {}).events;
  if (created?.kind !== 'interview.created') throw new Error('The log begins otherwise.');
  const seat = { seatId, role: 'candidate', displayName: 'Ada' } as const;
  const { leadSeatId: _nobody, ...payload } = created.payload;
  const first = { ...created, payload: { ...payload, interviewId, seats: [seat] } };
  const events: NewEvent[] = [first, ...rest].map(({ kind, payload }) => ({ kind, payload }) as NewEvent);
  const link = { seatId, linkId: newLinkId(), expiresAt: Date.now() + 60_000 };
  events.push({ kind: 'link.issued', payload: link });
  await server.interviews.create(interviewId, { type: 'system' }, { events, result: undefined });
  return { interviewId, seatId };
}

describe.each(ABOUT_ONE)('%s', name => {
  const answer = (purpose: PracticePurpose) => {
    const { interviewId, seatId } = practice[purpose];
    const ofSeat = 'seatId' in ROUTES[name].params.shape ? { seatId } : {};
    return owner.send(name, { interviewId, ...ofSeat, ...FITTING_INPUT[name] });
  };

  it('is rejected for private practice, even for the owner, and changes nothing', async () => {
    const before = await server.interviews.read(practice.self.interviewId);
    const { status, body } = await answer('self');
    expect([status, body.error?.code]).toEqual([403, 'forbidden']);
    expect(JSON.stringify(body)).not.toMatch(/Ada|Backend/);
    expect(await server.interviews.read(practice.self.interviewId)).toBe(before);
  });

  it('succeeds, or fails for another reason, for practice with evaluation', async () => {
    const { error } = (await answer('evaluation')).body;
    expect([error?.code, error?.reason]).not.toEqual(['forbidden', undefined]);
  });
});

describe.each(Object.values(SCORECARD_FILES))('$path', ({ path }) => {
  it('is rejected as well', async () => {
    const get = (purpose: PracticePurpose) =>
      owner.fetch(path.replace(':interviewId', practice[purpose].interviewId));
    expect((await get('self')).status).toBe(403);
    expect((await get('evaluation')).status).not.toBe(403);
  });
});

it('is omitted from the list of interviews', async () => {
  expect((await owner.call('interviews.list', {})).interviews).toEqual([]);
});
