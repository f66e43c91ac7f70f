import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { Mailbox } from '../../support/mailbox.ts';
import { refusalOf } from './refusals.ts';
import { OWNER, startTestServer, type TestServer, tokenOf } from './testServer.ts';

const RITA = 'rita@example.org';

let box: Mailbox;
let server: TestServer;

beforeEach(async () => {
  box = await Mailbox.start();
  server = await startTestServer({ env: { SMTP_URL: box.url }, staffMail: true });
});
afterEach(async () => {
  await server.close();
  await box.close();
});

/** Recipients, text, and token of the link in a message. */
const mailed = async (number: number, page: 'invitation' | 'reset') => {
  const { to, parts } = await box.message(number);
  const text = parts.get('text/plain') ?? '';
  return { to, text, token: tokenOf(new RegExp(`https?:\\S+/${page}#\\S+`).exec(text)?.[0]) };
};

describe('an invitation to the team', () => {
  it('is emailed with the link that the owner also sees', async () => {
    const owner = await server.owner();
    const invited = await owner.call('staff.invite', { email: RITA, role: 'evaluator' });
    expect(invited.mailed).toBe(true);
    const { to, text, token } = await mailed(1, 'invitation');
    expect([to, token]).toEqual([[RITA], tokenOf(invited.url)]);
    expect(text).toContain(OWNER.name);
    expect(text).toContain('evaluator');
    const joined = await server.visitor().call('invitations.accept', {
      token,
      name: 'Rita',
      password: 'seven calm lanterns',
    });
    expect(joined.member).toMatchObject({ email: RITA, role: 'evaluator' });
    expect(JSON.stringify(await server.store.mails.list(10))).not.toContain(token);
  });

  it('shows what happened to the email, and is sent again with a link that replaces the older one', async () => {
    const owner = await server.owner();
    box.answers.receiver = [{ code: 550, words: 'No such person' }];
    const first = await owner.call('staff.invite', { email: RITA, role: 'evaluator' });
    const stateOf = (wanted: string) =>
      eventually(`the email to be ${wanted}`, async () =>
        (await owner.call('staff.list', {})).invitations.find(({ mail }) => mail === wanted),
      );
    await stateOf('bounced');
    const instead = first.invitation.invitationId;
    await owner.call('staff.invite', { email: RITA, role: 'evaluator', instead });
    const { token } = await mailed(1, 'invitation');
    const { email } = await stateOf('sent');
    expect(email).toBe(RITA);
    const visitor = server.visitor();
    expect((await visitor.call('invitations.check', { token })).email).toBe(RITA);
    const older = visitor.call('invitations.check', { token: tokenOf(first.url) });
    expect((await refusalOf(older)).code).toBe('link-invalid');
  });
});

describe('a password reset by an owner', () => {
  it('is emailed only if the owner asks for it', async () => {
    const owner = await server.owner();
    const rita = await server.member(owner, 'evaluator', RITA);
    const userId = (await rita.call('account.read', {})).member?.userId ?? '';
    const before = 1;
    const copied = await owner.call('staff.resetPassword', { userId });
    expect(copied.mailed).toBe(false);
    expect(await server.store.mails.list(10)).toHaveLength(before);

    const sent = await owner.call('staff.resetPassword', { userId, mail: true });
    expect(sent.mailed).toBe(true);
    const { to, text, token } = await mailed(before + 1, 'reset');
    expect([to, token]).toEqual([[RITA], tokenOf(sent.url)]);
    expect(text).toContain(OWNER.name);
    expect(await server.visitor().call('passwordResets.check', { token })).toEqual({ email: RITA });
  });
});

it('shows the links without a mail server, and emails nothing', async () => {
  await using silent = await startTestServer({ staffMail: true });
  const owner = await silent.owner();
  const invited = await owner.call('staff.invite', { email: RITA, role: 'evaluator' });
  expect(invited).toMatchObject({ mailed: false, invitation: { email: RITA } });
  expect(invited.invitation.mail).toBeUndefined();
  expect(await silent.store.mails.list(10)).toEqual([]);
});
