import { AppError } from '../../../shared/errors.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import { startStatus } from '../../../shared/interview/startWindow.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { titleFor } from '../../../shared/interview/visibility.ts';
import type { RouteResult } from '../../../shared/protocol/http.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { StoredLink } from '../../store/interviewAppend.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import { hashOfToken } from '../linkToken.ts';
import { limited, type RouteHandlers } from '../routeHandlers.ts';
import { type JoinClaims, JoinTokens } from './joinTokens.ts';

/** Exchanges personal links for join tokens, and verifies the tokens when a socket connects. */
export interface Join {
  readonly routes: Pick<RouteHandlers, 'join.exchange'>;
  /** Returns the claims of a token. Throws `link-invalid` unless the token and its link are valid. */
  verifyJoinToken(joinToken: string): Promise<JoinClaims>;
}

interface JoinOptions {
  secret: string;
  store: InterviewStore;
  settings: Pick<SettingStore, 'read'>;
  interviews: Interviews;
}

export function createJoin(options: JoinOptions): Join {
  const { store, settings, interviews } = options;
  const tokens = new JoinTokens(options.secret);
  return {
    routes: {
      'join.exchange': limited('join', async ({ link: token }) => {
        const { link, state, seat } = await openLink({ store, interviews }, token);
        const recordingDays = await settings.read('retention.days');
        return {
          ...(await tokens.issue(link)),
          ...joinDetails(state, seat),
          ...(recordingDays && { recordingDays }),
        };
      }),
    },
    verifyJoinToken: async joinToken => {
      const claims = await tokens.verify(joinToken);
      const link = requireValid(await store.findLinkById(claims.linkId));
      if (link.seatId !== claims.seatId || link.interviewId !== claims.interviewId)
        throw AppError.linkInvalid();
      return claims;
    },
  };
}

/** Returns what a personal link opens. Throws `link-invalid` for one that doesn't work. */
export async function openLink(
  { store, interviews }: { store: Pick<InterviewStore, 'findLink'>; interviews: Pick<Interviews, 'read'> },
  token: string,
): Promise<{ link: StoredLink; state: InterviewState; seat: Seat }> {
  const link = requireValid(await store.findLink(hashOfToken(token)));
  const state = await interviews.read(link.interviewId);
  return { link, state, seat: requireSeat(state, link) };
}

function joinDetails(
  state: InterviewState,
  seat: Seat,
): Omit<RouteResult<'join.exchange'>, 'joinToken' | 'expiresAt' | 'recordingDays'> {
  return {
    interviewId: state.interviewId,
    seatId: seat.seatId,
    role: seat.role,
    displayName: seat.displayName,
    title: titleFor(state, { kind: 'seat', seatId: seat.seatId }),
    scheduledAt: state.scheduledAt,
    ...(seat.role === 'candidate' &&
      state.scheduling?.open &&
      state.phase === 'lobby' && { choosesTime: true as const }),
    over: isFinal(state.phase) || isTooLate(state, seat),
  };
}

function isTooLate({ recruiter, window, openedAt }: InterviewState, { role }: Seat): boolean {
  return (
    role === 'candidate' &&
    recruiter !== undefined &&
    startStatus({ window, openedAt }, Date.now()) === 'late'
  );
}

function requireValid(link: StoredLink | undefined): StoredLink {
  if (!link || link.revokedAt !== null || link.expiresAt <= Date.now()) throw AppError.linkInvalid();
  return link;
}

/** Returns the link's seat. Throws `link-invalid` if the person was removed from the interview. */
function requireSeat(state: InterviewState, link: StoredLink): Seat {
  const seat = state.seats[link.seatId];
  if (!seat || seat.presence === 'removed') throw AppError.linkInvalid();
  return seat;
}
