import type { SeatView } from '../../../../shared/interview/view.ts';
import { seatsInOrder, useOwnSeat, useView } from '../../../hooks/room/session.ts';
import { room } from '../../../texts/room.ts';
import { PersonRow } from './PersonRow.tsx';

/** Everybody this viewer may know of, by where they are. */
export function PeopleList() {
  const view = useView();
  const own = useOwnSeat();
  const groups = groupByPlace(seatsInOrder(view));
  const shown = (Object.keys(groups) as Place[]).filter(place => groups[place].length > 0);
  return (
    <div className="flex flex-col gap-4">
      {shown.map(place => (
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

type Place = 'waiting' | 'inside' | 'away';

function groupByPlace(seats: readonly SeatView[]): Record<Place, SeatView[]> {
  const groups: Record<Place, SeatView[]> = { waiting: [], inside: [], away: [] };
  for (const seat of seats) {
    if (seat.presence === 'waiting' || seat.presence === 'preparing') groups.waiting.push(seat);
    else if (seat.presence === 'inside' || seat.presence === 'reconnecting') groups.inside.push(seat);
    else groups.away.push(seat);
  }
  return groups;
}
