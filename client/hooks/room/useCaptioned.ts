import { captionsOn } from '../../core/roomStores.ts';
import { useOwnSeat, useSession, useView } from './session.ts';
import { useStore } from './useStore.ts';

/** Whether captions can be turned on here, whether they are, and how to turn them on or off. A captioner always sees them. */
export function useCaptioned() {
  const { details } = useSession().pass;
  const { recruiter, seats } = useView();
  const writes = useOwnSeat().role === 'captioner';
  const on = useStore(captionsOn);
  // Without automatic captions, there are the recruiter's words and what a captioner types.
  const typed = Object.values(seats).some(({ role }) => role === 'captioner');
  const offered = !writes && (!details.withoutCaptions || recruiter !== undefined || typed);
  return { offered, on: writes || (offered && on), toggle: () => captionsOn.set(!on) };
}
