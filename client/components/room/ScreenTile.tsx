import { useRef } from 'react';
import type { SeatView } from '../../../shared/interview/view.ts';
import { stagePreferences } from '../../core/roomStores.ts';
import { useRemoteTrack } from '../../hooks/room/useStage.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { room } from '../../texts/room.ts';
import { RemoteVideo } from './RemoteVideo.tsx';
import { TileActions } from './TileActions.tsx';

/** A shared screen: whole, never cropped, so that text can be read to its edges. */
export function ScreenTile({ seat }: { seat: SeatView }) {
  const remote = useRemoteTrack(seat.seatId, 'screen');
  const tile = useRef<HTMLElement>(null);
  const enlarged = useStore(stagePreferences.enlarged);
  const label = room.screenOf(seat.displayName);
  return (
    <figure
      ref={tile}
      aria-label={label}
      className="group/tile relative m-0 min-h-0 min-w-0 overflow-hidden rounded-card bg-black"
    >
      {remote && <RemoteVideo key={remote.consumerId} remote={remote} label={label} fit="contain" />}
      <TileActions
        name={label}
        tile={tile}
        enlarge={{ on: enlarged, toggle: () => stagePreferences.enlarged.update(on => !on) }}
      />
      <figcaption
        dir="auto"
        className="absolute bottom-2 left-2 max-w-[calc(100%-1rem)] truncate rounded-control bg-black/65 px-3 py-1.5 text-sm font-medium text-white"
      >
        {label}
      </figcaption>
    </figure>
  );
}
