import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MediaService } from '../../sfu/MediaService.ts';
import { RECRUITER_PEER_ID, RoomId } from '../../shared/ids.ts';
import type { RoomRef } from '../../shared/media/mediaPlane.ts';
import { collectRun, linesOf, newRecording, probeTrack } from '../support/collectedRun.ts';
import { eventually } from '../support/eventually.ts';
import { startLocalMediaService } from '../support/localMediaService.ts';
import { MediaEvents } from '../support/mediaEvents.ts';
import { putClip, renderClip } from '../support/playableClip.ts';
import { smallDisk } from '../support/smallDisk.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const MB = 1024 * 1024;
const DISK_MB = 12;

describe.skipIf(!smallDisk)(
  `recording on a disk that fills up${smallDisk ? '' : ' (needs root and CAP_SYS_ADMIN)'}`,
  () => {
    let cleanUp: AsyncDisposableStack;
    let disk: string;
    let service: MediaService;
    let events: MediaEvents;
    let room: RoomRef;

    beforeEach(async () => {
      cleanUp = new AsyncDisposableStack();
      const mounted = await smallDisk?.(DISK_MB * MB);
      if (!mounted) throw new Error('There is no small disk.');
      disk = cleanUp.use(mounted).path;
    });
    afterEach(() => cleanUp.disposeAsync());

    const open = async (minFreeMb: number) => {
      service = cleanUp.adopt(
        await startLocalMediaService({
          SFU_CAPTURE_DIR: path.join(disk, 'capture'),
          SFU_CAPTURE_MIN_FREE_MB: `${minFreeMb}`,
        }),
        each => each.close(),
      );
      events = cleanUp.use(new MediaEvents(service));
      const clip = await renderClip({ color: [120, 10, 60], seconds: 2, bitrate: 800_000 });
      ({ room } = await service.request('room.create', { roomId: RoomId.parse('disk'), epoch: 1 }));
      await putClip(service, service.nodeId, clip);
      const recruiter = { room, peerId: RECRUITER_PEER_ID };
      await service.request('player.open', { ...recruiter, group: 'recruiter', clipId: clip.clipId });
    };
    const start = async () => {
      const recording = newRecording();
      await service.request('capture.start', { room, ...recording, groups: ['recruiter'] });
      return recording;
    };
    const fill = (name: string, bytes: number) => writeFile(path.join(disk, name), Buffer.alloc(bytes));
    /** Fills the disk completely. */
    const fillUp = async () => {
      for (let bytes = DISK_MB * MB; bytes >= 4_096; bytes = Math.floor(bytes / 2))
        await fill(`rest-${bytes}`, bytes).catch(() => undefined);
    };
    const collect = async (stretchId: Awaited<ReturnType<typeof start>>['stretchId']) =>
      collectRun(service, service.nodeId, stretchId, cleanUp.use(await temporaryFolder('collected')).path);
    const expectLivingRoom = async () => {
      await expect(service.request('room.create', { roomId: room.roomId, epoch: 1 })).resolves.toMatchObject({
        room,
      });
      const before = service.playoutFigures.packets;
      await eventually('the player to go on', () => service.playoutFigures.packets > before + 50);
    };

    it('recording ends with playable files when the disk is full, and the room stays open', async () => {
      await open(0);
      const { stretchId } = await start();
      await eventually('something to be recorded', () => service.captureFigures.packets > 400);
      await fillUp();
      const ended = await events.waitFor('capture.ended');
      expect(ended).toMatchObject({ stretchId, reason: 'storage-full' });
      await expectLivingRoom();
      const segments = await collect(stretchId);
      expect(segments).toHaveLength(2);
      for (const segment of segments) {
        const track = await probeTrack(segment.file);
        expect(track.complaints).toBe('');
        expect(track.packets.length).toBeGreaterThan(50);
        expect(linesOf(segment, 'first')).toHaveLength(1);
      }
      // Recording resumes once there is space again.
      for (let bytes = DISK_MB * MB; bytes >= 4_096; bytes = Math.floor(bytes / 2))
        await rm(path.join(disk, `rest-${bytes}`), { force: true });
      const again = await start();
      await eventually('the next stretch', () => service.captureFigures.openSegments === 2);
      await service.request('capture.stop', { room, stretchId: again.stretchId });
    });

    it('recording warns once, and stops cleanly while some of the disk is still free', async () => {
      await open(2);
      const recording = await start();
      const { stretchId } = recording;
      await eventually('something to be recorded', () => service.captureFigures.packets > 100);
      await fill('half', 5 * MB);
      const { nodeId, freeBytes } = await events.waitFor('capture.storageLow');
      expect(nodeId).toBe(service.nodeId);
      expect(freeBytes).toBeLessThan(8 * MB);
      expect(events.of('capture.ended')).toEqual([]);
      const again = { room, ...recording, groups: ['recruiter'] };
      expect(await service.request('capture.start', again)).toMatchObject({ storageLow: true });
      await fill('most', 5.5 * MB);
      expect(await events.waitFor('capture.ended')).toMatchObject({ stretchId, reason: 'storage-full' });
      expect(events.of('capture.storageLow')).toHaveLength(1);
      await expectLivingRoom();
      for (const segment of await collect(stretchId)) {
        expect((await probeTrack(segment.file)).complaints).toBe('');
        expect(linesOf(segment, 'end')).toHaveLength(1);
      }
      await expect(start()).rejects.toMatchObject({ code: 'storage-full', retryable: false });
      expect(service.captureFigures.openSegments).toBe(0);
    });
  },
);
