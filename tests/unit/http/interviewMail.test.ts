import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InterviewId, type SeatId, UserId } from '../../../shared/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { Mailbox } from '../../support/mailbox.ts';
import { OWNER, startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const INPUT = {
  title: 'First round',
  jobRole: 'Backend developer',
  scheduledAt: Date.now() + 48 * 60 * 60_000,
  plannedMinutes: 45,
  seats: [
    { role: 'candidate' as const, displayName: 'Ada', email: 'ada@example.org' },
    { role: 'interviewer' as const, displayName: 'Grace', email: 'grace@example.org' },
    { role: 'observer' as const, displayName: 'Alan' },
  ],
};

let box: Mailbox;
let server: TestServer;
let organizer: Visitor;

beforeAll(async () => {
  box = await Mailbox.start();
  server = await startTestServer({ env: { SMTP_URL: box.url } });
  organizer = await server.member(await server.owner(), 'organizer', 'organizer@example.org');
});
afterAll(async () => {
  await server.close();
  await box.close();
});

/** Waits until every message about the interview was sent or refused. */
const peopleOf = (interviewId: InterviewId, count: number) =>
  eventually('all messages to be sent', async () => {
    const { people } = await organizer.call('interviewMail.read', { interviewId });
    const isDone = people.length === count && people.every(({ mail, again }) => mail !== 'waiting' && !again);
    return isDone ? people : undefined;
  });
const mailsTo = (address: string) => box.received.filter(({ to }) => to.includes(address));

describe('an organizer', () => {
  let interviewId: InterviewId;
  let ada: SeatId;

  it('creates an interview whose people are invited by email, each with the same link as in the console', async () => {
    const { links, ...created } = await organizer.call('interviews.create', { ...INPUT, mail: true });
    interviewId = created.interviewId;
    ada = links[0]?.seatId as SeatId;
    const people = await peopleOf(interviewId, 2);
    expect(people.find(({ seatId }) => seatId === ada)).toEqual({
      ...{ seatId: ada, state: 'invited', again: false, mail: 'sent' },
      toldAt: expect.any(Number),
    });
    const { mails } = await organizer.call('outbox.list', { text: 'ada@', area: 'invitations' });
    expect(mails).toEqual([expect.objectContaining({ interviewId, seatId: ada, state: 'sent' })]);
    const [mail] = mailsTo('ada@example.org');
    expect(mail?.parts.get('text/plain')).toContain(links[0]?.url);
    const { view } = await organizer.call('interviews.read', { interviewId });
    expect(view.mail).toBe(true);
  });

  it('who conducts an interview of their own isn’t named as the one who invites them', async () => {
    const own = { role: 'interviewer' as const, displayName: 'Orla', email: 'organizer@example.org' };
    const other = { role: 'interviewer' as const, displayName: 'Eve', email: 'eve@example.org' };
    const [candidate] = INPUT.seats;
    if (!candidate) throw new Error('The example has no candidate.');
    const { interviewId: held } = await organizer.call('interviews.create', {
      ...INPUT,
      ...{ mail: true, seats: [{ ...candidate, email: 'ann@example.org' }, own, other] },
    });
    await peopleOf(held, 3);
    const textTo = (address: string) => mailsTo(address)[0]?.parts.get('text/plain') ?? '';
    // The member's name is “organizer”. Without a name, “the organizer” is the organization.
    expect(textTo('eve@example.org')).toContain('\nOrganizer invites you');
    expect(textTo('organizer@example.org')).toContain('\nThe organizer invites you');
  });

  it('sends one person’s invitation again, and only to people who were invited', async () => {
    await organizer.call('interviewMail.sendAgain', { interviewId, seatId: ada });
    await eventually('the second message', () => mailsTo('ada@example.org').length === 2);
    await peopleOf(interviewId, 2);
    expect(mailsTo('grace@example.org')).toHaveLength(1);
    const { view } = await organizer.call('interviews.read', { interviewId });
    const alan = Object.values(view.seats).find(({ displayName }) => displayName === 'Alan');
    const refused = organizer.call('interviewMail.sendAgain', {
      interviewId,
      seatId: alan?.seatId as SeatId,
    });
    await expect(refused).rejects.toMatchObject({ code: 'conflict', reason: 'not-invited-by-mail' });
  });

  it('sees whose address was refused', async () => {
    // Also the letter to the earlier address.
    box.answers.receiver = Array.from({ length: 2 }, () => ({ code: 550, words: 'No such person' }));
    await organizer.call('seats.change', { interviewId, seatId: ada, email: 'adda@example.org' });
    const people = await eventually('the refusal', async () =>
      (await peopleOf(interviewId, 2)).find(({ mail }) => mail === 'bounced'),
    );
    expect(people).toMatchObject({ seatId: ada, state: 'invited' });
    // No address, because it is hidden like the name while evaluators rate blind.
    expect(JSON.stringify(people)).not.toContain('example.org');
  });

  it('corrects an address and replaces the link in one step, with one message to the new address', async () => {
    const [wrong, right] = ['adda@example.org', 'ada.lovelace@example.org'];
    const [before] = mailsTo('ada@example.org');
    const oldLink = /#([\w-]{22})/.exec(before?.parts.get('text/plain') ?? '')?.[1] ?? '';
    const sent = mailsTo(wrong).length;
    const { link } = await organizer.call('seats.change', {
      ...{ interviewId, seatId: ada, email: right },
      newLink: true,
    });
    await peopleOf(interviewId, 2);
    const messages = mailsTo(right);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.parts.get('text/plain')).toContain(link?.url);
    expect(mailsTo(wrong)).toHaveLength(sent);
    const stranger = server.visitor();
    // The newer link wasn't emailed to the person who has the older one.
    const old = (await stranger.send('join.exchange', { link: oldLink })).body.error;
    expect(old).toMatchObject({ code: 'link-invalid', reason: 'link-replaced' });
    expect(old?.details?.emailedAt).toBeUndefined();
    expect(JSON.stringify(old)).not.toContain(right);
    await stranger.call('join.exchange', { link: link?.url.split('#')[1] ?? '' });
    expect(await organizer.call('seats.change', { interviewId, seatId: ada, displayName: 'Ada L.' })).toEqual(
      {},
    );
  });

  it('tells the holder of an older link when the newer one was emailed, and that the newest is revoked', async () => {
    const [latest] = mailsTo('ada.lovelace@example.org');
    const older = /#([\w-]{22})/.exec(latest?.parts.get('text/plain') ?? '')?.[1] ?? '';
    const { link } = await organizer.call('links.issue', { interviewId, seatId: ada });
    const people = await peopleOf(interviewId, 2);
    const refusal = async (token: string) =>
      (await server.visitor().send('join.exchange', { link: token })).body.error;
    expect(await refusal(older)).toMatchObject({
      ...{ code: 'link-invalid', reason: 'link-replaced' },
      details: { emailedAt: people.find(({ seatId }) => seatId === ada)?.toldAt },
    });
    expect(await refusal('A'.repeat(22))).not.toHaveProperty('reason');
    await organizer.call('links.revoke', { interviewId, seatId: ada });
    for (const token of [older, link.url.split('#')[1] ?? ''])
      expect(await refusal(token)).toMatchObject({ code: 'link-invalid', reason: 'link-revoked' });
    await organizer.call('links.issue', { interviewId, seatId: ada });
    await peopleOf(interviewId, 2);
  });

  it('is asked for a new link, once a day, by the candidate of a coming interview whose link has ended', async () => {
    const { interviewId, links } = await organizer.call('interviews.create', INPUT);
    const [candidate = '', interviewer = ''] = links.map(({ url }) => url.split('#')[1] ?? '');
    const stranger = server.visitor();
    const refusal = async (link: string) => (await stranger.send('join.exchange', { link })).body.error;
    const ask = async (link: string) => (await stranger.send('join.askForLink', { link })).status;
    const requests = () =>
      mailsTo('organizer@example.org').filter(({ subject }) => /asks for a new link/.test(subject));
    await server.store.database.kysely
      .updateTable('links')
      .set({ expiresAt: Date.now() - 1 })
      .where('interviewId', '=', interviewId)
      .execute();
    expect(await refusal(candidate)).toMatchObject({ reason: 'link-expired', details: { mayAsk: true } });
    expect((await refusal(interviewer))?.details?.mayAsk).toBeUndefined();
    expect(await Promise.all([ask(interviewer), ask('A'.repeat(22))])).toEqual([404, 404]);
    expect(await Promise.all([ask(candidate), ask(candidate)])).toEqual([200, 200]);
    await eventually('the request', () => requests().length === 1);
    expect(requests()[0]?.parts.get('text/plain')).toContain(`/console/interviews/${interviewId}`);
    await organizer.call('interviews.cancel', { interviewId });
    expect((await refusal(candidate))?.details?.mayAsk).toBeUndefined();
    expect(await ask(candidate)).toBe(404);
    expect(requests()).toHaveLength(1);
  });

  it('deletes a person, who is told the cancellation, and then everything that was emailed to them', async () => {
    const [address, colleague] = ['leaver@example.org', 'colleague@example.org'];
    const owner = server.visitor();
    await owner.signIn(OWNER.email, OWNER.password);
    const { interviewId: doomed } = await organizer.call('interviews.create', {
      ...INPUT,
      mail: true,
      seats: [
        { role: 'candidate', displayName: 'Leaver', email: address },
        { role: 'interviewer', displayName: 'Colleague', email: colleague },
      ],
    });
    await peopleOf(doomed, 2);
    const { candidates } = await owner.call('candidates.list', { filter: { search: address } });
    const [{ candidateId } = { candidateId: undefined }] = candidates;
    if (!candidateId) throw new Error('The candidate has no record.');
    await owner.call('candidates.delete', { candidateId });
    await eventually('the cancellation', () => mailsTo(address).length === 2);
    await peopleOf(doomed, 2);
    await server.store.mails.forgetDeleted();
    const kept = (await server.store.mails.list(99)).map(({ address: to }) => to);
    expect(kept).not.toContain(address);
    expect(kept).toContain(colleague);
    const { people } = await organizer.call('interviewMail.read', { interviewId: doomed });
    expect(people.map(({ state }) => state)).toContain('canceled');
  });

  it('sends the invitations to an interview that was created without', async () => {
    const { interviewId: other } = await organizer.call('interviews.create', INPUT);
    await server.interviewMails.poll();
    expect((await organizer.call('interviewMail.read', { interviewId: other })).people).toEqual([]);
    await organizer.call('interviews.change', { interviewId: other, mail: true });
    expect(await peopleOf(other, 2)).toHaveLength(2);
  });

  it('sees that there is no mail server', async () => {
    expect(await organizer.call('mail.status', {})).toEqual({ configured: true });
    await using without = await startTestServer();
    const owner = await without.owner();
    expect(await owner.call('mail.status', {})).toEqual({ configured: false });
    const { interviewId: planned } = await owner.call('interviews.create', { ...INPUT, mail: true });
    expect(await owner.call('interviewMail.read', { interviewId: planned })).toEqual({
      ...{ configured: false, people: [] },
    });
  });
});

describe('the outbox', () => {
  it('links messages to their interview, and lists those of a hiring team only to its members', async () => {
    const owner = server.visitor();
    await owner.signIn(OWNER.email, OWNER.password);
    const { team } = await owner.call('teams.create', { name: 'Backend', members: [] });
    const { interviewId } = await owner.call('interviews.create', {
      ...{ ...INPUT, mail: true, teamId: team.teamId },
      seats: [{ role: 'candidate', displayName: 'Zoe', email: 'zoe@example.org' }],
    });
    const { member } = await organizer.call('account.read', {});
    const mailOf = async (reader: Visitor) =>
      (await reader.call('outbox.list', {})).mails.find(mail => mail.interviewId === interviewId);
    const mail = await eventually('the message', () => mailOf(owner));
    expect(mail).toMatchObject({ to: 'zoe@example.org' });
    expect(await mailOf(organizer)).toBeUndefined();
    const refused = organizer.call('outbox.retry', { mailId: mail.mailId });
    await expect(refused).rejects.toMatchObject({ code: 'not-found' });
    await owner.call('teams.change', { teamId: team.teamId, members: [UserId.parse(member?.userId)] });
    expect(await mailOf(organizer)).toMatchObject({ to: 'zoe@example.org' });
  });
});
