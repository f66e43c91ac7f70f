import type { SeatView } from '../../../shared/interview/view.ts';
import { useRemoteTrack } from '../../hooks/room/useStage.ts';
import { room } from '../../texts/room.ts';
import { RemoteVideo } from './RemoteVideo.tsx';

/** A shared screen: whole, never cropped, so that text can be read to its edges. */
export function ScreenTile({ seat }: { seat: SeatView }) {
  const remote = useRemoteTrack(seat.seatId, 'screen');
  const label = room.screenOf(seat.displayName);
  return (
    <figure aria-label={label} className="relative m-0 min-h-0 min-w-0 overflow-hidden rounded-card bg-black">
      {remote && <RemoteVideo key={remote.consumerId} remote={remote} label={label} fit="contain" />}
      <figcaption className="absolute bottom-2 left-2 max-w-[calc(100%-1rem)] truncate rounded-control bg-black/65 px-3 py-1.5 text-sm font-medium text-white">
        {label}
      </figcaption>
    </figure>
  );
}
