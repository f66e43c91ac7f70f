import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Counter } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prejoin } from '../../../client/texts/prejoin.ts';
import { createMetrics } from '../../../server/http/metrics.ts';
import { startTestServer, type TestServer } from './testServer.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe('the client', () => {
  it.each([
    ['/join', `${prejoin.title} · Vivavoce`],
    ['/setup', 'Vivavoce'],
    ['/console/interviews/5', 'Vivavoce'],
    ['/practice', 'Vivavoce'],
  ])('is served at %s, and hidden from search engines', async (path, title) => {
    const answer = await server.visitor().fetch(path, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('x-robots-tag')).toBe('noindex');
    expect(answer.body.text).toContain(`<title>${title}</title>`);
  });

  it('has files with a hash in their name cached permanently and the others revalidated', async () => {
    const script = await server.visitor().fetch('/assets/main-abc123.js');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    expect((await server.visitor().fetch('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    '/assets/gone-000000.js',
    '/favicon.png',
    '/../vivavoce.db',
    '/assets/..%2f..%2fvivavoce.db',
    '/secret',
  ])('returns no page and no outside file for %s', async path => {
    const answer = await server.visitor().fetch(path, { headers: { accept: '*/*;q=0.1, image/png' } });
    expect(answer.headers.get('content-type')).not.toMatch(/octet-stream|text\/plain/);
    expect(JSON.stringify(answer.body)).not.toContain('SQLite');
  });

  it.each(['br', 'gzip', 'identity'])('sends scripts as %s when the client accepts that', async encoding => {
    for (const time of ['first', 'second']) {
      const script = await server
        .visitor()
        .fetch('/assets/main-abc123.js', { headers: { 'accept-encoding': encoding } });
      expect(script.status, time).toBe(200);
      expect(script.headers.get('content-encoding') ?? 'identity').toBe(encoding);
      expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
      expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(script.body.text).toBe('export {};');
    }
  });

  it('returns 404 for a missing file', async () => {
    expect((await server.visitor().fetch('/assets/gone-000000.js')).status).toBe(404);
    expect((await server.visitor().fetch('/favicon.png')).status).toBe(404);
  });
});

describe('response headers', () => {
  it('let a proxy use an idle connection for two minutes', async () => {
    const { headers } = await server.visitor().fetch('/livez');
    expect(headers.get('keep-alive')).toBe('timeout=130');
  });

  it.each(['/', '/api/account', '/api/nothing', '/livez'])(
    'block code of other origins on %s',
    async path => {
      const { headers } = await server.visitor().fetch(path, { headers: { accept: 'text/html' } });
      const policy = new Map(
        (headers.get('content-security-policy') ?? '').split(';').map(part => {
          const [name = '', ...values] = part.trim().split(' ');
          return [name, values.join(' ')];
        }),
      );
      const { port } = server.config;
      expect(policy.get('default-src')).toBe("'self'");
      expect(policy.get('script-src')).toBe("'self'");
      expect(policy.get('style-src')).toBe("'self'");
      expect(policy.get('connect-src')).toBe(`'self' ws://localhost:${port} ws://127.0.0.1:${port}`);
      expect(policy.get('media-src')).toBe("'self' blob:");
      expect(policy.get('img-src')).toBe("'self' data: blob:");
      expect(policy.get('worker-src')).toBe("'self' blob:");
      expect(policy.get('frame-ancestors')).toBe("'none'");
      expect(policy.get('object-src')).toBe("'none'");
      expect(policy.has('upgrade-insecure-requests')).toBe(false);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('permissions-policy')).toContain(
        'camera=(self), microphone=(self), display-capture=(self)',
      );
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
    },
  );

  it('keep API responses out of caches', async () => {
    expect((await server.visitor().fetch('/api/account')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('health check', () => {
  it('is green while everything works', async () => {
    expect((await server.visitor().fetch('/livez')).status).toBe(200);
    const ready = await server.visitor().fetch('/readyz');
    expect(ready.status).toBe(200);
    expect(ready.body).toEqual({ ready: true, parts: { database: true } });
  });

  it('is red when only a restart can help', async () => {
    await using stuck = await startTestServer({ isStuck: () => true });
    const { status, body } = await stuck.visitor().fetch('/livez');
    expect(status).toBe(503);
    expect(body).toEqual({ live: false });
  });

  it('names what is red', async () => {
    const forever = new Promise<boolean>(() => {});
    await using ailing = await startTestServer({
      readiness: {
        database: () => true,
        media: () => false,
        redis: () => Promise.reject(new Error('gone')),
        slow: () => forever,
      },
    });
    const ready = await ailing.visitor().fetch('/readyz');
    expect(ready.status).toBe(503);
    expect(ready.body).toEqual({
      ready: false,
      parts: { database: true, media: false, redis: false, slow: false },
    });
    expect((await ailing.visitor().fetch('/livez')).status).toBe(200);
  });

  it('turns red, and every route returns "unavailable", when the database is gone', async () => {
    await using broken = await startTestServer();
    const owner = await broken.owner();
    const cookies = new Map(owner.cookies);
    await broken.store.close();
    expect((await broken.visitor().fetch('/readyz')).status).toBe(503);
    for (const name of ['account.read', 'interviews.list', 'staff.list'] as const) {
      const answer = await owner.send(name);
      expect(answer.status).toBe(503);
      expect(answer.body.error).toMatchObject({ code: 'unavailable', retryable: true });
    }
    const out = await owner.fetch('/api/auth/sign-out', { method: 'POST', body: '{}' });
    expect(out.body.error?.code).toBe('unavailable');
    expect(owner.cookies).toEqual(cookies);
    const answer = await broken.visitor().signIn('olga@example.org', 'correct horse battery');
    expect(answer.body.error).toMatchObject({ code: 'unavailable', retryable: true });
  });
});

describe('metrics', () => {
  it('are available to this machine, labeled by route and not by ID', async () => {
    await server.visitor().fetch('/api/interviews/01890000-0000-7000-8000-000000000000');
    const { status, body } = await server.visitor().fetch('/metrics');
    expect(status).toBe(200);
    expect(body.text).toMatch(
      /vivavoce_http_request_duration_seconds_count\{.*route="\/api\/interviews\/:interviewId"/,
    );
    expect(body.text).not.toContain('01890000');
  });

  it('are not available through a proxy', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.5' };
    expect((await server.visitor().fetch('/metrics', { headers })).status).toBe(404);
  });

  it.each([
    ['localhost', 200],
    ['127.0.0.1', 200],
    ['[::1]', 200],
    // A web page whose domain resolves to this machine.
    ['evil.example', 404],
    ['localhost.evil.example', 404],
    ['127.0.0.1.evil.example', 404],
    ['not a name', 404],
  ])('require a host name of this machine: %s returns %i', async (name, status) => {
    const { port } = new URL(server.url);
    const asked = request({
      host: '127.0.0.1',
      port,
      path: '/metrics',
      headers: { host: `${name}:${port}` },
    });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(status);
  });

  it('are available to anyone with the token, with the values of other modules', async () => {
    const metrics = createMetrics();
    new Counter({ name: 'vivavoce_test_total', help: 'A test.', registers: [metrics] }).inc();
    await using guarded = await startTestServer({ env: { METRICS_TOKEN: 'a-token-for-metrics' }, metrics });
    const ask = (token: string) =>
      guarded.visitor().fetch('/metrics', {
        headers: { 'x-forwarded-for': '203.0.113.5', authorization: `Bearer ${token}` },
      });
    expect((await ask('wrong')).status).toBe(404);
    expect((await ask('a-token-for-metrics')).body.text).toContain('vivavoce_test_total 1');
  });
});
