import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { JoinPass } from '../../core/joinPass.ts';
import { asAppError } from '../../core/replies.ts';
import { RoomSession } from '../../core/roomSession.ts';

export type Opening =
  | { state: 'opening' }
  | { state: 'failed'; error: AppError }
  | { state: 'ready'; session: RoomSession };

/** Opens the personal link in the address once, and closes everything when the component goes. */
export function useRoomSession(): Opening {
  const [opening, setOpening] = useState<Opening>({ state: 'opening' });

  useEffect(() => {
    let session: RoomSession | undefined;
    let gone = false;
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
  }, []);

  useEffect(() => {
    // Another personal link opened in this tab is another person: start over.
    const reload = () => window.location.reload();
    window.addEventListener('hashchange', reload);
    return () => window.removeEventListener('hashchange', reload);
  }, []);

  return opening;
}
