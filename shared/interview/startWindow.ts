import { z } from 'zod';
import { Timestamp } from './fields.ts';

export const USUAL_OPENS_BEFORE_MS = 30 * 60_000;
export const USUAL_CLOSES_AFTER_MS = 24 * 60 * 60_000;

export const StartWindow = z.strictObject({ opensAt: Timestamp, closesAt: Timestamp });
export type StartWindow = z.infer<typeof StartWindow>;

/** Returns the default window. It stays open for a day or longer, in case of a wrong time zone. */
export function usualWindow(scheduledAt: number, now: number): StartWindow {
  return {
    opensAt: Math.max(0, scheduledAt - USUAL_OPENS_BEFORE_MS),
    closesAt: Math.max(scheduledAt, now) + USUAL_CLOSES_AFTER_MS,
  };
}

export function movedWindow({ opensAt, closesAt }: StartWindow, byMs: number): StartWindow {
  return { opensAt: Math.max(0, opensAt + byMs), closesAt: closesAt + byMs };
}

/** Returns whether an interview may start. Always `open` without a window, and after the first opening. */
export function startStatus(
  { window, openedAt }: { readonly window?: StartWindow | undefined; readonly openedAt?: number | undefined },
  now: number,
): 'early' | 'open' | 'late' {
  if (!window || openedAt !== undefined) return 'open';
  if (now < window.opensAt) return 'early';
  return now < window.closesAt ? 'open' : 'late';
}
