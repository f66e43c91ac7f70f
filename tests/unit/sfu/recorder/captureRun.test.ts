import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { CaptureRun, type CaptureRunOptions } from '../../../../sfu/recorder/CaptureRun.ts';
import { ConcurrencyLimit } from '../../../../sfu/recorder/disk/AppendFile.ts';
import { noCapture, Segment } from '../../../../sfu/recorder/Segment.ts';
import { type RecordableTrack, TrackRecorder } from '../../../../sfu/recorder/TrackRecorder.ts';
import { RecordingId, StretchId } from '../../../../shared/ids.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const createRun = (router: object, ended: string[], others: Partial<CaptureRunOptions> = {}) =>
  CaptureRun.create({
    recordingId: RecordingId.parse('a'.repeat(32)),
    stretchId: StretchId.parse('b'.repeat(32)),
    groups: ['candidate'],
    router: router as types.Router,
    playedLevel: () => 127,
    folder: '/nowhere',
    onEnded: (_run, reason) => ended.push(reason),
    logger: pino({ level: 'silent' }),
    ...others,
  } as Partial<CaptureRunOptions> as CaptureRunOptions);

it.each([
  ['sends no further requests to a room that closed during the start', true, 0],
  ['closes what it created in a room that is still open', false, 1],
] as const)('CaptureRun %s', async (_, gone, closes) => {
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
  const run = await createRun(router, ended);
  await run.end('room-closed');
  expect(closed).toBe(closes);
  expect(ended).toEqual(['room-closed']);
});

it('CaptureRun ends although a track could not be closed', async () => {
  const closing = Promise.withResolvers<void>();
  const tracks = [
    { end: () => Promise.reject(new Error('The file is broken.')) },
    { end: () => closing.promise },
  ];
  using create = vi.spyOn(TrackRecorder, 'create');
  for (const track of tracks) create.mockResolvedValueOnce(track as TrackRecorder);
  const ended: string[] = [];
  const run = await createRun(
    { closed: false, createDirectTransport: async () => ({ close: () => {} }), rtpCapabilities: {} },
    ended,
  );
  for (const _ of tracks) run.add({ producer: { group: 'candidate' } } as RecordableTrack);
  // Lets both tracks start.
  await new Promise(setImmediate);
  const ending = run.end('stopped');
  await new Promise(setImmediate);
  expect(ended).toEqual([]);
  closing.resolve();
  await ending;
  expect(ended).toEqual(['stopped']);
});

it('CaptureRun logs a track that could not be closed when its producer closed, and continues', async () => {
  await using folder = await temporaryFolder('capture-run');
  const lines: object[] = [];
  const logger = pino({}, { write: line => void lines.push(JSON.parse(line)) });
  const consumer = Object.assign(new EventEmitter(), {
    kind: 'audio',
    type: 'simple',
    closed: false,
    close: () => {},
    rtpParameters: { codecs: [{ mimeType: 'audio/opus', clockRate: 48_000, payloadType: 100 }] },
  });
  const mediasoupProducer = Object.assign(new EventEmitter(), {
    enableTraceEvent: async () => {},
    rtpParameters: { codecs: [{ rtcpFeedback: [] }] },
  });
  const producer = {
    producer: mediasoupProducer,
    producerId: 'p',
    group: 'candidate',
    keyFrameTurn: async () => {},
  };
  const transport = { close: () => {}, consume: async () => consumer };
  const ended: string[] = [];
  const run = await createRun(
    { closed: false, createDirectTransport: async () => transport, rtpCapabilities: {} },
    ended,
    { logger, folder: folder.path, syncLimit: new ConcurrencyLimit(1), figures: noCapture() },
  );
  run.add({ producer } as unknown as RecordableTrack);
  await vi.waitUntil(() => consumer.listenerCount('producerclose') > 0);
  using end = vi.spyOn(Segment.prototype, 'end');
  end.mockRejectedValueOnce(new Error('The file is broken.'));
  consumer.emit('producerclose');
  await vi.waitUntil(() => lines.length > 0);
  expect(lines).toMatchObject([
    { recordingId: run.recordingId, stretchId: run.stretchId, msg: 'a track could not be closed' },
  ]);
  expect(run.isEnding).toBe(false);
  await run.end('stopped');
  expect(ended).toEqual(['stopped']);
  expect(lines).toHaveLength(1);
});
