import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffMay } from '../../../shared/permissions.ts';
import { ROUTES, type RouteName } from '../../../shared/protocol/http.ts';
import { StaffRole } from '../../../shared/roles.ts';
import { everyStaffRole, startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const NAMES = Object.keys(ROUTES) as RouteName[];
const GUARDED = NAMES.filter(name => ROUTES[name].access !== 'public');
const CHANGING = NAMES.filter(name => ROUTES[name].method !== 'GET');
/** A valid ID for every path; nothing with this ID exists. */
const SOME_ID = '01890000-0000-7000-8000-000000000000';
const PATH_IDS = {
  interviewId: SOME_ID,
  seatId: SOME_ID,
  userId: SOME_ID,
  invitationId: SOME_ID,
  sessionId: SOME_ID,
  mailId: SOME_ID,
  teamId: SOME_ID,
  candidateId: SOME_ID,
  mergeId: SOME_ID,
  viewId: SOME_ID,
  commentId: SOME_ID,
  textSha256: 'a'.repeat(64),
};

let server: TestServer;
let visitors: Record<StaffRole, Visitor>;

beforeAll(async () => {
  // Each route gets several requests, together more than one address may send in a minute.
  server = await startTestServer({ limits: { api: { points: 100_000, seconds: 60 } } });
  visitors = await everyStaffRole(server);
});
afterAll(() => server.close());

/** Path parameters only: a body with missing fields shows whether the input was checked first. */
function pathInput(name: RouteName): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(PATH_IDS).filter(([key]) => ROUTES[name].path.includes(`:${key}`)),
  );
}

describe.each(GUARDED)('%s', name => {
  it('is rejected for a person who is not signed in', async () => {
    const { status, body } = await server.visitor().send(name, pathInput(name));
    expect(status).toBe(401);
    expect(body).toEqual({ error: expect.objectContaining({ code: 'unauthenticated', retryable: false }) });
  });

  it.each(StaffRole.options)('checks the permissions of an %s', async role => {
    const { access } = ROUTES[name];
    const { body } = await visitors[role].send(name, pathInput(name));
    const refused = body.error?.code === 'forbidden';
    expect(refused).toBe(access !== 'public' && !staffMay(access, role));
  });
});

describe.each(CHANGING)('%s', name => {
  it.each(['https://evil.example', 'null', 'none'])(
    'changes nothing for a page of origin %s',
    async origin => {
      const { status, body } = await visitors.owner.send(name, pathInput(name), { origin });
      expect(status).toBe(403);
      expect(body.error?.code).toBe('forbidden');
    },
  );
});

describe('sign-in and sign-out', () => {
  it('change nothing for a page of another origin', async () => {
    const foreign = { origin: 'https://evil.example' };
    expect((await server.visitor().signIn('a@example.org', 'x', foreign)).status).toBe(403);
    const signOut = await visitors.owner.fetch('/api/auth/sign-out', { method: 'POST', headers: foreign });
    expect(signOut.status).toBe(403);
    expect((await visitors.owner.call('account.read', {})).member?.role).toBe('owner');
  });

  it('accept the other names of this machine', async () => {
    const { body } = await server.visitor().signIn('a@example.org', 'x', { origin: server.url });
    expect(body.error?.code).toBe('unauthenticated');
  });

  it.each(['sign-up/email', 'update-user', 'change-email', 'delete-user', 'get-session', 'list-sessions'])(
    'expose nothing else of the auth library: %s is not available',
    async path => {
      const answer = await visitors.owner.fetch(`/api/auth/${path}`, { method: 'POST', body: '{}' });
      expect(answer.status).toBe(404);
      expect(answer.body.error?.code).toBe('not-found');
    },
  );

  it('hide the session cookie from scripts and other sites', async () => {
    const answer = await server.visitor().signIn('organizer@example.org', 'correct horse battery');
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^vivavoce\.session=/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Path=\/(?:;|$)/);
    expect(JSON.stringify(answer.body)).not.toMatch(/token/i);
  });
});

it('restricts the session cookie to the host when it is served over HTTPS', async () => {
  await using secure = await startTestServer({ env: { PUBLIC_URL: 'https://interviews.example.com' } });
  const owner = await secure.owner();
  const [name = ''] = [...owner.cookies.keys()];
  expect(name).toBe('__Host-vivavoce.session');
  const answer = await secure.visitor().signIn('olga@example.org', 'correct horse battery');
  expect(answer.headers.getSetCookie()[0]).toMatch(/Secure/);
  expect(answer.headers.getSetCookie()[0]).not.toMatch(/Domain/i);
  expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
  expect((await owner.call('account.read', {})).member?.role).toBe('owner');
});
