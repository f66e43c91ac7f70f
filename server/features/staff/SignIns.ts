import { AppError } from '../../../shared/errors.ts';
import type { SignInSession } from '../../../shared/protocol/accountRoutes.ts';
import { deleteRows, updateRows } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { Authentication } from './authentication.ts';

/** A use is stored at most this often. */
const NOTED_EVERY_MS = 5 * 60_000;

interface CurrentSession {
  id: string;
  userId: string;
  usedAt?: number | null | undefined;
}

/** The browsers in which members are signed in. */
export class SignIns {
  readonly #authentication: Authentication;
  readonly #store: Pick<Store, 'database'>;

  constructor({ authentication, store }: { authentication: Authentication; store: Pick<Store, 'database'> }) {
    this.#authentication = authentication;
    this.#store = store;
  }

  /** Lists the member's sign-ins, the current one first, then the last used. */
  async list({ id, userId }: CurrentSession): Promise<SignInSession[]> {
    const { internalAdapter } = await this.#authentication.$context;
    const sessions = await internalAdapter.listSessions(userId);
    return sessions
      .map(session => {
        const { createdAt, userAgent, ipAddress } = session;
        const { usedAt } = session as { usedAt?: number | null };
        return {
          sessionId: session.id,
          current: session.id === id,
          browser: userAgent ?? '',
          address: ipAddress ?? '',
          signedInAt: createdAt.getTime(),
          usedAt: usedAt ?? session.updatedAt.getTime(),
        };
      })
      .toSorted((one, other) => Number(other.current) - Number(one.current) || other.usedAt - one.usedAt);
  }

  /** Signs one browser of the member out. Throws `not-found`. */
  async end(userId: string, sessionId: string): Promise<void> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('staffSessions')
      .where('id', '=', sessionId)
      .where('userId', '=', userId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw AppError.notFound('session', sessionId);
  }

  /** Signs all other browsers of the member out. Returns their number. */
  async endOthers(current: CurrentSession): Promise<number> {
    const others = (await this.list(current)).filter(session => !session.current);
    for (const { sessionId } of others) await deleteRows(this.#db, 'staffSessions', { id: sessionId });
    return others.length;
  }

  /** Notes that a session is used. `address`: the address group that it is used from, if known. */
  async noteUse({ id, usedAt }: CurrentSession, address?: string): Promise<void> {
    const now = Date.now();
    if (now - (usedAt ?? 0) < NOTED_EVERY_MS) return;
    await updateRows(
      this.#db,
      'staffSessions',
      { id },
      { usedAt: now, ...(address && { ipAddress: address }) },
    );
  }

  get #db() {
    return this.#store.database.kysely;
  }
}
