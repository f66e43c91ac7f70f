import { z } from 'zod';
import { SeatId } from '../ids.ts';
import { SeatRole } from '../roles.ts';
import { type InterviewState, Presence } from './state.ts';
import { type OwnPart, partOf, seatHolds } from './visibility.ts';

/** A seat as lists know it without folding a log. */
export const ListedSeat = z.strictObject({
  seatId: SeatId,
  role: SeatRole,
  /** Of candidates only. */
  name: z.string().optional(),
  presence: Presence,
  /** Whether the person has ever been in the room. */
  tookPart: z.boolean(),
});
export type ListedSeat = z.infer<typeof ListedSeat>;

export function listedSeatsOf({ seats }: InterviewState): ListedSeat[] {
  return Object.values(seats).map(({ seatId, role, displayName, presence, tookPart }) => ({
    seatId,
    role,
    ...(role === 'candidate' && { name: displayName }),
    presence,
    tookPart,
  }));
}

/** A seat by whose address a member of staff takes part. */
export interface StaffSeat {
  seatId: SeatId;
  role: Exclude<SeatRole, 'candidate'>;
  /** In lower case. */
  email: string;
  part: OwnPart;
}

/** Those that hold; see `seatHolds`. */
export function staffSeatsOf(state: InterviewState): StaffSeat[] {
  return Object.values(state.seats).flatMap(seat => {
    const { seatId, role, email } = seat;
    if (role === 'candidate' || email === undefined || !seatHolds(seat)) return [];
    return [{ seatId, role, email: email.toLowerCase(), part: partOf(state, seatId) }];
  });
}
