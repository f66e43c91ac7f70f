import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES, type RouteName } from '../../../shared/protocol/http.ts';
import { KIT_ROUTES } from '../../../shared/protocol/kitRoutes.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const ID = '01890000-0000-7000-8000-000000000000';

let server: TestServer;
let owner: Visitor;

beforeAll(async () => {
  server = await startTestServer({ limits: { links: { points: 1_000, seconds: 60 } } });
  owner = await server.owner();
});
afterAll(() => server.close());

const TAKES_BODY = (Object.keys(ROUTES) as RouteName[]).filter(name =>
  ['POST', 'PUT', 'PATCH'].includes(ROUTES[name].method),
);

describe.each(TAKES_BODY)('%s', name => {
  const path = ROUTES[name].path.replace(/:\w+/g, ID);
  const { method } = ROUTES[name];

  it('rejects a body that is too large', async () => {
    const body = JSON.stringify({ token: 'x'.repeat(name in KIT_ROUTES ? 3_200_000 : 70_000) });
    const answer = await owner.fetch(path, { method, body });
    expect(answer.status).toBe(413);
    expect(answer.body.error?.code).toBe('too-large');
  });

  it.each(['{"token":', '[1,2]', '"text"', 'null', '\u0000'])('rejects the body %j', async body => {
    const answer = await owner.fetch(path, { method, body });
    expect(answer.status).toBe(400);
    expect(answer.body.error?.code).toBe('invalid');
  });
});

it("rejects a form, which another origin's page could send without a preflight", async () => {
  const answer = await owner.fetch('/api/invitations', {
    method: 'POST',
    body: 'email=eve@example.org&role=organizer',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(answer.body.error?.code).toBe('invalid');
});

it('names an unknown field that is called like a property of every object', async () => {
  const { email, ...rest } = { email: 'ian@example.org', role: 'organizer' };
  const body = `{"email":"${email}","__proto__":1,${JSON.stringify(rest).slice(1)}`;
  const answer = await owner.fetch('/api/invitations', { method: 'POST', body });
  expect(answer.status).toBe(400);
  expect(answer.body.error).toMatchObject({
    code: 'invalid',
    reason: 'fields-invalid',
    values: { fields: ['__proto__'] },
    details: { field: '__proto__' },
  });
  expect(Object.entries(answer.body.error?.details?.fields ?? {})).toEqual([
    ['__proto__', { reason: 'field-unknown' }],
  ]);
});

it('accepts no field from a prototype', async () => {
  const body = '{"__proto__":{"email":"eve@example.org"},"role":"organizer"}';
  const answer = await owner.fetch('/api/invitations', { method: 'POST', body });
  expect(answer.body.error?.code).toBe('invalid');
});

it.each(['/api', '/api/nothing', '/api/interviews/x/y/z', '/api/auth'])(
  'responds to %s in JSON',
  async path => {
    const answer = await owner.fetch(path);
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      error: { code: 'not-found', message: 'not-found', retryable: false },
    });
  },
);

it("responds to a URL that can't be decoded", async () => {
  const answer = await owner.fetch('/api/interviews/%E0%A4%A');
  expect(answer.status).toBe(400);
  expect(answer.body.error?.code).toBe('invalid');
});

it('reveals nothing about an internal error', async () => {
  await using broken = await startTestServer({
    readiness: {},
    accounts: new Proxy({} as never, {
      get: () => async () => {
        throw new Error('secret inner workings');
      },
    }),
  });
  const answer = await broken.visitor().fetch('/api/auth/sign-out', { method: 'POST', body: '{}' });
  expect(answer.status).toBe(500);
  expect(answer.body.error?.code).toBe('internal');
  expect(JSON.stringify(answer.body)).not.toMatch(/secret|Error:/);
});
