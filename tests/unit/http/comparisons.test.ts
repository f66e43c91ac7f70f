import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SeatId } from '../../../shared/ids.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { Mailbox } from '../../support/mailbox.ts';
import { addEvents, scoredInterview } from '../../support/scoredInterview.ts';
import { EvaluatedPractice } from './evaluatedPractice.ts';
import { refusalOf } from './refusals.ts';

const house = new EvaluatedPractice();
let box: Mailbox;

beforeEach(async () => {
  box = await Mailbox.start();
  await house.begin({ env: { SMTP_URL: box.url } });
});
afterEach(async () => {
  await house.server.close();
  await box.close();
});

/** Returns an attempt that two members rated, two points apart. */
async function apart() {
  await house.owner.call('evaluations.change', { settings: { ratersByKit: { [house.kitId]: 2 } } });
  const held = await house.over();
  const { interviewId } = await held.state();
  const one = await house.claim(interviewId);
  const two = await house.claim(interviewId, house.second);
  await house.rate(await held.state(), one.seatId, 2);
  await house.rate(await held.state(), two.seatId, 5);
  const keep = (seatId: SeatId) =>
    addEvents(house.server.interviews, interviewId, [{ kind: 'ratings.kept', payload: { seatId } }]);
  return { interviewId, one, two, keep };
}

it('a comparison names for whom it waits, to raters, owners, and organizers', async () => {
  const { interviewId, one, two, keep } = await apart();
  await keep(one.seatId);
  const waitsFor = [{ seatId: two.seatId, reach: 'mail', own: false }];
  for (const member of [house.owner, house.first])
    expect(await member.call('evaluations.comparison', { interviewId })).toMatchObject({ waitsFor });
  expect(await house.second.call('evaluations.comparison', { interviewId })).toMatchObject({
    waitsFor: [{ own: true }],
    mayEnd: false,
  });
  const outside = await house.server.member(house.owner, 'evaluator', 'third@example.org');
  expect((await refusalOf(outside.call('evaluations.comparison', { interviewId }))).code).toBe('forbidden');
  const remind = { interviewId, seatId: two.seatId };
  expect((await refusalOf(outside.call('evaluations.remindToCompare', remind))).code).toBe('forbidden');
  await keep(two.seatId);
  expect(await house.owner.call('evaluations.comparison', { interviewId })).toEqual({
    waitsFor: [],
    mayEnd: false,
  });
});

it('a rater is reminded exactly once a day although two people ask, and no one who has compared', async () => {
  const { interviewId, one, two, keep } = await apart();
  await keep(one.seatId);
  const remind = { interviewId, seatId: two.seatId };
  await Promise.all([
    house.owner.call('evaluations.remindToCompare', remind),
    house.first.call('evaluations.remindToCompare', remind),
  ]);
  const { to, parts } = await box.message();
  expect(to).toEqual(['second@example.org']);
  expect(parts.get('text/plain')).toContain(`${house.server.config.publicUrl}/console/evaluations`);
  const mails = await house.server.store.mails.list(100);
  expect(mails.filter(({ kind }) => kind === 'compare-reminder')).toHaveLength(1);
  expect(JSON.stringify(mails)).not.toContain(interviewId);
  expect(await house.owner.call('evaluations.comparison', { interviewId })).toMatchObject({
    waitsFor: [{ reach: 'reminded' }],
  });
  const compared = { interviewId, seatId: one.seatId };
  expect((await refusalOf(house.owner.call('evaluations.remindToCompare', compared))).code).toBe('conflict');
});

it('says that a rater has no account or link any longer, and owners end the comparison', async () => {
  const { interviewId, one, two, keep } = await apart();
  await keep(one.seatId);
  const { members } = await house.owner.call('staff.list', {});
  const userId = members.find(({ email }) => email === 'second@example.org')?.userId;
  await house.owner.call('staff.change', { userId: `${userId}`, disabled: true });
  expect(await house.owner.call('evaluations.comparison', { interviewId })).toMatchObject({
    waitsFor: [{ reach: 'no-account' }],
    mayEnd: true,
  });
  const remind = { interviewId, seatId: two.seatId };
  expect((await refusalOf(house.owner.call('evaluations.remindToCompare', remind))).code).toBe('conflict');
  expect((await refusalOf(house.first.call('evaluations.endComparison', { interviewId }))).code).toBe(
    'forbidden',
  );
  const reason = 'Second has left the company.';
  await house.owner.call('evaluations.endComparison', { interviewId, reason });
  expect(await house.item(interviewId)).toMatchObject({ stage: 'write', waitsFor: [] });
  expect(await house.first.call('evaluations.comparison', { interviewId })).toEqual({
    ...{ waitsFor: [], mayEnd: false },
    ended: { at: expect.any(Number), by: 'Olga Owner', reason },
  });
  await house.owner.call('evaluations.endComparison', { interviewId });
});

it('a member who rated by invitation is reached by their account, and the queue names the same raters', async () => {
  const raters = [
    { ...newSeat('interviewer', 'Grace Hopper'), email: 'First@example.org' },
    { ...newSeat('evaluator', 'Edsger Dijkstra'), email: 'edsger@example.net' },
  ] as const;
  const [grace, edsger] = raters;
  const locked = { seat: grace, ratings: 1 } as const;
  const { interviews, evaluation } = house.server;
  const waiting = await scoredInterview(interviews, {
    raters: [locked, { seat: edsger, ratings: 5, locks: false }],
  });
  await evaluation.tracker.follow(waiting);
  const remind = { interviewId: waiting, seatId: edsger.seatId };
  expect((await refusalOf(house.owner.call('evaluations.remindToRate', remind))).reason).toBe(
    'not-remindable',
  );
  const [row] = (await house.list({ who: 'others' })).items;
  expect(row?.waitsFor).toEqual([{ seatId: edsger.seatId, name: 'Edsger Dijkstra', own: false }]);
  const interviewId = await scoredInterview(interviews, { raters: [locked, { seat: edsger, ratings: 5 }] });
  await evaluation.tracker.follow(interviewId);
  const { waitsFor } = await house.owner.call('evaluations.comparison', { interviewId });
  expect(waitsFor).toMatchObject([
    { name: 'Grace Hopper', reach: 'mail' },
    { name: 'Edsger Dijkstra', reach: 'no-link' },
  ]);
  const named = waitsFor.map(({ seatId, name, own }) => ({ seatId, name, own }));
  expect(
    (await house.list({}, house.owner)).items.find(item => item.interviewId === interviewId),
  ).toMatchObject({
    waitsFor: named,
  });
  await house.owner.call('evaluations.remindToCompare', { interviewId, seatId: grace.seatId });
  const { to, parts, subject } = await box.message();
  expect(to).toEqual(['first@example.org']);
  expect(subject).toContain('Ada Lovelace');
  expect(parts.get('text/plain')).toContain(`/console/evaluations/${interviewId}`);
  await addEvents(interviews, interviewId, [{ kind: 'ratings.kept', payload: { seatId: grace.seatId } }]);
  expect(await house.item(interviewId)).toMatchObject({ waitsFor: [{ name: 'Edsger Dijkstra' }] });
});

it('an invited rater without a link that works is named as such', async () => {
  const seats = [newSeat('interviewer', 'Edsger Dijkstra'), newSeat('evaluator', 'Barbara Liskov')] as const;
  const interviewId = await scoredInterview(house.server.interviews, {
    raters: [
      { seat: seats[0], ratings: 1 },
      { seat: seats[1], ratings: 5 },
    ],
  });
  await house.server.evaluation.tracker.follow(interviewId);
  expect(await house.owner.call('evaluations.comparison', { interviewId })).toEqual({
    waitsFor: [
      { seatId: seats[0].seatId, name: 'Edsger Dijkstra', reach: 'no-link', own: false },
      { seatId: seats[1].seatId, name: 'Barbara Liskov', reach: 'no-link', own: false },
    ],
    mayEnd: true,
  });
});

it('a member who was invited and has not locked is reminded of it once a day', async () => {
  const seat = { ...newSeat('interviewer', 'Grace Hopper'), email: 'first@example.org' } as const;
  const { interviews, evaluation } = house.server;
  const interviewId = await scoredInterview(interviews, { raters: [{ seat, ratings: 1, locks: false }] });
  await evaluation.tracker.follow(interviewId);
  const remind = { interviewId, seatId: seat.seatId };
  expect((await refusalOf(house.second.call('evaluations.remindToRate', remind))).code).toBe('forbidden');
  await house.owner.call('evaluations.remindToRate', remind);
  const { to, parts } = await box.message();
  expect(to).toEqual(['first@example.org']);
  expect(parts.get('text/plain')).toContain('Your ratings of the interview with Ada Lovelace');
  expect(parts.get('text/plain')).toContain(`/console/evaluations/${interviewId}`);
  expect((await refusalOf(house.owner.call('evaluations.remindToRate', remind))).reason).toBe(
    'reminded-today',
  );
});
