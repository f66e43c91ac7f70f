import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NewMediaFile, StoredMediaFile } from '../../server/store/mediaFileStore.ts';
import type { StoredGrant } from '../../server/store/mediaGrantStore.ts';
import type { Store } from '../../server/store/store.ts';
import { type InterviewId, NodeId, type RecordingId, UserId } from '../../shared/ids.ts';
import { RECORDING_PAGE, type RecordingCursor } from '../../shared/protocol/recordingRoutes.ts';
import type { FinishedRecording } from '../../shared/recording/finished.ts';
import { addWaiting, waitingEvaluations } from '../support/evaluationRows.ts';
import { finishedMedia, newRecordingId, newStretchId } from '../support/finishedRecording.ts';
import { InterviewLog, newLinkId, newSeatId } from '../support/interviewLog.ts';
import { queryPlans } from '../support/queryPlans.ts';
import type { OpenStore } from './everyDatabase.ts';
import { appendOf } from './interviewStore.contract.ts';

const NODE = NodeId.parse('sfu-1');
const LEAD = { email: 'lead@example.org', all: true };
const hex = (bytes = 32) => randomBytes(bytes).toString('hex');

function newFile(changes: Partial<NewMediaFile> = {}): NewMediaFile {
  return {
    name: 'candidate-1.webm',
    kind: 'person',
    contentType: 'video/webm',
    bytes: 1_000,
    sha256: hex(),
    ...changes,
  };
}

/** Tests that stores of recordings must pass on every database. */
export function describeRecordingStores(open: OpenStore): void {
  describe('recordings', () => {
    let store: Store;
    let log: InterviewLog;
    let interviewId: InterviewId;
    let recordingId: RecordingId;

    beforeEach(async () => {
      store = await open();
      log = new InterviewLog();
      ({ interviewId } = log.state);
      recordingId = newRecordingId();
      await store.interviews.append(appendOf(log, log.events));
    });

    const write = async (...add: (() => void)[]) => {
      for (const one of add) {
        one();
        await store.interviews.append(appendOf(log, log.events.slice(-1)));
      }
    };
    const stretches = [
      { stretchId: newStretchId(), nodeId: NODE },
      { stretchId: newStretchId(), nodeId: NODE },
    ];
    const noted = (changes = {}) => {
      const recording = { recordingId, interviewId, startedAt: 1_000, stretches, ...changes };
      return store.interviewRecordings.note(recording);
    };
    const finished = (media: FinishedRecording['media'] = []): FinishedRecording => ({
      recordingId,
      durationMs: 60_000,
      stretches: [],
      media,
      problems: [{ code: 'missing' }],
    });
    const planned = async (...files: NewMediaFile[]): Promise<StoredMediaFile[]> => {
      const answer = await store.mediaFiles.plan(recordingId, ['person', 'screen', 'thumbnail'], files);
      if (!answer) throw new Error('The recording is erased.');
      return answer;
    };
    const finish = (files: readonly StoredMediaFile[] = [], changes = {}) =>
      store.interviewRecordings.finish(recordingId, {
        finished: finished([
          finishedMedia('Zeichen \u{1f600}', { fromMs: 0, toMs: 60_000 }, { fileName: 'candidate-1.webm' }),
        ]),
        state: 'ready',
        fileIds: files.map(({ fileId }) => fileId),
        stretches: [],
        ...changes,
      });
    const processed = async () => {
      await noted();
      await store.interviewRecordings.startProcessing(recordingId, 61_000);
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
    const stateOf = () => store.interviewRecordings.stateOf(recordingId);
    const jobs = async () =>
      (await store.jobs.about([recordingId])).map(({ kind, state }) => `${kind} ${state}`);

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
      expect(await jobs()).toEqual(['finalise waiting', 'compose waiting']);
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

    it('gives a file the same key after an interrupted attempt, and drops other files of that attempt', async () => {
      await processed();
      const [same, other] = [newFile(), newFile({ name: 'screen-1.webm', kind: 'screen' })];
      const first = await planned(same, other);
      const composed = newFile({ name: 'composed.mp4', kind: 'composed' });
      await store.mediaFiles.plan(recordingId, ['composed'], [composed]);
      const again = await planned(same, { ...other, sha256: hex() });
      expect(again[0]).toEqual(first[0]);
      expect(again[1]?.fileId).not.toBe(first[1]?.fileId);
      expect(await store.mediaFiles.superseded()).toEqual([{ ...first[1], state: 'superseded' }]);
      expect(await store.mediaFiles.of(recordingId, 'pending')).toHaveLength(3);
    });

    it('gives each file an id and a key that reveal nothing about it', async () => {
      await processed();
      const [file] = await planned(newFile({ name: 'ada-lovelace.webm' }));
      expect(file?.fileId).toMatch(/^[0-9a-f]{32}$/);
      expect(file?.storageKey).toBe(`${recordingId}/${file?.fileId}.webm`);
    });

    it('replaces earlier files with new ones', async () => {
      await processed();
      const before = await planned(newFile());
      await finish(before);
      const after = await planned(newFile());
      expect(await store.mediaFiles.findStored(before[0]?.fileId as StoredMediaFile['fileId'])).toBeDefined();
      await finish(after);
      const found = (await store.mediaFiles.of(recordingId, 'stored')).map(({ fileId }) => fileId);
      expect(found).toEqual(after.map(({ fileId }) => fileId));
      const [old] = await store.mediaFiles.superseded();
      expect(old?.fileId).toBe(before[0]?.fileId);
      if (old) await store.mediaFiles.forget(old.fileId);
      expect(await store.mediaFiles.superseded()).toEqual([]);
    });

    it('replaces only the composed file', async () => {
      await processed();
      const files = await planned(newFile());
      await finish(files);
      for (const text of ['first', 'second']) {
        const [composed] =
          (await store.mediaFiles.plan(
            recordingId,
            ['composed'],
            [newFile({ name: `${text}.mp4`, kind: 'composed' })],
          )) ?? [];
        if (composed) expect(await store.mediaFiles.replace(composed)).toBe('replaced');
      }
      const names = (await store.mediaFiles.of(recordingId, 'stored')).map(file => file.name);
      expect(names.toSorted()).toEqual(['candidate-1.webm', 'second.mp4']);
      expect((await store.mediaFiles.superseded()).map(file => file.name)).toEqual(['first.mp4']);
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

    describe('a grant', () => {
      const grant = (changes: Partial<StoredGrant> = {}): StoredGrant => ({
        grantHash: hex(),
        interviewId,
        recordingId,
        holder: { kind: 'staff', userId: UserId.parse('u-1') },
        ...changes,
      });
      const MINUTE = 60_000;

      it('identifies its person until it expires, and for longer when extended in time', async () => {
        await noted();
        const staff = grant();
        const seat = grant({ holder: { kind: 'seat', seatId: newSeatId(), linkId: newLinkId() } });
        for (const one of [staff, seat]) {
          await store.mediaGrants.add(one, MINUTE);
          expect(await store.mediaGrants.find(one.grantHash)).toEqual({ ...one, expired: false });
        }
        expect(await store.mediaGrants.extend(staff.grantHash, MINUTE)).toBe(true);
        const late = grant();
        await store.mediaGrants.add(late, -1);
        expect(await store.mediaGrants.find(late.grantHash)).toEqual({ ...late, expired: true });
        expect(await store.mediaGrants.extend(late.grantHash, MINUTE)).toBe(false);
        expect(await store.mediaGrants.extend(hex(), MINUTE)).toBe(false);
        expect(await store.mediaGrants.find(hex())).toBeUndefined();
      });

      it('is logged once for each use, by any server', async () => {
        await noted();
        const one = grant();
        await store.mediaGrants.add(one, MINUTE);
        const entry = { actor: 'u-1', action: 'recording.watched', target: recordingId };
        const stores = [store, await open(), await open()];
        await Promise.all(stores.map(each => each.mediaGrants.noteUse(one.grantHash, 'watch', entry)));
        await store.mediaGrants.noteUse(one.grantHash, 'another', {
          ...entry,
          action: 'recording.downloaded',
        });
        const actions = (await store.audit.list(10)).map(({ action }) => action);
        expect(actions.toSorted()).toEqual(['recording.downloaded', 'recording.watched']);
      });

      it('is deleted a day after it expired, and immediately with the recording', async () => {
        await noted();
        const [old, recent, good] = [grant(), grant(), grant()];
        await store.mediaGrants.add(old, -25 * 60 * MINUTE);
        await store.mediaGrants.add(recent, -MINUTE);
        await store.mediaGrants.add(good, MINUTE);
        await store.mediaGrants.noteUse(old.grantHash, 'watch', {
          actor: 'u-1',
          action: 'recording.watched',
          target: recordingId,
        });
        await store.mediaGrants.prune();
        expect(await store.mediaGrants.find(old.grantHash)).toBeUndefined();
        expect(await store.mediaGrants.find(recent.grantHash)).toMatchObject({ expired: true });
        await store.erasures.start({ interviewId, recordingId, cause: 'request', requestedAt: 1 });
        expect(await store.mediaGrants.find(good.grantHash)).toBeUndefined();
      });
    });

    describe('a deletion of a recording', () => {
      const begin = (one = store) =>
        one.erasures.start({ interviewId, recordingId, cause: 'request', requestedAt: 70_000 });

      it('closes everything immediately, and is requested once', async () => {
        await processed();
        const files = await planned(newFile());
        await finish(files);
        const stores = [store, await open(), await open()];
        const receipts = await Promise.all(stores.map(begin));
        expect(new Set(receipts.map(({ receiptId }) => receiptId)).size).toBe(1);
        expect(receipts[0]).toEqual({
          receiptId: expect.any(String),
          interviewId,
          recordingId,
          cause: 'request',
          requestedAt: 70_000,
          files: 0,
          bytes: 0,
          lostPlaces: 0,
        });
        expect(await stateOf()).toBe('erased');
        expect((await store.interviewRecordings.find(recordingId))?.finished).toBeUndefined();
        expect(
          await store.mediaFiles.findStored(files[0]?.fileId as StoredMediaFile['fileId']),
        ).toBeUndefined();
        expect(await jobs()).toContain('erase waiting');
      });

      it('is final: nothing in progress restores anything', async () => {
        await processed();
        const files = await planned(newFile());
        await begin();
        expect(await finish(files)).toBe('erased');
        expect(await store.mediaFiles.plan(recordingId, ['composed'], [newFile()])).toBeUndefined();
        expect(files[0] && (await store.mediaFiles.replace(files[0]))).toBe('erased');
        await store.interviewRecordings.startProcessing(recordingId, 1);
        await noted();
        expect(await stateOf()).toBe('erased');
        expect(await store.mediaFiles.of(recordingId, 'stored')).toEqual([]);
      });

      it('wins or loses as a whole against the last step of finalizing', async () => {
        const [other, ...rest] = [await open(), await open()];
        expect(rest).toHaveLength(1);
        for (let round = 0; round < 10; round += 1) {
          recordingId = newRecordingId();
          await noted({ stretches: [] });
          await store.interviewRecordings.startProcessing(recordingId, 61_000);
          const files = await planned(newFile());
          await Promise.all([finish(files), begin(other)]);
          expect(await stateOf()).toBe('erased');
          expect((await store.interviewRecordings.find(recordingId))?.finished).toBeUndefined();
        }
      });

      it('is complete when nothing is left anywhere, and its receipt counts what was deleted', async () => {
        await processed();
        const [file] = await planned(newFile());
        await begin();
        await store.erasures.noteWorkFolder(recordingId, 'folder-1');
        await store.erasures.noteWorkFolder(recordingId, 'folder-1');
        expect(await store.erasures.rest(recordingId)).toEqual({
          files: 1,
          stretches: expect.arrayContaining(stretches.map(({ stretchId }) => stretchId)),
          workFolders: ['folder-1'],
        });
        const erased = [
          { name: 'candidate-1.webm', bytes: 3_000_000_000, sha256: hex() },
          { name: 'raw', bytes: 5, sha256: '' },
        ];
        await store.erasures.tally(recordingId, erased);
        await store.erasures.tally(recordingId, erased.toReversed());
        if (file) await store.mediaFiles.forget(file.fileId);
        for (const { stretchId } of stretches) await store.erasures.forgetStretch(stretchId);
        expect(await store.erasures.complete(recordingId)).toBeUndefined();
        await store.erasures.forgetWorkFolder(recordingId, 'folder-1');
        const receipt = await store.erasures.complete(recordingId);
        expect(receipt).toMatchObject({
          files: 2,
          bytes: 3_000_000_005,
          completedAt: expect.any(Number),
          digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        });
        expect(await store.erasures.complete(recordingId)).toEqual(receipt);
        expect(await store.erasures.list(interviewId)).toEqual([receipt]);
        const deletions = (await store.audit.list(10)).filter(({ action }) => action === 'recording.deleted');
        expect(deletions).toHaveLength(1);
      });

      it('of a recording without any row leaves a receipt, too', async () => {
        const receipt = await begin();
        expect(await store.erasures.complete(recordingId)).toMatchObject({
          receiptId: receipt.receiptId,
          files: 0,
        });
        expect(await store.erasures.find(newRecordingId())).toBeUndefined();
      });

      it('has a digest that distinguishes receipts and reveals nothing else', async () => {
        const digests: (string | undefined)[] = [];
        for (const bytes of [1, 2]) {
          recordingId = newRecordingId();
          await begin();
          await store.erasures.tally(recordingId, [{ name: 'a', bytes, sha256: '' }]);
          digests.push((await store.erasures.complete(recordingId))?.digest);
        }
        expect(new Set(digests).size).toBe(2);
      });
    });

    it('stores the organization’s retention settings', async () => {
      const entry = { actor: 'u-1', action: 'retention.changed', target: 'organisation' };
      expect(await store.settings.read('retention.days')).toBeUndefined();
      for (const days of [30, null, 90] as const) {
        await store.settings.write('retention.days', days, entry);
        expect(await (await open()).settings.read('retention.days')).toBe(days);
      }
      expect(await store.audit.list(10)).toHaveLength(3);
    });
  });
}
