import { cp, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { finaliseRecording } from '../../server/features/recording/finalise/finalise.ts';
import type { FinaliseTask } from '../../server/features/recording/finalise/finaliseTask.ts';
import { seededRandom } from '../../shared/agreement/estimate.ts';
import { StretchId } from '../../shared/ids.ts';
import type { FinishedRecording } from '../../shared/recording/finished.ts';
import { type HandMadeCapture, type HandMadeSegment, handMadeCapture } from '../support/handMadeCapture.ts';
import { LONG_RUN } from '../support/longTests.ts';
import { RED } from '../support/oracle/beacon.ts';
import { observe, type SeenEvent } from '../support/oracle/observe.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

const LENGTH_MS = 6_000;

let material: TemporaryFolder;
let capture: HandMadeCapture;
let sound: HandMadeSegment;
let picture: HandMadeSegment;

beforeAll(async () => {
  material = await temporaryFolder('finalise-material');
  capture = await handMadeCapture(path.join(material.path, 'capture'), [
    {
      fromMs: 0,
      toMs: LENGTH_MS,
      tracks: [
        { beacon: RED, source: 'microphone', fromMs: 100, toMs: LENGTH_MS },
        { beacon: RED, source: 'camera', fromMs: 200, toMs: LENGTH_MS },
      ],
    },
  ]);
  [sound, picture] = capture.segments[0] as [HandMadeSegment, HandMadeSegment];
});
afterAll(() => material?.remove());

/** Finalizes a damaged copy. Its files are at other paths than the original. */
async function finalisedAfter(
  harm: (own: (file: string) => string, captureFolder: string) => Promise<unknown>,
  changes: Partial<FinaliseTask> = {},
): Promise<{ finished: FinishedRecording; events: SeenEvent[]; codes: string[] }> {
  await using folder = await temporaryFolder('finalise-damaged');
  const captureFolder = path.join(folder.path, 'capture');
  await cp(capture.task.captureFolder, captureFolder, { recursive: true });
  await harm(
    file => path.join(captureFolder, path.relative(capture.task.captureFolder, file)),
    captureFolder,
  );
  const outFolder = path.join(folder.path, 'out');
  const finished = await finaliseRecording({ ...capture.task, captureFolder, outFolder, ...changes });
  const events = await observe(
    finished.media.map(({ fileName, ...media }) => ({ ...media, path: path.join(outFolder, fileName) })),
  );
  return { finished, events, codes: finished.problems.map(({ code }) => code) };
}

const beepsIn = (events: readonly SeenEvent[]) => events.filter(({ kind }) => kind === 'beep');
const flashesIn = (events: readonly SeenEvent[]) => events.filter(({ kind }) => kind === 'flash');

/** Number of positions at which files are cut off. */
const CUTS = LONG_RUN ? 20 : 5;

it('files cut off at any point are complete up to the cut', async () => {
  await using folder = await temporaryFolder('finalise-cut');
  const captureFolder = path.join(folder.path, 'capture');
  const random = seededRandom(20);
  const cuts = Array.from({ length: CUTS }, (_, index) => ({
    stretchId: StretchId.parse(String(index).padStart(32, 'c')),
    fromMs: index * 10_000,
    toMs: index * 10_000 + LENGTH_MS,
    share: (1 + random(999)) / 1_000,
  }));
  for (const { stretchId, share } of cuts) {
    const stretch = path.join(captureFolder, stretchId);
    await mkdir(stretch, { recursive: true });
    for (const { segmentId, mediaFile, journalFile } of [sound, picture]) {
      const media = await readFile(mediaFile);
      await writeFile(
        path.join(stretch, `${segmentId}.webm`),
        media.subarray(0, Math.floor(media.length * share)),
      );
      const lines = (await readFile(journalFile, 'utf8')).replaceAll(sound.stretchId, stretchId);
      await writeFile(
        path.join(stretch, `${segmentId}.jsonl`),
        lines.slice(0, lines.lastIndexOf('\n', lines.length - 2) + 1),
      );
    }
  }
  const outFolder = path.join(folder.path, 'out');
  const finished = await finaliseRecording({ ...capture.task, captureFolder, stretches: cuts, outFolder });
  expect(finished.media).toHaveLength(1);
  const events = await observe(
    finished.media.map(({ fileName, ...media }) => ({ ...media, path: path.join(outFolder, fileName) })),
  );
  for (const { stretchId, fromMs, share } of cuts) {
    const codes = finished.problems
      .filter(problem => problem.stretchId === stretchId)
      .map(({ code }) => code);
    expect(codes).toHaveLength(2);
    expect(codes.every(code => code === 'truncated' || code === 'empty')).toBe(true);
    // Bytes and time are roughly proportional: everything a second before the cut must be there.
    const secureMs = fromMs + LENGTH_MS * share - 1_000;
    const within = beepsIn(events).filter(({ atMs }) => atMs > fromMs - 100 && atMs < fromMs + LENGTH_MS);
    const due = Math.max(0, Math.floor((secureMs - fromMs) / 1_000));
    expect(within.length).toBeGreaterThanOrEqual(due);
    for (const { atMs } of within) expect(Math.abs(atMs - Math.round(atMs / 1_000) * 1_000)).toBeLessThan(50);
  }
}, 120_000);

it('an unreadable file is reported and affects nothing else', async () => {
  const foreign = (digit: string, ending = 'webm') => `${digit.repeat(32)}.${ending}`;
  const { finished, events } = await finalisedAfter(async (own, captureFolder) => {
    const stretch = path.dirname(own(sound.mediaFile));
    const text = 'This is no recording.\n'.repeat(1_000);
    await writeFile(path.join(stretch, foreign('a')), '');
    await writeFile(path.join(stretch, foreign('a', 'jsonl')), '{"kind":"first","at":1,"rtp":1}\n');
    await writeFile(path.join(stretch, foreign('b')), text);
    await writeFile(path.join(stretch, foreign('c')), Uint8Array.from({ length: 90_000 }, seededBytes()));
    await writeFile(path.join(stretch, 'readme.txt'), text);
    await writeFile(path.join(captureFolder, 'core'), text);
  });
  expect(finished.problems.map(({ code, segmentId, name }) => [code, segmentId?.[0] ?? name])).toEqual([
    ['foreign', 'core'],
    ['foreign', 'readme.txt'],
    ['empty', 'a'],
    ['unreadable', 'b'],
    ['unreadable', 'c'],
  ]);
  expect(finished.media).toHaveLength(1);
  expect(beepsIn(events)).toHaveLength(5);
  expect(flashesIn(events)).toHaveLength(5);

  function seededBytes(): () => number {
    const random = seededRandom(5);
    return () => random(256);
  }
});

it('a journal cut in the middle of a line counts up to the cut', async () => {
  const { codes, events, finished } = await finalisedAfter(async own => {
    const lines = await readFile(own(sound.journalFile), 'utf8');
    await truncate(own(sound.journalFile), Math.floor(lines.length * 0.7));
  });
  expect(codes).toEqual(['journal-cut']);
  expect(finished.media[0]).toMatchObject({ person: 'red', hasAudio: true, hasVideo: true });
  for (const { atMs } of events) expect(Math.abs(atMs - Math.round(atMs / 1_000) * 1_000)).toBeLessThan(20);
  expect(beepsIn(events)).toHaveLength(5);
});

it('media without its journal is placed with its run, for the only person who was there', async () => {
  const { codes, events, finished } = await finalisedAfter(own => rm(own(sound.journalFile)));
  expect(codes).toEqual(['journal-cut']);
  expect(finished.media.map(({ person }) => person)).toEqual(['red']);
  // It started a tenth of a second later.
  for (const { atMs } of beepsIn(events))
    expect(atMs - Math.round(atMs / 1_000) * 1_000).toBeCloseTo(-100, -1);
});

it('a journal of another segment counts as missing', async () => {
  const { codes, events } = await finalisedAfter(async own => {
    await cp(own(picture.journalFile), own(sound.journalFile));
  });
  expect(codes).toEqual(['journal-cut']);
  expect(beepsIn(events)).toHaveLength(5);
});

it('a run that no media server has is missing, and the others are complete', async () => {
  const stretchId = StretchId.parse('f'.repeat(32));
  const stretches = [...capture.task.stretches, { stretchId, fromMs: 8_000, toMs: 12_000 }];
  const { finished, events } = await finalisedAfter(async () => {}, { stretches });
  expect(finished.problems).toEqual([{ code: 'missing', stretchId }]);
  expect(finished.stretches).toHaveLength(1);
  expect(finished.durationMs).toBe(12_000);
  expect(flashesIn(events)).toHaveLength(5);
});

it('a recording without captured media is empty', async () => {
  await using folder = await temporaryFolder('finalise-nothing');
  const outFolder = path.join(folder.path, 'out');
  const captureFolder = path.join(folder.path, 'nowhere');
  const finished = await finaliseRecording({ ...capture.task, captureFolder, outFolder });
  expect(finished.media).toEqual([]);
  expect(finished.problems.map(({ code }) => code)).toEqual(['missing']);
  expect(finished.durationMs).toBe(LENGTH_MS);
});
