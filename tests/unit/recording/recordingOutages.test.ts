import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { eventually } from '../../support/eventually.ts';
import { RecordingStage } from '../../support/recordingStage.ts';
import { lead, recorded } from '../../support/runningRecording.ts';

afterEach(() => void vi.useRealTimers());

describe("a media server that can't write", () => {
  const full = new AppError('storage-full');

  it('is asked again every 30 seconds, and its error is logged once', async () => {
    const stage = await RecordingStage.create();
    stage.plane.refuse('capture.start', full);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const server = await stage.startServer();
    await stage.until('the trouble', ({ recording }) => recording?.trouble === 'storage-full');
    expect(stage.plane.countOf('capture.start')).toBe(1);
    await stage.add(server, 'session.extended', { minutes: 5 });
    vi.advanceTimersByTime(29_000);
    await stage.add(server, 'session.extended', { minutes: 5 });
    expect(stage.plane.countOf('capture.start')).toBe(1);
    vi.advanceTimersByTime(1_000);
    await stage.plane.until('the second attempt', plane => plane.countOf('capture.start') === 2);
    expect(await stage.countOf('recording.refused')).toBe(1);
    stage.plane.accept('capture.start');
    await eventually('the recording to run', async () => {
      vi.advanceTimersByTime(30_000);
      return stage.plane.open.length === 1;
    });
    const state = await stage.until('the start', ({ recording }) => recording?.trouble === undefined);
    expect(state.recording?.stretches).toHaveLength(1);
  });

  it.each(['storage-full', 'failed'] as const)(
    'and ends a segment run with %s is not asked again immediately',
    async reason => {
      const { stage } = await recorded();
      stage.plane.endAll(reason);
      const state = await stage.untilOff();
      expect(state.recording).toMatchObject({ trouble: reason, stretches: [{ reason }] });
      expect(stage.plane.countOf('capture.start')).toBe(1);
    },
  );

  it('is asked immediately after the lead has stopped and resumed', async () => {
    const { stage, server } = await recorded();
    stage.plane.endAll('storage-full');
    await stage.untilOff();
    await stage.add(server, 'recording.directed', lead.stop);
    await stage.add(server, 'recording.directed', lead.resume);
    await stage.untilOn();
  });

  it.each([AppError.unavailable(), new Error('no space for an inode'), new AppError('internal')])(
    'is reported as failed, whatever the reason ($message)',
    async error => {
      const stage = await RecordingStage.create();
      stage.plane.refuse('capture.start', error);
      await stage.startServer();
      await stage.until('the trouble', ({ recording }) => recording?.trouble === 'failed');
    },
  );
});

describe('a disk that fills during a recording', () => {
  it('is logged immediately, and no longer reported once there is space', async () => {
    const { stage } = await recorded();
    stage.plane.setStorageLow(true);
    await stage.until('the warning', ({ recording }) => recording?.storageLow === true);
    stage.plane.setStorageLow(true);
    expect(stage.plane.open).toHaveLength(1);
    stage.plane.setStorageLow(false);
    // At the next request, which is sent every ten seconds.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    await eventually('the room', async () => {
      vi.advanceTimersByTime(10_000);
      return (await stage.countOf('recording.storageChanged')) === 2;
    });
  });

  it('is also reported for a segment run that starts on it', async () => {
    const stage = await RecordingStage.create();
    stage.plane.setStorageLow(true);
    await stage.startServer();
    await stage.until('the warning', ({ recording }) => recording?.storageLow === true);
  });
});

describe('a media server that does not answer', () => {
  it('is asked again for the same segment run, which it may have started', async () => {
    const stage = await RecordingStage.create();
    const away = new AppError('media-unavailable');
    stage.plane.refuse('capture.start', away);
    await stage.startServer();
    await stage.plane.until('a second attempt', plane => plane.countOf('capture.start') >= 2);
    stage.plane.accept('capture.start');
    await stage.untilOn();
    const ids = stage.plane.asked.flatMap(({ name, params }) =>
      name === 'capture.start' ? [(params as { stretchId: string }).stretchId] : [],
    );
    expect(new Set(ids).size).toBe(1);
    expect(await stage.countOf('recording.refused')).toBe(0);
  });

  it('does not start a segment run twice that it had started, and the log has its start time', async () => {
    const stage = await RecordingStage.create();
    stage.plane.loseNextAnswer('capture.start');
    await stage.startServer();
    const running = await stage.untilOn();
    expect(stage.plane.onDisk).toEqual([running.stretchId]);
    const { stretches = [] } = (await stage.state()).recording ?? {};
    expect(stretches).toHaveLength(1);
    expect(await stage.agoMsOfStart()).toBeGreaterThanOrEqual(40);
  });

  it('stops a segment run that it had started when recording is no longer due, and keeps nothing', async () => {
    const stage = await RecordingStage.create();
    stage.plane.loseNextAnswer('capture.start');
    const server = await stage.startServer();
    await stage.plane.until('a start', plane => plane.open.length === 1);
    await stage.consent(server, false);
    await stage.plane.until('nothing on the disk', plane => plane.onDisk.length === 0);
    expect(await stage.countOf('recording.started')).toBe(0);
  });

  it('is told to stop a segment run that it had started when the server closes before it could ask again', async () => {
    const stage = await RecordingStage.create();
    stage.plane.loseNextAnswer('capture.start');
    const server = await stage.startServer();
    await stage.plane.until('a start', plane => plane.open.length === 1);
    await server.runners.close();
    expect(stage.plane.open).toEqual([]);
  });

  it('keeps the recording badge on until it has confirmed the stop', async () => {
    const { stage, server } = await recorded();
    stage.plane.refuse('capture.stop', new AppError('media-unavailable'));
    await stage.consent(server, false);
    await stage.plane.until('attempts to stop', plane => plane.countOf('capture.stop') >= 2);
    expect(await stage.countOf('recording.stopped')).toBe(0);
    stage.plane.accept('capture.stop');
    await stage.untilOff();
    expect(await stage.stretches()).toMatchObject([{ reason: 'consent' }]);
  });

  it.each([
    ['media-lost', undefined, 2],
    ['storage-full', new AppError('storage-full'), 1],
  ] as const)(
    'is polled for a segment run that ended without a notice (%s)',
    async (reason, refusal, stretches) => {
      const stage = await RecordingStage.create();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
      const server = await stage.startServer();
      await stage.until('a start', ({ recording }) => recording?.stretches.length === 1);
      stage.plane.endAll('failed', { silently: true });
      if (refusal) stage.plane.refuse('capture.start', refusal);
      await stage.add(server, 'session.extended', { minutes: 5 });
      vi.advanceTimersByTime(10_000);
      await stage.until('its end', ({ recording }) => recording?.stretches[0]?.reason === reason);
      await stage.until('what comes then', ({ recording }) => recording?.stretches.length === stretches);
    },
  );
});
