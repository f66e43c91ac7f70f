import type { SeatId } from '../../../shared/ids.ts';
import type { MediaSource } from '../../../shared/media/sources.ts';
import type { RemoteTrack } from '../../core/media/receiving.ts';
import { seatsInOrder } from '../../core/seats.ts';
import { type StageLayout, stageLayout } from '../../core/stageLayout.ts';
import { useOwnSeat, useSession, useView } from './session.ts';
import { useStore } from './useStore.ts';

export function useStage(): StageLayout {
  const view = useView();
  const own = useOwnSeat();
  const tracks = useStore(useSession().media.receiving.tracks);
  const screens = tracks
    .filter(({ source, paused }) => source === 'screen' && !paused)
    .map(({ seatId }) => seatId);
  return stageLayout({ role: own.role, ownSeatId: own.seatId, seats: seatsInOrder(view), screens });
}

/** The newest track of one source of one seat, if it arrives. */
export function useRemoteTrack(seatId: SeatId, source: MediaSource): RemoteTrack | undefined {
  return useStore(useSession().media.receiving.tracks).findLast(
    track => track.seatId === seatId && track.source === source,
  );
}
