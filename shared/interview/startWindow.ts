import { z } from 'zod';
import { Timestamp } from './fields.ts';

export const USUAL_OPENS_BEFORE_MS = 30 * 60_000;
export const USUAL_CLOSES_AFTER_MS = 24 * 60 * 60_000;

export const StartWindow = z.strictObject({ opensAt: Timestamp, closesAt: Timestamp });
export type StartWindow = z.infer<typeof StartWindow>;

/** Returns the usual window, wide in case of a wrong time zone. Closes at least a day from now. */
export function usualWindow(scheduledAt: number, now: number): StartWindow {
  return {
    opensAt: Math.max(0, scheduledAt - USUAL_OPENS_BEFORE_MS),
    closesAt: Math.max(scheduledAt, now) + USUAL_CLOSES_AFTER_MS,
  };
}

export function movedWindow({ opensAt, closesAt }: StartWindow, byMs: number): StartWindow {
  return { opensAt: Math.max(0, opensAt + byMs), closesAt: closesAt + byMs };
}

/** Tells whether an interview may start. Without a window, it may at any time. Once started, it is `open`. */
export function startStatus(
  { window, openedAt }: { readonly window?: StartWindow | undefined; readonly openedAt?: number | undefined },
  now: number,
): 'early' | 'open' | 'late' {
  if (!window || openedAt !== undefined) return 'open';
  if (now < window.opensAt) return 'early';
  return now < window.closesAt ? 'open' : 'late';
}
