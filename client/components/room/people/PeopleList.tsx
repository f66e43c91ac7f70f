import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import { isInRoom, seatsInOrder } from '../../../core/seats.ts';
import { useOwnSeat, useView } from '../../../hooks/room/session.ts';
import { room } from '../../../texts/room.ts';
import { PersonRow } from './PersonRow.tsx';

/** Everybody this viewer may know of, by where they are. */
export function PeopleList() {
  const view = useView();
  const own = useOwnSeat();
  const groups = groupByPlace(view);
  return (
    <div className="flex flex-col gap-4">
      {PLACES.filter(place => groups[place].length > 0).map(place => (
        <section key={place} className="flex flex-col gap-1" aria-label={room.people[place]}>
          <h3 className="text-xs font-medium text-muted">
            {room.people[place]} ({groups[place].length})
          </h3>
          <ul className="flex flex-col divide-y divide-line">
            {groups[place].map(seat => (
              <PersonRow key={seat.seatId} seat={seat} own={seat.seatId === own.seatId} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const PLACES = ['waiting', 'inside', 'away'] as const;
type Place = (typeof PLACES)[number];

function groupByPlace(view: InterviewView): Record<Place, SeatView[]> {
  const groups: Record<Place, SeatView[]> = { waiting: [], inside: [], away: [] };
  for (const seat of seatsInOrder(view)) groups[placeOf(seat, view)].push(seat);
  return groups;
}

function placeOf(seat: SeatView, { phase }: InterviewView): Place {
  switch (seat.presence) {
    case 'preparing':
    case 'waiting':
      return 'waiting';
    case 'inside':
    case 'reconnecting':
      return phase === 'open' && isInRoom(seat) ? 'inside' : 'waiting';
    default:
      return 'away';
  }
}
