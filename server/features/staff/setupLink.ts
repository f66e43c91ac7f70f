import { createHmac } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { deleteRows, findRow, insertMissing } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { hashOfToken, LINK_TOKEN_BYTES } from '../linkToken.ts';
import { writeRetention } from '../recording/Retention.ts';
import { writePublicSide } from '../site/publications.ts';
import type { StaffAccounts } from './accounts.ts';

/** The link that creates the first owner. Each server can compute its token from the shared secret. */
export class SetupLink {
  readonly #listeners = new Set<() => void>();
  readonly #publicUrl: string;
  readonly #store: Store;
  readonly #accounts: StaffAccounts;
  readonly #key: Uint8Array;

  constructor(options: { publicUrl: string; store: Store; accounts: StaffAccounts; key: Uint8Array }) {
    this.#publicUrl = options.publicUrl;
    this.#store = options.store;
    this.#accounts = options.accounts;
    this.#key = options.key;
  }

  /** Returns the link, or undefined if there is an owner. Deletes links created with another secret. */
  async ensure(): Promise<string | undefined> {
    if (await this.#accounts.hasOwner()) return undefined;
    const createdAt = (await this.#oldest()) ?? (await this.#create());
    return `${this.#publicUrl}/setup#${this.#tokenOf(createdAt)}`;
  }

  async #oldest(): Promise<number | undefined> {
    const rows = await this.#store.database.kysely
      .selectFrom('setupLinks')
      .selectAll()
      .orderBy('createdAt')
      .orderBy('tokenHash')
      .execute();
    const isOurs = ({ createdAt, tokenHash }: { createdAt: number; tokenHash: string }) =>
      hashOfToken(this.#tokenOf(createdAt)) === tokenHash;
    const foreign = rows.filter(row => !isOurs(row)).map(({ tokenHash }) => tokenHash);
    if (foreign.length > 0)
      await deleteRows(this.#store.database.kysely, 'setupLinks', { tokenHash: foreign });
    return rows.find(isOurs)?.createdAt;
  }

  /** Creates a link. Servers that start together may each create one. All work until one of them is used. */
  async #create(): Promise<number> {
    const createdAt = Date.now();
    const tokenHash = hashOfToken(this.#tokenOf(createdAt));
    await insertMissing(this.#store.database.kysely, 'setupLinks', { tokenHash, createdAt });
    return (await this.#oldest()) ?? createdAt;
  }

  #tokenOf(createdAt: number): string {
    const digest = createHmac('sha256', this.#key).update(String(createdAt)).digest();
    return digest.subarray(0, LINK_TOKEN_BYTES).toString('base64url');
  }

  /** Calls back when the first owner was created on this server. Returns the unsubscriber. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Checks a link. Throws `link-invalid` if the link is unknown or there is an owner. */
  async check(token: string): Promise<void> {
    const row = await findRow(this.#store.database.kysely, 'setupLinks', { tokenHash: hashOfToken(token) });
    if (!row || (await this.#accounts.hasOwner())) throw AppError.linkInvalid();
  }

  async complete(
    token: string,
    person: { name: string; email: string; password: string },
    { retentionDays, publicSide }: { retentionDays?: number | undefined; publicSide?: boolean | undefined },
  ): Promise<StaffMember> {
    await this.check(token);
    const { name, email, password } = person;
    const passwordHash = await this.#accounts.passwords.hash(password, person);
    const created = await this.#store.database.kysely.transaction().execute(async transaction => {
      const used = await transaction.deleteFrom('setupLinks').returning('tokenHash').execute();
      if (!used.some(({ tokenHash }) => tokenHash === hashOfToken(token))) throw AppError.linkInvalid();
      const owner = await this.#accounts.create(transaction, { name, email, role: 'owner', passwordHash });
      await this.#store.audit.add(
        { actor: owner.userId, action: 'staff.ownerCreated', target: owner.userId },
        transaction,
      );
      await writeRetention(this.#store.settings, retentionDays, owner.userId, { transaction });
      if (publicSide !== undefined)
        await writePublicSide(this.#store.settings, publicSide, owner.userId, transaction);
      return owner;
    });
    for (const listener of this.#listeners) listener();
    return created;
  }
}
