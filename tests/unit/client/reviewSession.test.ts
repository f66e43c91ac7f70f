import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { COMPOSED_TRACK, ReviewSession } from '../../../client/core/review/reviewSession.ts';
import { AppError } from '../../../shared/errors.ts';
import { MediaFileId } from '../../../shared/ids.ts';
import type { RecordingJob } from '../../../shared/recording/review.ts';
import { FakeMediaElement } from '../../support/fakeMediaElement.ts';
import { madeUpReview } from '../../support/madeUpReview.ts';

const SECOND = 1_000;
const FILES = {
  candidate: MediaFileId.parse('c'.repeat(32)),
  asker: MediaFileId.parse('d'.repeat(32)),
};
const COMPOSING: RecordingJob = { kind: 'compose', state: 'running', progress: 0.4 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A fake server that returns a grant for each poll without one, and records renewals. */
function stage({ looksFail = false, composed = false } = {}) {
  const renewed: { grant: string; atMs: number }[] = [];
  const held: (string | undefined)[] = [];
  const startedAt = Date.now();
  const lasting = (grant: string) => ({ grant, expiresAt: Date.now() + 120 * SECOND });
  const picture = { fileId: MediaFileId.parse('e'.repeat(32)), contentType: 'video/mp4', bytes: 61_000_000 };
  const review = {
    ...madeUpReview({ files: FILES }),
    ...(composed ? { composed: picture, jobs: [] } : { jobs: [COMPOSING] }),
  };
  const session = new ReviewSession(
    {
      open: async grant => {
        held.push(grant);
        if (looksFail && held.length > 1) throw AppError.unavailable();
        return { review, grant: lasting(grant ?? `${held.length}`.repeat(22)) };
      },
      renew: async grant => {
        renewed.push({ grant, atMs: Date.now() - startedAt });
        return lasting(grant);
      },
    },
    {},
    { window: new EventTarget(), document: new EventTarget() },
  );
  return { session, renewed, held };
}

/** Expects that renewals and starts are never further apart than a grant lasts. */
function expectNoPause(renewed: readonly { atMs: number }[], untilMs: number): void {
  const times = [0, ...renewed.map(({ atMs }) => atMs), untilMs];
  const pauses = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
  expect(Math.max(...pauses)).toBeLessThan(120 * SECOND);
}

it('renews the first grant while a composed file is created and the page polls', async () => {
  const { session, renewed, held } = stage();
  await vi.advanceTimersByTimeAsync(130 * SECOND);
  expect(held.length).toBeGreaterThan(5);
  expectNoPause(renewed, 130 * SECOND);
  expect(new Set(renewed.map(({ grant }) => grant))).toEqual(new Set(['1'.repeat(22)]));
  session.close();
});

it('sends its current grant with each poll', async () => {
  const { session, held } = stage();
  await vi.advanceTimersByTimeAsync(60 * SECOND);
  expect(held[0]).toBeUndefined();
  expect(new Set(held.slice(1))).toEqual(new Set(['1'.repeat(22)]));
  session.close();
});

it('keeps renewing while polls fail', async () => {
  const { session, renewed } = stage({ looksFail: true });
  await vi.advanceTimersByTimeAsync(130 * SECOND);
  expectNoPause(renewed, 130 * SECOND);
  session.close();
});

it('renews nothing once it is closed', async () => {
  const { session, renewed } = stage();
  await vi.advanceTimersByTimeAsync(20 * SECOND);
  session.close();
  await vi.advanceTimersByTimeAsync(130 * SECOND);
  expect(renewed).toEqual([]);
});

describe('files that fail to load', () => {
  const play = async ({ composed = false } = {}) => {
    const staged = stage({ composed });
    await vi.advanceTimersByTimeAsync(0);
    staged.session.showAs('tracks');
    const player = staged.session.player.get();
    if (!player) throw new Error('There is nothing to play.');
    const elements = Object.values(FILES).map(fileId => {
      const media = new FakeMediaElement({ seconds: 60 });
      player.attach(fileId, media.element);
      return media;
    });
    const fail = () => {
      for (const media of elements) media.fail();
    };
    return { ...staged, fail };
  };

  it('are requested once more before an error is shown', async () => {
    const { session, renewed, fail } = await play();
    fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(renewed).toHaveLength(1);
    expect(session.broken.get()).toEqual([]);
    session.close();
  });

  it('are requested once more even when the viewer switches to another video', async () => {
    const { session, renewed, fail } = await play({ composed: true });
    fail();
    session.showAs('composed');
    const media = new FakeMediaElement({ seconds: 60 });
    session.player.get()?.attach(COMPOSED_TRACK, media.element);
    media.fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(renewed).toHaveLength(1);
    expect(session.player.get()?.tracks.get().get(COMPOSED_TRACK)).not.toBe('failed');
    session.close();
  });

  it('show an error when that did not help, until they play', async () => {
    const { session, fail } = await play();
    fail();
    await vi.advanceTimersByTimeAsync(0);
    fail();
    expect(session.broken.get()).toEqual(Object.values(FILES));
    session.player.get()?.retry();
    expect(session.broken.get()).toEqual([]);
    session.close();
  });
});
