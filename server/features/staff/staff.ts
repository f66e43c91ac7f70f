import type { IncomingHttpHeaders } from 'node:http';
import { fromNodeHeaders } from 'better-auth/node';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { type Config, deriveKey } from '../../config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { Logger } from '../../log.ts';
import type { Store } from '../../store/store.ts';
import { AccessRevocation } from './AccessRevocation.ts';
import { StaffAccounts } from './accounts.ts';
import { HiringTeams } from './HiringTeams.ts';
import { Invitations } from './invitations.ts';
import { staffRoutes } from './routes.ts';
import { SetupLink } from './setupLink.ts';

export interface Staff {
  readonly accounts: StaffAccounts;
  readonly access: AccessRevocation;
  readonly teams: HiringTeams;
  readonly routes: ReturnType<typeof staffRoutes> & HiringTeams['routes'];
  /** Returns the link to print at start, or undefined when there is an owner. */
  ensureSetupLink(): Promise<string | undefined>;
  /** Calls back when the first owner was created on this server. Returns the unsubscriber. */
  onSetUp(listener: () => void): () => void;
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
  const { interviews: seats, audit } = store;
  const access = new AccessRevocation({ seats, interviews, accounts, audit });
  const teams = new HiringTeams({ store: store.teams, accounts });
  return {
    accounts,
    access,
    teams,
    routes: { ...staffRoutes({ accounts, setupLink, invitations, access }), ...teams.routes },
    ensureSetupLink: () => setupLink.ensure(),
    onSetUp: listener => setupLink.subscribe(listener),
    staffOf: headers => accounts.staffOf(fromNodeHeaders(headers)),
  };
}
