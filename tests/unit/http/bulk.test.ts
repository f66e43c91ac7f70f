import { pino } from 'pino';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditEvents } from '../../../server/features/audit/auditEvents.ts';
import { BulkId, type InterviewId } from '../../../shared/ids.ts';
import { SYSTEM } from '../../../shared/interview/events.ts';
import type { BulkProgress, InterviewAction } from '../../../shared/protocol/bulkRoutes.ts';
import type { InterviewInput } from '../../../shared/protocol/http.ts';
import { heldByRecruiter } from '../../support/evaluatedInterviews.ts';
import { eventually } from '../../support/eventually.ts';
import { Mailbox } from '../../support/mailbox.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Noon in UTC, at which no clock changes. */
const NOON = Math.floor(Date.now() / DAY_MS) * DAY_MS + 4 * DAY_MS + 12 * HOUR_MS;

let box: Mailbox;
let server: TestServer;
let owner: Visitor;
let organizer: Visitor;

beforeAll(async () => {
  box = await Mailbox.start();
  server = await startTestServer({ env: { SMTP_URL: box.url } });
  owner = await server.owner();
  organizer = await server.member(owner, 'organizer', 'organizer@example.org');
});
afterAll(async () => {
  await server.close();
  await box.close();
});

const dayAfter = (at: number) => new Date(at + DAY_MS).toISOString().slice(0, 10);

async function planned(
  candidate: string,
  more: Partial<Pick<InterviewInput, 'mail' | 'scheduledAt' | 'seats'>> = {},
) {
  const { interviewId, links } = await organizer.call('interviews.create', {
    ...{ title: 'First round', jobRole: 'Developer', scheduledAt: NOON, plannedMinutes: 45, timeZone: 'UTC' },
    seats: [
      { role: 'candidate', displayName: candidate, email: `${candidate}@example.org`.toLowerCase() },
      { role: 'interviewer', displayName: 'Grace' },
    ],
    ...more,
  });
  if (more.mail)
    await eventually('the invitation', async () => {
      const { people } = await organizer.call('interviewMail.read', { interviewId });
      return people.length === 1 && people[0]?.mail === 'sent';
    });
  return { interviewId, links };
}

const newBulkId = () => BulkId.parse(uuidv7());
const preview = async (action: InterviewAction, interviewIds: InterviewId[], member = organizer) =>
  (await member.call('bulk.preview', { action, selection: { interviewIds } })).interviews;
const selected = (...interviewIds: InterviewId[]) =>
  interviewIds.map(interviewId => ({ interviewId, seenAt: NOON }));
/** Carries out a change now, and returns its outcome. */
async function carriedOut({ bulkId }: BulkProgress, member = organizer) {
  await server.bulk.run(bulkId, { attempt: 1, signal: new AbortController().signal, progress: () => {} });
  const { actions } = await member.call('bulk.recent', {});
  return actions.find(action => action.bulkId === bulkId);
}
const scheduledAt = async (interviewId: InterviewId) =>
  (await organizer.call('interviews.read', { interviewId })).view.scheduledAt;
const mailsTo = (name: string) => box.received.filter(({ to }) => to.includes(`${name}@example.org`));

it('says who would have two interviews at the new times, also among those that move', async () => {
  const seats = (candidate: string) => ({
    seats: [
      { role: 'candidate' as const, displayName: candidate },
      { role: 'interviewer' as const, displayName: 'Ian', email: 'ian@example.org' },
    ],
  });
  const at = (minutes: number) => ({ scheduledAt: NOON + minutes * 60_000 });
  const [first, second, staying] = [
    await planned('Flo', { ...seats('Flo'), ...at(0) }),
    await planned('Gus', { ...seats('Gus'), ...at(60) }),
    await planned('Hal', { ...seats('Hal'), ...at(120) }),
  ].map(({ interviewId }) => interviewId) as [InterviewId, InterviewId, InterviewId];
  const busy = async (minutes: number, ids: InterviewId[]) =>
    (await preview({ kind: 'move', move: { days: 0, minutes } }, ids)).map(one => one.busy);
  expect(await busy(60, [first, second])).toEqual([
    undefined,
    [{ name: 'Ian', from: NOON + 2 * HOUR_MS, to: NOON + 2.75 * HOUR_MS, title: 'First round' }],
  ]);
  expect(await busy(30, [first])).toMatchObject([[{ name: 'Ian', from: NOON + HOUR_MS }]]);
  const [one, other] = await preview({ kind: 'move', move: { date: dayAfter(NOON) } }, [first, staying]);
  expect([one?.busy, other?.busy]).toEqual([undefined, undefined]);

  const { interviewId: added } = await planned('Ivy', { ...seats('Ivy'), ...at(30) });
  const { interviews } = await organizer.call('interviews.list', {});
  const overlaps = new Map(interviews.map(({ interviewId, overlap }) => [interviewId, overlap]));
  const found = { interviewId: first, title: 'First round', scheduledAt: NOON, person: 'Ian' };
  expect(overlaps.get(added)).toEqual(found);
  expect(overlaps.get(staying)).toBeUndefined();
});

it('says that a candidate would have two interviews at the new time, and not that the moved one is in its own way', async () => {
  const at = (minutes: number) => ({ scheduledAt: NOON + minutes * 60_000 });
  await planned('Otto', at(0));
  const { interviewId } = await planned('Otto', at(60));
  const busy = async (minutes: number) =>
    (await preview({ kind: 'move', move: { days: 0, minutes } }, [interviewId])).map(one => one.busy);
  expect(await busy(-60)).toEqual([
    [{ name: 'Otto', from: NOON, to: NOON + 0.75 * HOUR_MS, title: 'First round' }],
  ]);
  expect(await busy(15)).toEqual([undefined]);
});

it('moves interviews, tells who was invited, and lists those that can’t be moved', async () => {
  const { interviewId: ada } = await planned('Ada', { mail: true });
  const { interviewId: bob } = await planned('Bob');
  const { interviewId: canceled } = await planned('Carl');
  await organizer.call('interviews.cancel', { interviewId: canceled });
  const move = { days: 1, minutes: -30 };
  const to = NOON + DAY_MS - HOUR_MS / 2;
  const rows = await preview({ kind: 'move', move }, [ada, bob, canceled]);
  expect(rows).toMatchObject([
    {
      ...{ interviewId: ada, candidateNames: ['Ada'], to, told: [{ role: 'candidate', name: 'Ada' }] },
      // Someone has to tell them, because they have no address.
      untold: [{ role: 'interviewer', name: 'Grace' }],
    },
    { interviewId: bob, to, told: [], untold: [] },
    { interviewId: canceled, told: [], refusal: { code: 'wrong-phase', reason: 'interview-over' } },
  ]);
  expect(await scheduledAt(ada)).toBe(NOON);
  const started = { bulkId: newBulkId(), interviews: selected(ada, bob, canceled), move };
  const { progress } = await organizer.call('bulk.move', started);
  expect(progress).toMatchObject({ state: 'waiting', total: 3, done: 0, failed: 0 });
  expect(progress.startsInMs).toBeGreaterThan(9_000);
  // As a page that is opened again reads it.
  const [pending] = (await organizer.call('bulk.recent', {})).actions;
  expect(pending?.moves).toEqual([ada, bob, canceled].map(interviewId => ({ interviewId, to })));
  expect(await carriedOut(progress)).toMatchObject({
    ...{ state: 'done', done: 2, unchanged: 0, failed: 1 },
    failures: [{ interviewId: canceled, refusal: { reason: 'interview-over' } }],
  });
  // A repeated request, or a repeated run, changes nothing.
  await organizer.call('bulk.move', started);
  await carriedOut(progress);
  expect([await scheduledAt(ada), await scheduledAt(bob)]).toEqual([to, to]);
  await eventually('the message about the move', () => mailsTo('ada').length === 2);
  expect(mailsTo('bob')).toEqual([]);
  const { entries } = await owner.call('audit.list', { filter: { target: ada } });
  expect(entries.filter(({ action }) => action === 'interview.changed')).toMatchObject([
    { details: { bulkId: started.bulkId, fields: ['scheduledAt'] } },
  ]);
});

it('moves rounds of a candidate with one message, although they are moved one after the other', async () => {
  const round = (number: number) => ({
    ...{ title: `Round ${number}`, scheduledAt: NOON + number * HOUR_MS, plannedMinutes: 45 },
    people: [{ role: 'interviewer' as const, displayName: 'Grace' }],
  });
  const { rounds } = await organizer.call('interviews.createLoop', {
    candidate: { displayName: 'Fay', email: 'fay@example.org' },
    ...{ jobRole: 'Developer', timeZone: 'UTC', mail: true, rounds: [round(1), round(2), round(3)] },
  });
  await eventually('the invitation', () => mailsTo('fay').length === 1);
  const interviews = rounds.map(({ interviewId }, index) => ({
    ...{ interviewId, seenAt: NOON + (index + 1) * HOUR_MS },
  }));
  const move = { days: 1, minutes: 0 };
  const { progress } = await organizer.call('bulk.move', { bulkId: newBulkId(), interviews, move });
  expect(await carriedOut(progress)).toMatchObject({ state: 'done', done: 3 });
  await eventually('the message about the move', () => mailsTo('fay').length > 1);
  expect(mailsTo('fay')[1]?.subject).toMatch(/^Moved: your 3 interviews for Developer, /);
  await server.interviewMails.poll();
  const stored = await server.store.mails.list(9);
  expect(stored.filter(({ address }) => address === 'fay@example.org')).toHaveLength(2);
});

it('moves one interview to an exact time', async () => {
  const { interviewId } = await planned('Eda', { mail: true });
  const move = { at: NOON + 2 * DAY_MS + 90_000 };
  expect(await preview({ kind: 'move', move }, [interviewId])).toMatchObject([
    { interviewId, to: move.at, told: [{ role: 'candidate', name: 'Eda' }] },
  ]);
  const past = { at: NOON - 30 * DAY_MS };
  expect(await preview({ kind: 'move', move: past }, [interviewId])).toMatchObject([
    { refusal: { reason: 'time-passed' }, told: [] },
  ]);
  const start = { bulkId: newBulkId(), interviews: selected(interviewId), move };
  const { progress } = await organizer.call('bulk.move', start);
  expect(await carriedOut(progress)).toMatchObject({ state: 'done', done: 1 });
  expect(await scheduledAt(interviewId)).toBe(move.at);
});

it('writes the note of a move and of a cancellation into the emails', async () => {
  const { interviewId } = await planned('Iris', { mail: true });
  const reason = 'The room is taken.';
  const moved = await organizer.call('bulk.move', {
    ...{ bulkId: newBulkId(), interviews: selected(interviewId), note: reason },
    move: { at: NOON + DAY_MS },
  });
  await carriedOut(moved.progress);
  await eventually('the change', () => mailsTo('iris').length === 2);
  expect(mailsTo('iris')[1]?.parts.get('text/plain')).toMatch(new RegExp(`wrote:\\r?\\n> ${reason}`));
  const note = 'The position has been filled.';
  const interviews = [{ interviewId, seenAt: NOON + DAY_MS }];
  const { progress } = await organizer.call('bulk.cancel', { bulkId: newBulkId(), interviews, note });
  expect(await carriedOut(progress)).toMatchObject({ state: 'done', done: 1 });
  await eventually('the cancellation', async () => mailsTo('iris').length === 3);
  expect(mailsTo('iris')[2]?.parts.get('text/plain')).toMatch(new RegExp(`wrote:\\r?\\n> ${note}`));
});

it('deletes recordings of interviews that are over, with one audit entry each', async () => {
  const { interviews, store } = server;
  const logger = pino({ level: 'silent' });
  const stop = auditEvents({ interviews, audit: store.audit, logger });
  const { interviewId: first } = await heldByRecruiter(server.interviews);
  const { interviewId: second } = await heldByRecruiter(server.interviews);
  const { interviewId: kept } = await heldByRecruiter(server.interviews);
  const { interviewId: live } = await planned('Lou');
  await server.interviews.execute(live, SYSTEM, () => ({
    events: [{ kind: 'session.opened', payload: {} }],
    result: undefined,
  }));
  const erase = (bulkId: BulkId, ...interviewIds: InterviewId[]) =>
    organizer.call('bulk.eraseRecordings', { bulkId, interviewIds });
  const evaluator = await server.member(owner, 'evaluator', 'eva@example.org');
  await expect(
    evaluator.call('bulk.eraseRecordings', { bulkId: newBulkId(), interviewIds: [first] }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  const undone = await erase(newBulkId(), kept);
  await organizer.call('bulk.undo', { bulkId: undone.progress.bulkId });
  await carriedOut(undone.progress);
  const { progress } = await erase(newBulkId(), first, second, live);
  expect(progress).toMatchObject({ kind: 'erase', state: 'waiting', total: 3 });
  expect(await carriedOut(progress)).toMatchObject({
    ...{ state: 'done', done: 2, failed: 1 },
    failures: [{ interviewId: live, refusal: { reason: 'interview-live' } }],
  });
  // Repeated, or already deleted: nothing to do.
  await carriedOut(progress);
  expect(await carriedOut((await erase(newBulkId(), first)).progress)).toMatchObject({
    done: 0,
    unchanged: 1,
  });
  const erased = async (interviewId: InterviewId) =>
    (await server.interviews.read(interviewId))?.recording?.erased.length;
  expect(await Promise.all([first, second, kept].map(erased))).toEqual([1, 1, 0]);
  for (const target of [first, second])
    await eventually('one audit entry', async () => {
      const { entries } = await owner.call('audit.list', { filter: { target } });
      return entries.filter(({ action }) => action === 'recording.erased').length === 1;
    });
  stop();
});

it('is undone before it starts, and not later', async () => {
  const { interviewId } = await planned('Dora');
  const start = () =>
    organizer.call('bulk.cancel', { bulkId: newBulkId(), interviews: selected(interviewId) });
  const { progress: first } = await start();
  await expect(owner.call('bulk.undo', { bulkId: first.bulkId })).rejects.toMatchObject({ code: 'conflict' });
  await organizer.call('bulk.undo', { bulkId: first.bulkId });
  expect(await carriedOut(first)).toMatchObject({ state: 'undone', done: 0 });
  const { progress: second } = await start();
  expect(await carriedOut(second)).toMatchObject({ state: 'done', done: 1 });
  await expect(organizer.call('bulk.undo', { bulkId: second.bulkId })).rejects.toMatchObject({
    ...{ code: 'conflict', reason: 'bulk-started' },
  });
});

it('doesn’t change an interview that someone else has moved since it was selected', async () => {
  const { interviewId } = await planned('Emil');
  const { progress } = await organizer.call('bulk.move', {
    ...{ bulkId: newBulkId(), interviews: selected(interviewId), move: { days: 7, minutes: 0 } },
  });
  const moved = NOON + HOUR_MS;
  await owner.call('interviews.change', { interviewId, scheduledAt: moved, seenAt: NOON });
  // The other member had the interview open before that.
  const late = organizer.call('interviews.change', { interviewId, scheduledAt: NOON + DAY_MS, seenAt: NOON });
  await expect(late).rejects.toMatchObject({
    ...{ code: 'conflict', reason: 'interview-moved', details: { current: moved } },
  });
  expect(await carriedOut(progress)).toMatchObject({
    ...{ done: 0, failed: 1, failures: [{ refusal: { reason: 'interview-moved' } }] },
  });
  expect(await scheduledAt(interviewId)).toBe(moved);
});

it('cancels what someone else has canceled only once', async () => {
  const { interviewId } = await planned('Finn');
  const start = (member: Visitor) =>
    member.call('bulk.cancel', { bulkId: newBulkId(), interviews: selected(interviewId) });
  const [{ progress: mine }, { progress: theirs }] = [await start(organizer), await start(owner)];
  expect(await carriedOut(mine)).toMatchObject({ done: 1, unchanged: 0 });
  expect(await carriedOut(theirs, owner)).toMatchObject({ done: 0, unchanged: 1 });
});

it('reminds everyone who was invited by email, and says for whom that isn’t possible', async () => {
  const { interviewId: gina } = await planned('Gina', { mail: true });
  const { interviewId: hugo } = await planned('Hugo');
  expect(await preview({ kind: 'remind' }, [gina, hugo])).toMatchObject([
    { told: [{ name: 'Gina' }] },
    { refusal: { reason: 'not-told-by-mail' } },
  ]);
  const { progress } = await organizer.call('bulk.remind', {
    ...{ bulkId: newBulkId(), interviews: selected(gina, hugo) },
  });
  expect(await carriedOut(progress)).toMatchObject({ done: 1, failed: 1 });
  await eventually('the reminder', () => mailsTo('gina').length === 2);
  expect(mailsTo('gina')[1]?.parts.get('text/plain')).toContain('is coming up.');
});

it('names times that the clocks skip, and those that have passed', async () => {
  const { interviewId } = await planned('Ines');
  const skipped = Date.parse('2030-03-30T01:30Z');
  await organizer.call('interviews.change', { interviewId, scheduledAt: skipped, timeZone: 'Europe/Berlin' });
  const reasons = async (move: Extract<InterviewAction, { kind: 'move' }>['move']) =>
    (await preview({ kind: 'move', move }, [interviewId])).map(({ refusal }) => refusal?.reason);
  expect(await reasons({ days: 1, minutes: 0 })).toEqual(['time-skipped']);
  expect(await reasons({ date: '2020-01-15' })).toEqual(['time-passed']);
  expect(await reasons({ days: 2, minutes: 0 })).toEqual([undefined]);
});

it('covers only interviews that the member may change', async () => {
  const { team } = await owner.call('teams.create', { name: 'Design', members: [] });
  const { interviewId } = await planned('Jane');
  await owner.call('interviews.change', { interviewId, teamId: team.teamId });
  expect(await preview({ kind: 'cancel' }, [interviewId])).toEqual([]);
  const { progress } = await organizer.call('bulk.cancel', {
    ...{ bulkId: newBulkId(), interviews: selected(interviewId) },
  });
  // Not even the name of the interview.
  expect(await carriedOut(progress)).toMatchObject({ failed: 1, failures: [] });
  const evaluator = await server.member(owner, 'evaluator', 'evaluator@example.org');
  const refused = evaluator.call('bulk.cancel', {
    ...{ bulkId: newBulkId(), interviews: selected(interviewId) },
  });
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
});

it('has everything that matches a filter', async () => {
  const { interviewId } = await planned('Zenobia');
  const { interviews, total, sendsMail } = await organizer.call('bulk.preview', {
    ...{ action: { kind: 'cancel' }, selection: { filter: { search: 'zenobia' } } },
  });
  expect(interviews.map(row => row.interviewId)).toEqual([interviewId]);
  expect({ total, sendsMail }).toEqual({ total: 1, sendsMail: true });
});
