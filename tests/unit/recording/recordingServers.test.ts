import { describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../server/features/recording/live/captures.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { CapturePlane } from '../../support/capturePlane.ts';
import { eventually } from '../../support/eventually.ts';
import { RecordedLog, stretchId } from '../../support/recordedLog.ts';
import { RecordingStage, SECRET } from '../../support/recordingStage.ts';
import { lead, recorded } from '../../support/runningRecording.ts';

/** Leaves a segment run of this recording on the media server, as a server that died would. */
function leaveRunning(stretch: string) {
  return (plane: CapturePlane, state: InterviewState) =>
    plane.request('capture.start', {
      room: { nodeId: plane.nodeId, roomId: state.interviewId as never, epoch: 1 },
      recordingId: recordingIdOf(state, SECRET),
      stretchId: stretchId(stretch),
      groups: [],
    });
}

describe('a server that dies', () => {
  it('leaves a recording that another server continues without a break', async () => {
    const { stage, server, running } = await recorded();
    stage.kill(server);
    const other = await stage.startServer();
    await eventually('the other server to take over', () => other.runners.interviewIds().length === 1);
    await stage.consent(other, false);
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ stretchId: running.stretchId, reason: 'consent' }]);
    expect(stage.plane.open).toEqual([]);
  });

  it('between a start and its log entry leaves a segment run that the next server ends and deletes', async () => {
    const stage = await RecordingStage.create();
    const starting = stage.plane.holdNext('capture.start');
    const first = await stage.startServer();
    await starting.reached;
    stage.kill(first);
    starting.letGo();
    const [orphan] = stage.plane.open;
    expect(orphan).toBeDefined();
    await stage.startServer();
    const running = await stage.untilOn();
    expect(running.stretchId).not.toBe(orphan);
    await stage.plane.until('the orphan to be gone', plane => !plane.onDisk.includes(orphan as never));
  });

  it('leaves nothing running where recording is no longer allowed', async () => {
    const log = RecordedLog.inTheRoom().answer(false);
    const stage = await RecordingStage.create({ log, prepare: leaveRunning('1') });
    await stage.startServer();
    await stage.plane.until('nothing on the disk', plane => plane.onDisk.length === 0);
    expect((await stage.state()).recording).toBeUndefined();
  });

  it('together with the media server ends the logged segment run, and the next room continues', async () => {
    const log = RecordedLog.inTheRoom().start('1');
    const stage = await RecordingStage.create({ log });
    stage.plane.dropRoom(stage.roomId);
    const server = await stage.startServer();
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ stretchId: stretchId('1'), reason: 'media-lost' }]);
    await stage.remakeRoom(server, 2);
    await stage.untilOn();
  });

  it('does not affect other recordings on the media server', async () => {
    const stage = await RecordingStage.create({
      prepare: async plane => {
        const roomId = '01945b3c-7a00-7000-8000-00000000abcd' as never;
        await plane.request('capture.start', {
          room: plane.makeRoom(roomId, 1),
          recordingId: 'e'.repeat(32) as never,
          stretchId: stretchId('e'),
          groups: [],
        });
      },
    });
    await stage.startServer();
    const running = await stage.untilOn();
    expect(stage.plane.open.toSorted()).toEqual([stretchId('e'), running.stretchId].toSorted());
  });
});

describe('two servers', () => {
  it('record an interview once', async () => {
    const stage = await RecordingStage.create();
    const [first, second] = await Promise.all([stage.startServer(), stage.startServer()]);
    await stage.untilOn();
    expect(first.runners.interviewIds().length + second.runners.interviewIds().length).toBe(1);
    expect(await stage.countOf('recording.started')).toBe(1);
    expect(stage.plane.open).toHaveLength(1);
  });

  it('stop on either server when consent is withdrawn, even while they are disconnected', async () => {
    const stage = await RecordingStage.create();
    const holder = await stage.startServer();
    await stage.untilOn();
    const other = await stage.startServer();
    await other.interviews.catchUp(stage.interviewId);
    expect(holder.runners.interviewIds()).toHaveLength(1);
    stage.announces = false;
    const withdrawnAt = performance.now();
    await stage.consent(other, false);
    await stage.untilOff();
    expect(performance.now() - withdrawnAt).toBeLessThan(1_000);
    expect(stage.plane.open).toEqual([]);
    expect(await stage.stretches()).toMatchObject([{ reason: 'consent' }]);
  });

  it('do nothing when one takes over an interview that has ended in between', async () => {
    const { stage, server } = await recorded();
    const other = await stage.startServer();
    stage.announces = false;
    await stage.add(server, 'session.ended', {});
    await stage.plane.until('the media server to stop', plane => plane.open.length === 0);
    await eventually('the other server to look', async () => {
      const { phase } = await other.interviews.current(stage.interviewId);
      return phase === 'ended';
    });
    await other.runners.close();
    expect(stage.plane.countOf('capture.list')).toBe(1);
    expect(stage.plane.countOf('capture.start')).toBe(1);
  });

  it('that both believe to be the owner end with one running segment run and a correct log', async () => {
    const { stage, server } = await recorded();
    stage.announces = false;
    stage.takeLeasesFrom(server);
    const other = await stage.startServer();
    await eventually('the other server to take over', () => other.runners.interviewIds().length === 1);
    await stage.add(other, 'recording.directed', lead.stop);
    await stage.untilOff();
    await stage.add(other, 'recording.directed', lead.resume);
    await server.interviews.catchUp(stage.interviewId);
    const running = await stage.untilOn();
    expect(stage.plane.open).toEqual([running.stretchId]);
  });
});
