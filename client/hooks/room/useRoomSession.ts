import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { JoinPass } from '../../core/joinPass.ts';
import { asAppError } from '../../core/replies.ts';
import { RoomSession } from '../../core/roomSession.ts';

export type Opening =
  | { state: 'opening' }
  | { state: 'failed'; error: AppError }
  | { state: 'ready'; session: RoomSession };

/** Opens the personal link in the address, and closes everything when the page goes. */
export function useRoomSession(): Opening & { retry: () => void } {
  const [opening, setOpening] = useState<Opening>({ state: 'opening' });
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt opens the link anew.
  useEffect(() => {
    let session: RoomSession | undefined;
    let gone = false;
    setOpening({ state: 'opening' });
    JoinPass.open(window.location.hash).then(
      pass => {
        if (gone) return;
        session = new RoomSession(pass);
        setOpening({ state: 'ready', session });
      },
      error => {
        if (!gone) setOpening({ state: 'failed', error: asAppError(error) });
      },
    );
    return () => {
      gone = true;
      session?.close();
    };
  }, [attempt]);

  useEffect(() => {
    // Another personal link opened in this tab is another person: start over.
    const reload = () => window.location.reload();
    window.addEventListener('hashchange', reload);
    return () => window.removeEventListener('hashchange', reload);
  }, []);

  const retry = useCallback(() => setAttempt(before => before + 1), []);
  return { ...opening, retry };
}
