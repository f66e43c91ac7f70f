import { useCallback, useState } from 'react';
import { sayFailed } from '../../core/connectionEnded.ts';
import { room } from '../../texts/room.ts';

/** Runs a button's command. If the command fails, shows a toast. Resolves to true on success. */
export function useCommand() {
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
