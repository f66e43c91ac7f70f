import { describe, expect, it, vi } from 'vitest';
import { UserId } from '../../../shared/ids.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { eventually } from '../../support/eventually.ts';
import { EvaluatedPractice } from './evaluatedPractice.ts';
import { refusalOf } from './refusals.ts';
import { tokenOf } from './testServer.ts';

const EMAIL = 'first@example.org';
const house = EvaluatedPractice.ofEach();

const userId = async () => {
  const { members } = await house.owner.call('staff.list', {});
  const found = members.find(({ email }) => email === EMAIL);
  if (!found) throw new Error('They are on the staff.');
  return found.userId;
};

/** Creates an interview with a personal link for this address. */
const invited = async (role: SeatRole, email = EMAIL) => {
  const { interviewId, links } = await house.owner.call('interviews.create', {
    title: 'Second round',
    jobRole: 'Backend Developer',
    scheduledAt: Date.now(),
    plannedMinutes: 30,
    seats: [
      { role: 'interviewer', displayName: 'Grace' },
      { role, displayName: 'First', email },
    ],
  });
  return { interviewId, link: tokenOf(links[1]?.url) };
};

/** Creates a held claim, a locked claim, and a link in each role. */
const busy = async () => {
  const [held, locked] = [await house.over(), await house.over()];
  const ids = [(await held.state()).interviewId, (await locked.state()).interviewId] as const;
  const [one, other] = [await house.claim(ids[0]), await house.claim(ids[1])];
  await house.rate(await locked.state(), other.seatId, 4);
  const invitations = [
    await invited('interviewer'),
    await invited('evaluator', 'First@Example.org'),
    await invited('observer'),
    await invited('observer'),
  ];
  const links = [one.link, other.link, ...invitations.map(({ link }) => link)];
  const works = async () => {
    const answers = await Promise.all(links.map(link => house.linkWorks(link)));
    return answers.filter(Boolean).length;
  };
  return { ids, locked, other, invitations, links, works };
};

const EVERYTHING = { claims: 2, interviewer: 1, evaluator: 1, observer: 2, captioner: 0 };

describe('a staff member whose account is disabled', () => {
  it('loses every claim, locked ones included, and every personal link; the owner sees the number before and after', async () => {
    const { ids, locked, other, links, works } = await busy();
    expect(await works()).toBe(6);
    expect((await house.owner.call('staff.access', { userId: await userId() })).access).toEqual(EVERYTHING);
    const { ended } = await house.owner.call('staff.change', { userId: await userId(), disabled: true });
    expect(ended).toEqual(EVERYTHING);
    expect(await works()).toBe(0);
    for (const link of links) expect((await refusalOf(house.exchange(link))).code).toBe('link-invalid');
    // Their ratings still count.
    const state = await locked.state();
    expect(state.rubric?.scorecards[other.seatId]?.lock).toBeDefined();
    expect(await house.item(ids[1], house.owner)).toMatchObject({ stage: 'write', locked: 1 });
    expect(viewOf(state, { kind: 'seat', seatId: other.seatId }).seats[other.seatId]).toBeDefined();
    const rows = await house.server.store.database.kysely.selectFrom('auditLog').selectAll().execute();
    const entry = rows.find(({ action }) => action === 'staff.accessEnded');
    expect(entry && JSON.parse(entry.details ?? '{}')).toEqual(EVERYTHING);
  });

  it('gives all coming seats to a colleague, however many there are', async () => {
    const count = 103;
    for (let index = 0; index < count; index += 1) await invited('observer');
    const { members } = await house.owner.call('staff.list', {});
    const heir = members.find(({ email }) => email === 'second@example.org')?.userId;
    const wanted = { userId: await userId(), disabled: true, handOverTo: heir };
    const { seats } = await house.owner.call('staff.openWork', { userId: wanted.userId });
    expect(seats).toHaveLength(count);
    const { handedOver } = await house.owner.call('staff.change', wanted);
    expect(handedOver).toMatchObject({ seats: count, failed: 0 });
  }, 60_000);

  it('gets nothing back when the account is enabled again', async () => {
    const { ids, invitations, works } = await busy();
    await house.owner.call('staff.change', { userId: await userId(), disabled: true });
    await house.server.evaluation.tracker.poll();
    await house.owner.call('staff.change', { userId: await userId(), disabled: false });
    await house.server.evaluation.tracker.poll();
    await house.first.signIn(EMAIL, 'correct horse battery');
    expect(await works()).toBe(0);
    for (const interviewId of ids)
      expect((await refusalOf(house.first.call('evaluations.open', { interviewId }))).code).toBe('conflict');
    expect((await house.first.call('interviews.list', {})).interviews).toEqual([]);
    for (const { interviewId } of invitations)
      expect((await refusalOf(house.first.call('interviews.read', { interviewId }))).code).toBe('forbidden');
    expect((await house.owner.call('staff.access', { userId: await userId() })).access).toEqual({
      claims: 0,
      interviewer: 0,
      evaluator: 0,
      observer: 0,
      captioner: 0,
    });
    // An interview that was returned to the queue can be claimed again.
    await house.claim(ids[0]);
  });

  it('keeps their link as a candidate, and other people keep theirs', async () => {
    const candidate = await house.owner.call('interviews.create', {
      title: 'Internal application',
      jobRole: 'Backend Developer',
      scheduledAt: Date.now(),
      plannedMinutes: 30,
      seats: [
        { role: 'candidate', displayName: 'First', email: EMAIL },
        { role: 'interviewer', displayName: 'Second', email: 'second@example.org' },
      ],
    });
    await house.owner.call('staff.change', { userId: await userId(), disabled: true });
    for (const { url } of candidate.links) expect(await house.linkWorks(tokenOf(url))).toBe(true);
  });

  it("loses all other links even if this server can't change one interview", async () => {
    const { works } = await busy();
    const first = await invited('interviewer');
    const last = await invited('observer');
    // A newer version has appended to it.
    const { kysely } = house.server.store.database;
    await kysely
      .insertInto('interviewEvents')
      .values({
        interviewId: first.interviewId,
        seq: (await house.server.store.interviews.lastSeq(first.interviewId)) + 1,
        at: Date.now(),
        kind: 'something.newer',
        actor: JSON.stringify({ type: 'system' }),
        payload: '{}',
      })
      .execute();
    await kysely
      .updateTable('interviews')
      .set(row => ({ lastSeq: row('lastSeq', '+', 1) }))
      .where('interviewId', '=', first.interviewId)
      .execute();
    const { member } = await house.owner.call('staff.change', { userId: await userId(), disabled: true });
    expect(member.disabled).toBe(true);
    expect(await works()).toBe(0);
    expect(await house.linkWorks(last.link)).toBe(false);
    // Only the link in that interview is left; the job keeps retrying.
    const { access } = await house.owner.call('staff.access', { userId: await userId() });
    expect(access).toEqual({ claims: 0, interviewer: 1, evaluator: 0, observer: 0, captioner: 0 });
  });

  it('loses everything through the job that disabling the account creates, even if the server dies right after', async () => {
    const { works } = await busy();
    const id = await userId();
    // The request disables the account and does nothing else.
    vi.spyOn(house.server.staff.access, 'end').mockResolvedValueOnce();
    await house.owner.call('staff.change', { userId: id, disabled: true });
    await eventually('the job to end their access', async () => {
      const { access } = await house.owner.call('staff.access', { userId: id });
      return Object.values(access).every(count => count === 0);
    });
    expect(await works()).toBe(0);
  });

  it('has no time in an interview whose candidate hasn’t chosen one, and no one is busy then', async () => {
    const { owner } = house;
    const person = (role: 'candidate' | 'interviewer', displayName: string, email: string) => ({
      ...{ role, displayName, email },
    });
    const planned = {
      ...{ title: 'First round', jobRole: 'Nurse', plannedMinutes: 45 },
      scheduledAt: Date.now() + 14 * 86_400_000,
      seats: [
        person('candidate', 'Nina', 'nina@example.org'),
        person('interviewer', 'Ada Rater', EMAIL),
        person('interviewer', 'Second', 'second@example.org'),
      ],
    };
    await owner.call('interviews.create', { ...planned, candidateChooses: true });
    await owner.call('interviews.create', planned);
    const { seats } = await owner.call('staff.openWork', { userId: await userId() });
    expect(seats.map(({ unscheduled, busy }) => [unscheduled, busy?.length])).toEqual([
      [undefined, 0],
      [true, 0],
    ]);
  });

  it('hands coming interviews, claims, and teams over to another member, in the same step', async () => {
    const { ids, locked, other, invitations, works } = await busy();
    const id = await userId();
    const { members } = await house.owner.call('staff.list', {});
    const heir = members.find(({ email }) => email === 'second@example.org');
    if (!heir) throw new Error('They are on the staff.');
    const taken = await invited('evaluator');
    await house.owner.call('seats.add', {
      interviewId: taken.interviewId,
      seat: { role: 'observer', displayName: 'Second', email: heir.email },
    });
    const { team } = await house.owner.call('teams.create', { name: 'Sales', members: [UserId.parse(id)] });
    const work = await house.owner.call('staff.openWork', { userId: id });
    expect(work).toMatchObject({
      claims: [{ interviewId: ids[0] }],
      teams: [{ teamId: team.teamId, name: 'Sales' }],
    });
    expect(work.seats.map(({ role }) => role).sort()).toEqual([
      'evaluator',
      'evaluator',
      'interviewer',
      'observer',
      'observer',
    ]);

    // The invitations are at the same time, and the heir has a seat in one of them.
    const there = work.seats.find(({ interviewId }) => interviewId === taken.interviewId);
    expect(there).toMatchObject({ candidates: [], seated: expect.arrayContaining([id, heir.userId]) });
    const elsewhere = work.seats.filter(seat => seat !== there);
    for (const { busy, seated } of elsewhere) {
      expect(busy).toContain(heir.userId);
      expect(seated).toEqual([id]);
    }

    const change = { userId: id, disabled: true, handOverTo: heir.userId, handOverTeams: true };
    const { handedOver, ended } = await house.owner.call('staff.change', change);
    expect(handedOver).toEqual({ claims: 1, seats: 4, teams: 1, failed: 0 });
    // What couldn't be given to the heir has ended: a seat next to one of theirs, and a locked scorecard.
    expect(ended).toMatchObject({ evaluator: 1, interviewer: 0, observer: 0 });
    expect(await works()).toBe(0);
    for (const { interviewId } of invitations) {
      const seats = Object.values((await house.server.interviews.read(interviewId)).seats);
      expect(seats.map(({ email }) => email)).toContain(heir.email);
      expect(seats.find(({ email }) => email === heir.email)).toMatchObject({ displayName: heir.name });
    }
    expect(await house.server.store.interviews.staffSeatsOf(EMAIL)).toEqual([]);
    const { claim } = await house.second.call('evaluations.open', { interviewId: ids[0] });
    expect(claim.seatId).not.toBe(other.seatId);
    expect((await locked.state()).rubric?.scorecards[other.seatId]?.lock).toBeDefined();
    const { teams } = await house.owner.call('teams.list', {});
    expect(teams.find(({ teamId }) => teamId === team.teamId)?.members).toEqual([heir.userId]);
    const entries = await house.server.store.audit.list(50);
    expect(entries.find(({ action }) => action === 'staff.handedOver')).toMatchObject({
      target: id,
      details: { to: heir.userId, seats: 4, claims: 1, teams: 1 },
    });
  });

  it('stays enabled when the member who should take over is disabled, unknown, or the same person', async () => {
    const id = await userId();
    const { members } = await house.owner.call('staff.list', {});
    const second = members.find(({ email }) => email === 'second@example.org')?.userId ?? '';
    await house.owner.call('staff.change', { userId: second, disabled: true });
    for (const handOverTo of [second, id, 'no-one'])
      await refusalOf(house.owner.call('staff.change', { userId: id, disabled: true, handOverTo }));
    const { members: after } = await house.owner.call('staff.list', {});
    expect(after.find(one => one.userId === id)?.disabled).toBe(false);
  });

  it('keeps places in hiring teams from the member who takes over, unless they are asked for', async () => {
    const id = await userId();
    const { team } = await house.owner.call('teams.create', {
      name: 'Engineering',
      members: [UserId.parse(id)],
    });
    const { members } = await house.owner.call('staff.list', {});
    const handOverTo = members.find(({ email }) => email === 'second@example.org')?.userId ?? '';
    const { handedOver } = await house.owner.call('staff.change', { userId: id, disabled: true, handOverTo });
    expect(handedOver).toMatchObject({ teams: 0 });
    const { teams } = await house.owner.call('teams.list', {});
    expect(teams.find(({ teamId }) => teamId === team.teamId)?.members).not.toContain(handOverTo);
  });

  it('says how much couldn’t be handed over to a member whose role doesn’t rate', async () => {
    const { ids } = await busy();
    const id = await userId();
    await house.server.member(house.owner, 'interviewer', 'third@example.org');
    const { members } = await house.owner.call('staff.list', {});
    const handOverTo = members.find(({ email }) => email === 'third@example.org')?.userId ?? '';
    const { handedOver } = await house.owner.call('staff.change', { userId: id, disabled: true, handOverTo });
    expect(handedOver).toEqual({ claims: 0, seats: 4, teams: 0, failed: 1 });
    expect((await house.item(ids[0], house.owner)).stage).toBe('rate');
  });
});
