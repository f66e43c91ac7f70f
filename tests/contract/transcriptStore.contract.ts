import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ListReader } from '../../server/store/interviewSearch.ts';
import type { Store } from '../../server/store/store.ts';
import type { InterviewId, RecordingId } from '../../shared/ids.ts';
import { newRecordingId } from '../support/finishedRecording.ts';
import { InterviewLog } from '../support/interviewLog.ts';
import { tablesThatMention } from '../support/practiceRows.ts';
import { recordingSteps } from '../support/recordingSteps.ts';
import { newPassage, newTranscript, TRANSCRIBED_QUESTION } from '../support/transcriptRows.ts';
import type { OpenStore } from './everyDatabase.ts';
import { appendOf, openWithInterview } from './interviewStore.contract.ts';

const OWNER: ListReader = { email: 'owner@example.org', all: true, teams: 'all' };
const BY = { correctedBy: 'owner-1', byName: 'Olga' };

/** Tests that the stores of transcripts must pass on every database. */
export function describeTranscriptStore(open: OpenStore, kind: string): void {
  describe('a transcript', () => {
    let store: Store;
    let log: InterviewLog;
    let interviewId: InterviewId;
    let recordingId: RecordingId;
    const { processed } = recordingSteps(() => ({ store, interviewId, recordingId }));

    beforeEach(async () => {
      ({ store, log, interviewId, recordingId } = await openWithInterview(open));
      await processed();
    });

    const ada = () => log.candidate.seatId;
    const grace = () => log.interviewer.seatId;
    const save = (...passages: Parameters<typeof newTranscript>[1]) =>
      store.transcripts.save(
        newTranscript({ recordingId, interviewId }, passages, { questions: [TRANSCRIBED_QUESTION] }),
      );
    const texts = async () =>
      (await store.transcripts.passagesOf(recordingId)).map(
        ({ words, correction }) => correction?.text ?? words.map(({ text }) => text).join(' '),
      );
    const search = async (query: string, reader = OWNER, changes = {}) => {
      const found = await store.transcriptSearch.search({ reader, query, ratersSee: false, ...changes });
      return found.map(({ text }) => text);
    };
    const idOf = async (index: number) => {
      const passage = (await store.transcripts.passagesOf(recordingId))[index];
      if (!passage) throw new Error('There is no such passage.');
      return passage.passageId;
    };

    it('is stored by time, and replaced as a whole', async () => {
      await save(newPassage(grace(), 9_000, 'And then?'), newPassage(ada(), 1_000, 'I <b>talked</b>.'));
      expect(await texts()).toEqual(['I <b>talked</b>.', 'And then?']);
      expect(await store.transcripts.find(recordingId)).toMatchObject({
        state: 'made',
        language: 'en',
        engine: 'engine',
        madeAt: expect.any(Number),
      });
      await save(newPassage(ada(), 1_000, 'Another text.'));
      expect(await texts()).toEqual(['Another text.']);
      expect(await search('talked')).toEqual([]);
    });

    it('keeps the original of a correction, with its author, and searches the corrected words', async () => {
      await save(newPassage(ada(), 1_000, 'The costumer was happy.'));
      const passageId = await idOf(0);
      const correction = { recordingId, passageId, seen: 'The costumer was happy.', ...BY };
      const corrected = await store.transcripts.correct({ ...correction, text: 'The customer was happy.' });
      expect(corrected.words.map(({ text }) => text)).toContain('costumer');
      expect(corrected.correction).toMatchObject({ text: 'The customer was happy.', byName: 'Olga' });
      expect(await search('customer')).toEqual(['The customer was happy.']);
      expect(await search('costumer')).toEqual([]);
      await expect(store.transcripts.correct({ ...correction, text: 'No.' })).rejects.toMatchObject({
        code: 'conflict',
        details: { current: { text: 'The customer was happy.' } },
      });
    });

    it('that is made again keeps corrections of the same moments', async () => {
      await save(newPassage(ada(), 1_000, 'The costumer.'), newPassage(ada(), 9_000, 'Yess.'));
      for (const [index, seen, text] of [
        [0, 'The costumer.', 'The customer.'],
        [1, 'Yess.', 'Yes.'],
      ] as const)
        await store.transcripts.correct({ recordingId, passageId: await idOf(index), seen, text, ...BY });
      await save(newPassage(ada(), 1_200, 'The costumer.'), newPassage(ada(), 20_000, 'Later.'));
      expect(await texts()).toEqual(['The customer.', 'Later.']);
      expect(await search('customer')).toEqual(['The customer.']);
    });

    it('finds words without regard to case and accents, and the last word by its start', async () => {
      await save(newPassage(ada(), 1_000, 'We migrated the Café to PostgreSQL 18.'));
      for (const found of ['cafe', 'CAFÉ', 'migr', 'postgres', 'cafe migrated', '18', '"café" (to)'])
        expect(await search(found), found).toHaveLength(1);
      for (const missing of ['igrated', 'migr cafe', 'oracle'])
        expect(await search(missing), missing).toEqual([]);
    });

    it('finds the newest first, and inside one interview in order of time', async () => {
      const older = { recordingId, interviewId };
      await save(...[9_000, 1_000, 5_000].map(fromMs => newPassage(ada(), fromMs, `Same ${fromMs}.`)));
      ({ log, interviewId, recordingId } = await openWithInterview(async () => store));
      await processed();
      await save(newPassage(ada(), 7_000, 'Same, later.'), newPassage(grace(), 3_000, 'The same, earlier.'));
      const expected = ['The same, earlier.', 'Same, later.', 'Same 5000.', 'Same 1000.', 'Same 9000.'];
      expect(await search('same')).toEqual(expected);
      expect(await search('same', OWNER, { interviewId: older.interviewId })).toEqual(
        [1_000, 5_000, 9_000].map(fromMs => `Same ${fromMs}.`),
      );
      const all = await store.transcriptSearch.search({ reader: OWNER, query: 'same', ratersSee: false });
      expect(await search('same', OWNER, { before: all[1]?.entryId })).toEqual(expected.slice(2));
    });

    it('answers every query without an error', async () => {
      await save(newPassage(ada(), 1_000, 'Nothing.'));
      const queries = [
        '"',
        '*',
        'a AND',
        'NOT',
        '-',
        "'; drop table",
        'a:b',
        '^x',
        '(',
        '\\',
        '%',
        '_',
        '😀',
        'x'.repeat(200),
      ];
      for (const query of [...queries, ...queries.map(one => `nothing ${one}`)])
        for (const changes of [{}, { interviewId }])
          expect(Array.isArray(await search(query, OWNER, changes)), query).toBe(true);
      for (const query of ['"', '%', '_', '*'])
        expect(await search(query, OWNER, { interviewId })).toEqual([]);
    });

    it('finds questions by their words and by their competencies', async () => {
      await save(newPassage(ada(), 2_000, 'We argued.', TRANSCRIBED_QUESTION.questionId));
      const [hit] = await store.transcriptSearch.search({ reader: OWNER, query: 'teamw', ratersSee: false });
      expect(hit).toMatchObject({ atMs: 1_000, question: { number: 1 } });
      expect(hit).not.toHaveProperty('seatId');
      const questions = await store.transcriptSearch.questionsOf([interviewId]);
      expect([...questions.keys()]).toEqual([`${interviewId} q-1`]);
    });

    it('is found only by members who may open the interview', async () => {
      await save(newPassage(ada(), 1_000, 'A secret.'));
      const member = (email: string, teams: ListReader['teams'] = []) => ({ email, all: false, teams });
      expect(await search('secret', member('someone@example.org'))).toEqual([]);
      expect(await search('secret', member('someone@example.org'), { interviewId })).toEqual([]);
      expect(await search('secret', member('observer@example.org'))).toEqual([]);
    });

    it('is found by raters once they have locked, or if the organization lets them see it', async () => {
      await save(newPassage(ada(), 1_000, 'A secret.'));
      const { kysely } = store.database;
      await kysely.updateTable('interviews').set({ kitId: 'kit' }).execute();
      const seat = { seatId: log.evaluator.seatId, role: 'evaluator', email: 'evaluator@example.org' };
      await kysely
        .insertInto('staffSeats')
        .values({ interviewId, ...seat, part: 'seat' })
        .execute();
      const reader = { email: 'Evaluator@example.org', all: false, teams: [] };
      const asOrganizer = { ...reader, all: true };
      for (const one of [reader, asOrganizer]) {
        expect(await search('secret', one)).toEqual([]);
        expect(await search('secret', one, { interviewId })).toEqual([]);
        expect(await search('secret', one, { ratersSee: true })).toEqual(['A secret.']);
      }
      await kysely.updateTable('staffSeats').set({ locked: 1 }).execute();
      for (const one of [reader, asOrganizer]) expect(await search('secret', one)).toEqual(['A secret.']);
    });

    it('of private practice is never found', async () => {
      await save(newPassage(ada(), 1_000, 'A secret.'));
      const practice = new InterviewLog({ length: 'full', purpose: 'self' });
      expect(practice.state.practice?.purpose).toBe('self');
      await store.interviews.append(appendOf(practice, practice.events));
      const own = { recordingId: newRecordingId(), interviewId: practice.state.interviewId };
      await store.interviewRecordings.note({ ...own, startedAt: 1, stretches: [] });
      await store.interviewRecordings.startProcessing(own.recordingId, 2);
      const passages = [newPassage(practice.candidate.seatId, 1, 'A private secret.')];
      expect(await store.transcripts.save(newTranscript(own, passages))).toBe('saved');
      expect(await search('secret')).toEqual(['A secret.']);
      expect(await search('secret', OWNER, { interviewId: own.interviewId })).toEqual([]);
    });

    it('without one person’s words stays without them', async () => {
      await save(newPassage(ada(), 1_000, 'Mine.'), newPassage(grace(), 5_000, 'Yours.'));
      expect(await store.transcripts.delete(recordingId, interviewId, ada())).toBe(true);
      expect(await texts()).toEqual(['Yours.']);
      expect(await search('mine')).toEqual([]);
      await save(newPassage(ada(), 1_000, 'Mine.'), newPassage(grace(), 5_000, 'Yours.'));
      expect(await texts()).toEqual(['Yours.']);
    });

    it('that was deleted is not made again', async () => {
      await save(newPassage(ada(), 1_000, 'Mine.'));
      expect(await store.transcripts.delete(recordingId, interviewId)).toBe(true);
      expect(await save(newPassage(ada(), 1_000, 'Mine.'))).toBe('deleted');
      expect(await texts()).toEqual([]);
      expect(await search('conflict')).toEqual([]);
      expect(await store.transcripts.find(recordingId)).toMatchObject({ state: 'deleted' });
    });

    it.skipIf(kind === 'SQLite')('has no sentence among the statistics of PostgreSQL', async () => {
      await save(newPassage(ada(), 1_000, 'An unmistakable sentence.'));
      const correction = { recordingId, passageId: await idOf(0), seen: 'An unmistakable sentence.', ...BY };
      await store.transcripts.correct({ ...correction, text: 'An unmistakable sentence, corrected.' });
      const { kysely } = store.database;
      await sql`analyze`.execute(kysely);
      const { rows } = await sql<{ attname: string }>`
        select attname from pg_stats where tablename like 'transcript%' and
          concat(most_common_vals, histogram_bounds, most_common_elems) ilike '%unmistakable%'`.execute(
        kysely,
      );
      expect(rows.map(({ attname }) => attname)).toEqual(['document']);
    });

    it('of a deleted recording is in no table, and is not made again', async () => {
      await save(newPassage(ada(), 1_000, 'Unmistakable.'));
      const [passageId] = [await idOf(0)];
      await store.transcripts.correct({
        recordingId,
        passageId,
        seen: 'Unmistakable.',
        text: 'Zebra.',
        ...BY,
      });
      await store.erasures.start({ interviewId, recordingId, cause: 'request', requestedAt: 1 });
      expect(await save(newPassage(ada(), 1_000, 'Unmistakable.'))).toBe('deleted');
      await store.transcripts.saveNone(recordingId, interviewId, 'off');
      expect(await store.transcripts.find(recordingId)).toBeUndefined();
      expect(await tablesThatMention(store, ['Unmistakable', 'unmistakable', 'Zebra', passageId])).toEqual(
        [],
      );
    });
  });
}
