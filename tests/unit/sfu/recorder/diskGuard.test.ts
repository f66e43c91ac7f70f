import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DiskGuard } from '../../../../sfu/recorder/disk/DiskGuard.ts';

const MB = 1024 * 1024;
const MIN = 100 * MB;

let free: number | Error;
let low: number[];
let full: number;
let errors: string[];
let guard: DiskGuard;

beforeEach(() => {
  vi.useFakeTimers();
  free = 10_000 * MB;
  low = [];
  full = 0;
  errors = [];
  guard = new DiskGuard({
    folder: '/any',
    minFreeBytes: MIN,
    freeBytes: async () => {
      if (free instanceof Error) throw free;
      return free;
    },
    onLow: bytes => low.push(bytes),
    onFull: () => {
      full += 1;
    },
    logger: pino({ level: 'error' }, { write: line => errors.push(line) }),
  });
});
afterEach(() => {
  guard.stop();
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('DiskGuard', () => {
  it('reports enough space while the required minimum is free', async () => {
    expect(await guard.hasRoom()).toBe(true);
    free = MIN;
    expect(await guard.hasRoom()).toBe(true);
    free = MIN - 1;
    expect(await guard.hasRoom()).toBe(false);
  });

  it('reports low space below four times the minimum, once, and again after it recovered', async () => {
    guard.start();
    free = 4 * MIN;
    await pass(4_000);
    expect(low).toEqual([]);
    free = 4 * MIN - 1;
    await pass(10_000);
    expect(low).toEqual([4 * MIN - 1]);
    free = 9 * MIN;
    await pass(2_000);
    free = 2 * MIN;
    await pass(10_000);
    expect(low).toEqual([4 * MIN - 1, 2 * MIN]);
    expect(full).toBe(0);
  });

  it('reports a full disk below the minimum, within seconds', async () => {
    guard.start();
    free = MIN - 1;
    await pass(2_000);
    expect(full).toBe(1);
  });

  it('polls the disk only during a recording, and no faster when started twice', async () => {
    free = 0;
    await pass(10_000);
    expect(full).toBe(0);
    guard.start();
    guard.start();
    await pass(2_000);
    expect(full).toBe(1);
    guard.stop();
    guard.stop();
    await pass(10_000);
    expect(full).toBe(1);
  });

  it('assumes enough space when the disk does not report it, and logs that once', async () => {
    free = new Error('EIO');
    guard.start();
    expect(await guard.hasRoom()).toBe(true);
    await pass(10_000);
    expect(full).toBe(0);
    expect(errors).toHaveLength(1);
  });

  it('reads the real disk by default', async () => {
    vi.useRealTimers();
    const logger = pino({ level: 'silent' });
    const none = { onLow: () => {}, onFull: () => {}, logger };
    expect(await new DiskGuard({ folder: '/', minFreeBytes: 1, ...none }).hasRoom()).toBe(true);
    expect(await new DiskGuard({ folder: '/', minFreeBytes: 2 ** 60, ...none }).hasRoom()).toBe(false);
  });
});
