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
  const [looks, setLooks] = useState(0);
  const bound = pass.details.role === 'candidate' && view?.openedAt === undefined ? view?.window : undefined;
  const stage = startStage({ window: bound }, client.serverNow());
  const next = stage === 'early' ? bound?.opensAt : stage === 'open' ? bound?.closesAt : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look that was too early sets the next timer.
  useEffect(() => {
    if (next === undefined) return undefined;
    const waitMs = Math.min(Math.max(0, next - client.serverNow()), LONGEST_WAIT_MS);
    const timer = window.setTimeout(() => setLooks(before => before + 1), waitMs);
    return () => window.clearTimeout(timer);
  }, [next, client, looks]);
  return stage;
}
