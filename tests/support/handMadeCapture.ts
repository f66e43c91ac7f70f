import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  AppendOnlyStreamTarget,
  BufferSource,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Output,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';
import type { FinaliseTask } from '../../server/features/recording/finalise/finaliseTask.ts';
import { PeerId, ProducerId, RecordingId, SegmentId, StretchId } from '../../shared/ids.ts';
import { kindOfSource, type MediaSource } from '../../shared/media/sources.ts';
import type { Span } from '../../shared/recording/finished.ts';
import type { JournalLine } from '../../shared/recording/journal.ts';
import type { Beacon } from './oracle/beacon.ts';
import { makeBeaconFile } from './oracle/beaconFile.ts';
import { soundAt } from './oracle/beaconSound.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { makeMedia } from './webmFile.ts';

/** What one producer sent in a segment run. Spans are real time, in milliseconds since the start of the run. */
export interface CapturedTrack extends Span {
  beacon: Beacon;
  source: MediaSource;
  peerId?: string;
  /** Absent: the beacon's name. */
  person?: string;
  /** By how much the sender's clock runs fast. */
  driftPpm?: number;
  mutes?: readonly Span[];
  /** Capture stops, and the sender's clock with it. */
  stalls?: readonly Span[];
  /** Nothing arrives. */
  losses?: readonly Span[];
  /** Several, so that the video changes its size. */
  sizes?: readonly { width: number; height: number; fromMs: number }[];
  isStereo?: boolean;
  /** RTP timestamp of the first packet. */
  rtp?: number;
  producerId?: string;
}

export interface CapturedStretchPlan {
  fromMs: number;
  toMs?: number;
  tracks: readonly CapturedTrack[];
}

export interface HandMadeSegment {
  stretchId: StretchId;
  segmentId: SegmentId;
  mediaFile: string;
  journalFile: string;
}

export interface HandMadeCapture {
  /** The input of finalizing, except the output folder. */
  task: Omit<FinaliseTask, 'outFolder'>;
  /** By segment run, in the order of its tracks. */
  segments: HandMadeSegment[][];
}

/** The beacons' clock at the recording's zero. */
export const BEACONS_STARTED_AT = 1_023_996_000;
const STRETCH_AT = 1_800_000_000_000;
/** Nodes have different clocks. */
const NODES_APART_MS = 600_000;
const WORKER_AHEAD_MS = -1_234_567;
const DELAY_MS = 30;
/** Length of a recorder's clusters. */
const CLUSTER_S = 5;
const PACKET_MS = 20;
/** Frames that are discarded don't need content. */
const NO_PICTURE = { width: 16, height: 16 };
const DEFAULT_SIZE = { width: 320, height: 180, fromMs: 0 };

/** Writes a folder as it arrives from media servers: sound and video of beacons that follow the recording's time, and their journals. */
export async function handMadeCapture(
  captureFolder: string,
  plans: readonly CapturedStretchPlan[],
): Promise<HandMadeCapture> {
  const recordingId = RecordingId.parse(newId());
  const stretches = plans.map(({ fromMs, toMs }) => ({ stretchId: StretchId.parse(newId()), fromMs, toMs }));
  const segments = await Promise.all(
    plans.map(async ({ tracks, fromMs }, index) => {
      const stretchId = stretches[index]?.stretchId ?? StretchId.parse(newId());
      const folder = path.join(captureFolder, stretchId);
      await mkdir(folder, { recursive: true });
      const context = {
        recordingId,
        stretchId,
        stretchAt: STRETCH_AT + index * NODES_APART_MS,
        fromMs,
        folder,
      };
      return Promise.all(tracks.map(track => writeSegment(track, context)));
    }),
  );
  const people = new Map(
    plans.flatMap(({ tracks }) =>
      tracks.map((track): [string, string] => [peerOf(track), track.person ?? track.beacon.name]),
    ),
  );
  return {
    task: {
      recordingId,
      captureFolder,
      stretches,
      people: [...people].map(([peerId, person]) => ({ peerId: PeerId.parse(peerId), person })),
    },
    segments,
  };
}

interface SegmentContext {
  recordingId: RecordingId;
  stretchId: StretchId;
  stretchAt: number;
  /** Start of the segment run on the timeline. */
  fromMs: number;
  folder: string;
}

interface RawPacket {
  data: Uint8Array;
  isKey: boolean;
  /** On the sender's clock. */
  mediaMs: number;
  /** Real time since the start of the segment run. */
  capturedMs: number;
}

async function writeSegment(track: CapturedTrack, context: SegmentContext): Promise<HandMadeSegment> {
  const segmentId = SegmentId.parse(newId());
  const mediaFile = path.join(context.folder, `${segmentId}.webm`);
  const journalFile = path.join(context.folder, `${segmentId}.jsonl`);
  const sent = await packetsOf(track, context.fromMs);
  const packets = received(track, sent);
  const media = await rawWebm(track, packets);
  await writeFile(mediaFile, media);
  const lines = journalOf(track, { ...context, segmentId, sent, packets, mediaBytes: media.length });
  await writeFile(journalFile, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
  return { stretchId: context.stretchId, segmentId, mediaFile, journalFile };
}

/** Returns the capture time of media at a time of the sender's clock. */
function capturedMsOf({ fromMs, driftPpm = 0, stalls = [] }: CapturedTrack, mediaMs: number): number {
  let atMs = fromMs + mediaMs / (1 + driftPpm / 1e6);
  for (const stall of stalls.toSorted((a, b) => a.fromMs - b.fromMs))
    if (atMs >= stall.fromMs) atMs += stall.toMs - stall.fromMs;
  return atMs;
}

async function packetsOf(track: CapturedTrack, stretchFromMs: number): Promise<RawPacket[]> {
  const clock = (mediaMs: number) => BEACONS_STARTED_AT + stretchFromMs + capturedMsOf(track, mediaMs);
  const sizes = track.sizes ?? [DEFAULT_SIZE];
  const mediaMs = track.toMs - track.fromMs;
  const parts = await Promise.all(
    sizes.map(async ({ fromMs, width, height }, index) => {
      const lengthMs = (sizes[index + 1]?.fromMs ?? mediaMs) - fromMs;
      const packets = await encoded(track, fileMs => clock(fromMs + fileMs), { lengthMs, width, height });
      return packets.map(packet => ({ ...packet, mediaMs: packet.mediaMs + fromMs }));
    }),
  );
  return parts
    .flat()
    .map(packet => ({ ...packet, capturedMs: capturedMsOf(track, packet.mediaMs) }))
    .filter(({ capturedMs }) => capturedMs < track.toMs);
}

async function encoded(
  { beacon, source, isStereo }: CapturedTrack,
  clock: (mediaMs: number) => number,
  { lengthMs, ...size }: { lengthMs: number; width: number; height: number },
): Promise<Omit<RawPacket, 'capturedMs'>[]> {
  await using folder = await temporaryFolder('track');
  const isSound = kindOfSource(source) === 'audio';
  const mono = path.join(folder.path, 'track.webm');
  const nothing = () => undefined;
  const shown = { beacon, picture: isSound ? nothing : clock, sound: isSound ? clock : nothing };
  await makeBeaconFile({
    file: mono,
    durationMs: lengthMs,
    shown: [shown],
    ...(isSound ? NO_PICTURE : size),
  });
  const stereo = path.join(folder.path, 'stereo.webm');
  if (isStereo) await makeMedia('-i', mono, '-vn', '-ac', '2', '-c:a', 'libopus', '-b:a', '64k', stereo);
  const input = new Input({
    formats: [WEBM],
    source: new BufferSource(await readFile(isStereo ? stereo : mono)),
  });
  const track = isSound ? await input.getPrimaryAudioTrack() : await input.getPrimaryVideoTrack();
  if (!track) throw new Error('ffmpeg made no such track.');
  const packets: Omit<RawPacket, 'capturedMs'>[] = [];
  for await (const { data, type, timestamp } of new EncodedPacketSink(track).packets()) {
    // ffmpeg's times are those of playback; a sender counts from the capture.
    const mediaMs = isSound ? packets.length * PACKET_MS : timestamp * 1_000;
    packets.push({ data: data.slice(), isKey: type === 'key', mediaMs });
  }
  input.dispose();
  return packets;
}

/** Returns the packets that arrive, as far as they can be decoded. */
function received(track: CapturedTrack, sent: readonly RawPacket[]): RawPacket[] {
  const { mutes = [], losses = [] } = track;
  let waitsForKey = false;
  return sent.filter(({ capturedMs, isKey }) => {
    const isMissing = [...mutes, ...losses].some(
      ({ fromMs, toMs }) => capturedMs >= fromMs && capturedMs < toMs,
    );
    waitsForKey = isMissing || (waitsForKey && !isKey);
    return !waitsForKey;
  });
}

/** Written as a recorder does: append-only. */
async function rawWebm({ source, sizes }: CapturedTrack, packets: readonly RawPacket[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const writable = new WritableStream<Uint8Array>({ write: chunk => void chunks.push(chunk.slice()) });
  const output = new Output({
    format: new WebMOutputFormat({ appendOnly: true, minimumClusterDuration: CLUSTER_S }),
    target: new AppendOnlyStreamTarget(writable),
  });
  const isSound = kindOfSource(source) === 'audio';
  const { width, height } = sizes?.[0] ?? DEFAULT_SIZE;
  const track = isSound ? new EncodedAudioPacketSource('opus') : new EncodedVideoPacketSource('vp8');
  if (track instanceof EncodedAudioPacketSource)
    output.addAudioTrack(track, {
      decoderConfig: { codec: 'opus', numberOfChannels: 2, sampleRate: 48_000 },
    });
  else
    output.addVideoTrack(track, {
      decoderConfig: { codec: 'vp8', codedWidth: width, codedHeight: height },
    });
  await output.start();
  for (const { data, isKey, mediaMs } of packets)
    await track.add(new EncodedPacket(data, isKey ? 'key' : 'delta', mediaMs / 1_000, isSound ? 0.02 : 0.04));
  await output.finalize();
  return Buffer.concat(chunks);
}

interface JournalContext extends SegmentContext {
  segmentId: SegmentId;
  sent: readonly RawPacket[];
  packets: readonly RawPacket[];
  mediaBytes: number;
}

function journalOf(track: CapturedTrack, context: JournalContext): JournalLine[] {
  const { source, fromMs, toMs, rtp = 7, mutes = [] } = track;
  const { recordingId, stretchId, segmentId, stretchAt, packets, mediaBytes } = context;
  const isSound = kindOfSource(source) === 'audio';
  const ticksPerMs = isSound ? 48 : 90;
  const ticksOf = ({ mediaMs }: RawPacket) => Math.round(mediaMs * ticksPerMs);
  const at = (realMs: number) => stretchAt + realMs;
  const start: JournalLine = {
    kind: 'start',
    version: 1,
    recordingId,
    stretchId,
    segmentId,
    stretchAt,
    at: at(fromMs),
    peerId: PeerId.parse(peerOf(track)),
    group: 'candidate',
    source,
    producerId: ProducerId.parse(track.producerId ?? newId()),
    codec: isSound ? 'opus' : 'vp8',
    clockRate: ticksPerMs * 1_000,
    muted: mutes.some(mute => mute.fromMs <= fromMs),
  };
  const [first, last] = [packets[0], packets.at(-1)];
  const lines: JournalLine[] = [start];
  for (const mute of mutes) {
    if (mute.fromMs > fromMs) lines.push({ kind: 'mute', at: at(mute.fromMs), muted: true });
    if (mute.toMs < toMs) lines.push({ kind: 'mute', at: at(mute.toMs), muted: false });
  }
  if (first && last) {
    lines.push({ kind: 'first', at: at(first.capturedMs + DELAY_MS), rtp });
    for (const [index, packet] of packets.entries()) {
      const before = packets[index - 1];
      const ticks = ticksOf(packet);
      const arrivedAt = at(packet.capturedMs + DELAY_MS);
      if (Math.floor(packet.capturedMs / 1_000) !== Math.floor((before?.capturedMs ?? 0) / 1_000)) {
        lines.push({ kind: 'arrival', at: arrivedAt, ticks });
        // What is captured when the report is created hasn't arrived yet.
        const now = arrivedAt + WORKER_AHEAD_MS;
        lines.push({
          kind: 'report',
          at: arrivedAt + 1,
          ticks: ticks + DELAY_MS * ticksPerMs,
          ntpMs: now,
        });
      }
      if (before) lines.push(...incidents(track, before, packet, { ticksOf, arrivedAt }));
    }
    const end = { ticks: ticksOf(last) + 20 * ticksPerMs, packets: packets.length, lost: 0 };
    lines.push(...levelsOf(track, context, ticksPerMs));
    lines.push({
      kind: 'end',
      at: at(toMs + DELAY_MS),
      ...end,
      frames: packets.length,
      dropped: 0,
      mediaBytes,
    });
  }
  return lines.toSorted((a, b) => a.at - b.at);
}

/** Journal entries for what happens between two packets. */
function incidents(
  { source, stalls = [], losses = [] }: CapturedTrack,
  before: RawPacket,
  packet: RawPacket,
  { ticksOf, arrivedAt }: { ticksOf: (packet: RawPacket) => number; arrivedAt: number },
): JournalLine[] {
  const ticks = ticksOf(packet);
  const isBetween = ({ fromMs }: Span) => before.capturedMs < fromMs && fromMs <= packet.capturedMs;
  const lines: JournalLine[] = [];
  if (stalls.some(isBetween))
    lines.push({
      kind: 'stall',
      at: arrivedAt,
      ticks,
      waitedMs: packet.capturedMs - before.capturedMs,
      advancedMs: packet.mediaMs - before.mediaMs,
    });
  if (losses.some(isBetween) && kindOfSource(source) === 'audio')
    lines.push({ kind: 'lost', at: arrivedAt, ticks, packets: 1 });
  if (losses.some(isBetween) && kindOfSource(source) === 'video')
    lines.push({ kind: 'frozen', at: arrivedAt, fromTicks: ticksOf(before) + 3_600, ticks, frames: 1 });
  return lines;
}

/** A beacon's voice is heard in each second while it beeps and counts. */
function levelsOf(track: CapturedTrack, context: JournalContext, ticksPerMs: number): JournalLine[] {
  if (track.source !== 'microphone') return [];
  const { stretchAt, packets, fromMs } = context;
  return packets
    .filter((_, index) => index % 5 === 0)
    .map(({ mediaMs, capturedMs }) => ({
      kind: 'levels',
      at: stretchAt + capturedMs + 130,
      ticks: Math.round(mediaMs * ticksPerMs),
      dbov: [loudestDbov(track.beacon, BEACONS_STARTED_AT + fromMs + capturedMs)],
    }));
}

function loudestDbov(beacon: Beacon, clockMs: number): number {
  const peak = Math.max(
    ...Array.from({ length: 200 }, (_, index) => Math.abs(soundAt(beacon, clockMs + index / 2))),
  );
  return peak < 0.001 ? 127 : Math.round(-20 * Math.log10(peak));
}

function peerOf({ beacon, peerId = beacon.name }: CapturedTrack): string {
  return peerId;
}

function newId(): string {
  return randomBytes(16).toString('hex');
}
