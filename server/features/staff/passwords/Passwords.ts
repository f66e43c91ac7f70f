import { APIError } from 'better-auth/api';
import { AppError } from '../../../../shared/errors.ts';
import type { StaffMember } from '../../../../shared/protocol/http.ts';
import { isMadeOf } from '../../../../shared/protocol/password.ts';
import { deleteRows } from '../../../store/rows.ts';
import type { Store } from '../../../store/store.ts';
import { newLinkToken } from '../../linkToken.ts';
import { type Authentication, headersFrom, type RequestSource } from '../authentication.ts';
import { passwordThreads } from './PasswordThreads.ts';

const RESET_MS = 24 * 60 * 60 * 1_000;

interface PasswordsOptions {
  authentication: Authentication;
  store: Pick<Store, 'database' | 'audit'>;
  /** Address of the site. Passwords must not contain its host name. */
  publicUrl: string;
  /** Converts better-auth's errors. */
  ask: <T>(use: () => Promise<T>) => Promise<T>;
  /** Returns a member. Throws `not-found`. */
  require: (userId: string) => Promise<StaffMember>;
  onChanged: (member: StaffMember) => void;
}

/** Passwords of members, and the links to reset them. */
export class Passwords {
  readonly #options: PasswordsOptions;

  constructor(options: PasswordsOptions) {
    this.#options = options;
  }

  /** Hashes a password. Throws `invalid` if it contains the person's name or address. */
  async hash(password: string, person: { name: string; email: string }): Promise<string> {
    this.#refusePersonal('password', password, person);
    return passwordThreads.hash(password);
  }

  /** Ends all sessions and returns a new session's cookies. Throws `invalid` for a wrong current password. */
  async change(
    member: StaffMember,
    source: RequestSource,
    { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
  ): Promise<string[]> {
    this.#refusePersonal('newPassword', newPassword, member);
    const answer = await this.#options.ask(() =>
      this.#options.authentication.api
        .changePassword({
          headers: headersFrom(source),
          body: { currentPassword, newPassword, revokeOtherSessions: true },
          returnHeaders: true,
        })
        .catch(notTheCurrentPassword),
    );
    await this.#audit('staff.passwordChanged', member.userId);
    this.#options.onChanged(member);
    return answer.headers.getSetCookie();
  }

  /** Creates a reset link. Older links stop working. Throws `not-found`, or `invalid` if disabled. */
  async issueReset(
    actor: StaffMember,
    userId: string,
  ): Promise<{ token: string; url: string; expiresAt: number }> {
    const reset = { token: newLinkToken(), expiresAt: Date.now() + RESET_MS };
    await this.allowReset(actor, userId, reset);
    return { ...reset, url: `${this.#options.publicUrl}/reset#${reset.token}` };
  }

  /** Accepts `token` for a new password. Without `actor`, someone asked for it by email. */
  async allowReset(
    actor: StaffMember | undefined,
    userId: string,
    { token, expiresAt }: { token: string; expiresAt: number },
  ): Promise<void> {
    const member = await this.#options.require(userId);
    if (member.disabled) throw AppError.invalid('account-disabled-reset');
    const { internalAdapter } = await this.#options.authentication.$context;
    await this.#options.ask(async () => {
      await deleteRows(this.#options.store.database.kysely, 'staffVerifications', { value: userId });
      await internalAdapter.createVerificationValue({
        identifier: resetIdentifier(token),
        value: userId,
        expiresAt: new Date(expiresAt),
      });
    });
    const action = actor ? 'staff.passwordResetIssued' : 'staff.passwordResetMailed';
    await this.#audit(action, userId, actor?.userId ?? 'system');
  }

  /** Returns the member that a reset link is for. Throws `link-invalid`. */
  async checkReset(token: string): Promise<StaffMember> {
    const { internalAdapter } = await this.#options.authentication.$context;
    const found = await this.#options.ask(() =>
      internalAdapter.findVerificationValue(resetIdentifier(token)),
    );
    if (!found || found.expiresAt.getTime() <= Date.now()) throw AppError.linkInvalid();
    const member = await this.#options.require(found.value);
    if (member.disabled) throw AppError.linkInvalid();
    return member;
  }

  /** Sets a new password and ends all sessions of the member. Throws `link-invalid`. */
  async reset(token: string, password: string): Promise<StaffMember> {
    const member = await this.checkReset(token);
    this.#refusePersonal('password', password, member);
    await this.#options.ask(() =>
      this.#options.authentication.api
        .resetPassword({ body: { token, newPassword: password } })
        .catch(usedUp),
    );
    await this.#audit('staff.passwordReset', member.userId);
    this.#options.onChanged(member);
    return member;
  }

  #refusePersonal(field: string, password: string, { name, email }: { name: string; email: string }): void {
    if (isMadeOf(password, [name, email, new URL(this.#options.publicUrl).hostname]))
      throw AppError.invalid('password-personal', {
        field,
        fields: { [field]: { reason: 'password-personal' } },
      });
  }

  #audit(action: string, target: string, actor = target): Promise<void> {
    return this.#options.store.audit.add({ actor, action, target });
  }
}

function resetIdentifier(token: string): string {
  return `reset-password:${token}`;
}

export function notTheCurrentPassword(error: unknown): never {
  if (!(error instanceof APIError) || error.body?.code !== 'INVALID_PASSWORD') throw error;
  const reason = 'current-password-wrong';
  throw AppError.invalid(reason, { field: 'currentPassword', fields: { currentPassword: { reason } } });
}

function usedUp(error: unknown): never {
  if (error instanceof APIError && error.body?.code === 'INVALID_TOKEN') throw AppError.linkInvalid();
  throw error;
}
