import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, it } from 'vitest';
import { hashOfToken, newLinkToken } from '../../server/features/linkToken.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import type { NewAttempt } from '../../server/store/practiceAttempt.ts';
import { ATTEMPTS_A_DAY } from '../../server/store/practiceStore.ts';
import type { Store } from '../../server/store/store.ts';
import { MessageId, NodeId } from '../../shared/ids.ts';
import { PRACTICE_LIMITS } from '../../shared/protocol/practiceRoutes.ts';
import { finishedMedia, newRecordingId, newStretchId } from '../support/finishedRecording.ts';
import {
  AttemptLog,
  addPracticedKit,
  newAttempt,
  PRACTICED_KIT,
  setBack,
  startAttempt,
  stateOf,
} from '../support/practiceAttempts.ts';
import { tablesThatMention } from '../support/practiceRows.ts';
import type { OpenStore } from './everyDatabase.ts';

const MINUTE_MS = 60_000;

/** What must hold of practice without an account on every database. */
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
    /** One after the other, so that who came first is certain. */
    const startInOrder = async (count: number) => {
      const attempts: NewAttempt[] = [];
      for (let index = 0; index < count; index += 1) attempts.push(await start());
      return attempts;
    };

    describe('a private page', () => {
      it('is found by the hash of its token alone, with its name', async () => {
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

      it('keeps what is changed of it', async () => {
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

      it('lists its own attempts, newest first, with what they ask and their notes', async () => {
        const first = await start();
        const second = newAttempt({ pageId: first.pageId, length: 'full', purpose: 'evaluation' });
        await store.practice.start(second);
        await start();
        await store.practice.setNote(first.interviewId, 'Speak slower. \u{1f600}');
        const listed = await store.practice.attemptsOf(first.pageId);
        expect(listed).toMatchObject([
          { ...second, state: 'waiting', note: '' },
          { ...first, state: 'waiting', note: 'Speak slower. \u{1f600}' },
        ]);
        expect(await store.practice.shortAttempts(first.pageId, PRACTICED_KIT)).toBe(1);
      });

      it('does not find attempts of other pages', async () => {
        const [own, foreign] = [await start(), await start()];
        expect(await store.practice.findAttempt(own.pageId, own.interviewId)).toMatchObject(own);
        expect(await store.practice.findAttempt(own.pageId, foreign.interviewId)).toBeUndefined();
        expect(await store.practice.owns(own.pageId, own.interviewId)).toBe(true);
        expect(await store.practice.owns(own.pageId, foreign.interviewId)).toBe(false);
      });

      it('has its share of a day, and hears when there is more', async () => {
        const first = await start();
        const { pageId } = first;
        // All at once, from two servers: each counts before the next.
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

      it('keeps so many attempts and no more', async () => {
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

    describe('the line', () => {
      it('lets in those who came first, as many as there is room for', async () => {
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

      it('lets in no more than there is room for when servers let in at once, and tells everybody else their place', async () => {
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

      it('passes over a person who has not asked for a while, and keeps their place until they ask again', async () => {
        const attempts = await startInOrder(3);
        const [first, second] = attempts;
        if (!first || !second) throw new Error('No one is there.');
        await setBack(store, first.interviewId, MINUTE_MS);
        await store.practiceQueue.admit(1);
        expect(await states(attempts)).toEqual(['waiting', 'admitted', 'waiting']);
        await store.practiceQueue.see(first.interviewId);
        await store.practiceQueue.admit(2);
        expect(await states(attempts)).toEqual(['admitted', 'admitted', 'waiting']);
      });

      it('gives up a person who has not asked for ten minutes', async () => {
        const [gone, here] = await startInOrder(2);
        if (!gone || !here) throw new Error('No one is there.');
        await setBack(store, gone.interviewId, 11 * MINUTE_MS);
        await store.practiceQueue.admit(1);
        expect(await states([gone, here])).toEqual(['expired', 'admitted']);
        expect(await store.practiceQueue.see(gone.interviewId)).toBe('expired');
      });

      it('gives a place that no one has taken for ten minutes to the next', async () => {
        const [absent, next] = await startInOrder(2);
        if (!absent || !next) throw new Error('No one is there.');
        await store.practiceQueue.admit(1);
        const log = await AttemptLog.begin(store, absent);
        await setBack(store, absent.interviewId, 9 * MINUTE_MS);
        await store.practiceQueue.see(next.interviewId);
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

      it('counts a candidate who is there for as long as that may be, and one who has left for five minutes', async () => {
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
        // Who left can still come back: it is over only when the session is.
        expect(await states([inside, next])).toEqual(['admitted', 'admitted']);
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

    describe('the first line of an attempt’s log', () => {
      it('is refused until the attempt is let in, and once it is being deleted', async () => {
        const [waits, deleted] = await startInOrder(2);
        if (!waits || !deleted) throw new Error('No one is there.');
        await expect(AttemptLog.begin(store, waits)).rejects.toMatchObject({ code: 'conflict' });
        await store.practiceQueue.admit(2);
        await store.practicePurges.begin(deleted.pageId);
        await expect(AttemptLog.begin(store, deleted)).rejects.toMatchObject({ code: 'conflict' });
        await AttemptLog.begin(store, waits);
        await expect(AttemptLog.begin(store, waits)).rejects.toMatchObject({ code: 'conflict' });
        expect(await store.interviews.lastSeq(deleted.interviewId)).toBe(0);
      });
    });

    describe('waiting for evaluation', () => {
      it('are attempts that are over and for that, until they have their report', async () => {
        const purposes = ['evaluation', 'self', 'evaluation', 'evaluation'] as const;
        const attempts = await Promise.all(purposes.map(purpose => start({ purpose })));
        const [wanted, , runs, deleted] = attempts as [NewAttempt, NewAttempt, NewAttempt, NewAttempt];
        await store.practiceQueue.admit(4);
        for (const attempt of attempts) {
          const log = await AttemptLog.begin(store, attempt);
          await log.enter();
          if (attempt !== runs) await log.end();
        }
        await store.practicePurges.begin(deleted.pageId, deleted.interviewId);
        const waiting = async () =>
          (await store.practice.awaitingEvaluation(10)).map(({ attempt }) => attempt.interviewId);
        expect(await waiting()).toEqual([wanted.interviewId]);
        await store.database.kysely
          .updateTable('interviews')
          .set({ feedbackAt: 1 })
          .where('interviewId', '=', wanted.interviewId)
          .execute();
        expect(await waiting()).toEqual([]);
      });
    });

    describe('a deletion', () => {
      /** An attempt with a row in every table that can have one about it. */
      async function fullAttempt(token: string) {
        const attempt = await startAttempt(store, {}, token);
        const { interviewId, pageId } = attempt;
        await store.practiceQueue.admit(100);
        const log = await AttemptLog.begin(store, attempt);
        await log.enter();
        const recordingId = newRecordingId();
        const stretch = { stretchId: newStretchId(), nodeId: NodeId.parse('sfu-1') };
        await log.write({ kind: 'recording.started', payload: { recordingId, ...stretch, agoMs: 0 } });
        const recordings = store.interviewRecordings;
        await recordings.note({ recordingId, interviewId, startedAt: 1, stretches: [stretch] });
        await log.end();
        await recordings.beginProcessing(recordingId, 2);
        const file = {
          name: 'candidate-1.webm',
          kind: 'person',
          contentType: 'video/webm',
          bytes: 7,
        } as const;
        const planned =
          (await store.mediaFiles.plan(
            recordingId,
            ['person'],
            [{ ...file, sha256: randomBytes(32).toString('hex') }],
          )) ?? [];
        const finished = {
          version: 1,
          durationMs: 1_000,
          stretches: [],
          media: [finishedMedia(log.seat.seatId, { fromMs: 0, toMs: 1_000 })],
          problems: [],
        };
        await recordings.finish(recordingId, {
          finished: finished as never,
          state: 'ready',
          fileIds: planned.map(({ fileId }) => fileId),
          stretches: [{ stretchId: stretch.stretchId, state: 'stored' }],
        });
        await store.erasures.noteWorkFolder(recordingId, 'folder-1');
        const grantHash = randomBytes(32).toString('hex');
        await store.mediaGrants.add(
          { grantHash, interviewId, recordingId, holder: { kind: 'page', pageId } },
          MINUTE_MS,
        );
        await store.database.kysely
          .insertInto('feedbackRatings')
          .values({ interviewId, kitId: PRACTICED_KIT, stars: 5, ratedAt: 1 })
          .execute();
        return { attempt, log, recordingId, grantHash, stretch, files: planned };
      }

      /** As the erase job does, once the files are gone. */
      async function erase({
        attempt,
        recordingId,
        stretch,
        files,
      }: Awaited<ReturnType<typeof fullAttempt>>) {
        await store.erasures.begin({
          interviewId: attempt.interviewId,
          recordingId,
          cause: 'request',
          requestedAt: 3,
        });
        await store.erasures.tally(
          recordingId,
          files.map(({ name: fileName, bytes, sha256 }) => ({ name: fileName, bytes, sha256 })),
        );
        for (const { fileId } of files) await store.mediaFiles.forget(fileId);
        await store.erasures.forgetStretch(stretch.stretchId);
        await store.erasures.forgetWorkFolder(recordingId, 'folder-1');
        expect(await store.erasures.complete(recordingId)).toMatchObject({ files: files.length });
      }

      async function addMail(pageId: string): Promise<void> {
        await store.mails.add({
          onceKey: `practice-link ${pageId}`,
          kind: 'practice-link',
          address: 'ada@example.org',
          content: {},
          state: 'unsent',
          pageId,
        } as never);
      }

      it('of a page shuts everything at once and, when the files are gone, leaves no row but receipts', async () => {
        const token = newLinkToken();
        const full = await fullAttempt(token);
        const { interviewId, pageId } = full.attempt;
        await addMail(pageId);
        await store.practice.changePage(pageId, { email: 'ada@example.org' });
        const ids = [
          interviewId,
          pageId,
          full.recordingId,
          'Ada Lovelace',
          'ada@example.org',
          full.grantHash,
        ];
        expect(await tablesThatMention(store, [interviewId])).toEqual(
          expect.arrayContaining([
            'interviews',
            'interview_events',
            'commands',
            'links',
            'practice_attempts',
          ]),
        );

        const begun = await store.practicePurges.begin(pageId);
        expect(begun).toMatchObject({
          receipt: { scope: 'page', attempts: 1, files: 0, bytes: 0 },
          interviewIds: [interviewId],
        });
        const { receiptId } = begun?.receipt ?? { receiptId: '' };
        expect(await store.practice.findPage(hashOfToken(token))).toBeUndefined();
        expect(await store.practice.owns(pageId, interviewId)).toBe(false);
        expect(await store.mediaGrants.find(full.grantHash)).toBeUndefined();
        expect(await store.interviews.findLinkById(full.log.linkId)).toMatchObject({
          revokedAt: expect.any(Number),
        });
        expect((await store.jobs.about([receiptId])).map(({ kind }) => kind)).toEqual(['purge']);
        expect(await store.practicePurges.begin(pageId)).toBeUndefined();
        expect(await store.practicePurges.rest(receiptId)).toEqual([{ interviewId, hasLog: true }]);

        expect(await store.practicePurges.unerased(interviewId)).toEqual([full.recordingId]);
        expect(await store.practicePurges.complete(receiptId)).toBe(false);
        await erase(full);
        expect(await store.practicePurges.unerased(interviewId)).toEqual([]);
        await store.practicePurges.purge(interviewId);
        await store.practicePurges.purge(interviewId);
        expect(await store.practicePurges.complete(receiptId)).toBe(true);
        expect(await store.practicePurges.complete(receiptId)).toBe(true);

        // The audit log says that a recording was deleted, by its own id: no one is to be told from that.
        expect((await tablesThatMention(store, ids)).filter(table => table !== 'audit_log')).toEqual([]);
        expect(
          await tablesThatMention(store, [interviewId, pageId, 'Ada Lovelace', 'ada@example.org']),
        ).toEqual([]);
        expect(await store.practicePurges.findReceipt(receiptId)).toMatchObject({
          scope: 'page',
          attempts: 1,
          files: 1,
          bytes: 7,
          completedAt: expect.any(Number),
        });
      });

      it('leaves the stars that were given, and nothing that says by whom', async () => {
        const { attempt, recordingId, ...rest } = await fullAttempt(newLinkToken());
        await store.practicePurges.begin(attempt.pageId);
        await erase({ attempt, recordingId, ...rest });
        await store.practicePurges.purge(attempt.interviewId);
        const rated = await store.database.kysely.selectFrom('feedbackRatings').selectAll().execute();
        expect(rated).toMatchObject([{ kitId: PRACTICED_KIT, stars: 5 }]);
        expect(rated[0]?.interviewId).not.toBe(attempt.interviewId);
      });

      it('of one attempt leaves the page and its others as they were', async () => {
        const token = newLinkToken();
        const full = await fullAttempt(token);
        const { pageId } = full.attempt;
        const other = newAttempt({ pageId });
        await store.practice.start(other);
        const begun = await store.practicePurges.begin(pageId, full.attempt.interviewId);
        const { receiptId } = begun?.receipt ?? { receiptId: '' };
        expect(await store.practice.attemptsOf(pageId)).toMatchObject([other]);
        await erase(full);
        await store.practicePurges.purge(full.attempt.interviewId);
        expect(await store.practicePurges.complete(receiptId)).toBe(true);
        expect(await store.practice.findPage(hashOfToken(token))).toMatchObject({ name: 'Ada Lovelace' });
        expect(await store.practice.attemptsOf(pageId)).toMatchObject([other]);
        expect(await tablesThatMention(store, [full.attempt.interviewId])).toEqual([]);
      });

      it('of a page waits for one of its attempts that was begun before', async () => {
        const full = await fullAttempt(newLinkToken());
        const { pageId, interviewId } = full.attempt;
        const one = await store.practicePurges.begin(pageId, interviewId);
        const whole = await store.practicePurges.begin(pageId);
        expect(whole).toMatchObject({ receipt: { scope: 'page', attempts: 0 }, interviewIds: [] });
        expect(await store.practicePurges.complete(whole?.receipt.receiptId ?? '')).toBe(false);
        await erase(full);
        await store.practicePurges.purge(interviewId);
        expect(await store.practicePurges.complete(one?.receipt.receiptId ?? '')).toBe(true);
        expect(await store.practicePurges.complete(whole?.receipt.receiptId ?? '')).toBe(true);
        expect(await tablesThatMention(store, [interviewId, pageId])).toEqual([]);
      });

      it('of a page keeps anything from being started on it', async () => {
        const { pageId } = await start();
        await store.practicePurges.begin(pageId);
        expect(await store.practice.start(newAttempt({ pageId }))).toEqual({ outcome: 'gone' });
        expect(await store.practice.start(newAttempt({ pageId: uuidv7() }))).toEqual({ outcome: 'gone' });
      });

      it('finds nothing to delete of a foreign page, or twice', async () => {
        const [own, foreign] = [await start(), await start()];
        expect(await store.practicePurges.begin(own.pageId, foreign.interviewId)).toBeUndefined();
        expect(await store.practicePurges.begin(uuidv7())).toBeUndefined();
        expect(await stateOf(store, foreign.interviewId)).toBe('waiting');
        await store.practicePurges.begin(own.pageId, own.interviewId);
        expect(await store.practicePurges.begin(own.pageId, own.interviewId)).toBeUndefined();
      });

      it('and a server that still writes the log exclude each other: nothing comes back', async () => {
        const attempt = await start();
        const { interviewId, pageId } = attempt;
        await store.practiceQueue.admit(1);
        const log = await AttemptLog.begin(store, attempt);
        await log.enter();
        const elsewhere = await open();
        const other = new Interviews({ store: elsewhere.interviews });
        await other.read(interviewId);
        await store.practicePurges.begin(pageId);
        let [isOver, written] = [false, 0];
        const say = (interviews: Interviews) =>
          interviews.execute(interviewId, { type: 'system' }, () => ({
            events: [
              {
                kind: 'chat.sent',
                payload: { messageId: MessageId.parse(uuidv7()), fromSeatId: log.seat.seatId, text: 'Hello' },
              },
            ],
            result: undefined,
          }));
        const underWay = Promise.withResolvers<void>();
        const writeOn = async (interviews: Interviews) => {
          while (!isOver) {
            await say(interviews);
            written += 1;
            if (written >= 5) underWay.resolve();
          }
        };
        const writers = [writeOn(log.interviews), writeOn(other)];
        await underWay.promise;
        await store.practicePurges.purge(interviewId);
        const ends = await Promise.allSettled(writers);
        isOver = true;
        for (const end of ends)
          expect(end).toMatchObject({ status: 'rejected', reason: { code: 'not-found' } });
        expect(await tablesThatMention(store, [interviewId])).toEqual([]);
        await expect(other.read(interviewId)).rejects.toMatchObject({ code: 'not-found' });
        await expect(AttemptLog.begin(store, attempt)).rejects.toMatchObject({ code: 'conflict' });
      });
    });
  });
}
