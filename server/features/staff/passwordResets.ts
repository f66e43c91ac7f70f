import type { StaffMember } from '../../../shared/protocol/http.ts';
import { newLinkToken } from '../linkToken.ts';
import type { StaffAccounts } from './accounts.ts';

const RESET_MS = 24 * 60 * 60 * 1_000;

/** Links that let a member choose a new password, once, within a day. An owner issues them and hands them over. */
export class PasswordResets {
  readonly #publicUrl: string;
  readonly #accounts: StaffAccounts;

  constructor(options: { publicUrl: string; accounts: StaffAccounts }) {
    this.#publicUrl = options.publicUrl;
    this.#accounts = options.accounts;
  }

  /** An older link for the same member stops working. Throws `not-found`, and `invalid` for a disabled account. */
  async issue(actor: StaffMember, userId: string): Promise<{ url: string; expiresAt: number }> {
    const reset = { token: newLinkToken(), expiresAt: Date.now() + RESET_MS };
    await this.#accounts.allowReset(actor, userId, reset);
    return { url: `${this.#publicUrl}/reset#${reset.token}`, expiresAt: reset.expiresAt };
  }
}
