import { APIError } from 'better-auth/api';
import { AppError } from '../../../shared/errors.ts';
import type { SecondFactor } from '../../../shared/protocol/accountRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { Store } from '../../store/store.ts';
import type { Authentication } from './authentication.ts';
import { typedCode } from './recoveryCodes.ts';

interface SecondFactorOptions {
  authentication: Authentication;
  store: Pick<Store, 'database' | 'audit'>;
  /** Converts better-auth's errors. */
  ask: <T>(use: () => Promise<T>) => Promise<T>;
}

type Proof = { currentPassword: string; code: string };

/** Codes of authenticator apps (TOTP), with recovery codes that work once. */
export class SecondFactors {
  readonly #options: SecondFactorOptions;

  constructor(options: SecondFactorOptions) {
    this.#options = options;
  }

  async read({ userId }: StaffMember): Promise<SecondFactor> {
    const { internalAdapter } = await this.#options.authentication.$context;
    const hasPassword = Boolean((await internalAdapter.findCredentialAccount(userId))?.password);
    if (!(await this.#isOn(userId))) return { on: false, codesLeft: 0, hasPassword };
    const { backupCodes } = await this.#codes(userId);
    return { on: true, codesLeft: backupCodes.length, hasPassword };
  }

  /** Returns the ids of the members who have a second factor. */
  async members(): Promise<string[]> {
    const rows = await this.#db.selectFrom('staffTwoFactors').select(['userId', 'verified']).execute();
    return rows.filter(({ verified }) => Boolean(verified)).map(({ userId }) => userId);
  }

  /** Returns the address for an authenticator app. Nothing changes for sign-ins until `confirm()`. */
  async begin(headers: Headers, currentPassword: string, issuer: string): Promise<string> {
    const body = { password: currentPassword, issuer, method: 'totp' as const };
    const answer = await this.#ask(() => this.#api.enableTwoFactor({ headers, body }));
    if (!('totpURI' in answer)) throw new Error('There is no address for the app.');
    return answer.totpURI;
  }

  /** Turns the second factor on. Returns recovery codes and the cookies of a new session. */
  async confirm(
    { userId }: StaffMember,
    headers: Headers,
    code: string,
  ): Promise<{ recoveryCodes: string[]; cookies: string[] }> {
    if (await this.#isOn(userId)) throw new AppError('conflict', 'second-factor-on');
    const answer = await this.#ask(() =>
      this.#api.verifyTOTP({ headers, body: { code: typedCode(code).code }, returnHeaders: true }),
    );
    await this.#audit('staff.secondFactorOn', userId);
    const { backupCodes } = await this.#codes(userId);
    return { recoveryCodes: backupCodes, cookies: answer.headers.getSetCookie() };
  }

  /** Replaces the recovery codes. */
  async renewCodes({ userId }: StaffMember, headers: Headers, proof: Proof): Promise<string[]> {
    await this.#check(headers, proof);
    const body = { password: proof.currentPassword };
    const { backupCodes } = await this.#ask(() => this.#api.generateBackupCodes({ headers, body }));
    await this.#audit('staff.recoveryCodesRenewed', userId);
    return backupCodes;
  }

  /** Returns the cookies of a new session. */
  async turnOff({ userId }: StaffMember, headers: Headers, proof: Proof): Promise<string[]> {
    await this.#check(headers, proof);
    const body = { password: proof.currentPassword };
    const answer = await this.#ask(() => this.#api.disableTwoFactor({ headers, body, returnHeaders: true }));
    await this.#audit('staff.secondFactorOff', userId);
    return answer.headers.getSetCookie();
  }

  /** Removes the second factor of a member who can't use it. */
  async reset(actor: StaffMember, userId: string): Promise<void> {
    const { adapter, internalAdapter } = await this.#options.authentication.$context;
    await internalAdapter.updateUser(userId, { twoFactorEnabled: false });
    await adapter.deleteMany({ model: 'twoFactor', where: [{ field: 'userId', value: userId }] });
    await this.#audit('staff.secondFactorReset', userId, actor.userId);
  }

  /** Completes a sign-in. `headers` have the cookie from the password step, and no session. */
  async verify(headers: Headers, typed: string): Promise<{ userId: string; cookies: string[] }> {
    const { kind, code } = typedCode(typed);
    const request = { headers, body: { code }, returnHeaders: true as const };
    const answer = await this.#ask(() =>
      kind === 'app' ? this.#api.verifyTOTP(request) : this.#api.verifyBackupCode(request),
    );
    const user = answer.response.user;
    if (!user) throw new Error('A code was accepted for no one.');
    if (kind === 'recovery') await this.#audit('staff.recoveryCodeUsed', user.id);
    return { userId: user.id, cookies: answer.headers.getSetCookie() };
  }

  /** Throws `invalid` for a wrong password or code. Checks the password first, because a code can be used up. */
  async #check(headers: Headers, { currentPassword, code: typed }: Proof): Promise<void> {
    await this.#ask(() => this.#api.verifyPassword({ headers, body: { password: currentPassword } }));
    const { kind, code } = typedCode(typed);
    const request = { headers, body: { code } };
    await this.#ask(() =>
      kind === 'app'
        ? this.#api.verifyTOTP(request)
        : this.#api.verifyBackupCode({ ...request, body: { code, disableSession: true } }),
    );
  }

  async #isOn(userId: string): Promise<boolean> {
    return (await this.members()).includes(userId);
  }

  #codes(userId: string): Promise<{ backupCodes: string[] }> {
    return this.#ask(() => this.#api.viewBackupCodes({ body: { userId } }));
  }

  #audit(action: string, target: string, actor = target): Promise<void> {
    return this.#options.store.audit.add({ actor, action, target });
  }

  get #api() {
    return this.#options.authentication.api;
  }

  get #db() {
    return this.#options.store.database.kysely;
  }

  #ask<T>(use: () => Promise<T>): Promise<T> {
    return this.#options.ask(() => use().catch(codeRefusal));
  }
}

function codeRefusal(error: unknown): never {
  if (!(error instanceof APIError)) throw error;
  switch (error.body?.code) {
    case 'INVALID_PASSWORD':
      throw invalidField('currentPassword', 'current-password-wrong');
    case 'INVALID_CODE':
    case 'INVALID_BACKUP_CODE':
      throw invalidField('code', 'code-wrong');
    case 'INVALID_TWO_FACTOR_COOKIE':
    case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
      throw AppError.unauthenticated('code-step-over');
    case 'ACCOUNT_TEMPORARILY_LOCKED':
      throw new AppError('rate-limited', 'codes-locked');
    case 'TOTP_ALREADY_ENABLED':
      throw new AppError('conflict', 'second-factor-on');
    case 'TOTP_NOT_ENABLED':
    case 'TWO_FACTOR_NOT_ENABLED':
    case 'BACKUP_CODES_NOT_ENABLED':
      throw new AppError('conflict', 'second-factor-off');
    default:
      throw error;
  }
}

function invalidField(field: string, reason: 'current-password-wrong' | 'code-wrong'): AppError {
  return AppError.invalid(reason, { field, fields: { [field]: { reason } } });
}
