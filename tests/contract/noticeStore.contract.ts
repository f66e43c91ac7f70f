import { beforeEach, describe, expect, it } from 'vitest';
import { NO_DUE_DATE } from '../../server/store/noDueDate.ts';
import type { Store } from '../../server/store/store.ts';
import { newInterviewId } from '../support/interviewLog.ts';
import type { OpenStore } from './everyDatabase.ts';

const NOW = 1_800_000_000_000;
const HOUR = 60 * 60_000;
const MORNING = NOW - HOUR;

/** Tests that notices must pass on every database. */
export function describeNoticeStore(open: OpenStore): void {
  describe('notices', () => {
    let store: Store;

    beforeEach(async () => {
      store = await open();
    });

    const addMember = (id: string) =>
      store.database.kysely
        .insertInto('staffUsers')
        .values({
          ...{ id, name: id, email: `${id}@example.org`, role: 'interviewer', disabledAt: null },
          ...({
            emailVerified: 1,
            createdAt: new Date(NOW).toISOString(),
            updatedAt: new Date(NOW).toISOString(),
          } as object),
        })
        .execute();
    const due = async (morning: number) => [...(await store.notices.digestsDue(morning, NOW)).keys()];

    it('has the daily message of a new person due the next morning, and then once a day', async () => {
      await addMember('ada');
      expect(await due(MORNING)).toEqual([]);
      expect(await due(NOW + HOUR)).toEqual(['ada']);
      await store.notices.noteDigest('ada', NOW + HOUR);
      expect(await due(NOW + HOUR)).toEqual([]);
      expect(await due(NOW + 2 * HOUR)).toEqual(['ada']);
    });

    it('has none due for a person who does not want it, until they do again', async () => {
      await addMember('ada');
      await due(MORNING);
      await store.notices.setToken('ada', 'hash');
      expect(await store.notices.subscribed('hash')).toBe(true);
      expect(await store.notices.subscribe('hash', false)).toBe(true);
      expect(await store.notices.subscribed('hash')).toBe(false);
      expect(await due(NOW + HOUR)).toEqual([]);
      await store.notices.subscribe('hash', true);
      expect(await due(NOW + HOUR)).toEqual(['ada']);
      expect([
        await store.notices.subscribed('other'),
        await store.notices.subscribe('other', false),
      ]).toEqual([undefined, false]);
    });

    it('lets one of several servers take a late promise, with less than a quarter of its time left', async () => {
      const late = await addEvaluation(store, { endedAt: NOW - 31 * HOUR, promisedAt: NOW + 9 * HOUR });
      await addEvaluation(store, { endedAt: NOW - 30 * HOUR, promisedAt: NOW + 10 * HOUR });
      await addEvaluation(store, { endedAt: NOW - 31 * HOUR, promisedAt: NOW + 9 * HOUR, stage: 'done' });
      await addEvaluation(store, { endedAt: NOW - 31 * HOUR, promisedAt: NOW, dueAt: NO_DUE_DATE });
      const servers = [store, await open(), await open()];
      const taken: string[] = [];
      await Promise.all(
        servers.map(({ notices }) =>
          notices.takeLate(MORNING, NOW, async found => {
            taken.push(...found.map(({ interviewId }) => interviewId));
          }),
        ),
      );
      expect(taken).toEqual([late]);
    });

    it('leaves it available when its message could not be written', async () => {
      const late = await addEvaluation(store, { endedAt: NOW - 10 * HOUR, promisedAt: NOW });
      await expect(
        store.notices.takeLate(MORNING, NOW, async () => {
          throw new Error('Nothing can be written.');
        }),
      ).rejects.toThrow('Nothing can be written.');
      const found: string[] = [];
      const take = (morning: number) =>
        store.notices.takeLate(morning, NOW, async ([one]) => {
          found.push(one?.interviewId ?? '');
        });
      await take(MORNING);
      await take(MORNING);
      await take(NOW + 1);
      expect(found).toEqual([late, late]);
    });
  });
}

async function addEvaluation(
  { database }: Store,
  {
    endedAt,
    promisedAt,
    dueAt = promisedAt,
    stage = 'rate',
  }: { endedAt: number; promisedAt: number; dueAt?: number; stage?: string },
): Promise<string> {
  const interviewId = newInterviewId();
  await database.kysely
    .insertInto('interviews')
    .values({
      ...{ interviewId, lastSeq: 1, title: 'T', jobRole: 'R', scheduledAt: 1, plannedMinutes: 45 },
      ...{ presentCandidate: 0, presentInterviewer: 0, presentEvaluator: 0, presentObserver: 0 },
      ...{ phase: 'ended', kitId: 'kit', heldByRecruiter: 1, scorecardsOpen: 0 },
      ...{ answers: 1, feedbackAt: null, practice: null },
    })
    .execute();
  await database.kysely
    .insertInto('evaluations')
    .values({
      ...{ interviewId, kind: 'practice', kitId: 'kit', role: 'R', locale: 'en', questions: 1, minutes: 5 },
      ...{ candidate: 'Candidate 7F3', raters: 1, locked: 0, seenSeq: 1, endedAt, promisedAt, stage },
      dueAt,
    })
    .execute();
  return interviewId;
}
