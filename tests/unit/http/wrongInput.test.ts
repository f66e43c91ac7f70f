import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROUTES, type RouteName } from '../../../shared/protocol/http.ts';
import { samplesWithNul } from '../../support/schemaMutation.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';
import { WRONG } from './wrongInputs.ts';

let server: TestServer;
let owner: Visitor;

beforeAll(async () => {
  server = await startTestServer({ limits: { links: { points: 1_000, seconds: 60 } } });
  owner = await server.owner();
});
afterAll(() => server.close());

const CASES = (Object.keys(WRONG) as RouteName[]).flatMap(name =>
  WRONG[name].map(([input, field]) => ({ name, field, input })),
);

it.each(CASES)('$name names the wrong field $field', async ({ name, input, field }) => {
  const { status, body } = await owner.send(name, input);
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code: 'invalid', retryable: false, details: { field } });
  expect(body.error?.details?.fields).toHaveProperty([field]);
  const { reason, values } = body.error ?? {};
  expect(values?.fields ?? [reason]).toContainEqual(expect.stringContaining(field));
});

const TEXTS = (Object.keys(ROUTES) as RouteName[]).flatMap(name =>
  samplesWithNul(ROUTES[name].params).map(({ field, input }) => ({ name, field, input })),
);

it.each(TEXTS)(
  "$name rejects NUL in $field, which PostgreSQL can't store",
  async ({ name, field, input }) => {
    const { status, body } = await owner.send(name, input as Record<string, unknown>);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'invalid', details: { field } });
  },
);
