import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, it } from 'vitest';
import { Interviews } from '../../server/interviews/interviews.ts';
import { countsOf } from '../../server/store/bulkStore.ts';
import type { Store } from '../../server/store/store.ts';
import { BulkId, type InterviewId } from '../../shared/ids.ts';
import { SYSTEM } from '../../shared/interview/events.ts';
import { BULK_OWNER, bulkServer, runNow } from '../support/bulkServer.ts';
import { newInterviewId, newSeat } from '../support/interviewLog.ts';
import { Program } from '../support/program.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const HOUR_MS = 60 * 60_000;
const SCHEDULED_AT = Date.UTC(2099, 0, 15, 12);
const BY_AN_HOUR = { kind: 'move', move: { days: 0, minutes: 60 } } as const;

onEveryDatabase((open, _kind, env) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  async function planned(count: number): Promise<InterviewId[]> {
    const interviews = new Interviews({ store: store.interviews });
    const ids = Array.from({ length: count }, newInterviewId);
    for (const interviewId of ids)
      await interviews.create(interviewId, SYSTEM, {
        events: [
          {
            kind: 'interview.created',
            payload: {
              ...{ interviewId, title: 'First round', jobRole: 'Developer', scheduledAt: SCHEDULED_AT },
              ...{ plannedMinutes: 45, seats: [newSeat('candidate')] },
            },
          },
        ],
        result: undefined,
      });
    return ids;
  }

  async function added(ids: readonly InterviewId[]): Promise<BulkId> {
    const bulkId = BulkId.parse(uuidv7());
    const interviews = ids.map(interviewId => ({ interviewId, seenAt: SCHEDULED_AT }));
    await store.bulk.add({ bulkId, userId: BULK_OWNER.userId, action: BY_AN_HOUR }, interviews);
    return bulkId;
  }

  async function expectMovedOnce(ids: readonly InterviewId[], bulkId: BulkId) {
    for (const interviewId of ids) {
      const events = await store.interviews.readEvents(interviewId, 0);
      expect(events.map(({ kind }) => kind)).toEqual(['interview.created', 'interview.changed']);
      expect(events[1]?.payload).toMatchObject({ scheduledAt: SCHEDULED_AT + HOUR_MS });
    }
    const entries = (await store.audit.list(99)).map(({ action, target }) => ({ action, target }));
    expect(entries.toSorted((a, b) => (a.target < b.target ? -1 : 1))).toEqual(
      ids.toSorted().map(target => ({ action: 'interview.changed', target })),
    );
    expect(countsOf(await store.bulk.items(bulkId))).toMatchObject({ total: ids.length, done: ids.length });
    const [bulk] = await store.bulk.recent(BULK_OWNER.userId, Date.now());
    expect(bulk?.state).toBe('done');
  }

  describe('a change of many interviews', () => {
    it('changes each of them once, however often its process is killed between two steps', async () => {
      const ids = await planned(4);
      const bulkId = await added(ids);
      const run = async (diesAt: string) => {
        const program = new Program({
          command: process.execPath,
          args: [path.join(import.meta.dirname, '../support/bulkAndDie.ts'), bulkId, diesAt],
          env: { ...process.env, ...env() },
        });
        const { signal } = await program.exited;
        return {
          signal,
          open: (await store.bulk.items(bulkId)).filter(item => item.state === 'open').length,
        };
      };
      // Killed between the change and its outcome, then after an outcome.
      expect(await run('after-command')).toEqual({ signal: 'SIGKILL', open: 3 });
      expect(await run('after-outcome')).toEqual({ signal: 'SIGKILL', open: 1 });
      expect(await run('never')).toEqual({ signal: null, open: 0 });
      await expectMovedOnce(ids, bulkId);
    });

    it('changes each of them once when two servers carry it out at the same time', async () => {
      const ids = await planned(12);
      const bulkId = await added(ids);
      await Promise.all([runNow(bulkServer(store), bulkId), runNow(bulkServer(await open()), bulkId)]);
      await expectMovedOnce(ids, bulkId);
    });

    it('is either undone or carried out when both are tried at the same time', async () => {
      const ids = await planned(1);
      const other = await open();
      for (let round = 0; round < 5; round += 1) {
        const bulkId = await added(ids);
        const [undone, begun] = await Promise.all([
          store.bulk.undo(BULK_OWNER.userId, bulkId),
          other.bulk.begin(bulkId),
        ]);
        expect(undone).toBe(begun === undefined);
      }
    });

    it('is shown a short time after its end, and a day if something couldn’t be changed', async () => {
      const [good, bad, open] = [
        await added(await planned(1)),
        await added(await planned(1)),
        await added(await planned(1)),
      ];
      for (const bulkId of [good, bad]) {
        await store.bulk.begin(bulkId);
        const [item] = await store.bulk.items(bulkId);
        const failed = { state: 'failed', refusal: { code: 'conflict' } } as const;
        if (item) await store.bulk.settle(item, bulkId === bad ? failed : { state: 'done' }, undefined);
        await store.bulk.finish(bulkId);
      }
      const shown = async (inMs: number) => {
        const bulks = await store.bulk.recent(BULK_OWNER.userId, Date.now() + inMs);
        return bulks.map(({ bulkId }) => bulkId).toSorted();
      };
      expect(await shown(0)).toEqual([good, bad, open].toSorted());
      expect(await shown(31_000)).toEqual([bad, open].toSorted());
      expect(await shown(25 * HOUR_MS)).toEqual([open]);
    });

    it('is added once, belongs to its member, and starts after the time to undo it', async () => {
      const ids = await planned(2);
      const bulkId = await added(ids);
      const again = { bulkId, userId: BULK_OWNER.userId, action: BY_AN_HOUR };
      await store.bulk.add(again, [{ interviewId: newInterviewId(), seenAt: 0 }]);
      expect((await store.bulk.items(bulkId)).map(({ interviewId }) => interviewId)).toEqual(ids);
      expect(await store.jobs.about([bulkId])).toMatchObject([{ kind: 'bulk', delayMs: 10_000 }]);
      expect(await store.bulk.find('someone', bulkId)).toBeUndefined();
      expect(await store.bulk.recent('someone', Date.now())).toEqual([]);
      expect(await store.bulk.undo('someone', bulkId)).toBe(false);
    });
  });
});
