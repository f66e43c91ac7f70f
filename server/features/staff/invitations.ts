import type { Kysely } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import type { Invitation, StaffMember } from '../../../shared/protocol/http.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import { isUniqueViolation } from '../../store/databaseErrors.ts';
import { findRow, insertRows, is, updateRows } from '../../store/rows.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { hashOfToken, newLinkToken } from '../linkToken.ts';
import type { StaffAccounts } from './accounts.ts';
import type { StaffMail } from './StaffMail.ts';
import { roleOf, type StoredRole, storedRole } from './storedRole.ts';

const INVITATION_MS = 7 * 24 * 60 * 60 * 1_000;

export class Invitations {
  readonly #publicUrl: string;
  readonly #store: Store;
  readonly #accounts: StaffAccounts;
  readonly #mail: StaffMail;

  constructor(options: { publicUrl: string; store: Store; accounts: StaffAccounts; mail: StaffMail }) {
    this.#publicUrl = options.publicUrl;
    this.#store = options.store;
    this.#accounts = options.accounts;
    this.#mail = options.mail;
  }

  /** Lists open invitations, newest first, with the state of their emails. */
  async list(): Promise<Invitation[]> {
    const rows = await this.#open()
      .select('tokenHash')
      .orderBy('createdAt', 'desc')
      .orderBy('invitationId', 'desc')
      .execute();
    const states = await this.#store.mails.statesOf(rows.map(({ tokenHash }) => mailKey(tokenHash)));
    return rows.map(({ tokenHash, ...row }) => {
      const mail = states.get(mailKey(tokenHash));
      return { ...invitationOf(row), ...(mail && { mail }) };
    });
  }

  /**
   * Invites an address, by email if there is a mail server. `instead`: the invitation that this one replaces. Throws
   * `conflict` if that one isn't open, if the address has another open invitation, or if it has an account.
   */
  async create(
    actor: StaffMember,
    { email, role, instead }: { email: string; role: StaffRole; instead?: string | undefined },
  ): Promise<{ invitation: Invitation; url: string; mailed: boolean }> {
    if (instead === undefined && (await this.#accounts.hasAddress(email))) throw addressTaken();
    const token = newLinkToken();
    const url = `${this.#publicUrl}/invitation#${token}`;
    const mailed = this.#mail.configured;
    const { name: organization } = await this.#mail.organization();
    const invitation = { invitationId: uuidv7(), email, role, expiresAt: Date.now() + INVITATION_MS };
    await this.#store.database.kysely.transaction().execute(async transaction => {
      const before = instead === undefined ? undefined : await requireOpen(transaction, instead, email);
      const open = await this.#open(transaction).where('email', '=', email).executeTakeFirst();
      if (open && open.invitationId !== instead)
        throw new AppError('conflict', 'already-invited', {
          values: { role: roleOf(open) },
          details: { invitationId: open.invitationId },
        });
      await updateRows(
        transaction,
        'invitations',
        { email, revokedAt: null, acceptedAt: null },
        { revokedAt: Date.now() },
      );
      await insertRows(transaction, 'invitations', {
        ...invitation,
        ...storedRole(role),
        tokenHash: hashOfToken(token),
        invitedBy: actor.userId,
        createdAt: Date.now(),
        acceptedAt: null,
        revokedAt: null,
      });
      await this.#store.audit.add(
        {
          actor: actor.userId,
          action: 'staff.invited',
          target: invitation.invitationId,
          details: { role, ...(before && { before }) },
        },
        transaction,
      );
      if (mailed)
        await this.#mail.send(
          {
            onceKey: mailKey(hashOfToken(token)),
            kind: 'staff-invitation',
            address: email,
            content: { url, by: actor.name, role, ...(organization && { organization }) },
            expiresAt: invitation.expiresAt,
          },
          transaction,
        );
    });
    return { invitation: mailed ? { ...invitation, mail: 'waiting' } : invitation, url, mailed };
  }

  /** Revokes an invitation. Throws `not-found` when it is not open. */
  async revoke(actor: StaffMember, invitationId: string): Promise<void> {
    await this.#store.database.kysely.transaction().execute(async transaction => {
      const revoked = await updateRows(
        transaction,
        'invitations',
        { invitationId, revokedAt: null, acceptedAt: null },
        { revokedAt: Date.now() },
      );
      if (revoked !== 1) throw AppError.notFound('invitation', invitationId);
      await this.#store.audit.add(
        { actor: actor.userId, action: 'staff.invitationRevoked', target: invitationId },
        transaction,
      );
    });
  }

  /** Returns the invitation that a token is for. Throws `link-invalid`. */
  async check(token: string): Promise<Invitation> {
    const row = await this.#open().where('tokenHash', '=', hashOfToken(token)).executeTakeFirst();
    if (!row) throw await this.#refusalOf(this.#store.database.kysely, hashOfToken(token));
    return invitationOf(row);
  }

  /** Returns why an invitation isn't open. Only its holder asks, because the token can't be guessed. */
  async #refusalOf(kysely: Kysely<Tables>, tokenHash: string): Promise<AppError> {
    const rows = kysely.selectFrom('invitations');
    const one = await rows
      .select(['email', 'revokedAt'])
      .where('tokenHash', '=', tokenHash)
      .executeTakeFirst();
    if (!one) return AppError.linkInvalid();
    const newest = await rows
      .select(['tokenHash', 'acceptedAt', 'expiresAt'])
      .where('email', '=', one.email)
      .where('revokedAt', 'is', null)
      .orderBy('createdAt', 'desc')
      .orderBy('invitationId', 'desc')
      .executeTakeFirst();
    if (newest && newest.acceptedAt !== null) return new AppError('link-invalid', 'link-used');
    if (newest && newest.tokenHash !== tokenHash && newest.expiresAt > Date.now())
      return new AppError('link-invalid', 'link-replaced');
    return new AppError('link-invalid', one.revokedAt === null ? 'link-expired' : 'link-revoked');
  }

  async accept(token: string, person: { name: string; password: string }): Promise<StaffMember> {
    const { invitationId, email, role } = await this.check(token);
    const passwordHash = await this.#accounts.passwords.hash(person.password, { name: person.name, email });
    try {
      return await this.#store.database.kysely.transaction().execute(async transaction => {
        const used = await updateRows(
          transaction,
          'invitations',
          { invitationId, acceptedAt: null, revokedAt: null, expiresAt: is('>', Date.now()) },
          { acceptedAt: Date.now() },
        );
        if (used !== 1) throw await this.#refusalOf(transaction, hashOfToken(token));
        const member = await this.#accounts.create(transaction, {
          name: person.name,
          email,
          role,
          passwordHash,
        });
        await this.#store.audit.add(
          {
            actor: member.userId,
            action: 'staff.joined',
            target: member.userId,
            details: { invitationId },
          },
          transaction,
        );
        return member;
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw addressTaken();
      throw error;
    }
  }

  /** Returns the open invitation of an address. */
  async openFor(email: string): Promise<Invitation | undefined> {
    const row = await this.#open().where('email', '=', email).executeTakeFirst();
    return row && invitationOf(row);
  }

  /** Notes that a person joined through single sign-on, and accepts their invitation. */
  async joined(userId: string, email: string): Promise<void> {
    const invitation = await this.openFor(email);
    await this.#store.database.kysely.transaction().execute(async transaction => {
      if (invitation)
        await updateRows(
          transaction,
          'invitations',
          { invitationId: invitation.invitationId, acceptedAt: null },
          { acceptedAt: Date.now() },
        );
      const details = { singleSignOn: true, ...(invitation && { invitationId: invitation.invitationId }) };
      await this.#store.audit.add(
        { actor: userId, action: 'staff.joined', target: userId, details },
        transaction,
      );
    });
  }

  #open(db: Kysely<Tables> = this.#store.database.kysely) {
    return db
      .selectFrom('invitations')
      .select(['invitationId', 'email', 'role', 'ownOnly', 'expiresAt'])
      .where('acceptedAt', 'is', null)
      .where('revokedAt', 'is', null)
      .where('expiresAt', '>', Date.now());
  }
}

/** Returns the role of an invitation that can be sent again. Throws `conflict`, and `not-found`. */
async function requireOpen(
  transaction: Kysely<Tables>,
  invitationId: string,
  email: string,
): Promise<StaffRole> {
  const row = await findRow(transaction, 'invitations', { invitationId, email });
  if (!row) throw AppError.notFound('invitation', invitationId);
  if (row.acceptedAt !== null) throw new AppError('conflict', 'invitation-accepted');
  if (row.revokedAt !== null) throw new AppError('conflict', 'invitation-revoked');
  return roleOf(row);
}

function mailKey(tokenHash: string): string {
  return `staff-invitation ${tokenHash}`;
}

function addressTaken(): AppError {
  return new AppError('conflict', 'account-exists');
}

function invitationOf({ role, ownOnly, ...invitation }: Omit<Invitation, 'role'> & StoredRole): Invitation {
  return { ...invitation, role: roleOf({ role, ownOnly }) };
}
