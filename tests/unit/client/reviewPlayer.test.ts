import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SyncedPlayer } from '../../../client/core/review/syncedPlayer.ts';
import { JUMP_MS, paceOf } from '../../../client/core/review/trackFollower.ts';
import { FakeMediaElement } from '../../support/fakeMediaElement.ts';

const STEP_MS = 10;
const DURATION_MS = 60_000;

interface Part {
  fromMs?: number;
  toMs?: number;
  drift?: number;
  startsAfterMs?: number;
  seekTakesMs?: number;
}

type StageOptions = Partial<
  Pick<ConstructorParameters<typeof SyncedPlayer>[0], 'skipped' | 'durationMs' | 'audibleAt'>
>;

/** A player with fake elements, on a test clock. */
function stage(
  parts: Record<string, Part>,
  { skipped = [], durationMs = DURATION_MS, ...options }: StageOptions = {},
) {
  let nowMs = 5_000;
  const timers = new Set<{ everyMs: number; dueMs: number; step: () => void }>();
  const player = new SyncedPlayer({
    ...options,
    durationMs,
    skipped,
    tracks: Object.entries(parts).map(([trackId, { fromMs = 0, toMs = durationMs }]) => ({
      trackId,
      url: `/files/${trackId}`,
      fromMs,
      toMs,
    })),
    time: {
      now: () => nowMs,
      every: (everyMs, step) => {
        const timer = { everyMs, dueMs: nowMs + everyMs, step };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    },
  });
  const elements = Object.fromEntries(
    Object.entries(parts).map(([trackId, { fromMs = 0, toMs = durationMs, ...behaviour }]) => [
      trackId,
      new FakeMediaElement({ seconds: (toMs - fromMs) / 1_000, ...behaviour }),
    ]),
  );
  const detach = Object.entries(elements).map(([trackId, { element }]) => player.attach(trackId, element));
  const advance = (ms: number, each?: () => void) => {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      nowMs += STEP_MS;
      for (const element of Object.values(elements)) element.pass(STEP_MS);
      for (const timer of [...timers]) {
        if (timer.dueMs > nowMs || !timers.has(timer)) continue;
        timer.dueMs = nowMs + timer.everyMs;
        timer.step();
      }
      each?.();
    }
  };
  /** Suspends the page with its elements for a while. */
  const freeze = (ms: number) => {
    nowMs += ms;
  };
  const element = (trackId: string): FakeMediaElement => {
    const found = elements[trackId];
    if (!found) throw new Error(`There is no track ${trackId}.`);
    return found;
  };
  /** Position of each element on the timeline. */
  const placeOf = (trackId: string) => element(trackId).currentTime * 1_000 + (parts[trackId]?.fromMs ?? 0);
  const apartMs = () => {
    const places = Object.keys(parts).map(placeOf);
    return Math.max(...places) - Math.min(...places);
  };
  return { player, advance, freeze, element, placeOf, apartMs, timers, detach };
}

describe('a synchronized player', () => {
  it('plays nothing before it is told to, and then everything together', () => {
    const { player, advance, placeOf, timers } = stage({ ada: {}, grace: {} });
    advance(500);
    expect([player.status.get(), placeOf('ada'), timers.size]).toEqual(['paused', 0, 0]);
    player.play();
    advance(2_000);
    expect(player.status.get()).toBe('playing');
    expect(player.positionMs()).toBeCloseTo(2_000, -2);
    expect(placeOf('ada')).toBeCloseTo(placeOf('grace'), 0);
  });

  it('pauses everything, and resumes from there', () => {
    const { player, advance, element, timers } = stage({ ada: {}, grace: {} });
    player.play();
    advance(1_000);
    player.pause();
    const positionMs = player.positionMs();
    advance(5_000);
    expect(player.positionMs()).toBe(positionMs);
    expect([element('ada').paused, element('grace').paused, timers.size]).toEqual([true, true, 0]);
    player.toggle();
    advance(1_000);
    expect(player.positionMs() - positionMs).toBeCloseTo(1_000, -2);
  });

  it('aligns tracks that start late or drift, without a jump', () => {
    const { player, advance, element, apartMs } = stage({
      ada: { drift: 0.002 },
      grace: { drift: -0.002, startsAfterMs: 90 },
      edsger: {},
    });
    player.play();
    advance(1_500);
    let most = 0;
    advance(30_000, () => {
      most = Math.max(most, apartMs());
    });
    expect(most).toBeLessThan(30);
    expect(['ada', 'grace', 'edsger'].map(trackId => element(trackId).seeks)).toEqual([0, 0, 0]);
  });

  it('changes no speed while all tracks drift equally: the clock follows the media', () => {
    const { player, advance, element } = stage({ ada: { drift: 0.001 }, grace: { drift: 0.001 } });
    player.play();
    const rates = new Set<number>();
    advance(20_000, () => rates.add(element('ada').playbackRate).add(element('grace').playbackRate));
    expect([...rates]).toEqual([1]);
    expect(player.positionMs()).toBeCloseTo(element('ada').currentTime * 1_000, -1);
  });

  it('lets a track jump that is far off', () => {
    const { player, advance, element, apartMs } = stage({ ada: {}, grace: {}, edsger: {} });
    player.play();
    advance(2_000);
    element('grace').push(JUMP_MS * 3);
    advance(1_000);
    expect(element('grace').seeks).toBe(1);
    expect(apartMs()).toBeLessThan(60);
  });

  it('pauses all tracks while one has to load, reports it, and resumes together', () => {
    const { player, advance, element, placeOf, apartMs } = stage({ ada: {}, grace: {} });
    player.play();
    advance(2_000);
    element('grace').starve();
    advance(1_000);
    expect([player.status.get(), element('ada').paused]).toEqual(['loading', true]);
    expect(player.tracks.get()).toEqual(new Map(Object.entries({ ada: 'ready', grace: 'loading' })));
    const stoodAt = placeOf('ada');
    advance(3_000);
    expect(placeOf('ada')).toBeCloseTo(stoodAt, 0);
    element('grace').feed();
    advance(1_000);
    expect(player.status.get()).toBe('playing');
    expect(apartMs()).toBeLessThan(60);
    expect(placeOf('ada') - stoodAt).toBeGreaterThan(700);
  });

  it('does not stop for a brief interruption', () => {
    const { player, advance, element } = stage({ ada: {}, grace: {} });
    player.play();
    advance(2_000);
    element('grace').starve();
    advance(100);
    element('grace').feed();
    advance(500);
    expect([player.status.get(), element('ada').seeks]).toEqual(['playing', 0]);
  });

  it('starts a track early by the time that elements take to start', () => {
    const lagging = { startsAfterMs: 140 };
    const { player, advance, apartMs, element } = stage({
      ada: lagging,
      grace: { fromMs: 3_000, ...lagging },
      edsger: { fromMs: 6_000, ...lagging },
    });
    player.play();
    advance(6_300);
    expect(element('edsger').seeks).toBe(0);
    expect(apartMs()).toBeLessThan(60);
  });

  it('does not wait for a track that has nothing to play at the moment', () => {
    const { player, advance, element, placeOf } = stage({
      ada: {},
      screen: { fromMs: 3_000, toMs: 8_000 },
    });
    element('screen').readyState = 4;
    player.play();
    advance(1_000);
    expect(player.tracks.get().get('screen')).toBe('resting');
    expect(element('screen').paused).toBe(true);
    advance(4_000);
    expect(Math.abs(placeOf('screen') - placeOf('ada'))).toBeLessThan(60);
    advance(5_000);
    expect([element('screen').paused, element('ada').paused]).toEqual([true, false]);
    element('screen').starve();
    advance(1_000);
    expect(player.status.get()).toBe('playing');
  });

  it('seeks all tracks, both playing and paused', () => {
    const { player, advance, element, placeOf } = stage({ ada: {}, grace: { fromMs: 1_000 } });
    player.seekTo(20_000);
    advance(100);
    expect([placeOf('ada'), placeOf('grace'), player.status.get()]).toEqual([20_000, 20_000, 'paused']);
    player.play();
    advance(1_000);
    player.seekBy(-15_000);
    advance(1_000);
    expect(placeOf('ada')).toBeCloseTo(placeOf('grace'), -1);
    expect(placeOf('ada')).toBeGreaterThan(6_500);
    player.seekTo(500);
    advance(200);
    expect([element('grace').paused, player.tracks.get().get('grace')]).toEqual([true, 'resting']);
  });

  it('ends at the position of the last of many seeks, however slow each one is', () => {
    const { player, advance, placeOf } = stage({ ada: { seekTakesMs: 200 }, grace: { seekTakesMs: 500 } });
    for (let positionMs = 1_000; positionMs <= 30_000; positionMs += 1_000) {
      player.seekTo(positionMs);
      advance(20);
    }
    advance(1_500);
    expect([placeOf('ada'), placeOf('grace')]).toEqual([30_000, 30_000]);
    player.seekTo(-5);
    expect(player.positionMs()).toBe(0);
    player.seekTo(DURATION_MS + 5);
    expect([player.positionMs(), player.status.get()]).toEqual([DURATION_MS, 'ended']);
  });

  it('plays at another speed with unchanged pitch', () => {
    const { player, advance, element } = stage({ ada: {}, grace: { startsAfterMs: 80 } });
    player.setSpeed(2);
    player.play();
    advance(5_000);
    expect(player.positionMs()).toBeCloseTo(10_000, -3);
    expect(element('ada').preservesPitch).toBe(true);
    player.setSpeed(0.5);
    const before = player.positionMs();
    advance(4_000);
    expect(player.positionMs() - before).toBeCloseTo(2_000, -2);
    expect(Math.abs(element('ada').playbackRate - 0.5)).toBeLessThan(0.07);
  });

  it('stops at the end, and restarts when it is played again', () => {
    const { player, advance, element } = stage({ ada: {}, grace: { toMs: 2_000 } }, { durationMs: 3_000 });
    player.play();
    advance(4_000);
    expect([player.status.get(), player.positionMs()]).toEqual(['ended', 3_000]);
    expect([element('ada').paused, element('grace').paused]).toEqual([true, true]);
    player.play();
    advance(1_000);
    expect(player.status.get()).toBe('playing');
    expect(player.positionMs()).toBeLessThan(1_100);
  });

  it('skips unrecorded time during playback, and shows it to a person who seeks there', () => {
    const { player, advance, placeOf } = stage(
      { ada: {}, grace: {} },
      { skipped: [{ fromMs: 2_000, toMs: 50_000 }] },
    );
    player.play();
    advance(3_500);
    expect(placeOf('ada')).toBeGreaterThan(50_500);
    player.pause();
    player.seekTo(30_000);
    advance(100);
    expect(player.positionMs()).toBe(30_000);
    player.play();
    expect(player.positionMs()).toBe(50_000);
  });

  it('reports when the browser requires a click first, and plays after it', async () => {
    const { player, advance, element } = stage({ ada: {}, grace: {} });
    element('grace').refusal = new DOMException('No gesture.', 'NotAllowedError');
    player.play();
    await Promise.resolve();
    await Promise.resolve();
    expect([player.status.get(), element('ada').paused]).toEqual(['blocked', true]);
    element('grace').refusal = undefined;
    player.toggle();
    advance(500);
    expect(player.status.get()).toBe('playing');
  });

  it('continues without a file that fails to play, and adds it again later', () => {
    const { player, advance, element, placeOf } = stage({ ada: {}, grace: {} });
    player.play();
    advance(1_000);
    element('grace').fail();
    advance(1_000);
    expect([player.status.get(), player.tracks.get().get('grace')]).toEqual(['playing', 'failed']);
    player.retry();
    advance(1_000);
    expect(player.tracks.get().get('grace')).toBe('ready');
    expect(Math.abs(placeOf('grace') - placeOf('ada'))).toBeLessThan(60);
  });

  it('skips nothing while no file plays, as when a grant has expired', () => {
    const { player, advance, element, placeOf } = stage({ ada: {}, grace: {}, edsger: { fromMs: 40_000 } });
    player.play();
    advance(1_000);
    const positionMs = player.positionMs();
    for (const name of ['ada', 'grace', 'edsger']) element(name).fail();
    advance(1_500);
    expect(player.status.get()).toBe('loading');
    expect(player.positionMs() - positionMs).toBeLessThan(50);
    player.setUrls(trackId => `/again/${trackId}`);
    advance(1_000);
    expect(player.status.get()).toBe('playing');
    expect(placeOf('ada') - positionMs).toBeCloseTo(1_000, -2);
  });

  it('does not wait forever when no file plays', () => {
    const { player, advance, element, placeOf } = stage({ ada: { toMs: 10_000 }, grace: { fromMs: 20_000 } });
    player.play();
    for (let tried = 0; tried < 3; tried += 1) {
      player.retry();
      element('ada').fail();
      advance(20_000);
    }
    expect(placeOf('grace')).toBeGreaterThan(40_000);
  });

  it('continues at its position when the URLs of the files change', () => {
    const { player, advance, element, placeOf } = stage({ ada: {}, grace: {} });
    player.play();
    advance(10_000);
    player.setUrls(trackId => `/renewed/${trackId}`);
    advance(1_000);
    expect(element('ada').src).toBe('/renewed/ada');
    expect(player.status.get()).toBe('playing');
    expect(placeOf('ada')).toBeGreaterThan(10_500);
    expect(Math.abs(placeOf('ada') - placeOf('grace'))).toBeLessThan(60);
  });

  it('is at the position of its media after the page was suspended', () => {
    const { player, advance, freeze, element, apartMs } = stage({ ada: {}, grace: {} });
    player.play();
    advance(2_000);
    freeze(3_600_000);
    player.catchUp();
    advance(1_000);
    expect(player.positionMs()).toBeCloseTo(element('ada').currentTime * 1_000, -2);
    expect(player.positionMs()).toBeLessThan(4_000);
    expect(apartMs()).toBeLessThan(60);
  });

  it('sets the volume of each person, and of all', () => {
    const { player, element } = stage({ ada: {}, grace: {} });
    player.setSound({ volume: 0.5 });
    player.setSound({ volume: 0.5 }, 'ada');
    player.setSound({ muted: true }, 'grace');
    expect([element('ada').volume, element('ada').muted]).toEqual([0.25, false]);
    expect([element('grace').volume, element('grace').muted]).toEqual([0.5, true]);
    player.setSound({ muted: true });
    expect(element('ada').muted).toBe(true);
    player.setSound({ muted: false });
    expect([element('ada').muted, element('grace').muted]).toEqual([false, true]);
  });

  it('leaves nothing playing or loading when it is closed, even twice', () => {
    const { player, advance, element, timers, detach } = stage({ ada: {}, grace: {} });
    player.play();
    advance(500);
    player.close();
    player.close();
    for (const take of detach) take();
    player.play();
    advance(500);
    expect(timers.size).toBe(0);
    expect([element('ada').paused, element('ada').src, element('grace').src]).toEqual([true, '', '']);
  });

  it('does not start before every track has its element', () => {
    const { player, advance, element, detach } = stage({ ada: {}, grace: {} });
    detach[1]?.();
    player.play();
    advance(500);
    expect([player.status.get(), element('ada').currentTime]).toEqual(['loading', 0]);
    player.attach('grace', element('grace').element);
    advance(500);
    expect(player.status.get()).toBe('playing');
  });
});

describe('the playback rate of a track', () => {
  it('is that of the others when it is close, and never far from it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2_000, max: 2_000, noNaN: true }),
        fc.constantFrom(0.8, 0.95, 1, 1.05, 1.2),
        (offMs, before) => {
          const pace = paceOf(offMs, before);
          expect(Math.abs(pace - 1)).toBeLessThanOrEqual(0.201);
          if (Math.abs(offMs) < 4) expect(pace).toBe(1);
          if (Math.abs(offMs) > 10) expect(Math.sign(pace - 1)).toBe(-Math.sign(offMs));
        },
      ),
    );
  });

  it('does not change for a small distance, so that it does not flutter', () => {
    expect(paceOf(8, 1)).toBe(1);
    expect(paceOf(8, 0.97)).toBeLessThan(1);
    expect(paceOf(-8, 0.97)).toBe(1);
  });
});

describe('when only one track may be audible', () => {
  const speakers = (positionMs: number) =>
    positionMs < 1_000 ? undefined : positionMs < 3_000 ? 'grace' : 'ada';

  it('the speaking person is heard, and never two at the same time', () => {
    const { player, advance, element } = stage({ ada: {}, grace: {}, alan: {} }, { audibleAt: speakers });
    const heard = () => ['ada', 'grace', 'alan'].filter(name => !element(name).muted);
    expect(heard()).toEqual(['ada']);
    player.play();
    const seen = new Set<string>();
    advance(5_000, () => {
      expect(heard().length).toBeLessThanOrEqual(1);
      seen.add(heard().join());
    });
    expect([...seen]).toEqual(['ada', 'grace']);
    expect(heard()).toEqual(['ada']);
    player.setSound({ muted: true });
    expect(heard()).toEqual([]);
    player.setSound({ muted: false });
    player.seekTo(2_000);
    expect(heard()).toEqual(['grace']);
  });
});
