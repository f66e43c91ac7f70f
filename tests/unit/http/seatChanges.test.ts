import { beforeAll, describe, expect, it } from 'vitest';
import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import { Mailbox, type ReceivedMail } from '../../support/mailbox.ts';
import { startTestServer, type TestServer, tokenOf } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const INPUT = {
  title: 'First round',
  jobRole: 'Backend developer',
  scheduledAt: Date.now() + 48 * 60 * 60_000,
  plannedMinutes: 45,
  mail: true as const,
  seats: [
    { role: 'candidate' as const, displayName: 'Ada', email: 'ada@example.org' },
    { role: 'interviewer' as const, displayName: 'Grace', email: 'grace@example.org' },
    { role: 'interviewer' as const, displayName: 'Edsger', email: 'edsger@example.org' },
  ],
};

let box: Mailbox;
let server: TestServer;
let organizer: Visitor;

beforeAll(async () => {
  box = await Mailbox.start();
  server = await startTestServer({ env: { SMTP_URL: box.url } });
  organizer = await server.member(await server.owner(), 'organizer', 'organizer@example.org');
  return async () => {
    await server.close();
    await box.close();
  };
});

/** Differs in each interview, so that late messages about another one don't count. */
let candidate: string;
let interviews = 0;

const textOf = (mail: ReceivedMail) => mail.parts.get('text/plain') ?? '';

async function created() {
  interviews += 1;
  candidate = `Ada ${interviews}`;
  const { interviewId, links } = await organizer.call('interviews.create', {
    ...INPUT,
    seats: INPUT.seats.map(seat => (seat.role === 'candidate' ? { ...seat, displayName: candidate } : seat)),
  });
  const [ada, grace, edsger] = links;
  if (!ada || !grace || !edsger) throw new Error('There are no links.');
  for (const [at, { url }] of links.entries()) {
    await box.mailTo(INPUT.seats[at]?.email ?? '', /./, mail => textOf(mail).includes(url));
  }
  return { interviewId, ada, grace, edsger };
}

const viewOf = async (interviewId: InterviewId) =>
  (await organizer.call('interviews.read', { interviewId })).view;
const listed = async (interviewId: InterviewId) => {
  const { interviews } = await organizer.call('interviews.list', {});
  return interviews.find(one => one.interviewId === interviewId);
};
/** Returns a message about the current interview. */
const mailTo = (address: string, subject: RegExp) =>
  box.mailTo(address, subject, mail => textOf(mail).includes(candidate));

describe('before the interview starts, an organizer', () => {
  it('removes a person, whose link ends, who is told by email, and whom lists no longer name', async () => {
    const { interviewId, edsger } = await created();
    await organizer.call('seats.remove', { interviewId, seatId: edsger.seatId });
    await expect(server.visitor().call('join.exchange', { link: tokenOf(edsger.url) })).rejects.toMatchObject(
      { code: 'link-invalid' },
    );
    const mail = await mailTo('edsger@example.org', /no longer interviewing/);
    const { member } = await organizer.call('account.read', {});
    expect(textOf(mail)).toContain(`${member?.name} made this change.`);
    expect(mail.raw).toContain('METHOD:CANCEL');
    expect((await listed(interviewId))?.people.map(({ name }) => name)).toEqual(['Grace']);
    const view = await viewOf(interviewId);
    expect(view.seats[edsger.seatId]).toMatchObject({ presence: 'removed', link: { revoked: true } });
    await organizer.call('seats.remove', { interviewId, seatId: edsger.seatId });
  });

  it('names who leads instead of a removed lead, or is told that no one can open the interview', async () => {
    const { interviewId, grace, edsger } = await created();
    const notLead = organizer.call('seats.remove', {
      ...{ interviewId, seatId: grace.seatId },
      lead: grace.seatId,
    });
    await expect(notLead).rejects.toMatchObject({ code: 'invalid', reason: 'person-removed' });
    await organizer.call('seats.remove', { interviewId, seatId: grace.seatId, lead: edsger.seatId });
    expect((await viewOf(interviewId)).leadSeatId).toBe(edsger.seatId);
    expect((await listed(interviewId))?.invitation).toBeUndefined();
    const mail = await mailTo('edsger@example.org', /^Changed: /);
    expect(textOf(mail)).toContain('You lead the interview now.');
    await organizer.call('links.revoke', { interviewId, seatId: edsger.seatId });
    expect((await listed(interviewId))?.invitation).toBe('no-lead');
    const { failures } = await organizer.call('home.read', {});
    expect(failures.rows.filter(({ kind }) => kind === 'no-lead').map(row => row.interviewId)).toEqual([
      interviewId,
    ]);
    const seat = { role: 'interviewer' as const, displayName: 'Barbara' };
    const { link } = await organizer.call('seats.add', { interviewId, seat });
    expect((await viewOf(interviewId)).leadSeatId).toBe(link.seatId);
    expect((await listed(interviewId))?.invitation).toBeUndefined();
  });

  it('names who leads when the lead’s link is revoked', async () => {
    const { interviewId, grace, edsger } = await created();
    await organizer.call('links.revoke', { interviewId, seatId: grace.seatId, lead: edsger.seatId });
    expect((await viewOf(interviewId)).leadSeatId).toBe(edsger.seatId);
  });

  it('replaces the lead in one step: the old one is told, the new one is invited and leads', async () => {
    const { interviewId, grace } = await created();
    const { link } = await organizer.call('seats.replace', {
      ...{ interviewId, seatId: grace.seatId },
      person: { displayName: 'Barbara', email: 'barbara@example.org' },
    });
    const view = await viewOf(interviewId);
    expect(view.leadSeatId).toBe(link.seatId);
    expect(view.seats[link.seatId]).toMatchObject({ role: 'interviewer', displayName: 'Barbara' });
    expect((await listed(interviewId))?.people.map(({ name }) => name)).toEqual(['Edsger', 'Barbara']);
    const left = await mailTo('grace@example.org', /no longer interviewing/);
    expect(textOf(left)).toContain('Barbara takes over your part.');
    const invitation = await mailTo('barbara@example.org', /./);
    expect(textOf(invitation)).toContain(link.url);
    expect(textOf(invitation)).toContain('You’re the lead:');
  });

  it('can’t remove or replace the only candidate', async () => {
    const { interviewId, ada } = await created();
    const only = { code: 'invalid', reason: 'only-candidate' };
    const where = { interviewId, seatId: ada.seatId };
    await expect(organizer.call('seats.remove', where)).rejects.toMatchObject(only);
    const person = { displayName: 'Ida' };
    await expect(organizer.call('seats.replace', { ...where, person })).rejects.toMatchObject({
      code: 'invalid',
    });
    const second = { role: 'candidate' as const, displayName: 'Ida' };
    const { link } = await organizer.call('seats.add', { interviewId, seat: second });
    await organizer.call('seats.remove', { interviewId, seatId: link.seatId });
  });

  it('keeps everyone once the interview is over, and doesn’t know the seats of other interviews', async () => {
    const { interviewId, edsger } = await created();
    const nobody = (await created()).grace.seatId as SeatId;
    await expect(organizer.call('seats.remove', { interviewId, seatId: nobody })).rejects.toMatchObject({
      code: 'not-found',
    });
    await organizer.call('interviews.cancel', { interviewId });
    const read = await organizer.call('interviews.read', { interviewId });
    expect(read.view.canceled).toEqual({ by: 'staff' });
    expect(read.canceledBy).toBe((await organizer.call('account.read', {})).member?.name);
    const late = organizer.call('seats.remove', { interviewId, seatId: edsger.seatId });
    await expect(late).rejects.toMatchObject({ code: 'wrong-phase' });
  });
});
