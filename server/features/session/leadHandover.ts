import type { SeatId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';

/**
 * When the lead is gone for good, the interviewer who has been inside longest leads on, so that a session never stands
 * without anyone who can admit and end. With no other interviewer inside, the lead stays with the seat.
 */
export function leadHandover(state: InterviewState, leavingSeatId: SeatId): NewEvent[] {
  if (state.leadSeatId !== leavingSeatId) return [];
  const heir = Object.values(state.seats)
    .filter(
      seat => seat.role === 'interviewer' && seat.seatId !== leavingSeatId && seat.presence === 'inside',
    )
    .sort((a, b) => a.presenceSince - b.presenceSince)[0];
  return heir ? [{ kind: 'lead.transferred', payload: { toSeatId: heir.seatId } }] : [];
}
