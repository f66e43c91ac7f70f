import { describe, expect, it } from 'vitest';
import { alignCaptureRun } from '../../../../server/features/recording/finalise/work/align/alignSegments.ts';
import type { SegmentFacts } from '../../../../server/features/recording/finalise/work/align/pieces.ts';
import type { JournalLineOf } from '../../../../shared/recording/journal.ts';
import { type HandMadeSender, handMadeSender, type SenderPlan } from '../../../support/handMadeSender.ts';

const STRETCH_AT = 1_800_000_000_000;
const FROM_MS = 60_000;
const MINUTES = 60_000;
/** The worker's clock starts at another zero. */
const WORKER_AHEAD_MS = -12_345_678.9;

const AUDIO: SenderPlan = {
  kind: 'audio',
  seed: 1,
  capturedAt: STRETCH_AT + 1_000,
  lengthMs: 5 * MINUTES,
  delayMs: 60,
  jitterMs: 5,
  workerAheadMs: WORKER_AHEAD_MS,
};
const VIDEO: SenderPlan = { ...AUDIO, kind: 'video', seed: 2, capturedAt: STRETCH_AT + 1_700 };

interface Sent {
  plan: SenderPlan;
  peerId?: string;
  change?: (sender: HandMadeSender) => Partial<HandMadeSender>;
}

function sentBy({ plan, peerId = 'ada', change }: Sent) {
  const made = handMadeSender(plan);
  const sender = { ...made, ...change?.(made) };
  const { packets, clockRate, first, report, arrival, stall } = sender;
  const endMs = ((packets.at(-1)?.ticks ?? 0) * 1_000) / clockRate + 20;
  const start = { peerId, stretchAt: STRETCH_AT, at: first.at } as JournalLineOf<'start'>;
  const facts: SegmentFacts = {
    peerId,
    kind: plan.kind,
    clockRate,
    endMs,
    journal: { start, first, report, arrival, stall },
  };
  return { sender, facts };
}

interface Placed {
  /** On the clock of the recording process. */
  capturedAt: number;
  /** Milliseconds between capture and placement. */
  lateMs: number;
}

/** Aligns one segment run, and returns each packet of each sender. */
function placed(...sent: Sent[]): Placed[][] {
  const all = sent.map(sentBy);
  const { timelines } = alignCaptureRun(
    all.map(({ facts }) => facts),
    FROM_MS,
  );
  return all.map(({ sender }, index) =>
    sender.packets.map(({ ticks, capturedAt }) => {
      const recordingMs = timelines[index]?.msOf((ticks * 1_000) / sender.clockRate) ?? Number.NaN;
      return { capturedAt, lateMs: recordingMs - (capturedAt - STRETCH_AT + FROM_MS) };
    }),
  );
}

function worstMs(packets: readonly Placed[] | undefined): number {
  return (packets ?? []).reduce((worst, { lateMs }) => Math.max(worst, Math.abs(lateMs)), 0);
}

/** Largest error of each sender. */
function worst(...sent: Sent[]): number[] {
  return placed(...sent).map(worstMs);
}

describe.each([
  ["as fast as the server's", 0],
  ['100 ppm too fast', 100],
  ['100 ppm too slow', -100],
])('alignCaptureRun: a clock that is %s', (_, driftPpm) => {
  it.each([
    ['a quiet network', { jitterMs: 1, delayMs: 5 }, 3],
    ['jitter', { jitterMs: 20 }, 25],
    ['15% loss', { lossShare: 0.15 }, 8],
    ['a long network delay', { delayMs: 250, jitterMs: 15 }, 20],
  ])('is followed despite %s', (_name, network, boundMs) => {
    const [audioMs, videoMs] = worst(
      { plan: { ...AUDIO, driftPpm, ...network } },
      { plan: { ...VIDEO, driftPpm, ...network } },
    );
    expect(audioMs).toBeLessThan(boundMs);
    expect(videoMs).toBeLessThan(boundMs);
  });
});

describe('alignCaptureRun: suspended capture', () => {
  it.each([
    ['for three seconds', [{ fromMs: 100_000, toMs: 103_000 }]],
    ['for 0.35 s', [{ fromMs: 100_000, toMs: 100_350 }]],
    ['at the start', [{ fromMs: 5_000, toMs: 12_000 }]],
    ['for two minutes', [{ fromMs: 100_000, toMs: 220_000 }]],
    ['again and again', [20, 50, 53, 90, 200].map(s => ({ fromMs: s * 1_000, toMs: s * 1_000 + 900 }))],
    ['just before the end', [{ fromMs: 290_000, toMs: 297_000 }]],
  ])('%s is restored as a gap, although reports use the time before it', (_, stalls) => {
    const [audioMs, videoMs] = worst(
      { plan: { ...AUDIO, driftPpm: 60, stalls } },
      { plan: { ...VIDEO, driftPpm: 60, stalls } },
    );
    expect(audioMs).toBeLessThan(8);
    expect(videoMs).toBeLessThan(8);
  });

  it('for a moment without a notice is found by what arrives later', () => {
    const stalls = [{ fromMs: 100_000, toMs: 100_120 }];
    for (const packets of placed({ plan: { ...AUDIO, stalls } }, { plan: { ...VIDEO, stalls } })) {
      const stalledAt = (packets[0]?.capturedAt ?? 0) + 100_000;
      const away = packets.filter(({ capturedAt }) => Math.abs(capturedAt - stalledAt) > 2_000);
      expect(worstMs(away)).toBeLessThan(10);
    }
  });

  describe('for moments without a notice, again and again, with reports five to seven seconds apart', () => {
    const OWN = { ...AUDIO, ownReportsApartMs: [5_000, 7_000, 6_000, 5_500] };

    it.each([
      ['once', [100], 120, 10],
      ['once, near the end', [290], 150, 10],
      ['every minute', [30, 90, 150, 210, 270], 100, 20],
      ['every 20 s', Array.from({ length: 13 }, (_, index) => 25 + index * 20.1), 60, 40],
      ['every 12 s', Array.from({ length: 22 }, (_, index) => 20 + index * 12.3), 60, 40],
    ])('%s: all lost time is restored', (_, seconds, lostMs, boundMs) => {
      const stalls = seconds.map(s => ({ fromMs: s * 1_000, toMs: s * 1_000 + lostMs }));
      for (const seed of [1, 2, 3]) {
        const [packets = []] = placed({ plan: { ...OWN, seed, stalls } });
        const begunAt = packets[0]?.capturedAt ?? 0;
        const away = packets.filter(({ capturedAt }) =>
          stalls.every(({ fromMs }) => Math.abs(capturedAt - begunAt - fromMs) > 2_000),
        );
        expect(worstMs(away)).toBeLessThan(boundMs);
      }
    });

    it('and a longer network delay is not mistaken for it', () => {
      const longer = ({ arrival }: HandMadeSender) => ({
        arrival: arrival.map((line, index) =>
          index >= 100 && index < 130 ? { ...line, at: line.at + 80 } : line,
        ),
      });
      const { facts } = sentBy({ plan: OWN, change: longer });
      const [timeline] = alignCaptureRun([facts], FROM_MS).timelines;
      const knots = timeline?.knots() ?? [];
      expect(knots.filter((knot, index) => knot.mediaMs === knots[index - 1]?.mediaMs)).toEqual([]);
    });
  });

  it('at one sender does not move the others', () => {
    const stalls = [{ fromMs: 100_000, toMs: 130_000 }];
    const [audioMs, videoMs] = worst({ plan: AUDIO }, { plan: { ...VIDEO, stalls } });
    expect(audioMs).toBeLessThan(8);
    expect(videoMs).toBeLessThan(8);
  });
});

describe('alignCaptureRun: mutes', () => {
  it.each([
    ['of a minute and a half', [{ fromMs: 60_000, toMs: 150_000 }]],
    ['right after the start', [{ fromMs: 1_000, toMs: 150_000 }]],
    ['of all but one second', [{ fromMs: 500, toMs: 299_500 }]],
  ])('%s keep their length', (_, mutes) => {
    const [audioMs, videoMs] = worst(
      { plan: { ...AUDIO, driftPpm: -40, mutes } },
      { plan: { ...VIDEO, driftPpm: -40 } },
    );
    expect(audioMs).toBeLessThan(30);
    expect(videoMs).toBeLessThan(8);
  });
});

describe('alignCaptureRun: network delay of a sender', () => {
  const laterFrom = (from: number, to = Number.POSITIVE_INFINITY) => ({
    change: ({ arrival }: HandMadeSender) => ({
      arrival: arrival.map((line, index) =>
        index >= from && index < to ? { ...line, at: line.at + 80 } : line,
      ),
    }),
  });

  it('may be longer for a while', () => {
    expect(worst({ plan: AUDIO, ...laterFrom(120, 150) })[0]).toBeLessThan(10);
  });

  it('may become longer permanently: after some minutes its effect is gone', () => {
    const plan = { ...AUDIO, lengthMs: 15 * MINUTES };
    const [packets = []] = placed({ plan, ...laterFrom(200) });
    expect(worstMs(packets)).toBeLessThan(50);
    const late = packets.filter(({ capturedAt }) => capturedAt > STRETCH_AT + 7 * MINUTES);
    expect(worstMs(late)).toBeLessThan(10);
  });
});

describe('alignCaptureRun: a single wrong entry', () => {
  it.each<[string, (sender: HandMadeSender) => Partial<HandMadeSender>]>([
    ['a report from 5 s later', ({ report }) => changed(report, 90, line => ({ ntpMs: line.ntpMs + 5_000 }))],
    [
      'a report from 300 ms earlier',
      ({ report }) => changed(report, 90, line => ({ ntpMs: line.ntpMs - 300 })),
    ],
    ['a report of the first packet', ({ report }) => changed(report, 200, () => ({ ticks: 1 }))],
  ])('%s has no effect', (_, change) => {
    expect(worst({ plan: AUDIO, change })[0]).toBeLessThan(8);
  });

  it.each([-5_000, 3_000])('an arrival that is %d ms off has no effect', offMs => {
    const change = ({ arrival }: HandMadeSender) => ({
      arrival: arrival.map((line, index) => (index === 90 ? { ...line, at: line.at + offMs } : line)),
    });
    expect(worst({ plan: AUDIO, change })[0]).toBeLessThan(8);
  });

  function changed(
    report: HandMadeSender['report'],
    at: number,
    change: (line: JournalLineOf<'report'>) => Partial<JournalLineOf<'report'>>,
  ): Partial<HandMadeSender> {
    return { report: report.map((line, index) => (index === at ? { ...line, ...change(line) } : line)) };
  }
});

describe('alignCaptureRun: little data', () => {
  const plan = { ...AUDIO, driftPpm: 80 };

  it.each<[string, number, Sent[]]>([
    ['no reports: late by the network delay to the server', 66, [{ plan, change: () => ({ report: [] }) }]],
    ['no arrivals', 20, [{ plan, change: () => ({ arrival: [] }) }]],
    [
      'neither: late by the network delay, and without drift',
      100,
      [{ plan, change: () => ({ report: [], arrival: [] }) }],
    ],
    [
      'no reports for audio, but for its video',
      8,
      [{ plan, change: () => ({ report: [] }) }, { plan: VIDEO }],
    ],
    ['two seconds', 66, [{ plan: { ...plan, lengthMs: 2_000 } }]],
    ['two seconds, but the video continues', 8, [{ plan: { ...plan, lengthMs: 2_000 } }, { plan: VIDEO }]],
    [
      'eight seconds of audio and video',
      20,
      [{ plan: { ...plan, lengthMs: 8_000 } }, { plan: { ...VIDEO, lengthMs: 8_000 } }],
    ],
    ['17 seconds', 10, [{ plan: { ...plan, lengthMs: 17_000 } }]],
  ])('%s', (_, boundMs, sent) => {
    expect(worst(...sent)[0]).toBeLessThan(boundMs);
  });

  it('eight seconds: audio and video of a page stay in sync', () => {
    const [audio, video] = placed(
      { plan: { ...AUDIO, lengthMs: 8_000 } },
      { plan: { ...VIDEO, lengthMs: 8_000 } },
    );
    expect(Math.abs((audio?.at(-1)?.lateMs ?? 0) - (video?.at(-1)?.lateMs ?? 0))).toBeLessThan(8);
  });

  it('trusts the first report when the worker has known the sender for long', () => {
    const beganAt = AUDIO.capturedAt + 60_000;
    const lateStart = (sent: SenderPlan): Sent => ({ plan: sent, change: sender => from(sender, beganAt) });
    const [audio, video] = placed(
      lateStart({ ...AUDIO, lengthMs: 70_000 }),
      lateStart({ ...VIDEO, lengthMs: 70_000, delayMs: 90 }),
    );
    expect(worstMs(audio)).toBeLessThan(12);
    expect(worstMs(video)).toBeLessThan(12);
  });

  /** Returns the sender as if recording had started at `beganAt`. */
  function from({ packets, report, arrival, clockRate }: HandMadeSender, beganAt: number) {
    const own = packets.filter(({ capturedAt }) => capturedAt >= beganAt);
    const ticks = own[0]?.ticks ?? 0;
    const recorded = <T extends { ticks: number }>(lines: readonly T[]) =>
      lines.filter(line => line.ticks >= ticks).map(line => ({ ...line, ticks: line.ticks - ticks }));
    const first = { kind: 'first', at: beganAt + 60, rtp: 0 } as const;
    return { packets: recorded(own), report: recorded(report), arrival: recorded(arrival), clockRate, first };
  }

  it('places a sender without data at the start of the segment run', () => {
    const { facts } = sentBy({ plan: AUDIO });
    const journal = { report: [], arrival: [], stall: [] };
    const [lost, known] = alignCaptureRun([{ ...facts, journal }, facts], FROM_MS).timelines;
    expect(lost?.msOf(0)).toBe(FROM_MS);
    expect(lost?.msOf(10_000)).toBe(FROM_MS + 10_000);
    expect(known?.msOf(0)).toBeCloseTo(FROM_MS + 1_000, -1);
  });

  it('accepts senders without any data', () => {
    const { facts } = sentBy({ plan: AUDIO });
    const journal = { report: [], arrival: [], stall: [] };
    const [lost] = alignCaptureRun([{ ...facts, journal }], FROM_MS).timelines;
    expect(lost?.msOf(500)).toBe(FROM_MS + 500);
  });
});

it('alignCaptureRun places two segment runs on the timeline when the clocks of their nodes differ by ten minutes', () => {
  const otherAt = STRETCH_AT - 10 * MINUTES;
  const { facts, sender } = sentBy({
    plan: { ...AUDIO, capturedAt: otherAt + 2_500, workerAheadMs: 99, lengthMs: MINUTES },
  });
  const start = { ...facts.journal.start, stretchAt: otherAt } as JournalLineOf<'start'>;
  const journal = { ...facts.journal, start };
  const [timeline] = alignCaptureRun([{ ...facts, journal }], 400_000).timelines;
  const ofPacket = (index: number) => ((sender.packets[index]?.ticks ?? 0) * 1_000) / sender.clockRate;
  expect(timeline?.msOf(ofPacket(0))).toBeCloseTo(402_500, -1);
  expect(timeline?.msOf(ofPacket(1_000))).toBeCloseTo(422_500, -1);
});

it('alignCaptureRun follows drift over twenty minutes', () => {
  const plan = { ...AUDIO, lengthMs: 20 * MINUTES, driftPpm: 45 };
  expect(worst({ plan })[0]).toBeLessThan(10);
});

it('alignCaptureRun returns knots in order, two at each border between pieces', () => {
  const stalls = [{ fromMs: 100_000, toMs: 103_000 }];
  const { facts } = sentBy({ plan: { ...AUDIO, stalls } });
  const [timeline] = alignCaptureRun([facts], FROM_MS).timelines;
  const knots = timeline?.knots() ?? [];
  for (const [index, knot] of knots.entries()) {
    const before = knots[index - 1];
    if (before) expect(knot.mediaMs).toBeGreaterThanOrEqual(before.mediaMs);
    if (before) expect(knot.recordingMs).toBeGreaterThan(before.recordingMs);
  }
  const borders = knots.filter((knot, index) => knot.mediaMs === knots[index - 1]?.mediaMs);
  expect(borders).toHaveLength(1);
  expect(knots).toHaveLength(new Set(knots.map(({ recordingMs }) => recordingMs)).size);
});
