import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ErrorReason } from '../../../shared/errorReasons.ts';
import { AppError } from '../../../shared/errors.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { isUniqueViolation } from '../../store/databaseErrors.ts';
import { deleteRows, findRow, is, lockRows, updateRows } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { newLinkToken } from '../linkToken.ts';
import type { Authentication } from './authentication.ts';
import { notTheCurrentPassword } from './passwords/Passwords.ts';
import { MOVE_SEATS, moveTarget } from './SeatMoves.ts';

const LINK_MS = 60 * 60_000;

interface EmailChangesOptions {
  authentication: Authentication;
  store: Pick<Store, 'database' | 'audit' | 'jobs'>;
  /** Converts better-auth's errors. */
  ask: <T>(use: () => Promise<T>) => Promise<T>;
  /** Returns a member. Throws `not-found`. */
  require: (userId: string) => Promise<StaffMember>;
}

/**
 * New email addresses of members. A member confirms one with a link, because the address decides which interviews
 * they see. Links end with a new password, so that a member who is told of an unwanted change can stop it.
 */
export class EmailChanges {
  readonly #options: EmailChangesOptions;

  constructor(options: EmailChangesOptions) {
    this.#options = options;
  }

  /** Throws `invalid` for a wrong password, and for members who sign in with single sign-on only. */
  async prove(member: StaffMember, headers: Headers, currentPassword: string): Promise<void> {
    if (!(await this.#passwordOf(member.userId))) throw AppError.invalid('email-of-sso');
    const { api } = this.#options.authentication;
    await this.#options.ask(() =>
      api.verifyPassword({ headers, body: { password: currentPassword } }).catch(notTheCurrentPassword),
    );
  }

  /** Throws `invalid` if this is the member's address, another member's, or an open invitation's. */
  async requireFree({ email: current }: StaffMember, email: string): Promise<void> {
    if (email === current) throw refused('address-unchanged');
    if (await findRow(this.#db, 'staffUsers', { email })) throw refused('account-exists');
    if (await this.#invitationTo(email)) throw refused('address-invited');
  }

  /** Returns the token of a link that confirms the address. Older links of the member stop working. */
  async issue({ userId }: StaffMember, email: string): Promise<string> {
    const token = newLinkToken();
    const proof = proofOf(await this.#passwordOf(userId));
    const { internalAdapter } = await this.#options.authentication.$context;
    await deleteRows(this.#db, 'staffVerifications', { value: is('like', `${userId} %`) });
    await internalAdapter.createVerificationValue({
      identifier: identifierOf(token),
      value: `${userId} ${proof} ${email}`,
      expiresAt: new Date(Date.now() + LINK_MS),
    });
    return token;
  }

  /** Returns what a link changes. Throws `link-invalid`. */
  async check(token: string): Promise<{ member: StaffMember; email: string; value: string }> {
    const { internalAdapter } = await this.#options.authentication.$context;
    const found = await this.#options.ask(() => internalAdapter.findVerificationValue(identifierOf(token)));
    if (!found || found.expiresAt.getTime() <= Date.now()) throw AppError.linkInvalid();
    const [userId = '', proof, email = ''] = found.value.split(' ');
    const member = await this.#options.require(userId);
    if (member.disabled || proof !== proofOf(await this.#passwordOf(userId))) throw AppError.linkInvalid();
    return { member, email, value: found.value };
  }

  /**
   * Changes the address. `value`: of the link, which works once. Other links that were sent to the old address stop
   * working. Seats still have the old address until `SeatMoves` has moved them.
   */
  async apply(member: StaffMember, email: string, actor: string, value?: string): Promise<void> {
    const { userId, email: from } = member;
    await this.requireFree(member, email);
    const { database, audit, jobs } = this.#options.store;
    const by = actor === userId ? 'self' : 'other';
    await database.kysely
      .transaction()
      .execute(async transaction => {
        if (
          value !== undefined &&
          (await lockRows(transaction, 'staffVerifications', { value }, 'value')) === 0
        )
          throw AppError.linkInvalid();
        await deleteRows(transaction, 'staffVerifications', { value: userId });
        await deleteRows(transaction, 'staffVerifications', { value: is('like', `${userId} %`) });
        const changed = await updateRows(transaction, 'staffUsers', { id: userId, email: from }, { email });
        if (changed !== 1) throw AppError.linkInvalid();
        await audit.add(
          { actor, action: 'staff.emailChanged', target: userId, details: { by } },
          transaction,
        );
        await jobs.enqueueAgain({ kind: MOVE_SEATS, target: moveTarget(userId, from) }, transaction);
      })
      .catch(error => {
        throw isUniqueViolation(error) ? refused('account-exists') : error;
      });
  }

  async #passwordOf(userId: string): Promise<string | undefined> {
    const { internalAdapter } = await this.#options.authentication.$context;
    return (await internalAdapter.findCredentialAccount(userId))?.password ?? undefined;
  }

  #invitationTo(email: string) {
    return this.#db
      .selectFrom('invitations')
      .select(sql<number>`1`.as('one'))
      .where('email', '=', email)
      .where('acceptedAt', 'is', null)
      .where('revokedAt', 'is', null)
      .where('expiresAt', '>', Date.now())
      .executeTakeFirst();
  }

  get #db() {
    return this.#options.store.database.kysely;
  }
}

function identifierOf(token: string): string {
  return `email-change:${token}`;
}

/** Changes with the password. */
function proofOf(passwordHash: string | undefined): string {
  return createHash('sha256')
    .update(passwordHash ?? '')
    .digest('base64url');
}

function refused(
  reason: ErrorReason & ('address-unchanged' | 'account-exists' | 'address-invited'),
): AppError {
  return AppError.invalid(reason, { field: 'email', fields: { email: { reason } } });
}
