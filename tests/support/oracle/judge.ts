import type { Gap } from '../../../shared/recording/finished.ts';
import { BEEP_MS } from './beaconSound.ts';
import { type Distribution, distributionOf, medianOf } from './distribution.ts';
import type { EventKind, SeenEvent } from './observe.ts';

/** When nothing of a beacon is to be expected, on the time line of the recording. */
export interface AnnouncedGap {
  beacon: string;
  kind: EventKind;
  fromMs: number;
  toMs: number;
}

export interface Expectation {
  /** Who takes part. What any other beacon does is strange. */
  beacons: readonly string[];
  /** In this part of the recording every event must be there that lies in no announced gap. */
  fromMs: number;
  toMs: number;
  gaps?: readonly AnnouncedGap[];
  /** Where nothing may be found. The same as the gaps if absent. */
  silences?: readonly AnnouncedGap[];
  /** Where a beacon itself was not in time: what it did then is there, and its time says nothing about the recording. */
  outOfTime?: readonly AnnouncedGap[];
}

export interface FoundAt {
  beacon: string;
  kind: EventKind;
  second: number;
  atMs: number;
}

export interface Presence {
  expected: number;
  seen: number;
  missing: readonly FoundAt[];
}

/** What the oracle says of a recording. Differences are in milliseconds. */
export interface OracleReport {
  flashes: Presence;
  beeps: Presence;
  /** Events well inside what should be silent. */
  inGaps: readonly FoundAt[];
  /** Events of beacons that do not take part. */
  strangers: readonly FoundAt[];
  /** Times without any event of a beacon where it has some before and after, whether announced or not. */
  absences: readonly AnnouncedGap[];
  /** From a beep to the flash of the same second. */
  avOffset: Distribution;
  /** The same with its sign, in the middle: positive where the picture is late. */
  avOffsetMedianMs: number;
  /** Between what two beacons do in the same second. */
  between: Distribution;
  /** From one event to the next of the same kind, less the seconds that lie between them. */
  cadence: Distribution;
  /** From where an event is to where all of them together say that it should be. */
  placement: Distribution;
  /** How much longer than on the beacon's own clock its time takes in the recording, in millionths, by all its events. */
  driftPpm: Readonly<Record<string, number>>;
}

/** What a finished recording says of a person's gaps. */
export function announcedGaps(beacon: string, gaps: readonly Gap[]): AnnouncedGap[] {
  return gaps.map(({ kind, fromMs, toMs }) => ({
    beacon,
    kind: kind === 'audio' ? 'beep' : 'flash',
    fromMs,
    toMs,
  }));
}

/** An event this near to the edge of a gap may be there or not. */
const EDGE_MS = 120;
/** An event that begins with the recording may seem to begin a little before it. */
const BEGINNING_MS = 20;

/** Compares what was seen with what must have been there. Which second is when, the events say themselves. */
export function judge(events: readonly SeenEvent[], expectation: Expectation): OracleReport {
  const { beacons, silences, gaps, outOfTime = [] } = expectation;
  const own = events.filter(({ beacon }) => beacons.includes(beacon));
  const timely = own.filter(event => !outOfTime.some(span => begins(event, span)));
  const zeroMs = timely.length > 0 ? medianOf(timely.map(({ atMs, second }) => atMs - second * 1_000)) : 0;
  const avOffsets = beacons.flatMap(beacon =>
    differences(seriesOf(timely, beacon, 'flash'), seriesOf(timely, beacon, 'beep')),
  );
  return {
    flashes: presenceOf(own, 'flash', zeroMs, expectation),
    beeps: presenceOf(own, 'beep', zeroMs, expectation),
    inGaps: timely.filter(event => isInside(event, silences ?? gaps ?? [])),
    strangers: events.filter(({ beacon }) => !beacons.includes(beacon)),
    absences: allSeries(own, beacons).flatMap(absencesOf),
    avOffset: distributionOf(avOffsets),
    avOffsetMedianMs: avOffsets.length > 0 ? medianOf(avOffsets) : 0,
    between: distributionOf(betweenAll(timely, beacons)),
    cadence: distributionOf(allSeries(timely, beacons).flatMap(cadenceErrors)),
    placement: distributionOf(timely.map(({ atMs, second }) => atMs - zeroMs - second * 1_000)),
    driftPpm: Object.fromEntries(
      beacons.map(beacon => [beacon, driftOf(timely.filter(event => event.beacon === beacon))]),
    ),
  };
}

function begins({ beacon, kind, atMs }: SeenEvent, span: AnnouncedGap): boolean {
  return span.beacon === beacon && span.kind === kind && span.fromMs <= atMs && atMs < span.toMs;
}

function allSeries(events: readonly SeenEvent[], beacons: readonly string[]): SeenEvent[][] {
  return beacons.flatMap(beacon => [seriesOf(events, beacon, 'flash'), seriesOf(events, beacon, 'beep')]);
}

/** In order of time, of every second the first. */
function seriesOf(events: readonly SeenEvent[], beacon: string, kind: EventKind): SeenEvent[] {
  return events
    .filter(event => event.beacon === beacon && event.kind === kind)
    .toSorted((a, b) => a.atMs - b.atMs);
}

function presenceOf(
  events: readonly SeenEvent[],
  kind: EventKind,
  zeroMs: number,
  { beacons, fromMs, toMs, gaps = [] }: Expectation,
): Presence {
  const present = new Set(
    events.filter(event => event.kind === kind).map(({ beacon, second }) => `${beacon} ${second}`),
  );
  const expected = beacons.flatMap(beacon => {
    const due: FoundAt[] = [];
    for (let second = Math.ceil((fromMs - zeroMs - BEGINNING_MS) / 1_000); ; second += 1) {
      const atMs = zeroMs + second * 1_000;
      if (atMs + BEEP_MS + EDGE_MS > toMs) return due;
      if (!isTouched({ beacon, kind, atMs }, gaps)) due.push({ beacon, kind, second, atMs });
    }
  });
  const missing = expected.filter(({ beacon, second }) => !present.has(`${beacon} ${second}`));
  return { expected: expected.length, seen: expected.length - missing.length, missing };
}

type Place = Pick<FoundAt, 'beacon' | 'kind' | 'atMs'>;

/** Whether a gap takes anything of the event away, or may do so. */
function isTouched({ beacon, kind, atMs }: Place, gaps: readonly AnnouncedGap[]): boolean {
  return gaps.some(
    gap =>
      gap.beacon === beacon &&
      gap.kind === kind &&
      atMs + BEEP_MS + EDGE_MS > gap.fromMs &&
      atMs - EDGE_MS < gap.toMs,
  );
}

function isInside({ beacon, kind, atMs }: Place, gaps: readonly AnnouncedGap[]): boolean {
  return gaps.some(
    gap =>
      gap.beacon === beacon &&
      gap.kind === kind &&
      atMs - EDGE_MS > gap.fromMs &&
      atMs + BEEP_MS + EDGE_MS < gap.toMs,
  );
}

/** `a` less `b`, in every second that both have. */
function differences(a: readonly SeenEvent[], b: readonly SeenEvent[]): number[] {
  const times = new Map(b.map(({ second, atMs }) => [second, atMs]));
  return a.flatMap(({ second, atMs }) => {
    const other = times.get(second);
    return other === undefined ? [] : [atMs - other];
  });
}

function betweenAll(events: readonly SeenEvent[], beacons: readonly string[]): number[] {
  return beacons.flatMap((beacon, index) =>
    beacons
      .slice(index + 1)
      .flatMap(other =>
        (['flash', 'beep'] as const).flatMap(kind =>
          differences(seriesOf(events, beacon, kind), seriesOf(events, other, kind)),
        ),
      ),
  );
}

function cadenceErrors(series: readonly SeenEvent[]): number[] {
  return series.slice(1).map((event, index) => {
    const before = series[index] ?? event;
    return event.atMs - before.atMs - (event.second - before.second) * 1_000;
  });
}

function absencesOf(series: readonly SeenEvent[]): AnnouncedGap[] {
  return series.slice(1).flatMap((event, index) => {
    const before = series[index];
    if (!before || event.second - before.second < 2) return [];
    const { beacon, kind } = event;
    const [fromMs, toMs] = [before.atMs + 1_000, event.atMs];
    // Where the time itself was squeezed out, there is no time without events.
    return toMs - fromMs > 500 ? [{ beacon, kind, fromMs, toMs }] : [];
  });
}

/** The middle one of the slopes between events of the same kind that are far apart (after Theil and Sen). */
function driftOf(events: readonly SeenEvent[]): number {
  const slopes = (['flash', 'beep'] as const).flatMap(kind => {
    const own = events.filter(event => event.kind === kind).toSorted((a, b) => a.second - b.second);
    const half = Math.floor(own.length / 2);
    return own.slice(0, own.length - half).flatMap((early, index) => {
      const late = own[index + half];
      if (!late || late.second === early.second) return [];
      const elapsedMs = (late.second - early.second) * 1_000;
      return [((late.atMs - early.atMs) / elapsedMs - 1) * 1_000_000];
    });
  });
  return slopes.length > 0 ? medianOf(slopes) : 0;
}
