import type { SeatId } from '../../shared/ids.ts';
import { rememberedSwitch } from './safeStorage.ts';
import { Store } from './store.ts';

export const stagePreferences = {
  sideBySide: rememberedSwitch('vivavoce.stage.side-by-side', false),
  selfView: rememberedSwitch('vivavoce.stage.self-view', true),
  /** Shows only the shared screen. Lasts as long as the page. */
  enlarged: new Store(false),
  fitted: new Store<ReadonlySet<SeatId>>(new Set()),
} as const;

export function toggleFit(seatId: SeatId): void {
  stagePreferences.fitted.update(before => {
    const after = new Set(before);
    if (!after.delete(seatId)) after.add(seatId);
    return after;
  });
}

/** Whether this page shows captions of what people say. */
export const captionsOn = rememberedSwitch('vivavoce.captions.on', false);

export const captionsShown = rememberedSwitch('vivavoce.recruiter.captions', true);
export const timeShown = rememberedSwitch('vivavoce.recruiter.time', true);

/** Number of missing ratings, for a button that is shown before the rubric code is loaded. */
export const ratingsDue = new Store(0);

/** True while the candidate answers in writing, so that warnings about the microphone stay hidden. */
export const writingNow = new Store(false);

/** Sends the unsent text of a written answer. Undefined if there is none. */
export const unsentAnswer = new Store<(() => Promise<unknown>) | undefined>(undefined);
