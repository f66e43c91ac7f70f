import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOfToken } from '../../../server/features/linkToken.ts';
import { AttemptInterviews, LINK_REUSE_MS } from '../../../server/features/practice/AttemptInterviews.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import type { Store } from '../../../server/store/store.ts';
import { AttemptLog, addPracticedKit, startAttempt } from '../../support/practiceAttempts.ts';
import { quickFolder, type TemporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';

let folder: TemporaryFolder;
let store: Store;
let nowMs: number;

beforeEach(async () => {
  folder = await quickFolder('attempts');
  store = await openTestStore({ DATA_DIR: folder.path });
  await addPracticedKit(store);
  nowMs = Date.now();
});
afterEach(async () => {
  await store.close();
  await folder.remove();
});

describe('the link of an attempt', () => {
  const server = () => {
    const interviews = new Interviews({ store: store.interviews, now: () => nowMs });
    return {
      interviews,
      attempts: new AttemptInterviews({ interviews, kits: store.kits, settings: store.settings }),
    };
  };
  const begun = async () => {
    const attempt = await startAttempt(store);
    await store.practiceQueue.admit(1);
    const here = server();
    const log = await AttemptLog.begin(store, attempt, here.interviews);
    const issue = async () => here.attempts.issueLink(await here.interviews.read(attempt.interviewId));
    return { ...here, attempt, log, issue };
  };
  const works = async (token: string) => {
    const link = await store.interviews.findLink(hashOfToken(token));
    return link?.revokedAt === null;
  };

  it('is stable for half a minute, and then replaced by another one that revokes it', async () => {
    const { issue } = await begun();
    const first = await issue();
    nowMs += LINK_REUSE_MS - 1;
    expect(await issue()).toBe(first);
    nowMs += 1;
    const second = await issue();
    expect(second).not.toBe(first);
    expect([await works(first), await works(second)]).toEqual([false, true]);
  });

  it('is replaced each time a page enters the room, so that another page can take over', async () => {
    const { log, issue } = await begun();
    const first = await issue();
    await log.enter();
    const second = await issue();
    expect(second).not.toBe(first);
    expect([await works(first), await works(second)]).toEqual([false, true]);
    expect(await issue()).toBe(second);
  });

  it('is replaced when the last one was revoked in between, and when another server creates it', async () => {
    const { attempt, issue, attempts } = await begun();
    const first = await issue();
    await attempts.close(attempt.interviewId);
    expect(await issue()).not.toBe(first);
    const elsewhere = server();
    const other = await elsewhere.attempts.issueLink(await elsewhere.interviews.read(attempt.interviewId));
    expect(await works(other)).toBe(true);
    expect(await issue()).not.toBe(other);
    expect(await works(other)).toBe(false);
  });

  it('is shared by pages that request it at the same time', async () => {
    const { interviews, attempt, issue } = await begun();
    const seqBefore = (await store.interviews.lastSeq(attempt.interviewId)) ?? 0;
    expect(new Set(await Promise.all(Array.from({ length: 10 }, issue))).size).toBe(1);
    await interviews.read(attempt.interviewId);
    // One event revokes the older link of the log, and one creates the new link.
    expect(await store.interviews.lastSeq(attempt.interviewId)).toBe(seqBefore + 2);
  });
});

describe('the log of an attempt', () => {
  it('accepts only the departure of its candidate once it is full', async () => {
    const attempt = await startAttempt(store);
    await store.practiceQueue.admit(1);
    const interviews = new Interviews({ store: store.interviews, attemptEventsMax: 8 });
    const log = await AttemptLog.begin(store, attempt, interviews);
    await log.enter();
    const { seatId } = log.seat;
    const write = (kind: 'consent.given' | 'seat.disconnected', by: 'candidate' | 'server') =>
      interviews.execute(
        attempt.interviewId,
        by === 'candidate' ? { type: 'seat', seatId } : { type: 'system' },
        () => ({
          events: [
            kind === 'consent.given'
              ? { kind, payload: { seatId, consent: { version: 1, recording: true, observers: false } } }
              : { kind, payload: { seatId, clientId: log.clientId } },
          ],
          result: undefined,
        }),
      );
    const seqOf = () => store.interviews.lastSeq(attempt.interviewId);
    while ((await seqOf()) < 8) await write('consent.given', 'candidate');
    await expect(write('consent.given', 'candidate')).rejects.toMatchObject({ code: 'too-large' });
    expect(await seqOf()).toBe(8);
    await write('consent.given', 'server');
    await write('seat.disconnected', 'candidate');
    expect(await seqOf()).toBe(10);
  });
});
