import { AppError } from '../../../shared/errors.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { withDatabase } from '../../store/databaseErrors.ts';
import type { Store } from '../../store/store.ts';
import { hashOfToken, newLinkToken } from '../linkToken.ts';
import { writeRetention } from '../recording/retention/Retention.ts';
import type { StaffAccounts } from './accounts.ts';

/** The one-time link that makes the first owner. */
export class SetupLink {
  readonly #publicUrl: string;
  readonly #store: Store;
  readonly #accounts: StaffAccounts;

  constructor(options: { publicUrl: string; store: Store; accounts: StaffAccounts }) {
    this.#publicUrl = options.publicUrl;
    this.#store = options.store;
    this.#accounts = options.accounts;
  }

  /** A fresh link while there is no owner, else undefined. Any older one stops working. */
  async ensure(): Promise<string | undefined> {
    if (await this.#accounts.hasOwner()) return undefined;
    const token = newLinkToken();
    await withDatabase(() =>
      this.#store.database.kysely.transaction().execute(async transaction => {
        await transaction.deleteFrom('setupLinks').execute();
        await transaction
          .insertInto('setupLinks')
          .values({ tokenHash: hashOfToken(token), createdAt: Date.now() })
          .execute();
      }),
    );
    return `${this.#publicUrl}/setup#${token}`;
  }

  /** Throws `link-invalid` unless the link can still be used. */
  async check(token: string): Promise<void> {
    const row = await withDatabase(() =>
      this.#store.database.kysely
        .selectFrom('setupLinks')
        .select('createdAt')
        .where('tokenHash', '=', hashOfToken(token))
        .executeTakeFirst(),
    );
    if (!row || (await this.#accounts.hasOwner())) throw AppError.linkInvalid();
  }

  /** Uses the link up, creates the owner and keeps what they chose: all or nothing. */
  async complete(
    token: string,
    person: { name: string; email: string; password: string },
    retentionDays?: number,
  ): Promise<StaffMember> {
    await this.check(token);
    const { name, email, password } = person;
    const passwordHash = await this.#accounts.hashPassword(password, person);
    return withDatabase(() =>
      this.#store.database.kysely.transaction().execute(async transaction => {
        const used = await transaction
          .deleteFrom('setupLinks')
          .where('tokenHash', '=', hashOfToken(token))
          .executeTakeFirst();
        if (used.numDeletedRows !== 1n) throw AppError.linkInvalid();
        const owner = await this.#accounts.create(transaction, { name, email, role: 'owner', passwordHash });
        await this.#store.audit.add(
          { actor: owner.userId, action: 'staff.ownerCreated', target: owner.userId },
          transaction,
        );
        await writeRetention(this.#store.settings, retentionDays, owner.userId, transaction);
        return owner;
      }),
    );
  }
}
