import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionState } from '../../../client/core/interviewClient.ts';
import { type Draft, keyOf, NOTE_DIVIDER, type NoteContent } from '../../../client/core/rubric/draft.ts';
import { DraftQueue } from '../../../client/core/rubric/draftQueue.ts';
import { saveStateOf } from '../../../client/core/rubric/saveState.ts';
import { Store } from '../../../client/core/store.ts';
import { fallbackTexts } from '../../../client/texts/errors.ts';
import { AppError } from '../../../shared/errors.ts';
import { NoteId } from '../../../shared/ids.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { CompetencyId, KitId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { CommandName, RequestParams } from '../../../shared/protocol/requests.ts';
import { type RatingValue, ratingKey } from '../../../shared/rubric/rating.ts';
import { emptyScorecard, type Scorecard } from '../../../shared/rubric/scorecard.ts';
import { exampleView, SEATS } from './exampleView.ts';

const QUESTION = QuestionId.parse('question-1');
const OTHER = CompetencyId.parse('competency-2');
const COMPETENCY = CompetencyId.parse('competency-1');
const NOTE = NoteId.parse('01900000-0000-7000-8000-00000000000a');
const stamp = { mediaTimeMs: 1_000 };
const content = (text: string, change: Partial<NoteContent> = {}): NoteContent => ({
  kind: 'note',
  questionId: QUESTION,
  text,
  removed: false,
  stamp,
  ...change,
});

interface Sent {
  name: CommandName;
  params: RequestParams<'rating.put'> & RequestParams<'note.put'>;
  commandId: string | undefined;
  answer: (version: number) => Promise<void>;
  refuse: (error: AppError) => Promise<void>;
}

/** An outbox with a fake connection and storage. */
function openOutbox(kept: Map<string, unknown> = new Map()) {
  const sent: Sent[] = [];
  const view = new Store<InterviewView | undefined>(viewWith(emptyScorecard(SEATS.grace)));
  const connection = new Store<ConnectionState>({ state: 'connected' });
  const synced = new Set<() => void>();
  const settle = async () => void (await vi.advanceTimersByTimeAsync(0));
  const outbox = new DraftQueue(
    {
      view,
      connection,
      get isConnected() {
        return connection.get().state === 'connected';
      },
      onSynced: listener => {
        synced.add(listener);
        return () => synced.delete(listener);
      },
      command: (name, params, commandId) =>
        new Promise((resolve, reject) => {
          sent.push({
            name,
            params: params as Sent['params'],
            commandId,
            answer: version => {
              resolve({ version } as never);
              return settle();
            },
            refuse: error => {
              reject(error);
              return settle();
            },
          });
        }),
    },
    {
      put: async (key, value) => void kept.set(key, structuredClone(value)),
      delete: async key => void kept.delete(key),
      clear: () => kept.clear(),
    },
  );
  return {
    outbox,
    sent,
    kept,
    settle,
    last: () => {
      const one = sent.at(-1);
      if (!one) throw new Error('Nothing was sent.');
      return one;
    },
    show: (card: Scorecard) => view.set(viewWith(card)),
    cut: () => connection.set({ state: 'reconnecting', since: 0 }),
    end: () => connection.set({ state: 'ended', reason: 'closed' }),
    reconnect: async () => {
      connection.set({ state: 'connected' });
      for (const listener of synced) listener();
      await settle();
    },
    rate: async (value: RatingValue | undefined, competencyId = COMPETENCY) => {
      outbox.rate(QUESTION, competencyId, { stamp, ...(value !== undefined && { value }) });
      await settle();
    },
    draft: (key: string): Draft | undefined => outbox.drafts.get().get(key as never),
    saved: () =>
      saveStateOf({
        drafts: outbox.drafts.get().values(),
        connected: connection.get().state === 'connected',
        durable: true,
        complete: true,
      }),
  };
}

function viewWith(own: Scorecard): InterviewView {
  return {
    ...exampleView(SEATS.grace, [SEATS.grace]),
    rubric: {
      kit: { kitId: KitId.parse('example-kit'), version: 1, role: '', level: '' },
      questions: {},
      probes: {},
      logistics: {},
      own,
      scoringClosed: false,
    },
  };
}

function cardWith(value: RatingValue, version: number): Scorecard {
  return {
    ...emptyScorecard(SEATS.grace),
    ratings: { [ratingKey(QUESTION, COMPETENCY)]: { value, version, stamp } },
  };
}

const RATING = keyOf({ item: 'rating', questionId: QUESTION, competencyId: COMPETENCY });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the outbox › ratings', () => {
  it('are stored, sent immediately, and done when the view shows them', async () => {
    const { rate, last, kept, show, saved, outbox } = openOutbox();
    await rate(4);
    expect(last().params).toMatchObject({ value: 4, expectedVersion: 0 });
    expect(kept.get(RATING)).toMatchObject({ sending: { commandId: last().commandId } });
    expect(saved()).toMatchObject({ state: 'saving', pending: 1 });
    await last().answer(1);
    expect(saved()).toMatchObject({ state: 'saved', pending: 0 });
    expect(outbox.drafts.get().size).toBe(1);
    show(cardWith(4, 1));
    expect(outbox.drafts.get().size).toBe(0);
    expect(kept.size).toBe(0);
  });

  it('of one item that were not sent yet are combined', async () => {
    const { rate, sent, cut, reconnect, saved } = openOutbox();
    cut();
    for (const value of [1, 2, 5, 3] as const) await rate(value);
    await rate(2, OTHER);
    expect(saved()).toMatchObject({ state: 'offline', pending: 2 });
    await reconnect();
    expect(sent.map(({ params }) => params.value)).toEqual([3, 2]);
  });

  it('that change while one is pending wait for its response, and keep their order', async () => {
    const { rate, sent, last } = openOutbox();
    await rate(1);
    await rate(2);
    await rate(3);
    expect(sent).toHaveLength(1);
    await last().answer(1);
    expect(sent).toHaveLength(2);
    expect(last().params).toMatchObject({ value: 3, expectedVersion: 1 });
    expect(sent[0]?.commandId).not.toBe(sent[1]?.commandId);
  });

  it('that are back at their earlier value are not sent', async () => {
    const { rate, sent, cut, reconnect, outbox } = openOutbox();
    cut();
    await rate(4);
    await rate(undefined);
    await reconnect();
    expect(sent).toHaveLength(0);
    expect(outbox.drafts.get().size).toBe(0);
  });

  it('continue in the next page with their command ID', async () => {
    const kept = new Map<string, unknown>();
    const before = openOutbox(kept);
    await before.rate(4);
    before.outbox.close();
    const id = before.last().commandId;
    const after = openOutbox(kept);
    for (const [key, value] of kept) after.outbox.take(key, value);
    await after.settle();
    expect(after.last().commandId).toBe(id);
    expect(after.last().params).toMatchObject({ value: 4, expectedVersion: 0 });
  });

  it('without a response are left to another page when the connection ends', async () => {
    const { rate, last, end, kept, outbox } = openOutbox();
    await rate(4);
    end();
    await last().refuse(AppError.unauthenticated());
    outbox.close();
    expect(kept.get(RATING)).toMatchObject({ sending: { commandId: last().commandId } });
  });

  it("that differ from another device's are decided by the evaluator", async () => {
    const { rate, last, draft, sent, saved, outbox } = openOutbox();
    await rate(4);
    await last().refuse(AppError.conflict(undefined, { value: 3, version: 1, stamp }));
    expect(draft(RATING)).toMatchObject({ clash: true, base: { value: 3 }, wanted: { value: 4 } });
    expect(saved()).toMatchObject({ clashes: 1, pending: 0 });
    expect(sent).toHaveLength(1);
    await rate(4);
    expect(last().params).toMatchObject({ value: 4, expectedVersion: 1 });
    await last().refuse(AppError.conflict(undefined, { value: 5, version: 2, stamp }));
    outbox.yield(QUESTION, COMPETENCY);
    expect(outbox.drafts.get().size).toBe(0);
  });

  it("that equal another device's are no conflict", async () => {
    const { rate, last, draft } = openOutbox();
    await rate(4);
    await last().refuse(AppError.conflict(undefined, { value: 4, version: 3, stamp }));
    expect(draft(RATING)).toMatchObject({ clash: false, base: { version: 3 } });
  });

  it('are not resent forever for a conflict without new data', async () => {
    const { rate, last, sent, saved } = openOutbox();
    await rate(4);
    await last().refuse(AppError.conflict(undefined, { version: 0 }));
    expect(sent).toHaveLength(1);
    expect(saved()).toMatchObject({ state: 'refused', refused: 1 });
  });

  it('that are permanently rejected stay readable, and can be retried with a new ID', async () => {
    const { rate, last, sent, outbox, saved } = openOutbox();
    await rate(4);
    await last().refuse(new AppError('not-in-kit'));
    expect(saved()).toMatchObject({
      state: 'refused',
      refused: 1,
      problem: fallbackTexts['not-in-kit'],
    });
    outbox.retry();
    await last().answer(1);
    expect(new Set(sent.map(({ commandId }) => commandId)).size).toBe(2);
  });

  it('left over when the scorecard is locked stay readable, and nothing else does', async () => {
    const { rate, cut, outbox, draft, last } = openOutbox();
    await rate(2, OTHER);
    await last().answer(1);
    cut();
    await rate(4);
    outbox.lockOut({ code: 'locked', reason: 'locked-before-arrival' });
    expect([...outbox.drafts.get().keys()]).toEqual([RATING]);
    expect(draft(RATING)).toMatchObject({ wanted: { value: 4 }, refusal: { code: 'locked' } });
  });

  it('are deleted, in memory and in storage, when the seat is gone', async () => {
    const { rate, cut, outbox, kept } = openOutbox();
    cut();
    await rate(4);
    outbox.forget();
    expect(outbox.drafts.get().size + kept.size).toBe(0);
  });
});

describe('the outbox › notes', () => {
  const type = (outbox: DraftQueue, text: string) => outbox.note(NOTE, content(text), { typed: true });

  it('are stored with every key and sent when typing pauses', async () => {
    const { outbox, sent, kept, last } = openOutbox();
    outbox.beginWriting(NOTE);
    for (const text of ['a', 'ab', 'abc ']) {
      type(outbox, text);
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(kept.get(NOTE)).toMatchObject({ wanted: { text: 'abc ' } });
    expect(sent).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(100);
    expect(last().params).toMatchObject({ text: 'abc', expectedVersion: 0, removed: false });
  });

  it('are sent immediately when the field is left', async () => {
    const { outbox, last, settle } = openOutbox();
    outbox.beginWriting(NOTE);
    type(outbox, 'abc');
    outbox.endWriting();
    await settle();
    expect(last().params.text).toBe('abc');
  });

  it('that were emptied before they were sent leave nothing', async () => {
    const { outbox, sent, settle } = openOutbox();
    outbox.beginWriting(NOTE);
    type(outbox, 'a');
    type(outbox, '');
    outbox.endWriting();
    await settle();
    expect(sent).toHaveLength(0);
    expect(outbox.drafts.get().size).toBe(0);
  });

  it('that were emptied after they were sent are deleted when the field is left', async () => {
    const { outbox, sent, last, settle } = openOutbox();
    outbox.beginWriting(NOTE);
    type(outbox, 'a');
    await vi.advanceTimersByTimeAsync(400);
    await last().answer(1);
    type(outbox, '');
    await vi.advanceTimersByTimeAsync(400);
    expect(sent).toHaveLength(1);
    outbox.endWriting();
    await settle();
    expect(last().params).toMatchObject({ removed: true, expectedVersion: 1 });
  });

  it('keep text that is being typed, with another device’s text waiting next to it', async () => {
    const { outbox, last, draft } = openOutbox();
    outbox.beginWriting(NOTE);
    type(outbox, 'mine');
    await vi.advanceTimersByTimeAsync(400);
    await last().refuse(AppError.conflict(undefined, { ...content('theirs'), version: 1 }));
    expect(draft(NOTE)).toMatchObject({ wanted: { text: 'mine' } });
    expect(last().params).toMatchObject({ text: `mine${NOTE_DIVIDER}theirs`, expectedVersion: 1 });
    await last().answer(2);
    type(outbox, 'mine, and more');
    await vi.advanceTimersByTimeAsync(400);
    expect(last().params.text).toBe(`mine, and more${NOTE_DIVIDER}theirs`);
    await last().answer(3);
    outbox.endWriting();
    expect(draft(NOTE)).toMatchObject({ wanted: { text: `mine, and more${NOTE_DIVIDER}theirs` } });
  });

  it('are merged by a later page as well', async () => {
    const kept = new Map<string, unknown>();
    const before = openOutbox(kept);
    before.cut();
    before.outbox.beginWriting(NOTE);
    type(before.outbox, 'mine');
    before.outbox.close();
    const after = openOutbox(kept);
    after.outbox.take(NOTE, kept.get(NOTE));
    await after.settle();
    await after.last().refuse(AppError.conflict(undefined, { ...content('theirs'), version: 4 }));
    expect(after.last().params).toMatchObject({
      text: `mine${NOTE_DIVIDER}theirs`,
      expectedVersion: 4,
    });
  });

  it('survive when one side deletes and the other continues', async () => {
    const { outbox, last } = openOutbox();
    outbox.note(NOTE, content('mine'));
    await vi.advanceTimersByTimeAsync(0);
    await last().refuse(AppError.conflict(undefined, { ...content('', { removed: true }), version: 2 }));
    expect(last().params).toMatchObject({ text: 'mine', removed: false, expectedVersion: 2 });
    await last().answer(3);
    outbox.note(NOTE, content('mine', { removed: true }));
    await vi.advanceTimersByTimeAsync(0);
    await last().refuse(AppError.conflict(undefined, { ...content('mine and theirs'), version: 4 }));
    expect(outbox.drafts.get().get(keyOf({ item: 'note', noteId: NOTE }))).toMatchObject({
      wanted: { text: 'mine and theirs', removed: false },
    });
  });

  it('that are too long wait for their author, and lose nothing', async () => {
    const { outbox, sent, saved, kept } = openOutbox();
    outbox.note(NOTE, content('x'.repeat(2_001)));
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(0);
    expect(saved()).toMatchObject({ state: 'refused', refused: 1 });
    expect(kept.get(NOTE)).toMatchObject({ wanted: { text: 'x'.repeat(2_001) } });
  });
});
