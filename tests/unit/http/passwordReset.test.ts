import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Mailbox } from '../../support/mailbox.ts';
import { refusalOf } from './refusals.ts';
import { OWNER, startTestServer, type TestServer, tokenOf } from './testServer.ts';

const IAN = 'ian@example.org';
const NEW_PASSWORD = 'seven calm lanterns';

let box: Mailbox;
let server: TestServer;

beforeEach(async () => {
  box = await Mailbox.start();
  server = await startTestServer({ env: { SMTP_URL: box.url } });
});
afterEach(async () => {
  await server.close();
  await box.close();
});

const request = (email: string) => server.visitor().send('passwordResets.request', { email });
/** Token of the link in a message. */
const mailed = async (number = 1) => {
  const { to, parts } = await box.message(number);
  return { to, token: tokenOf(/https?:\S+\/reset#\S+/.exec(parts.get('text/plain') ?? '')?.[0]) };
};
const check = (token: string) => server.visitor().call('passwordResets.check', { token });

describe('a password reset by email', () => {
  it('sends a link that works once and ends all other sign-ins', async () => {
    const owner = await server.owner();
    const ian = await server.member(owner, 'organizer', IAN);
    expect(await server.visitor().call('signIn.options', {})).toMatchObject({ mail: true });
    await request('Ian@Example.org');
    const { to, token } = await mailed();
    expect(to).toEqual([IAN]);
    const visitor = server.visitor();
    const complete = { token, password: NEW_PASSWORD };
    expect((await visitor.call('passwordResets.complete', complete)).member?.email).toBe(IAN);
    expect((await visitor.call('account.read', {})).member?.email).toBe(IAN);
    expect((await ian.call('account.read', {})).member).toBeUndefined();
    expect((await refusalOf(visitor.call('passwordResets.complete', complete))).code).toBe('link-invalid');
    const actions = (await server.store.audit.list(20)).map(({ action, actor }) => `${actor} ${action}`);
    expect(actions).toContain('system staff.passwordResetMailed');
  });

  it('answers the same whether the address has an account, has none, or is disabled', async () => {
    const owner = await server.owner();
    const eve = await server.member(owner, 'organizer', 'eve@example.org');
    const userId = (await eve.call('account.read', {})).member?.userId ?? '';
    await owner.call('staff.change', { userId, disabled: true });
    const answers = [
      await request('stranger@example.org'),
      await request('eve@example.org'),
      await request(OWNER.email),
    ];
    expect(new Set(answers.map(({ status, body }) => JSON.stringify({ status, body }))).size).toBe(1);
    expect((await mailed()).to).toEqual([OWNER.email]);
    expect((await server.store.mails.list(10)).map(({ address }) => address)).toEqual([OWNER.email]);
  });

  it('refuses the sixth request for an address in a day, with an account or without', async () => {
    await server.owner();
    for (const email of [OWNER.email, 'stranger@example.org']) {
      for (let count = 1; count <= 5; count += 1) expect((await request(email)).status).toBe(200);
      expect((await request(email)).body.error).toMatchObject({
        code: 'rate-limited',
        details: { retryAfterMs: expect.any(Number) },
      });
    }
  });

  it('accepts only the newest link, for an hour, and shows no one else its secret', async () => {
    await server.owner();
    await request(OWNER.email);
    const first = await mailed(1);
    await request(OWNER.email);
    const second = await mailed(2);
    expect((await refusalOf(check(first.token))).code).toBe('link-invalid');
    expect(await check(second.token)).toEqual({ email: OWNER.email });
    const [row] = await server.store.database.kysely.selectFrom('staffVerifications').selectAll().execute();
    const { expiresAt } = row as unknown as { expiresAt: string };
    expect(new Date(expiresAt).getTime() - Date.now()).toBeLessThanOrEqual(60 * 60_000);
    const stored = JSON.stringify(await server.store.mails.list(10));
    expect(stored).not.toContain(second.token);
  });
});

it('sends a member who signs in with single sign-on only no link, but says how to sign in', async () => {
  const provider = { OIDC_ISSUER: 'https://id.example.org', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
  await using other = await startTestServer({
    env: { SMTP_URL: box.url, ...provider, OIDC_NAME: 'Example Inc.' },
  });
  await other.member(await other.owner(), 'organizer', IAN);
  const { userId } = (await other.staff.accounts.findByAddress(IAN)) ?? {};
  await sql`update staff_accounts set provider_id = 'sso', password = null where user_id = ${userId}`.execute(
    other.store.database.kysely,
  );
  await other.visitor().send('passwordResets.request', { email: IAN });
  const text = (await box.message()).parts.get('text/plain') ?? '';
  expect(text).toContain('Continue with Example Inc.');
  expect(text).not.toContain('/reset#');
});

it('a member hears by email of each new password', async () => {
  await using emailing = await startTestServer({ env: { SMTP_URL: box.url }, staffMail: true });
  const owner = await emailing.owner();
  const wrong = { currentPassword: 'not this one', newPassword: NEW_PASSWORD };
  expect((await refusalOf(owner.call('account.changePassword', wrong))).code).toBe('invalid');
  await owner.call('account.changePassword', { ...wrong, currentPassword: OWNER.password });
  const { to, subject, parts } = await box.message();
  expect({ to, subject }).toEqual({ to: [OWNER.email], subject: 'Your password was changed' });
  expect(parts.get('text/plain')).toContain(`${emailing.config.publicUrl}/login`);
  await emailing.visitor().call('passwordResets.request', { email: OWNER.email });
  const { token } = await mailed(2);
  const complete = { token, password: 'another set of words' };
  await emailing.visitor().call('passwordResets.complete', complete);
  expect((await box.message(3)).subject).toBe('Your password was changed');
});

it('says without a mail server that no link can be sent', async () => {
  await using silent = await startTestServer();
  await silent.owner();
  expect(await silent.visitor().call('signIn.options', {})).toMatchObject({ mail: false });
  const refused = await refusalOf(silent.visitor().call('passwordResets.request', { email: OWNER.email }));
  expect(refused.reason).toBe('reset-not-mailed');
  expect(await silent.store.mails.list(10)).toEqual([]);
});
