import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredMediaFile } from '../../server/store/mediaFileStore.ts';
import type { Store } from '../../server/store/store.ts';
import type { InterviewId, RecordingId } from '../../shared/ids.ts';
import { hex, newFile, recordingSteps } from '../support/recordingSteps.ts';
import type { OpenStore } from './everyDatabase.ts';
import { openWithInterview } from './interviewStore.contract.ts';

/** Tests that the store of a recording's files must pass on every database. */
export function describeMediaFileStore(open: OpenStore): void {
  describe('media files', () => {
    let store: Store;
    let interviewId: InterviewId;
    let recordingId: RecordingId;
    const { planned, finish, processed } = recordingSteps(() => ({ store, interviewId, recordingId }));

    beforeEach(async () => {
      ({ store, interviewId, recordingId } = await openWithInterview(open));
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
  });
}
