import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { comparisonsOf, isChanging, statusOf } from '../../../client/core/practice/attempts.ts';
import { OwnNote } from '../../../client/core/practice/ownNote.ts';
import { PageSession } from '../../../client/core/practice/pageSession.ts';
import type { CallPractice } from '../../../client/core/practice/practiceApi.ts';
import { practicePage } from '../../../client/texts/practicePage.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PracticeAttempt, PracticePage } from '../../../shared/protocol/practiceRoutes.ts';
import { attemptId, madeUpAttempt, madeUpPage, PAGE, unheldAttempt } from '../../support/madeUpPractice.ts';
import { MemoryStorage } from '../../support/memoryStorage.ts';

const SECOND = 1_000;
const UNAVAILABLE = AppError.unavailable();
const processing = (progress: number) => madeUpAttempt(1, { recording: { state: 'processing', progress } });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A private page with a fake server. */
function stage(page: PracticePage | AppError) {
  const asked: { name: string; params: Record<string, unknown> }[] = [];
  const server = {
    page,
    noteRefusal: undefined as AppError | undefined,
    held: undefined as PromiseWithResolvers<PracticePage | AppError> | undefined,
  };
  /** Makes the next poll wait until the test responds. */
  const slow = () => {
    const held = Promise.withResolvers<PracticePage | AppError>();
    server.held = held;
    return (answer: PracticePage | AppError) => {
      server.held = undefined;
      held.resolve(answer);
    };
  };
  const ask = (async (name: string, params: Record<string, unknown>) => {
    asked.push({ name, params });
    if (name === 'practice.note') {
      if (server.noteRefusal) throw server.noteRefusal;
      if (server.page instanceof AppError) throw server.page;
      const current = server.page.attempts.find(one => one.interviewId === params.interviewId)?.note;
      if (params.base !== current && params.note !== current) throw AppError.conflict(undefined, current);
      const attempts = server.page.attempts.map(one =>
        one.interviewId === params.interviewId ? { ...one, note: `${params.note}` } : one,
      );
      server.page = { ...server.page, attempts };
      return {};
    }
    if (name === 'practice.delete')
      return {
        receipt: { receiptId: 'r', scope: 'attempt', requestedAt: 1, attempts: 1, files: 2, bytes: 3 },
      };
    const held = await server.held?.promise;
    const answer = held ?? server.page;
    if (answer instanceof AppError) throw answer;
    return answer;
  }) as unknown as CallPractice;
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const storage = new MemoryStorage();
  const session = new PageSession({ token: PAGE, ask, storage: storage.safe, page: { window, document } });
  const looks = () => asked.filter(({ name }) => name === 'practice.open').length;
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { session, server, asked, looks, pass, slow, storage, window, document };
}

describe('a private page', () => {
  it('is polled again after an internal error, which would otherwise hide that the recording is ready', async () => {
    const { session, server, pass } = stage(madeUpPage([processing(0.1)]));
    await pass(0);
    server.page = new AppError('internal');
    await pass(10 * SECOND);
    expect(session.cutOff.get()).toBe(true);
    server.page = madeUpPage([madeUpAttempt(1)]);
    await pass(30 * SECOND);
    expect(session.status.get()).toMatchObject({ page: server.page });
    expect(session.cutOff.get()).toBe(false);
    session.close();
  });

  it('is polled with growing delays while nothing changes, and no longer once it is final', async () => {
    const { session, server, looks, pass } = stage(madeUpPage([processing(0.1)]));
    await pass(0);
    expect(session.status.get()).toMatchObject({ state: 'open' });
    await pass(20 * SECOND);
    const early = looks();
    expect(early).toBeGreaterThanOrEqual(4);
    await pass(60 * SECOND);
    expect(looks() - early).toBeLessThanOrEqual(4);
    server.page = madeUpPage([processing(0.2)]);
    await pass(30 * SECOND);
    const moved = looks();
    await pass(6 * SECOND);
    expect(looks()).toBeGreaterThan(moved);
    server.page = madeUpPage([madeUpAttempt(1)]);
    await pass(30 * SECOND);
    const rested = looks();
    await pass(300 * SECOND);
    expect(looks()).toBe(rested);
    session.close();
  });

  it('is not polled while hidden, and polled as soon as it is visible', async () => {
    const { session, looks, pass, document } = stage(madeUpPage([processing(0.1)]));
    await pass(0);
    document.visibilityState = 'hidden';
    await pass(120 * SECOND);
    expect(looks()).toBe(1);
    document.visibilityState = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    await pass(0);
    expect(looks()).toBe(2);
    session.close();
  });

  it('stays visible while the server is unreachable', async () => {
    const { session, server, pass, window } = stage(madeUpPage([processing(0.1)]));
    await pass(0);
    server.page = UNAVAILABLE;
    await pass(5 * SECOND);
    expect(session.status.get()).toMatchObject({ state: 'open' });
    expect(session.cutOff.get()).toBe(true);
    server.page = madeUpPage([processing(0.9)]);
    window.dispatchEvent(new Event('online'));
    await pass(0);
    expect(session.cutOff.get()).toBe(false);
    session.close();
  });

  it("that can't be read at first says so and is retried automatically", async () => {
    const { session, server, pass } = stage(UNAVAILABLE);
    await pass(0);
    expect(session.status.get()).toMatchObject({ state: 'failed' });
    server.page = madeUpPage([]);
    await pass(3 * SECOND);
    expect(session.status.get()).toMatchObject({ state: 'open' });
    session.close();
  });

  it('that was deleted or never existed is gone, and is not requested again', async () => {
    const { session, looks, pass } = stage(AppError.linkInvalid());
    await pass(0);
    expect(session.status.get()).toEqual({ state: 'gone' });
    session.refresh();
    await pass(60 * SECOND);
    expect(looks()).toBe(1);
    session.close();
  });

  it("removes an attempt immediately, with this browser's draft of its note", async () => {
    const { session, server, pass, storage } = stage(madeUpPage([madeUpAttempt(1), madeUpAttempt(2)]));
    await pass(0);
    server.noteRefusal = UNAVAILABLE;
    session.noteOf(madeUpAttempt(1)).change('Not saved yet.');
    expect(storage.length).toBe(1);
    server.page = madeUpPage([madeUpAttempt(2)]);
    expect(await session.deleteAttempt(attemptId(1))).toMatchObject({ receiptId: 'r' });
    const open = session.status.get();
    expect(open.state === 'open' && open.page.attempts.map(one => one.interviewId)).toEqual([attemptId(2)]);
    expect(storage.length).toBe(0);
    session.close();
  });

  it('leaves nothing in this browser when it is deleted completely', async () => {
    const { session, server, pass, storage, looks } = stage(
      madeUpPage([madeUpAttempt(1), unheldAttempt(2, 'open')]),
    );
    await pass(0);
    server.noteRefusal = UNAVAILABLE;
    session.noteOf(madeUpAttempt(1)).change('Not saved yet.');
    await session.deletePage();
    await pass(60 * SECOND);
    expect(storage.length).toBe(0);
    expect(looks()).toBe(1);
  });

  it('shows a note that another device has written, and keeps what is being typed', async () => {
    const { session, server, pass } = stage(madeUpPage([processing(0.1)]));
    await pass(0);
    const note = session.noteOf(processing(0.1));
    server.noteRefusal = UNAVAILABLE;
    note.change('From here.');
    await pass(SECOND);
    server.noteRefusal = undefined;
    server.page = madeUpPage([{ ...processing(0.2), note: 'From there.' }]);
    session.refresh();
    await pass(30 * SECOND);
    expect(note.state.get()).toMatchObject({ saving: 'saved' });
    expect(note.state.get().text).toBe(`From here.\n\n${practicePage.note.divider}\nFrom there.`);
    session.close();
  });
});

it('a note that another device has changed since this page was read is merged with that change', async () => {
  const { session, server, pass } = stage(madeUpPage([madeUpAttempt(1)]));
  await pass(0);
  const note = session.noteOf(madeUpAttempt(1));
  server.page = madeUpPage([{ ...madeUpAttempt(1), note: 'From the phone.' }]);
  note.change('From the laptop.');
  await pass(5 * SECOND);
  const both = `From the laptop.\n\n${practicePage.note.divider}\nFrom the phone.`;
  expect(note.state.get()).toMatchObject({ saving: 'saved', text: both });
  expect(server.page).toMatchObject({ attempts: [{ note: both }] });
  session.close();
});

it('a response from before a note was saved reverts nothing', async () => {
  const { session, server, pass, slow } = stage(madeUpPage([{ ...madeUpAttempt(1), note: 'A' }]));
  await pass(0);
  const note = session.noteOf({ ...madeUpAttempt(1), note: 'A' });
  const before = server.page;
  const letGo = slow();
  session.refresh();
  note.change('AB');
  await pass(SECOND);
  expect(note.state.get()).toMatchObject({ saving: 'saved', text: 'AB' });
  letGo(before);
  await pass(SECOND);
  expect(note.state.get().text).toBe('AB');
  session.close();
});

describe('a private note', () => {
  const noteStage = (note = '', storage = new MemoryStorage()) => {
    const saved: string[] = [];
    const server = { refusal: undefined as AppError | undefined };
    const window = new EventTarget();
    const own = new OwnNote({
      interviewId: attemptId(1),
      note,
      save: async ({ note: text }) => {
        if (server.refusal) throw server.refusal;
        saved.push(text);
      },
      storage: storage.safe,
      page: { window },
    });
    const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
    return { own, saved, server, storage, window, pass };
  };

  it('is autosaved, once for text that was typed together', async () => {
    const { own, saved, pass, storage } = noteStage();
    for (const text of ['S', 'Sa', 'Say the numbers.']) own.change(text);
    expect(own.state.get().saving).toBe('saving');
    await pass(SECOND);
    expect(saved).toEqual(['Say the numbers.']);
    expect(own.state.get().saving).toBe('saved');
    expect(storage.length).toBe(0);
    own.close();
  });

  it('is kept while the server is unreachable, and saved when the network is back', async () => {
    const { own, saved, server, pass, window } = noteStage();
    server.refusal = UNAVAILABLE;
    own.change('Offline.');
    await pass(SECOND);
    expect(own.state.get()).toMatchObject({ saving: 'offline', text: 'Offline.' });
    server.refusal = undefined;
    window.dispatchEvent(new Event('online'));
    await pass(0);
    expect(saved).toEqual(['Offline.']);
    expect(own.state.get().saving).toBe('saved');
    own.close();
  });

  it('that was not saved is restored after a reload, and then saved', async () => {
    const before = noteStage('Old.');
    before.server.refusal = UNAVAILABLE;
    before.own.change('Old. And new.');
    await before.pass(SECOND);
    before.own.close();
    const after = noteStage('Old.', before.storage);
    expect(after.own.state.get().text).toBe('Old. And new.');
    await after.pass(SECOND);
    expect(after.saved).toEqual(['Old. And new.']);
    after.own.close();
  });

  it('is merged with what another device saved in between', async () => {
    const before = noteStage('Old.');
    before.server.refusal = UNAVAILABLE;
    before.own.change('Old. From here.');
    await before.pass(SECOND);
    before.own.close();
    const after = noteStage('Old. From there.', before.storage);
    const { text } = after.own.state.get();
    expect(text).toContain('From here.');
    expect(text).toContain('From there.');
    await after.pass(SECOND);
    expect(after.saved).toEqual([text]);
    after.own.close();
  });

  it('loses nothing that is typed while it is being saved', async () => {
    const { own, saved, pass } = noteStage();
    own.change('One.');
    await vi.advanceTimersByTimeAsync(600);
    own.change('One. Two.');
    await pass(2 * SECOND);
    expect(saved).toEqual(['One.', 'One. Two.']);
    expect(own.state.get()).toMatchObject({ saving: 'saved', text: 'One. Two.' });
    own.close();
  });

  it('allows typing while it is merged with another device’s text', async () => {
    const { own, saved, server, pass } = noteStage('Old.');
    server.refusal = AppError.conflict(undefined, 'Old. From there.');
    own.change('Old. From here.');
    await pass(600);
    server.refusal = undefined;
    own.change(`${own.state.get().text} More.`);
    await pass(2 * SECOND);
    expect(saved.at(-1)).toBe(`Old. From here.\n\n${practicePage.note.divider}\n From there. More.`);
    expect(own.state.get().saving).toBe('saved');
    own.close();
  });

  it('is not sent repeatedly when an error contains no current text', async () => {
    const { own, server, pass } = noteStage('Old.');
    server.refusal = new AppError('conflict');
    own.change('Old. From here.');
    await pass(SECOND);
    expect(own.state.get()).toMatchObject({ saving: 'refused', text: 'Old. From here.' });
    own.close();
  });

  it('that is too long shows the excess, and is kept', async () => {
    const { own, saved, pass, storage } = noteStage();
    own.change('x'.repeat(8_003));
    await pass(5 * SECOND);
    expect(own.state.get()).toMatchObject({ saving: 'refused', excess: 3 });
    expect(saved).toEqual([]);
    expect(storage.length).toBe(1);
    own.change('x'.repeat(8_000));
    await pass(SECOND);
    expect(saved).toHaveLength(1);
    own.close();
  });

  it("states that it is stored nowhere when this browser can't store it either", async () => {
    const { own, server, pass, storage } = noteStage();
    storage.full = true;
    server.refusal = UNAVAILABLE;
    own.change('Only here.');
    expect(own.state.get().saving).toBe('unstored');
    await pass(SECOND);
    expect(own.state.get()).toMatchObject({ saving: 'unstored', text: 'Only here.' });
    own.close();
  });
});

describe('the state of an attempt', () => {
  it.each([
    [unheldAttempt(1, 'open'), 'open'],
    [unheldAttempt(1, 'running'), 'running'],
    [unheldAttempt(1, 'expired'), 'expired'],
    [madeUpAttempt(1, { recording: { state: 'none' } }), 'unrecorded'],
    [processing(0.2), 'processing'],
    [madeUpAttempt(1), 'ready'],
    [madeUpAttempt(1, { recording: { state: 'failed' } }), 'failed'],
    [madeUpAttempt(1, { recording: { state: 'erased' } }), 'erased'],
  ] as [PracticeAttempt, string][])('%#: %s', (attempt, status) => {
    expect(statusOf(attempt)).toBe(status);
    const changes = ['open', 'running', 'processing'].includes(status);
    expect(isChanging(madeUpPage([attempt]))).toBe(changes);
  });

  it('a pending email changes the page as well', () => {
    const email = { address: 'ada@example.org', state: 'waiting' as const };
    expect(isChanging(madeUpPage([], { email }))).toBe(true);
    expect(isChanging(madeUpPage([], { email: { ...email, state: 'sent' } }))).toBe(false);
  });
});

describe('comparing answers', () => {
  const skipped = (attempt: PracticeAttempt): PracticeAttempt => ({
    ...attempt,
    questions: attempt.questions.map(question => ({ ...question, takes: 0 })),
  });

  it('is offered for each question with two recorded answers, the oldest first', () => {
    const [newest, middle, oldest] = [madeUpAttempt(1, { questions: 1 }), madeUpAttempt(2), madeUpAttempt(3)];
    const comparisons = comparisonsOf([newest, middle, oldest]);
    const [first, second] = middle.questions;
    const ids = (id = '') => comparisons.get(id as never)?.attempts.map(one => one.interviewId);
    expect(ids(first?.questionId)).toEqual([attemptId(3), attemptId(2), attemptId(1)]);
    expect(ids(second?.questionId)).toEqual([attemptId(3), attemptId(2)]);
  });

  it('is not offered with one answer, one recording, or a skipped question', () => {
    expect(comparisonsOf([madeUpAttempt(1)]).size).toBe(0);
    expect(comparisonsOf([madeUpAttempt(1), processing(0.2)]).size).toBe(0);
    expect(comparisonsOf([madeUpAttempt(1), skipped(madeUpAttempt(2))]).size).toBe(0);
  });
});
