import type { SeatId } from '../../shared/ids.ts';
import { rememberedSwitch } from './rememberedSwitch.ts';
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
