import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { InterviewId, RecordingId } from '../../shared/ids.ts';
import { InterviewPhase } from '../../shared/interview/phases.ts';
import { KitId, KitVersion, QuestionId } from '../../shared/kit/kitIds.ts';
import { PracticeLength, PracticePurpose } from '../../shared/practice/practice.ts';
import { PRACTICE_LIMITS } from '../../shared/protocol/practiceRoutes.ts';
import { DatabaseStore } from './database.ts';
import { RecordingPhase } from './interviewRecordingStore.ts';
import { json, optional } from './rowSchemas.ts';
import { beyond, deleteRows, findRow, findRows, insertRows, is, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

export interface ListedAttempt extends StoredAttempt {
  /** Absent until the attempt's interview is created. */
  interview?: { phase: InterviewPhase; lastSeq: number };
  /** The newest recording, if one is stored. */
  recording?: { recordingId: RecordingId; state: RecordingPhase };
}

export type StartOutcome =
  | { outcome: 'started' }
  /** The page had `ATTEMPTS_A_DAY` attempts within a day. It may start another in `againInMs`. */
  | { outcome: 'too-many'; againInMs: number }
  /** The page already has the maximum number of attempts. */
  | { outcome: 'full' }
  /** The page is being deleted. */
  | { outcome: 'gone' };

interface BestTake {
  pageId: string;
  interviewId: InterviewId;
  questionId: QuestionId;
}

export interface ExpiringPage {
  pageId: string;
  email: string | undefined;
  visitedAt: number;
  /** When the page's owner was last notified. */
  notifiedAt: number | undefined;
}

export const EXPIRING_AT_ONCE = 500;
export const ATTEMPTS_A_DAY = 20;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Private pages of people without an account. No method finds a page or attempt that is being deleted. */
export class PracticeStore extends DatabaseStore {
  async findPage(tokenHash: string): Promise<StoredPracticePage | undefined> {
    const row = await this.kysely
      .selectFrom('practicePages')
      .selectAll()
      .where(({ or, eb }) => or([eb('tokenHash', '=', tokenHash), eb('mailedTokenHash', '=', tokenHash)]))
      .executeTakeFirst();
    return row && StoredPracticePage.parse(row);
  }

  /** Creates an attempt, and with `newPage` also its page. `source` identifies the requester's address. */
  start(
    attempt: NewAttempt,
    newPage?: { tokenHash: string; name?: string | undefined },
    source: string | null = null,
  ): Promise<StartOutcome> {
    const { pageId, questionIds, ...columns } = attempt;
    const now = this.now;
    return this.inTransaction(async transaction => {
      if (newPage) {
        const { tokenHash, name = null } = newPage;
        const times = { createdAt: Date.now(), visitedAt: Date.now() };
        await insertRows(transaction, 'practicePages', { pageId, tokenHash, name, ...times });
      } else {
        const refused = await refusalIn(transaction, pageId, now);
        if (refused) return refused;
      }
      await insertRows(transaction, 'practiceAttempts', {
        ...columns,
        pageId,
        questionIds: JSON.stringify(questionIds),
        state: 'waiting',
        createdAt: now,
        seenAt: now,
        source,
        note: '',
      });
      return { outcome: 'started' } as const;
    });
  }

  async changePage(
    pageId: string,
    changes: { name?: string | undefined; email?: string | undefined },
  ): Promise<void> {
    const set = {
      ...(changes.name !== undefined && { name: changes.name }),
      ...(changes.email !== undefined && { email: changes.email }),
    };
    if (Object.keys(set).length === 0) return;
    await updateRows(this.kysely, 'practicePages', { pageId, tokenHash: is('not like', 'deleted:%') }, set);
  }

  /** Records a visit, which restarts the page's retention time. */
  async noteVisit(pageId: string): Promise<void> {
    await updateRows(this.kysely, 'practicePages', { pageId }, { visitedAt: Date.now() });
  }

  /** Returns the next `EXPIRING_AT_ONCE` pages last visited by `until`, oldest visit first. */
  async unvisited(until: number, after?: ExpiringPage): Promise<ExpiringPage[]> {
    const rows = await this.kysely
      .selectFrom('practicePages')
      .select(['pageId', 'email', 'visitedAt', 'expiryToldAt'])
      .where('visitedAt', '<=', until)
      .where('tokenHash', 'not like', 'deleted:%')
      .where(beyond('>', ['visitedAt', 'pageId'], after && { ...after }))
      .orderBy('visitedAt')
      .orderBy('pageId')
      .limit(EXPIRING_AT_ONCE)
      .execute();
    return rows.map(({ pageId, email, visitedAt, expiryToldAt }) => ({
      pageId,
      email: email ?? undefined,
      visitedAt,
      notifiedAt: expiryToldAt ?? undefined,
    }));
  }

  /** Counts the pages last visited by `until`, and how many of their owners left an email address. */
  async countUnvisited(until: number): Promise<{ all: number; withAddress: number }> {
    const { all, withAddress } = await this.kysely
      .selectFrom('practicePages')
      .select(({ fn }) => [fn.countAll().as('all'), fn.count('email').as('withAddress')])
      .where('visitedAt', '<=', until)
      .where('tokenHash', 'not like', 'deleted:%')
      .executeTakeFirstOrThrow();
    return { all: Number(all), withAddress: Number(withAddress) };
  }

  /** Records that the owner was told of the coming deletion. Returns false if the page is being deleted. */
  async noteExpiryNotice(pageId: string, at: number, mailedTokenHash: string): Promise<boolean> {
    const page = { pageId, tokenHash: is('not like', 'deleted:%') };
    const changes = { expiryToldAt: at, mailedTokenHash };
    return (await updateRows(this.kysely, 'practicePages', page, changes)) === 1;
  }

  /** Returns an attempt of the page, or undefined if the attempt belongs to another page. */
  async findAttempt(pageId: string, interviewId: InterviewId): Promise<ListedAttempt | undefined> {
    const [attempt] = await this.#list(pageId, interviewId);
    return attempt;
  }

  attemptsOf(pageId: string): Promise<ListedAttempt[]> {
    return this.#list(pageId);
  }

  /** Returns the private page of an attempt, or undefined if the interview is not practice. */
  async pageOfAttempt(interviewId: InterviewId): Promise<StoredPracticePage | undefined> {
    const row = await this.kysely
      .selectFrom('practicePages')
      .innerJoin('practiceAttempts', 'practiceAttempts.pageId', 'practicePages.pageId')
      .selectAll('practicePages')
      .where('practiceAttempts.interviewId', '=', interviewId)
      .where('practiceAttempts.state', '!=', 'deleting')
      .executeTakeFirst();
    return row && StoredPracticePage.parse(row);
  }

  async owns(pageId: string, interviewId: InterviewId): Promise<boolean> {
    const attempt = { interviewId, pageId, state: is('!=', 'deleting') };
    const row = await findRow(this.kysely, 'practiceAttempts', attempt);
    return row !== undefined;
  }

  async shortAttempts(pageId: string, kitId: KitId): Promise<number> {
    const row = await this.kysely
      .selectFrom('practiceAttempts')
      .select(({ fn }) => fn.countAll<number | bigint | string>().as('count'))
      .where(({ and }) => and({ pageId, kitId, length: 'short' }))
      .where('state', '!=', 'deleting')
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }

  /** Sets `note` if the stored note is `base`. Returns the note now stored, or `note` during a deletion. */
  async setNote(interviewId: InterviewId, { base, note }: { base: string; note: string }): Promise<string> {
    const notDeleting = { interviewId, state: is('!=', 'deleting') };
    const unchanged = { ...notDeleting, note: base };
    if ((await updateRows(this.kysely, 'practiceAttempts', unchanged, { note })) > 0) return note;
    return (await findRow(this.kysely, 'practiceAttempts', notDeleting))?.note ?? note;
  }

  /** Marks an attempt as the best answer to a question, in place of any other. Ignores a deleted attempt. */
  markBest({ pageId, interviewId, questionId }: BestTake): Promise<void> {
    return this.inTransaction(async transaction => {
      const attempt = { interviewId, pageId, state: is('!=', 'deleting') };
      // Writes to the attempt first, so that a concurrent deletion waits and then deletes the mark.
      if ((await updateRows(transaction, 'practiceAttempts', attempt, { note: sql.ref('note') })) === 0)
        return;
      await transaction
        .insertInto('practiceBestTakes')
        .values({ pageId, questionId, interviewId })
        .onConflict(row => row.columns(['pageId', 'questionId']).doUpdateSet({ interviewId }))
        .execute();
    });
  }

  async unmarkBest({ pageId, interviewId, questionId }: BestTake): Promise<void> {
    await deleteRows(this.kysely, 'practiceBestTakes', { pageId, questionId, interviewId });
  }

  /** Returns the page's best answers by question. */
  async bestTakes(pageId: string): Promise<Map<QuestionId, InterviewId>> {
    const rows = await findRows(this.kysely, 'practiceBestTakes', { pageId });
    return new Map(rows.map(row => [QuestionId.parse(row.questionId), InterviewId.parse(row.interviewId)]));
  }

  async #list(pageId: string, interviewId?: InterviewId): Promise<ListedAttempt[]> {
    const rows = await this.kysely
      .selectFrom('practiceAttempts')
      .leftJoin('interviews', 'interviews.interviewId', 'practiceAttempts.interviewId')
      .selectAll('practiceAttempts')
      .select(['interviews.phase', 'interviews.lastSeq'])
      .where('practiceAttempts.pageId', '=', pageId)
      .where('practiceAttempts.state', '!=', 'deleting')
      .$if(interviewId !== undefined, query =>
        query.where('practiceAttempts.interviewId', '=', interviewId ?? ''),
      )
      .orderBy('practiceAttempts.createdAt', 'desc')
      .orderBy('practiceAttempts.interviewId', 'desc')
      .execute();
    const recordings = await this.#recordingsOf(rows.map(row => row.interviewId));
    return rows.map(({ phase, lastSeq, ...row }) => {
      const recording = recordings.get(row.interviewId);
      return {
        ...StoredAttempt.parse(row),
        ...(phase !== null &&
          lastSeq !== null && { interview: { phase: InterviewPhase.parse(phase), lastSeq } }),
        ...(recording && { recording }),
      };
    });
  }

  async #recordingsOf(
    interviewIds: readonly string[],
  ): Promise<Map<string, NonNullable<ListedAttempt['recording']>>> {
    if (interviewIds.length === 0) return new Map();
    const rows = await this.kysely
      .selectFrom('recordings')
      .select(['interviewId', 'recordingId', 'state'])
      .where('interviewId', 'in', [...interviewIds])
      .orderBy('startedAt')
      .orderBy('recordingId')
      .execute();
    return new Map(
      rows.map(({ interviewId, recordingId, state }) => [
        interviewId,
        { recordingId: RecordingId.parse(recordingId), state: RecordingPhase.parse(state) },
      ]),
    );
  }
}

/** Returns the reason to refuse an attempt, if any. Writes to the page first, so that other writers wait. */
async function refusalIn(
  transaction: Kysely<Tables>,
  pageId: string,
  now: RawBuilder<number>,
): Promise<Exclude<StartOutcome, { outcome: 'started' }> | undefined> {
  const page = { pageId, tokenHash: is('not like', 'deleted:%') };
  const touched = await updateRows(transaction, 'practicePages', page, { visitedAt: Date.now() });
  if (touched !== 1) return { outcome: 'gone' };
  const attempts = await transaction
    .selectFrom('practiceAttempts')
    .select(({ ref }) => sql<number | bigint>`${now} - ${ref('createdAt')}`.as('ageMs'))
    .where('pageId', '=', pageId)
    .where('state', '!=', 'deleting')
    .orderBy('createdAt', 'desc')
    .orderBy('interviewId', 'desc')
    .execute();
  if (attempts.length >= PRACTICE_LIMITS.attemptsKept) return { outcome: 'full' };
  const decisive = attempts[ATTEMPTS_A_DAY - 1];
  const againInMs = decisive ? DAY_MS - Number(decisive.ageMs) : 0;
  return againInMs > 0 ? { outcome: 'too-many', againInMs } : undefined;
}

/** A private page. Only a hash of its token is stored. */
const StoredPracticePage = z.object({
  pageId: z.string(),
  name: optional(z.string()),
  email: optional(z.string()),
  createdAt: z.number(),
  /** Time of the last visit, rounded to the hour. */
  visitedAt: z.number(),
});
export type StoredPracticePage = z.infer<typeof StoredPracticePage>;

/** `admitted`: about to start, running, or left. `expired`: never entered. `deleting`: unreachable. */
export const AttemptState = z.enum(['waiting', 'admitted', 'over', 'expired', 'deleting']);
export type AttemptState = z.infer<typeof AttemptState>;

const StoredAttempt = z.object({
  interviewId: InterviewId,
  pageId: z.string(),
  kitId: KitId,
  kitVersion: KitVersion,
  role: z.string(),
  length: PracticeLength,
  purpose: PracticePurpose,
  questionIds: json(z.array(QuestionId)),
  plannedMinutes: z.number(),
  state: AttemptState,
  createdAt: z.number(),
  note: z.string(),
});
export type StoredAttempt = z.infer<typeof StoredAttempt>;
export type NewAttempt = Omit<StoredAttempt, 'state' | 'createdAt' | 'note'>;
