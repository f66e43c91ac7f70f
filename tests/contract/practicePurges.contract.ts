import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, it } from 'vitest';
import { hashOfToken, newLinkToken } from '../../server/features/linkToken.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import type { NewAttempt } from '../../server/store/practiceStore.ts';
import type { Store } from '../../server/store/store.ts';
import { type InterviewId, MessageId, NodeId, type RecordingId, UserId } from '../../shared/ids.ts';
import { QuestionId } from '../../shared/kit/kitIds.ts';
import { waitingEvaluations } from '../support/evaluationRows.ts';
import { finishedMedia, newRecordingId, newStretchId } from '../support/finishedRecording.ts';
import { newSeatId } from '../support/interviewLog.ts';
import {
  AttemptLog,
  addPracticedKit,
  newAttempt,
  PRACTICED_KIT,
  startAttempt,
  stateOf,
} from '../support/practiceAttempts.ts';
import { tablesThatMention } from '../support/practiceRows.ts';
import { reportWithClips } from '../support/reportRows.ts';
import { newPassage, newTranscript } from '../support/transcriptRows.ts';
import type { OpenStore } from './everyDatabase.ts';

const MINUTE_MS = 60_000;

/** Tests that deletions of practice must pass on every database. */
export function describePracticePurges(open: OpenStore): void {
  describe('practice', () => {
    let store: Store;

    beforeEach(async () => {
      store = await open();
      await addPracticedKit(store);
    });

    const start = () => startAttempt(store);

    describe('a deletion', () => {
      /** Creates an attempt with a row in every table that can refer to it. */
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
        await recordings.startProcessing(recordingId, 2);
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
        const passages = [newPassage(log.seat.seatId, 1, 'I am Ada Lovelace.')];
        await store.transcripts.save(newTranscript({ recordingId, interviewId }, passages));
        await store.erasures.noteWorkFolder(recordingId, 'folder-1');
        const grantHash = randomBytes(32).toString('hex');
        await store.mediaGrants.add(
          { grantHash, interviewId, recordingId, holder: { kind: 'page', pageId } },
          MINUTE_MS,
        );
        await store.database.kysely
          .insertInto('feedbackRatings')
          .values({
            interviewId,
            kitId: PRACTICED_KIT,
            stars: 5,
            ratedAt: 1,
            line: 'Ada Lovelace says thanks.',
          })
          .execute();
        await store.practice.markBest({ pageId, interviewId, questionId: QuestionId.parse('q-1') });
        await evaluate(attempt);
        await report(interviewId, recordingId);
        return { attempt, log, recordingId, grantHash, stretch, files: planned };
      }

      /** Queues it for evaluation and claims it. */
      async function evaluate({ interviewId, kitId, role }: NewAttempt): Promise<void> {
        const [row] = waitingEvaluations(1, Date.now());
        if (!row) throw new Error('Nothing waits.');
        await store.evaluations.add({ ...row, interviewId, kitId, role });
        const userId = UserId.parse('grace');
        const wish = { interviewId, userId, seatId: newSeatId(), shadow: false, invited: 0 };
        expect((await store.evaluationClaims.claim(wish)).outcome).toBe('claimed');
      }

      /** Publishes a report with a clip that is read, asked about, and shared. */
      async function report(interviewId: InterviewId, recordingId: RecordingId): Promise<void> {
        const content = reportWithClips({ fromMs: 0, toMs: 10_000 });
        const userId = UserId.parse('grace');
        await store.reports.save({ interviewId, expectedVersion: 0, content, userId, at: 1 });
        const { reportReaders: readers } = store;
        const linkId = uuidv7();
        const tokenHash = hashOfToken(newLinkToken());
        const link = { linkId, interviewId, tokenHash, withClips: true, createdAt: 1, expiresAt: 9 } as const;
        await readers.addShare({ ...link, kind: 'share' });
        await readers.noteLinkOpened(linkId, 2);
        await readers.ask(interviewId, 'Why, asks Ada Lovelace?', 3);
        await store.reportClips.follow(interviewId, recordingId);
      }

      /** Does what the deletion job does after the files are gone. */
      async function erase({
        attempt,
        recordingId,
        stretch,
        files,
      }: Awaited<ReturnType<typeof fullAttempt>>) {
        await store.erasures.start({
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

      it('of a page closes everything immediately and, after the files are gone, leaves no row but receipts', async () => {
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
            'practice_best_takes',
            'evaluations',
            'evaluation_claims',
            'reports',
            'report_versions',
            'report_clips',
            'report_replies',
            'report_links',
          ]),
        );

        const begun = await store.practicePurges.start(pageId);
        expect(begun).toMatchObject({
          receipt: { scope: 'page', attempts: 1, files: 0, bytes: 0 },
          interviewIds: [interviewId],
        });
        const { receiptId } = begun?.receipt ?? { receiptId: '' };
        expect(await store.practice.findPage(hashOfToken(token))).toBeUndefined();
        expect(await store.practice.owns(pageId, interviewId)).toBe(false);
        expect(await store.mediaGrants.find(full.grantHash)).toBeUndefined();
        // No server can queue it for evaluation after that.
        await evaluate(full.attempt).then(
          () => expect.unreachable('It was claimed.'),
          () => {},
        );
        expect(await store.evaluations.find(interviewId)).toBeUndefined();
        expect(await store.interviews.findLinkById(full.log.linkId)).toMatchObject({
          revokedAt: expect.any(Number),
        });
        expect((await store.jobs.about([receiptId])).map(({ kind }) => kind)).toEqual(['purge']);
        expect(await store.practicePurges.start(pageId)).toBeUndefined();
        expect(await store.practicePurges.rest(receiptId)).toEqual([{ interviewId, hasLog: true }]);

        expect(await store.practicePurges.unerased(interviewId)).toEqual([full.recordingId]);
        expect(await store.practicePurges.complete(receiptId)).toBe(false);
        await erase(full);
        expect(await store.practicePurges.unerased(interviewId)).toEqual([]);
        await store.practicePurges.purge(interviewId);
        await store.practicePurges.purge(interviewId);
        expect(await store.practicePurges.complete(receiptId)).toBe(true);
        expect(await store.practicePurges.complete(receiptId)).toBe(true);

        // The audit log names a deleted recording by its own id, which identifies no person.
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
        await store.practicePurges.start(attempt.pageId);
        await erase({ attempt, recordingId, ...rest });
        await store.practicePurges.purge(attempt.interviewId);
        const rated = await store.database.kysely.selectFrom('feedbackRatings').selectAll().execute();
        expect(rated).toMatchObject([{ kitId: PRACTICED_KIT, stars: 5 }]);
        expect(rated[0]?.interviewId).not.toBe(attempt.interviewId);
      });

      it('of one attempt leaves the page and its other attempts unchanged', async () => {
        const token = newLinkToken();
        const full = await fullAttempt(token);
        const { pageId } = full.attempt;
        const other = newAttempt({ pageId });
        await store.practice.start(other);
        const begun = await store.practicePurges.start(pageId, full.attempt.interviewId);
        const { receiptId } = begun?.receipt ?? { receiptId: '' };
        expect(await store.practice.attemptsOf(pageId)).toMatchObject([other]);
        await erase(full);
        await store.practicePurges.purge(full.attempt.interviewId);
        expect(await store.practicePurges.complete(receiptId)).toBe(true);
        expect(await store.practice.findPage(hashOfToken(token))).toMatchObject({ name: 'Ada Lovelace' });
        expect(await store.practice.attemptsOf(pageId)).toMatchObject([other]);
        expect(await tablesThatMention(store, [full.attempt.interviewId])).toEqual([]);
      });

      it('of a page waits for an earlier deletion of one of its attempts', async () => {
        const full = await fullAttempt(newLinkToken());
        const { pageId, interviewId } = full.attempt;
        const one = await store.practicePurges.start(pageId, interviewId);
        const whole = await store.practicePurges.start(pageId);
        expect(whole).toMatchObject({ receipt: { scope: 'page', attempts: 0 }, interviewIds: [] });
        expect(await store.practicePurges.complete(whole?.receipt.receiptId ?? '')).toBe(false);
        await erase(full);
        await store.practicePurges.purge(interviewId);
        expect(await store.practicePurges.complete(one?.receipt.receiptId ?? '')).toBe(true);
        expect(await store.practicePurges.complete(whole?.receipt.receiptId ?? '')).toBe(true);
        expect(await tablesThatMention(store, [interviewId, pageId])).toEqual([]);
      });

      it('of a page prevents new attempts on it', async () => {
        const { pageId } = await start();
        await store.practicePurges.start(pageId);
        expect(await store.practice.start(newAttempt({ pageId }))).toEqual({ outcome: 'gone' });
        expect(await store.practice.start(newAttempt({ pageId: uuidv7() }))).toEqual({ outcome: 'gone' });
      });

      it('finds nothing to delete on another person’s page, or twice', async () => {
        const [own, foreign] = [await start(), await start()];
        expect(await store.practicePurges.start(own.pageId, foreign.interviewId)).toBeUndefined();
        expect(await store.practicePurges.start(uuidv7())).toBeUndefined();
        expect(await stateOf(store, foreign.interviewId)).toBe('waiting');
        await store.practicePurges.start(own.pageId, own.interviewId);
        expect(await store.practicePurges.start(own.pageId, own.interviewId)).toBeUndefined();
      });

      it('and a server that still writes the log exclude each other: nothing is restored', async () => {
        const attempt = await start();
        const { interviewId, pageId } = attempt;
        await store.practiceQueue.admit(1);
        const log = await AttemptLog.begin(store, attempt);
        await log.enter();
        const elsewhere = await open();
        const other = new Interviews({ store: elsewhere.interviews });
        await other.read(interviewId);
        await store.practicePurges.start(pageId);
        let written = 0;
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
          for (;;) {
            await say(interviews);
            written += 1;
            if (written >= 5) underWay.resolve();
          }
        };
        // A writer may be rejected before the purge returns.
        const ends = Promise.allSettled([writeOn(log.interviews), writeOn(other)]);
        await underWay.promise;
        await store.practicePurges.purge(interviewId);
        for (const end of await ends)
          expect(end).toMatchObject({ status: 'rejected', reason: { code: 'not-found' } });
        expect(await tablesThatMention(store, [interviewId])).toEqual([]);
        await expect(other.read(interviewId)).rejects.toMatchObject({ code: 'not-found' });
        await expect(AttemptLog.begin(store, attempt)).rejects.toMatchObject({ code: 'conflict' });
      });
    });
  });
}
