import type { InterviewId } from '../../../shared/ids.ts';
import { formatClock } from '../../texts/clock.ts';
import { reviewTexts } from '../../texts/review.ts';
import { toast } from '../toast.ts';
import { reviewPath } from './momentAddress.ts';

/**
 * Copies an address of a moment that can be passed on. It is always that of the console, which asks who comes: a personal link would hand
 * over one's own seat with it.
 */
export async function copyLinkTo(interviewId: InterviewId, atMs: number, byLink: boolean): Promise<void> {
  const address = window.location.origin + reviewPath(interviewId, { atMs });
  const { copied, copiedForStaff, copyFailed } = reviewTexts.transport;
  try {
    await navigator.clipboard.writeText(address);
    toast.success(copied(formatClock(atMs)), byLink ? copiedForStaff : undefined);
  } catch {
    // Without a clipboard the address can still be read and copied by hand.
    toast.error(copyFailed, address);
  }
}
