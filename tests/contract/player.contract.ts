import { describe, expect } from 'vitest';
import { PeerId, RECRUITER_PEER_ID } from '../../shared/ids.ts';
import type { MediaParams, PeerRights } from '../../shared/media/mediaPlane.ts';
import { waitForTone } from '../support/decodedAudio.ts';
import { waitForColor } from '../support/decodedVideo.ts';
import { eventually } from '../support/eventually.ts';
import { clipIdOf } from '../support/handMadeClip.ts';
import { partsOf, putClip } from '../support/playableClip.ts';
import type { MediaPlaneUnderTest } from './mediaPlane.contract.ts';

import { COLORS, camera, GROUP, playersOn, TONE_HZ, WATCHES } from './playerStage.ts';

const BACKSTAGE: PeerRights = { group: 'observer', sources: [], receivesFrom: ['interviewer'] };

/** Tests that players must pass on every media plane. */
export function describePlayers(name: string, start: () => Promise<MediaPlaneUnderTest>): void {
  describe(`a player in a media plane ${name}`, () => {
    const it = playersOn(start);

    // The tests mostly wait for the end of a line, each in its own room.
    describe.concurrent('in a room of its own', () => {
      describe('as a member of the room', () => {
        it('is received by current and later peers that receive its group, and by no others', async ({
          stage,
        }) => {
          await stage.joinByHand('early', WATCHES);
          await stage.joinByHand('backstage', BACKSTAGE);
          await stage.open();
          await stage.events.waitFor('consumer.created', ({ consumer }) => consumer.source === 'microphone');
          await stage.events.waitFor('consumer.created', ({ consumer }) => consumer.source === 'camera');
          const told = stage.events.of('consumer.created');
          expect(told.map(({ peerId }) => peerId)).toEqual(['early', 'early']);
          for (const { consumer } of told)
            expect(consumer).toMatchObject({ producerPeerId: RECRUITER_PEER_ID, producerPaused: false });

          const late = await stage.joinByHand('late', WATCHES);
          expect(late.consumers.map(({ source }) => source).toSorted()).toEqual(['camera', 'microphone']);
          expect((await stage.joinByHand('later', BACKSTAGE)).consumers).toEqual([]);
          const cnames = late.consumers.map(
            ({ rtpParameters }) => (rtpParameters.rtcp as { cname: string }).cname,
          );
          expect(new Set(cnames).size).toBe(1);
        });

        it('is not a person who has joined', async ({ stage }) => {
          await stage.open();
          const unknown = { known: false, consumers: [], producers: [] };
          expect(await stage.plane.request('peer.sync', stage.who())).toEqual(unknown);
          await stage.plane.request('peer.leave', stage.who());
          expect((await stage.joinByHand('alan', WATCHES)).consumers).toHaveLength(2);
        });

        it('is gone for everyone when it is closed, twice without an error, and can be opened again', async ({
          stage,
        }) => {
          await stage.joinByHand('alan', WATCHES);
          await stage.open();
          await stage.events.waitFor('consumer.created', ({ consumer }) => consumer.source === 'camera');
          await stage.plane.request('player.close', stage.who());
          await stage.plane.request('player.close', stage.who());
          await eventually('both to be gone', () => stage.events.of('consumer.closed').length === 2);
          expect(await stage.plane.request('peer.sync', stage.who(PeerId.parse('alan')))).toMatchObject({
            consumers: [],
          });
          await expect(stage.play(stage.clips.line)).rejects.toMatchObject({ code: 'not-found' });
          await stage.open();
          await stage.started(await stage.play(stage.clips.line));
        });

        it('continues when it is opened again, and restarts under another group', async ({ stage }) => {
          await stage.joinByHand('alan', WATCHES);
          await Promise.all([stage.open(), stage.open()]);
          await stage.open(stage.clips.nod);
          const alan = stage.who(PeerId.parse('alan'));
          await eventually('both to be received', () => stage.events.of('consumer.created').length === 2);
          const before = await stage.plane.request('peer.sync', alan);
          expect(before.consumers).toHaveLength(2);
          const playId = await stage.play(stage.clips.line, 1_000);
          expect(await stage.open()).toEqual({ playing: playId });
          await stage.started(playId);
          expect(await stage.open()).toEqual({ playing: playId });
          await stage.ended(playId);
          expect(await stage.open()).toEqual({});
          expect(await stage.plane.request('peer.sync', alan)).toEqual(before);

          await stage.open(stage.clips.loop, 'interviewer');
          expect(await stage.plane.request('peer.sync', alan)).toMatchObject({ consumers: [] });
          expect((await stage.joinByHand('backstage', BACKSTAGE)).consumers).toHaveLength(2);
        });

        it('coexists with other players', async ({ stage }) => {
          await stage.open();
          const second = stage.who(PeerId.parse('second'));
          await stage.plane.request('player.open', {
            ...second,
            group: GROUP,
            clipId: stage.clips.loop.clipId,
          });
          const { consumers } = await stage.joinByHand('alan', WATCHES);
          expect(consumers.map(({ producerPeerId }) => producerPeerId).toSorted()).toEqual([
            RECRUITER_PEER_ID,
            RECRUITER_PEER_ID,
            'second',
            'second',
          ]);
          await stage.plane.request('player.play', {
            ...second,
            playId: 'x',
            clipId: stage.clips.line.clipId,
            fromMs: 0,
          });
          expect(await stage.started('x')).toEqual({ ...second, playId: 'x' });
          await stage.plane.request('player.close', second);
          expect(await stage.stop('x')).toEqual({ positionMs: 0, resumeMs: 0 });
        });

        it('ends with its room, and can be opened in the next one', async ({ stage }) => {
          await stage.open();
          const playId = await stage.play(stage.clips.line);
          await stage.started(playId);
          const { roomId } = stage.room.room;
          const older = stage.who();
          stage.room = await stage.plane.request('room.create', { roomId, epoch: 6 });
          await expect(
            stage.plane.request('player.stop', { ...older, playId, now: true }),
          ).rejects.toMatchObject({
            code: 'stale-epoch',
          });
          await expect(stage.play(stage.clips.line)).rejects.toMatchObject({ code: 'not-found' });
          await stage.open();
          await stage.ended(await stage.play(stage.clips.line, 2_000));
          expect(stage.events.of('player.ended').map(({ room: where }) => where.epoch)).toEqual([6]);
        });
      });

      describe('with repeated requests', () => {
        it('plays one playback once, while it plays and when it is over', async ({ stage }) => {
          await stage.open();
          const playing = { ...stage.who(), playId: 'once', clipId: stage.clips.nod.clipId, fromMs: 0 };
          const request = (params: MediaParams<'player.play'>) => stage.plane.request('player.play', params);
          const answers = await Promise.all([request(playing), request(playing)]);
          expect(answers).toContainEqual({ began: true, positionMs: 0 });
          expect(answers).toContainEqual({ began: false, positionMs: 0 });
          await stage.started('once');
          const isOn = await request(playing);
          expect(isOn).toEqual({ began: false, positionMs: expect.any(Number) });
          expect(isOn.positionMs).toBeLessThan(stage.clips.nod.timing.durationMs);
          await stage.ended('once');
          // The clip is not even looked up.
          expect(await request({ ...playing, clipId: clipIdOf('unknown') })).toMatchObject({
            began: false,
          });
          await stage.ended(await stage.play(stage.clips.line, 2_000));
          expect(stage.events.of('player.started').map(({ playId }) => playId)).toEqual([
            'once',
            `play-${stage.playCount}`,
          ]);
          expect(stage.events.of('player.ended')).toHaveLength(2);
        });

        it('answers every stop alike', async ({ stage }) => {
          await stage.open();
          const playId = await stage.play(stage.clips.line, 1_000);
          await stage.started(playId);
          const left = await stage.stop(playId);
          expect(left.resumeMs).toBe(1_000);
          expect(await stage.stop(playId)).toEqual(left);
          expect(await stage.open()).toEqual({});
          const next = await stage.play(stage.clips.line, 2_000);
          await stage.ended(next);
          expect(await stage.stop(next)).toEqual({ positionMs: 3_000, resumeMs: 3_000 });
          expect(await stage.stop(playId)).toEqual({ positionMs: 0, resumeMs: 0 });
          expect(stage.events.of('player.ended').map(event => event.playId)).toEqual([next]);
        });

        it('accepts a clip twice, and its parts in any order', async ({ stage }) => {
          const { nodeId } = stage.room.room;
          await putClip(stage.plane, nodeId, stage.clips.line);
          const again = { ...stage.clips.line, clipId: clipIdOf(`again in ${nodeId}`) };
          const [last, ...others] = partsOf(nodeId, again, 4_000).toReversed();
          if (!last) throw new Error('There are no parts.');
          for (const part of [...others, ...others])
            expect(await stage.plane.request('clip.put', part)).toEqual({ complete: false });
          const both = [stage.plane.request('clip.put', last), stage.plane.request('clip.put', last)];
          expect(await Promise.all(both)).toEqual([{ complete: true }, { complete: true }]);
          await stage.open();
          await stage.started(await stage.play(again));
        });
      });

      describe('with impossible requests', () => {
        it('reports which clip is missing', async ({ stage }) => {
          const clipId = clipIdOf('unknown');
          const missing = { code: 'not-found', details: { clipId } };
          const request = { ...stage.who(), clipId };
          await expect(
            stage.plane.request('player.open', { ...request, group: GROUP }),
          ).rejects.toMatchObject(missing);
          await stage.open();
          await expect(
            stage.plane.request('player.play', { ...request, playId: 'a', fromMs: 0 }),
          ).rejects.toMatchObject(missing);
          await expect(stage.plane.request('player.loop', request)).rejects.toMatchObject(missing);
          await stage.started(await stage.play(stage.clips.line));
        });

        it('counts as having played a clip whose time is already over', async ({ stage }) => {
          await stage.open();
          const playId = await stage.play(stage.clips.line, 3_000);
          await Promise.all([stage.started(playId), stage.ended(playId)]);
          expect(await stage.stop(playId)).toEqual({ positionMs: 3_000, resumeMs: 3_000 });
          await stage.started(await stage.play(stage.clips.line, 2_999));
        });

        it('reports that there is no player, or no room', async ({ stage }) => {
          await expect(stage.play(stage.clips.line)).rejects.toMatchObject({ code: 'not-found' });
          await expect(stage.stop('a')).rejects.toMatchObject({ code: 'not-found' });
          await expect(
            stage.plane.request('player.loop', { ...stage.who(), clipId: stage.clips.loop.clipId }),
          ).rejects.toMatchObject({ code: 'not-found' });
          await stage.plane.request('room.close', { room: stage.room.room });
          await expect(stage.open()).rejects.toMatchObject({ code: 'not-found' });
          await stage.plane.request('player.close', stage.who());
        });

        it('refuses a clip that is damaged, and a file that is not a clip', async ({ stage }) => {
          const { nodeId } = stage.room.room;
          const damaged = partsOf(nodeId, { ...stage.clips.line, clipId: clipIdOf('damaged') });
          for (const part of damaged) part.bytes.fill(0, 100, 200);
          const noise = { ...stage.clips.line, clipId: clipIdOf('noise'), file: Buffer.alloc(1_000, 7) };
          for (const part of [...damaged, ...partsOf(nodeId, noise)])
            await expect(stage.plane.request('clip.put', part)).rejects.toMatchObject({ code: 'invalid' });
          const [part] = partsOf(nodeId, stage.clips.line);
          if (!part) throw new Error('There are no parts.');
          const elsewhere = { ...part, nodeId: 'elsewhere' as typeof nodeId };
          await expect(stage.plane.request('clip.put', elsewhere)).rejects.toMatchObject({
            code: 'not-found',
          });
          const large = { ...part, bytes: new Uint8Array(256 * 1024 + 1) };
          await expect(stage.plane.request('clip.put', large)).rejects.toMatchObject({ code: 'invalid' });
        });
      });
    });

    it('plays again in the next room when its worker is killed', async ({ stage }) => {
      await stage.open();
      await stage.started(await stage.play(stage.clips.line));
      stage.killWorkers();
      await stage.events.waitFor('room.lost');
      const { roomId } = stage.room.room;
      stage.room = await eventually('a worker that takes the room', () =>
        stage.plane.request('room.create', { roomId, epoch: 6 }).catch(error => {
          if (error.code !== 'media-unavailable') throw error;
          return undefined;
        }),
      );
      // Clips in the node's memory survive its workers.
      await stage.open();
      const alan = await stage.watcher();
      await waitForColor(camera(alan), COLORS.loop);
      // Someone listens before the sound starts, which lasts longer than a busy page takes to start.
      await Promise.all([
        waitForTone(alan.page, TONE_HZ),
        stage.play(stage.clips.breathless, 2_000).then(stage.ended),
      ]);
    });
  });
}
