import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { JoinPass } from '../../core/interviewClient.ts';
import { asAppError } from '../../core/replies.ts';
import { RoomSession } from '../../core/roomSession.ts';
import { warmUpTransport } from '../../core/socketLink.ts';
import { useReloadOnNewLink } from '../useFragmentToken.ts';

export type Opening =
  | { state: 'opening' }
  | { state: 'failed'; error: AppError }
  | { state: 'ready'; session: RoomSession };

/** Opens a personal link until the component unmounts. The default is the link in the address. */
export function useRoomSession(link?: string): Opening {
  const [opening, setOpening] = useState<Opening>({ state: 'opening' });
  useEffect(() => {
    let session: RoomSession | undefined;
    let gone = false;
    warmUpTransport();
    JoinPass.open(link ?? window.location.hash).then(
      pass => {
        if (gone) return;
        // Stays in the state `opening` until the other page is there.
        if (pass.details.choosesTime) return window.location.replace(`/schedule${window.location.hash}`);
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
  }, [link]);
  // Reloads for another link in this tab, because it may belong to another person.
  useReloadOnNewLink(link === undefined);
  return opening;
}
