import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LONG_RUN } from '../../support/longTests.ts';
import { type Beacon, BLUE, GREEN, RED } from '../../support/oracle/beacon.ts';
import { type ClockOf, makeBeaconFile, type ShownBeacon } from '../../support/oracle/beaconFile.ts';
import { type AnnouncedGap, judge } from '../../support/oracle/judge.ts';
import { flashesIn, type ObservedFile, observe, type SeenEvent } from '../../support/oracle/observe.ts';
import type { Tile } from '../../support/oracle/sights.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** Beacon clock at the start of a file, large enough that both of its counters wrap. */
const STARTED = 1_023_996_000;
/** Value of the video's 256-second counter at that time. */
const FIRST_SECOND = (STARTED / 1_000) % 256;
const SECONDS = 8;
const DURATION_MS = SECONDS * 1_000;
const right: ClockOf = fileMs => STARTED + fileMs;
/** Shifts everything in the file. */
const late =
  (byMs: number): ClockOf =>
  fileMs =>
    STARTED + fileMs - byMs;
const without =
  (fromMs: number, toMs: number): ClockOf =>
  fileMs =>
    fileMs >= fromMs && fileMs < toMs ? undefined : right(fileMs);

/** One large tile, with the other two next to it. */
const TILES: readonly Tile[] = [
  { left: 0.02, top: 0.05, right: 0.77, bottom: 0.8 },
  { left: 0.79, top: 0.05, right: 0.97, bottom: 0.23 },
  { left: 0.79, top: 0.26, right: 0.97, bottom: 0.44 },
];

type Clocks = Partial<Pick<ShownBeacon, 'picture' | 'sound'>>;

interface Expected {
  gaps?: readonly AnnouncedGap[];
  beacons?: readonly string[];
  durationMs?: number;
}

/**
 * Result of the oracle for a composed file in which these beacons are correct except for the given changes.
 */
async function judged(people: readonly [Beacon, Clocks?][], expected: Expected = {}) {
  const { durationMs = DURATION_MS } = expected;
  return judgedAs(people, await observed(people, durationMs), expected);
}

function judgedAs(
  people: readonly [Beacon, Clocks?][],
  events: readonly SeenEvent[],
  { gaps = [], beacons = people.map(([{ name }]) => name), durationMs = DURATION_MS }: Expected = {},
) {
  return judge(events, { beacons, fromMs: 0, toMs: durationMs, gaps });
}

async function observed(
  people: readonly [Beacon, Clocks?][],
  durationMs = DURATION_MS,
): Promise<SeenEvent[]> {
  await using folder = await temporaryFolder('oracle');
  const file = path.join(folder.path, 'composed.mp4');
  const shown = people.map(([beacon, clocks], index) => ({
    beacon,
    picture: right,
    sound: right,
    ...clocks,
    ...(TILES[index] && { tile: TILES[index] }),
  }));
  await makeBeaconFile({ file, durationMs, shown });
  return await observe([{ path: file }]);
}

/** The same with a file for each person. */
async function judgedApart(files: readonly (ShownBeacon & { fromMs?: number })[]) {
  await using folder = await temporaryFolder('oracle');
  const observed: ObservedFile[] = [];
  for (const [index, { fromMs = 0, ...shown }] of files.entries()) {
    const file = path.join(folder.path, `${index}.webm`);
    await makeBeaconFile({ file, durationMs: DURATION_MS - fromMs, shown: [shown], width: 320, height: 180 });
    observed.push({ path: file, fromMs });
  }
  const beacons = files.map(({ beacon }) => beacon.name);
  return judge(await observe(observed), { beacons, fromMs: 0, toMs: DURATION_MS });
}

describe('the oracle', () => {
  it('accepts a correct file', async () => {
    const report = await judged([[RED], [GREEN], [BLUE]]);
    expect(report.flashes).toEqual({ expected: 3 * SECONDS, seen: 3 * SECONDS, missing: [] });
    expect(report.beeps).toEqual({ expected: 3 * SECONDS, seen: 3 * SECONDS, missing: [] });
    expect(report).toMatchObject({ inGaps: [], strangers: [], absences: [] });
    for (const measure of ['avOffset', 'between', 'cadence', 'placement'] as const) {
      expect(report[measure].n).toBeGreaterThanOrEqual(3 * SECONDS);
      expect(report[measure].max).toBeLessThan(3);
    }
  });

  it('places files by their start in the recording', async () => {
    const joinedMs = 2_500;
    const fromHere: ClockOf = fileMs => right(fileMs + joinedMs);
    const report = await judgedApart([
      { beacon: RED, picture: right, sound: right },
      { beacon: GREEN, picture: fromHere, sound: fromHere, fromMs: joinedMs },
    ]);
    expect(report.between.n).toBe(2 * (SECONDS - 3));
    expect(report.between.max).toBeLessThan(3);
    expect(report.flashes.missing.map(({ beacon, second }) => [beacon, second])).toEqual([
      ['green', FIRST_SECOND],
      ['green', FIRST_SECOND + 1],
      ['green', FIRST_SECOND + 2],
    ]);
  });

  it.each(LONG_RUN ? [40, 80] : [40])('detects audio that is %i ms late', async byMs => {
    const report = await judged([[RED, { sound: late(byMs) }]]);
    expect(report.avOffset.p50).toBeCloseTo(byMs, -1);
    expect(report.avOffsetMedianMs).toBeLessThan(-byMs + 4);
    expect(report.avOffsetMedianMs).toBeGreaterThan(-byMs - 4);
    expect(report.cadence.max).toBeLessThan(3);
  });

  it('detects a person who is 80 ms later than another', async () => {
    const report = await judged([[RED], [GREEN, { sound: late(80), picture: late(80) }]]);
    expect(report.avOffset.max).toBeLessThan(4);
    expect(report.between.p50).toBeGreaterThan(76);
    expect(report.between.max).toBeLessThan(84);
  });

  it('detects audio that is late by whole seconds', async () => {
    const report = await judged([[RED, { sound: late(2_000) }], [GREEN]]);
    expect(report.avOffset.max).toBeGreaterThan(1_990);
    expect(report.avOffset.max).toBeLessThan(2_010);
    expect(report.between.max).toBeGreaterThan(1_990);
  });

  it('detects a person who is late by a whole second', async () => {
    const report = await judged([[RED], [GREEN, { sound: late(1_000), picture: late(1_000) }]]);
    expect(report.avOffset.max).toBeLessThan(4);
    expect(report.between.p50).toBeGreaterThan(996);
    expect(report.between.max).toBeLessThan(1_004);
  });

  it('detects a dropped second, and accepts it when it was announced', async () => {
    const people: [Beacon, Clocks?][] = [
      [RED],
      [GREEN, { picture: without(3_900, 5_000), sound: without(3_900, 5_000) }],
    ];
    const events = await observed(people);
    const report = judgedAs(people, events);
    expect(report.flashes).toMatchObject({ expected: 2 * SECONDS, seen: 2 * SECONDS - 1 });
    expect(report.beeps).toMatchObject({ expected: 2 * SECONDS, seen: 2 * SECONDS - 1 });
    expect(Math.round((report.beeps.missing[0]?.atMs ?? 0) / 100)).toBe(40);
    expect(report.absences.map(({ beacon, kind }) => [beacon, kind])).toEqual([
      ['green', 'flash'],
      ['green', 'beep'],
    ]);
    const gaps = (['flash', 'beep'] as const).map(kind => {
      return { beacon: 'green', kind, fromMs: 3_900, toMs: 5_000 };
    });
    const told = judgedAs(people, events, { gaps });
    // The exact end of a gap is unknown, so that events at its edge are not checked.
    expect(told.flashes.missing).toEqual([]);
    expect(told.beeps).toMatchObject({ missing: [] });
    expect(told.beeps.expected).toBeGreaterThanOrEqual(2 * SECONDS - 2);
    expect(told.inGaps).toEqual([]);
  });

  it('detects a person who should be muted', async () => {
    const gaps = [{ beacon: 'red', kind: 'beep' as const, fromMs: 2_500, toMs: 6_500 }];
    const report = await judged([[RED]], { gaps });
    expect(report.inGaps.map(({ atMs }) => Math.round(atMs / 1_000))).toEqual([3, 4, 5, 6]);
    const muted = await judged([[RED, { sound: without(2_500, 6_500) }]], { gaps });
    expect(muted.inGaps).toEqual([]);
    expect(muted.beeps.missing).toEqual([]);
    const [absence] = muted.absences;
    expect(absence).toMatchObject({ beacon: 'red', kind: 'beep' });
    expect(absence?.fromMs).toBeCloseTo(3_000, -1);
    expect(absence?.toMs).toBeCloseTo(7_000, -1);
  });

  it('detects a mute that was shortened', async () => {
    const squeezed: ClockOf = fileMs => right(fileMs < 3_500 ? fileMs : fileMs + 3_000);
    const report = await judged([[RED, { sound: squeezed }]]);
    expect(report.cadence.max).toBeGreaterThan(2_990);
    expect(report.cadence.max).toBeLessThan(3_010);
    expect(report.avOffset.max).toBeGreaterThan(2_990);
  });

  it('detects that a file contains another person’s audio, or belongs to another person', async () => {
    const nothing: ClockOf = () => undefined;
    const swapped = await judged([[RED, { sound: nothing }]], { beacons: ['red'] });
    expect(swapped.beeps.seen).toBe(0);
    const other = await judged([[GREEN]], { beacons: ['red'] });
    expect(other.flashes.seen + other.beeps.seen).toBe(0);
    expect(other.strangers).toHaveLength(2 * SECONDS);
  });

  it('detects a drift of 100 ppm', async () => {
    const durationMs = 20_000;
    const slow: ClockOf = fileMs => right(fileMs / 1.0001);
    const report = await judged([[RED], [GREEN, { sound: slow, picture: slow }]], { durationMs });
    expect(report.driftPpm.green).toBeGreaterThan(85);
    expect(report.driftPpm.green).toBeLessThan(115);
    expect(Math.abs(report.driftPpm.red ?? 100)).toBeLessThan(10);
  });
});

it('the time of a flash is the majority of its frames, whatever one of them is misread as', () => {
  const tile = { left: 0, top: 0, right: 1, bottom: 1 };
  const flash = (second: number) =>
    [0, 40, 80, 120, 160].map(withinMs => ({
      atMs: second * 1_000 + withinMs,
      flashing: true,
      stamp: { second, withinMs },
      tile,
    }));
  const sights = [flash(7), flash(8), flash(9)].flat();
  const begins = [7, 8, 9].map(second => ({ second, atMs: second * 1_000 }));
  expect(flashesIn(sights)).toEqual(begins);
  // One 64 ms too late, one with another second, one unreadable, and frames between flashes.
  const misread = sights.map((sight, index) => {
    if (index === 0) return { ...sight, stamp: { second: 7, withinMs: 64 } };
    if (index === 5) return { ...sight, stamp: { second: 9, withinMs: 0 } };
    return index === 10 ? { ...sight, stamp: undefined } : sight;
  });
  const dim = { atMs: 7_500, flashing: false, stamp: { second: 7, withinMs: 500 }, tile };
  expect(flashesIn([...misread.slice(0, 5), dim, ...misread.slice(5)])).toEqual(begins);
});

it('a flash whose frame is frozen for seconds starts with its first frame', () => {
  const tile = { left: 0, top: 0, right: 1, bottom: 1 };
  const sights = Array.from({ length: 60 }, (_, index) => ({
    atMs: 7_000 + index * 40,
    flashing: true,
    // Nothing new arrives after the second frame.
    stamp: { second: 7, withinMs: Math.min(index, 1) * 40 },
    tile,
  }));
  expect(flashesIn(sights)).toEqual([{ second: 7, atMs: 7_000 }]);
});

it('an event of a beacon that was off schedule is found, and its time does not count for the recording', () => {
  const lateMs = 300;
  const late = { beacon: RED.name, kind: 'beep' as const, second: 3 };
  const events: SeenEvent[] = [1, 2, 3, 4, 5, 6].flatMap(second =>
    (['flash', 'beep'] as const).map(kind => {
      const isLate = kind === late.kind && second === late.second;
      return { beacon: RED.name, kind, second, atMs: second * 1_000 + (isLate ? lateMs : 0) };
    }),
  );
  const expectation = { beacons: [RED.name], fromMs: 500, toMs: 6_500 };
  const outOfTime = [{ beacon: RED.name, kind: late.kind, fromMs: 2_900, toMs: 4_000 }];
  expect(judge(events, expectation).avOffset.max).toBe(lateMs);
  const report = judge(events, { ...expectation, outOfTime });
  expect([report.avOffset.max, report.cadence.max, report.placement.max]).toEqual([0, 0, 0]);
  expect([report.beeps.missing, report.absences]).toEqual([[], []]);
});
