import { readdir } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import type { AppError } from '../../../shared/errors.ts';
import { PRACTICE_ARCHIVE, PracticeAttempt } from '../../../shared/protocol/practiceRoutes.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import { eventually } from '../../support/eventually.ts';
import { setBack } from '../../support/practiceAttempts.ts';
import { practiceableKit } from '../../support/practiceKit.ts';
import { tablesThatMention } from '../../support/practiceRows.ts';
import { PracticeStranger, proofOf } from '../../support/practiceStranger.ts';
import { addressOf } from './finishedFiles.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { refusalOf, refusalsOf } from './refusals.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const MINUTE_MS = 60_000;
const MANY = { points: 10_000, seconds: 60 };
const KIT = practiceableKit();
const [FIRST] = KIT.questions;
if (!FIRST) throw new Error('The kit asks nothing.');
const QUESTION = FIRST.id;

let server: TestServer;
let owner: Visitor;
let kitId: Awaited<ReturnType<typeof publish>>;

async function publish(kit = KIT, slug = 'backend-developer') {
  const made = await owner.call('kits.create', { kit });
  await owner.call('publications.change', { kitId: made.kitId, slug: slug as Slug, published: true });
  return made.kitId;
}

async function begin(options: Parameters<typeof startTestServer>[0] = {}): Promise<void> {
  server = await startTestServer({
    limits: { practice: MANY, api: MANY, practiceOpen: MANY },
    ...options,
    env: { PRACTICE_SESSIONS: '2', ...options.env },
  });
  owner = await server.owner();
  kitId = await publish();
}

beforeEach(() => begin());
afterEach(() => server.close());

const SLUG = Slug.parse('backend-developer');
const SHORT = { slug: SLUG, length: 'short', purpose: 'self' } as const;
const start = (changes: Partial<Parameters<typeof PracticeStranger.start>[1]> = {}) =>
  PracticeStranger.start(server.visitor(), { ...SHORT, ...changes });
const exchange = (link: string) => server.visitor().call('join.exchange', { link });

describe('an offer', () => {
  it('says what can be practiced, how much it is and how long it takes', async () => {
    const offer = await server.visitor().call('practice.offer', { slug: SLUG });
    expect(offer).toMatchObject({ slug: SLUG, kitId, role: KIT.role, sendsMail: false });
    expect(offer.lengths.map(({ length, questions }) => [length, questions])).toEqual([
      ['question', 1],
      ['short', 2],
      ['full', 2],
    ]);
    const [question, , full] = offer.lengths;
    expect(full?.minutes).toBeGreaterThan(question?.minutes ?? Number.POSITIVE_INFINITY);
    expect(offer.questions).toEqual(
      KIT.questions.map(({ id }, index) => ({
        questionId: id,
        title: `Subject ${index + 1}`,
        minutes: expect.any(Number),
      })),
    );
    // What is promised without a choice is the shortest.
    expect(question?.minutes).toBe(Math.min(...offer.questions.map(({ minutes }) => minutes)));
    expect(offer).not.toHaveProperty('retentionDays');
    expect(JSON.stringify(offer)).not.toContain(FIRST.text);
  });

  it('says how long recordings are kept where they are not kept forever', async () => {
    await owner.call('retention.change', { days: 30 });
    expect(await server.visitor().call('practice.offer', { slug: SLUG })).toMatchObject({
      retentionDays: 30,
    });
  });

  it('is there for public roles alone', async () => {
    const ask = (slug: string) => server.visitor().call('practice.offer', { slug: slug as Slug });
    expect((await refusalOf(ask('astronaut'))).code).toBe('not-found');
    await owner.call('publications.change', { kitId, published: false });
    expect((await refusalOf(ask(SLUG))).code).toBe('not-found');
    await owner.call('publications.change', { kitId, published: true });
    await owner.call('publicSide.change', { publicSide: false });
    expect((await refusalOf(ask(SLUG))).code).toBe('not-found');
  });

  it('is not there where practice is turned off, and says so', async () => {
    await server.close();
    await begin({ env: { PRACTICE_SESSIONS: '0' } });
    const stranger = server.visitor();
    for (const refusal of await refusalsOf([
      stranger.call('practice.offer', { slug: SLUG }),
      stranger.call('practice.challenge', {}),
      stranger.call('practice.start', { ...SHORT, proof: 'x' }),
    ])) {
      expect(refusal).toMatchObject({ code: 'unavailable', details: { reason: 'practice-off' } });
      expect(refusal.message).toBe('Practice interviews are turned off on this server.');
    }
  });
});

describe('an attempt', () => {
  it('is an interview with the virtual recruiter that a stranger enters by a link', async () => {
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
    const state = await server.interviews.read(stranger.interviewId);
    expect(state).toMatchObject({
      jobRole: KIT.role,
      practice: { length: 'full', purpose: 'evaluation' },
      rubric: { chosen: { kitId, version: 1 } },
      recruiter: { settings: { practice: true } },
    });
    expect(state.rubric?.chosen.kit.questions).toEqual(KIT.questions);
    const [seat, ...others] = Object.values(state.seats);
    expect(others).toEqual([]);
    expect(seat).toMatchObject({ accommodations: { textAnswers: true, noTimeLimit: false, extraTime: 1 } });
    expect(await stranger.attempt()).toMatchObject({
      slug: SLUG,
      kitId,
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

  it('asks the question that was chosen, without one to get used to it', async () => {
    const stranger = await start({ length: 'question', questionId: QUESTION });
    const state = await server.interviews.read(stranger.interviewId);
    expect(state.rubric?.chosen.kit.questions.map(({ id }) => id)).toEqual([QUESTION]);
    expect(state.recruiter?.settings.practice).toBe(false);
    expect(await stranger.attempt()).toMatchObject({ questionIds: [QUESTION] });
  });

  it('asks the very questions of an earlier one, on the same page', async () => {
    const first = await start({ length: 'question', questionId: QUESTION });
    const second = await first.again({ ...SHORT, length: 'question', questionIds: [QUESTION] });
    expect(second.page).toBe(first.page);
    const { attempts } = await first.asker.call('practice.open', { page: first.page });
    expect(attempts.map(({ interviewId }) => interviewId)).toEqual([second.interviewId, first.interviewId]);
    expect(attempts.map(({ questionIds }) => questionIds)).toEqual([[QUESTION], [QUESTION]]);
  });

  it('has no name where none was given', async () => {
    const stranger = await start();
    expect(Object.values((await server.interviews.read(stranger.interviewId)).seats)).toMatchObject([
      { displayName: 'Candidate' },
    ]);
    expect(await stranger.asker.call('practice.open', { page: stranger.page })).not.toHaveProperty('name');
  });

  it('keeps a name with markup as the text that it is', async () => {
    const name = '<img src=x onerror=alert(1)> & "Ada"';
    const stranger = await start({ name });
    expect(await exchange(await stranger.untilReady())).toMatchObject({ displayName: name });
    expect(await stranger.asker.call('practice.open', { page: stranger.page })).toMatchObject({ name });
  });

  it('is not begun with wrong input, and the proof is not used up by it', async () => {
    const stranger = server.visitor();
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

  it('is frozen when it is asked for: what happens to the kit changes nothing', async () => {
    const [, , waiting] = [await start(), await start(), await start()];
    expect(waiting.place.state).toBe('waiting');
    const changed = practiceableKit({ role: 'Plumber' });
    await owner.call('kits.save', { kitId, expectedVersion: 1, kit: changed });
    await owner.call('publications.change', { kitId, published: false });
    await setFree();
    await waiting.untilReady();
    const state = await server.interviews.read(waiting.interviewId);
    expect(state).toMatchObject({ jobRole: KIT.role, rubric: { chosen: { version: 1 } } });
    const attempt = await waiting.attempt();
    expect(attempt).toMatchObject({ kitVersion: 1, role: KIT.role });
    expect(attempt).not.toHaveProperty('slug');
    expect((await refusalOf(start())).code).toBe('not-found');
  });

  it('is entered by the link that was given out last: a second device takes over', async () => {
    const stranger = await start();
    const links = await Promise.all(Array.from({ length: 5 }, () => stranger.untilReady()));
    const worth = await Promise.all(
      links.map(link =>
        exchange(link).then(
          () => 'good',
          error => (error as AppError).code,
        ),
      ),
    );
    expect(worth.filter(one => one === 'good')).toHaveLength(1);
    expect(worth.filter(one => one === 'link-invalid')).toHaveLength(4);
    expect(
      (await refusalOf(exchange(stranger.place.state === 'ready' ? stranger.place.link : ''))).code,
    ).toBe('link-invalid');
  });

  it('is taken up again by a person who comes back in the middle', async () => {
    const stranger = await start();
    const held = new PracticedInterview(server, stranger);
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

  it('expires where no one comes, and can be asked for anew', async () => {
    const stranger = await start();
    const link = await stranger.untilReady();
    await setBack(server.store, stranger.interviewId, 11 * MINUTE_MS);
    const other = await start();
    await eventually('the place to be gone', async () => (await stranger.ask()).state === 'expired');
    expect((await stranger.attempt()).state).toBe('expired');
    await eventually('the interview to be closed', async () => (await exchange(link)).over);
    expect((await stranger.again(SHORT)).place.state).toBe('ready');
    expect((await other.ask()).state).toBe('ready');
  });
});

/** Everyone who is in the house leaves. */
async function setFree(): Promise<void> {
  const rows = await server.store.database.kysely
    .selectFrom('interviews')
    .select('interviewId')
    .where('phase', '=', 'lobby')
    .execute();
  for (const { interviewId } of rows)
    await server.interviews.execute(interviewId as never, { type: 'system' }, () => ({
      events: [{ kind: 'interview.cancelled', payload: {} }],
      result: undefined,
    }));
}

describe('a full house', () => {
  it('tells who waits their place and how long, and lets in the next when someone has finished', async () => {
    const [first, , third, fourth] = [await start(), await start(), await start(), await start()];
    expect(third.place).toMatchObject({ state: 'waiting', ahead: 0 });
    expect(fourth.place).toMatchObject({ state: 'waiting', ahead: 1 });
    if (third.place.state !== 'waiting') throw new Error('No one waits.');
    const planned = (await server.visitor().call('practice.offer', { slug: SLUG })).lengths[1]?.minutes ?? 0;
    expect(third.place.minutes).toBe(planned);
    await expect(third.attempt()).resolves.toMatchObject({ state: 'open' });
    const held = new PracticedInterview(server, first);
    await held.enter(false);
    await held.end();
    await third.untilReady();
    expect(await fourth.ask()).toMatchObject({ state: 'waiting', ahead: 0 });
  });

  it('refuses none of two hundred strangers without a word', async () => {
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

  it('tells how far the lines are that the recruiter begins with', async () => {
    let ready = 3;
    await server.close();
    await begin({
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
    expect(stranger.place).toEqual({ state: 'preparing', progress: 0.75, minutes: 1 });
    ready = 4;
    expect(await stranger.ask()).toMatchObject({ state: 'ready' });
  });
});

describe('limits', () => {
  it('give each address its share of a day, and say when to come back', async () => {
    await server.close();
    await begin({ limits: { practice: { points: 3, seconds: 86_400 } } });
    const first = await start();
    await start();
    await start();
    const refusal = await refusalOf(first.again(SHORT));
    expect(refusal).toMatchObject({ code: 'rate-limited', details: { retryAfterMs: expect.any(Number) } });
    expect(refusal.details?.retryAfterMs).toBeGreaterThan(80_000_000);
  });

  it('give each page its share of a day', async () => {
    const first = await start();
    for (let attempt = 1; attempt < 20; attempt += 1) await first.again(SHORT);
    expect(await refusalOf(first.again(SHORT))).toMatchObject({
      code: 'rate-limited',
      details: { retryAfterMs: expect.any(Number) },
    });
    expect((await start()).place.state).toBe('waiting');
  });

  it('take a proof once, and none that is made up', async () => {
    const stranger = server.visitor();
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

  it('take one proof for one start, however many come at once', async () => {
    const stranger = server.visitor();
    const proof = await proofOf(stranger);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => stranger.call('practice.start', { ...SHORT, proof })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a private page', () => {
  it('has everything of an attempt once it is over', async () => {
    const stranger = await start({ purpose: 'evaluation' });
    const held = await PracticedInterview.hold(server, stranger);
    const attempt = await stranger.attempt();
    expect(PracticeAttempt.parse(attempt)).toEqual(attempt);
    expect(attempt).toMatchObject({
      state: 'over',
      startedAt: expect.any(Number),
      endedAt: expect.any(Number),
      recording: { state: 'ready', durationMs: expect.any(Number) },
      evaluation: 'waiting',
      questions: KIT.questions.map(({ id, text, modelAnswer, strong, weak }, index) => ({
        questionId: id,
        number: index + 1,
        text,
        takes: 1,
        modelAnswer,
        strong,
        weak,
      })),
    });
    await owner.call('retention.change', { days: 10 });
    const { endedAt = 0 } = await held.state();
    expect((await stranger.attempt()).recording).toMatchObject({ retainUntil: endedAt + 864_000_000 });
  });

  it('shows model answers to no one before the end', async () => {
    const stranger = await start();
    const held = new PracticedInterview(server, stranger);
    await held.enter();
    await held.answer(QUESTION);
    const page = await stranger.asker.call('practice.open', { page: stranger.page });
    expect(page.attempts).toMatchObject([{ state: 'running', startedAt: expect.any(Number), questions: [] }]);
    expect(JSON.stringify(page)).not.toContain(FIRST.modelAnswer);
  });

  it('counts takes, keeps what was written, and tells what was skipped', async () => {
    const stranger = await start();
    const held = new PracticedInterview(server, stranger);
    await held.enter(false);
    const [one, two] = (await held.questionIds()) as [typeof QUESTION, typeof QUESTION];
    await held.answer(one);
    await held.write(
      { kind: 'question.opened', payload: { questionId: one, leaving: 'set-aside' } },
      { kind: 'answer.started', payload: { questionId: one } },
      { kind: 'answer.written', payload: { questionId: one, text: 'An index is a map.' } },
      { kind: 'question.opened', payload: { questionId: two } },
      { kind: 'question.closed', payload: { questionId: two, outcome: 'skipped' } },
    );
    await held.end();
    expect(await stranger.attempt()).toMatchObject({
      recording: { state: 'none' },
      evaluation: 'none',
      questions: [
        { questionId: one, takes: 2, written: 'An index is a map.' },
        { questionId: two, takes: 0 },
      ],
    });
  });

  it('says that no one can evaluate what was neither recorded nor watched', async () => {
    const stranger = await start({ purpose: 'evaluation' });
    await PracticedInterview.hold(server, stranger, { recording: false });
    expect(await stranger.attempt()).toMatchObject({
      recording: { state: 'none' },
      evaluation: 'impossible',
    });
    expect((await owner.call('practice.evaluations', {})).waiting).toEqual([]);
  });

  it('keeps the candidate’s own notes', async () => {
    const stranger = await start();
    const note = 'Slower.\n<b>Numbers</b> first. \u{1f600}';
    await stranger.asker.call('practice.note', { ...stranger.ref, note });
    expect((await stranger.attempt()).note).toBe(note);
    await stranger.asker.call('practice.note', { ...stranger.ref, note: '' });
    expect((await stranger.attempt()).note).toBe('');
  });

  it('is closed to every other token, and its attempts to every other page', async () => {
    const [own, foreign] = [await start(), await start()];
    const asker = server.visitor();
    const wrongPage = { page: 'A'.repeat(22), interviewId: own.interviewId };
    const wrongAttempt = { page: own.page, interviewId: foreign.interviewId };
    const grant = 'A'.repeat(22) as never;
    const asks = (ref: typeof wrongPage) => [
      asker.call('practice.place', ref),
      asker.call('practice.note', { ...ref, note: 'x' }),
      asker.call('practice.review', ref),
      asker.call('practice.renew', { ...ref, grant }),
      asker.call('practice.delete', ref),
    ];
    const codes = async (answers: Promise<unknown>[]) =>
      new Set((await refusalsOf(answers)).map(({ code }) => code));
    expect(await codes(asks(wrongPage))).toEqual(new Set(['link-invalid']));
    expect(await codes(asks(wrongAttempt))).toEqual(new Set(['not-found']));
    expect(
      await codes([
        asker.call('practice.open', { page: wrongPage.page }),
        asker.call('practice.mailLink', { page: wrongPage.page, email: 'ada@example.org' }),
        asker.call('practice.delete', { page: wrongPage.page }),
      ]),
    ).toEqual(new Set(['link-invalid']));
    expect((await foreign.attempt()).note).toBe('');
  });

  it('is opened with two hundred attempts without folding them all each time', async () => {
    const stranger = await start();
    await PracticedInterview.hold(server, stranger, { recording: false });
    let read = 0;
    const readEvents = server.store.interviews.readEvents.bind(server.store.interviews);
    server.store.interviews.readEvents = (...asked) => {
      read += 1;
      return readEvents(...asked);
    };
    await stranger.attempt();
    await stranger.attempt();
    expect(read).toBe(1);
  });
});

describe('e-mail', () => {
  it('keeps the address with the page, and writes the link down for it once', async () => {
    const stranger = await start({ email: 'ada@example.org' });
    const page = () => stranger.asker.call('practice.open', { page: stranger.page });
    expect((await page()).email).toEqual({ address: 'ada@example.org', state: 'unsent' });
    await stranger.asker.call('practice.mailLink', { page: stranger.page, email: 'lovelace@example.org' });
    await stranger.asker.call('practice.mailLink', { page: stranger.page, email: 'lovelace@example.org' });
    expect((await page()).email).toEqual({ address: 'lovelace@example.org', state: 'unsent' });
    const { mails } = await owner.call('outbox.list', {});
    expect(mails.map(({ to }) => to)).toEqual(['lovelace@example.org', 'ada@example.org']);
    expect(JSON.stringify(mails)).not.toContain(stranger.page);
  });

  it('cannot be used to write to strangers again and again', async () => {
    await server.close();
    await begin({ limits: { practiceMail: { points: 2, seconds: 86_400 } } });
    const stranger = await start();
    const mail = (email: string) =>
      stranger.asker.call('practice.mailLink', { page: stranger.page, email: email as never });
    await mail('one@example.org');
    await mail('two@example.org');
    expect((await refusalOf(mail('three@example.org'))).code).toBe('rate-limited');
  });
});

describe('a replay', () => {
  it('is the candidate’s own, for as long as the page has the attempt', async () => {
    const stranger = await start();
    const held = await PracticedInterview.hold(server, stranger);
    const { review, grant } = await stranger.asker.call('practice.review', stranger.ref);
    expect(review).toMatchObject({ state: 'ready', may: { erase: false, download: true } });
    const again = { ...stranger.ref, held: grant?.grant };
    expect((await stranger.asker.call('practice.review', again)).grant?.grant).toBe(grant?.grant);
    expect(
      await stranger.asker.call('practice.renew', { ...stranger.ref, grant: grant?.grant as never }),
    ).toMatchObject({ grant: grant?.grant });
    const files = await server.store.mediaFiles.of(held.recordingId, 'stored');
    const [file] = files.filter(({ kind }) => kind === 'person');
    const address = addressOf(grant?.grant ?? '', file?.fileId ?? '');
    const fetchFile = (query = '') => fetch(server.url + address + query);
    expect((await (await fetchFile()).arrayBuffer()).byteLength).toBe(file?.bytes);
    const download = await fetchFile('?download=1');
    expect(download.headers.get('content-disposition')).toContain('attachment');
    await download.arrayBuffer();
    const { interviewId } = stranger;
    const foreign = await server.finished.review.grants.issue({
      interviewId,
      recordingId: held.recordingId,
      holder: { type: 'page', pageId: 'somebody-else' },
    });
    expect((await fetch(server.url + addressOf(foreign.grant, file?.fileId ?? ''))).status).toBe(404);
    await stranger.asker.call('practice.delete', stranger.ref);
    expect((await fetchFile()).status).toBe(404);
    expect((await refusalOf(stranger.asker.call('practice.review', stranger.ref))).code).toBe('not-found');
  });

  it('is not there before the end', async () => {
    const stranger = await start();
    expect((await refusalOf(stranger.asker.call('practice.review', stranger.ref))).code).toBe('wrong-phase');
  });
});

describe('an archive', () => {
  const post = (page: string) =>
    fetch(server.url + PRACTICE_ARCHIVE, {
      method: 'POST',
      // As browsers send a form of a page that sends no referrer.
      headers: { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ page }),
    });

  it('holds everything of the page in one file', async () => {
    const stranger = await start({ name: 'Ada', email: 'ada@example.org', purpose: 'evaluation' });
    const held = await PracticedInterview.hold(server, stranger);
    await stranger.again(SHORT);
    await stranger.asker.call('practice.note', { ...stranger.ref, note: 'Slower.' });
    const answer = await post(stranger.page);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="practice-interviews.zip"');
    const entries = await unzipped(Buffer.from(await answer.arrayBuffer()));
    const names = [...entries.keys()];
    const folders = new Set(names.filter(name => name.includes('/')).map(name => name.split('/')[0]));
    expect(folders.size).toBe(2);
    expect(names.filter(name => name.endsWith('attempt.json'))).toHaveLength(2);
    expect(names).toEqual(expect.arrayContaining(['README.txt', 'page.json']));
    const files = await server.store.mediaFiles.of(held.recordingId, 'stored');
    for (const [name, kind] of [
      ['you-1.webm', 'person'],
      ['everything.mp4', 'composed'],
    ]) {
      const entry = names.find(one => one.endsWith(`/${name}`)) ?? '';
      expect(entries.get(entry)?.byteLength).toBe(files.find(file => file.kind === kind)?.bytes);
    }
    const page = JSON.parse(`${entries.get('page.json')}`);
    expect(page).toMatchObject({ name: 'Ada', email: 'ada@example.org' });
    const sheets = names
      .filter(name => name.endsWith('attempt.json'))
      .map(name => JSON.parse(`${entries.get(name)}`));
    expect(sheets).toContainEqual(
      expect.objectContaining({
        role: KIT.role,
        state: 'over',
        agreedToRecording: true,
        recording: 'ready',
        note: 'Slower.',
        questions: KIT.questions.map(({ text, modelAnswer }) =>
          expect.objectContaining({ text, modelAnswer, takes: 1, asked: [expect.any(String)] }),
        ),
      }),
    );
  });

  it('is refused in plain words, and with a page that names nothing', async () => {
    for (const page of ['A'.repeat(22), 'x', '']) {
      const answer = await post(page);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('text/html');
      const text = await answer.text();
      expect(text).toContain('There is no practice page with this link.');
      expect(text).not.toContain('link-invalid');
    }
  });

  it('ends the connection where the storage fails in the middle, so that no browser takes it for whole', async () => {
    const stranger = await start();
    const held = await PracticedInterview.hold(server, stranger);
    const [file] = (await server.store.mediaFiles.of(held.recordingId, 'stored')).filter(
      ({ kind }) => kind === 'person',
    );
    await server.finished.storage.remove(file?.storageKey ?? '');
    const answer = await post(stranger.page);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    // The server lives on.
    expect((await stranger.attempt()).state).toBe('over');
  });
});

describe('a deletion', () => {
  const receiptOf = (receiptId: string) =>
    eventually('the deletion to be complete', async () => {
      const { receipt } = await server.visitor().call('practice.receipt', { receiptId });
      return receipt.completedAt !== undefined && receipt;
    });
  const filesLeft = () => readdir(server.config.recordingFolder, { recursive: true }).catch(() => []);

  it('of a page is complete at once for anyone who looks, and for good a moment later', async () => {
    const stranger = await start({ name: 'Ada Lovelace', email: 'ada@example.org', purpose: 'evaluation' });
    const held = await PracticedInterview.hold(server, stranger);
    const link = await (await stranger.again(SHORT)).untilReady();
    const stored = await server.store.mediaFiles.of(held.recordingId, 'stored');
    const { pageId } = await server.store.database.kysely
      .selectFrom('practicePages')
      .select('pageId')
      .executeTakeFirstOrThrow();
    const rows = await server.store.practice.attemptsOf(pageId);
    const { receipt } = await stranger.asker.call('practice.delete', { page: stranger.page });
    expect(receipt).toMatchObject({ scope: 'page', attempts: 2 });
    for (const refusal of await refusalsOf([
      stranger.ask(),
      stranger.attempt(),
      exchange(link),
      stranger.asker.call('practice.delete', { page: stranger.page }),
    ]))
      expect(refusal.code).toBe('link-invalid');
    const complete = await receiptOf(receipt.receiptId);
    expect(complete).toMatchObject({ scope: 'page', attempts: 2 });
    // What media servers had is counted with what was in the storage.
    expect(complete.files).toBeGreaterThanOrEqual(stored.length);
    expect(complete.bytes).toBeGreaterThan(5_000);
    expect(await filesLeft()).toEqual([]);
    expect(server.nodes.stretches).toEqual([]);
    const ids = [pageId, ...rows.map(({ interviewId }) => interviewId), 'Ada Lovelace', 'ada@example.org'];
    expect(await tablesThatMention(server.store, ids)).toEqual([]);
    expect((await refusalOf(owner.call('interviews.read', { interviewId: stranger.interviewId }))).code).toBe(
      'not-found',
    );
  });

  it('of one attempt leaves the others', async () => {
    const first = await start();
    await PracticedInterview.hold(server, first);
    const second = await first.again(SHORT);
    const { receipt } = await first.asker.call('practice.delete', first.ref);
    expect(receipt).toMatchObject({ scope: 'attempt', attempts: 1 });
    expect((await refusalOf(first.ask())).code).toBe('not-found');
    await receiptOf(receipt.receiptId);
    expect(await tablesThatMention(server.store, [first.interviewId])).toEqual([]);
    expect((await second.attempt()).state).toBe('open');
  });

  it('of an attempt that waits is done with', async () => {
    const [, , third, fourth] = [await start(), await start(), await start(), await start()];
    const { receipt } = await third.asker.call('practice.delete', third.ref);
    expect(await fourth.ask()).toMatchObject({ state: 'waiting', ahead: 0 });
    expect(await receiptOf(receipt.receiptId)).toMatchObject({ attempts: 1, files: 0, bytes: 0 });
    expect(await tablesThatMention(server.store, [third.interviewId])).toEqual([]);
  });

  it('ends what is being recorded now, and erases that, too', async () => {
    const stranger = await start();
    const held = new PracticedInterview(server, stranger);
    await held.enter();
    await held.record();
    await held.answer(QUESTION);
    const changes: string[] = [];
    server.interviews.subscribe(({ events }) => changes.push(...events.map(({ kind }) => kind)));
    const { receipt } = await stranger.asker.call('practice.delete', stranger.ref);
    expect(changes).toEqual(expect.arrayContaining(['session.ended', 'link.revoked', 'recording.erased']));
    const complete = await receiptOf(receipt.receiptId);
    expect(complete.files).toBeGreaterThan(0);
    expect(await server.store.erasures.list(stranger.interviewId)).toMatchObject([{ cause: 'request' }]);
    expect(server.nodes.stretches).toEqual([]);
    expect(await tablesThatMention(server.store, [stranger.interviewId])).toEqual([]);
    // A server that still holds on to the interview finds that it is gone, and brings nothing back.
    await expect(held.answer(QUESTION)).rejects.toMatchObject({ code: 'not-found' });
    expect(await tablesThatMention(server.store, [stranger.interviewId])).toEqual([]);
  });

  it('has a receipt that is read by its id alone', async () => {
    expect(
      (await refusalOf(server.visitor().call('practice.receipt', { receiptId: 'nobody-has' }))).code,
    ).toBe('not-found');
  });
});

describe('staff', () => {
  it('see what waits for evaluation, in plain words, and nothing that people practice for themselves', async () => {
    const wanted = await start({ purpose: 'evaluation', name: 'Ada' });
    await PracticedInterview.hold(server, wanted);
    const own = await start({ name: 'Private Person' });
    await PracticedInterview.hold(server, own);
    expect((await owner.call('practice.evaluations', {})).waiting).toEqual([
      {
        interviewId: wanted.interviewId,
        role: KIT.role,
        length: 'short',
        name: 'Ada',
        endedAt: expect.any(Number),
        recorded: true,
        questions: 2,
      },
    ]);
    expect((await owner.call('interviews.list', {})).interviews).toEqual([]);
    const { recordings } = await owner.call('recording.list', {});
    expect(recordings.map(({ interviewId }) => interviewId)).toEqual([wanted.interviewId]);
    expect((await owner.call('review.open', { interviewId: wanted.interviewId })).review.state).toBe('ready');
    expect((await refusalOf(owner.call('review.open', { interviewId: own.interviewId }))).code).toBe(
      'forbidden',
    );
    expect((await refusalOf(server.visitor().call('practice.evaluations', {}))).code).toBe('unauthenticated');
  });
});

/** Every entry of a ZIP file, read by a program that is not ours. */
async function unzipped(zip: Buffer): Promise<Map<string, Buffer>> {
  const entries = new Map<string, Buffer>();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  fromBuffer(zip, { lazyEntries: true }, (error, file) => {
    if (error || !file) return reject(error);
    file.on('error', reject);
    file.on('end', resolve);
    file.on('entry', entry => {
      file.openReadStream(entry, (failure, stream) => {
        if (failure || !stream) return reject(failure);
        buffer(stream).then(bytes => {
          entries.set(entry.fileName, bytes);
          file.readEntry();
        }, reject);
      });
    });
    file.readEntry();
  });
  await promise;
  return entries;
}
