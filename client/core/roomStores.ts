import type { SeatId } from '../../shared/ids.ts';
import { rememberedSwitch } from './safeStorage.ts';
import { Store } from './store.ts';

/** How this person wants the stage, in this browser. */
export const stagePreferences = {
  sideBySide: rememberedSwitch('vivavoce.stage.side-by-side', false),
  selfView: rememberedSwitch('vivavoce.stage.self-view', true),
  /** A shared screen has the stage to itself, for as long as the page lives. */
  enlarged: new Store(false),
  /** Whose pictures are shown whole; others fill their place. */
  fitted: new Store<ReadonlySet<SeatId>>(new Set()),
} as const;

export function toggleFit(seatId: SeatId): void {
  stagePreferences.fitted.update(before => {
    const after = new Set(before);
    if (!after.delete(seatId)) after.add(seatId);
    return after;
  });
}

/** Whether the recruiter's words stand over its picture. */
export const captionsShown = rememberedSwitch('vivavoce.recruiter.captions', true);

/** Whether the time of an answer is shown. */
export const timeShown = rememberedSwitch('vivavoce.recruiter.time', true);

/**
 * How many ratings this rater owes to questions that are over. Stands apart from the rubric, whose code comes later, so that the
 * room's button can show it.
 */
export const ratingsDue = new Store(0);

/** True while the candidate of this page answers the virtual recruiter in writing: being heard does not matter then. */
export const writingNow = new Store(false);
