import { BEACONS, type Beacon } from './beacon.ts';
import { PICTURE_SECONDS } from './beaconPicture.ts';
import { SOUND_SECONDS } from './beaconSound.ts';
import { readSound } from './decodedFile.ts';
import { medianOf } from './distribution.ts';
import { readSights, type Sight } from './sights.ts';
import { hearBeacon } from './sounds.ts';

export type EventKind = 'flash' | 'beep';

/** A flash or a beep of a beacon in a file. */
export interface SeenEvent {
  beacon: string;
  kind: EventKind;
  /** The second of the beacon's clock, counted from one zero for all beacons that are observed together. */
  second: number;
  /**
   * Start of that second, in milliseconds of the recording. When the first frame of a flash is late or
   * missing, it is computed from the times encoded in the other frames.
   */
  atMs: number;
}

export interface ObservedFile {
  path: string;
  /** The file's zero on the recording's timeline. */
  fromMs?: number;
  /** False when the file has no video. */
  hasVideo?: boolean;
  hasAudio?: boolean;
}

/** Returns all events of all beacons in these files, which share one timeline. */
export async function observe(files: readonly ObservedFile[]): Promise<SeenEvent[]> {
  const found: RawEvent[] = [];
  for (const file of files) {
    if (file.hasVideo !== false) found.push(...(await flashesOf(file)));
    if (file.hasAudio !== false) found.push(...(await beepsOf(file)));
  }
  return numbered(found);
}

/** An event whose second is known modulo `modulus`. */
interface RawEvent {
  beacon: string;
  kind: EventKind;
  second: number | undefined;
  modulus: number;
  atMs: number;
}

async function flashesOf({ path, fromMs = 0 }: ObservedFile): Promise<RawEvent[]> {
  const sights = await readSights(path, BEACONS);
  return BEACONS.flatMap(({ name }, index) =>
    flashesIn(sights[index] ?? []).map(({ second, atMs }) => ({
      beacon: name,
      kind: 'flash' as const,
      second,
      modulus: PICTURE_SECONDS,
      atMs: atMs + fromMs,
    })),
  );
}

/** Gap between two flashes, larger than between two frames of one. */
const APART_MS = 500;
/** Longest time that a frame may wait before it is seen. */
const AGREE_MS = 40;

/**
 * Second and start of each flash. Every frame of a flash encodes both; the majority counts, because small
 * tiles of a compressed video are sometimes misread.
 */
export function flashesIn(sights: readonly Sight[]): { second: number; atMs: number }[] {
  const flashes: StampedPicture[][] = [];
  for (const { atMs, flashing, stamp } of sights) {
    if (!flashing || !stamp) continue;
    const last = flashes.at(-1);
    if (last && atMs - (last.at(-1)?.atMs ?? 0) < APART_MS) last.push({ ...stamp, atMs });
    else flashes.push([{ ...stamp, atMs }]);
  }
  return flashes.map(all => {
    const pictures = withoutRepeats(all);
    const second = mostFrequent(pictures.map(picture => picture.second));
    const begins = pictures
      .filter(picture => picture.second === second)
      .map(({ atMs, withinMs }) => atMs - withinMs);
    const most = medianOf(begins);
    // The first frame that agrees with the majority, because the flash starts with it.
    return { second, atMs: begins.find(at => Math.abs(at - most) <= AGREE_MS) ?? most };
  });
}

type StampedPicture = NonNullable<Sight['stamp']> & Pick<Sight, 'atMs'>;

/** A frozen frame counts once. */
function withoutRepeats(pictures: readonly StampedPicture[]): StampedPicture[] {
  return pictures.filter(({ second, withinMs }, index) => {
    const before = pictures[index - 1];
    return second !== before?.second || withinMs !== before.withinMs;
  });
}

function mostFrequent(values: readonly number[]): number {
  const counts = Map.groupBy(values, value => value);
  const [[value = 0] = []] = [...counts].toSorted(([, a], [, b]) => b.length - a.length);
  return value;
}

async function beepsOf({ path, fromMs = 0 }: ObservedFile): Promise<RawEvent[]> {
  const samples = await readSound(path);
  return BEACONS.flatMap((beacon: Beacon) =>
    hearBeacon(samples, beacon).map(({ second, atMs }) => ({
      beacon: beacon.name,
      kind: 'beep' as const,
      second,
      modulus: SOUND_SECONDS,
      atMs: atMs + fromMs,
    })),
  );
}

/** Makes the seconds continuous. Where an event alone is ambiguous, its neighbors of the same kind decide. */
function numbered(found: readonly RawEvent[]): SeenEvent[] {
  const ordered = found.toSorted((a, b) => a.atMs - b.atMs);
  // The picture's counter repeats later than the sound's, so it determines the start.
  const known = ordered.filter(({ second }) => second !== undefined);
  const anchor = known.find(({ kind }) => kind === 'flash') ?? known[0];
  if (anchor?.second === undefined) return [];
  const { second: anchorSecond, atMs: anchorMs } = anchor;
  const counted = ordered.map(event => ({
    ...event,
    second:
      event.second === undefined
        ? undefined
        : nearest(event.second, event.modulus, anchorSecond + (event.atMs - anchorMs) / 1_000),
  }));
  return counted.map(({ beacon, kind, atMs, second }) => ({
    beacon,
    kind,
    atMs,
    second: second ?? secondByNeighbours(counted, { beacon, kind, atMs }),
  }));
}

function nearest(value: number, modulus: number, to: number): number {
  return value + modulus * Math.round((to - value) / modulus);
}

function secondByNeighbours(
  events: readonly { beacon: string; kind: EventKind; atMs: number; second: number | undefined }[],
  { beacon, kind, atMs }: { beacon: string; kind: EventKind; atMs: number },
): number {
  const [closest] = events
    .filter(each => each.beacon === beacon && each.kind === kind && each.second !== undefined)
    .toSorted((a, b) => Math.abs(a.atMs - atMs) - Math.abs(b.atMs - atMs));
  if (closest?.second === undefined) return Number.NaN;
  return closest.second + Math.round((atMs - closest.atMs) / 1_000);
}
