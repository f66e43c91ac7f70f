import { stagePreferences } from '../../core/roomStores.ts';
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
    .flatMap(({ sender }) => (sender === 'recruiter' ? [] : [sender]));
  const { recruiter } = view;
  const sideBySide = useStore(stagePreferences.sideBySide);
  const selfView = useStore(stagePreferences.selfView);
  const enlarged = useStore(stagePreferences.enlarged);
  return stageLayout({
    preferences: { sideBySide, selfView, enlarged },
    role: own.role,
    ownSeatId: own.seatId,
    seats: seatsInOrder(view),
    screens,
    ...(recruiter && { recruiter }),
  });
}
