import type { Gap } from '../../../shared/recording/finished.ts';
import { BEEP_MS } from './beaconSound.ts';
import { type Distribution, distributionOf, medianOf } from './distribution.ts';
import type { EventKind, SeenEvent } from './observe.ts';

/** When nothing is expected of a beacon, on the recording's timeline. */
export interface AnnouncedGap {
  beacon: string;
  kind: EventKind;
  fromMs: number;
  toMs: number;
}

export interface Expectation {
  /** Participants. Events of other beacons are reported as strangers. */
  beacons: readonly string[];
  /** Every event in this part of the recording is required, unless it is in an announced gap. */
  fromMs: number;
  toMs: number;
  gaps?: readonly AnnouncedGap[];
  /** Where nothing may be found; absent: in the gaps. */
  silences?: readonly AnnouncedGap[];
  /** Where a beacon itself was late: its events count, but their times don't. */
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

/** Findings about a recording. Differences are in milliseconds. */
export interface OracleReport {
  flashes: Presence;
  beeps: Presence;
  /** Events well inside a required silence. */
  inGaps: readonly FoundAt[];
  /** Events of beacons that don't participate. */
  strangers: readonly FoundAt[];
  /** Times without events between events of a beacon, announced or not. */
  absences: readonly AnnouncedGap[];
  /** From a beep to the flash of the same second. */
  avOffset: Distribution;
  /** Signed median of the offset: positive where the picture is late. */
  avOffsetMedianMs: number;
  /** Between events of two beacons in the same second. */
  between: Distribution;
  /** Interval between consecutive events of the same kind, minus the whole seconds between them. */
  cadence: Distribution;
  /** From an event to its expected time according to all beacons together. */
  placement: Distribution;
  /** How much longer a beacon's time takes in the recording than on its own clock, in ppm. */
  driftPpm: Readonly<Record<string, number>>;
}

/** The announced gaps of a person. */
export function announcedGaps(beacon: string, gaps: readonly Gap[]): AnnouncedGap[] {
  return gaps.map(({ kind, fromMs, toMs }) => ({
    beacon,
    kind: kind === 'audio' ? 'beep' : 'flash',
    fromMs,
    toMs,
  }));
}

/** Events this close to the edge of a gap may exist or not. */
const EDGE_MS = 120;
/** An event at the start of the recording may seem to start slightly before it. */
const BEGINNING_MS = 20;

/** Compares found events with the expected ones. The events themselves encode their seconds. */
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

/** In order of time; the first event of each second. */
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

/** True when a gap covers part of the event, or may do so. */
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

/** `a` minus `b`, for every second that both contain. */
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
    // Where time itself was removed, there is no span without events.
    return toMs - fromMs > 500 ? [{ beacon, kind, fromMs, toMs }] : [];
  });
}

/** Median of the slopes between distant events of the same kind (Theil-Sen estimator). */
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
