import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type NodeId, RecordingId, type SegmentId, StretchId } from '../../shared/ids.ts';
import type { SegmentPart } from '../../shared/media/capture.ts';
import type { MediaPlane } from '../../shared/media/mediaPlane.ts';
import { JournalLine, type JournalLineOf } from '../../shared/recording/journal.ts';
import { QUIETLY } from './quietly.ts';

/** A segment as the server collects it. */
export interface CollectedSegment {
  segmentId: SegmentId;
  file: string;
  journal: JournalLine[];
  start: JournalLineOf<'start'>;
}

/** What ffprobe finds in a file with one track. */
export interface ProbedTrack {
  codec: string;
  width: number;
  height: number;
  packets: { atMs: number; isKey: boolean; bytes: number }[];
  /** Number of frames after decoding. */
  decoded: number;
  /** Errors of the decoder. */
  complaints: string;
}

export function newRecording(): { recordingId: RecordingId; stretchId: StretchId } {
  const newId = () => randomBytes(16).toString('hex');
  return { recordingId: RecordingId.parse(newId()), stretchId: StretchId.parse(newId()) };
}

/** Downloads a closed segment run, part by part, and compares digests. */
export async function collectRun(
  plane: MediaPlane,
  nodeId: NodeId,
  stretchId: StretchId,
  folder: string,
): Promise<CollectedSegment[]> {
  const { stretches } = await plane.request('capture.list', { nodeId });
  const stretch = stretches.find(each => each.stretchId === stretchId);
  if (!stretch) throw new Error('The node does not have this stretch.');
  await mkdir(folder, { recursive: true });
  return Promise.all(
    stretch.segments.map(async ({ segmentId }) => {
      const where = { nodeId, stretchId, segmentId };
      const file = path.join(folder, `${segmentId}.webm`);
      const journalFile = path.join(folder, `${segmentId}.jsonl`);
      await writeFile(file, await readPart(plane, { ...where, part: 'media' }));
      await writeFile(journalFile, await readPart(plane, { ...where, part: 'journal' }));
      return readSegment(segmentId, file, journalFile);
    }),
  );
}

/** Reads a segment, and asserts that its journal is valid except for a truncated last line. */
export async function readSegment(
  segmentId: SegmentId,
  file: string,
  journalFile: string,
): Promise<CollectedSegment> {
  const journal = parseJournal(await readFile(journalFile, 'utf8'));
  const [start] = journal;
  if (start?.kind !== 'start') throw new Error('A journal begins with its start.');
  return { segmentId, file, journal, start };
}

function parseJournal(text: string): JournalLine[] {
  const lines = text.split('\n');
  // The last line break is followed by nothing or by a truncated line.
  return lines.slice(0, -1).map(line => JournalLine.parse(JSON.parse(line)));
}

export function linesOf<K extends JournalLine['kind']>(
  segment: CollectedSegment,
  kind: K,
): JournalLineOf<K>[] {
  return segment.journal.filter((line): line is JournalLineOf<K> => line.kind === kind);
}

export function endOf(segment: CollectedSegment): JournalLineOf<'end'> {
  const [end] = linesOf(segment, 'end');
  if (!end) throw new Error('The segment has no end.');
  return end;
}

export async function probeTrack(file: string): Promise<ProbedTrack> {
  const entries = 'stream=codec_name,width,height,nb_read_frames:packet=pts_time,flags,size';
  const args = [...QUIETLY, '-count_frames', '-show_entries', entries, '-of', 'json', file];
  const child = spawn('ffprobe', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const parts = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  child.stdout.on('data', part => parts.stdout.push(part));
  child.stderr.on('data', part => parts.stderr.push(part));
  await once(child, 'close');
  const { streams = [], packets = [] } = JSON.parse(Buffer.concat(parts.stdout).toString('utf8'));
  const [stream] = streams;
  return {
    codec: stream?.codec_name ?? '',
    width: stream?.width ?? 0,
    height: stream?.height ?? 0,
    packets: packets.map((packet: { pts_time: string; flags: string; size: string }) => ({
      atMs: Math.round(Number(packet.pts_time) * 1_000),
      isKey: packet.flags.startsWith('K'),
      bytes: Number(packet.size),
    })),
    decoded: Number(stream?.nb_read_frames ?? 0),
    complaints: Buffer.concat(parts.stderr).toString('utf8'),
  };
}

async function readPart(
  plane: MediaPlane,
  where: { nodeId: NodeId; stretchId: StretchId; segmentId: SegmentId; part: SegmentPart },
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (;;) {
    const { bytes } = await plane.request('capture.read', { ...where, offset });
    if (bytes.byteLength === 0) break;
    parts.push(bytes);
    offset += bytes.byteLength;
  }
  const whole = Buffer.concat(parts);
  const { sha256 } = await plane.request('capture.digest', where);
  if (sha256 !== createHash('sha256').update(whole).digest('hex')) throw new Error('The digest is another.');
  return whole;
}
