import type { IncomingHttpHeaders } from 'node:http';
import { fromNodeHeaders } from 'better-auth/node';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { type Config, deriveKey } from '../../config.ts';
import type { Logger } from '../../log.ts';
import type { Store } from '../../store/store.ts';
import { StaffAccounts } from './accounts.ts';
import { Invitations } from './invitations.ts';
import { PasswordResets } from './passwordResets.ts';
import { staffRoutes } from './routes.ts';
import { SetupLink } from './setupLink.ts';

/** Everything about staff, put together. */
export interface Staff {
  readonly accounts: StaffAccounts;
  readonly routes: ReturnType<typeof staffRoutes>;
  /** The link to print at start; undefined once there is an owner. */
  ensureSetupLink(): Promise<string | undefined>;
  /** Calls back once the first owner was made on this server. Returns what ends that. */
  onSetUp(listener: () => void): () => void;
  /** For a socket's handshake: who has this cookie. */
  staffOf(headers: IncomingHttpHeaders): Promise<StaffMember | undefined>;
}

export function createStaff(options: { config: Config; store: Store; log: Logger }): Staff {
  const { config, store } = options;
  const accounts = new StaffAccounts(options);
  const setupLink = new SetupLink({
    publicUrl: config.publicUrl,
    store,
    accounts,
    key: deriveKey(config.secret, 'setup-link'),
  });
  const invitations = new Invitations({ publicUrl: config.publicUrl, store, accounts });
  const resets = new PasswordResets({ publicUrl: config.publicUrl, accounts });
  return {
    accounts,
    routes: staffRoutes({ accounts, setupLink, invitations, resets }),
    ensureSetupLink: () => setupLink.ensure(),
    onSetUp: listener => setupLink.subscribe(listener),
    staffOf: headers => accounts.staffOf(fromNodeHeaders(headers)),
  };
}
