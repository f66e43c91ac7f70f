import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredMediaFile } from '../../server/store/mediaFileStore.ts';
import type { Store } from '../../server/store/store.ts';
import type { InterviewId, RecordingId } from '../../shared/ids.ts';
import { newRecordingId } from '../support/finishedRecording.ts';
import { hex, newFile, recordingSteps } from '../support/recordingSteps.ts';
import type { OpenStore } from './everyDatabase.ts';
import { openWithInterview } from './interviewStore.contract.ts';

/** Tests that the store of deletions must pass on every database. */
export function describeErasureStore(open: OpenStore): void {
  describe('a deletion of a recording', () => {
    let store: Store;
    let interviewId: InterviewId;
    let recordingId: RecordingId;
    const { stretches, noted, planned, finish, processed, stateOf, jobs } = recordingSteps(() => ({
      store,
      interviewId,
      recordingId,
    }));

    beforeEach(async () => {
      ({ store, interviewId, recordingId } = await openWithInterview(open));
    });

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
}
