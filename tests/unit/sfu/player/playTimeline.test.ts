import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clip } from '../../../../sfu/player/Clip.ts';
import type { DuePacket } from '../../../../sfu/player/ClipSpan.ts';
import { PlayTimeline } from '../../../../sfu/player/PlayTimeline.ts';
import { handMadeClip } from '../../../support/handMadeClip.ts';

const LOOP = handMadeClip({ name: 'loop', lengthMs: 4_000, levelAt: () => 127 });
const OTHER_LOOP = handMadeClip({ name: 'other loop', lengthMs: 2_000, levelAt: () => 127 });
const LINE = handMadeClip({ name: 'line', lengthMs: 3_000, phrasesMs: [0, 1_000, 2_000] });

/** A program that is playing, with the packets it sent and the events it emitted. */
class OnAir {
  readonly timeline: PlayTimeline;
  readonly packets: DuePacket[] = [];
  readonly told: string[] = [];
  nowMs = 0;

  constructor(loop: Clip = LOOP) {
    this.timeline = new PlayTimeline(loop);
  }

  /** Advances to each time at which a packet is due, up to the given time. */
  until(timeMs: number): this {
    while (this.timeline.nextDueMs <= timeMs) this.#send(this.timeline.nextDueMs);
    this.nowMs = timeMs;
    return this;
  }

  /** Jumps straight to the given time, as after a stall. */
  leapTo(timeMs: number): this {
    this.#send(timeMs);
    this.nowMs = timeMs;
    return this;
  }

  play(clip = LINE, { playId = 'a', fromMs = 0 } = {}): this {
    this.timeline.play({ playId, clip, fromMs });
    return this;
  }

  of(kind: 'audio' | 'video'): DuePacket[] {
    return this.packets.filter(packet => packet.kind === kind);
  }

  /** Audio packets, grouped into uninterrupted runs of one clip. */
  get stretches(): string[] {
    const stretches: { name: string; from: number; to: number; startsAt: number }[] = [];
    for (const { clip, index, timeMs } of this.of('audio')) {
      const last = stretches.at(-1);
      if (last?.name === nameOf(clip) && last.to === index) last.to += 1;
      else stretches.push({ name: nameOf(clip), from: index, to: index + 1, startsAt: timeMs });
    }
    return stretches.map(({ name, from, to, startsAt }) => `${startsAt}: ${name} ${from * 20}-${to * 20}`);
  }

  #send(timeMs: number): void {
    this.timeline.sendDue(timeMs, {
      send: packet => this.packets.push(packet),
      started: playId => this.told.push(`${playId} started`),
      ended: playId => this.told.push(`${playId} ended`),
    });
  }
}

function nameOf(clip: Clip): string {
  return [LOOP, OTHER_LOOP, LINE].includes(clip)
    ? ({ 4000: 'loop', 2000: 'other', 3000: 'line' }[clip.lengthMs] ?? '')
    : 'clip';
}

/** Expects audio every 20 ms, and complete video frames in order, at most `gapMs` apart. */
function expectNoBreak({ packets }: OnAir, gapMs = 40): void {
  const audio = packets.filter(({ kind }) => kind === 'audio');
  for (const [at, { timeMs }] of audio.entries()) expect(timeMs).toBe(at * 20);
  const video = packets.filter(({ kind }) => kind === 'video');
  for (const [at, piece] of video.entries()) {
    const before = video[at - 1];
    if (!before) continue;
    if (!before.endsFrame)
      expect([piece.clip, piece.index, piece.timeMs]).toEqual([before.clip, before.index + 1, before.timeMs]);
    else {
      expect(piece.timeMs).toBeGreaterThan(before.timeMs);
      expect(piece.timeMs - before.timeMs).toBeLessThanOrEqual(gapMs);
    }
  }
}

describe('Program', () => {
  it('loops without a gap, each round from the first key frame', () => {
    const air = new OnAir().until(9_999);
    expectNoBreak(air);
    expect(air.stretches).toEqual(['0: loop 0-4000', '4000: loop 0-4000', '8000: loop 0-2000']);
    expect(
      air
        .of('video')
        .filter(({ index }) => index === 0)
        .map(({ timeMs }) => timeMs),
    ).toEqual([0, 4_000, 8_000]);
    expect(air.of('audio')).toHaveLength(500);
    expect(air.of('video')).toHaveLength(250);
    expect(air.told).toEqual([]);
  });

  it('sends no packet before it is due', () => {
    const air = new OnAir().until(100);
    expect(air.of('audio').map(({ timeMs }) => timeMs)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(air.of('video').map(({ timeMs }) => timeMs)).toEqual([0, 40, 80]);
    expect(air.timeline.nextDueMs).toBe(120);
  });

  describe('while a clip plays', () => {
    it('switches at the next boundary, and returns to the loop at the end', () => {
      const air = new OnAir().until(1_010).play().until(5_000);
      expectNoBreak(air);
      expect(air.stretches).toEqual(['0: loop 0-1040', '1040: line 0-3000', '4040: loop 0-980']);
      expect(air.told).toEqual(['a started', 'a ended']);
    });

    it('emits the start with the first packet and the end with the last one', () => {
      const air = new OnAir().until(1_000).play().until(1_039);
      expect(air.told).toEqual([]);
      expect(air.until(1_040).told).toEqual(['a started']);
      expect(air.until(4_019).told).toEqual(['a started']);
      expect(air.until(4_020).told).toEqual(['a started', 'a ended']);
    });

    it('starts at the requested phrase, with its key frame', () => {
      const air = new OnAir().until(0).play(LINE, { fromMs: 2_000 }).until(500);
      expect(air.stretches).toEqual(['0: loop 0-40', '40: line 2000-2480']);
      expect(air.of('video').find(({ clip }) => clip === LINE)).toMatchObject({ index: 50, timeMs: 40 });
    });

    it.each([
      [2_000, 2_000],
      [2_640, 2_000],
      [980, 0],
      [999, 1_000],
      [17, 0],
    ])(
      'starts at the key frame at or before a position without one: requested %i, starts at %i',
      (fromMs, startMs) => {
        const air = new OnAir().until(0).play(LINE, { fromMs }).until(60);
        expect(air.stretches[1]).toBe(`40: line ${startMs}-${startMs + 40}`);
      },
    );

    it('keeps audio and video aligned as the clip defines', () => {
      const late = handMadeClip({ lengthMs: 3_000, firstFrameMs: 6.5 });
      const air = new OnAir().until(0).play(late, { fromMs: 1_000 }).until(200);
      expectNoBreak(air, 46.5);
      const [frame] = air.of('video').filter(({ clip }) => clip === late);
      expect(frame).toMatchObject({ index: 25, timeMs: 46.5 });
      expect(air.stretches[1]).toMatch(/^40: clip 1000-/);
    });

    it('ignores a repeated playing ID that is current or was the last one', () => {
      const air = new OnAir().until(0).play().until(500).play().until(4_000).play().until(5_000);
      expect(air.stretches).toEqual(['0: loop 0-40', '40: line 0-3000', '3040: loop 0-1980']);
      expect(air.told).toEqual(['a started', 'a ended']);
    });

    it('reports its position before the first packet, during playback, and after the end', () => {
      const air = new OnAir().until(1_010).play(LINE, { fromMs: 1_000 });
      const position = () => air.timeline.positionAt(air.nowMs);
      expect(position()).toBe(1_000);
      air.until(1_540);
      expect(position()).toBe(1_500);
      air.until(9_000);
      expect(position()).toBe(3_000);
    });

    it('replaces the current playing with another one and emits no end for the replaced one', () => {
      const air = new OnAir().until(0).play().until(500).play(LINE, { playId: 'b' }).until(4_000);
      expectNoBreak(air);
      expect(air.stretches).toEqual([
        '0: loop 0-40',
        '40: line 0-480',
        '520: line 0-3000',
        '3520: loop 0-500',
      ]);
      expect(air.told).toEqual(['a started', 'b started', 'b ended']);
    });

    it.each([3_000, 5_000])(
      'emits only start and end when the start position is at the end of the clip: from %i',
      fromMs => {
        const air = new OnAir().until(1_000).play(LINE, { fromMs });
        expect(air.told).toEqual([]); // The response is sent before the events.
        expect(air.until(1_020).told).toEqual(['a started', 'a ended']);
        expect(air.timeline.stop('a', false)).toEqual({ positionMs: 3_000, resumeMs: 3_000 });
        expect(air.play(LINE, { fromMs: 0 }).until(3_980).stretches).toEqual(['0: loop 0-4000']);
      },
    );

    it('leaves the current playing even for one with nothing left to play', () => {
      const air = new OnAir()
        .until(0)
        .play()
        .until(500)
        .play(LINE, { playId: 'b', fromMs: 3_000 })
        .until(1_000);
      expect(air.stretches).toEqual(['0: loop 0-40', '40: line 0-480', '520: loop 0-500']);
      expect(air.told).toEqual(['a started', 'b started', 'b ended']);
      const waiting = new OnAir().until(0).play().play(LINE, { playId: 'b', fromMs: 3_000 }).until(1_000);
      expect(waiting.stretches).toEqual(['0: loop 0-1020']);
      expect(waiting.told).toEqual(['b started', 'b ended']);
    });

    it('plays only the latest of several that are requested at the same time', () => {
      const air = new OnAir().until(0).play().play(LINE, { playId: 'b', fromMs: 1_000 }).until(3_000);
      expect(air.stretches).toEqual(['0: loop 0-40', '40: line 1000-3000', '2040: loop 0-980']);
      expect(air.told).toEqual(['b started', 'b ended']);
      expect(air.timeline.stop('a', false)).toEqual({ positionMs: 0, resumeMs: 0 });
    });
  });

  describe('when stopped', () => {
    it('finishes a phrase that ends within 80 ms', () => {
      const air = new OnAir()
        .until(0)
        .play()
        .until(40 + 930);
      expect(air.timeline.stop('a', false)).toEqual({ positionMs: 1_000, resumeMs: 1_000 });
      expectNoBreak(air.until(3_000));
      expect(air.stretches).toEqual(['0: loop 0-40', '40: line 0-1000', '1040: loop 0-1980']);
      expect(air.told).toEqual(['a started']);
    });

    it('cuts a longer phrase soon, and later resumes from the start of that phrase', () => {
      const air = new OnAir()
        .until(0)
        .play()
        .until(40 + 1_410);
      const left = air.timeline.stop('a', false);
      expect(left).toEqual({ positionMs: 1_440, resumeMs: 1_000 });
      air.until(3_000);
      expectNoBreak(air);
      expect(air.stretches).toEqual(['0: loop 0-40', '40: line 0-1440', '1480: loop 0-1540']);
    });

    it('cuts at the quieter of the next boundaries', () => {
      const pauses = handMadeClip({
        lengthMs: 3_000,
        levelAt: timeMs => (timeMs >= 1_420 && timeMs < 1_440 ? 90 : 20),
      });
      const air = new OnAir()
        .until(0)
        .play(pauses)
        .until(40 + 1_400);
      expect(air.timeline.stop('a', false)).toEqual({ positionMs: 1_440, resumeMs: 0 });
    });

    it('leaves the clip within 100 ms from any position', () => {
      for (let atMs = 0; atMs < 2_960; atMs += 10) {
        const air = new OnAir()
          .until(0)
          .play()
          .until(40 + atMs);
        const { positionMs } = air.timeline.stop('a', false);
        expect(positionMs - atMs, `stopped at ${atMs}`).toBeLessThanOrEqual(100);
        expect(positionMs % 40).toBe(0);
        expect(positionMs).toBeGreaterThan(atMs - 20);
      }
    });

    it('leaves at the next boundary when the stop is urgent', () => {
      const air = new OnAir()
        .until(0)
        .play()
        .until(40 + 830);
      expect(air.timeline.stop('a', true)).toEqual({ positionMs: 840, resumeMs: 0 });
      expectNoBreak(air.until(2_000));
      expect(air.stretches[1]).toBe('40: line 0-840');
    });

    it('gives the same response to a repeated stop, and stops sooner if the repeat is urgent', () => {
      const air = new OnAir()
        .until(0)
        .play()
        .until(40 + 930);
      const gentle = air.timeline.stop('a', false);
      air.until(40 + 935);
      expect(air.timeline.stop('a', false)).toEqual(gentle);
      const now = air.timeline.stop('a', true);
      expect(now).toEqual({ positionMs: 960, resumeMs: 0 });
      air.until(2_000);
      expect(air.timeline.stop('a', false)).toEqual(now);
      expect(air.timeline.stop('a', true)).toEqual(now);
      expect(air.stretches[1]).toBe('40: line 0-960');
    });

    it('has nothing to stop before playback has started, and the loop continues', () => {
      const air = new OnAir().until(10).play(LINE, { fromMs: 1_000 });
      expect(air.timeline.stop('a', false)).toEqual({ positionMs: 1_000, resumeMs: 1_000 });
      expect(air.until(500).stretches).toEqual(['0: loop 0-520']);
      expect(air.told).toEqual([]);
    });

    it('returns the end of a playing that has ended, even if its end event is not sent yet', () => {
      const end = { positionMs: 3_000, resumeMs: 3_000 };
      const air = new OnAir()
        .until(0)
        .play()
        .until(40 + 2_970);
      expect(air.timeline.stop('a', true)).toEqual(end);
      expect(air.until(4_000).timeline.stop('a', false)).toEqual(end);
      expect(air.told).toEqual(['a started', 'a ended']);
    });

    it('ignores a stop for a playing that is not the last one', () => {
      const air = new OnAir().until(0).play().until(500);
      expect(air.timeline.stop('b', true)).toEqual({ positionMs: 0, resumeMs: 0 });
      expect(air.until(4_000).told).toEqual(['a started', 'a ended']);
    });

    it('does not play again under the same ID', () => {
      const air = new OnAir().until(0).play().until(500);
      air.timeline.stop('a', true);
      air.until(1_000).play().until(2_000);
      expect(air.stretches).toEqual(['0: loop 0-40', '40: line 0-480', '520: loop 0-1500']);
    });

    it('switches immediately to another playing', () => {
      const air = new OnAir()
        .until(0)
        .play()
        .until(40 + 830);
      air.timeline.stop('a', false);
      air.play(LINE, { playId: 'b', fromMs: 2_000 }).until(3_000);
      expectNoBreak(air);
      expect(air.stretches).toEqual([
        '0: loop 0-40',
        '40: line 0-840',
        '880: line 2000-3000',
        '1880: loop 0-1140',
      ]);
      expect(air.told).toEqual(['a started', 'b started', 'b ended']);
    });
  });

  describe('when the loop is replaced', () => {
    it('changes the loop at the next boundary', () => {
      const air = new OnAir().until(1_010);
      air.timeline.loop(OTHER_LOOP);
      expectNoBreak(air.until(4_000));
      expect(air.stretches).toEqual(['0: loop 0-1040', '1040: other 0-2000', '3040: other 0-980']);
    });

    it('plays the current clip to its end first', () => {
      const air = new OnAir().until(0).play().until(500);
      air.timeline.loop(OTHER_LOOP);
      air.until(4_000);
      expect(air.stretches).toEqual(['0: loop 0-40', '40: line 0-3000', '3040: other 0-980']);
      expect(air.told).toEqual(['a started', 'a ended']);
    });

    it('does not restart when the new loop is the current one', () => {
      const air = new OnAir().until(1_010);
      air.timeline.loop(handMadeClip({ name: 'loop', lengthMs: 4_000 }));
      air.timeline.loop(OTHER_LOOP);
      air.timeline.loop(LOOP);
      expect(air.until(3_999).stretches).toEqual(['0: loop 0-4000']);
    });

    it('keeps a playing that is about to start', () => {
      const air = new OnAir().until(10).play();
      air.timeline.loop(OTHER_LOOP);
      air.until(4_000);
      expect(air.stretches).toEqual(['0: loop 0-40', '40: line 0-3000', '3040: other 0-980']);
    });

    it('switches to the new loop when a playing is canceled before it started', () => {
      const air = new OnAir().until(10).play();
      air.timeline.loop(OTHER_LOOP);
      air.timeline.stop('a', true);
      expect(air.until(500).stretches).toEqual(['0: loop 0-40', '40: other 0-480']);
    });
  });

  describe('when a viewer waits for a key frame', () => {
    it('seeks back to the latest key frame of the loop', () => {
      const air = new OnAir().until(1_410);
      air.timeline.bringKeyFrameForward();
      expectNoBreak(air.until(2_000));
      expect(air.stretches).toEqual(['0: loop 0-1440', '1440: loop 1000-1580']);
    });

    it('waits for a key frame that is due soon', () => {
      const air = new OnAir().until(1_800);
      air.timeline.bringKeyFrameForward();
      expect(air.until(3_999).stretches).toEqual(['0: loop 0-4000']);
    });

    it('seeks back at most once a second, so that the loop still advances', () => {
      const air = new OnAir();
      for (let timeMs = 410; timeMs < 6_000; timeMs += 100) {
        air.until(timeMs);
        air.timeline.bringKeyFrameForward();
      }
      expectNoBreak(air);
      expect(air.stretches).toEqual([
        '0: loop 0-440',
        '440: loop 0-1080',
        '1520: loop 1000-2120',
        '2640: loop 2000-3080',
        '3720: loop 3000-4000', // To the end of the loop.
        '4720: loop 0-120',
        '4840: loop 0-1080',
      ]);
    });

    it('does not interrupt a clip that is playing or about to start', () => {
      const air = new OnAir().until(300).play();
      air.timeline.bringKeyFrameForward();
      air.until(1_000);
      air.timeline.bringKeyFrameForward();
      air.until(3_500);
      expect(air.stretches).toEqual(['0: loop 0-320', '320: line 0-3000', '3320: loop 0-200']);
    });
  });

  describe('with large frames', () => {
    const heavy = (pieces: number) =>
      handMadeClip({ lengthMs: 2_000, piecesPerFrame: frame => (frame % 25 === 0 ? pieces : 1) });

    it('sends a large frame in portions 5 ms apart, with no other frame in between', () => {
      const air = new OnAir(heavy(20)).until(60);
      const key = air.of('video').slice(0, 20);
      expect(key.map(({ dueMs }) => dueMs)).toEqual([
        ...Array(8).fill(0),
        ...Array(8).fill(5),
        ...Array(4).fill(10),
      ]);
      expect(new Set(key.map(({ timeMs }) => timeMs))).toEqual(new Set([0]));
      expect(key.map(({ endsFrame }) => endsFrame)).toEqual([...Array(19).fill(false), true]);
      expectNoBreak(air);
    });

    it('has sent even the largest frame before the next one is due', () => {
      const air = new OnAir(heavy(900)).until(2_000);
      expectNoBreak(air);
      expect(Math.max(...air.of('video').map(({ dueMs, timeMs }) => dueMs - timeMs))).toBeLessThan(40);
    });

    it('finishes a frame before it leaves the clip', () => {
      const fast = handMadeClip({
        lengthMs: 2_000,
        frameEveryMs: 100 / 3,
        firstFrameMs: 6.5,
        piecesPerFrame: () => 40,
      });
      const air = new OnAir(fast).until(1_000).play(LINE).until(3_000);
      expectNoBreak(air, 80);
      expect(
        air
          .of('video')
          .filter(({ clip }) => clip === fast)
          .at(-1)?.endsFrame,
      ).toBe(true);
    });
  });

  it('never has a gap, whatever the requests and however late packets are fetched', () => {
    const action = fc.oneof(
      fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 1_500 }) }),
      fc.record({ do: fc.constant('leap' as const), ms: fc.integer({ min: 0, max: 1_500 }) }),
      fc.record({
        do: fc.constant('play' as const),
        playId: fc.constantFrom('a', 'b', 'c'),
        fromMs: fc.integer({ min: 0, max: 3_100 }),
      }),
      fc.record({
        do: fc.constant('stop' as const),
        playId: fc.constantFrom('a', 'b', 'c'),
        now: fc.boolean(),
      }),
      fc.record({ do: fc.constant('loop' as const), clip: fc.constantFrom(LOOP, OTHER_LOOP) }),
      fc.record({ do: fc.constant('key' as const) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), actions => {
        const air = new OnAir();
        for (const step of actions) {
          if (step.do === 'wait') air.until(air.nowMs + step.ms);
          if (step.do === 'leap') air.leapTo(air.nowMs + step.ms);
          if (step.do === 'play') air.play(LINE, step);
          if (step.do === 'stop') {
            const { positionMs, resumeMs } = air.timeline.stop(step.playId, step.now);
            expect(resumeMs).toBeLessThanOrEqual(positionMs + 40);
          }
          if (step.do === 'loop') air.timeline.loop(step.clip);
          if (step.do === 'key') air.timeline.bringKeyFrameForward();
        }
        air.until(air.nowMs + 5_000);
        expectNoBreak(air);
        for (const { timeMs, dueMs } of air.packets) expect(dueMs).toBeGreaterThanOrEqual(timeMs);
      }),
      { numRuns: 150 },
    );
  });
});
