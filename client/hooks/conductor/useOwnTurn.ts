import { useEffect, useRef } from 'react';
import { goOffAir } from '../../core/conductor/onAir.ts';
import { useSession, useView } from '../room/session.ts';

/** The person who has taken over from the virtual recruiter is seen and heard until the turn ends, however it ends. */
export function useOwnTurn(): boolean {
  const { local } = useSession();
  const { recruiter, ownSeatId } = useView();
  const own = recruiter?.turn === 'person' && recruiter.personSeatId === ownSeatId;
  const before = useRef(own);
  useEffect(() => {
    if (before.current && !own) goOffAir(local);
    before.current = own;
  }, [own, local]);
  return own;
}
