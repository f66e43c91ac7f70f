import { createContext, useContext } from 'react';
import type { InterviewView, SeatView } from '../../../shared/interview/view.ts';
import type { RoomSession } from '../../core/roomSession.ts';
import { ownSeat } from '../../core/seats.ts';
import { useStore } from './useStore.ts';

export const SessionContext = createContext<RoomSession | undefined>(undefined);

export function useSession(): RoomSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session around this component.');
  return session;
}

/** The view; only below the point where the first one has arrived. */
export function useView(): InterviewView {
  const view = useStore(useSession().client.view);
  if (!view) throw new Error('This component is drawn only once the view is there.');
  return view;
}

export function useOwnSeat(): SeatView {
  const own = ownSeat(useView());
  if (!own) throw new Error('This component is for the holder of a seat.');
  return own;
}

export function useIsLead(): boolean {
  const view = useView();
  return view.ownSeatId !== undefined && view.leadSeatId === view.ownSeatId;
}
