import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { expect, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { MessageId } from '../../shared/ids.ts';
import { AttemptLog, addPracticedKit, startAttempt } from '../support/practiceAttempts.ts';
import { quickFolder } from '../support/temporaryFolder.ts';
import { openTestStore } from '../support/testStore.ts';
import { wordsInFiles } from '../support/wordsInFiles.ts';

/** Each word appears in the database's files for one reason alone. */
const NAME = 'Ada Lovelace';
const EMAIL = 'ada@example.org';
const NOTE = 'A word to myself';
const SPOKEN = 'What I have answered';
const PAGES = 12;
/** Enough for rows that need several pages of the file, and for trees that are balanced anew when they go. */
const LONG = 9_000;

async function filled(store: Store): Promise<{ pageId: string; log: AttemptLog }[]> {
  await addPracticedKit(store);
  const filled = [];
  for (let page = 0; page < PAGES; page += 1) {
    const attempt = await startAttempt(store);
    const { interviewId, pageId } = attempt;
    await store.practice.changePage(pageId, { email: EMAIL });
    await store.practiceQueue.admit(PAGES);
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
    await store.practice.setNote(interviewId, `${NOTE} ${'and more '.repeat(LONG / 9)} ${NOTE}`);
    await store.practice.setNote(interviewId, NOTE);
    filled.push({ pageId, log });
  }
  return filled;
}

async function deleted(store: Store, pageId: string): Promise<void> {
  const begun = await store.practicePurges.begin(pageId);
  for (const interviewId of begun?.interviewIds ?? []) await store.practicePurges.purge(interviewId);
  expect(await store.practicePurges.complete(begun?.receipt.receiptId ?? '')).toBe(true);
}

it('what was deleted stands in no file of the SQLite database once its receipt is complete', async () => {
  await using folder = await quickFolder('deleted-text');
  const store = await openTestStore({ DATA_DIR: folder.path });
  try {
    const pages = await filled(store);
    const words = [NAME, EMAIL, NOTE, SPOKEN];
    expect(await wordsInFiles(folder.path, words)).toEqual(words);
    for (const { pageId } of pages) await deleted(store, pageId);
    expect(await wordsInFiles(folder.path, words)).toEqual([]);
  } finally {
    await store.close();
  }
});

it('a receipt is not complete while someone still reads what was there', async () => {
  await using folder = await quickFolder('deleted-text');
  const [store, reader] = [
    await openTestStore({ DATA_DIR: folder.path }),
    await openTestStore({ DATA_DIR: folder.path }),
  ];
  try {
    const [page] = await filled(store);
    let read = () => {};
    const reading = new Promise<void>(resolve => {
      read = resolve;
    });
    const begun = Promise.withResolvers<void>();
    const transaction = reader.database.kysely.connection().execute(async connection => {
      await sql`begin`.execute(connection);
      await sql`select count(*) from practice_pages`.execute(connection);
      begun.resolve();
      await reading;
      await sql`commit`.execute(connection);
    });
    await begun.promise;
    const receipt = await store.practicePurges.begin(page?.pageId ?? '');
    const { receiptId } = receipt?.receipt ?? { receiptId: '' };
    for (const interviewId of receipt?.interviewIds ?? []) await store.practicePurges.purge(interviewId);
    const completed = store.practicePurges.complete(receiptId);
    const first = await Promise.race([completed, delay(100, 'still being read')]);
    expect(first).toBe('still being read');
    expect((await store.practicePurges.findReceipt(receiptId))?.completedAt).toBeUndefined();
    read();
    await transaction;
    expect(await completed).toBe(true);
    expect((await store.practicePurges.findReceipt(receiptId))?.completedAt).toBeDefined();
  } finally {
    await store.close();
    await reader.close();
  }
});
