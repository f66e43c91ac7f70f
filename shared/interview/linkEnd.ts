import type { SeatRole } from '../roles.ts';
import { isRater, SCORING_WINDOW_MS } from '../rubric/scorecardOpening.ts';
import type { StartWindow } from './startWindow.ts';

const AFTER_THE_END_MS = 48 * 60 * 60 * 1_000;

export type Plan = { scheduledAt: number; plannedMinutes: number; window?: StartWindow | null | undefined };

/** Returns until when a personal link is needed: two days after the planned end (raters: plus scoring time). */
export function linkNeededUntil(role: SeatRole, { scheduledAt, plannedMinutes, window }: Plan): number {
  const plannedEnd = Math.max(scheduledAt, window?.closesAt ?? 0) + plannedMinutes * 60_000;
  return plannedEnd + (isRater({ role }) ? SCORING_WINDOW_MS : 0) + AFTER_THE_END_MS;
}
