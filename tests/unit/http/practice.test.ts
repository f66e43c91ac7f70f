import { describe, expect, it } from 'vitest';
import { PracticeVisitors } from '../../../server/features/practice/PracticeVisitors.ts';
import type { Slug } from '../../../shared/protocol/siteRoutes.ts';
import { eventually } from '../../support/eventually.ts';
import { setBack } from '../../support/practiceAttempts.ts';
import { practiceableKit } from '../../support/practiceKit.ts';
import { PracticeStranger, proofOf } from '../../support/practiceStranger.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { KIT, PracticedServer, QUESTION, SHORT, SLUG } from './practicedServer.ts';
import { refusalOf, refusalsOf } from './refusals.ts';

const MINUTE_MS = 60_000;
const house = PracticedServer.ofEachTest();
const { exchange, start } = house;

describe('a practice offer', () => {
  it('states what can be practiced, how much it is, and how long it takes', async () => {
    const offer = await house.server.visitor().call('practice.offer', { slug: SLUG });
    expect(offer).toMatchObject({ slug: SLUG, kitId: house.kitId, role: KIT.role, sendsMail: false });
    expect(offer.lengths.map(({ length, questions }) => [length, questions])).toEqual([
      ['question', 1],
      ['short', 2],
      ['full', 2],
    ]);
    const [question, , full] = offer.lengths;
    expect(full?.minutes).toBeGreaterThan(question?.minutes ?? Number.POSITIVE_INFINITY);
    expect(offer.questions).toEqual(
      KIT.questions.map(({ id, text }, index) => ({
        questionId: id,
        title: `Subject ${index + 1}`,
        asked: text,
        minutes: expect.any(Number),
        guide: true,
      })),
    );
    // Without a choice, the shortest duration is stated.
    expect(question?.minutes).toBe(Math.min(...offer.questions.map(({ minutes }) => minutes)));
    expect(offer).not.toHaveProperty('retentionDays');
  });

  it('states how long recordings are kept unless they are kept permanently', async () => {
    await house.owner.call('retention.change', { days: 30 });
    expect(await house.server.visitor().call('practice.offer', { slug: SLUG })).toMatchObject({
      retentionDays: 30,
    });
  });

  it('exists only for public roles', async () => {
    const ask = (slug: string) => house.server.visitor().call('practice.offer', { slug: slug as Slug });
    expect((await refusalOf(ask('astronaut'))).code).toBe('not-found');
    await house.owner.call('publications.change', { kitId: house.kitId, published: false });
    expect((await refusalOf(ask(SLUG))).code).toBe('not-found');
    await house.owner.call('publications.change', { kitId: house.kitId, published: true });
    await house.owner.call('publicSide.change', { publicSide: false });
    expect((await refusalOf(ask(SLUG))).code).toBe('not-found');
  });

  it('is missing when practice is turned off, and says so', async () => {
    await house.server.close();
    await house.begin({ env: { PRACTICE_SESSIONS: '0' } });
    const stranger = house.server.visitor();
    for (const refusal of await refusalsOf([
      stranger.call('practice.offer', { slug: SLUG }),
      stranger.call('practice.challenge', {}),
      stranger.call('practice.start', { ...SHORT, proof: 'x' }),
    ])) {
      expect(refusal).toMatchObject({ code: 'unavailable', reason: 'practice-off' });
    }
  });
});

describe('a practice attempt', () => {
  it('is an interview by the virtual recruiter that a stranger enters by a link', async () => {
    const stranger = await start({ length: 'full', purpose: 'evaluation', name: 'Ada' });
    expect(stranger.place.state).toBe('ready');
    const link = stranger.place.state === 'ready' ? stranger.place.link : '';
    expect(await exchange(link)).toMatchObject({
      interviewId: stranger.interviewId,
      role: 'candidate',
      displayName: 'Ada',
      title: `${KIT.role}: practice interview`,
      over: false,
    });
    const state = await house.server.interviews.read(stranger.interviewId);
    expect(state).toMatchObject({
      jobRole: KIT.role,
      practice: { length: 'full', purpose: 'evaluation' },
      rubric: { chosen: { kitId: house.kitId, version: 1 } },
      recruiter: { settings: { practice: true } },
    });
    expect(state.rubric?.chosen.kit.questions).toEqual(KIT.questions);
    const [seat, ...others] = Object.values(state.seats);
    expect(others).toEqual([]);
    expect(seat).toMatchObject({ accommodations: { textAnswers: true, noTimeLimit: false, extraTime: 1 } });
    expect(await stranger.attempt()).toMatchObject({
      slug: SLUG,
      kitId: house.kitId,
      kitVersion: 1,
      role: KIT.role,
      length: 'full',
      purpose: 'evaluation',
      state: 'open',
      recording: { state: 'none' },
      evaluation: 'none',
      questions: [],
      note: '',
    });
  });

  it('asks the chosen question, without a practice question', async () => {
    const stranger = await start({ length: 'question', questionId: QUESTION });
    const state = await house.server.interviews.read(stranger.interviewId);
    expect(state.rubric?.chosen.kit.questions.map(({ id }) => id)).toEqual([QUESTION]);
    expect(state.recruiter?.settings.practice).toBe(false);
    expect(await stranger.attempt()).toMatchObject({ questionIds: [QUESTION] });
  });

  it('asks the questions of an earlier one, on the same page', async () => {
    const first = await start({ length: 'question', questionId: QUESTION });
    const second = await first.again({ ...SHORT, length: 'question', questionIds: [QUESTION] });
    expect(second.page).toBe(first.page);
    const { attempts } = await first.asker.call('practice.open', { page: first.page });
    expect(attempts.map(({ interviewId }) => interviewId)).toEqual([second.interviewId, first.interviewId]);
    expect(attempts.map(({ questionIds }) => questionIds)).toEqual([[QUESTION], [QUESTION]]);
  });

  it('on a page with a name uses that name', async () => {
    const first = await start({ name: 'Ada' });
    const again = await first.again(SHORT);
    const { displayName } = await exchange(await again.untilReady());
    expect(displayName).toBe('Ada');
  });

  it('has no name when none was entered', async () => {
    const stranger = await start();
    expect(Object.values((await house.server.interviews.read(stranger.interviewId)).seats)).toMatchObject([
      { displayName: 'Candidate' },
    ]);
    expect(await stranger.asker.call('practice.open', { page: stranger.page })).not.toHaveProperty('name');
  });

  it('keeps a name with markup as plain text', async () => {
    const name = '<img src=x onerror=alert(1)> & "Ada"';
    const stranger = await start({ name });
    expect(await exchange(await stranger.untilReady())).toMatchObject({ displayName: name });
    expect(await stranger.asker.call('practice.open', { page: stranger.page })).toMatchObject({ name });
  });

  it('is not started with invalid input, and the proof stays valid', async () => {
    const stranger = house.server.visitor();
    const proof = await proofOf(stranger);
    const wrong = (changes: object) => stranger.call('practice.start', { ...SHORT, proof, ...changes });
    const page = 'A'.repeat(22);
    const refusals = await refusalsOf([
      wrong({ name: 'x'.repeat(500) }),
      wrong({ slug: 'astronaut' }),
      wrong({ length: 'question' }),
      wrong({ length: 'question', questionId: 'what-else' }),
      wrong({ questionIds: [QUESTION, QUESTION] }),
      wrong({ page }),
    ]);
    expect(refusals.map(({ code }) => code)).toEqual([
      'invalid',
      'not-found',
      'invalid',
      'invalid',
      'invalid',
      'link-invalid',
    ]);
    expect(refusals[0]?.details).toMatchObject({ field: 'name' });
    expect((await stranger.call('practice.start', { ...SHORT, proof })).place.state).toBe('ready');
  });

  it('is frozen when it is requested: later kit changes have no effect', async () => {
    const [, , waiting] = [await start(), await start(), await start()];
    expect(waiting.place.state).toBe('waiting');
    const changed = practiceableKit({ role: 'Plumber' });
    await house.owner.call('kits.save', { kitId: house.kitId, expectedVersion: 1, kit: changed });
    await house.owner.call('publications.change', { kitId: house.kitId, published: false });
    await setFree();
    await waiting.untilReady();
    const state = await house.server.interviews.read(waiting.interviewId);
    expect(state).toMatchObject({ jobRole: KIT.role, rubric: { chosen: { version: 1 } } });
    const attempt = await waiting.attempt();
    expect(attempt).toMatchObject({ kitVersion: 1, role: KIT.role });
    expect(attempt).not.toHaveProperty('slug');
    expect((await refusalOf(start())).code).toBe('not-found');
  });

  it('is entered by one stable link for a while, however often its status is requested', async () => {
    const stranger = await start();
    const asked = await Promise.all(Array.from({ length: 20 }, () => stranger.untilReady()));
    const first = stranger.place.state === 'ready' ? stranger.place.link : '';
    expect(new Set([first, ...asked])).toEqual(new Set([first]));
    expect(await exchange(first)).toMatchObject({ interviewId: stranger.interviewId, over: false });
    const events = await house.server.store.interviews.readEvents(stranger.interviewId, 0);
    expect(events.filter(({ kind }) => kind === 'link.issued')).toHaveLength(1);
    expect(events.filter(({ kind }) => kind === 'link.revoked')).toHaveLength(0);
  });

  it('is resumed by a person who returns in the middle', async () => {
    const stranger = await start();
    const held = new PracticedInterview(house.server, stranger);
    await held.enter();
    await held.answer(QUESTION);
    expect((await stranger.attempt()).state).toBe('running');
    expect(await exchange(await stranger.untilReady())).toMatchObject({
      interviewId: stranger.interviewId,
      over: false,
    });
    expect((await held.state()).rubric?.currentQuestionId).toBe(QUESTION);
    await held.end();
    expect(await stranger.ask()).toEqual({ state: 'over' });
  });

  it('expires when no one enters, and can be requested again', async () => {
    const stranger = await start();
    const link = await stranger.untilReady();
    await setBack(house.server.store, stranger.interviewId, 11 * MINUTE_MS);
    const other = await start();
    await eventually('the place to be gone', async () => (await stranger.ask()).state === 'expired');
    expect((await stranger.attempt()).state).toBe('expired');
    await eventually('the interview to be closed', async () => (await exchange(link)).over);
    expect((await stranger.again(SHORT)).place.state).toBe('ready');
    expect((await other.ask()).state).toBe('ready');
  });
});

/** Makes everyone with a slot leave. */
async function setFree(): Promise<void> {
  const rows = await house.server.store.database.kysely
    .selectFrom('interviews')
    .select('interviewId')
    .where('phase', '=', 'lobby')
    .execute();
  for (const { interviewId } of rows)
    await house.server.interviews.execute(interviewId as never, { type: 'system' }, () => ({
      events: [{ kind: 'interview.cancelled', payload: {} }],
      result: undefined,
    }));
}

describe('practice at full capacity', () => {
  it('shows waiting people their position and time, and admits the next when someone has finished', async () => {
    const [first, , third, fourth] = [await start(), await start(), await start(), await start()];
    expect(third.place).toMatchObject({ state: 'waiting', ahead: 0 });
    expect(fourth.place).toMatchObject({ state: 'waiting', ahead: 1 });
    if (third.place.state !== 'waiting') throw new Error('No one waits.');
    const planned =
      (await house.server.visitor().call('practice.offer', { slug: SLUG })).lengths[1]?.minutes ?? 0;
    expect(third.place.minutes).toBe(planned);
    await expect(third.attempt()).resolves.toMatchObject({ state: 'open' });
    const held = new PracticedInterview(house.server, first);
    await held.enter(false);
    await held.end();
    await third.untilReady();
    expect(await fourth.ask()).toMatchObject({ state: 'waiting', ahead: 0 });
  });

  it('rejects none of two hundred strangers without an explanation', async () => {
    const strangers = await Promise.all(Array.from({ length: 200 }, () => start()));
    const places = await Promise.all(strangers.map(stranger => stranger.ask()));
    const ready = places.filter(({ state }) => state === 'ready');
    const waiting = places.flatMap(place => (place.state === 'waiting' ? [place] : []));
    expect(ready).toHaveLength(2);
    expect(waiting).toHaveLength(198);
    expect(waiting.map(({ ahead }) => ahead).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 198 }, (_, index) => index),
    );
    for (const { ahead, minutes } of waiting)
      expect(minutes).toBeGreaterThanOrEqual(Math.max(1, Math.floor(ahead / 2)));
  }, 60_000);

  it("shows the progress of the virtual recruiter's first lines", async () => {
    let ready = 3;
    await house.server.close();
    await house.begin({
      practice: {
        library: {
          order: wishes => ({
            clipIds: wishes.map(() => 'a' as never),
            settled: Promise.withResolvers<void>().promise,
          }),
          progressOf: () => ({ ready, total: 4, failed: [], fallback: [] }),
        },
      },
    });
    const stranger = await start();
    const preparing = { progress: 0.75, minutes: 1 };
    expect(stranger.place).toEqual({ state: 'preparing', ...preparing });
    // A page that already shows pre-join gets a link, and keeps it.
    const ask = async (early: { link?: string }) =>
      (await stranger.asker.call('practice.place', { ...stranger.ref, early })).place;
    const place = await ask({});
    const { link } = place as { link: string };
    expect(place).toEqual({ state: 'ready', link, preparing });
    expect(await ask({ link })).toEqual(place);
    ready = 4;
    expect(await ask({ link })).toEqual({ state: 'ready', link });
    expect(await stranger.ask()).toMatchObject({ state: 'ready' });
  });
});

describe('practice limits', () => {
  it('allow each address a number of attempts per hour, and state when to return', async () => {
    await house.server.close();
    await house.begin({ limits: { practice: { points: 3, seconds: 3_600 } } });
    const first = await start();
    await start();
    await start();
    const refusal = await refusalOf(first.again(SHORT));
    expect(refusal).toMatchObject({ code: 'rate-limited', details: { retryAfterMs: expect.any(Number) } });
    expect(refusal.details?.retryAfterMs).toBeLessThanOrEqual(3_600_000);
    expect(refusal).toMatchObject({
      reason: 'practice-limit-network',
      values: { waitMs: refusal.details?.retryAfterMs },
    });
    expect(refusal.details?.retryAfterMs).toBeGreaterThan(59 * 60_000);
  });

  it('let a class behind one address practice, with a limit per browser', async () => {
    await house.server.close();
    await house.begin({ limits: { practiceDevice: { points: 2, seconds: 86_400 } } });
    const pupils = await Promise.all(Array.from({ length: 35 }, () => start()));
    const second = await Promise.all(pupils.map(pupil => pupil.again(SHORT)));
    expect(second).toHaveLength(35);
    const [pupil, other] = pupils;
    expect(await refusalOf(pupil?.again(SHORT) ?? start())).toMatchObject({
      code: 'rate-limited',
      reason: 'practice-limit-browser',
      values: {
        waitMs: expect.toSatisfy((waitMs: number) => waitMs > 23 * 3_600_000 && waitMs <= 24 * 3_600_000),
      },
    });
    expect(await refusalOf(other?.again(SHORT) ?? start())).toMatchObject({ code: 'rate-limited' });
    expect((await start()).place.state).toBe('waiting');
  }, 60_000);

  it('are not used up by browsers without a cookie for those who practiced before', async () => {
    await house.server.close();
    await house.begin({ limits: { practiceNewDevice: { points: 3, seconds: 3_600 } } });
    const known = await start();
    await start();
    await start();
    const refusal = await refusalOf(start());
    expect(refusal).toMatchObject({ code: 'rate-limited', details: { retryAfterMs: expect.any(Number) } });
    expect((await known.again(SHORT)).place.state).toBe('waiting');
    // A cookie of another installation is invalid.
    const { cookie } = await new PracticeVisitors({
      secret: 'another secret',
      secure: false,
    }).cookie.create();
    const forger = house.server.visitor();
    forger.cookies.set('vivavoce.practice', cookie.split(';')[0]?.split('=')[1] ?? '');
    const forged = PracticeStranger.start(forger, SHORT);
    expect((await refusalOf(forged)).code).toBe('rate-limited');
  });

  it("identify a browser by a cookie that scripts can't read, and store addresses only as hashes", async () => {
    const visitor = house.server.visitor();
    const proof = await proofOf(visitor);
    const answer = await visitor.send('practice.start', { ...SHORT, proof });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^vivavoce\.practice=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const again = await visitor.send('practice.start', { ...SHORT, proof: await proofOf(visitor) });
    expect(again.headers.getSetCookie()).toEqual([]);
    const rows = await house.server.store.database.kysely
      .selectFrom('practiceAttempts')
      .select('source')
      .execute();
    expect(new Set(rows.map(({ source }) => source)).size).toBe(1);
    expect(rows[0]?.source).toMatch(/^[\w-]{22}$/);
  });

  it('limit status requests of an attempt, without an effect on others', async () => {
    await house.server.close();
    await house.begin({ limits: { practicePlace: { points: 3, seconds: 60 } } });
    const [stranger, other] = [await start(), await start()];
    for (let time = 0; time < 3; time += 1) await stranger.ask();
    expect(await refusalOf(stranger.ask())).toMatchObject({
      code: 'rate-limited',
      details: { retryAfterMs: expect.any(Number) },
    });
    expect((await other.ask()).state).toBe('ready');
  });

  it('limit how often notes of an attempt are saved', async () => {
    await house.server.close();
    await house.begin({ limits: { practiceNote: { points: 1, seconds: 60 } } });
    const stranger = await start();
    const write = (base: string, note: string) =>
      stranger.asker.call('practice.note', { ...stranger.ref, base, note });
    await write('', 'Slower.');
    expect((await refusalOf(write('Slower.', 'Louder.'))).code).toBe('rate-limited');
    expect((await stranger.attempt()).note).toBe('Slower.');
  });

  it('allow each page a number of attempts per day', async () => {
    const first = await start();
    for (let attempt = 1; attempt < 20; attempt += 1) await first.again(SHORT);
    expect(await refusalOf(first.again(SHORT))).toMatchObject({
      code: 'rate-limited',
      reason: 'practice-limit-page',
      values: {
        waitMs: expect.toSatisfy((waitMs: number) => waitMs > 23 * 3_600_000 && waitMs <= 24 * 3_600_000),
      },
      details: { retryAfterMs: expect.any(Number) },
    });
    expect((await start()).place.state).toBe('waiting');
  });

  it('accept a proof once, and no forged one', async () => {
    const stranger = house.server.visitor();
    const proof = await proofOf(stranger);
    await stranger.call('practice.start', { ...SHORT, proof });
    const forged = Buffer.from(
      JSON.stringify({
        ...JSON.parse(Buffer.from(await proofOf(stranger), 'base64').toString()),
        solution: { counter: 1, derivedKey: '00'.repeat(32), time: 1 },
      }),
    ).toString('base64');
    for (const wrong of [proof, forged, 'x', '', '{}', Buffer.from('{}').toString('base64')])
      expect(await refusalOf(stranger.call('practice.start', { ...SHORT, proof: wrong }))).toMatchObject({
        code: 'invalid',
        details: { field: 'proof' },
      });
  });

  it('accept one proof for one of several simultaneous starts', async () => {
    const stranger = house.server.visitor();
    const proof = await proofOf(stranger);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => stranger.call('practice.start', { ...SHORT, proof })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
