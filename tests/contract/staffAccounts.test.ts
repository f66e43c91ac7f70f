import { sql } from 'kysely';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { createStaff } from '../../server/features/staff/staff.ts';
import { migrate } from '../../server/store/migrate.ts';
import { permissions } from '../../server/store/migrations/0024Permissions.ts';
import { OWNER, startTestServer, type TestServer, tokenOf } from '../unit/http/testServer.ts';
import { DATABASES, postgresOfFile } from './everyDatabase.ts';

const postgres = postgresOfFile();

describe.each(DATABASES)('staff accounts in %s', kind => {
  let server: TestServer;

  beforeEach(async () => {
    const env = kind === 'PostgreSQL' ? { DATABASE_URL: await postgres().createDatabase() } : undefined;
    server = await startTestServer(env && { env });
    return () => server.close();
  });

  it('need a setup while there is no owner', async () => {
    expect(await server.visitor().call('account.read', {})).toEqual({ setupNeeded: true });
    await server.owner();
    expect(await server.visitor().call('account.read', {})).toEqual({ setupNeeded: false });
    expect(await server.staff.ensureSetupLink()).toBeUndefined();
  });

  it('create the owner with the setup link and sign them in', async () => {
    const owner = await server.owner();
    const { member } = await owner.call('account.read', {});
    expect(member).toMatchObject({ name: OWNER.name, email: OWNER.email, role: 'owner', disabled: false });
  });

  it('accept a setup link once, even when it is used twice at the same moment', async () => {
    const token = tokenOf(await server.staff.ensureSetupLink());
    const tries = [1, 2, 3].map(index =>
      server
        .visitor()
        .send('setup.complete', { token, ...OWNER, email: `owner${index}@example.org` })
        .then(answer => answer.body.error?.code ?? 'done'),
    );
    expect((await Promise.all(tries)).sort()).toEqual(['done', 'link-invalid', 'link-invalid']);
    await expect(server.visitor().call('setup.check', { token })).rejects.toMatchObject({
      code: 'link-invalid',
    });
  });

  it.each([true, false])(
    'create the owner with their choice about a public practice site: %s',
    async publicSide => {
      const token = tokenOf(await server.staff.ensureSetupLink());
      await server.site.published();
      const owner = server.visitor();
      await owner.call('setup.complete', { token, ...OWNER, publicSide });
      expect((await owner.call('publications.list', {})).publicSide).toBe(publicSide);
      const answer = await fetch(`${server.url}/robots.txt`);
      expect((await answer.text()).includes('Sitemap')).toBe(publicSide);
      const entries = await server.store.audit.list(10);
      expect(entries.find(({ action }) => action === 'publicSide.changed')?.details).toEqual({ publicSide });
      // The choice can be changed later.
      await owner.call('publicSide.change', { publicSide: !publicSide });
      expect((await owner.call('publications.list', {})).publicSide).toBe(!publicSide);
    },
  );

  it('create the owner with their two choices about the retention of recordings, both or neither', async () => {
    const token = tokenOf(await server.staff.ensureSetupLink());
    const complete = () => server.visitor().call('setup.complete', { token, ...OWNER, retentionDays: 90 });
    const { schema } = server.store.database.kysely;
    await schema.alterTable('settings').renameTo('settings_elsewhere').execute();
    await expect(complete()).rejects.toThrow();
    expect(await server.visitor().call('account.read', {})).toEqual({ setupNeeded: true });
    await schema.alterTable('settings_elsewhere').renameTo('settings').execute();
    const { member } = await complete();
    expect(await server.store.settings.read('retention.days')).toBe(90);
    const entries = await server.store.audit.list(10);
    expect(entries.find(({ action }) => action === 'retention.changed')).toMatchObject({
      actor: member.userId,
      details: { days: 90 },
    });
  });

  it('print one setup link at each start and on each server until the link is used', async () => {
    const first = await server.staff.ensureSetupLink();
    expect(await server.staff.ensureSetupLink()).toBe(first);
    const { config, store, interviews } = server;
    expect(
      await createStaff({ config, store, interviews, log: pino({ level: 'silent' }) }).ensureSetupLink(),
    ).toBe(first);
  });

  it('refuse a setup link that was created with another secret', async () => {
    const { config, store, interviews } = server;
    const foreign = createStaff({
      config: { ...config, secret: 'x'.repeat(32) },
      store,
      interviews,
      log: pino({ level: 'silent' }),
    });
    const older = tokenOf(await foreign.ensureSetupLink());
    const current = tokenOf(await server.staff.ensureSetupLink());
    const visitor = server.visitor();
    await expect(visitor.call('setup.check', { token: older })).rejects.toMatchObject({
      code: 'link-invalid',
    });
    expect(await visitor.call('setup.check', { token: current })).toEqual({});
  });

  it('sign in, stay signed in, and sign out permanently', async () => {
    await server.owner();
    const visitor = server.visitor();
    const answer = await visitor.signIn(OWNER.email.toUpperCase(), OWNER.password);
    expect(answer.body).toEqual({ member: expect.objectContaining({ email: OWNER.email }) });
    const cookies = new Map(visitor.cookies);
    expect((await visitor.call('account.read', {})).member?.role).toBe('owner');

    await visitor.fetch('/api/auth/sign-out', { method: 'POST', body: '{}' });
    expect((await visitor.call('account.read', {})).member).toBeUndefined();
    // A copy of the earlier cookie is signed out, too.
    for (const [name, value] of cookies) visitor.cookies.set(name, value);
    expect((await visitor.call('account.read', {})).member).toBeUndefined();
  });

  it('give a wrong password and an unknown address the same answer', async () => {
    await server.owner();
    const wrong = await server.visitor().signIn(OWNER.email, 'wrong password');
    const unknown = await server.visitor().signIn('nobody@example.org', OWNER.password);
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual(unknown.body);
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  it('note a failed sign-in once per address group and a few minutes, without what was typed', async () => {
    await server.owner();
    for (const email of [OWNER.email, 'hunter2hunter2@example.org'])
      await server.visitor().signIn(email, 'wrong horse battery');
    const failed = (await server.store.audit.list(50)).filter(
      ({ action }) => action === 'staff.signInFailed',
    );
    expect(failed).toMatchObject([{ actor: 'system', details: { member: true } }]);
    expect(JSON.stringify(failed)).not.toMatch(/hunter2|wrong horse/);
  });

  it('let the invited person in with the role of the invitation', async () => {
    const owner = await server.owner();
    const { url, invitation } = await owner.call('staff.invite', {
      email: 'ian@example.org',
      role: 'interviewer',
    });
    const token = tokenOf(url);
    expect(url).toMatch(/^http:\/\/localhost:\d+\/invitation#[\w-]{22}$/);
    expect(invitation.expiresAt - Date.now()).toBeGreaterThan(6.9 * 24 * 60 * 60 * 1_000);
    expect(await owner.call('staff.list', {})).toMatchObject({ invitations: [invitation] });

    const ian = server.visitor();
    expect(await ian.call('invitations.check', { token })).toEqual({
      email: 'ian@example.org',
      role: 'interviewer',
    });
    await ian.call('invitations.accept', { token, name: 'Ian', password: 'a good long one' });
    expect((await ian.call('account.read', {})).member).toMatchObject({ name: 'Ian', role: 'interviewer' });
    const { members, invitations } = await owner.call('staff.list', {});
    expect(members.map(member => member.name)).toEqual(['Ian', OWNER.name]);
    expect(invitations).toEqual([]);
    await expect(
      server.visitor().call('invitations.accept', { token, name: 'Eve', password: 'a good long one' }),
    ).rejects.toMatchObject({ code: 'link-invalid', reason: 'link-used' });
    await expect(server.visitor().call('invitations.check', { token })).rejects.toMatchObject({
      reason: 'link-used',
    });
  });

  it('make evaluators of the interviewers and open invitations of the release before', async () => {
    const owner = await server.owner();
    const { database } = server.store;
    const ian = await server.member(owner, 'interviewer', 'ian@example.org');
    const { url } = await owner.call('staff.invite', { email: 'rita@example.org', role: 'interviewer' });
    for (const undo of [
      'drop table hiring_team_members',
      'drop table hiring_teams',
      'drop index interviews_by_team',
      'alter table interviews drop column team_id',
      'alter table kits drop column team_id',
      'alter table staff_users drop column own_only',
      'alter table invitations drop column own_only',
    ])
      await sql.raw(undo).execute(database.kysely);
    await database.kysely.deleteFrom('schemaMigrations').where('name', '=', permissions.name).execute();
    await migrate(database);
    expect((await ian.call('account.read', {})).member).toMatchObject({ role: 'evaluator' });
    const rita = server.visitor();
    const invitation = { token: tokenOf(url), name: 'Rita', password: 'a good long one' };
    await rita.call('invitations.accept', invitation);
    expect((await rita.call('account.read', {})).member).toMatchObject({ role: 'evaluator' });
  });

  it('store no role that the release before rejects, while both run', async () => {
    const owner = await server.owner();
    const { kysely } = server.store.database;
    const stored = async () => {
      const rows = await kysely.selectFrom('staffUsers').select('role').orderBy('role').execute();
      return rows.map(({ role }) => role);
    };
    await server.member(owner, 'evaluator', 'eve@example.org');
    const ian = await server.member(owner, 'interviewer', 'ian@example.org');
    const userId = (await ian.call('account.read', {})).member?.userId ?? '';
    expect(await stored()).toEqual(['interviewer', 'interviewer', 'owner']);
    for (const role of ['evaluator', 'organizer', 'interviewer'] as const) {
      expect((await owner.call('staff.change', { userId, role })).member.role).toBe(role);
      expect((await ian.call('account.read', {})).member?.role).toBe(role);
    }
    // A server of the release before makes an organizer an interviewer, who has an evaluator's rights there.
    await owner.call('staff.change', { userId, role: 'organizer' });
    await kysely.updateTable('staffUsers').set({ role: 'interviewer' }).where('id', '=', userId).execute();
    expect((await ian.call('account.read', {})).member?.role).toBe('evaluator');
  });

  it('let an invitation be revoked or replaced before it is used', async () => {
    const owner = await server.owner();
    const first = await owner.call('staff.invite', { email: 'ian@example.org', role: 'interviewer' });
    const organizer = { email: 'ian@example.org', role: 'organizer' } as const;
    await expect(owner.call('staff.invite', organizer)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'already-invited',
      values: { role: 'interviewer' },
      details: { invitationId: first.invitation.invitationId },
    });
    const second = await owner.call('staff.invite', {
      ...organizer,
      instead: first.invitation.invitationId,
    });
    const [entry] = await server.store.audit.list(1);
    expect(entry?.details).toEqual({ role: 'organizer', before: 'interviewer' });
    const check = (link: string) => server.visitor().call('invitations.check', { token: tokenOf(link) });
    await expect(check(first.url)).rejects.toMatchObject({ reason: 'link-replaced' });
    expect(await check(second.url)).toMatchObject({ role: 'organizer' });
    const { invitationId } = second.invitation;
    await owner.call('invitations.revoke', { invitationId });
    for (const { url } of [first, second])
      await expect(check(url)).rejects.toMatchObject({ code: 'link-invalid', reason: 'link-revoked' });
    await expect(owner.call('invitations.revoke', { invitationId })).rejects.toMatchObject({
      code: 'not-found',
    });
    const again = (instead: string) => owner.call('staff.invite', { ...organizer, instead });
    await expect(again(invitationId)).rejects.toMatchObject({ reason: 'invitation-revoked' });
    await expect(again('unknown')).rejects.toMatchObject({ code: 'not-found' });
    const third = await owner.call('staff.invite', organizer);
    await server.visitor().call('invitations.accept', {
      token: tokenOf(third.url),
      name: 'Ian',
      password: 'seven calm lanterns',
    });
    await expect(again(third.invitation.invitationId)).rejects.toMatchObject({
      reason: 'invitation-accepted',
    });
  });

  it('say only to the holder of an invitation that it has expired', async () => {
    const owner = await server.owner();
    const { url } = await owner.call('staff.invite', { email: 'ian@example.org', role: 'interviewer' });
    await server.store.database.kysely
      .updateTable('invitations')
      .set({ expiresAt: Date.now() - 1 })
      .execute();
    const expired = await server.visitor().send('invitations.check', { token: tokenOf(url) });
    const unknown = await server.visitor().send('invitations.check', { token: 'A'.repeat(22) });
    expect(expired.body).toEqual({
      error: expect.objectContaining({ code: 'link-invalid', reason: 'link-expired' }),
    });
    expect(unknown.body.error).not.toHaveProperty('reason');
    expect(expired.status).toBe(unknown.status);
  });

  it('refuse to invite an address that has an account', async () => {
    const owner = await server.owner();
    await expect(owner.call('staff.invite', { email: OWNER.email, role: 'organizer' })).rejects.toMatchObject(
      { code: 'conflict' },
    );
  });

  it('sign a disabled member out immediately and let them in again when enabled', async () => {
    const owner = await server.owner();
    const ian = await server.member(owner, 'organizer', 'ian@example.org');
    const userId = (await ian.call('account.read', {})).member?.userId ?? '';
    const told: boolean[] = [];
    server.staff.accounts.subscribe(member => told.push(member.disabled));
    const { member } = await owner.call('staff.change', { userId, disabled: true });
    expect(member.disabled).toBe(true);
    expect(told).toEqual([true]);
    expect((await ian.send('interviews.list')).status).toBe(401);
    expect((await ian.call('account.read', {})).member).toBeUndefined();
    const refusal = await ian.signIn('ian@example.org', OWNER.password);
    expect(refusal.body.error?.code).toBe('forbidden');

    await owner.call('staff.change', { userId, disabled: false });
    expect((await ian.signIn('ian@example.org', OWNER.password)).status).toBe(200);
    expect((await ian.send('interviews.list')).status).toBe(200);
  });

  const NEW_PASSWORD = 'seven calm lanterns';

  it('change a password for a person who knows the current one, and end all other sessions', async () => {
    const here = await server.owner();
    const elsewhere = server.visitor();
    await elsewhere.signIn(OWNER.email, OWNER.password);
    const copied = new Map(here.cookies);
    const told: string[] = [];
    server.staff.accounts.subscribe(member => told.push(member.email));

    const change = (currentPassword: string, newPassword = NEW_PASSWORD) =>
      here.send('account.changePassword', { currentPassword, newPassword });
    expect((await change('not this one')).body.error).toMatchObject({
      code: 'invalid',
      details: { fields: { currentPassword: { reason: 'current-password-wrong' } } },
    });
    expect((await change(OWNER.password, 'olga owner 2026')).body.error).toMatchObject({
      code: 'invalid',
      details: { fields: { newPassword: { reason: 'password-personal' } } },
    });
    expect((await elsewhere.call('account.read', {})).member).toBeDefined();
    expect(told).toEqual([]);

    expect((await change(OWNER.password)).status).toBe(200);
    expect((await here.call('account.read', {})).member?.email).toBe(OWNER.email);
    expect((await elsewhere.call('account.read', {})).member).toBeUndefined();
    for (const [name, value] of copied) elsewhere.cookies.set(name, value);
    expect((await elsewhere.call('account.read', {})).member).toBeUndefined();
    expect(told).toEqual([OWNER.email]);
    expect((await server.visitor().signIn(OWNER.email, OWNER.password)).status).toBe(401);
    expect((await server.visitor().signIn(OWNER.email, NEW_PASSWORD)).status).toBe(200);
  });

  it('change their own name, which others then see, and stay signed in', async () => {
    const owner = await server.owner();
    const ian = await server.member(owner, 'organizer', 'ian@example.org');
    const { member } = await ian.call('account.rename', { name: 'Ian Curtis' });
    expect(member.name).toBe('Ian Curtis');
    expect((await ian.call('account.read', {})).member?.name).toBe('Ian Curtis');
    const { members } = await owner.call('staff.list', {});
    expect(members.find(({ email }) => email === 'ian@example.org')?.name).toBe('Ian Curtis');
    expect((await ian.send('account.rename', { name: ' ' })).status).toBe(400);
  });

  it('end a member’s other sessions, and those of no other member', async () => {
    const here = await server.owner();
    const ian = await server.member(here, 'organizer', 'ian@example.org');
    const elsewhere = [server.visitor(), server.visitor()];
    for (const visitor of elsewhere) await visitor.signIn(OWNER.email, OWNER.password);
    expect(await here.call('account.endOtherSessions', {})).toEqual({ ended: 2 });
    for (const visitor of elsewhere) expect((await visitor.call('account.read', {})).member).toBeUndefined();
    expect((await here.call('account.read', {})).member).toBeDefined();
    expect((await ian.call('account.read', {})).member).toBeDefined();
    expect(await here.call('account.endOtherSessions', {})).toEqual({ ended: 0 });
  });

  it('let an owner issue a link for a new password, which works once and signs everyone else out', async () => {
    const owner = await server.owner();
    const ian = await server.member(owner, 'organizer', 'ian@example.org');
    const userId = (await ian.call('account.read', {})).member?.userId ?? '';
    const older = await owner.call('staff.resetPassword', { userId });
    const { url, expiresAt } = await owner.call('staff.resetPassword', { userId });
    expect(url).toMatch(/\/reset#[\w-]{22}$/);
    expect(expiresAt - Date.now()).toBeGreaterThan(23.9 * 60 * 60 * 1_000);
    const token = tokenOf(url);
    const kept = JSON.stringify(
      await server.store.database.kysely.selectFrom('staffVerifications').selectAll().execute(),
    );
    expect(kept).not.toContain(token);

    const visitor = server.visitor();
    const check = (link: string) => visitor.call('passwordResets.check', { token: tokenOf(link) });
    await expect(check(older.url)).rejects.toMatchObject({ code: 'link-invalid' });
    expect(await check(url)).toEqual({ email: 'ian@example.org' });
    const complete = (password: string) => visitor.send('passwordResets.complete', { token, password });
    expect((await complete('ian@example.org')).body.error?.details).toMatchObject({ field: 'password' });
    const answers = await Promise.all([complete(NEW_PASSWORD), complete(NEW_PASSWORD)]);
    expect(answers.map(({ body }) => body.error?.code ?? 'done').sort()).toEqual(['done', 'link-invalid']);
    expect((await visitor.call('account.read', {})).member?.email).toBe('ian@example.org');
    expect((await ian.call('account.read', {})).member).toBeUndefined();
    expect((await server.visitor().signIn('ian@example.org', NEW_PASSWORD)).status).toBe(200);
    expect((await server.visitor().signIn('ian@example.org', OWNER.password)).status).toBe(401);
    await expect(check(url)).rejects.toMatchObject({ code: 'link-invalid' });
  });

  it('treat a reset link that has expired, or is for a disabled account, like an unknown one', async () => {
    const owner = await server.owner();
    const ian = await server.member(owner, 'organizer', 'ian@example.org');
    const userId = (await ian.call('account.read', {})).member?.userId ?? '';
    const { url } = await owner.call('staff.resetPassword', { userId });
    const complete = { token: tokenOf(url), password: NEW_PASSWORD };
    await owner.call('staff.change', { userId, disabled: true });
    await expect(owner.call('staff.resetPassword', { userId })).rejects.toMatchObject({ code: 'invalid' });
    await expect(server.visitor().call('passwordResets.complete', complete)).rejects.toMatchObject({
      code: 'link-invalid',
    });
    await owner.call('staff.change', { userId, disabled: false });
    const past = { token: 'A'.repeat(22), expiresAt: Date.now() - 1 };
    const actor = await server.staff.accounts.require(userId);
    await server.staff.accounts.passwords.allowReset(actor, userId, past);
    for (const token of [past.token, complete.token])
      await expect(server.visitor().call('passwordResets.check', { token })).rejects.toMatchObject({
        code: 'link-invalid',
      });
  });

  it('refuse passwords that contain the person’s name or address', async () => {
    const token = tokenOf(await server.staff.ensureSetupLink());
    const refused = await server
      .visitor()
      .send('setup.complete', { token, ...OWNER, password: 'olga@example.org' });
    expect(refused.body.error?.details).toMatchObject({ field: 'password' });
    await server.owner();
  });

  it('keep the last owner', async () => {
    const owner = await server.owner();
    const userId = (await owner.call('account.read', {})).member?.userId ?? '';
    for (const change of [{ disabled: true }, { role: 'interviewer' as const }]) {
      await expect(owner.call('staff.change', { userId, ...change })).rejects.toMatchObject({
        code: 'invalid',
        reason: 'owner-needed',
      });
    }
    const second = await server.member(owner, 'organizer', 'second@example.org');
    const secondId = (await second.call('account.read', {})).member?.userId ?? '';
    await owner.call('staff.change', { userId: secondId, role: 'owner' });
    // Each removes the other at the same moment: one of them must stay.
    const [mine, theirs] = await Promise.all([
      owner.send('staff.change', { userId: secondId, disabled: true }),
      second.send('staff.change', { userId, disabled: true }),
    ]);
    expect([mine.status, theirs.status].filter(status => status === 200)).toHaveLength(1);
    const members = await server.staff.accounts.list();
    expect(members.filter(member => member.role === 'owner' && !member.disabled)).toHaveLength(1);
  });

  it('write who did what into the audit log, without names and addresses', async () => {
    const owner = await server.owner();
    await server.member(owner, 'organizer', 'ian@example.org');
    const entries = await server.store.audit.list(50);
    expect(entries.map(entry => entry.action)).toEqual(
      expect.arrayContaining(['staff.ownerCreated', 'staff.signedIn', 'staff.invited', 'staff.joined']),
    );
    expect(JSON.stringify(entries)).not.toMatch(/example\.org|Olga/);
  });
});
