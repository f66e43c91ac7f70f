import { APIError } from 'better-auth/api';
import { getAdapter } from 'better-auth/db/adapter';
import type { Kysely, Transaction } from 'kysely';
import { AppError } from '../../../shared/errors.ts';
import type { TeamId } from '../../../shared/ids.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import type { Config } from '../../config.ts';
import type { Logger } from '../../log.ts';
import { deleteRows, findRow, is, updateRows } from '../../store/rows.ts';
import type { Tables } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { END_ACCESS } from './AccessRevocation.ts';
import {
  type Authentication,
  authenticationOptions,
  codeCookie,
  createAuthentication,
  headersFrom,
  type RequestSource,
} from './authentication.ts';
import { EmailChanges } from './EmailChanges.ts';
import { KnownDevices } from './KnownDevices.ts';
import { Passwords } from './passwords/Passwords.ts';
import { SecondFactors } from './SecondFactors.ts';
import { SignIns } from './SignIns.ts';
import { roleOf, type StoredRole, storedRole } from './storedRole.ts';

export type NewMember = { name: string; email: string; role: StaffRole; passwordHash: string };

export interface SignedIn {
  member: StaffMember;
  /** Complete `Set-Cookie` values. */
  cookies: string[];
}

interface UserRow extends StoredRole {
  id: string;
  name: string;
  email: string;
  disabledAt?: number | null | undefined;
}

export class StaffAccounts {
  readonly devices: KnownDevices;
  readonly signIns: SignIns;
  readonly passwords: Passwords;
  readonly secondFactors: SecondFactors;
  readonly emailChanges: EmailChanges;
  readonly #store: Store;
  readonly #codeCookie: string;
  readonly #authentication: Authentication;
  readonly #adapterIn: (transaction: Transaction<Tables>) => ReturnType<typeof getAdapter>;
  readonly #listeners = new Set<(member: StaffMember) => void>();

  constructor(options: { config: Config; store: Store; log: Logger }) {
    const { config, store, log } = options;
    this.devices = new KnownDevices(config);
    this.#store = store;
    this.#authentication = createAuthentication(config, store.database, log);
    this.#codeCookie = codeCookie(config);
    const authentication = this.#authentication;
    this.signIns = new SignIns({ authentication, store });
    this.secondFactors = new SecondFactors({ authentication, store, ask: use => this.#ask(use) });
    this.emailChanges = new EmailChanges({
      authentication,
      store,
      ask: use => this.#ask(use),
      require: userId => this.require(userId),
    });
    this.passwords = new Passwords({
      authentication,
      store,
      publicUrl: config.publicUrl,
      ask: use => this.#ask(use),
      require: userId => this.require(userId),
      onChanged: member => this.#notify(member),
    });
    const settings = authenticationOptions(config, store.database, log);
    this.#adapterIn = transaction =>
      getAdapter({ ...settings, database: { ...settings.database, db: transaction } });
  }

  async staffOf(headers: Headers): Promise<StaffMember | undefined> {
    if (!headers.get('cookie')) return undefined;
    const found = await this.#ask(() =>
      this.#authentication.api.getSession({ headers, query: { disableRefresh: true } }),
    );
    if (found) await this.signIns.noteUse(found.session);
    return this.#enabledMember(found?.user);
  }

  /** Returns the session of a request that a member sent. */
  async sessionOf(headers: Headers): Promise<{ id: string; userId: string }> {
    const found = await this.#ask(() =>
      this.#authentication.api.getSession({ headers, query: { disableRefresh: true } }),
    );
    if (!found) throw AppError.unauthenticated();
    return found.session;
  }

  /** Returns the member like `staffOf`, and cookies that extend the session. */
  async renew({
    headers,
    address,
  }: RequestSource): Promise<{ member: StaffMember | undefined; cookies: string[] }> {
    if (!headers.get('cookie')) return { member: undefined, cookies: [] };
    const answer = await this.#ask(() =>
      this.#authentication.api.getSession({ headers, returnHeaders: true }),
    );
    if (answer.response) await this.signIns.noteUse(answer.response.session, address);
    return {
      member: await this.#enabledMember(answer.response?.user),
      cookies: answer.headers.getSetCookie(),
    };
  }

  /**
   * Signs in. Without `member` in the result, a code is needed. Throws `unauthenticated` for a wrong address or
   * password, `forbidden` if disabled.
   */
  async signIn(
    email: string,
    password: string,
    source: RequestSource,
  ): Promise<Partial<SignedIn> & Pick<SignedIn, 'cookies'>> {
    const request = { body: { email, password }, headers: headersFrom(source), returnHeaders: true as const };
    const answer = await this.#ask(() => this.#authentication.api.signInEmail(request));
    const cookies = answer.headers.getSetCookie();
    if ('twoFactorRedirect' in answer.response) return { cookies };
    return this.#signedIn(answer.response.user.id, cookies);
  }

  /** Notes in the audit log that a password was wrong. The entry has no address without an account. */
  async noteFailedSignIn(email: string): Promise<void> {
    const member = await this.findByAddress(email);
    await this.#store.audit.add({
      actor: 'system',
      action: 'staff.signInFailed',
      target: member?.userId ?? 'sign-in',
      details: { member: member !== undefined },
    });
  }

  /** Completes a sign-in. Throws `invalid` for a wrong code, `unauthenticated` if the password is needed again. */
  async signInWithCode(code: string, source: RequestSource): Promise<SignedIn> {
    const headers = headersFrom(source);
    // Drops the session cookie, so that the code of the member who signs in is checked, and no one else's.
    const cookies = headers.get('cookie')?.split('; ') ?? [];
    headers.set('cookie', cookies.filter(pair => pair.startsWith(`${this.#codeCookie}=`)).join('; '));
    const verified = await this.secondFactors.verify(headers, code);
    return this.#signedIn(verified.userId, verified.cookies);
  }

  /** Completes a sign-in at another provider. `headers` have the cookie of the new session. */
  async signedInElsewhere(headers: Headers, cookies: string[]): Promise<SignedIn> {
    const member = await this.staffOf(headers);
    if (!member) throw AppError.unauthenticated();
    return this.#signedIn(member.userId, cookies);
  }

  async #signedIn(userId: string, cookies: string[]): Promise<SignedIn> {
    const member = await this.require(userId);
    await this.#audit('staff.signedIn', member.userId);
    return { member, cookies: [...cookies, await this.devices.remember(member.email)] };
  }

  /** Returns cookies that clear the browser's session cookie. */
  async signOut(headers: Headers): Promise<string[]> {
    // Finds the member first, because better-auth clears the cookie even if the database can't be reached.
    const member = await this.staffOf(headers);
    const answer = await this.#ask(() => this.#authentication.api.signOut({ headers, returnHeaders: true }));
    if (member) {
      this.#notify(member);
      await this.#audit('staff.signedOut', member.userId);
    }
    return answer.headers.getSetCookie();
  }

  async hasOwner(): Promise<boolean> {
    const owner = await findRow(this.#db, 'staffUsers', { role: 'owner' });
    return owner !== undefined;
  }

  async hasAddress(email: string): Promise<boolean> {
    return (await this.findByAddress(email)) !== undefined;
  }

  async findByAddress(email: string): Promise<StaffMember | undefined> {
    const row = await findRow(this.#db, 'staffUsers', { email });
    return row && memberOf(row, await this.#store.teams.of(row.id));
  }

  async list(): Promise<StaffMember[]> {
    const rows = await this.#db
      .selectFrom('staffUsers')
      .select(['id', 'name', 'email', 'role', 'ownOnly', 'disabledAt'])
      .orderBy('name')
      .orderBy('id')
      .execute();
    const teams = await this.#store.teams.byMember();
    return rows.map(row => memberOf(row, teams.get(row.id)));
  }

  async require(userId: string): Promise<StaffMember> {
    const row = await findUser(this.#db, userId);
    if (!row) throw AppError.notFound('account', userId);
    return memberOf(row, await this.#store.teams.of(userId));
  }

  /** Returns a member's name, or undefined if there is none. Never rejects. */
  async nameOf(userId: string): Promise<string | undefined> {
    const row = await findUser(this.#db, userId).catch(() => undefined);
    return row?.name;
  }

  /** Ends the member's other sessions and returns their number. */
  async endOtherSessions(member: StaffMember, headers: Headers): Promise<number> {
    const ended = await this.signIns.endOthers(await this.sessionOf(headers));
    await this.#audit('staff.otherSessionsEnded', member.userId);
    this.#notify(member);
    return ended;
  }

  /** Signs one browser of the member out. Throws `not-found`. */
  async endSession(member: StaffMember, sessionId: string): Promise<void> {
    await this.signIns.end(member.userId, sessionId);
    await this.#audit('staff.sessionEnded', member.userId);
    this.#notify(member);
  }

  async create(transaction: Transaction<Tables>, member: NewMember): Promise<StaffMember> {
    const adapter = await this.#adapterIn(transaction);
    const now = new Date();
    const times = { createdAt: now, updatedAt: now };
    const { name, email, role, passwordHash } = member;
    const user = await adapter.create<Record<string, unknown>, UserRow>({
      model: 'user',
      data: { name, email, emailVerified: true, ...storedRole(role), disabledAt: null, ...times },
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
    return memberOf(user, []);
  }

  /** Changes a member. Disabling ends sessions. Throws `not-found`, or `invalid` if no owner would remain. */
  async change(
    actor: StaffMember,
    userId: string,
    change: { role?: StaffRole | undefined; disabled?: boolean | undefined },
  ): Promise<StaffMember> {
    const member = await this.#db.transaction().execute(async transaction => {
      const row = await changeMember(transaction, userId, change);
      const changed = memberOf(row, await this.#store.teams.of(userId, transaction));
      if (change.disabled)
        await this.#store.jobs.enqueueAgain({ kind: END_ACCESS, target: userId }, transaction);
      await this.#store.audit.add(
        { actor: actor.userId, action: 'staff.changed', target: userId, details: { ...change } },
        transaction,
      );
      return changed;
    });
    this.#notify(member);
    return member;
  }

  /** Changes a member's name. The member's role and sessions stay as they are. */
  async rename(member: StaffMember, name: string): Promise<StaffMember> {
    const { userId } = member;
    if (name === member.name) return member;
    await this.#db.transaction().execute(async transaction => {
      await updateRows(transaction, 'staffUsers', { id: userId }, { name });
      await this.#store.audit.add({ actor: userId, action: 'staff.renamed', target: userId }, transaction);
    });
    return this.require(userId);
  }

  /** Throws `invalid` if no owner would remain without this member. */
  async requireOtherOwner(userId: string): Promise<void> {
    const owner = await findRow(this.#db, 'staffUsers', {
      role: 'owner',
      disabledAt: null,
      id: is('!=', userId),
    });
    if (!owner) throw AppError.invalid('owner-needed');
  }

  /** Records in the audit log that a disabled member's work was given to another one. */
  async noteHandOver(actor: StaffMember, userId: string, details: Record<string, unknown>): Promise<void> {
    const entry = { actor: actor.userId, action: 'staff.handedOver', target: userId, details };
    await this.#store.audit.add(entry);
  }

  /** Calls back after a change of a member's role, teams, or sessions. Returns the unsubscriber. */
  subscribe(listener: (member: StaffMember) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the member's sockets, which reconnect with the rights that the member has now. */
  async recheck(userId: string): Promise<void> {
    this.#notify(await this.require(userId));
  }

  async #enabledMember(user: UserRow | undefined): Promise<StaffMember | undefined> {
    if (!user) return undefined;
    const member = memberOf(user, await this.#store.teams.of(user.id));
    return member.disabled ? undefined : member;
  }

  get #db(): Kysely<Tables> {
    return this.#store.database.kysely;
  }

  #audit(action: string, target: string, actor = target): Promise<void> {
    return this.#store.audit.add({ actor, action, target });
  }

  #notify(member: StaffMember): void {
    for (const listener of this.#listeners) listener(member);
  }

  /** Converts better-auth's errors. Checks the database, because a server error can mean that it is away. */
  async #ask<T>(use: () => Promise<T>): Promise<T> {
    try {
      return await use();
    } catch (error) {
      if (!(error instanceof APIError)) throw error;
      if (error.statusCode === 403) throw AppError.forbidden('account-disabled');
      if (error.statusCode < 500) throw AppError.unauthenticated('sign-in-wrong');
      if (await this.#store.database.answers()) throw error;
      throw AppError.unavailable('database-unavailable', error);
    }
  }
}

async function changeMember(
  transaction: Transaction<Tables>,
  userId: string,
  change: { role?: StaffRole | undefined; disabled?: boolean | undefined },
): Promise<UserRow> {
  // Writes to every owner's row to lock it, so that concurrent changes wait for each other.
  await updateRows(transaction, 'staffUsers', { role: 'owner' }, { role: 'owner' });
  const before = await findUser(transaction, userId);
  if (!before) throw AppError.notFound('account', userId);
  const role = storedRole(change.role ?? roleOf(before));
  const disabledAt =
    change.disabled === undefined
      ? before.disabledAt
      : change.disabled
        ? (before.disabledAt ?? Date.now())
        : null;
  await updateRows(transaction, 'staffUsers', { id: userId }, { ...role, disabledAt });
  if (disabledAt !== null) await deleteRows(transaction, 'staffSessions', { userId });

  const owner = await findRow(transaction, 'staffUsers', { role: 'owner', disabledAt: null });
  if (!owner) throw AppError.invalid('owner-needed');
  return { ...before, ...role, disabledAt };
}

function findUser(db: Kysely<Tables>, userId: string) {
  return findRow(db, 'staffUsers', { id: userId });
}

function memberOf(user: UserRow, teams: TeamId[] = []): StaffMember {
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    role: roleOf(user),
    disabled: (user.disabledAt ?? null) !== null,
    teams,
  };
}
