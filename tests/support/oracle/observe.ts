import { BEACONS, type Beacon } from './beacon.ts';
import { PICTURE_SECONDS } from './beaconPicture.ts';
import { SOUND_SECONDS } from './beaconSound.ts';
import { readSound } from './decodedFile.ts';
import { medianOf } from './distribution.ts';
import { readSights, type Sight } from './sights.ts';
import { hearBeacon } from './sounds.ts';

export type EventKind = 'flash' | 'beep';

/** A flash or a beep of a beacon, found in a file. */
export interface SeenEvent {
  beacon: string;
  kind: EventKind;
  /** Which second of the beacon's clock it begins. Counted from the same zero for all beacons that are observed together. */
  second: number;
  /**
   * When that second began, in milliseconds of the recording. A flash whose first picture was painted late, or is missing, is taken by the
   * times that stand in those that are there.
   */
  atMs: number;
}

export interface ObservedFile {
  path: string;
  /** Where its own zero lies in the recording. */
  fromMs?: number;
  /** False where nothing is to be seen, or to be heard. */
  hasVideo?: boolean;
  hasAudio?: boolean;
}

/** Everything that any beacon does in these files, which lie on one time line. */
export async function observe(files: readonly ObservedFile[]): Promise<SeenEvent[]> {
  const found: RawEvent[] = [];
  for (const file of files) {
    if (file.hasVideo !== false) found.push(...(await flashesOf(file)));
    if (file.hasAudio !== false) found.push(...(await beepsOf(file)));
  }
  return numbered(found);
}

/** An event whose second is known up to a multiple of `modulus`. */
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

/** Two flashes are further apart than two pictures of one. */
const APART_MS = 500;
/** As long as a picture may stand before it is seen. */
const AGREE_MS = 40;

/**
 * The second that each flash begins, and when. Every picture of a flash says both; small tiles of a compressed picture are misread now and then, so
 * that it takes most of them to say it.
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
    // The first of those that agree: a flash begins with it.
    return { second, atMs: begins.find(at => Math.abs(at - most) <= AGREE_MS) ?? most };
  });
}

type StampedPicture = NonNullable<Sight['stamp']> & Pick<Sight, 'atMs'>;

/** A picture that stands because none comes after it says only once when it was made. */
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

/** The same events with seconds that go on counting. Where one cannot be told from itself, its neighbours of the same kind say it. */
function numbered(found: readonly RawEvent[]): SeenEvent[] {
  const ordered = found.toSorted((a, b) => a.atMs - b.atMs);
  // The picture counts further than the sound, and so says where to begin.
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
