import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchCase } from '../benchCase.ts';
import { checkRecordings, packetsDue, type RecordedSum } from './checkRecordings.ts';
import { RecordedCalls } from './RecordedCalls.ts';

export interface SessionsReport extends RecordedSum {
  /** Cores used while everything was recorded: by the media service's Node process, by its workers, and by the load. */
  nodeCores: number;
  workerCores: number;
  loadCores: number;
  /** Share of the packets that people should receive of each other. */
  receivedShare: number;
}

/** Packets later than this count as missing. */
const DRAIN_MAX_MS = 2_000;
const DRAIN_STEP_MS = 50;

/**
 * Interviews of two people who send and receive, recorded simultaneously and then finalized. Everything that is sent, from the first packet
 * on, must be in the files.
 *
 * `recorded-sessions.missing` is the share of packets in no file; `recorded-sessions.cpu` the share of the machine's cores that the media
 * service takes, without the load.
 */
export const recordedSessions: BenchCase = {
  name: 'recorded-sessions',
  measures:
    'packets that are missing in the files of simultaneously recorded interviews, and the cost of recording',
  figures: ['recorded-sessions.missing', 'recorded-sessions.cpu'],
  parameters: {
    sessions: { full: 10, quick: 2 },
    seconds: { full: 60, quick: 4 },
  },
  async run(context) {
    const sessions = context.parameter('sessions');
    const cores = availableParallelism();
    context.progress(`${sessions} interviews of two people, on ${cores} cores`);
    const seen = await recordSessions(sessions, context.parameter('seconds'));
    for (const complaint of seen.complaints) context.progress(complaint);
    const missing = 1 - seen.recordedPackets / seen.sentPackets;
    context.report({
      name: 'recorded-sessions.missing',
      value: missing,
      unit: 'share',
      n: seen.sentPackets,
      note:
        `${sessions} simultaneous sessions for ${context.parameter('seconds')} s: ${seen.recordedPackets} of ${seen.sentPackets} packets recorded, ` +
        `${seen.finishedFrames} of ${seen.sentFrames} frames in the finished files; ` +
        `${seen.lost} lost, ${seen.dropped} frames left out, ${seen.complaints.length} complaints; ` +
        `people received ${(seen.receivedShare * 100).toFixed(2)}% of each other`,
    });
    context.report({
      name: 'recorded-sessions.cpu',
      value: (seen.nodeCores + seen.workerCores) / cores,
      unit: 'share',
      n: sessions,
      note:
        `of ${cores} cores: Node ${seen.nodeCores.toFixed(3)}, workers ${seen.workerCores.toFixed(3)} cores; ` +
        `those who send and receive took ${seen.loadCores.toFixed(3)} more`,
    });
  },
};

/** Records this many interviews for this long, and compares the recordings with what was sent. */
export async function recordSessions(sessions: number, seconds: number): Promise<SessionsReport> {
  await using calls = await RecordedCalls.open({ calls: sessions, workers: availableParallelism() });
  await calls.startRecording();
  const beganMs = performance.now();
  const before = { ...(await calls.read()), load: await calls.load.order('start') };
  await delay(seconds * 1_000);
  const load = await calls.load.order('stop');
  const after = await calls.read();
  const elapsedS = (performance.now() - beganMs) / 1_000;
  await drain(
    calls,
    load.senders.reduce((sum, sender) => sum + packetsDue(sender), 0),
  );
  await calls.stopRecording();
  const recordedMs = Math.round(performance.now() - beganMs);
  const { received } = await calls.load.order('count');
  const sum = await checkRecordings(calls, load.senders, recordedMs);
  return {
    ...sum,
    nodeCores: (after.nodeS - before.nodeS) / elapsedS,
    workerCores: (after.workersS - before.workersS) / elapsedS,
    loadCores: (load.threadS - before.load.threadS) / elapsedS,
    receivedShare: received / sum.sentPackets,
  };
}

/** Waits until all expected packets are recorded, or until none arrive. */
async function drain({ service }: RecordedCalls, due: number): Promise<void> {
  const giveUpAt = performance.now() + DRAIN_MAX_MS;
  while (service.captureFigures.packets < due && performance.now() < giveUpAt) await delay(DRAIN_STEP_MS);
}
