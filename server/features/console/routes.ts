import type { TeamId, UserId } from '../../../shared/ids.ts';
import { statusFactsOf, statusOf } from '../../../shared/interview/status.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { requireSeat } from '../../interviews/seats.ts';
import { type StaffInterviews, staffViewer } from '../../interviews/staffInterviews.ts';
import type { Logger } from '../../log.ts';
import type { AuditEntry } from '../../store/auditLog.ts';
import type { Store } from '../../store/store.ts';
import type { Kits } from '../kit/kits.ts';
import type { PersonalLinks } from '../personalLinks.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import { createLoop } from './createLoop.ts';
import {
  decideAddSeat,
  decideCancel,
  decideChange,
  decideChangeSeat,
  decideIssueLink,
  decideRemoveSeat,
  decideReplaceSeat,
  decideRevokeLink,
  requireSeenTime,
} from './decisions.ts';
import { type InterviewCreation, newSeat } from './InterviewCreation.ts';
import { listRoutes } from './listRoutes.ts';
import { accommodationsFromStart, decideAccommodations } from './recruiterDecisions.ts';

type ConsoleRoutes = ReturnType<typeof listRoutes> &
  Pick<
    RouteHandlers,
    | 'interviews.create'
    | 'interviews.createLoop'
    | 'interviews.read'
    | 'interviews.change'
    | 'interviews.cancel'
    | 'seats.add'
    | 'seats.change'
    | 'seats.remove'
    | 'seats.replace'
    | 'links.issue'
    | 'links.revoke'
    | 'accommodations.set'
  >;

export function consoleRoutes(options: {
  links: PersonalLinks;
  store: Store;
  interviews: StaffInterviews;
  creation: InterviewCreation;
  kits: Kits;
  mailConfigured: boolean;
  /** Throws if the member can't choose the hiring team. */
  requireTeam: (teamId: TeamId, member: StaffMember) => Promise<void>;
  /** Returns the name of a member, if there is one. Never rejects. */
  memberName: (userId: UserId) => Promise<string | undefined>;
  log: Logger;
}): ConsoleRoutes {
  const {
    links: personalLinks,
    store,
    interviews,
    creation,
    kits,
    mailConfigured,
    requireTeam,
    memberName,
    log,
  } = options;

  /**
   * Writes an audit entry, with `once` only once an hour. Never rejects, because the change is already in the
   * interview's log.
   */
  const audit = async (entry: AuditEntry, { once = false } = {}) => {
    try {
      await (once ? store.audit.addUnlessRecent(entry) : store.audit.add(entry));
    } catch (error) {
      log.error({ err: error, entry }, 'An audit entry could not be written');
    }
  };

  return {
    ...listRoutes(store, { mailConfigured }),
    'interviews.create': (input, { member }) => creation.createOne(input, member),
    'interviews.createLoop': async (input, { member }) => ({
      rounds: await createLoop(creation, input, member),
    }),
    'interviews.read': async ({ interviewId }, { member }) => {
      const state = await interviews.read(interviewId, member);
      await audit({ actor: member.userId, action: 'interview.viewed', target: interviewId }, { once: true });
      const by = state.canceled?.by;
      const canceledBy = by?.type === 'staff' ? await memberName(by.userId) : undefined;
      const decidedAt = await store.decisions.decidedAt(interviewId);
      return {
        view: viewOf(state, staffViewer(member)),
        status: statusOf({ ...statusFactsOf(state), decidedAt }, Date.now()),
        ...(decidedAt !== undefined && { decidedAt }),
        ...(canceledBy !== undefined && { canceledBy }),
      };
    },
    'interviews.change': async ({ interviewId, seenAt, ...input }, { member }) => {
      const { kitId, recruiter, window, ...changes } = input;
      const kit = kitId && (await kits.choose(kitId, member));
      if (input.teamId) await requireTeam(input.teamId, member);
      const teamBefore = await interviews.execute(interviewId, member, (state, now) => {
        requireSeenTime(state, seenAt);
        const decided = decideChange(state, now, changes, { kit, recruiter, window });
        return { ...decided, result: state.teamId };
      });
      const { note: _unlisted, ...fields } = input;
      const team = input.teamId !== undefined && { team: input.teamId, teamBefore: teamBefore ?? null };
      const details = { fields: Object.keys(fields), ...team };
      await audit({ actor: member.userId, action: 'interview.changed', target: interviewId, details });
    },
    'interviews.cancel': async ({ interviewId }, { member }) => {
      await interviews.execute(interviewId, member, decideCancel);
      await audit({ actor: member.userId, action: 'interview.cancelled', target: interviewId });
    },
    'seats.add': async ({ interviewId, seat: input }, { member }) => {
      const seat = newSeat(input);
      const set = accommodationsFromStart(seat, input.accommodations, 'seat.accommodations');
      const link = personalLinks.create(seat, await interviews.read(interviewId, member));
      await interviews.execute(interviewId, member, state => decideAddSeat(state, seat, link, set));
      const details = { seatId: seat.seatId, role: seat.role };
      await audit({ actor: member.userId, action: 'seat.added', target: interviewId, details });
      return { link: link.issued };
    },
    'seats.change': async ({ interviewId, seatId, newLink, ...changes }, { member }) => {
      const interview = await interviews.read(interviewId, member);
      const link = newLink && personalLinks.create(requireSeat(interview, seatId), interview);
      const fields = await interviews.execute(interviewId, member, (state, now) => {
        const changed = decideChangeSeat(state, seatId, changes);
        if (!link) return changed;
        const replaced = decideIssueLink(state, now, seatId, link);
        return { ...replaced, events: [...changed.events, ...replaced.events], result: changed.result };
      });
      const details = { seatId, fields };
      await audit({ actor: member.userId, action: 'seat.changed', target: interviewId, details });
      if (!link) return {};
      await audit({ actor: member.userId, action: 'link.issued', target: interviewId, details: { seatId } });
      return { link: link.issued };
    },
    'seats.remove': async ({ interviewId, seatId, lead }, { member }) => {
      await interviews.execute(interviewId, member, state => decideRemoveSeat(state, seatId, lead));
      await audit({ actor: member.userId, action: 'seat.removed', target: interviewId, details: { seatId } });
    },
    'seats.replace': async ({ interviewId, seatId, person }, { member }) => {
      const state = await interviews.read(interviewId, member);
      const seat = newSeat({ ...person, role: requireSeat(state, seatId).role });
      const link = personalLinks.create(seat, state);
      await interviews.execute(interviewId, member, newest => decideReplaceSeat(newest, seatId, seat, link));
      const details = { seatId, by: seat.seatId };
      await audit({ actor: member.userId, action: 'seat.replaced', target: interviewId, details });
      return { link: link.issued };
    },
    'links.issue': async ({ interviewId, seatId }, { member }) => {
      const interview = await interviews.read(interviewId, member);
      const link = personalLinks.create(requireSeat(interview, seatId), interview);
      await interviews.execute(interviewId, member, (state, now) =>
        decideIssueLink(state, now, seatId, link),
      );
      await audit({ actor: member.userId, action: 'link.issued', target: interviewId, details: { seatId } });
      return { link: link.issued };
    },
    'links.revoke': async ({ interviewId, seatId, quiet, lead }, { member }) => {
      await interviews.execute(interviewId, member, state =>
        decideRevokeLink(state, seatId, { quiet, lead }),
      );
      await audit({ actor: member.userId, action: 'link.revoked', target: interviewId, details: { seatId } });
    },
    'accommodations.set': async ({ interviewId, seatId, accommodations }, { member }) => {
      const fields = await interviews.execute(interviewId, member, state =>
        decideAccommodations(state, seatId, accommodations),
      );
      const details = { seatId, fields };
      await audit({ actor: member.userId, action: 'accommodations.set', target: interviewId, details });
    },
  };
}
