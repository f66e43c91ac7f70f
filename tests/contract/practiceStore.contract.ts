import { beforeEach, describe, expect, it } from 'vitest';
import { hashOfToken, newLinkToken } from '../../server/features/linkToken.ts';
import { ATTEMPTS_A_DAY, type NewAttempt } from '../../server/store/practiceStore.ts';
import type { Store } from '../../server/store/store.ts';
import { QuestionId } from '../../shared/kit/kitIds.ts';
import { PRACTICE_LIMITS } from '../../shared/protocol/practiceRoutes.ts';
import {
  AttemptLog,
  addPracticedKit,
  newAttempt,
  PRACTICED_KIT,
  setBack,
  startAttempt,
  stateOf,
} from '../support/practiceAttempts.ts';
import type { OpenStore } from './everyDatabase.ts';

const MINUTE_MS = 60_000;

/** Tests that practice without an account must pass on every database. */
export function describePracticeStores(open: OpenStore): void {
  describe('practice', () => {
    let store: Store;

    beforeEach(async () => {
      store = await open();
      await addPracticedKit(store);
    });

    const start = (changes: Partial<NewAttempt> = {}) => startAttempt(store, changes);
    const states = (attempts: readonly NewAttempt[]) =>
      Promise.all(attempts.map(({ interviewId }) => stateOf(store, interviewId)));
    /** Starts one attempt after another, so that their order is certain. */
    const startInOrder = async (count: number) => {
      const attempts: NewAttempt[] = [];
      for (let index = 0; index < count; index += 1) attempts.push(await start());
      return attempts;
    };

    describe('a private page', () => {
      it('is found only by the hash of its token, with its name', async () => {
        const token = newLinkToken();
        const { pageId } = await startAttempt(store, {}, token);
        expect(await store.practice.findPage(hashOfToken(token))).toMatchObject({
          pageId,
          name: 'Ada Lovelace',
          email: undefined,
        });
        expect(await store.practice.findPage(token)).toBeUndefined();
        expect(await store.practice.findPage(hashOfToken(newLinkToken()))).toBeUndefined();
      });

      it('keeps its changes', async () => {
        const token = newLinkToken();
        const { pageId } = await startAttempt(store, {}, token);
        await store.practice.changePage(pageId, { email: 'ada@example.org' });
        await store.practice.changePage(pageId, { name: '<b>Ada</b>' });
        await store.practice.changePage(pageId, {});
        expect(await store.practice.findPage(hashOfToken(token))).toMatchObject({
          name: '<b>Ada</b>',
          email: 'ada@example.org',
        });
      });

      it('lists its own attempts, newest first, with their questions and notes', async () => {
        const first = await start();
        const second = newAttempt({ pageId: first.pageId, length: 'full', purpose: 'evaluation' });
        await store.practice.start(second);
        await start();
        await store.practice.setNote(first.interviewId, { base: '', note: 'Speak slower. \u{1f600}' });
        const listed = await store.practice.attemptsOf(first.pageId);
        expect(listed).toMatchObject([
          { ...second, state: 'waiting', note: '' },
          { ...first, state: 'waiting', note: 'Speak slower. \u{1f600}' },
        ]);
        expect(await store.practice.shortAttempts(first.pageId, PRACTICED_KIT)).toBe(1);
      });

      it('saves a note only over the version that the person edited', async () => {
        const { interviewId } = await start();
        expect(await store.practice.setNote(interviewId, { base: '', note: 'One.' })).toBe('One.');
        expect(await store.practice.setNote(interviewId, { base: '', note: 'Two.' })).toBe('One.');
        expect(await store.practice.setNote(interviewId, { base: 'One.', note: '' })).toBe('');
        const both = await Promise.all(
          ['Three.', 'Four.'].map(note => store.practice.setNote(interviewId, { base: '', note })),
        );
        expect(new Set(both).size).toBe(1);
      });

      it('has one best take per question, which moves, is removed, and disappears with its attempt', async () => {
        const first = await start();
        const { pageId } = first;
        const second = newAttempt({ pageId });
        await store.practice.start(second);
        const [one, two] = ['q-1', 'q-2'].map(id => QuestionId.parse(id)) as [QuestionId, QuestionId];
        const take = ({ interviewId }: NewAttempt, questionId = one) => ({ pageId, interviewId, questionId });
        await store.practice.markBest(take(first));
        await store.practice.markBest(take(first));
        await store.practice.markBest(take(first, two));
        await store.practice.markBest(take(second));
        const moved = new Map([
          [one, second.interviewId],
          [two, first.interviewId],
        ]);
        expect(await store.practice.bestTakes(pageId)).toEqual(moved);
        await store.practice.unmarkBest(take(first));
        expect(await store.practice.bestTakes(pageId)).toEqual(moved);
        await store.practice.unmarkBest(take(first, two));
        await store.practicePurges.start(pageId, second.interviewId);
        await store.practice.markBest(take(second));
        expect(await store.practice.bestTakes(pageId)).toEqual(new Map());
        // Only attempts of the page can be marked.
        await store.practice.markBest(take(await start()));
        expect(await store.practice.bestTakes(pageId)).toEqual(new Map());
      });

      it('does not find attempts of other pages', async () => {
        const [own, foreign] = [await start(), await start()];
        expect(await store.practice.findAttempt(own.pageId, own.interviewId)).toMatchObject(own);
        expect(await store.practice.findAttempt(own.pageId, foreign.interviewId)).toBeUndefined();
        expect(await store.practice.owns(own.pageId, own.interviewId)).toBe(true);
        expect(await store.practice.owns(own.pageId, foreign.interviewId)).toBe(false);
      });

      it('has a daily limit, and is told when it is reached', async () => {
        const first = await start();
        const { pageId } = first;
        // Simultaneous starts on two servers: each counts before the next.
        const other = await open();
        const outcomes = await Promise.all(
          Array.from({ length: ATTEMPTS_A_DAY + 4 }, (_, index) =>
            (index % 2 === 0 ? store : other).practice.start(newAttempt({ pageId })),
          ),
        );
        const started = outcomes.filter(({ outcome }) => outcome === 'started');
        expect(started).toHaveLength(ATTEMPTS_A_DAY - 1);
        const refused = outcomes.find(({ outcome }) => outcome === 'too-many');
        expect(refused).toMatchObject({ againInMs: expect.any(Number) });
        if (refused?.outcome !== 'too-many') throw new Error('It was not refused.');
        expect(refused.againInMs).toBeGreaterThan(23 * 60 * MINUTE_MS);
        expect(refused.againInMs).toBeLessThanOrEqual(24 * 60 * MINUTE_MS);
      });

      it('keeps a limited number of attempts', async () => {
        const { pageId } = await start();
        const day = 25 * 60 * MINUTE_MS;
        await store.database.kysely
          .insertInto('practiceAttempts')
          .values(
            Array.from({ length: PRACTICE_LIMITS.attemptsKept - 1 }, () => ({
              ...newAttempt({ pageId }),
              questionIds: '[]',
              state: 'over',
              createdAt: Date.now() - day,
              seenAt: 0,
              admittedAt: 0,
              note: '',
            })),
          )
          .execute();
        expect(await store.practice.start(newAttempt({ pageId }))).toEqual({ outcome: 'full' });
      });
    });

    describe('the waiting line', () => {
      it('admits attempts in order, as many as there is capacity for', async () => {
        const attempts = await startInOrder(4);
        await store.practiceQueue.admit(2);
        expect(await states(attempts)).toEqual(['admitted', 'admitted', 'waiting', 'waiting']);
        const { endsInMs, waiting } = await store.practiceQueue.standing();
        expect(waiting.map(({ interviewId }) => interviewId)).toEqual(
          attempts.slice(2).map(({ interviewId }) => interviewId),
        );
        expect(endsInMs).toHaveLength(2);
        for (const ms of endsInMs) expect(Math.abs(ms - 10 * MINUTE_MS)).toBeLessThan(MINUTE_MS);
      });

      it('admits no more than the capacity when servers admit at the same time, and tells everyone else their position', async () => {
        const servers = [store, await open(), await open()];
        const attempts = await Promise.all(
          Array.from({ length: 200 }, (_, index) => startAttempt(servers[index % servers.length] as Store)),
        );
        await Promise.all(
          Array.from({ length: 30 }, (_, index) => servers[index % servers.length]?.practiceQueue.admit(6)),
        );
        const all = await states(attempts);
        expect(all.filter(state => state === 'admitted')).toHaveLength(6);
        expect(all.filter(state => state === 'waiting')).toHaveLength(194);
        const { waiting } = await store.practiceQueue.standing();
        expect(new Set(waiting.map(({ interviewId }) => interviewId)).size).toBe(194);
      });

      it('skips a person who has not polled for a while, and keeps their position until they poll again', async () => {
        const attempts = await startInOrder(3);
        const [first, second] = attempts;
        if (!first || !second) throw new Error('No one is there.');
        await setBack(store, first.interviewId, MINUTE_MS);
        await store.practiceQueue.admit(1);
        expect(await states(attempts)).toEqual(['waiting', 'admitted', 'waiting']);
        await store.practiceQueue.notePoll(first.interviewId);
        await store.practiceQueue.admit(2);
        expect(await states(attempts)).toEqual(['admitted', 'admitted', 'waiting']);
      });

      it('removes a person who has not polled for ten minutes', async () => {
        const [gone, here] = await startInOrder(2);
        if (!gone || !here) throw new Error('No one is there.');
        await setBack(store, gone.interviewId, 11 * MINUTE_MS);
        await store.practiceQueue.admit(1);
        expect(await states([gone, here])).toEqual(['expired', 'admitted']);
        expect(await store.practiceQueue.notePoll(gone.interviewId)).toBe('expired');
      });

      it('gives a place that was not taken for ten minutes to the next person', async () => {
        const [absent, next] = await startInOrder(2);
        if (!absent || !next) throw new Error('No one is there.');
        await store.practiceQueue.admit(1);
        const log = await AttemptLog.begin(store, absent);
        await setBack(store, absent.interviewId, 9 * MINUTE_MS);
        await store.practiceQueue.notePoll(next.interviewId);
        await store.practiceQueue.admit(1);
        expect(await states([absent, next])).toEqual(['admitted', 'waiting']);
        await setBack(store, absent.interviewId, 2 * MINUTE_MS);
        await store.practiceQueue.admit(1);
        expect(await states([absent, next])).toEqual(['expired', 'admitted']);
        expect(await store.practiceQueue.expiredAndOpen()).toEqual([absent.interviewId]);
        await log.write({ kind: 'interview.cancelled', payload: {} });
        expect(await store.practiceQueue.expiredAndOpen()).toEqual([]);
      });

      it('waits longer for a person who sets up devices, but not forever', async () => {
        const attempt = await start();
        await store.practiceQueue.admit(1);
        await (await AttemptLog.begin(store, attempt)).connect();
        await setBack(store, attempt.interviewId, 15 * MINUTE_MS);
        await store.practiceQueue.admit(1);
        expect(await states([attempt])).toEqual(['admitted']);
        await setBack(store, attempt.interviewId, 16 * MINUTE_MS);
        await store.practiceQueue.admit(1);
        expect(await states([attempt])).toEqual(['expired']);
      });

      it('counts a present candidate for the maximum duration, and one who has left for five minutes', async () => {
        const [inside, next] = await startInOrder(2);
        if (!inside || !next) throw new Error('No one is there.');
        await store.practiceQueue.admit(1);
        const log = await AttemptLog.begin(store, inside);
        await log.enter();
        await setBack(store, inside.interviewId, 50 * MINUTE_MS);
        await store.practiceQueue.admit(1);
        expect(await states([inside, next])).toEqual(['admitted', 'waiting']);
        await log.leave();
        await setBack(store, inside.interviewId, 4 * MINUTE_MS);
        await store.practiceQueue.admit(1);
        expect(await states([inside, next])).toEqual(['admitted', 'waiting']);
        await setBack(store, inside.interviewId, 2 * MINUTE_MS);
        await store.practiceQueue.admit(1);
        // A person who left can return: practice is over only when the interview is.
        expect(await states([inside, next])).toEqual(['admitted', 'admitted']);
      });

      it('admits others before attempts of an address that has reached its limit, and tells those', async () => {
        const from = async (source: string) => {
          const attempt = newAttempt();
          await store.practice.start(attempt, { tokenHash: hashOfToken(newLinkToken()) }, source);
          return attempt;
        };
        const school: NewAttempt[] = [];
        for (let count = 0; count < 8; count += 1) school.push(await from('school'));
        await store.practiceQueue.admit(5);
        const [other, stranger] = [await from('home'), await start()];
        expect((await states(school)).filter(state => state === 'admitted')).toHaveLength(4);
        const { waiting } = await store.practiceQueue.standing();
        expect(waiting.map(({ interviewId }) => interviewId)).toEqual(
          [other, stranger, ...school.slice(4)].map(({ interviewId }) => interviewId),
        );
        await store.practiceQueue.admit(5);
        expect(await states([other, stranger])).toEqual(['admitted', 'waiting']);
        await store.practiceQueue.admit(6);
        expect(await states([stranger, ...school.slice(4)])).toEqual([
          'admitted',
          ...school.slice(4).map(() => 'waiting'),
        ]);
      });

      it('deletes the address of an attempt that needs no place', async () => {
        const attempts = [newAttempt(), newAttempt(), newAttempt()] as const;
        for (const attempt of attempts)
          await store.practice.start(attempt, { tokenHash: hashOfToken(newLinkToken()) }, 'home');
        const [over, expired, there] = attempts;
        await store.practiceQueue.admit(3);
        const log = await AttemptLog.begin(store, over);
        await log.enter();
        await log.end();
        await setBack(store, expired.interviewId, 11 * MINUTE_MS);
        await store.practiceQueue.admit(3);
        expect(await states(attempts)).toEqual(['over', 'expired', 'admitted']);
        const rows = await store.database.kysely
          .selectFrom('practiceAttempts')
          .select('interviewId')
          .where('source', 'is not', null)
          .execute();
        expect(rows.map(({ interviewId }) => interviewId)).toContain(there.interviewId);
        for (const { interviewId } of [over, expired])
          expect(rows.map(row => row.interviewId)).not.toContain(interviewId);
      });

      it('waits ten minutes for a person who sets up devices while others wait', async () => {
        const [slow, next] = await startInOrder(2);
        if (!slow || !next) throw new Error('No one is there.');
        await store.practiceQueue.admit(1);
        await (await AttemptLog.begin(store, slow)).connect();
        await setBack(store, slow.interviewId, 9 * MINUTE_MS);
        await store.practiceQueue.notePoll(next.interviewId);
        await store.practiceQueue.admit(1);
        expect(await states([slow, next])).toEqual(['admitted', 'waiting']);
        await setBack(store, slow.interviewId, 2 * MINUTE_MS);
        await store.practiceQueue.admit(1);
        expect(await states([slow, next])).toEqual(['expired', 'admitted']);
      });

      it('reports rooms that have been open for a while, and whether anyone waits', async () => {
        const [entered, preparing] = await startInOrder(2);
        if (!entered || !preparing) throw new Error('No one is there.');
        await store.practiceQueue.admit(2);
        await (await AttemptLog.begin(store, entered)).enter();
        await (await AttemptLog.begin(store, preparing)).connect();
        expect(await store.practiceQueue.openSince(5 * MINUTE_MS)).toEqual([]);
        for (const { interviewId } of [entered, preparing]) await setBack(store, interviewId, 6 * MINUTE_MS);
        expect(await store.practiceQueue.openSince(5 * MINUTE_MS)).toEqual([entered.interviewId]);
        expect(await store.practiceQueue.isAwaited()).toBe(false);
        const waits = await start();
        expect(await store.practiceQueue.isAwaited()).toBe(true);
        await setBack(store, waits.interviewId, MINUTE_MS);
        expect(await store.practiceQueue.isAwaited()).toBe(false);
      });

      it('frees a place when its interview ends', async () => {
        const [first, next] = await startInOrder(2);
        if (!first || !next) throw new Error('No one is there.');
        await store.practiceQueue.admit(1);
        const log = await AttemptLog.begin(store, first);
        await log.enter();
        await log.end();
        await store.practiceQueue.admit(1);
        expect(await states([first, next])).toEqual(['over', 'admitted']);
      });

      it('readmits a candidate who came in while the place expired', async () => {
        const attempt = await start();
        await store.practiceQueue.admit(1);
        const log = await AttemptLog.begin(store, attempt);
        await setBack(store, attempt.interviewId, 11 * MINUTE_MS);
        await store.practiceQueue.admit(1);
        await log.enter();
        expect(await store.practiceQueue.expiredAndOpen()).toEqual([attempt.interviewId]);
        await store.practiceQueue.readmit(attempt.interviewId);
        await store.practiceQueue.admit(1);
        expect(await states([attempt])).toEqual(['admitted']);
      });
    });

    describe('the first event of an attempt’s log', () => {
      it('is refused until the attempt is admitted, and while it is being deleted', async () => {
        const [waits, deleted] = await startInOrder(2);
        if (!waits || !deleted) throw new Error('No one is there.');
        await expect(AttemptLog.begin(store, waits)).rejects.toMatchObject({ code: 'conflict' });
        await store.practiceQueue.admit(2);
        await store.practicePurges.start(deleted.pageId);
        await expect(AttemptLog.begin(store, deleted)).rejects.toMatchObject({ code: 'conflict' });
        await AttemptLog.begin(store, waits);
        await expect(AttemptLog.begin(store, waits)).rejects.toMatchObject({ code: 'conflict' });
        expect(await store.interviews.lastSeq(deleted.interviewId)).toBe(0);
      });
    });
  });
}
