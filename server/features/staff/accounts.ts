import { APIError } from 'better-auth/api';
import { getAdapter } from 'better-auth/db/adapter';
import type { Kysely, Transaction } from 'kysely';
import { AppError } from '../../../shared/errors.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { isMadeOf, TOO_PERSONAL } from '../../../shared/protocol/password.ts';
import { StaffRole } from '../../../shared/roles.ts';
import type { Config } from '../../config.ts';
import type { Logger } from '../../log.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { type Authentication, authenticationOptions, createAuthentication } from './authentication.ts';
import { KnownDevices } from './KnownDevices.ts';
import { END_ACCESS } from './MemberAccess.ts';
import { passwordThreads } from './passwords/PasswordThreads.ts';

export interface NewMember {
  name: string;
  email: string;
  role: StaffRole;
  passwordHash: string;
}

export interface SignedIn {
  member: StaffMember;
  /** Whole `Set-Cookie` values. */
  cookies: string[];
}

interface UserRow {
  id: string;
  name: string;
  email: string;
  role: string;
  disabledAt?: number | null | undefined;
}

/** Staff accounts: who a person is, and what an owner may change about it. Has nothing to close. */
export class StaffAccounts {
  /** Where each account was signed in to before. */
  readonly devices: KnownDevices;
  readonly #store: Store;
  /** The organization's name, as far as the server knows one. */
  readonly #site: string;
  readonly #authentication: Authentication;
  readonly #adapterIn: (transaction: Transaction<Tables>) => ReturnType<typeof getAdapter>;
  readonly #listeners = new Set<(member: StaffMember) => void>();

  constructor(options: { config: Config; store: Store; log: Logger }) {
    const { config, store, log } = options;
    this.devices = new KnownDevices(config);
    this.#store = store;
    this.#site = new URL(config.publicUrl).hostname;
    this.#authentication = createAuthentication(config, store.database, log);
    const settings = authenticationOptions(config, store.database, log);
    this.#adapterIn = transaction =>
      getAdapter({ ...settings, database: { ...settings.database, db: transaction } });
  }

  /** Who sends these headers, by the session cookie; undefined when no one is signed in. */
  async staffOf(headers: Headers): Promise<StaffMember | undefined> {
    if (!headers.get('cookie')) return undefined;
    const session = await this.#ask(() =>
      this.#authentication.api.getSession({ headers, query: { disableRefresh: true } }),
    );
    return enabledMember(session?.user);
  }

  /** The same, and cookies that make the session last longer. */
  async renew(headers: Headers): Promise<{ member: StaffMember | undefined; cookies: string[] }> {
    if (!headers.get('cookie')) return { member: undefined, cookies: [] };
    const answer = await this.#ask(() =>
      this.#authentication.api.getSession({ headers, returnHeaders: true }),
    );
    return { member: enabledMember(answer.response?.user), cookies: answer.headers.getSetCookie() };
  }

  /** Throws `unauthenticated` for a wrong address or password, which look alike, and `forbidden` for a disabled account. */
  async signIn(email: string, password: string): Promise<SignedIn> {
    const answer = await this.#ask(() =>
      this.#authentication.api.signInEmail({ body: { email, password }, returnHeaders: true }),
    );
    const member = await this.require(answer.response.user.id);
    await this.#store.audit.add({ actor: member.userId, action: 'staff.signedIn', target: member.userId });
    return {
      member,
      cookies: [...answer.headers.getSetCookie(), await this.devices.remember(member.email)],
    };
  }

  /** Returns the cookies that clear the browser's. */
  async signOut(headers: Headers): Promise<string[]> {
    // better-auth would clear the cookie even where the session lives on in a database that cannot be reached.
    const member = await this.staffOf(headers);
    const answer = await this.#ask(() => this.#authentication.api.signOut({ headers, returnHeaders: true }));
    if (member) {
      this.#tell(member);
      await this.#store.audit.add({
        actor: member.userId,
        action: 'staff.signedOut',
        target: member.userId,
      });
    }
    return answer.headers.getSetCookie();
  }

  async hasOwner(): Promise<boolean> {
    const owner = await this.#store.database.kysely
      .selectFrom('staffUsers')
      .select('id')
      .where('role', '=', 'owner')
      .limit(1)
      .executeTakeFirst();
    return owner !== undefined;
  }

  async hasAddress(email: string): Promise<boolean> {
    const user = await this.#store.database.kysely
      .selectFrom('staffUsers')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst();
    return user !== undefined;
  }

  /** By name. */
  async list(): Promise<StaffMember[]> {
    const rows = await this.#store.database.kysely
      .selectFrom('staffUsers')
      .select(['id', 'name', 'email', 'role', 'disabledAt'])
      .orderBy('name')
      .orderBy('id')
      .execute();
    return rows.map(memberOf);
  }

  async require(userId: string): Promise<StaffMember> {
    const row = await findUser(this.#store.database.kysely, userId);
    if (!row) throw AppError.notFound('account', userId);
    return memberOf(row);
  }

  /** Refuses what is made of things that are known of the person. */
  async hashPassword(password: string, person: { name: string; email: string }): Promise<string> {
    this.#requireUnknown('password', password, person);
    return passwordThreads.hash(password);
  }

  /** Ends all other sessions; returns the cookies of a new one. Throws `invalid` for a current password that is not right. */
  async changePassword(
    member: StaffMember,
    headers: Headers,
    { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
  ): Promise<string[]> {
    this.#requireUnknown('newPassword', newPassword, member);
    const answer = await this.#ask(() =>
      this.#authentication.api
        .changePassword({
          headers,
          body: { currentPassword, newPassword, revokeOtherSessions: true },
          returnHeaders: true,
        })
        .catch(notTheCurrentPassword),
    );
    await this.#store.audit.add({
      actor: member.userId,
      action: 'staff.passwordChanged',
      target: member.userId,
    });
    this.#tell(member);
    return answer.headers.getSetCookie();
  }

  /** Returns how many there were. */
  async endOtherSessions(member: StaffMember, headers: Headers): Promise<number> {
    const sessions = await this.#ask(() => this.#authentication.api.listSessions({ headers }));
    await this.#ask(() => this.#authentication.api.revokeOtherSessions({ headers }));
    await this.#store.audit.add({
      actor: member.userId,
      action: 'staff.otherSessionsEnded',
      target: member.userId,
    });
    this.#tell(member);
    return sessions.length - 1;
  }

  /** From now on this token, and no older one, lets the member choose a password, once. */
  async allowReset(
    actor: StaffMember,
    userId: string,
    { token, expiresAt }: { token: string; expiresAt: number },
  ): Promise<void> {
    const member = await this.require(userId);
    if (member.disabled)
      throw AppError.invalid('This account is disabled. Enable it first, then reset the password.');
    const { internalAdapter } = await this.#authentication.$context;
    await this.#ask(async () => {
      await this.#store.database.kysely
        .deleteFrom('staffVerifications')
        .where('value', '=', userId)
        .execute();
      await internalAdapter.createVerificationValue({
        identifier: resetIdentifier(token),
        value: userId,
        expiresAt: new Date(expiresAt),
      });
    });
    await this.#store.audit.add({ actor: actor.userId, action: 'staff.passwordResetIssued', target: userId });
  }

  /** Whose password the token resets. Throws `link-invalid`. */
  async checkReset(token: string): Promise<StaffMember> {
    const { internalAdapter } = await this.#authentication.$context;
    const found = await this.#ask(() => internalAdapter.findVerificationValue(resetIdentifier(token)));
    if (!found || found.expiresAt.getTime() <= Date.now()) throw AppError.linkInvalid();
    const member = await this.require(found.value);
    if (member.disabled) throw AppError.linkInvalid();
    return member;
  }

  /** Uses the token up and ends all the member's sessions. Throws `link-invalid`. */
  async resetPassword(token: string, password: string): Promise<StaffMember> {
    const member = await this.checkReset(token);
    this.#requireUnknown('password', password, member);
    await this.#ask(() =>
      this.#authentication.api.resetPassword({ body: { token, newPassword: password } }).catch(usedUp),
    );
    await this.#store.audit.add({
      actor: member.userId,
      action: 'staff.passwordReset',
      target: member.userId,
    });
    this.#tell(member);
    return member;
  }

  /** Writes a member within `transaction`, so that it stands or falls with the link that allows it. */
  async create(transaction: Transaction<Tables>, member: NewMember): Promise<StaffMember> {
    const adapter = await this.#adapterIn(transaction);
    const now = new Date();
    const times = { createdAt: now, updatedAt: now };
    const { name, email, role, passwordHash } = member;
    const user = await adapter.create<Record<string, unknown>, UserRow>({
      model: 'user',
      data: { name, email, emailVerified: true, role, disabledAt: null, ...times },
    });
    await adapter.create({
      model: 'account',
      data: {
        userId: user.id,
        accountId: user.id,
        providerId: 'credential',
        password: passwordHash,
        ...times,
      },
    });
    return memberOf(user);
  }

  /**
   * Changes a member's role or disables them; a member who is disabled is signed out at once. Throws `not-found`, and `invalid`
   * when no one would be left to own the place.
   */
  async change(
    actor: StaffMember,
    userId: string,
    change: { role?: StaffRole | undefined; disabled?: boolean | undefined },
  ): Promise<StaffMember> {
    const member = await this.#store.database.kysely.transaction().execute(async transaction => {
      const changed = await changeMember(transaction, userId, change);
      if (change.disabled)
        await this.#store.jobs.enqueueAgain({ kind: END_ACCESS, target: userId }, transaction);
      await this.#store.audit.add(
        { actor: actor.userId, action: 'staff.changed', target: userId, details: { ...change } },
        transaction,
      );
      return changed;
    });
    this.#tell(member);
    return member;
  }

  /**
   * Told after a member's role or right to sign in has changed, or they signed out somewhere, so that open sockets can
   * follow. Returns the unsubscriber.
   */
  subscribe(listener: (member: StaffMember) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(member: StaffMember): void {
    for (const listener of this.#listeners) listener(member);
  }

  /** `field` is where the form shows it. */
  #requireUnknown(field: string, password: string, { name, email }: { name: string; email: string }): void {
    if (isMadeOf(password, [name, email, this.#site]))
      throw AppError.invalid(TOO_PERSONAL, { field, fields: { [field]: TOO_PERSONAL } });
  }

  /** better-auth's errors in our words. It hides a lost database behind a general error, so that is asked for. */
  async #ask<T>(use: () => Promise<T>): Promise<T> {
    try {
      return await use();
    } catch (error) {
      if (!(error instanceof APIError)) throw error;
      if (error.statusCode === 403)
        throw AppError.forbidden('This account is disabled. An owner can enable it again.');
      if (error.statusCode < 500)
        throw AppError.unauthenticated('The e-mail address or the password is not right.');
      if (await this.#store.database.answers()) throw error;
      throw AppError.unavailable('The database does not answer. Please try again in a moment.', error);
    }
  }
}

/** What better-auth looks a reset up by. */
function resetIdentifier(token: string): string {
  return `reset-password:${token}`;
}

function notTheCurrentPassword(error: unknown): never {
  if (!(error instanceof APIError) || error.body?.code !== 'INVALID_PASSWORD') throw error;
  const message = 'This is not your current password.';
  throw AppError.invalid(message, { field: 'currentPassword', fields: { currentPassword: message } });
}

/** The same link was used a moment earlier. */
function usedUp(error: unknown): never {
  if (error instanceof APIError && error.body?.code === 'INVALID_TOKEN') throw AppError.linkInvalid();
  throw error;
}

async function changeMember(
  transaction: Transaction<Tables>,
  userId: string,
  change: { role?: StaffRole | undefined; disabled?: boolean | undefined },
): Promise<StaffMember> {
  // Writing to every owner first makes two such changes wait for each other, on both databases.
  await transaction.updateTable('staffUsers').set({ role: 'owner' }).where('role', '=', 'owner').execute();
  const before = await findUser(transaction, userId);
  if (!before) throw AppError.notFound('account', userId);
  const role = change.role ?? StaffRole.parse(before.role);
  const disabledAt =
    change.disabled === undefined
      ? before.disabledAt
      : change.disabled
        ? (before.disabledAt ?? Date.now())
        : null;
  await transaction.updateTable('staffUsers').set({ role, disabledAt }).where('id', '=', userId).execute();
  if (disabledAt !== null)
    await transaction.deleteFrom('staffSessions').where('userId', '=', userId).execute();

  const owner = await transaction
    .selectFrom('staffUsers')
    .select('id')
    .where('role', '=', 'owner')
    .where('disabledAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (!owner) throw AppError.invalid('There must be an owner: make someone else an owner first.');
  return memberOf({ ...before, role, disabledAt });
}

function findUser(db: Kysely<Tables>, userId: string) {
  return db
    .selectFrom('staffUsers')
    .select(['id', 'name', 'email', 'role', 'disabledAt'])
    .where('id', '=', userId)
    .executeTakeFirst();
}

function enabledMember(user: UserRow | undefined): StaffMember | undefined {
  const member = user && memberOf(user);
  return member?.disabled ? undefined : member;
}

function memberOf(user: UserRow): StaffMember {
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    role: StaffRole.parse(user.role),
    disabled: (user.disabledAt ?? null) !== null,
  };
}
