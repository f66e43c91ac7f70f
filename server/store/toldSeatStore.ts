import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { InterviewId, LinkId, type LoopId, SeatId } from '../../shared/ids.ts';
import { Timestamp } from '../../shared/interview/fields.ts';
import type { InterviewPhase } from '../../shared/interview/phases.ts';
import { StartWindow } from '../../shared/interview/startWindow.ts';
import { MailState } from '../../shared/protocol/mailRoutes.ts';
import { DatabaseStore } from './database.ts';
import type { PlannedInterview } from './interviewStore.ts';
import { flag, json, optional } from './rowSchemas.ts';
import { beyond, findRows, insertMissing, is, lockRows, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

/** What a person was told about an interview. A difference to the interview's state needs a letter. */
export const ToldFacts = z.object({
  title: z.string(),
  jobRole: z.string(),
  scheduledAt: Timestamp,
  plannedMinutes: z.number(),
  linkId: LinkId,
  /** True when the virtual recruiter asks the questions. */
  recruiter: z.literal(true).optional(),
  window: StartWindow.optional(),
  /** True if the person was asked to choose the time. `scheduledAt` is then the last that can be chosen. */
  choose: z.literal(true).optional(),
  /** Last moment at which the candidate can move the interview. Present if the candidate chooses the time. */
  changeableUntil: Timestamp.optional(),
  /** IANA name of the interview's zone. Absent if it had none, and in rows of earlier versions. */
  zone: z.string().optional(),
  /** IANA name of the zone in which the candidate chose the time. Absent in rows of earlier versions. */
  ownZone: z.string().optional(),
  /** Names of the people whom a candidate meets, by address, or else by seat. Absent in rows of earlier versions. */
  interviewers: z.record(z.string(), z.string()).optional(),
  /** Whether an interviewer leads. Absent for everyone else, and in rows of earlier versions. */
  leads: z.boolean().optional(),
  /** True if the person was last told that their link was revoked, so they don't know of a later cancellation. */
  revoked: z.literal(true).optional(),
});
export type ToldFacts = z.infer<typeof ToldFacts>;

const ToldSeat = z.object({
  interviewId: InterviewId,
  seatId: SeatId,
  address: z.string(),
  /** Number of the last letter, counted from 0. */
  sequence: z.number(),
  state: z.enum(['invited', 'canceled']),
  facts: json(ToldFacts),
  toldAt: z.number(),
  mailId: z.string(),
  /** True when staff asked to send the invitation again. */
  again: flag,
  /** Number of the last reminder that was due since the last letter. */
  reminded: z.number(),
  /** When staff last sent a reminder themselves. */
  remindedAt: optional(z.number()),
});
export type ToldSeat = z.infer<typeof ToldSeat>;
export type NewToldSeat = Omit<ToldSeat, 'mailId' | 'again' | 'reminded' | 'remindedAt'>;

/** A mail about a seat, as staff see it. */
const ToldMail = z.object({
  seatId: SeatId,
  state: z.enum(['invited', 'canceled', 'revoked']),
  toldAt: z.number(),
  again: flag,
  mailState: MailState,
});
export type ToldMail = z.infer<typeof ToldMail>;

interface ReminderQuery {
  phase?: InterviewPhase;
  from: number;
  until: number;
  limit: number;
  /** Last interview of the previous page. */
  after?: PlannedInterview | undefined;
}

/** Adds a message in a transaction and returns its id. */
export type SendInside = (transaction: Kysely<Tables>) => Promise<string>;

interface Telling {
  send: SendInside;
  /** Keys of reminders. */
  replaced: readonly string[];
  /** Messages of the letters that these follow. */
  earlier?: readonly string[];
}

/** Undoes a transaction because another server has told someone first. */
class Overtaken extends Error {}

/** What the people of interviews were last told by email. */
export class ToldSeatStore extends DatabaseStore {
  async of(interviewId: InterviewId): Promise<ToldSeat[]> {
    const rows = await findRows(this.kysely, 'toldSeats', { interviewId }, 'seatId');
    return rows.map(row => ToldSeat.parse(row));
  }

  /** Returns who was told, with what became of the latest message. */
  async mailsOf(interviewId: InterviewId): Promise<ToldMail[]> {
    const rows = await this.kysely
      .selectFrom('toldSeats')
      .innerJoin('mails', 'mails.mailId', 'toldSeats.mailId')
      .select(['seatId', 'toldSeats.state', 'facts', 'toldAt', 'again', 'mails.state as mailState'])
      .where('toldSeats.interviewId', '=', interviewId)
      .orderBy('seatId')
      .execute();
    return rows.map(({ facts, ...row }) =>
      ToldMail.parse(json(ToldFacts).parse(facts).revoked ? { ...row, state: 'revoked' } : row),
    );
  }

  /** Returns the rounds that were created together. */
  async roundsOf(loopId: LoopId): Promise<InterviewId[]> {
    const rows = await findRows(this.kysely, 'interviews', { loopId }, 'interviewId');
    return rows.map(({ interviewId }) => InterviewId.parse(interviewId));
  }

  /**
   * Records letters together with the one message that `send` adds. Earlier messages that still wait are not
   * sent: reminders with the keys `replaced`, and the letters `earlier`. If such a letter was also for other
   * seats, they are due again. Returns false, and sends nothing, if another server has told one of these
   * people something since `of()`.
   */
  async tell(letters: readonly NewToldSeat[], { send, replaced, earlier = [] }: Telling): Promise<boolean> {
    // In the same order on every server, so that two transactions don't wait for each other.
    const ordered = letters.toSorted((a, b) => (a.seatId < b.seatId ? -1 : 1));
    try {
      await this.inTransaction(async transaction => {
        const withdrawn: string[] = [];
        for (const mailId of new Set(earlier))
          if (await withdraw(transaction, { mailId })) withdrawn.push(mailId);
        if (replaced.length > 0) await withdraw(transaction, { onceKey: replaced });
        for (const told of ordered) if (!(await record(transaction, told))) throw new Overtaken();
        if (withdrawn.length > 0) await repeat(transaction, { mailId: withdrawn, state: 'invited' });
        const seatId = ordered.map(told => told.seatId);
        await updateRows(transaction, 'toldSeats', { seatId }, { mailId: await send(transaction) });
      });
      return true;
    } catch (error) {
      if (error instanceof Overtaken) return false;
      throw error;
    }
  }

  /** True if a message was sent, or may be. Read it after `tell` has replaced messages that wait. */
  async mayHaveArrived(mailId: string, transaction: Kysely<Tables>): Promise<boolean> {
    const [mail] = await findRows(transaction, 'mails', { mailId }, 'mailId');
    return mail !== undefined && ['sent', 'waiting'].includes(mail.state);
  }

  /** Asks for another invitation to a person who was invited. Returns false for anyone else. */
  async askAgain(interviewId: InterviewId, seatId: SeatId): Promise<boolean> {
    return this.inTransaction(transaction => repeat(transaction, { interviewId, seatId, state: 'invited' }));
  }

  /** Returns the interview's `mark`. Pass it to `noteFollowed` after the letters are written. */
  async followMark(interviewId: InterviewId): Promise<number | undefined> {
    const row = await this.kysely
      .selectFrom('interviews')
      .select('toldSeq')
      .where('interviewId', '=', interviewId)
      .executeTakeFirst();
    return row?.toldSeq;
  }

  /** Records up to which event people were told. Does nothing if the stored mark is no longer `mark`. */
  async noteFollowed(interviewId: InterviewId, mark: number, seq: number): Promise<void> {
    await updateRows(this.kysely, 'interviews', { interviewId, toldSeq: mark }, { toldSeq: seq });
  }

  /** Returns interviews that have changed since their people were told, ordered by id. */
  async listToFollow(limit: number, after = ''): Promise<InterviewId[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .select('interviewId')
      // Repeats the condition of the partial index, so that the query can use the index.
      .where(sql<boolean>`mailed = 1 and phase not in ('open', 'ended') and told_seq < last_seq`)
      .where('interviewId', '>', after)
      .orderBy('interviewId')
      .limit(limit)
      .execute();
    return rows.map(({ interviewId }) => InterviewId.parse(interviewId));
  }

  /**
   * Returns interviews, planned after `from` and not after `until`, with someone who has had fewer than
   * `stage` reminders. `phase` defaults to `lobby`.
   */
  async listToRemind(
    stage: number,
    { phase = 'lobby', from, until, limit, after }: ReminderQuery,
  ): Promise<PlannedInterview[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .select(['interviews.interviewId', 'scheduledAt'])
      .where(sql<boolean>`practice is null`)
      .where('phase', '=', phase)
      .where('scheduledAt', '>', from)
      .where('scheduledAt', '<=', until)
      .where(beyond('>', ['scheduledAt', 'interviews.interviewId'], after))
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('toldSeats')
            .select('seatId')
            .whereRef('toldSeats.interviewId', '=', 'interviews.interviewId')
            .where('state', '=', 'invited')
            .where('reminded', '<', stage),
        ),
      )
      .orderBy('scheduledAt')
      .orderBy('interviews.interviewId')
      .limit(limit)
      .execute();
    return rows.map(row => ({ ...row, interviewId: InterviewId.parse(row.interviewId) }));
  }

  /**
   * Records that a person had reminder number `stage`, together with the message that `send` adds, if any.
   * Returns false, and sends nothing, if the person had it, or if the interview is no longer as `planned`, or
   * what the person was told has changed.
   */
  async remind(
    { interviewId, seatId, sequence }: ToldSeat,
    stage: number,
    { phase, scheduledAt }: { phase: InterviewPhase; scheduledAt: number },
    send: SendInside | undefined,
  ): Promise<boolean> {
    return this.inTransaction(async transaction => {
      const planned = { interviewId, phase, scheduledAt };
      if ((await lockRows(transaction, 'interviews', planned, 'scheduledAt')) !== 1) return false;
      const told = { seatId, sequence, state: 'invited', reminded: is('<', stage) };
      if ((await updateRows(transaction, 'toldSeats', told, { reminded: stage })) !== 1) return false;
      await send?.(transaction);
      return true;
    });
  }

  /**
   * Records a reminder that staff send themselves, together with the message that `send` adds. Returns false,
   * and sends nothing, if the interview or what the person was told is no longer as it was.
   */
  async remindNow(
    { interviewId, seatId, sequence, facts: { scheduledAt } }: ToldSeat,
    at: number,
    send: SendInside,
  ): Promise<boolean> {
    return this.inTransaction(async transaction => {
      const planned = { interviewId, phase: 'lobby', scheduledAt };
      if ((await lockRows(transaction, 'interviews', planned, 'scheduledAt')) !== 1) return false;
      const told = { seatId, sequence, state: 'invited' };
      if ((await updateRows(transaction, 'toldSeats', told, { remindedAt: at })) !== 1) return false;
      await send(transaction);
      return true;
    });
  }
}

/** Writes what a person was told. Returns false if the row isn't the one before. */
async function record(transaction: Kysely<Tables>, told: NewToldSeat): Promise<boolean> {
  const { seatId, sequence, facts } = told;
  const row = { ...told, facts: JSON.stringify(facts), mailId: '', again: 0, reminded: 0 };
  const { interviewId: _interview, seatId: _seat, ...changes } = row;
  const written =
    sequence === 0
      ? await insertMissing(transaction, 'toldSeats', row)
      : await updateRows(transaction, 'toldSeats', { seatId, sequence: sequence - 1 }, changes);
  return written === 1;
}

/** Returns true if messages were waiting, and are not sent now. */
async function withdraw(
  transaction: Kysely<Tables>,
  which: { mailId: string } | { onceKey: readonly string[] },
): Promise<boolean> {
  const withdrawn = await updateRows(
    transaction,
    'mails',
    { ...which, state: 'waiting', handedAt: null },
    { state: 'unsent', secret: null, reason: 'A newer message replaced this one before it was sent.' },
  );
  return withdrawn > 0;
}

/** Makes invitations due again. Returns false if there are none. */
async function repeat(
  transaction: Kysely<Tables>,
  invited: { state: 'invited' } & ({ interviewId: InterviewId; seatId: SeatId } | { mailId: string[] }),
): Promise<boolean> {
  if ((await updateRows(transaction, 'toldSeats', invited, { again: 1 })) === 0) return false;
  const seats = await findRows(transaction, 'toldSeats', invited);
  await transaction
    .updateTable('interviews')
    .set(({ ref }) => {
      const seq = ref('toldSeq');
      // Differs from every earlier mark, so that a server that has read the rows before follows again.
      return { toldSeq: sql<number>`case when ${seq} > 0 then 0 else ${seq} - 1 end` };
    })
    .where(
      'interviewId',
      'in',
      seats.map(({ interviewId }) => interviewId),
    )
    .execute();
  return true;
}
