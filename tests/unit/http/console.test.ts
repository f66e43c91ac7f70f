import { beforeEach, describe, expect, it } from 'vitest';
import { hashOfToken, newLinkToken } from '../../../server/features/linkToken.ts';
import { PersonalLinks } from '../../../server/features/personalLinks.ts';
import { InterviewId, SeatId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { INTERVIEW_PAGE } from '../../../shared/protocol/interviewList.ts';
import { ownZone } from '../../../shared/time/zones.ts';
import { transcriberFor } from '../../../transcription/config.ts';
import { newClientId, newSeat } from '../../support/interviewLog.ts';
import { addEvents, scoredInterview } from '../../support/scoredInterview.ts';
import { startTestServer, type TestServer, tokenOf } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const SCHEDULED_AT = Date.now() + DAY_MS;
const INPUT = {
  title: 'Backend developer, first round',
  jobRole: 'Backend developer',
  scheduledAt: SCHEDULED_AT,
  plannedMinutes: 45,
  seats: [
    { role: 'candidate' as const, displayName: 'Ada', email: 'ada@example.org' },
    { role: 'interviewer' as const, displayName: 'Grace' },
    { role: 'interviewer' as const, displayName: 'Edsger' },
    { role: 'evaluator' as const, displayName: 'Barbara' },
    { role: 'observer' as const, displayName: 'Alan' },
  ],
};

let server: TestServer;
let organizer: Visitor;
let candidate: Visitor;

beforeEach(async () => {
  server = await startTestServer();
  organizer = await server.member(await server.owner(), 'organizer', 'organizer@example.org');
  candidate = server.visitor();
  return () => server.close();
});

async function created() {
  const { interviewId, links } = await organizer.call('interviews.create', INPUT);
  const [ada, grace] = links;
  if (!ada || !grace) throw new Error('There are no links.');
  return { interviewId, links, ada, grace };
}

const exchange = (url: string) => candidate.call('join.exchange', { link: tokenOf(url) });
const linkInvalid = expect.objectContaining({ code: 'link-invalid' });

describe('an organizer', () => {
  it('plans an interview that started some minutes ago, and none, and no move, to more than an hour ago', async () => {
    const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;
    const { interviewId } = await organizer.call('interviews.create', {
      ...{ ...INPUT, scheduledAt: minutesAgo(50) },
    });
    const refused = { code: 'invalid', details: { fields: { scheduledAt: { reason: 'time-passed' } } } };
    for (const scheduledAt of [minutesAgo(70), minutesAgo(30 * 24 * 60)]) {
      const created = organizer.call('interviews.create', { ...INPUT, scheduledAt });
      await expect(created).rejects.toMatchObject(refused);
      const moved = organizer.call('interviews.change', { interviewId, scheduledAt });
      await expect(moved).rejects.toMatchObject(refused);
    }
    await organizer.call('interviews.change', { interviewId, scheduledAt: minutesAgo(10) });
  });

  it('creates an interview with a link for everyone, and the first interviewer as lead', async () => {
    const { interviewId, links } = await created();
    expect(links).toHaveLength(5);
    for (const link of links) expect(link.url).toMatch(/^http:\/\/localhost:\d+\/join#[\w-]{22}$/);
    expect(new Set(links.map(link => link.url)).size).toBe(5);
    const { view } = await organizer.call('interviews.read', { interviewId });
    expect(Object.values(view.seats).map(seat => seat.displayName)).toEqual(
      INPUT.seats.map(seat => seat.displayName),
    );
    expect(view.leadSeatId).toBe(links[1]?.seatId);
    expect(view.phase).toBe('lobby');
  });

  it('creates an interview before anyone is known, and the first interviewer who is added becomes lead', async () => {
    const { interviewId } = await organizer.call('interviews.create', { ...INPUT, seats: [] });
    expect((await organizer.call('interviews.read', { interviewId })).view.leadSeatId).toBeUndefined();
    await organizer.call('seats.add', { interviewId, seat: { role: 'observer', displayName: 'Alan' } });
    const { link } = await organizer.call('seats.add', {
      interviewId,
      seat: { role: 'interviewer', displayName: 'Grace' },
    });
    await organizer.call('seats.add', { interviewId, seat: { role: 'interviewer', displayName: 'Edsger' } });
    expect((await organizer.call('interviews.read', { interviewId })).view.leadSeatId).toBe(link.seatId);
  });

  it('finds interviews in the list, newest first', async () => {
    const { interviewId } = await created();
    const later = { ...INPUT, scheduledAt: SCHEDULED_AT + DAY_MS, seats: [] };
    await organizer.call('interviews.create', later);
    const { interviews } = await organizer.call('interviews.list', {});
    expect(interviews).toHaveLength(2);
    expect(interviews[1]).toEqual({
      interviewId,
      title: INPUT.title,
      jobRole: INPUT.jobRole,
      status: 'scheduled',
      scheduledAt: SCHEDULED_AT,
      timeZone: ownZone(),
      plannedMinutes: 45,
      phase: 'lobby',
      heldByRecruiter: false,
      scorecardsOpen: false,
      candidateNames: ['Ada'],
      people: [
        { name: 'Grace', role: 'interviewer' },
        { name: 'Edsger', role: 'interviewer' },
        { name: 'Barbara', role: 'evaluator' },
        { name: 'Alan', role: 'observer' },
      ],
      rating: { due: 0, locked: 0 },
      candidateJoined: false,
      begun: false,
      present: { candidate: 0, interviewer: 0, evaluator: 0, observer: 0 },
    });
  });

  it('filters the list by group, pages through it, and searches it', async () => {
    const day = { today: SCHEDULED_AT - DAY_MS, tomorrow: SCHEDULED_AT };
    const group = { name: 'upcoming' as const, ...day };
    const titles = Array.from({ length: INTERVIEW_PAGE + 2 }, (_, index) => `Round ${index}.`);
    for (const [index, title] of titles.entries())
      await organizer.call('interviews.create', { ...INPUT, title, scheduledAt: SCHEDULED_AT + index });
    const first = await organizer.call('interviews.list', { filter: { group } });
    const rest = await organizer.call('interviews.list', { filter: { group }, after: first.next });
    expect(first.interviews).toHaveLength(INTERVIEW_PAGE);
    expect([...first.interviews, ...rest.interviews].map(({ title }) => title)).toEqual(titles);
    expect(rest).not.toHaveProperty('next');
    const searched = await organizer.call('interviews.list', { filter: { group, search: 'ADA 51.' } });
    expect(searched).toEqual({ interviews: [expect.objectContaining({ title: 'Round 51.' })] });
    const today = { filter: { group: { ...group, name: 'today' as const } } };
    expect((await organizer.call('interviews.list', today)).interviews).toEqual([]);
  });

  it('sees no one as present who has lost the connection, as in the interview', async () => {
    const { interviewId, ada } = await created();
    const { seatId } = ada;
    const clientId = newClientId();
    const standing = async (event: NewEvent) => {
      const events = [event];
      await server.interviews.execute(interviewId, { type: 'system' }, () => ({ events, result: {} }));
      const { view } = await organizer.call('interviews.read', { interviewId });
      const { interviews } = await organizer.call('interviews.list', {});
      return [interviews[0]?.present.candidate, view.seats[seatId]?.presence];
    };
    const connected = { seatId, clientId, serverId: 'server-1' };
    expect(await standing({ kind: 'seat.connected', payload: connected })).toEqual([1, 'preparing']);
    expect(await standing({ kind: 'seat.entered', payload: { seatId, clientId } })).toEqual([1, 'waiting']);
    const gone = await standing({ kind: 'seat.disconnected', payload: { seatId, clientId } });
    expect(gone).toEqual([0, 'reconnecting']);
  });

  it('reschedules and renames an interview', async () => {
    const { interviewId } = await created();
    const changes = { title: 'Second round', scheduledAt: SCHEDULED_AT + DAY_MS };
    await organizer.call('interviews.change', { interviewId, ...changes });
    const { view } = await organizer.call('interviews.read', { interviewId });
    expect(view).toMatchObject({ ...changes, jobRole: INPUT.jobRole });
  });

  it('corrects a name or an address, and the link and everything else stay unchanged', async () => {
    const { interviewId, ada } = await created();
    const { seatId } = ada;
    const seat = async () => (await organizer.call('interviews.read', { interviewId })).view.seats[seatId];
    await organizer.call('seats.change', { interviewId, seatId, displayName: 'Ada Lovelace' });
    expect(await seat()).toMatchObject({
      displayName: 'Ada Lovelace',
      email: 'ada@example.org',
      role: 'candidate',
    });
    expect((await organizer.call('interviews.list', {})).interviews[0]?.candidateNames).toEqual([
      'Ada Lovelace',
    ]);
    await organizer.call('seats.change', { interviewId, seatId, email: 'ADA@lovelace.example' });
    expect((await seat())?.email).toBe('ada@lovelace.example');
    await organizer.call('seats.change', { interviewId, seatId, email: null });
    expect(await seat()).toMatchObject({ displayName: 'Ada Lovelace' });
    expect((await seat())?.email).toBeUndefined();
    await exchange(ada.url);

    const entries = (await server.store.audit.list(50)).filter(({ action }) => action === 'seat.changed');
    expect(entries.map(({ details }) => details)).toEqual([
      { seatId, fields: ['email'] },
      { seatId, fields: ['email'] },
      { seatId, fields: ['displayName'] },
    ]);
    await organizer.call('interviews.cancel', { interviewId });
    await expect(
      organizer.call('seats.change', { interviewId, seatId, displayName: 'Late' }),
    ).rejects.toMatchObject({ code: 'wrong-phase' });
  });

  it('cancels an interview, which then accepts no further changes', async () => {
    const { interviewId, ada } = await created();
    await organizer.call('interviews.cancel', { interviewId });
    await organizer.call('interviews.cancel', { interviewId });
    expect((await organizer.call('interviews.list', {})).interviews[0]?.phase).toBe('cancelled');
    const over = { code: 'wrong-phase' };
    const { seatId } = ada;
    const seat = { role: 'observer' as const, displayName: 'Late' };
    await expect(organizer.call('interviews.change', { interviewId, title: 'x' })).rejects.toMatchObject(
      over,
    );
    await expect(organizer.call('seats.add', { interviewId, seat })).rejects.toMatchObject(over);
    await expect(organizer.call('links.issue', { interviewId, seatId })).rejects.toMatchObject(over);
  });

  it('creates links after the call only for evaluators, while they can still write their scorecards', async () => {
    const grace = newSeat('interviewer', 'Grace');
    const interviewId = await scoredInterview(server.interviews, {
      raters: [{ seat: grace, ratings: 3, locks: false }],
    });
    const { view } = await organizer.call('interviews.read', { interviewId });
    const ada = Object.values(view.seats).find(({ role }) => role === 'candidate');
    const { link } = await organizer.call('links.issue', { interviewId, seatId: grace.seatId });
    expect(await exchange(link.url)).toMatchObject({ displayName: 'Grace', over: true });
    const issue = (seatId: SeatId | undefined) => organizer.send('links.issue', { interviewId, seatId });
    expect((await issue(ada?.seatId)).body.error?.code).toBe('wrong-phase');
    await addEvents(server.interviews, interviewId, [{ kind: 'scoring.closed', payload: {} }]);
    expect((await issue(grace.seatId)).body.error?.code).toBe('wrong-phase');
  });

  it('adds people until the interview is full', async () => {
    const seats = Array.from({ length: 39 }, () => ({ role: 'observer' as const, displayName: 'Alan' }));
    const { interviewId } = await organizer.call('interviews.create', { ...INPUT, seats });
    const seat = { role: 'candidate' as const, displayName: 'Ada' };
    const { link } = await organizer.call('seats.add', { interviewId, seat });
    expect(await exchange(link.url)).toMatchObject({ role: 'candidate', displayName: 'Ada' });
    await expect(organizer.call('seats.add', { interviewId, seat })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('gets an error when an interview or a participant does not exist', async () => {
    const { interviewId } = await created();
    const nowhere = InterviewId.parse('01890000-0000-7000-8000-000000000000');
    const nobody = SeatId.parse('01890000-0000-7000-8000-000000000000');
    const missing = { code: 'not-found' };
    await expect(organizer.call('interviews.read', { interviewId: nowhere })).rejects.toMatchObject(missing);
    await expect(organizer.call('interviews.cancel', { interviewId: nowhere })).rejects.toMatchObject(
      missing,
    );
    await expect(organizer.call('links.issue', { interviewId, seatId: nobody })).rejects.toMatchObject(
      missing,
    );
    await expect(organizer.call('links.revoke', { interviewId, seatId: nobody })).rejects.toMatchObject(
      missing,
    );
  });

  it('is audited for every change, and for the views of an hour once', async () => {
    const { interviewId, ada } = await created();
    for (const _reload of [1, 2]) await organizer.call('interviews.read', { interviewId });
    await organizer.call('links.revoke', { interviewId, seatId: ada.seatId });
    const entries = (await server.store.audit.list(50)).filter(entry => entry.target === interviewId);
    expect(entries.map(entry => entry.action).reverse()).toEqual([
      'interview.created',
      'interview.viewed',
      'link.revoked',
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Ada|example\.org/);
  });
});

describe('a personal link', () => {
  it('is exchanged for a short-lived token for its participant', async () => {
    const { interviewId, ada } = await created();
    const joined = await exchange(ada.url);
    expect(joined).toMatchObject({
      interviewId,
      seatId: ada.seatId,
      role: 'candidate',
      displayName: 'Ada',
      title: INPUT.title,
      scheduledAt: SCHEDULED_AT,
    });
    expect(joined.expiresAt - Date.now()).toBeLessThanOrEqual(15 * 60 * 1_000);
    const claims = await server.join.verifyJoinToken(joined.joinToken);
    expect(claims).toMatchObject({ interviewId, seatId: ada.seatId });
  });

  it('can be used again, for example after a reload', async () => {
    const { ada } = await created();
    const [first, second] = [await exchange(ada.url), await exchange(ada.url)];
    expect(second.joinToken).not.toBe(first.joinToken);
  });

  it('stops working when it is replaced, with every token created from it', async () => {
    const { interviewId, ada, grace } = await created();
    const { joinToken } = await exchange(ada.url);
    const { link } = await organizer.call('links.issue', { interviewId, seatId: ada.seatId });
    await expect(exchange(ada.url)).rejects.toEqual(linkInvalid);
    await expect(server.join.verifyJoinToken(joinToken)).rejects.toEqual(linkInvalid);
    expect(await exchange(link.url)).toMatchObject({ seatId: ada.seatId });
    expect(await exchange(grace.url)).toMatchObject({ displayName: 'Grace' });
    expect((await server.interviews.read(interviewId)).seats[ada.seatId]?.link?.revoked).toBe(false);
  });

  it('stops working when it is revoked, with every token created from it', async () => {
    const { interviewId, ada } = await created();
    const { joinToken } = await exchange(ada.url);
    const where = { interviewId, seatId: ada.seatId };
    await organizer.call('links.revoke', where);
    await organizer.call('links.revoke', where);
    await expect(exchange(ada.url)).rejects.toEqual(linkInvalid);
    await expect(server.join.verifyJoinToken(joinToken)).rejects.toEqual(linkInvalid);
    expect((await server.interviews.read(interviewId)).seats[ada.seatId]?.link?.revoked).toBe(true);
  });

  it('that doesn’t work gets one error, and its holder reads whether it expired or was revoked', async () => {
    const { interviewId, ada, grace } = await created();
    await organizer.call('links.revoke', { interviewId, seatId: ada.seatId });
    const links = server.store.database.kysely.updateTable('links').set({ expiresAt: Date.now() - 1 });
    await links.where('seatId', '=', grace.seatId).execute();
    const answers = await Promise.all(
      [ada.url, grace.url, `x#${'A'.repeat(22)}`].map(url =>
        candidate.send('join.exchange', { link: tokenOf(url) }),
      ),
    );
    expect(answers.map(({ status, body: { error } }) => [status, error?.code, error?.reason])).toEqual([
      [404, 'link-invalid', 'link-revoked'],
      [404, 'link-invalid', 'link-expired'],
      [404, 'link-invalid', undefined],
    ]);
  });

  it('says who would transcribe the recording, in a language that is recognized', async () => {
    const { ada } = await created();
    const without = await exchange(ada.url);
    expect(without).toMatchObject({ withoutCaptions: true });
    expect(without).not.toHaveProperty('transcriber');
    const engine = { kind: 'engine', folder: '/engine' } as const;
    await using transcribing = await startTestServer({ transcription: engine });
    const owning = await transcribing.owner();
    const { links } = await owning.call('interviews.create', INPUT);
    const link = tokenOf(links[0]?.url ?? '');
    const details = () => transcribing.visitor().call('join.exchange', { link });
    expect(await details()).toMatchObject({ transcriber: 'server' });
    for (const field of ['ratersSeeTranscript', 'withoutCaptions'])
      expect(await details()).not.toHaveProperty(field);
    await owning.call('transcripts.changeSettings', { ratersSee: true });
    expect(await details()).toMatchObject({ ratersSeeTranscript: true });
    expect(transcriberFor(engine, 'de')).toBeUndefined();
    expect(transcriberFor({ kind: 'engine', folder: undefined }, 'en')).toBeUndefined();
    const service = { url: 'http://localhost', model: 'a', languages: ['de'] };
    expect(['de-AT', 'en'].map(language => transcriberFor({ kind: 'service', service }, language))).toEqual([
      'service',
      undefined,
    ]);
  });

  it('is valid for thirty days, or until two days after a later interview', async () => {
    const { ada } = await created();
    expect(Math.abs(ada.expiresAt - (Date.now() + 30 * DAY_MS))).toBeLessThan(60_000);
    const scheduledAt = Date.now() + 100 * DAY_MS;
    const far = await organizer.call('interviews.create', { ...INPUT, scheduledAt });
    expect(far.links[0]?.expiresAt).toBe(scheduledAt + 45 * 60_000 + 2 * DAY_MS);
  });

  it('of an evaluator is valid for as long as a scorecard can be written after the end', async () => {
    const scheduledAt = Date.now() + 100 * DAY_MS;
    const { links } = await organizer.call('interviews.create', { ...INPUT, scheduledAt });
    const [, grace, , barbara, alan] = links.map(({ expiresAt }) => expiresAt - scheduledAt - 45 * 60_000);
    expect([grace, barbara, alan]).toEqual([16 * DAY_MS, 16 * DAY_MS, 2 * DAY_MS]);
  });

  it('is never stored in the database', async () => {
    const { ada } = await created();
    const db = server.store.database.kysely;
    const rows = [
      await db.selectFrom('links').selectAll().execute(),
      await db.selectFrom('interviewEvents').selectAll().execute(),
      await db.selectFrom('auditLog').selectAll().execute(),
    ];
    expect(JSON.stringify(rows)).not.toContain(tokenOf(ada.url));
  });

  it('can be repeated in later emails, but not with another secret, and not if its token was random', async () => {
    const { ada } = await created();
    const stored = await server.store.interviews.findLink(hashOfToken(tokenOf(ada.url)));
    if (!stored) throw new Error('The link is not stored.');
    const links = new PersonalLinks(server.config);
    expect(links.addressOf(stored)).toBe(ada.url);
    expect(links.addressOf({ ...stored, tokenHash: hashOfToken(newLinkToken()) })).toBeUndefined();
    const restored = new PersonalLinks({ ...server.config, secret: 'another secret' });
    expect(restored.addressOf(stored)).toBeUndefined();
  });
});

describe('a join token', () => {
  it('is rejected when it is forged, changed, or issued for another purpose', async () => {
    const { ada } = await created();
    const { joinToken } = await exchange(ada.url);
    const [head, body, signature] = joinToken.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const forged of [
      '',
      'x',
      `${none}.${body}.`,
      `${head}.${body}.${signature?.slice(1)}A`,
      `${head}.e30.${signature}`,
    ])
      await expect(server.join.verifyJoinToken(forged)).rejects.toEqual(linkInvalid);
  });

  it('of one installation is invalid in another', async () => {
    const { ada } = await created();
    const { joinToken } = await exchange(ada.url);
    await using other = await startTestServer();
    await expect(other.join.verifyJoinToken(joinToken)).rejects.toEqual(linkInvalid);
  });
});
