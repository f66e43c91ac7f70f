import type { types } from 'mediasoup';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { CaptureRun, type CaptureRunOptions } from '../../../../sfu/recorder/CaptureRun.ts';
import { RecordingId, StretchId } from '../../../../shared/ids.ts';

it.each([
  ['sends no further requests to a room that closed during the start', true, 0],
  ['closes what it created in a room that is still open', false, 1],
] as const)('StretchRecorder %s', async (_, gone, closes) => {
  let closed = 0;
  const router = {
    closed: false,
    createDirectTransport: async () => {
      // The room closes before the worker responds.
      router.closed = gone;
      return { close: () => (closed += 1) };
    },
  };
  const ended: string[] = [];
  const stretch = await CaptureRun.create({
    recordingId: RecordingId.parse('a'.repeat(32)),
    stretchId: StretchId.parse('b'.repeat(32)),
    groups: [],
    router: router as unknown as types.Router,
    playedLevel: () => 127,
    folder: '/nowhere',
    onEnded: (_stretch, reason) => ended.push(reason),
    logger: pino({ level: 'silent' }),
  } as Partial<CaptureRunOptions> as CaptureRunOptions);
  await stretch.end('room-closed');
  expect(closed).toBe(closes);
  expect(ended).toEqual(['room-closed']);
});
