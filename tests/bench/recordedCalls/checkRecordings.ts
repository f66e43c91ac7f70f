import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { finaliseRecording } from '../../../server/features/recording/finalise/finalise.ts';
import { PeerId, SegmentId } from '../../../shared/ids.ts';
import type { FinishedRecording } from '../../../shared/recording/finished.ts';
import { type CollectedSegment, endOf, linesOf, readSegment } from '../../support/collectedRun.ts';
import type { SenderCounts } from '../sfuThroughput/load.ts';
import { PEOPLE_PER_CALL, type RecordedCall, type RecordedCalls } from './RecordedCalls.ts';

/** What the recordings contain, summed over all calls. */
export interface RecordedSum {
  /** Of the expected packets. */
  sentPackets: number;
  recordedPackets: number;
  /** Packets reported as lost, and frames reported as dropped. */
  lost: number;
  dropped: number;
  /** Camera frames sent, and in the finished files. */
  sentFrames: number;
  finishedFrames: number;
  /** Gaps reported while everyone sent, and problems of finalizing. */
  complaints: string[];
}

/** Kinds of gaps in which nothing or not everything arrived. */
const TROUBLES = ['lost', 'frozen', 'stall', 'mute'] as const;

const FINALISED_AT_ONCE = 2;

/** Finalizes each recording and compares its content with what was sent. */
export async function checkRecordings(
  calls: RecordedCalls,
  senders: readonly SenderCounts[],
  recordedMs: number,
): Promise<RecordedSum> {
  const sum = nothing();
  const check = async (call: RecordedCall, index: number) => {
    const ofCall = senders.slice(index * PEOPLE_PER_CALL, (index + 1) * PEOPLE_PER_CALL);
    await checkCaptured(sum, calls, call, ofCall);
    await checkFinished(sum, calls, call, ofCall, recordedMs);
  };
  for (let first = 0; first < calls.calls.length; first += FINALISED_AT_ONCE) {
    const batch = calls.calls.slice(first, first + FINALISED_AT_ONCE);
    await Promise.all(batch.map((call, index) => check(call, first + index)));
  }
  return sum;
}

/** Packets that a recording must contain: all sound, and the upper layer of the camera. */
export function packetsDue({ sound, layers }: SenderCounts): number {
  return sound + (layers.at(-1) ?? 0);
}

function nothing(): RecordedSum {
  return {
    sentPackets: 0,
    recordedPackets: 0,
    lost: 0,
    dropped: 0,
    sentFrames: 0,
    finishedFrames: 0,
    complaints: [],
  };
}

async function checkCaptured(
  sum: RecordedSum,
  calls: RecordedCalls,
  call: RecordedCall,
  senders: readonly SenderCounts[],
): Promise<void> {
  const segments = await segmentsOf(calls, call);
  if (segments.length !== 2 * PEOPLE_PER_CALL)
    sum.complaints.push(`${call.room.roomId}: ${segments.length} segments`);
  for (const segment of segments) {
    const { packets, lost, dropped } = endOf(segment);
    sum.recordedPackets += packets;
    sum.lost += lost;
    sum.dropped += dropped;
    for (const kind of TROUBLES)
      for (const line of linesOf(segment, kind))
        sum.complaints.push(`${call.room.roomId}, ${segment.start.source}: ${JSON.stringify(line)}`);
  }
  for (const sender of senders) sum.sentPackets += packetsDue(sender);
}

async function segmentsOf(calls: RecordedCalls, call: RecordedCall): Promise<CollectedSegment[]> {
  const { stretches } = await calls.service.request('capture.list', { nodeId: calls.service.nodeId });
  const found = stretches.find(({ stretchId }) => stretchId === call.stretchId)?.segments ?? [];
  const folder = path.join(calls.captureFolder, call.recordingId, call.stretchId);
  return Promise.all(
    found.map(({ segmentId }) =>
      readSegment(
        SegmentId.parse(segmentId),
        path.join(folder, `${segmentId}.webm`),
        path.join(folder, `${segmentId}.jsonl`),
      ),
    ),
  );
}

async function checkFinished(
  sum: RecordedSum,
  calls: RecordedCalls,
  call: RecordedCall,
  senders: readonly SenderCounts[],
  recordedMs: number,
): Promise<void> {
  const outFolder = path.join(calls.workFolder, 'finished', call.recordingId);
  const finished = await finaliseRecording({
    recordingId: call.recordingId,
    captureFolder: path.join(calls.captureFolder, call.recordingId),
    outFolder,
    stretches: [{ stretchId: call.stretchId, fromMs: 0, toMs: recordedMs }],
    people: call.people.map(peerId => ({ peerId: PeerId.parse(peerId), person: peerId })),
  });
  sum.complaints.push(...troublesOf(finished).map(text => `${call.room.roomId}: ${text}`));
  for (const { fileName } of finished.media) {
    const frames = await framesIn(path.join(outFolder, fileName));
    sum.finishedFrames += frames;
  }
  for (const { frames } of senders) sum.sentFrames += frames;
}

/** Before the first packet and after the last one there is no file, and so no gap. */
function troublesOf({ media, problems }: FinishedRecording): string[] {
  const gaps = media.flatMap(({ person, gaps }) => gaps.map(gap => ({ person, ...gap })));
  return [...problems, ...gaps].map(each => JSON.stringify(each));
}

/** Throws when the file has errors. */
async function framesIn(file: string): Promise<number> {
  const { complaints, packets } = await probePackets(file);
  if (complaints) throw new Error(`ffprobe on ${path.basename(file)}: ${complaints}`);
  return packets;
}

async function probePackets(file: string): Promise<{ complaints: string; packets: number }> {
  const args = ['-v', 'error', '-select_streams', 'v', '-count_packets', '-show_entries'];
  const child = spawn('ffprobe', [...args, 'stream=nb_read_packets', '-of', 'csv=p=0', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const parts = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  child.stdout.on('data', part => parts.stdout.push(part));
  child.stderr.on('data', part => parts.stderr.push(part));
  await once(child, 'close');
  return {
    complaints: Buffer.concat(parts.stderr).toString('utf8'),
    packets: Number.parseInt(Buffer.concat(parts.stdout).toString('utf8'), 10),
  };
}
