import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RemoteMediaPlane } from '../../server/media/RemoteMediaPlane.ts';
import { RECRUITER_PEER_ID, RoomId, SegmentId } from '../../shared/ids.ts';
import { newCaptureFolder } from '../support/captureFolders.ts';
import {
  collectRun,
  endOf,
  linesOf,
  newRecording,
  probeTrack,
  readSegment,
} from '../support/collectedRun.ts';
import { eventually } from '../support/eventually.ts';
import { putClip, renderClip } from '../support/playableClip.ts';
import type { Program } from '../support/program.ts';
import { type RedisServer, startRedis } from '../support/redisServer.ts';
import { MEDIA_SECRET, readyRemotePlane, remoteMedia } from '../support/remoteMedia.ts';
import { launchSfu, startSfu } from '../support/sfuProcess.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { describeCapture } from './capture.contract.ts';

describeCapture('over the network', remoteMedia, { brief: true });

/** Maximum unflushed data of a killed process. */
const TAIL_MAX_MS = 1_000;

describe('recordings of a killed media server', () => {
  let redis: RedisServer;
  let cleanUp: AsyncDisposableStack;
  let folder: string;

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());
  beforeEach(() => {
    cleanUp = new AsyncDisposableStack();
    folder = newCaptureFolder();
  });
  afterEach(() => cleanUp.disposeAsync());

  const node = async (): Promise<Program> => {
    const sfu = await startSfu({ MEDIA_SECRET, REDIS_URL: redis.url, SFU_CAPTURE_DIR: folder });
    cleanUp.defer(() => (sfu.running ? sfu.kill() : undefined));
    return sfu;
  };
  const plane = async () => cleanUp.adopt(await readyRemotePlane(redis), open => open.close());
  /** Opens a player in a room and records it for a while. */
  const record = async (media: RemoteMediaPlane, forMs = 3_500) => {
    const clip = await renderClip({ color: [10, 120, 60], seconds: 2, bitrate: 600_000 });
    const { room } = await media.request('room.create', { roomId: RoomId.parse('killed'), epoch: 1 });
    await putClip(media, room.nodeId, clip);
    const recruiter = { room, peerId: RECRUITER_PEER_ID };
    await media.request('player.open', { ...recruiter, group: 'recruiter', clipId: clip.clipId });
    const recording = newRecording();
    await media.request('capture.start', { room, ...recording, groups: ['recruiter'] });
    const startedMs = performance.now();
    await eventually('sound and picture to be recorded', async () => {
      const { stretches } = await media.request('capture.list', { nodeId: room.nodeId });
      const own = stretches.find(({ stretchId }) => stretchId === recording.stretchId);
      return own?.segments.filter(({ mediaBytes }) => mediaBytes > 0).length === 2;
    });
    await eventually('a while', () => performance.now() - startedMs > forMs);
    return recording;
  };

  it('play up to a second before the kill, and can be collected from the next server', async () => {
    const sfu = await node();
    const media = await plane();
    const { recordingId, stretchId } = await record(media);
    const killedAt = performance.timeOrigin + performance.now();
    await sfu.kill();
    await eventually('it to be missed', () => media.nodeIds().length === 0);

    const stretch = path.join(folder, recordingId, stretchId);
    const names = (await readdir(stretch)).filter(name => name.endsWith('.webm'));
    expect(names).toHaveLength(2);
    for (const name of names) {
      const file = path.join(stretch, name);
      const journal = file.replace('.webm', '.jsonl');
      const segment = await readSegment(SegmentId.parse(path.parse(name).name), file, journal);
      const track = await probeTrack(file);
      expect(track.complaints.replaceAll(/.*File ended prematurely.*\n/g, '')).toBe('');
      const [first] = linesOf(segment, 'first');
      const endedAt = (first?.at ?? 0) + (track.packets.at(-1)?.atMs ?? 0);
      expect(killedAt - endedAt).toBeLessThan(TAIL_MAX_MS);
      // The journal has no end, but its last second is listed.
      expect(linesOf(segment, 'end')).toEqual([]);
      expect(killedAt - (segment.journal.at(-1)?.at ?? 0)).toBeLessThan(2 * TAIL_MAX_MS);
    }

    await writeFile(path.join(stretch, 'core.dump'), 'foreign');
    await node();
    const [nodeId] = await eventually('the next one', () => media.nodeIds().length > 0 && media.nodeIds());
    if (!nodeId) throw new Error('There is a next one.');
    const { stretches } = await media.request('capture.list', { nodeId });
    expect(stretches).toMatchObject([{ recordingId, stretchId, state: 'closed' }]);
    const into = cleanUp.use(await temporaryFolder('collected')).path;
    expect(await collectRun(media, nodeId, stretchId, into)).toHaveLength(2);
    await media.request('capture.release', { nodeId, stretchId });
    expect(await readdir(stretch)).toEqual(['core.dump']);
  });

  it('end properly when the server is told to stop', async () => {
    const sfu = await node();
    const { recordingId, stretchId } = await record(await plane(), 1_500);
    expect(await sfu.stop('SIGINT')).toEqual({ code: 0, signal: null });
    const stretch = path.join(folder, recordingId, stretchId);
    const names = (await readdir(stretch)).filter(name => name.endsWith('.webm'));
    expect(names).toHaveLength(2);
    for (const name of names) {
      const file = path.join(stretch, name);
      const segment = await readSegment(
        SegmentId.parse(path.parse(name).name),
        file,
        file.replace('.webm', '.jsonl'),
      );
      const track = await probeTrack(file);
      expect(track.complaints).toBe('');
      expect(track.packets).toHaveLength(endOf(segment).frames);
    }
    expect((await readdir(folder)).toSorted()).toEqual([recordingId, 'node-id', 'owner.lock'].toSorted());
  });

  it('belong to one process: a second one says so and exits', async () => {
    const sfu = await node();
    const second = launchSfu({ MEDIA_SECRET, LOG_LEVEL: 'silent', SFU_CAPTURE_DIR: folder });
    cleanUp.defer(() => (second.running ? second.kill() : undefined));
    expect((await second.exited).code).toBe(1);
    expect(second.output.trim().split('\n')).toHaveLength(1);
    expect(second.output).toMatch(
      new RegExp(
        `^Recordings in ${folder} are kept by process ${sfu.pid}, which is running: .*SFU_CAPTURE_DIR`,
      ),
    );
  });

  it('do not prevent a start when their folder contains other files', async () => {
    const { recordingId, stretchId } = newRecording();
    const stretch = path.join(folder, recordingId, stretchId);
    await mkdir(stretch, { recursive: true });
    await writeFile(path.join(folder, 'owner.json'), '{"pid":');
    await writeFile(path.join(stretch, `${'a'.repeat(32)}.webm`), '');
    await writeFile(path.join(stretch, `${'a'.repeat(32)}.jsonl`), '{"kind":"start","at":17');
    await writeFile(path.join(stretch, 'notes.txt'), 'foreign');
    await node();
    const media = await plane();
    const [nodeId] = media.nodeIds();
    if (!nodeId) throw new Error('There is a node.');
    const { stretches } = await media.request('capture.list', { nodeId });
    expect(stretches).toMatchObject([
      { recordingId, stretchId, state: 'closed', segments: [{ mediaBytes: 0, journalBytes: 23 }] },
    ]);
  });
});
