import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { InterviewId, type MediaFileId, type UserId } from '../../shared/ids.ts';
import {
  LINKS_A_DAY,
  LINKS_SHOWN,
  OPENINGS_SHOWN,
  ReportLinkUse,
  type ReportShare,
  SHARES_MAX,
  STAFF_LINKS_MAX,
} from '../../shared/protocol/readerRoutes.ts';
import { OwnGuess } from '../../shared/report/candidateReport.ts';
import { clipsOf } from '../../shared/report/reportContent.ts';
import { DatabaseStore } from './database.ts';
import { decodeReport } from './reportFormat.ts';
import { flag } from './rowSchemas.ts';
import {
  deleteRows,
  findRow,
  findRows,
  insertMissing,
  insertRows,
  is,
  lockRows,
  NOT_NULL,
  updateRows,
} from './rows.ts';
import type { Tables } from './schema.ts';

export interface StoredReply {
  /** Absent until the candidate was asked. Without `guess`, the candidate skipped the question. */
  guessed: { guess: OwnGuess | undefined } | undefined;
  firstOpenedAt: number | undefined;
  question: { text: string; askedAt: number; answer?: string; answeredAt?: number } | undefined;
}

const StoredReportLink = z.object({
  linkId: z.string(),
  interviewId: InterviewId,
  kind: z.union([z.literal('candidate'), ReportLinkUse]),
  withClips: flag,
  expiresAt: z.number(),
});
export type StoredReportLink = z.infer<typeof StoredReportLink>;
export type NewReportLink = StoredReportLink & { tokenHash: string; createdAt: number };
type RevokedLink = { interviewId: InterviewId; linkId: string; uses: ReportLinkUse[]; at: number };

/** Adds messages in a transaction. */
export type TellInside = (transaction: Kysely<Tables>) => Promise<void>;

/** `full`: too many links work already. `againAt`: when another link may be added under the daily limit. */
export type AddedLink = 'added' | 'full' | { againAt: number };

const SAME_OPENING_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Lifetime of a candidate's link, counted from its message or from the last publication. */
export const OWN_LINK_MS = 365 * DAY_MS;

export class ReportReaderStore extends DatabaseStore {
  async reply(interviewId: InterviewId): Promise<StoredReply> {
    const row = await findRow(this.kysely, 'reportReplies', { interviewId });
    return row ? replyOf(row) : { guessed: undefined, firstOpenedAt: undefined, question: undefined };
  }

  /** Stores the first guess and ignores later ones. `guess` is undefined when the candidate skipped it. */
  guess(interviewId: InterviewId, guess: OwnGuess | undefined, at: number): Promise<void> {
    return this.inTransaction(async transaction => {
      await insertMissing(transaction, 'reportReplies', { interviewId });
      const changes = { guess: guess === undefined ? null : JSON.stringify(guess), guessedAt: at };
      await updateRows(transaction, 'reportReplies', { interviewId, guessedAt: null }, changes);
    });
  }

  /** Stores when the report was first opened. Ignores later times. */
  noteOpened(interviewId: InterviewId, at: number): Promise<void> {
    return this.inTransaction(async transaction => {
      await insertMissing(transaction, 'reportReplies', { interviewId });
      const unopened = { interviewId, firstOpenedAt: null };
      await updateRows(transaction, 'reportReplies', unopened, { firstOpenedAt: at });
    });
  }

  /**
   * Stores the candidate's question together with the messages that `tell` adds. Returns false, and tells no
   * one, when a question was asked before.
   */
  ask(interviewId: InterviewId, question: string, at: number, tell?: TellInside): Promise<boolean> {
    return this.inTransaction(async transaction => {
      await insertMissing(transaction, 'reportReplies', { interviewId });
      const unasked = { interviewId, askedAt: null };
      if ((await updateRows(transaction, 'reportReplies', unasked, { question, askedAt: at })) !== 1)
        return false;
      await tell?.(transaction);
      return true;
    });
  }

  /** Stores the answer, or replaces an earlier one, like `ask`. Returns false when no question was asked. */
  answer(
    interviewId: InterviewId,
    { answer, userId, at }: { answer: string; userId: UserId; at: number },
    tell?: TellInside,
  ): Promise<boolean> {
    return this.inTransaction(async transaction => {
      const changes = { answer, answeredAt: at, answeredBy: userId };
      const asked = { interviewId, askedAt: NOT_NULL };
      if ((await updateRows(transaction, 'reportReplies', asked, changes)) !== 1) return false;
      await tell?.(transaction);
      return true;
    });
  }

  /** Adds a link for the candidate. Earlier links continue to work. */
  addCandidateLink(link: NewReportLink & { kind: 'candidate' }): Promise<void> {
    return this.inTransaction(transaction => insertLink(transaction, link));
  }

  addShare(link: NewReportLink & { kind: 'share' }): Promise<AddedLink> {
    return this.inTransaction(transaction => addReadLink(transaction, link, SHARES_MAX));
  }

  /** Adds a link of a staff member. `audit` adds the audit entry in the same transaction. */
  addStaffLink(
    link: NewReportLink & { kind: 'staff' },
    audit: (transaction: Kysely<Tables>) => Promise<void>,
  ): Promise<AddedLink> {
    return this.inTransaction(async transaction => {
      const added = await addReadLink(transaction, link, STAFF_LINKS_MAX);
      if (added === 'added') await audit(transaction);
      return added;
    });
  }

  /** Returns the newest reusable print link, or else adds `link`. Returns undefined at the daily limit. */
  printLink(
    link: NewReportLink & { kind: 'print' },
    usableUntil: number,
    isKnown: (stored: { linkId: string; tokenHash: string }) => boolean,
  ): Promise<Pick<StoredReportLink, 'linkId' | 'expiresAt'> | undefined> {
    return this.inTransaction(async transaction => {
      await lockReport(transaction, link.interviewId);
      const { interviewId, kind } = link;
      const working = { interviewId, kind, revokedAt: null, expiresAt: is('>=', usableUntil) };
      const [usable] = await findRows(transaction, 'reportLinks', working, 'createdAt desc', 'linkId desc');
      if (usable?.expiresAt && isKnown(usable)) return { linkId: usable.linkId, expiresAt: usable.expiresAt };
      // Print links have only the daily limit, because they are reused and expire.
      return (await addReadLink(transaction, link, LINKS_A_DAY)) === 'added' ? link : undefined;
    });
  }

  /** Returns the link with this token, or undefined if there is none that works. */
  async findLink(tokenHash: string, now: number): Promise<StoredReportLink | undefined> {
    return this.#link({ tokenHash }, now);
  }

  async findLinkById(linkId: string, now: number): Promise<StoredReportLink | undefined> {
    return this.#link({ linkId }, now);
  }

  /** True when the link works and the file is a clip that the report currently shows. */
  async showsFile(linkId: string, fileId: MediaFileId, now: number): Promise<boolean> {
    const link = await this.findLinkById(linkId, now);
    if (!link?.withClips) return false;
    const row = await this.kysely
      .selectFrom('reportClips')
      .innerJoin('reports', 'reports.interviewId', 'reportClips.interviewId')
      .select(['fromMs', 'toMs', 'published'])
      .where(({ and }) =>
        and({
          'reportClips.interviewId': link.interviewId,
          'reportClips.fileId': fileId,
          'reports.state': 'published',
        }),
      )
      .executeTakeFirst();
    if (!row || row.published === null) return false;
    return clipsOf(decodeReport(row.published)).some(
      ({ fromMs, toMs }) => fromMs === row.fromMs && toMs === row.toMs,
    );
  }

  /** Revokes a link if its use is one of `uses`. Returns false when no such link works. */
  revokeLink(
    { interviewId, linkId, uses, at }: RevokedLink,
    audit?: (transaction: Kysely<Tables>) => Promise<void>,
  ): Promise<boolean> {
    return this.inTransaction(async transaction => {
      const link = { interviewId, linkId, kind: uses, revokedAt: null };
      if ((await updateRows(transaction, 'reportLinks', link, { revokedAt: at })) === 0) return false;
      await audit?.(transaction);
      return true;
    });
  }

  /** Revokes all links to the interview's report. Returns how many worked. */
  revokeAll(interviewId: InterviewId, at: number): Promise<number> {
    return updateRows(this.kysely, 'reportLinks', { interviewId, revokedAt: null }, { revokedAt: at });
  }

  /** Records that a link was opened, at most once a minute. Keeps only each link's newest openings. */
  async noteLinkOpened(linkId: string, at: number): Promise<void> {
    await this.inTransaction(async transaction => {
      const known = await findRows(
        transaction,
        'reportLinkOpenings',
        { linkId },
        'at desc',
        'openingId desc',
      );
      if (known[0] && known[0].at > at - SAME_OPENING_MS) return;
      await insertRows(transaction, 'reportLinkOpenings', { openingId: uuidv7(), linkId, at });
      const old = known.slice(OPENINGS_SHOWN - 1).map(({ openingId }) => openingId);
      await deleteRows(transaction, 'reportLinkOpenings', { openingId: old });
    });
  }

  /** Returns up to `LINKS_SHOWN` read-only links: first those that work at `now`, then the newest. */
  async readLinks(
    interviewId: InterviewId,
    now: number,
    uses: readonly ReportLinkUse[] = ReportLinkUse.options,
  ): Promise<ReportShare[]> {
    const works = sql<number>`case when revoked_at is null and expires_at > ${now} then 1 else 0 end`;
    const rows = await this.kysely
      .with('shown', db =>
        db
          .selectFrom('reportLinks')
          .select(['linkId', 'kind', 'createdAt', 'expiresAt', 'withClips', 'revokedAt', works.as('works')])
          .where('interviewId', '=', interviewId)
          .where('kind', 'in', [...uses])
          .orderBy('works', 'desc')
          .orderBy('createdAt', 'desc')
          .orderBy('linkId', 'desc')
          .limit(LINKS_SHOWN),
      )
      .selectFrom('shown')
      .leftJoin('reportLinkOpenings', 'reportLinkOpenings.linkId', 'shown.linkId')
      .selectAll('shown')
      .select('reportLinkOpenings.at')
      .orderBy('shown.works', 'desc')
      .orderBy('shown.createdAt', 'desc')
      .orderBy('shown.linkId', 'desc')
      .orderBy('reportLinkOpenings.at', 'desc')
      .orderBy('reportLinkOpenings.openingId', 'desc')
      .execute();
    return [...Map.groupBy(rows, ({ linkId }) => linkId).values()].flatMap(own => {
      const openings = own.flatMap(({ at }) => at ?? []);
      return own.slice(0, 1).map(row => readLinkOf(row, openings));
    });
  }

  async #link(key: { tokenHash: string } | { linkId: string }, now: number) {
    const working = { ...key, revokedAt: null, expiresAt: is('>', now) };
    const row = await findRow(this.kysely, 'reportLinks', working);
    return row && StoredReportLink.parse(row);
  }
}

/** Locks the report, so that other requests and deletions wait. Returns false if there is no report. */
export async function lockReport(
  transaction: Transaction<Tables>,
  interviewId: InterviewId,
): Promise<boolean> {
  return (await lockRows(transaction, 'reports', { interviewId }, 'version')) === 1;
}

/** Adds a link unless `atOnce` links of its kind work already, or `LINKS_A_DAY` were added in a day. */
async function addReadLink(
  transaction: Transaction<Tables>,
  link: NewReportLink,
  atOnce: number,
): Promise<AddedLink> {
  await lockReport(transaction, link.interviewId);
  const ofKind = transaction
    .selectFrom('reportLinks')
    .where('interviewId', '=', link.interviewId)
    .where('kind', '=', link.kind);
  const { count } = await ofKind
    .select(({ fn }) => fn.countAll<number | bigint | string>().as('count'))
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', link.createdAt)
    .executeTakeFirstOrThrow();
  if (Number(count) >= atOnce) return 'full';
  const last = await ofKind
    .select('createdAt')
    .orderBy('createdAt', 'desc')
    .orderBy('linkId', 'desc')
    .offset(LINKS_A_DAY - 1)
    .limit(1)
    .executeTakeFirst();
  const againAt = (last?.createdAt ?? 0) + DAY_MS;
  if (last && againAt > link.createdAt) return { againAt };
  await insertLink(transaction, link);
  return 'added';
}

/** Extends the candidate's working links, because their lifetime counts from the latest publication. */
export async function renewOwnLinks(
  transaction: Transaction<Tables>,
  interviewId: InterviewId,
  at: number,
): Promise<void> {
  const match = { interviewId, kind: 'candidate', revokedAt: null, expiresAt: is('>', at) };
  await updateRows(transaction, 'reportLinks', match, { expiresAt: at + OWN_LINK_MS });
}

async function insertLink(
  transaction: Transaction<Tables>,
  { withClips, ...link }: NewReportLink,
): Promise<void> {
  await insertRows(transaction, 'reportLinks', { ...link, withClips: withClips ? 1 : 0, revokedAt: null });
}

function replyOf(row: Selectable<Tables['reportReplies']>): StoredReply {
  const { guess, guessedAt, firstOpenedAt, question, askedAt, answer, answeredAt } = row;
  return {
    guessed:
      guessedAt === null
        ? undefined
        : { guess: guess === null ? undefined : OwnGuess.parse(JSON.parse(guess)) },
    firstOpenedAt: firstOpenedAt ?? undefined,
    question:
      question === null || askedAt === null
        ? undefined
        : {
            text: question,
            askedAt,
            ...(answer !== null && answeredAt !== null && { answer, answeredAt }),
          },
  };
}

function readLinkOf(
  row: Pick<
    Selectable<Tables['reportLinks']>,
    'linkId' | 'kind' | 'createdAt' | 'expiresAt' | 'withClips' | 'revokedAt'
  >,
  openings: number[],
): ReportShare {
  return {
    shareId: row.linkId,
    use: ReportLinkUse.parse(row.kind),
    createdAt: row.createdAt,
    expiresAt: row.expiresAt ?? row.createdAt,
    withClips: row.withClips === 1,
    ...(row.revokedAt !== null && { revokedAt: row.revokedAt }),
    openings: openings.slice(0, OPENINGS_SHOWN),
  };
}
