import type { types } from 'mediasoup';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Recorder } from '../../../../sfu/recorder/Recorder.ts';
import { RoomRecorder } from '../../../../sfu/recorder/RoomRecorder.ts';
import { NodeId, RecordingId, RoomId, StretchId } from '../../../../shared/ids.ts';

it('RoomRecorder sends no further requests to its worker when the room closes while the disk is prepared', async () => {
  let asked = 0;
  const room = new RoomRecorder({
    recorder: {
      isStorageLow: false,
      open: async ({ beforeStart }: Parameters<Recorder['open']>[0]) => {
        room.close();
        beforeStart();
        asked += 1;
        return { agoMs: 0, end: async () => {} };
      },
    } as unknown as Recorder,
    room: { nodeId: NodeId.parse('node'), roomId: RoomId.parse('room'), epoch: 1 },
    router: {} as types.Router,
    playedLevel: () => 127,
    tracks: () => [],
    logger: pino({ level: 'silent' }),
  });
  const start = room.start({
    recordingId: RecordingId.parse('a'.repeat(32)),
    stretchId: StretchId.parse('b'.repeat(32)),
    groups: [],
  });
  await expect(start).rejects.toMatchObject({ code: 'not-found' });
  expect(asked).toBe(0);
});
