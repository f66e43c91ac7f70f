import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredMediaFile } from '../../server/store/mediaFileStore.ts';
import type { Store } from '../../server/store/store.ts';
import type { InterviewId, RecordingId } from '../../shared/ids.ts';
import type { Span } from '../../shared/recording/finished.ts';
import { reportWithClips, writeReport } from '../support/reportRows.ts';
import type { OpenStore } from './everyDatabase.ts';
import { openWithInterview } from './interviewStore.contract.ts';

const A: Span = { fromMs: 1_000, toMs: 12_000 };
const B: Span = { fromMs: 20_000, toMs: 35_000 };

/** Tests that clips of reports must pass on every database. */
export function describeReportClips(open: OpenStore): void {
  describe('clips of reports', () => {
    let store: Store;
    let interviewId: InterviewId;
    let recordingId: RecordingId;

    beforeEach(async () => {
      ({ store, interviewId, recordingId } = await openWithInterview(open));
      await store.interviewRecordings.note({ recordingId, interviewId, startedAt: 1_000, stretches: [] });
      await store.interviewRecordings.startProcessing(recordingId, 61_000);
    });

    const save = async (draft: readonly Span[], published?: readonly Span[]) => {
      await writeReport(store, interviewId, {
        draft: reportWithClips(...draft),
        ...(published && { published: reportWithClips(...published) }),
      });
      await store.reportClips.follow(interviewId, recordingId);
    };
    const states = async () =>
      (await store.reportClips.of(interviewId)).map(({ fromMs, state }) => `${fromMs} ${state}`);
    const file = async (name: string): Promise<StoredMediaFile> => {
      const [planned] =
        (await store.mediaFiles.plan(
          recordingId,
          ['clip'],
          [
            {
              name,
              kind: 'clip',
              contentType: 'video/mp4',
              bytes: 1_000,
              sha256: randomBytes(32).toString('hex'),
            },
          ],
        )) ?? [];
      if (!planned) throw new Error('The recording is erased.');
      return planned;
    };
    const finish = (clip: Span, { fileId }: StoredMediaFile) =>
      store.reportClips.finish(interviewId, clip, { fileId, recordingId, durationMs: 11_000 });
    const job = async () =>
      (await store.jobs.about([recordingId])).find(({ kind }) => kind === 'clips')?.state;
    const superseded = async () => (await store.mediaFiles.superseded()).map(({ name }) => name);

    it('are requested once, however many servers follow the same report', async () => {
      await writeReport(store, interviewId, { draft: reportWithClips(A, B, A) });
      const stores = [store, await open(), await open()];
      await Promise.all(stores.map(one => one.reportClips.follow(interviewId, recordingId)));
      expect(await states()).toEqual(['1000 waiting', '20000 waiting']);
      expect(await job()).toBe('waiting');
    });

    it('do not exist without a report', async () => {
      await store.reportClips.follow(interviewId, recordingId);
      expect(await states()).toEqual([]);
      expect(await job()).toBeUndefined();
    });

    it('are stored with their files, and deleted with the last draft or publication that shows them', async () => {
      await save([A], [A]);
      const one = await file('a.mp4');
      expect(await finish(A, one)).toBe('kept');
      expect(await store.reportClips.of(interviewId)).toEqual([
        { ...A, state: 'ready', fileId: one.fileId, durationMs: 11_000 },
      ]);
      expect(await store.mediaFiles.findStored(one.fileId)).toMatchObject({ state: 'stored' });
      await save([B], [A]);
      expect(await states()).toEqual(['1000 ready', '20000 waiting']);
      const other = await file('b.mp4');
      expect(await finish(B, other)).toBe('kept');
      expect((await store.mediaFiles.of(recordingId, 'stored')).length).toBe(2);
      await save([B], [B]);
      expect(await states()).toEqual(['20000 ready']);
      expect(await superseded()).toEqual(['a.mp4']);
    });

    it('are outdated immediately when no report wants them by the time they are ready', async () => {
      await save([A]);
      const one = await file('a.mp4');
      await save([]);
      expect(await finish(A, one)).toBe('unwanted');
      expect(await superseded()).toEqual(['a.mp4']);
    });

    it('stay failed if they cannot be cut, and a ready one cannot fail', async () => {
      await save([A, B]);
      await finish(A, await file('a.mp4'));
      for (const clip of [A, B]) await store.reportClips.fail(interviewId, clip);
      expect(await states()).toEqual(['1000 ready', '20000 failed']);
      await save([A, B]);
      expect(await states()).toEqual(['1000 ready', '20000 failed']);
    });

    it('are cut again after the recording was finalized again', async () => {
      await save([A, B]);
      await finish(A, await file('a.mp4'));
      await store.reportClips.fail(interviewId, B);
      const finished = { recordingId, durationMs: 60_000, stretches: [], media: [], problems: [] };
      await store.interviewRecordings.finish(recordingId, {
        finished,
        state: 'ready',
        fileIds: [],
        stretches: [],
      });
      expect(await states()).toEqual(['1000 waiting', '20000 waiting']);
      expect(await superseded()).toEqual(['a.mp4']);
      expect(await job()).toBe('waiting');
    });

    it('are not restored after the recording is deleted', async () => {
      await save([A]);
      const one = await file('a.mp4');
      await store.erasures.start({ interviewId, recordingId, cause: 'request', requestedAt: 1 });
      expect(await finish(A, one)).toBe('erased');
      expect(await store.mediaFiles.findStored(one.fileId)).toBeUndefined();
    });
  });
}
