import { z } from 'zod';
import { Timestamp } from './fields.ts';

export const USUAL_OPENS_BEFORE_MS = 30 * 60_000;
export const USUAL_CLOSES_AFTER_MS = 24 * 60 * 60_000;

/** When the candidate may start an interview that the virtual recruiter holds. */
export const StartWindow = z.strictObject({ opensAt: Timestamp, closesAt: Timestamp });
export type StartWindow = z.infer<typeof StartWindow>;

/**
 * Half an hour early leaves time to settle in. No person waits for the candidate, so a missed start can be made up for until the same time the
 * next day; 24 hours rather than the end of a day, which depends on a time zone. A start in the past means "now".
 */
export function usualWindow(scheduledAt: number, now: number): StartWindow {
  return {
    opensAt: Math.max(0, scheduledAt - USUAL_OPENS_BEFORE_MS),
    closesAt: Math.max(scheduledAt, now) + USUAL_CLOSES_AFTER_MS,
  };
}

/** The window of an interview whose start moved. */
export function movedWindow({ opensAt, closesAt }: StartWindow, byMs: number): StartWindow {
  return { opensAt: Math.max(0, opensAt + byMs), closesAt: closesAt + byMs };
}

interface Startable {
  readonly window?: StartWindow | undefined;
  readonly openedAt?: number | undefined;
}

/** An interview without a window may start at any time, and one that has begun is never cut off. */
export function startStage({ window, openedAt }: Startable, now: number): 'early' | 'open' | 'late' {
  if (!window || openedAt !== undefined) return 'open';
  if (now < window.opensAt) return 'early';
  return now < window.closesAt ? 'open' : 'late';
}
