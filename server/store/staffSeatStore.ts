import { z } from 'zod';
import { InterviewId, SeatId } from '../../shared/ids.ts';
import { OwnPart } from '../../shared/interview/visibility.ts';
import { SeatRole } from '../../shared/roles.ts';
import type { Database } from './database.ts';

const StaffSeatRow = z.object({ interviewId: InterviewId, seatId: SeatId, role: SeatRole, part: OwnPart });

/** Seats by whose addresses staff take part, over all interviews. Rejects with `unavailable` when the database cannot be reached. */
export class StaffSeatStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async ofAddress(email: string): Promise<z.infer<typeof StaffSeatRow>[]> {
    const rows = await this.#database.kysely
      .selectFrom('staffSeats')
      .select(['interviewId', 'seatId', 'role', 'part'])
      .where('email', '=', email.toLowerCase())
      .orderBy('interviewId')
      .execute();
    return rows.map(row => StaffSeatRow.parse(row));
  }
}
