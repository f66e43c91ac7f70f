import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROUTES, type RouteName } from '../../../shared/protocol/http.ts';
import { sampleOf } from '../../support/schemaMutation.ts';
import { FITTING_INPUT } from './staffRoutes.ts';
import { startTestServer, type TestServer, tokenOf } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const CHANGING = (Object.keys(ROUTES) as RouteName[]).filter(name => ROUTES[name].method !== 'GET');
const PASSWORD = 'seven calm lanterns';
const UNLIMITED = { points: 100_000, seconds: 60 };

let server: TestServer;
let owner: Visitor;

beforeAll(async () => {
  server = await startTestServer({ limits: { api: UNLIMITED, links: UNLIMITED } });
  owner = await server.owner();
});
afterAll(() => server.close());

/** Valid input about things that exist, so that a route gets as far as it can. */
async function inputFor(name: RouteName): Promise<Record<string, unknown>> {
  const { params } = ROUTES[name];
  const input = { ...(sampleOf(params) as Record<string, unknown>), ...FITTING_INPUT[name] };
  if (!('interviewId' in params.shape)) return input;
  const { interviewId } = await owner.call('interviews.create', {
    ...{ title: 'First round', jobRole: 'Developer', plannedMinutes: 45, timeZone: 'UTC' },
    scheduledAt: Date.now() + 60_000,
    seats: [{ role: 'candidate', displayName: 'Ada', email: 'ada@example.org' }],
  });
  if (!('seatId' in params.shape)) return { ...input, interviewId };
  const { view } = await owner.call('interviews.read', { interviewId });
  return { ...input, interviewId, seatId: Object.keys(view.seats)[0] };
}

it.each(CHANGING)('%s called twice at the same time answers both calls', async name => {
  const input = await inputFor(name);
  const visitor = ROUTES[name].access === 'public' ? server.visitor() : owner;

  const answers = await Promise.all([visitor.send(name, input), visitor.send(name, input)]);

  for (const { body } of answers) {
    expect(body.error?.code).not.toBe('internal');
    expect(body.error?.reason).not.toBe('database-unavailable');
  }
  expect(await server.store.database.answers()).toBe(true);
});

it('accepts an invitation once when it is accepted twice at the same time', async () => {
  const { url } = await owner.call('staff.invite', { email: 'ian@example.org', role: 'organizer' });
  const person = { token: tokenOf(url), name: 'Ian', password: PASSWORD };

  const answers = await Promise.all(
    [server.visitor(), server.visitor()].map(visitor => visitor.send('invitations.accept', person)),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  expect(answers.find(({ body }) => body.error)?.body.error).toMatchObject({
    code: 'link-invalid',
    reason: 'link-used',
  });
  expect(await server.store.database.answers()).toBe(true);
});
