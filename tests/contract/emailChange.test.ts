import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Mailbox } from '../support/mailbox.ts';
import { refusalOf } from '../unit/http/refusals.ts';
import { OWNER, startTestServer, type TestServer, tokenOf } from '../unit/http/testServer.ts';
import type { Visitor } from '../unit/http/visitor.ts';
import { DATABASES, postgresOfFile } from './everyDatabase.ts';

const postgres = postgresOfFile();
const OLD = 'ian@example.org';
const NEW = 'ian@example.com';
const currentPassword = OWNER.password;

describe.each(DATABASES)('a member’s email address in %s', kind => {
  let box: Mailbox;
  let server: TestServer;
  let owner: Visitor;
  let ian: Visitor;
  let userId: string;

  const start = async (mail: boolean) => {
    const database: Record<string, string> =
      kind === 'PostgreSQL' ? { DATABASE_URL: await postgres().createDatabase() } : {};
    server = await startTestServer({ env: { ...database, ...(mail && { SMTP_URL: box.url }) } });
    owner = await server.owner();
    const { url } = await owner.call('staff.invite', { email: OLD, role: 'interviewer' });
    ian = server.visitor();
    const person = { name: 'Ian', password: OWNER.password };
    const joined = await ian.call('invitations.accept', { token: tokenOf(url), ...person });
    userId = joined.member.userId;
  };
  beforeEach(async () => {
    box = await Mailbox.start();
  });
  afterEach(async () => {
    await server.close();
    await box.close();
  });

  const ask = (email: string, password = currentPassword) =>
    ian.call('account.changeEmail', { email, currentPassword: password });
  const mailTo = async (address: string, kinds: RegExp) => {
    for (let number = 1; ; number += 1) {
      const { to, parts } = await box.message(number);
      const text = parts.get('text/plain') ?? '';
      if (to.includes(address) && kinds.test(text)) return text;
    }
  };
  const tokenIn = (text: string) => tokenOf(/https?:\S+\/confirm-email#\S+/.exec(text)?.[0]);
  const linkTo = async (address: string) => tokenIn(await mailTo(address, /\/confirm-email#/));
  const confirm = (token: string) => server.visitor().call('emailChanges.complete', { token });
  const address = async () => (await ian.call('account.read', {})).member?.email;
  const interview = async () => {
    const { interviewId } = await owner.call('interviews.create', {
      title: 'Second round',
      jobRole: 'Developer',
      scheduledAt: Date.now() + 86_400_000,
      plannedMinutes: 30,
      seats: [
        { role: 'candidate', displayName: 'Ada', email: 'ada@example.org' },
        { role: 'interviewer', displayName: 'Ian', email: OLD },
      ],
    });
    return interviewId;
  };

  it('changes when the link to the new address is opened; the old address is told, and the interviews move along', async () => {
    await start(true);
    const interviewId = await interview();
    const { url: feed } = await ian.call('calendarFeed.renew', {});
    const resetLink = await owner.call('staff.resetPassword', { userId });
    await ask(' Ian@Example.com'.trim());
    expect(await address()).toBe(OLD);
    expect(await mailTo(OLD, /wants to sign in|asked to change/)).toContain(NEW);
    const token = await linkTo(NEW);
    expect(await server.visitor().call('emailChanges.check', { token })).toEqual({ email: NEW, name: 'Ian' });
    expect(await confirm(token)).toEqual({ email: NEW });

    expect(await address()).toBe(NEW);
    expect((await server.visitor().signIn(NEW, OWNER.password)).status).toBe(200);
    expect((await server.visitor().signIn(OLD, OWNER.password)).status).toBe(401);
    expect((await refusalOf(confirm(token))).code).toBe('link-invalid');
    const reset = server.visitor().call('passwordResets.check', { token: tokenOf(resetLink.url) });
    expect((await refusalOf(reset)).code).toBe('link-invalid');

    expect((await ian.call('interviews.list', {})).interviews.map(one => one.interviewId)).toEqual([
      interviewId,
    ]);
    await ian.call('interviews.read', { interviewId });
    await ian.call('interviews.enter', { interviewId });
    const calendar = await server.visitor().fetch(new URL(feed ?? '').pathname);
    expect(String(calendar.body.text)).toContain('Second round');
    const entries = await server.store.audit.list(50);
    expect(entries.find(({ action }) => action === 'staff.emailChanged')).toMatchObject({
      actor: userId,
      target: userId,
    });
    const stored = JSON.stringify(await server.store.mails.list(20));
    expect(stored).not.toContain(token);
  });

  it('is refused with a wrong password, and for an address of another member or of an open invitation', async () => {
    await start(true);
    await owner.call('staff.invite', { email: 'rita@example.org', role: 'evaluator' });
    const reasonOf = async (email: string, password?: string) => {
      const { reason, details } = await refusalOf(ask(email, password));
      return [reason, details?.field];
    };
    expect(await reasonOf(NEW, 'not the password')).toEqual(['current-password-wrong', 'currentPassword']);
    expect(await reasonOf(OWNER.email)).toEqual(['account-exists', 'email']);
    expect(await reasonOf('rita@example.org')).toEqual(['address-invited', 'email']);
    expect(await reasonOf(OLD)).toEqual(['address-unchanged', 'email']);
    expect((await server.store.mails.list(20)).map(({ kind: one }) => one)).not.toContain('email-change');

    await ask(NEW);
    await owner.call('staff.invite', { email: NEW, role: 'evaluator' });
    expect((await refusalOf(confirm(await linkTo(NEW)))).reason).toBe('address-invited');
    expect(await address()).toBe(OLD);
  });

  it('stays when the password was changed after the request, and only the newest link works', async () => {
    await start(true);
    await ask(NEW);
    const first = await linkTo(NEW);
    await ask('other@example.com');
    const second = await linkTo('other@example.com');
    expect((await refusalOf(confirm(first))).code).toBe('link-invalid');
    await ian.call('account.changePassword', { currentPassword, newPassword: 'seven calm lanterns' });
    expect((await refusalOf(confirm(second))).code).toBe('link-invalid');
    expect(await address()).toBe(OLD);
  });

  it('allows five requests for an address in a day', async () => {
    await start(true);
    for (let count = 1; count <= 5; count += 1) await ask(NEW);
    expect((await refusalOf(ask(NEW))).code).toBe('rate-limited');
  });

  it('is changed by an owner where no email can be sent, and by no one else', async () => {
    await start(false);
    const interviewId = await interview();
    expect((await refusalOf(ask(NEW))).reason).toBe('email-change-by-owner');
    const change = (visitor: Visitor, email: string) => visitor.call('staff.changeEmail', { userId, email });
    expect((await refusalOf(change(ian, NEW))).code).toBe('forbidden');
    expect((await refusalOf(change(owner, OWNER.email))).details).toMatchObject({ field: 'email' });
    await change(owner, NEW);
    expect(await address()).toBe(NEW);
    await ian.call('interviews.read', { interviewId });
  });

  it('can’t be changed by a member without a password, whom single sign-on knows by it', async () => {
    await start(true);
    await sql`update staff_accounts set provider_id = 'sso', password = null where user_id = ${userId}`.execute(
      server.store.database.kysely,
    );
    expect((await refusalOf(ask(NEW))).reason).toBe('email-of-sso');
  });
});
