import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { PRACTICE_ARCHIVE, PracticeAttempt } from '../../../shared/protocol/practiceRoutes.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { unzipped } from '../../support/unzipped.ts';
import { addressOf } from './finishedFiles.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { FIRST, KIT, PracticedServer, QUESTION, SHORT, SLUG } from './practicedServer.ts';
import { refusalOf, refusalsOf } from './refusals.ts';

const house = PracticedServer.ofEachTest();
const { start } = house;
const post = (page: string) =>
  fetch(house.server.url + PRACTICE_ARCHIVE, {
    method: 'POST',
    // As browsers send a form from a page with no referrer.
    headers: { origin: 'null', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ page }),
  });

describe('a private practice page', () => {
  it('has everything of an attempt once it is over', async () => {
    const stranger = await start({ purpose: 'evaluation' });
    const held = await PracticedInterview.hold(house.server, stranger);
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
    expect(attempt.questions[0]?.targetMs).toBe(FIRST.answerSeconds * 1_000);
    const { role } = await stranger.asker.call('practice.open', { page: stranger.page });
    const { questions } = await stranger.asker.call('practice.offer', { slug: SLUG });
    expect(role).toEqual({ slug: SLUG, questions });
    await house.owner.call('retention.change', { days: 10 });
    const { endedAt = 0 } = await held.state();
    expect((await stranger.attempt()).recording).toMatchObject({ retainUntil: endedAt + 864_000_000 });
  });

  it('shows model answers to no one before the end', async () => {
    const stranger = await start();
    const held = new PracticedInterview(house.server, stranger);
    await held.enter();
    await held.answer(QUESTION);
    const page = await stranger.asker.call('practice.open', { page: stranger.page });
    expect(page.attempts).toMatchObject([{ state: 'running', startedAt: expect.any(Number), questions: [] }]);
    expect(JSON.stringify(page)).not.toContain(FIRST.modelAnswer);
  });

  it('counts answers, keeps written text, and shows what was skipped', async () => {
    const stranger = await start();
    const held = new PracticedInterview(house.server, stranger);
    await held.enter(false);
    const [one, two] = (await held.questionIds()) as [typeof QUESTION, typeof QUESTION];
    await held.answer(one);
    await held.write(
      { kind: 'question.opened', payload: { questionId: one, leaving: 'set-aside' } },
      { kind: 'answer.started', payload: { questionId: one } },
      { kind: 'answer.written', payload: { questionId: one, text: 'An index is a map.' } },
      // The answer to a follow-up.
      { kind: 'answer.written', payload: { questionId: one, text: 'Of a table.' } },
      { kind: 'question.opened', payload: { questionId: two } },
      { kind: 'question.closed', payload: { questionId: two, outcome: 'skipped' } },
    );
    await held.end();
    expect(await stranger.attempt()).toMatchObject({
      recording: { state: 'none' },
      evaluation: 'none',
      questions: [
        { questionId: one, takes: 2, written: 'An index is a map.\n\nOf a table.' },
        { questionId: two, takes: 0 },
      ],
    });
  });

  it('states that no one can evaluate an attempt that was neither recorded nor watched', async () => {
    const stranger = await start({ purpose: 'evaluation' });
    await PracticedInterview.hold(house.server, stranger, { recording: false });
    expect(await stranger.attempt()).toMatchObject({
      recording: { state: 'none' },
      evaluation: 'impossible',
    });
  });

  it('keeps the candidate’s own notes', async () => {
    const stranger = await start();
    const note = 'Slower.\n<b>Numbers</b> first. \u{1f600}';
    await stranger.asker.call('practice.note', { ...stranger.ref, base: '', note });
    expect((await stranger.attempt()).note).toBe(note);
    await stranger.asker.call('practice.note', { ...stranger.ref, base: note, note: '' });
    expect((await stranger.attempt()).note).toBe('');
  });

  it('rejects a note based on an outdated one, and returns the current one', async () => {
    const stranger = await start();
    const save = (base: string, note: string) =>
      stranger.asker.call('practice.note', { ...stranger.ref, base, note });
    await save('', 'From the phone.');
    expect(await refusalOf(save('', 'From the laptop.'))).toMatchObject({
      code: 'conflict',
      details: { current: 'From the phone.' },
    });
    expect((await stranger.attempt()).note).toBe('From the phone.');
    // The same text again, as after a lost response, is no conflict.
    await save('', 'From the phone.');
  });

  it('has one best take per question, which can move to another attempt, be removed, and be deleted', async () => {
    const first = await start({ length: 'question', questionId: QUESTION });
    await PracticedInterview.hold(house.server, first);
    const second = await first.again({ ...SHORT, length: 'question', questionId: QUESTION });
    await PracticedInterview.hold(house.server, second);
    const mark = ({ asker, ref }: typeof first, best = true, questionId = QUESTION) =>
      asker.call('practice.best', { ...ref, questionId, best });
    const marks = async () => {
      const { attempts } = await first.asker.call('practice.open', { page: first.page });
      return attempts.flatMap(({ interviewId, questions }) =>
        questions.filter(({ best }) => best).map(({ questionId }) => [interviewId, questionId]),
      );
    };
    await mark(first);
    await mark(first);
    expect(await marks()).toEqual([[first.interviewId, QUESTION]]);
    await mark(second);
    expect(await marks()).toEqual([[second.interviewId, QUESTION]]);
    // Removing the mark of an attempt that no longer has it changes nothing.
    await mark(first, false);
    expect(await marks()).toEqual([[second.interviewId, QUESTION]]);
    await mark(second, false);
    expect(await marks()).toEqual([]);
    expect(await refusalOf(mark(first, true, 'unknown' as never))).toMatchObject({
      code: 'not-found',
      reason: 'not-found',
    });
    await mark(second);
    const archive = await unzipped(Buffer.from(await (await post(first.page)).arrayBuffer()));
    const sheets = [...archive].filter(([name]) => name.endsWith('/attempt.json'));
    expect(sheets.filter(([, sheet]) => `${sheet}`.includes('"best": true'))).toHaveLength(1);
    await second.asker.call('practice.delete', second.ref);
    expect(await marks()).toEqual([]);
  });

  it('rejects every other token, and its attempts every other page', async () => {
    const [own, foreign] = [await start(), await start()];
    const asker = house.server.visitor();
    const wrongPage = { page: 'A'.repeat(22), interviewId: own.interviewId };
    const wrongAttempt = { page: own.page, interviewId: foreign.interviewId };
    const grant = 'A'.repeat(22) as never;
    const asks = (ref: typeof wrongPage) => [
      asker.call('practice.place', ref),
      asker.call('practice.note', { ...ref, base: '', note: 'x' }),
      asker.call('practice.best', { ...ref, questionId: QUESTION, best: true }),
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

  it('is opened with two hundred attempts without reducing them all each time', async () => {
    const stranger = await start();
    await PracticedInterview.hold(house.server, stranger, { recording: false });
    let read = 0;
    const readEvents = house.server.store.interviews.readEvents.bind(house.server.store.interviews);
    house.server.store.interviews.readEvents = (...asked) => {
      read += 1;
      return readEvents(...asked);
    };
    await stranger.attempt();
    await stranger.attempt();
    expect(read).toBe(1);
  });
});

describe('email with the link to a page', () => {
  it('stores the address with the page, and is queued once per address', async () => {
    const stranger = await start({ email: 'ada@example.org' });
    const page = () => stranger.asker.call('practice.open', { page: stranger.page });
    expect((await page()).email).toEqual({ address: 'ada@example.org', state: 'unsent' });
    await stranger.asker.call('practice.mailLink', { page: stranger.page, email: 'lovelace@example.org' });
    await stranger.asker.call('practice.mailLink', { page: stranger.page, email: 'lovelace@example.org' });
    expect((await page()).email).toEqual({ address: 'lovelace@example.org', state: 'unsent' });
    const { mails } = await house.owner.call('outbox.list', {});
    // The console lists both without revealing who practices.
    expect(mails.map(({ to }) => to)).toEqual([undefined, undefined]);
    const rows = await house.server.store.database.kysely.selectFrom('mails').select('address').execute();
    expect(rows.map(({ address }) => address).toSorted()).toEqual([
      'ada@example.org',
      'lovelace@example.org',
    ]);
    expect(JSON.stringify(mails)).not.toContain(stranger.page);
  });

  it("can't be used to write to strangers repeatedly", async () => {
    await house.server.close();
    await house.begin({ limits: { practiceMail: { points: 2, seconds: 86_400 } } });
    const stranger = await start();
    const mail = (email: string) =>
      stranger.asker.call('practice.mailLink', { page: stranger.page, email: email as never });
    await mail('one@example.org');
    await mail('two@example.org');
    expect((await refusalOf(mail('three@example.org'))).code).toBe('rate-limited');
  });
});

describe('a replay of a practice interview', () => {
  it('is available to the candidate for as long as the page has the attempt', async () => {
    const stranger = await start();
    const held = await PracticedInterview.hold(house.server, stranger);
    const { review, grant } = await stranger.asker.call('practice.review', stranger.ref);
    expect(review).toMatchObject({ state: 'ready', may: { erase: false, download: true } });
    const again = { ...stranger.ref, held: grant?.grant };
    expect((await stranger.asker.call('practice.review', again)).grant?.grant).toBe(grant?.grant);
    expect(
      await stranger.asker.call('practice.renew', { ...stranger.ref, grant: grant?.grant as never }),
    ).toMatchObject({ grant: grant?.grant });
    const files = await house.server.store.mediaFiles.of(held.recordingId, 'stored');
    const [file] = files.filter(({ kind }) => kind === 'person');
    const address = addressOf(grant?.grant ?? '', file?.fileId ?? '');
    const fetchFile = (query = '') => fetch(house.server.url + address + query);
    expect((await (await fetchFile()).arrayBuffer()).byteLength).toBe(file?.bytes);
    const download = await fetchFile('?download=1');
    expect(download.headers.get('content-disposition')).toContain('attachment');
    await download.arrayBuffer();
    const { interviewId } = stranger;
    const foreign = await house.server.finished.review.grants.issue({
      interviewId,
      recordingId: held.recordingId,
      holder: { type: 'page', pageId: 'another-page' },
    });
    expect((await fetch(house.server.url + addressOf(foreign.grant, file?.fileId ?? ''))).status).toBe(404);
    await stranger.asker.call('practice.delete', stranger.ref);
    expect((await fetchFile()).status).toBe(404);
    expect((await refusalOf(stranger.asker.call('practice.review', stranger.ref))).code).toBe('not-found');
  });

  it('is not available before the end', async () => {
    const stranger = await start();
    expect((await refusalOf(stranger.asker.call('practice.review', stranger.ref))).code).toBe('wrong-phase');
  });
});

describe('an archive of a page', () => {
  it('contains everything of the page in one file', async () => {
    const stranger = await start({ name: 'Ada', email: 'ada@example.org', purpose: 'evaluation' });
    const held = await PracticedInterview.hold(house.server, stranger);
    await stranger.again(SHORT);
    await stranger.asker.call('practice.note', { ...stranger.ref, base: '', note: 'Slower.' });
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
    const files = await house.server.store.mediaFiles.of(held.recordingId, 'stored');
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

  it('has a README that names exactly its files, and what is not ready yet', async () => {
    const stranger = await start({ purpose: 'evaluation' });
    const held = await PracticedInterview.hold(house.server, stranger);
    const { kysely } = house.server.store.database;
    await sql`update recording_files set state = 'pending'
      where recording_id = ${held.recordingId} and kind = 'composed'`.execute(kysely);
    const entries = await unzipped(Buffer.from(await (await post(stranger.page)).arrayBuffer()));
    const readme = `${entries.get('README.txt')}`;
    const listed = [...readme.matchAll(/^ {2}([^ ]+\.\w+): /gm)].map(([, name]) => name);
    const files = [...entries.keys()].flatMap(name => name.split('/')[1] ?? []);
    expect(listed.toSorted()).toEqual(files.toSorted());
    expect(readme).toContain('Not ready yet: the combined video and your report.');
  });

  it('names recordings as its README does, although they are stored under the ID of a seat', async () => {
    const stranger = await start({ name: 'Ada', purpose: 'evaluation' });
    const held = await PracticedInterview.hold(house.server, stranger);
    const seatId = candidateOf(await held.state())?.seatId;
    const { kysely } = house.server.store.database;
    await sql`update recording_files set name = ${`${seatId}-1.webm`}
      where recording_id = ${held.recordingId} and kind = 'person'`.execute(kysely);
    const entries = await unzipped(Buffer.from(await (await post(stranger.page)).arrayBuffer()));
    const names = [...entries.keys()].flatMap(name => name.split('/')[1] ?? []);
    expect(names).toContain('you-1.webm');
    expect(`${entries.get('README.txt')}`).toContain('you-1.webm');
    expect(names.join()).not.toContain(`${seatId}`);
  });

  it('reads the log of an attempt once for several simultaneous archives', async () => {
    const stranger = await start();
    await PracticedInterview.hold(house.server, stranger);
    const { interviews } = house.server.store;
    const { readEvents } = interviews;
    let whole = 0;
    interviews.readEvents = (interviewId, after) => {
      if (after === 0) whole += 1;
      return readEvents.call(interviews, interviewId, after);
    };
    const archives = await Promise.all(Array.from({ length: 5 }, () => post(stranger.page)));
    await Promise.all(archives.map(archive => archive.arrayBuffer()));
    expect(archives.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(whole).toBeLessThanOrEqual(1);
  });

  it('can be created a few times in ten minutes, and then states in plain words when to return', async () => {
    await house.server.close();
    await house.begin({ limits: { practiceArchive: { points: 2, seconds: 600 } } });
    const [stranger, other] = [await start(), await start()];
    const statuses: number[] = [];
    for (let time = 0; time < 3; time += 1) {
      const answer = await post(stranger.page);
      statuses.push(answer.status);
      const text = await answer.text();
      if (answer.status !== 429) continue;
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(500);
      expect(text).toContain('Wait a few minutes, then try again.');
    }
    expect(statuses).toEqual([200, 200, 429]);
    expect((await post(other.page)).status).toBe(200);
  });

  it('lists the consent for an attempt that is still running', async () => {
    const stranger = await start();
    const held = new PracticedInterview(house.server, stranger);
    await held.enter(false);
    const entries = await unzipped(Buffer.from(await (await post(stranger.page)).arrayBuffer()));
    const name = [...entries.keys()].find(one => one.endsWith('attempt.json')) ?? '';
    expect(JSON.parse(`${entries.get(name)}`)).toMatchObject({ state: 'running', agreedToRecording: false });
  });

  it('is rejected in plain words, with a page that reveals nothing', async () => {
    for (const page of ['A'.repeat(22), 'x', '']) {
      const answer = await post(page);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('text/html');
      const text = await answer.text();
      expect(text).toContain('There is no practice page with this link.');
      expect(text).not.toContain('link-invalid');
    }
  });

  it('closes the connection when the storage fails in the middle, so that browsers detect an incomplete file', async () => {
    const stranger = await start();
    const held = await PracticedInterview.hold(house.server, stranger);
    const [file] = (await house.server.store.mediaFiles.of(held.recordingId, 'stored')).filter(
      ({ kind }) => kind === 'person',
    );
    await house.server.finished.storage.remove(file?.storageKey ?? '');
    const answer = await post(stranger.page);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    // The server is still running.
    expect((await stranger.attempt()).state).toBe('over');
  });
});
