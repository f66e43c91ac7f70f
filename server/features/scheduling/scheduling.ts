import type { SeatId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { Store } from '../../store/store.ts';
import type { LinkSources } from '../join/exchangeLink.ts';
import type { Mail } from '../mail/Mail.ts';
import { Availability } from './Availability.ts';
import { CandidateScheduling } from './CandidateScheduling.ts';
import { hoursRoutes } from './routes.ts';
import { tellCreator } from './tellCreator.ts';

/** Candidates choose the time of their interview from the hours of the people who take part. */
export function createScheduling(options: {
  store: Store;
  interviews: Pick<Interviews, 'read' | 'execute'>;
  accounts: { list: () => Promise<StaffMember[]>; require: (userId: string) => Promise<StaffMember> };
  /** Never rejects. */
  timeZone: () => Promise<string>;
  calendarOf?: (state: InterviewState, seatId: SeatId) => Promise<string | undefined>;
  /** Without it, no one is told by email what candidates do. */
  mail?: Pick<Mail, 'configured' | 'send'>;
  publicUrl?: string;
  tellLinkWanted?: LinkSources['tellLinkWanted'];
  now?: (() => number) | undefined;
}) {
  const { store, interviews, accounts, timeZone, calendarOf, mail, publicUrl = '', now } = options;
  const { settings } = store;
  const availability = new Availability({ store: store.availability, settings, accounts, timeZone });
  const candidates = new CandidateScheduling({
    store: store.interviews,
    toldSeats: store.toldSeats,
    tellLinkWanted: options.tellLinkWanted,
    ...{ interviews, availability, timeZone, calendarOf, mailConfigured: mail?.configured, now },
    ...(mail && {
      tellCreator: (state, seat) =>
        tellCreator({ mail, publicUrl, members: () => accounts.list(), timeZone }, state, seat),
    }),
  });
  return {
    candidates,
    routes: {
      ...candidates.routes,
      ...hoursRoutes({
        ...{ store: store.availability, settings, availability, accounts },
        candidateSeats: (addresses, span) => store.workloads.candidateSeats(addresses, span),
      }),
    },
  };
}
