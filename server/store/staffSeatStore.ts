import { z } from 'zod';
import { InterviewId, SeatId } from '../../shared/ids.ts';
import { OwnPart } from '../../shared/interview/visibility.ts';
import { SeatRole } from '../../shared/roles.ts';
import { DatabaseStore } from './database.ts';

const StaffSeatRow = z.object({ interviewId: InterviewId, seatId: SeatId, role: SeatRole, part: OwnPart });

/** Seats by whose addresses staff take part, over all interviews. */
export class StaffSeatStore extends DatabaseStore {
  async ofAddress(email: string): Promise<z.infer<typeof StaffSeatRow>[]> {
    const rows = await this.kysely
      .selectFrom('staffSeats')
      .select(['interviewId', 'seatId', 'role', 'part'])
      .where('email', '=', email.toLowerCase())
      .orderBy('interviewId')
      .execute();
    return rows.map(row => StaffSeatRow.parse(row));
  }
}
