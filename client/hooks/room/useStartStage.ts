import { useEffect, useState } from 'react';
import { startStage } from '../../../shared/interview/startWindow.ts';
import { useSession } from './session.ts';
import { useStore } from './useStore.ts';

/** The longest that a timer of a browser can wait. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Whether the candidate of this page can start the interview now. For everybody else always `open`. */
export function useStartStage(): ReturnType<typeof startStage> {
  const { client, pass } = useSession();
  const view = useStore(client.view);
  const [lookedAt, setLookedAt] = useState(0);
  const bound = pass.details.role === 'candidate' && view?.openedAt === undefined ? view?.window : undefined;
  const stage = startStage({ window: bound }, client.serverNow());
  const next = stage === 'early' ? bound?.opensAt : stage === 'open' ? bound?.closesAt : undefined;
  useEffect(() => {
    if (next === undefined) return undefined;
    // A timer that fires too early sets the next one.
    const waitMs = next - Math.max(lookedAt, client.serverNow());
    const timer = window.setTimeout(
      () => setLookedAt(client.serverNow()),
      Math.min(Math.max(1, waitMs), LONGEST_WAIT_MS),
    );
    return () => window.clearTimeout(timer);
  }, [next, client, lookedAt]);
  return stage;
}
