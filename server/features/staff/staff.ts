import type { IncomingHttpHeaders } from 'node:http';
import { fromNodeHeaders } from 'better-auth/node';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { type Config, deriveKey } from '../../config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { Logger } from '../../log.ts';
import type { Store } from '../../store/store.ts';
import { StaffAccounts } from './accounts.ts';
import { Invitations } from './invitations.ts';
import { MemberAccess } from './MemberAccess.ts';
import { PasswordResets } from './passwordResets.ts';
import { staffRoutes } from './routes.ts';
import { SetupLink } from './setupLink.ts';

/** Everything about staff, put together. */
export interface Staff {
  readonly accounts: StaffAccounts;
  /** A job, for the runner. */
  readonly access: MemberAccess;
  readonly routes: ReturnType<typeof staffRoutes>;
  /** The link to print at start; undefined once there is an owner. */
  ensureSetupLink(): Promise<string | undefined>;
  /** Calls back once the first owner was made on this server. Returns what ends that. */
  onSetUp(listener: () => void): () => void;
  /** For a socket's handshake: who has this cookie. */
  staffOf(headers: IncomingHttpHeaders): Promise<StaffMember | undefined>;
}

export function createStaff(options: {
  config: Config;
  store: Store;
  interviews: Pick<Interviews, 'execute'>;
  log: Logger;
}): Staff {
  const { config, store, interviews } = options;
  const accounts = new StaffAccounts(options);
  const setupLink = new SetupLink({
    publicUrl: config.publicUrl,
    store,
    accounts,
    key: deriveKey(config.secret, 'setup-link'),
  });
  const invitations = new Invitations({ publicUrl: config.publicUrl, store, accounts });
  const resets = new PasswordResets({ publicUrl: config.publicUrl, accounts });
  const { interviews: seats, audit } = store;
  const access = new MemberAccess({ seats, interviews, accounts, audit });
  return {
    accounts,
    access,
    routes: staffRoutes({ accounts, setupLink, invitations, resets, access }),
    ensureSetupLink: () => setupLink.ensure(),
    onSetUp: listener => setupLink.subscribe(listener),
    staffOf: headers => accounts.staffOf(fromNodeHeaders(headers)),
  };
}
