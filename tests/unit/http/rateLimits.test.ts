import { describe, expect, it } from 'vitest';
import { KnownDevices } from '../../../server/features/staff/KnownDevices.ts';
import { addressGroup, isLoopback } from '../../../server/http/requests.ts';
import { RATE_LIMITS } from '../../../server/limits/RateLimits.ts';
import { startTestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const TWO = { points: 2, seconds: 60 };
const BEHIND_PROXY = { TRUST_PROXY: 'loopback' };

const from = (address: string) => ({ 'x-forwarded-for': address });

describe('too many requests', () => {
  it('to anything under /api are rejected for a while, and other paths still work', async () => {
    await using server = await startTestServer({ limits: { api: TWO }, env: BEHIND_PROXY });
    const ask = async (address: string) =>
      (await server.visitor().fetch('/api/account', { headers: from(address) })).status;
    expect([await ask('203.0.113.5'), await ask('203.0.113.5'), await ask('203.0.113.5')]).toEqual([
      200, 200, 429,
    ]);
    expect(await ask('203.0.113.6')).toBe(200);
  });

  it('are counted per /64 network of IPv6 addresses', async () => {
    await using server = await startTestServer({ limits: { api: TWO }, env: BEHIND_PROXY });
    const ask = async (address: string) =>
      (await server.visitor().fetch('/api/account', { headers: from(address) })).status;
    expect([await ask('2001:db8::1'), await ask('2001:db8::2'), await ask('2001:db8::ffff:3')]).toEqual([
      200, 200, 429,
    ]);
    expect(await ask('2001:db8:0:1::1')).toBe(200);
  });

  it("can't be hidden behind a forged address when no proxy is trusted", async () => {
    await using server = await startTestServer({ limits: { api: TWO } });
    const ask = async (address: string) =>
      (await server.visitor().fetch('/api/account', { headers: from(address) })).status;
    expect([await ask('203.0.113.1'), await ask('203.0.113.2'), await ask('203.0.113.3')]).toEqual([
      200, 200, 429,
    ]);
  });

  it.each([
    ['join.exchange', 'join', { link: 'A'.repeat(22) }],
    ['setup.check', 'links', { token: 'A'.repeat(22) }],
    ['setup.complete', 'links', { token: 'A'.repeat(22) }],
    ['invitations.check', 'links', { token: 'A'.repeat(22) }],
    ['invitations.accept', 'links', { token: 'A'.repeat(22) }],
    ['passwordResets.request', 'resetMail', { email: 'ada@example.org' }],
    ['emailChanges.check', 'links', { token: 'A'.repeat(22) }],
    ['emailChanges.complete', 'links', { token: 'A'.repeat(22) }],
    ['passwordResets.check', 'links', { token: 'A'.repeat(22) }],
    ['passwordResets.complete', 'links', { token: 'A'.repeat(22) }],
    ['account.changePassword', 'changePassword', {}],
  ] as const)('for %s are counted separately', async (name, limit, input) => {
    await using server = await startTestServer({ limits: { [limit]: TWO } });
    const visitor = server.visitor();
    await visitor.send(name, input);
    await visitor.send(name, input);
    const third = await visitor.send(name, input);
    expect(third.status).toBe(429);
    expect(third.body.error).toMatchObject({ code: 'rate-limited', retryable: true });
    expect(third.body.error?.details?.retryAfterMs).toBeGreaterThan(0);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await visitor.send('account.read')).status).toBe(200);
  });

  it('with passwords from one address do not affect other addresses and accounts', async () => {
    await using server = await startTestServer({ limits: { password: TWO }, env: BEHIND_PROXY });
    await server.owner();
    const guess = async (email: string, address: string) =>
      (await server.visitor().signIn(email, 'wrong password', from(address))).status;
    const olga = 'olga@example.org';
    expect(await guess(olga, '203.0.113.1')).toBe(401);
    expect(await guess('OLGA@example.org', '203.0.113.1')).toBe(401);
    expect(await guess(olga, '203.0.113.1')).toBe(429);
    expect(await guess('ada@example.org', '203.0.113.1')).toBe(401);
    const own = await server.visitor().signIn(olga, 'correct horse battery', from('203.0.113.2'));
    expect(own.status).toBe(200);
  });

  it('with passwords for one account are rejected from any address', async () => {
    await using server = await startTestServer({ limits: { account: TWO }, env: BEHIND_PROXY });
    const guess = async (address: string) =>
      (await server.visitor().signIn('ada@example.org', 'wrong password', from(address))).status;
    expect([await guess('203.0.113.1'), await guess('203.0.113.2'), await guess('203.0.113.3')]).toEqual([
      401, 401, 429,
    ]);
  });

  it('from a hundred addresses do not lock out a known browser, which is limited after failures', async () => {
    await using server = await startTestServer({
      limits: { account: TWO, password: TWO, signIn: TWO, device: TWO },
      env: BEHIND_PROXY,
    });
    await server.owner();
    const olga = 'olga@example.org';
    const browser = server.visitor();
    const attacker = server.visitor();
    const signIn = async (visitor: Visitor, password: string, address: string) =>
      (await visitor.signIn(olga, password, from(address))).status;
    expect(await signIn(browser, 'correct horse battery', '203.0.113.1')).toBe(200);
    await browser.fetch('/api/auth/sign-out', { method: 'POST', body: '{}' });
    for (const number of [2, 3, 4, 5]) await signIn(attacker, 'wrong password', `203.0.113.${number}`);

    expect(await signIn(attacker, 'wrong password', '203.0.113.9')).toBe(429);
    expect(await signIn(server.visitor(), 'correct horse battery', '203.0.113.9')).toBe(429);
    expect(await signIn(browser, 'correct horse battery', '203.0.113.9')).toBe(200);
    // The browser knows one account, and has no more tries than others.
    expect((await browser.signIn('ada@example.org', 'wrong password', from('203.0.113.10'))).status).toBe(
      401,
    );
    expect((await browser.signIn('ada@example.org', 'wrong password', from('203.0.113.10'))).status).toBe(
      401,
    );
    expect((await browser.signIn('ada@example.org', 'wrong password', from('203.0.113.10'))).status).toBe(
      429,
    );
    expect(await signIn(browser, 'wrong password', '203.0.113.9')).toBe(401);
    expect(await signIn(browser, 'wrong password', '203.0.113.9')).toBe(401);
    expect(await signIn(browser, 'correct horse battery', '203.0.113.9')).toBe(429);
  });

  it('are not allowed by a forged cookie', async () => {
    await using server = await startTestServer({ limits: { account: TWO } });
    const foreign = new KnownDevices({ secret: 'another installation’s secret', secure: false });
    const cookie = (await foreign.remember('ada@example.org')).split(';')[0] ?? '';
    const guess = async () =>
      (await server.visitor().signIn('ada@example.org', 'wrong password', { cookie })).status;
    expect([await guess(), await guess(), await guess()]).toEqual([401, 401, 429]);
  });

  it('do not count when the password is correct', async () => {
    await using server = await startTestServer({ limits: { account: TWO, password: TWO } });
    await server.owner();
    for (let round = 0; round < 4; round += 1)
      expect((await server.visitor().signIn('olga@example.org', 'correct horse battery')).status).toBe(200);
  });

  it('have a lower limit for secrets', () => {
    for (const name of ['join', 'links', 'signIn', 'password', 'account', 'device'] as const) {
      const perSecond = RATE_LIMITS[name].points / RATE_LIMITS[name].seconds;
      expect(perSecond).toBeLessThan(RATE_LIMITS.api.points / RATE_LIMITS.api.seconds);
    }
  });
});

describe('a network address', () => {
  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001::6', '2001:db8:1:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('%s belongs to %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });

  it.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['128.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    [undefined, false],
  ])('%s is this machine: %s', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });
});
