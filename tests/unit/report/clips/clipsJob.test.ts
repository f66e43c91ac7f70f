import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ComposeError } from '../../../../server/features/recording/compose/composeTask.ts';
import type { Recordings } from '../../../../server/features/recording/recordings.ts';
import { StorageError } from '../../../../server/features/recording/storage/ObjectStorage.ts';
import type { Cut } from '../../../../server/features/report/clips/ClipsJob.ts';
import type { ClipPlan } from '../../../../server/features/report/clips/planClip.ts';
import type { ReportClips } from '../../../../server/features/report/clips/ReportClips.ts';
import { createClips } from '../../../../server/features/report/clips/ReportClips.ts';
import type { ClipProgress } from '../../../../shared/protocol/reportRoutes.ts';
import type { Span } from '../../../../shared/recording/finished.ts';
import { eventually } from '../../../support/eventually.ts';
import { FinishingStage, type StagedInterview } from '../../../support/finishingStage.ts';
import { reportWithClips, writeReport } from '../../../support/reportRows.ts';

const A: Span = { fromMs: 1_000, toMs: 12_000 };
const B: Span = { fromMs: 20_000, toMs: 35_000 };
const C: Span = { fromMs: 40_500, toMs: 52_500 };

let stage: FinishingStage;
let interview: StagedInterview;
let reportClips: ReportClips;
/** Clips that were cut, in order, and a hook before each. */
let plans: ClipPlan[];
let before: (plan: ClipPlan, signal: AbortSignal) => void | Promise<void>;

/** Called before the storage is read. */
let beforeReading: () => void;

/** Fake cut that returns an identifiable clip. */
const cut: Cut = async (plan, { open: openFile, folder, signal }) => {
  plans.push(plan);
  await before(plan, signal);
  signal.throwIfAborted();
  for (const media of plan.sound) await openFile(media).read(0, media.bytes - 1);
  const file = path.join(folder, 'clip.mp4');
  await writeFile(file, `clip ${plan.fromMs} ${plan.toMs}`);
  return file;
};

beforeEach(async () => {
  plans = [];
  before = () => {};
  beforeReading = () => {};
  stage = await FinishingStage.start();
  interview = await stage.interview();
  // One minute was recorded, in one segment run.
  const { finalise } = stage.finishing;
  stage.finishing.finalise = async (task, options) => {
    const finished = await finalise(task, options);
    const stretches = finished.stretches.map(stretch => ({ ...stretch, fromMs: 0, toMs: 60_000 }));
    return { ...finished, durationMs: 60_000, stretches };
  };
  await open();
});
afterEach(() => stage.close());

async function open(): Promise<void> {
  const recordings = await stage.open();
  const { store, interviews } = stage;
  const storage: Recordings['storage'] = {
    remove: key => recordings.storage.remove(key),
    read: async (...asked) => {
      beforeReading();
      return recordings.storage.read(...asked);
    },
  };
  const finished = { ...recordings, storage };
  reportClips = createClips({ store, interviews, finished, cut, logger: pino({ level: 'silent' }) });
}

/** Saves the report, and publishes it if given. */
async function save(draft: readonly Span[], published?: readonly Span[]): Promise<void> {
  await writeReport(stage.store, interview.interviewId, {
    draft: reportWithClips(...draft),
    ...(published && { published: reportWithClips(...published) }),
  });
  await reportClips.want(interview.interviewId);
}

function states(...spans: Span[]): Promise<ClipProgress['state'][]> {
  return reportClips.progressOf(interview.interviewId, spans).then(all => all.map(({ state }) => state));
}

function untilStates(spans: readonly Span[], ...wanted: ClipProgress['state'][]) {
  return eventually(`clips to be ${wanted}`, async () => `${await states(...spans)}` === `${wanted}`);
}

/** Every clip that was cut and not deleted, visible or not. */
async function inStorage() {
  const files = await stage.store.mediaFiles.of(interview.recordingId, 'pending', 'stored', 'superseded');
  return files.filter(({ kind }) => kind === 'clip');
}

/** Waits for this number of clips, and returns the bytes of each. */
async function stored(count: number): Promise<string[]> {
  const left = await eventually(`${count} clips to be left`, async () => {
    const files = await inStorage();
    return files.length === count && files;
  });
  const texts = left.map(({ storageKey }) => readFile(path.join(stage.storageFolder, storageKey), 'utf8'));
  return (await Promise.all(texts)).toSorted();
}

const textOf = ({ fromMs, toMs }: Span) => `clip ${fromMs} ${toMs}`;

describe('clips of a report', () => {
  it('are files of the recording, with a type that browsers support', async () => {
    await interview.finish();
    await save([A, B]);
    await untilStates([A, B], 'ready', 'ready');
    const [a, b] = await reportClips.reportClips(interview.interviewId, [A, B]);
    expect([a, b]).toMatchObject([
      { contentType: 'video/mp4', durationMs: 11_000 },
      { contentType: 'video/mp4', durationMs: 15_000 },
    ]);
    const file = a?.fileId && (await stage.store.mediaFiles.findStored(a.fileId));
    expect(file).toMatchObject({
      recordingId: interview.recordingId,
      kind: 'clip',
      contentType: 'video/mp4',
    });
    expect(await stored(2)).toEqual([A, B].map(textOf));
    // The recording's own files are unchanged.
    const kinds = (await stage.store.mediaFiles.of(interview.recordingId, 'stored')).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['clip', 'clip', 'composed', 'person', 'thumbnail']);
    expect((await stage.recordings.records.find(interview.recordingId))?.files).toHaveProperty(
      'candidate-1.webm',
    );
  });

  it('are those of the draft and of the published version, and are deleted when neither shows them', async () => {
    await interview.finish();
    await save([A]);
    await untilStates([A], 'ready');
    await save([B], [A]);
    await untilStates([A, B], 'ready', 'ready');
    expect(plans.map(({ fromMs }) => fromMs)).toEqual([A.fromMs, B.fromMs]);
    await save([B, C], [B, C]);
    await untilStates([B, C], 'ready', 'ready');
    expect(await stored(2)).toEqual([B, C].map(textOf));
  });

  it('are discarded when they are no longer needed once cut', async () => {
    await interview.finish();
    before = async plan => {
      if (plan.fromMs === A.fromMs) await save([B]);
    };
    await save([A]);
    await untilStates([B], 'ready');
    expect(await stored(1)).toEqual([textOf(B)]);
  });

  it('end with the recording, and fail when they are outside it or too long', async () => {
    await interview.finish();
    const over = { fromMs: 50_000, toMs: 70_000 };
    const beyond = { fromMs: 70_000, toMs: 85_000 };
    const long = { fromMs: 0, toMs: 31_000 };
    const inverted = { fromMs: 9_000, toMs: 8_000 };
    await save([over, beyond, long, inverted]);
    await untilStates([over, beyond, long, inverted], 'ready', 'failed', 'failed', 'failed');
    const [clip] = await reportClips.reportClips(interview.interviewId, [over]);
    expect(clip?.durationMs).toBe(10_000);
    expect(await stored(1)).toEqual(['clip 50000 60000']);
  });

  it('wait for a recording that is not playable yet, and fail with one that never will be', async () => {
    let release = () => {};
    stage.finishing.before = work =>
      work === 'finalise' ? new Promise(resolve => (release = resolve)) : undefined;
    await interview.record();
    await interview.end();
    await eventually('finalizing to start', () => stage.finishing.tasks.length === 1);
    await save([A]);
    await stage.job(interview.recordingId, 'clips', 'retrying');
    expect(await states(A)).toEqual(['preparing']);
    stage.finishing.isUseless = true;
    stage.finishing.problems = [{ code: 'missing' }];
    release();
    await untilStates([A], 'failed');
  });

  it('are unavailable for an interview without a recording', async () => {
    await interview.end();
    await save([A]);
    expect(await states(A)).toEqual(['failed']);
  });
});

describe('a failure to cut', () => {
  it('one clip does not stop the others, and is retried', async () => {
    await interview.finish();
    let failures = 2;
    before = ({ fromMs }) => {
      if (fromMs === A.fromMs && failures-- > 0) throw new ComposeError('failed');
    };
    await save([A, B]);
    await untilStates([A, B], 'ready', 'ready');
    expect(plans.map(({ fromMs }) => fromMs)).toEqual([A, B, A, A].map(({ fromMs }) => fromMs));
  });

  it('a clip repeatedly is reported as failed, until the report is saved again', async () => {
    await interview.finish();
    before = () => {
      throw new ComposeError('failed');
    };
    await save([A]);
    await untilStates([A], 'failed');
    const job = await stage.job(interview.recordingId, 'clips', 'failed');
    expect(job.reason).toBe('A clip could not be cut.');
    before = () => {};
    await save([A]);
    await untilStates([A], 'ready');
  });

  it('because the storage does not respond is retried until it does', async () => {
    await interview.finish();
    beforeReading = () => {
      throw new StorageError('unreachable', 'The storage does not answer.');
    };
    await save([A]);
    const job = await stage.job(interview.recordingId, 'clips', 'retrying');
    expect(job.reason).toBe('The storage does not answer.');
    await eventually('more attempts than a permanent failure gets', () => plans.length > 8);
    expect(await states(A)).toEqual(['preparing']);
    beforeReading = () => {};
    await untilStates([A], 'ready');
  });

  it('in the middle continues with the missing ones on another server', async () => {
    await interview.finish();
    let isCutting = false;
    before = ({ fromMs }, signal) => {
      if (fromMs !== B.fromMs || isCutting) return;
      isCutting = true;
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    await save([A, B, C]);
    await untilStates([A, B, C], 'ready', 'preparing', 'preparing');
    await eventually('the second one to be cut', () => isCutting);
    await stage.recordings.close();
    await open();
    await untilStates([A, B, C], 'ready', 'ready', 'ready');
    expect(plans.map(({ fromMs }) => fromMs)).toEqual([A, B, B, C].map(({ fromMs }) => fromMs));
    expect(await stored(3)).toEqual([A, B, C].map(textOf));
    await stage.job(interview.recordingId, 'clips', 'done');
    expect(await readdir(stage.workFolder)).not.toContain(interview.recordingId);
  });
});

describe('a deleted recording', () => {
  it('deletes its clips, and its receipt counts them', async () => {
    await interview.finish();
    await save([A, B], [A]);
    await untilStates([A, B], 'ready', 'ready');
    await interview.erase();
    const receipt = await erased();
    expect(receipt.files).toBe(5);
    expect(await readdir(stage.storageFolder)).toEqual([]);
    expect(await states(A, B)).toEqual(['erased', 'erased']);
    expect(await reportClips.reportClips(interview.interviewId, [A])).toEqual([
      { state: 'erased', durationMs: 11_000 },
    ]);
    // A later save restores none of them.
    await save([C]);
    expect(await states(C)).toEqual(['erased']);
    expect(plans).toHaveLength(2);
  });

  it('ends the cutting of a clip', async () => {
    await interview.finish();
    let isAborted = false;
    before = (_plan, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          isAborted = true;
          reject(signal.reason);
        });
      });
    await save([A]);
    await eventually('it to be cut', () => plans.length === 1);
    await interview.erase();
    await erased();
    expect(isAborted).toBe(true);
    expect(await readdir(stage.storageFolder)).toEqual([]);
    expect(await readdir(stage.workFolder)).not.toContain(interview.recordingId);
  });

  function erased() {
    return eventually('the receipt to be complete', async () => {
      const receipt = await stage.store.erasures.find(interview.recordingId);
      return receipt?.completedAt === undefined ? undefined : receipt;
    });
  }
});
