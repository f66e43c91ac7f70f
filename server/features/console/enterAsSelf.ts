import { AppError } from '../../../shared/errors.ts';
import { type InterviewId, UserId } from '../../../shared/ids.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { staffSeatsOf } from '../../../shared/interview/visibility.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { requireSeat } from '../../interviews/seats.ts';
import type { AuditLog } from '../../store/auditLog.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { PersonalLinks } from '../personalLinks.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import { decideIssueLink } from './decisions.ts';

interface EnterOptions {
  store: Pick<InterviewStore, 'findLinkById'>;
  interviews: Pick<Interviews, 'read' | 'execute'>;
  links: PersonalLinks;
  audit: Pick<AuditLog, 'add'>;
}

/**
 * Gives signed-in members the personal link of their own seat, so that entering from the console is the
 * same as opening the link: one exchange, one page at a time, and nothing after the link is revoked.
 */
export function enterRoutes(options: EnterOptions): Pick<RouteHandlers, 'interviews.enter'> {
  const { store, interviews, links, audit } = options;

  const knownAddress = async ({ link }: Seat): Promise<string | undefined> => {
    const stored = link && (await store.findLinkById(link.linkId));
    return stored && stored.expiresAt > Date.now() ? links.addressOf(stored) : undefined;
  };

  /** Replaces a link that has expired, or whose address this version can't repeat. */
  const newAddress = async (interviewId: InterviewId, member: { userId: string; email: string }) => {
    const actor = { type: 'staff' as const, userId: UserId.parse(member.userId) };
    const state = await interviews.read(interviewId);
    const link = links.create(requireOwnSeat(state, member.email), state);
    await interviews.execute(interviewId, actor, (now, at) =>
      decideIssueLink(now, at, requireOwnSeat(now, member.email).seatId, link),
    );
    return link.issued.url;
  };

  return {
    'interviews.enter': async ({ interviewId }, { member }) => {
      const seat = requireOwnSeat(await interviews.read(interviewId), member.email);
      const url = (await knownAddress(seat)) ?? (await newAddress(interviewId, member));
      const details = { seatId: seat.seatId };
      await audit.add({ actor: member.userId, action: 'interview.entered', target: interviewId, details });
      return { url };
    },
  };
}

const BY_RIGHTS: readonly SeatRole[] = ['interviewer', 'evaluator', 'captioner', 'observer'];

/**
 * Returns the member's seat, the one with the most rights if there are several. Throws `forbidden` without
 * one, or if the link to it was revoked. Seats that the evaluation queue gave are entered from there.
 */
function requireOwnSeat(state: InterviewState, email: string): Seat {
  const [own] = staffSeatsOf(state)
    .filter(seat => seat.email === email.toLowerCase() && seat.part === 'seat')
    .sort((a, b) => BY_RIGHTS.indexOf(a.role) - BY_RIGHTS.indexOf(b.role));
  if (!own) throw AppError.forbidden('not-in-interview');
  if (state.phase === 'cancelled') throw new AppError('wrong-phase');
  return requireSeat(state, own.seatId);
}
