import { beforeEach, describe, expect, it } from 'vitest';
import type { ListReader } from '../../server/store/interviewSearch.ts';
import type { Store } from '../../server/store/store.ts';
import type { InterviewId, RecordingId } from '../../shared/ids.ts';
import { RECORDING_PAGE, type RecordingCursor } from '../../shared/protocol/recordingRoutes.ts';
import { addWaiting, waitingEvaluations } from '../support/evaluationRows.ts';
import { newRecordingId, newStretchId } from '../support/finishedRecording.ts';
import { InterviewLog } from '../support/interviewLog.ts';
import { queryPlans } from '../support/queryPlans.ts';
import { NODE, newFile, recordingSteps } from '../support/recordingSteps.ts';
import type { OpenStore } from './everyDatabase.ts';
import { appendOf, openWithInterview } from './interviewStore.contract.ts';

const LEAD: ListReader = { email: 'lead@example.org', all: true, teams: 'all' };

/** Tests that the store of recordings must pass on every database. */
export function describeInterviewRecordingStore(open: OpenStore): void {
  describe('recordings', () => {
    let store: Store;
    let log: InterviewLog;
    let interviewId: InterviewId;
    let recordingId: RecordingId;
    const { stretches, noted, planned, finish, processed, stateOf, jobs } = recordingSteps(() => ({
      store,
      interviewId,
      recordingId,
    }));

    beforeEach(async () => {
      ({ store, log, interviewId, recordingId } = await openWithInterview(open));
    });

    const write = async (...add: (() => void)[]) => {
      for (const one of add) {
        one();
        await store.interviews.append(appendOf(log, log.events.slice(-1)));
      }
    };
    /** Adds one registered recording and one unprocessed event for each of these interviews. */
    const addRecordings = async (interviewIds: readonly InterviewId[]) => {
      const { kysely } = store.database;
      for (let from = 0; from < interviewIds.length; from += 500) {
        const part = interviewIds.slice(from, from + 500);
        await kysely
          .insertInto('recordings')
          .values(
            part.map((id, index) => ({
              recordingId: newRecordingId(),
              interviewId: id,
              state: 'ready',
              seenSeq: 0,
              startedAt: from + index,
              endedAt: null,
              durationMs: null,
              finished: null,
            })),
          )
          .execute();
        await kysely
          .insertInto('interviewEvents')
          .values(
            part.map(id => ({
              interviewId: id,
              seq: 1,
              at: 1,
              kind: 'recording.started',
              actor: '{}',
              payload: '{}',
            })),
          )
          .execute();
      }
    };

    it('lists and searches years of recordings in bounded steps', async () => {
      const rows = waitingEvaluations(store.database.kind === 'sqlite' ? 10_000 : 450, 1_900_000_000_000);
      await addWaiting(store, rows);
      await addRecordings(rows.map(row => row.interviewId));
      const { interviewRecordings } = store;
      const seen = new Set<string>();
      let after: RecordingCursor | undefined;
      for (let page = 1; page <= 3; page += 1) {
        const { rows: listed, next } = await interviewRecordings.listFor(LEAD, { after });
        expect(listed).toHaveLength(RECORDING_PAGE);
        for (const one of listed) seen.add(one.recordingId);
        after = next;
      }
      expect(seen.size).toBe(3 * RECORDING_PAGE);
      const one = rows[7]?.interviewId;
      expect((await interviewRecordings.listFor(LEAD, { interviewId: one })).rows).toMatchObject([
        { interviewId: one },
      ]);
      const newest = rows
        .map(row => row.interviewId)
        .sort()
        .reverse();
      const first = await interviewRecordings.unseen(200);
      expect(first.found.map(found => found.interviewId)).toEqual(newest.slice(0, 200));
      const second = await interviewRecordings.unseen(200, first.next);
      expect(second.found.map(found => found.interviewId)).toEqual(newest.slice(200, 400));
      if (store.database.kind !== 'sqlite') return;
      const plan = await queryPlans(store, async () => {
        await interviewRecordings.listFor(LEAD, { after });
        await interviewRecordings.unseen(200, first.next);
      });
      expect(plan).toContain('recordings_by_start');
      expect(plan).toContain('recording_events');
      expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
    });

    it('finds interviews whose logs have unprocessed recording events', async () => {
      const other = new InterviewLog();
      await store.interviews.append(appendOf(other, other.events));
      expect((await store.interviewRecordings.unseen(10)).found).toEqual([]);
      const stretchId = newStretchId();
      await write(() => log.add('recording.started', { recordingId, stretchId, nodeId: NODE, agoMs: 0 }));
      const seq = log.events.length;
      expect((await store.interviewRecordings.unseen(10)).found).toEqual([{ interviewId, seq }]);
      await noted();
      await store.interviewRecordings.noteProcessed(interviewId, seq);
      await store.interviewRecordings.noteProcessed(interviewId, 1);
      expect((await store.interviewRecordings.unseen(10)).found).toEqual([]);
      await write(() => log.add('recording.erased', { recordingId }));
      expect((await store.interviewRecordings.unseen(10)).found).toEqual([{ interviewId, seq: seq + 1 }]);
    });

    it('finds recordings whose interviews are over', async () => {
      await noted();
      expect(await store.interviewRecordings.unprocessed()).toEqual([]);
      await write(() => log.add('session.ended', {}));
      expect(await store.interviewRecordings.unprocessed()).toEqual([interviewId]);
      await store.interviewRecordings.startProcessing(recordingId, 61_000);
      expect(await store.interviewRecordings.unprocessed()).toEqual([]);
    });

    it('adds each capture run once', async () => {
      await noted({ stretches: stretches.slice(0, 1) });
      await noted();
      const kept = await store.interviewRecordings.stretchesOf(recordingId);
      expect(kept).toHaveLength(2);
      expect(kept).toContainEqual({ ...stretches[0], recordingId, state: 'captured', looks: 0 });
      const [first] = stretches;
      if (first) await store.interviewRecordings.countMissing(first.stretchId);
      if (first) await store.interviewRecordings.setStretch(first.stretchId, 'released');
      expect(await store.interviewRecordings.stretchesOf(recordingId)).toContainEqual(
        expect.objectContaining({ state: 'released', looks: 1 }),
      );
    });

    it('finalizes a recording once, however many servers find that it is due', async () => {
      await noted();
      const stores = [store, await open(), await open()];
      await Promise.all(stores.map(one => one.interviewRecordings.startProcessing(recordingId, 61_000)));
      expect(await stateOf()).toBe('processing');
      expect(await jobs()).toEqual(['finalise waiting']);
      expect(await store.interviewRecordings.find(recordingId)).toMatchObject({ endedAt: 61_000 });
    });

    it('marks a recording as ready with all of its files in one step, and has it composed', async () => {
      await processed();
      const files = await planned(newFile(), newFile({ name: 'candidate-1.jpg', kind: 'thumbnail' }));
      for (const { fileId } of files) expect(await store.mediaFiles.findStored(fileId)).toBeUndefined();
      const [first] = stretches;
      const kept = first ? [{ stretchId: first.stretchId, state: 'stored' as const }] : [];
      expect(await finish(files, { stretches: kept })).toBe('finished');
      const found = await store.interviewRecordings.find(recordingId);
      expect(found).toMatchObject({ state: 'ready', finished: { durationMs: 60_000 } });
      expect(found?.finished?.media[0]?.person).toBe('Zeichen \u{1f600}');
      for (const file of files)
        expect(await store.mediaFiles.findStored(file.fileId)).toEqual({ ...file, state: 'stored' });
      expect((await jobs()).toSorted()).toEqual([
        'compose waiting',
        'finalise waiting',
        'transcript waiting',
      ]);
      expect(
        (await store.interviewRecordings.stretchesOf(recordingId)).map(({ state }) => state).toSorted(),
      ).toEqual(['captured', 'stored']);
    });

    it('composes nothing for an empty recording', async () => {
      await processed();
      await finish([], { state: 'failed' });
      expect(await stateOf()).toBe('failed');
      expect(await jobs()).toEqual(['finalise waiting']);
    });

    it('lists recordings with their interviews and sizes', async () => {
      await processed();
      const files = await planned(newFile({ bytes: 3_000_000_000 }), newFile({ name: 'b.webm', bytes: 2 }));
      await finish(files);
      await planned(newFile({ name: 'c.webm', bytes: 5_000 }));
      const later = newRecordingId();
      await noted({ recordingId: later, startedAt: 2_000, stretches: [] });
      expect((await store.interviewRecordings.listFor(LEAD)).rows).toEqual([
        expect.objectContaining({ recordingId: later, state: 'recording', bytes: 0, durationMs: undefined }),
        {
          recordingId,
          interviewId,
          state: 'ready',
          startedAt: 1_000,
          endedAt: 61_000,
          durationMs: 60_000,
          bytes: 3_000_000_002,
          interview: {
            title: 'Backend Developer',
            jobRole: 'Backend Developer',
            seats: expect.arrayContaining([expect.objectContaining({ role: 'candidate', name: 'Ada' })]),
            namesHidden: false,
            practice: false,
            ended: false,
            scorecardsOpen: false,
            scoringClosed: false,
          },
        },
      ]);
    });

    it('finds recordings that ended long ago', async () => {
      await processed();
      expect(await store.interviewRecordings.endedBefore(60_999)).toEqual([]);
      expect(await store.interviewRecordings.endedBefore(61_000)).toEqual([{ recordingId, interviewId }]);
      await store.erasures.start({ interviewId, recordingId, cause: 'request', requestedAt: 1 });
      expect(await store.interviewRecordings.endedBefore(61_000)).toEqual([]);
    });
  });
}
