import { beforeEach, describe, expect, it } from 'vitest';
import { appCode } from '../support/totp.ts';
import { refusalOf } from '../unit/http/refusals.ts';
import { OWNER, startTestServer, type TestServer, tokenOf } from '../unit/http/testServer.ts';
import type { Visitor } from '../unit/http/visitor.ts';
import { DATABASES, postgresOfFile } from './everyDatabase.ts';

const postgres = postgresOfFile();
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1';
const from = (browser: string, address: string) => ({ 'user-agent': browser, 'x-forwarded-for': address });

describe.each(DATABASES)('sign-ins in %s', kind => {
  let server: TestServer;
  let owner: Visitor;

  beforeEach(async () => {
    const database: Record<string, string> =
      kind === 'PostgreSQL' ? { DATABASE_URL: await postgres().createDatabase() } : {};
    server = await startTestServer({ env: { ...database, TRUST_PROXY: '1' } });
    owner = await server.owner();
    return () => server.close();
  });

  const signIn = async (browser = FIREFOX, address = '203.0.113.1') => {
    const visitor = server.visitor();
    const answer = await visitor.signIn(OWNER.email, OWNER.password, from(browser, address));
    return { visitor, answer };
  };
  const sendCode = (visitor: Visitor, code: string) =>
    visitor.fetch('/api/auth/sign-in/code', { method: 'POST', body: JSON.stringify({ code }) });
  const isSignedIn = async (visitor: Visitor) =>
    (await visitor.call('account.read', {})).member !== undefined;
  const actions = async () => (await server.store.audit.list(30)).map(({ action }) => action);

  it('are listed with browser, address group, and last use, the current one first', async () => {
    const { visitor } = await signIn(FIREFOX, '203.0.113.1');
    await signIn(SAFARI, '2001:db8:1:2:3::4');
    const { sessions } = await visitor.call('account.sessions', {});
    expect(sessions.map(({ current, browser, address }) => [current, browser, address])).toEqual([
      [true, FIREFOX, '203.0.113.1'],
      [false, SAFARI, '2001:db8:1:2::/64'],
      [false, expect.anything(), expect.anything()],
    ]);
    for (const { usedAt, signedInAt } of sessions) {
      expect(Date.now() - usedAt).toBeLessThan(60_000);
      expect(Date.now() - signedInAt).toBeLessThan(60_000);
    }
    expect(JSON.stringify(sessions)).not.toContain(visitor.cookies.get('vivavoce.session')?.slice(0, 20));
  });

  it('note a later use, and where from', async () => {
    const { visitor } = await signIn();
    const long = { usedAt: Date.now() - 3_600_000 };
    await server.store.database.kysely.updateTable('staffSessions').set(long).execute();
    await visitor.send('account.read', {}, { 'x-forwarded-for': '198.51.100.7' });
    const [current] = (await visitor.call('account.sessions', {})).sessions;
    expect(current).toMatchObject({ address: '198.51.100.7', browser: FIREFOX });
    expect(Date.now() - (current?.usedAt ?? 0)).toBeLessThan(60_000);
  });

  it('end one by one, only one’s own, and all others however old this one is', async () => {
    const { visitor } = await signIn();
    const ian = await server.member(owner, 'organizer', 'ian@example.org');
    const [, other] = (await visitor.call('account.sessions', {})).sessions;
    const sessionId = other?.sessionId ?? '';
    expect((await refusalOf(ian.call('account.endSession', { sessionId }))).code).toBe('not-found');
    expect(await isSignedIn(owner)).toBe(true);
    await visitor.call('account.endSession', { sessionId });
    expect(await isSignedIn(owner)).toBe(false);
    expect((await refusalOf(visitor.call('account.endSession', { sessionId }))).code).toBe('not-found');

    const { visitor: third } = await signIn(SAFARI);
    const days =
      kind === 'PostgreSQL'
        ? new Date(Date.now() - 3 * 86_400_000)
        : new Date(Date.now() - 3 * 86_400_000).toISOString();
    await server.store.database.kysely
      .updateTable('staffSessions')
      .set({ createdAt: days } as never)
      .execute();
    expect(await visitor.call('account.endOtherSessions', {})).toEqual({ ended: 1 });
    expect(await isSignedIn(third)).toBe(false);
    expect(await isSignedIn(visitor)).toBe(true);
    expect(await isSignedIn(ian)).toBe(true);
    expect(await actions()).toEqual(
      expect.arrayContaining(['staff.sessionEnded', 'staff.otherSessionsEnded']),
    );
  });

  const setUp = async (visitor: Visitor) => {
    const { uri } = await visitor.call('secondFactor.begin', { currentPassword: OWNER.password });
    const { recoveryCodes } = await visitor.call('secondFactor.confirm', { code: appCode(uri) });
    return { uri, recoveryCodes };
  };
  const wrongOf = (uri: string) => {
    const right = [-2, -1, 0, 1, 2].map(steps => appCode(uri, steps));
    return (
      ['000000', '111111', '222222', '333333', '444444', '555555'].find(code => !right.includes(code)) ?? ''
    );
  };

  it('need a code once a member has confirmed an app, and not before', async () => {
    const read = () => owner.call('secondFactor.read', {});
    expect(await read()).toEqual({ on: false, codesLeft: 0, hasPassword: true });
    const begin = (currentPassword: string) => owner.call('secondFactor.begin', { currentPassword });
    const wrong = await refusalOf(begin('not this one'));
    expect(wrong.details).toMatchObject({
      fields: { currentPassword: { reason: 'current-password-wrong' } },
    });
    const { uri } = await begin(OWNER.password);
    expect(uri).toMatch(/^otpauth:\/\/totp\/.*olga/);
    expect((await signIn()).answer.body.member).toBeDefined();
    const refused = await refusalOf(owner.call('secondFactor.confirm', { code: wrongOf(uri) }));
    expect(refused.details).toMatchObject({ fields: { code: { reason: 'code-wrong' } } });
    expect((await read()).on).toBe(false);

    const { recoveryCodes } = await owner.call('secondFactor.confirm', { code: appCode(uri) });
    expect(recoveryCodes).toHaveLength(10);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await isSignedIn(owner)).toBe(true);
    expect(await read()).toEqual({ on: true, codesLeft: 10, hasPassword: true });
    const stored = JSON.stringify(
      await server.store.database.kysely.selectFrom('staffTwoFactors').selectAll().execute(),
    );
    expect(stored).not.toContain(recoveryCodes[0]);
    expect((await refusalOf(begin(OWNER.password))).reason).toBe('second-factor-on');
    expect((await refusalOf(owner.call('secondFactor.confirm', { code: appCode(uri) }))).reason).toBe(
      'second-factor-on',
    );

    const { visitor, answer } = await signIn();
    expect(answer.body).toEqual({ codeNeeded: true });
    expect(await isSignedIn(visitor)).toBe(false);
    expect((await sendCode(visitor, wrongOf(uri))).body.error?.details).toMatchObject({ field: 'code' });
    const done = await sendCode(visitor, ` ${appCode(uri).slice(0, 3)} ${appCode(uri).slice(3)} `);
    expect(done.body).toMatchObject({ member: { email: OWNER.email } });
    expect(JSON.stringify(done.body)).not.toMatch(/token/i);
    expect(await isSignedIn(visitor)).toBe(true);
    const [current] = (await visitor.call('account.sessions', {})).sessions;
    expect(current?.browser).not.toBe('');
    expect((await owner.call('staff.list', {})).secondFactors).toEqual([
      done.body.member && (done.body.member as { userId: string }).userId,
    ]);
  });

  it('accept each recovery code once, in any spelling', async () => {
    const { recoveryCodes } = await setUp(owner);
    const [first = ''] = recoveryCodes;
    const { visitor } = await signIn();
    expect((await sendCode(visitor, first.toUpperCase().replace('-', ' '))).status).toBe(200);
    expect((await owner.call('secondFactor.read', {})).codesLeft).toBe(9);
    const again = (await signIn()).visitor;
    expect((await sendCode(again, first)).body.error?.code).toBe('invalid');
    expect(await actions()).toContain('staff.recoveryCodeUsed');
  });

  it('refuse a code without the password step, and after too many wrong codes', async () => {
    const { uri } = await setUp(owner);
    expect((await sendCode(server.visitor(), appCode(uri))).body.error?.reason).toBe('code-step-over');
    const { visitor } = await signIn();
    for (let count = 1; count <= 5; count += 1)
      expect((await sendCode(visitor, wrongOf(uri))).body.error?.reason).toBe('code-wrong');
    expect((await sendCode(visitor, appCode(uri))).body.error?.reason).toBe('code-step-over');
    // A sign-in from the start doesn't reset the account's count.
    const { visitor: next } = await signIn();
    for (let count = 6; count <= 10; count += 1) await sendCode(next, wrongOf(uri));
    const { visitor: last } = await signIn();
    expect((await sendCode(last, appCode(uri))).body.error?.reason).toBe('codes-locked');
    expect(await isSignedIn(last)).toBe(false);
  });

  it('belong to the member whose password was given, also in a browser where another member is signed in', async () => {
    const ian = await server.member(owner, 'organizer', 'ian@example.org');
    const { uri } = await setUp(owner);
    const own = await setUp(ian);
    const stolen = new Map(ian.cookies);
    const { visitor } = await signIn();
    for (const [name, value] of stolen) visitor.cookies.set(name, value);
    expect((await sendCode(visitor, appCode(own.uri))).body.error).toBeDefined();
    expect((await sendCode(visitor, appCode(uri))).body.member).toMatchObject({ email: OWNER.email });
  });

  it('need no code after the member turned it off with password and code', async () => {
    const { uri, recoveryCodes } = await setUp(owner);
    const off = (currentPassword: string, code: string) =>
      owner.call('secondFactor.turnOff', { currentPassword, code });
    const [first = '', second = ''] = recoveryCodes;
    expect((await refusalOf(off('not this one', first))).reason).toBe('current-password-wrong');
    expect((await refusalOf(off(OWNER.password, wrongOf(uri)))).reason).toBe('code-wrong');
    expect((await owner.call('secondFactor.read', {})).codesLeft).toBe(10);
    const proof = { currentPassword: OWNER.password, code: first };
    const renewed = await owner.call('secondFactor.renewCodes', proof);
    expect(renewed.recoveryCodes).toHaveLength(10);
    expect((await refusalOf(off(OWNER.password, second))).reason).toBe('code-wrong');
    await off(OWNER.password, renewed.recoveryCodes[0] ?? '');
    expect(await isSignedIn(owner)).toBe(true);
    expect((await signIn()).answer.body.member).toBeDefined();
    expect(await actions()).toEqual(
      expect.arrayContaining(['staff.secondFactorOn', 'staff.recoveryCodesRenewed', 'staff.secondFactorOff']),
    );
  });

  it('need no code after an owner reset it, and a code after a password reset', async () => {
    const ian = await server.member(owner, 'organizer', 'ian@example.org');
    const { uri } = await setUp(ian);
    const userId = (await ian.call('account.read', {})).member?.userId ?? '';
    const link = await owner.call('staff.resetPassword', { userId });
    const reset = server.visitor();
    const password = 'seven calm lanterns';
    expect(await reset.call('passwordResets.complete', { token: tokenOf(link.url), password })).toEqual({
      codeNeeded: true,
    });
    expect(await isSignedIn(reset)).toBe(false);
    expect((await sendCode(reset, appCode(uri))).status).toBe(200);
    expect((await refusalOf(reset.call('staff.resetSecondFactor', { userId }))).code).toBe('forbidden');
    await owner.call('staff.resetSecondFactor', { userId });
    expect((await server.visitor().signIn('ian@example.org', password)).body.member).toBeDefined();
    const entry = (await server.store.audit.list(5)).find(
      ({ action }) => action === 'staff.secondFactorReset',
    );
    expect(entry).toMatchObject({ target: userId });
  });
});
