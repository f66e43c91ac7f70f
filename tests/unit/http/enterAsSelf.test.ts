import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InterviewId } from '../../../shared/ids.ts';
import type { RouteInput } from '../../../shared/protocol/http.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { scoredInterview } from '../../support/scoredInterview.ts';
import { refusalOf } from './refusals.ts';
import { everyStaffRole, startTestServer, type TestServer, tokenOf } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const EMAIL = 'interviewer@example.org';

let server: TestServer;
let owner: Visitor;
let interviewer: Visitor;
let evaluator: Visitor;

beforeAll(async () => {
  server = await startTestServer();
  ({ owner, interviewer, evaluator } = await everyStaffRole(server));
});
afterAll(() => server.close());

const created = (...seats: RouteInput<'interviews.create'>['seats']) =>
  owner.call('interviews.create', {
    title: 'Second round',
    jobRole: 'Backend developer',
    scheduledAt: Date.now() + 3_600_000,
    plannedMinutes: 45,
    seats: [{ role: 'candidate', displayName: 'Ada' }, ...seats],
  });
const enter = (interviewId: InterviewId, who = interviewer) => who.call('interviews.enter', { interviewId });
const exchange = (url: string) => server.visitor().call('join.exchange', { link: tokenOf(url) });
const refused = async (interviewId: InterviewId, who = interviewer) =>
  (await refusalOf(enter(interviewId, who))).code;

describe('a member of staff who enters an interview from the console', () => {
  it('gets the link of their own seat, which no one has opened, and leaves an audit entry', async () => {
    const { interviewId, links } = await created(
      { role: 'observer', displayName: 'Ian', email: EMAIL },
      { role: 'interviewer', displayName: 'Ian', email: 'Interviewer@Example.org' },
    );
    const { url } = await enter(interviewId);
    expect(url).toBe(links[2]?.url);
    expect(await exchange(url)).toMatchObject({ role: 'interviewer', displayName: 'Ian', over: false });
    const [entry] = await server.store.audit.list(1);
    expect(entry).toMatchObject({
      action: 'interview.entered',
      target: interviewId,
      details: { seatId: links[2]?.seatId },
    });
  });

  it('gets a new link if theirs has expired, and the expired one stays invalid', async () => {
    const { interviewId, links } = await created({ role: 'observer', displayName: 'Ian', email: EMAIL });
    await server.store.database.kysely
      .updateTable('links')
      .set({ expiresAt: Date.now() - 1 })
      .where('interviewId', '=', interviewId)
      .execute();
    const { url } = await enter(interviewId);
    expect(url).not.toBe(links[1]?.url);
    expect(await exchange(url)).toMatchObject({ role: 'observer' });
    expect((await refusalOf(exchange(links[1]?.url ?? ''))).code).toBe('link-invalid');
    expect((await enter(interviewId)).url).toBe(url);
  });

  it('rates after the end', async () => {
    const seat = { ...newSeat('evaluator', 'Ian'), email: EMAIL };
    const interviewId = await scoredInterview(server.interviews, {
      raters: [{ seat, ratings: 3, locks: false }],
    });
    expect(await exchange((await enter(interviewId)).url)).toMatchObject({ role: 'evaluator', over: true });
  });

  it('is refused without a seat, as the candidate, and in a canceled interview', async () => {
    const { interviewId } = await created({ role: 'interviewer', displayName: 'Ian', email: EMAIL });
    expect(await refused(interviewId, evaluator)).toBe('forbidden');
    expect(await refused(interviewId, owner)).toBe('forbidden');
    const { interviewId: own } = await owner.call('interviews.create', {
      title: 'Internal',
      jobRole: 'Backend developer',
      scheduledAt: Date.now(),
      plannedMinutes: 45,
      seats: [{ role: 'candidate', displayName: 'Ian', email: EMAIL }],
    });
    expect(await refused(own)).toBe('forbidden');
    await owner.call('interviews.cancel', { interviewId });
    expect(await refused(interviewId)).toBe('wrong-phase');
  });

  it('is refused after their link was revoked, or their seat got another address', async () => {
    const { interviewId, links } = await created(
      { role: 'interviewer', displayName: 'Ian', email: EMAIL },
      { role: 'observer', displayName: 'Eve', email: 'evaluator@example.org' },
    );
    const [, ian, eve] = links;
    if (!ian || !eve) throw new Error('Everyone has a link.');
    await owner.call('links.revoke', { interviewId, seatId: ian.seatId });
    expect(await refused(interviewId)).toBe('forbidden');
    await enter(interviewId, evaluator);
    await owner.call('seats.change', { interviewId, seatId: eve.seatId, email: 'eve@example.org' });
    expect(await refused(interviewId, evaluator)).toBe('forbidden');
  });

  it('is refused when their account is disabled, also after it is enabled again', async () => {
    const email = 'leaver@example.org';
    const leaver = await server.member(owner, 'interviewer', email);
    const { interviewId } = await created({ role: 'interviewer', displayName: 'Lea', email });
    const { url } = await enter(interviewId, leaver);
    const { members } = await owner.call('staff.list', {});
    const userId = members.find(member => member.email === email)?.userId ?? '';
    await owner.call('staff.change', { userId, disabled: true });
    expect(await refused(interviewId, leaver)).toBe('unauthenticated');
    expect((await refusalOf(exchange(url))).code).toBe('link-invalid');
    await owner.call('staff.change', { userId, disabled: false });
    await leaver.signIn(email, 'correct horse battery');
    expect(await refused(interviewId, leaver)).toBe('forbidden');
  });
});
