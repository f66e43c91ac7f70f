import { uuidv7 } from 'uuidv7';
import { hashOfToken, newLinkToken } from '../../server/features/linkToken.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import type { NewAttempt } from '../../server/store/practiceStore.ts';
import type { Store } from '../../server/store/store.ts';
import { CommandId, type InterviewId } from '../../shared/ids.ts';
import type { NewEvent, NewSeat } from '../../shared/interview/events.ts';
import { KitId, QuestionId } from '../../shared/kit/kitIds.ts';
import { LOG_START_MS, newClientId, newInterviewId, newLinkId, newSeatId } from './interviewLog.ts';

const SYSTEM = { type: 'system' } as const;
export const PRACTICED_KIT = KitId.parse('practiced-kit');

/** Inserts the kit that attempts of store tests refer to. */
export async function addPracticedKit({ database }: Store): Promise<void> {
  await database.kysely
    .insertInto('kits')
    .values({ kitId: PRACTICED_KIT, version: 1, builtIn: 0, archived: 0, updatedAt: 0 })
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

export function newAttempt(changes: Partial<NewAttempt> = {}): NewAttempt {
  return {
    interviewId: newInterviewId(),
    pageId: uuidv7(),
    kitId: PRACTICED_KIT,
    kitVersion: 1,
    role: 'Backend Developer',
    length: 'short',
    purpose: 'self',
    questionIds: [QuestionId.parse('q-1')],
    plannedMinutes: 10,
    ...changes,
  };
}

/** Adds an attempt to the waiting line, by default on a new private page. */
export async function startAttempt(
  store: Store,
  changes: Partial<NewAttempt> = {},
  token = newLinkToken(),
): Promise<NewAttempt> {
  const attempt = newAttempt(changes);
  const newPage = changes.pageId ? undefined : { tokenHash: hashOfToken(token), name: 'Ada Lovelace' };
  await store.practice.start(attempt, newPage);
  return attempt;
}

/** Moves all stored times of the attempt into the past. */
export async function setBack(store: Store, interviewId: InterviewId, ms: number): Promise<void> {
  await store.database.kysely
    .updateTable('practiceAttempts')
    .set(row => ({ seenAt: row('seenAt', '-', ms), admittedAt: row('admittedAt', '-', ms) }))
    .where('interviewId', '=', interviewId)
    .execute();
}

export async function stateOf(store: Store, interviewId: InterviewId): Promise<string | undefined> {
  const row = await store.database.kysely
    .selectFrom('practiceAttempts')
    .select('state')
    .where('interviewId', '=', interviewId)
    .executeTakeFirst();
  return row?.state;
}

/** Writes the interview of an admitted attempt as the server does. */
export class AttemptLog {
  readonly interviews: Interviews;
  readonly attempt: NewAttempt;
  readonly seat: NewSeat = { seatId: newSeatId(), role: 'candidate', displayName: 'Ada Lovelace' };
  readonly linkId = newLinkId();
  readonly clientId = newClientId();

  static async begin(
    store: Store,
    attempt: NewAttempt,
    interviews = new Interviews({ store: store.interviews }),
  ) {
    const log = new AttemptLog(interviews, attempt);
    const { interviewId, role, length, purpose } = attempt;
    const { seatId } = log.seat;
    const expiresAt = Date.now() + 3_600_000;
    await interviews.create(interviewId, SYSTEM, {
      events: [
        {
          kind: 'interview.created',
          payload: {
            interviewId,
            title: role,
            jobRole: role,
            scheduledAt: LOG_START_MS,
            plannedMinutes: 10,
            seats: [log.seat],
            practice: { length, purpose },
          },
        },
        { kind: 'link.issued', payload: { seatId, linkId: log.linkId, expiresAt } },
      ],
      result: undefined,
      newLinks: [{ linkId: log.linkId, seatId, tokenHash: hashOfToken(newLinkToken()), expiresAt }],
      ofAttempt: true,
    });
    return log;
  }

  private constructor(interviews: Interviews, attempt: NewAttempt) {
    this.interviews = interviews;
    this.attempt = attempt;
  }

  /** Appends events together with a stored command result, as commands do. */
  async write(...events: NewEvent[]): Promise<void> {
    const stamp = { commandId: CommandId.parse(uuidv7()), name: 'chat.send', params: {} };
    await this.interviews.execute(
      this.attempt.interviewId,
      SYSTEM,
      () => ({ events, result: undefined }),
      stamp,
    );
  }

  connect(): Promise<void> {
    const { seatId } = this.seat;
    return this.write({
      kind: 'seat.connected',
      payload: { seatId, clientId: this.clientId, serverId: 'server-1' },
    });
  }

  /** The candidate joins, and the interview opens. */
  async enter(): Promise<void> {
    const { seatId } = this.seat;
    await this.connect();
    await this.write(
      { kind: 'seat.entered', payload: { seatId, clientId: this.clientId } },
      { kind: 'session.opened', payload: {} },
      { kind: 'seat.admitted', payload: { seatId } },
    );
  }

  leave(): Promise<void> {
    return this.write({ kind: 'seat.left', payload: { seatId: this.seat.seatId, reason: 'left' } });
  }

  end(): Promise<void> {
    return this.write({ kind: 'session.ended', payload: {} });
  }
}
