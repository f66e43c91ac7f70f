import { useCallback, useState } from 'react';
import { sayFailed } from '../../core/connectionEnded.ts';
import { room } from '../../texts/room.ts';

/** Runs what a button asks for; shows that it runs, and says so when it is refused. Resolves with whether it worked. */
export function useAct() {
  const [pending, setPending] = useState(false);
  const act = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    setPending(true);
    try {
      await work();
      return true;
    } catch (error) {
      sayFailed(room.session.failed, error);
      return false;
    } finally {
      setPending(false);
    }
  }, []);
  return { act, pending };
}
