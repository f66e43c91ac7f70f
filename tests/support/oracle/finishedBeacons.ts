import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ComposedPerson } from '../../../server/features/recording/compose/composeTask.ts';
import { RecordingId, StretchId } from '../../../shared/ids.ts';
import type { FinishedMedia, FinishedRecording, Gap, Span } from '../../../shared/recording/finished.ts';
import type { Beacon } from './beacon.ts';
import { type ClockOf, makeBeaconFile } from './beaconFile.ts';

export interface BeaconPerson {
  beacon: Beacon;
  role: ComposedPerson['role'];
  /** Name in the picture; absent: the beacon's name. */
  name?: string;
  /** A person's camera or their shared screen. */
  kind?: FinishedMedia['kind'];
  fromMs?: number;
  toMs?: number;
  gaps?: readonly Gap[];
  speech?: readonly Span[];
  width?: number;
  height?: number;
}

export interface FinishedBeacons {
  recording: FinishedRecording;
  files: Record<string, string>;
  people: ComposedPerson[];
}

/** The beacons' clock at the start of such a recording. */
export const BEACONS_STARTED_AT = 1_023_996_000;

/** A finished recording as finalizing would return it, of beacons that are correct outside their gaps. */
export async function finishedBeacons(
  folder: string,
  durationMs: number,
  cast: readonly BeaconPerson[],
  stretches: readonly Span[] = [{ fromMs: 0, toMs: durationMs }],
): Promise<FinishedBeacons> {
  const media = await Promise.all(cast.map((person, index) => mediaOf(folder, durationMs, person, index)));
  const people = new Map(
    cast.map(({ beacon, name, role }) => [
      beacon.name,
      { person: beacon.name, name: name ?? beacon.name, role },
    ]),
  );
  return {
    recording: {
      recordingId: RecordingId.parse('0'.repeat(32)),
      durationMs,
      stretches: stretches.map((span, index) => ({
        stretchId: StretchId.parse(String(index).padStart(32, '0')),
        ...span,
      })),
      media,
      problems: [],
    },
    files: Object.fromEntries(media.map(({ fileName }) => [fileName, path.join(folder, fileName)])),
    people: [...people.values()],
  };
}

async function mediaOf(
  folder: string,
  durationMs: number,
  person: BeaconPerson,
  index: number,
): Promise<FinishedMedia> {
  const { beacon, fromMs = 0, toMs = durationMs, gaps = [], speech = [], kind = 'person' } = person;
  const { width = 640, height = 360 } = person;
  const fileName = `${kind}-${index + 1}.webm`;
  const file = path.join(folder, fileName);
  const clock =
    (of: Gap['kind']): ClockOf =>
    fileMs => {
      const atMs = fileMs + fromMs;
      const gap = gaps.find(each => each.kind === of && each.fromMs <= atMs && atMs < each.toMs);
      return gap ? undefined : BEACONS_STARTED_AT + atMs;
    };
  await makeBeaconFile({
    file,
    durationMs: toMs - fromMs,
    shown: [{ beacon, picture: clock('video'), sound: clock('audio') }],
    width,
    height,
  });
  return {
    fileName,
    person: beacon.name,
    kind,
    fromMs,
    toMs,
    hasAudio: true,
    hasVideo: true,
    width,
    height,
    bytes: (await stat(file)).size,
    sha256: createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
    gaps: [...gaps],
    speech: [...speech],
    sizes: [{ atMs: fromMs, width, height }],
    producers: [],
  };
}
