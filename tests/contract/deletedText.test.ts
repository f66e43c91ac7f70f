import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { expect, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { MessageId } from '../../shared/ids.ts';
import { newRecordingId } from '../support/finishedRecording.ts';
import { InterviewLog, newInterviewId } from '../support/interviewLog.ts';
import { AttemptLog, addPracticedKit, startAttempt } from '../support/practiceAttempts.ts';
import { ANN, reportSteps } from '../support/reportSteps.ts';
import { quickFolder } from '../support/temporaryFolder.ts';
import { openTestStore } from '../support/testStore.ts';
import { newPassage, newTranscript } from '../support/transcriptRows.ts';
import { wordsInFiles } from '../support/wordsInFiles.ts';
import { appendOf } from './interviewStore.contract.ts';

/** Each word is in the database's files for one reason only. */
const NAME = 'Ada Lovelace';
const EMAIL = 'ada@example.org';
const NOTE = 'A word to myself';
const SPOKEN = 'What I have answered';
const PAGES = 12;
/** Enough for rows over several pages of the file, and for B-trees that rebalance on deletion. */
const LONG = 9_000;

async function filled(store: Store, pages: number): Promise<{ pageId: string; log: AttemptLog }[]> {
  await addPracticedKit(store);
  const filled = [];
  for (let page = 0; page < pages; page += 1) {
    const attempt = await startAttempt(store);
    const { interviewId, pageId } = attempt;
    await store.practice.changePage(pageId, { email: EMAIL });
    await store.practiceQueue.admit(pages);
    const log = await AttemptLog.begin(store, attempt);
    await log.enter();
    const { seatId } = log.seat;
    for (let line = 0; line < 8; line += 1)
      await log.write({
        kind: 'chat.sent',
        payload: {
          messageId: MessageId.parse(uuidv7()),
          fromSeatId: seatId,
          text: `${SPOKEN} ${page} ${'and on '.repeat(line * 30)}`,
        },
      });
    const long = `${NOTE} ${'and more '.repeat(LONG / 9)} ${NOTE}`;
    await store.practice.setNote(interviewId, { base: '', note: long });
    await store.practice.setNote(interviewId, { base: long, note: NOTE });
    filled.push({ pageId, log });
  }
  return filled;
}

async function deleted(store: Store, pageId: string): Promise<void> {
  const begun = await store.practicePurges.start(pageId);
  for (const interviewId of begun?.interviewIds ?? []) await store.practicePurges.purge(interviewId);
  expect(await store.practicePurges.complete(begun?.receipt.receiptId ?? '')).toBe(true);
}

it('deleted text is in no file of the SQLite database after its receipt is complete', async () => {
  await using folder = await quickFolder('deleted-text');
  const store = await openTestStore({ DATA_DIR: folder.path });
  try {
    const pages = await filled(store, PAGES);
    const words = [NAME, EMAIL, NOTE, SPOKEN];
    expect(await wordsInFiles(folder.path, words)).toEqual(words);
    for (const { pageId } of pages) await deleted(store, pageId);
    expect(await wordsInFiles(folder.path, words)).toEqual([]);
  } finally {
    await store.close();
  }
});

it('a receipt is not complete while a reader still sees the deleted rows', async () => {
  await using folder = await quickFolder('deleted-text');
  const [store, reader] = [
    await openTestStore({ DATA_DIR: folder.path }),
    await openTestStore({ DATA_DIR: folder.path }),
  ];
  try {
    const [page] = await filled(store, 1);
    const begun = await store.practicePurges.start(page?.pageId ?? '');
    const { receiptId } = begun?.receipt ?? { receiptId: '' };
    const isComplete = async () =>
      (await store.practicePurges.findReceipt(receiptId))?.completedAt !== undefined;
    await reader.database.kysely.connection().execute(async connection => {
      await sql`begin`.execute(connection);
      await sql`select count(*) from practice_pages`.execute(connection);
      for (const interviewId of begun?.interviewIds ?? []) await store.practicePurges.purge(interviewId);
      await expect(store.practicePurges.complete(receiptId)).rejects.toMatchObject({ code: 'unavailable' });
      expect(await isComplete()).toBe(false);
      await sql`commit`.execute(connection);
    });
    expect(await store.practicePurges.complete(receiptId)).toBe(true);
    expect(await isComplete()).toBe(true);
    expect(await wordsInFiles(folder.path, [NAME])).toEqual([]);
  } finally {
    await store.close();
    await reader.close();
  }
});

it('deleted words of transcripts are in no file of the SQLite database, with their corrections and index', async () => {
  await using folder = await quickFolder('deleted-text');
  const store = await openTestStore({ DATA_DIR: folder.path });
  try {
    const kept = await transcribed(store, 'everyday');
    const [erased, cleared, reduced] = [
      await transcribed(store, 'hippopotamus'),
      await transcribed(store, 'rhinoceros'),
      await transcribed(store, 'crocodile'),
    ];
    // The index keeps words without their first letters if another word starts with the same ones.
    const words = ['hippopotamus', 'rhinoceros', 'crocodile', 'popotamus', 'inoceros', 'ocodile'];
    const seen = await wordsInFiles(folder.path, ['everyday', ...words]);
    expect(seen).toEqual(['everyday', ...words]);
    const { recordingId, interviewId } = erased;
    await store.erasures.start({ interviewId, recordingId, cause: 'request', requestedAt: 1 });
    await store.erasures.complete(recordingId);
    await store.transcripts.delete(cleared.recordingId, cleared.interviewId);
    await store.transcripts.delete(reduced.recordingId, reduced.interviewId, reduced.seatId);
    expect(await wordsInFiles(folder.path, ['everyday', ...words])).toEqual(['everyday']);
    expect(await store.transcripts.passagesOf(kept.recordingId)).toHaveLength(PASSAGES);
  } finally {
    await store.close();
  }
});

it('words that a deleted report quoted are in no file of the SQLite database', async () => {
  await using folder = await quickFolder('deleted-text');
  const store = await openTestStore({ DATA_DIR: folder.path });
  try {
    await addPracticedKit(store);
    let interviewId = newInterviewId();
    const { newInterview, save, publish } = reportSteps(() => ({ store, interviewId }));
    interviewId = await newInterview();
    await save(0, `They said: hippopotamus. ${'and more '.repeat(LONG / 9)}`);
    await publish(1);
    await save(1, 'They said: rhinoceros.');
    const words = ['hippopotamus', 'rhinoceros'];
    expect(await wordsInFiles(folder.path, words)).toEqual(words);
    await store.reports.delete(interviewId, ANN, interviewId);
    expect(await wordsInFiles(folder.path, words)).toEqual([]);
  } finally {
    await store.close();
  }
});

const PASSAGES = 300;

/** Makes a transcript that is long enough for several pages of the index. */
async function transcribed(store: Store, word: string) {
  const log = new InterviewLog();
  await store.interviews.append(appendOf(log, log.events));
  const { interviewId } = log.state;
  const { seatId } = log.candidate;
  const recordingId = newRecordingId();
  await store.interviewRecordings.note({ recordingId, interviewId, startedAt: 1, stretches: [] });
  await store.interviewRecordings.startProcessing(recordingId, 2);
  const passages = Array.from({ length: PASSAGES }, (_, index) =>
    newPassage(seatId, index * 5_000, `The ${word} and ${index} others of the ${word}s.`),
  );
  await store.transcripts.save(newTranscript({ recordingId, interviewId }, passages));
  const [first] = await store.transcripts.passagesOf(recordingId);
  if (!first) throw new Error('There is no passage.');
  await store.transcripts.correct({
    ...{ recordingId, passageId: first.passageId, seen: first.words.map(({ text }) => text).join(' ') },
    ...{ text: `Just the ${word}.`, correctedBy: 'olga', byName: 'Olga' },
  });
  return { recordingId, interviewId, seatId };
}
