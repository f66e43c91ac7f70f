import { createContext, useContext } from 'react';
import type { InterviewView, SeatView } from '../../../shared/interview/view.ts';
import type { MediaSource } from '../../../shared/media/sources.ts';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import type { RemoteTrack, TrackSender } from '../../core/media/receiving.ts';
import type { RoomSession } from '../../core/roomSession.ts';
import { ownSeat } from '../../core/seats.ts';
import { useNow } from '../useNow.ts';
import { useStore } from './useStore.ts';

export const SessionContext = createContext<RoomSession | undefined>(undefined);

export function useSession(): RoomSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session around this component.');
  return session;
}

/** Returns the current view. Throws before the first view has arrived. */
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

export function useServerNow(): number {
  const { client } = useSession();
  useNow(1_000);
  return client.serverNow();
}

export function useRecruiter(): RecruiterView | undefined {
  return useView().recruiter;
}

export function useAnsweredRecruiter(): RecruiterView | undefined {
  const { role } = useOwnSeat();
  const recruiter = useRecruiter();
  return role === 'candidate' ? recruiter : undefined;
}

export function useTakenOverBy({ personSeatId }: RecruiterView): string | undefined {
  const { seats } = useView();
  return personSeatId && seats[personSeatId]?.displayName;
}

/** Returns when the connection was lost, in epoch ms. Undefined while there is one. */
export function useLostSince(): number | undefined {
  const connection = useStore(useSession().client.connection);
  return connection.state === 'reconnecting' ? connection.since : undefined;
}

export function useRemoteTrack(sender: TrackSender, source: MediaSource): RemoteTrack | undefined {
  return useStore(useSession().media.receiving.tracks).findLast(
    track => track.sender === sender && track.source === source,
  );
}
