import type { IncomingHttpHeaders } from 'node:http';
import { fromNodeHeaders } from 'better-auth/node';
import { AppError } from '../../../shared/errors.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { type Config, deriveKey } from '../../config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { Logger } from '../../log.ts';
import type { Store } from '../../store/store.ts';
import { PersonalLinks } from '../personalLinks.ts';
import { AccessRevocation } from './AccessRevocation.ts';
import { StaffAccounts } from './accounts.ts';
import { HandOver, type HandOverOptions } from './HandOver.ts';
import { HiringTeams } from './HiringTeams.ts';
import { Invitations } from './invitations.ts';
import { staffRoutes } from './routes.ts';
import { SeatMoves } from './SeatMoves.ts';
import { SingleSignOn } from './SingleSignOn.ts';
import type { StaffMail } from './StaffMail.ts';
import { SetupLink } from './setupLink.ts';

export interface Staff {
  readonly accounts: StaffAccounts;
  readonly access: AccessRevocation;
  readonly seatMoves: SeatMoves;
  readonly teams: HiringTeams;
  readonly singleSignOn: SingleSignOn;
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
  interviews: Pick<Interviews, 'execute' | 'read'>;
  /** Assigns an evaluation to a member, who takes over from a disabled one. */
  assign?: HandOverOptions['assign'];
  /** Emails links to accounts. Without it, links are only shown. */
  mail?: StaffMail;
  log: Logger;
}): Staff {
  const { config, store, interviews, log, assign = cannotAssign, mail = NO_MAIL } = options;
  const accounts = new StaffAccounts(options);
  const setupLink = new SetupLink({
    publicUrl: config.publicUrl,
    store,
    accounts,
    key: deriveKey(config.secret, 'setup-link'),
  });
  const invitations = new Invitations({ publicUrl: config.publicUrl, store, accounts, mail });
  const { interviews: seats, audit } = store;
  const access = new AccessRevocation({ seats, interviews, accounts, audit });
  const seatMoves = new SeatMoves({ seats, interviews, accounts });
  const singleSignOn = new SingleSignOn({ config, store, accounts, invitations, log });
  const handOver = new HandOver({
    store,
    accounts,
    interviews,
    links: new PersonalLinks(config),
    assign,
    log,
  });
  const teams = new HiringTeams({ store: store.teams, accounts });
  return {
    accounts,
    access,
    seatMoves,
    teams,
    singleSignOn,
    routes: {
      ...staffRoutes({
        ...{ publicUrl: config.publicUrl, accounts, setupLink, invitations, access, handOver, mail },
      }),
      ...teams.routes,
    },
    ensureSetupLink: () => setupLink.ensure(),
    onSetUp: listener => setupLink.subscribe(listener),
    staffOf: headers => accounts.staffOf(fromNodeHeaders(headers)),
  };
}

const NO_MAIL: StaffMail = {
  configured: false,
  send: () => Promise.reject(AppError.unavailable()),
  organization: async () => ({ name: '' }),
};

function cannotAssign(): never {
  throw AppError.unavailable();
}
