import { AppError } from '../../../shared/errors.ts';
import type { LinkId, SeatId } from '../../../shared/ids.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import { startStatus } from '../../../shared/interview/startWindow.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { titleFor } from '../../../shared/interview/visibility.ts';
import type { RouteResult } from '../../../shared/protocol/http.ts';
import { type TranscriptionConfig, transcriberFor } from '../../../transcription/config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { StoredLink } from '../../store/interviewAppend.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import type { ToldSeatStore } from '../../store/toldSeatStore.ts';
import { hashOfToken } from '../linkToken.ts';
import { limited, type RouteHandlers } from '../routeHandlers.ts';
import { type JoinClaims, JoinTokens } from './joinTokens.ts';

/** Exchanges personal links for join tokens, and verifies the tokens when a socket connects. */
export interface Join {
  readonly routes: Pick<RouteHandlers, 'join.exchange' | 'join.askForLink'>;
  /** Returns the claims of a token. Throws `link-invalid` unless the token and its link are valid. */
  verifyJoinToken(joinToken: string): Promise<JoinClaims>;
}

interface JoinOptions {
  secret: string;
  store: InterviewStore;
  settings: Pick<SettingStore, 'read'>;
  interviews: Interviews;
  toldSeats: LinkSources['toldSeats'];
  /** Tells the organizer that a candidate asks for a new link. Undefined without a mail server. */
  tellLinkWanted?: LinkSources['tellLinkWanted'];
  transcription?: TranscriptionConfig | undefined;
}

export function createJoin(options: JoinOptions): Join {
  const { store, settings, interviews, toldSeats, tellLinkWanted, transcription = { kind: 'off' } } = options;
  const tokens = new JoinTokens(options.secret);
  return {
    routes: {
      'join.exchange': limited('join', async ({ link: token }) => {
        const { link, state, seat } = await openLink({ store, interviews, toldSeats, tellLinkWanted }, token);
        const recordingDays = await settings.read('retention.days');
        const ratersSee = await settings.read('transcript.ratersSee');
        const transcriber = transcriberFor(transcription, state.rubric?.chosen.kit.locale ?? 'en');
        return {
          ...(await tokens.issue(link)),
          ...joinDetails(state, seat),
          ...(recordingDays && { recordingDays }),
          ...(transcriber && { transcriber }),
          ...(transcription.kind === 'off' && { withoutCaptions: true as const }),
          ...(transcriber && ratersSee && { ratersSeeTranscript: true as const }),
        };
      }),
      'join.askForLink': limited('links', async ({ link: token }) => {
        const link = await store.findLink(hashOfToken(token));
        if (!link) throw AppError.linkInvalid();
        const state = await interviews.read(link.interviewId);
        const seat = seatThatMayAsk(state, link);
        if (isValid(link)) return;
        if (!seat || !tellLinkWanted) throw AppError.linkInvalid();
        await tellLinkWanted(state, seat, link.linkId);
      }),
    },
    verifyJoinToken: async joinToken => {
      const claims = await tokens.verify(joinToken);
      const link = await store.findLinkById(claims.linkId);
      if (!link || !isValid(link)) throw AppError.linkInvalid();
      if (link.seatId !== claims.seatId || link.interviewId !== claims.interviewId)
        throw AppError.linkInvalid();
      return claims;
    },
  };
}

/** What answers about personal links are read from. */
export interface LinkSources {
  store: Pick<InterviewStore, 'findLink' | 'readEvents'>;
  interviews: Pick<Interviews, 'read'>;
  toldSeats?: Pick<ToldSeatStore, 'of' | 'mailsOf'> | undefined;
  /** Tells the organizer that a candidate asks for a new link. Without it, candidates can't ask. */
  tellLinkWanted?: ((state: InterviewState, seat: Seat, linkId: LinkId) => Promise<void>) | undefined;
}

/** Returns what a personal link opens. Throws `link-invalid`, with the reason if the link did work once. */
export async function openLink(
  sources: LinkSources,
  token: string,
): Promise<{ link: StoredLink; state: InterviewState; seat: Seat }> {
  const link = await sources.store.findLink(hashOfToken(token));
  if (!link) throw AppError.linkInvalid();
  const state = await sources.interviews.read(link.interviewId);
  if (!isValid(link)) throw await refusalOf(sources, link, state);
  return { link, state, seat: requireSeat(state, link) };
}

/** Says why a link no longer works. Only its holder asks, because the token can't be guessed. */
async function refusalOf(sources: LinkSources, link: StoredLink, state: InterviewState): Promise<AppError> {
  if (state.practice) return AppError.linkInvalid();
  const { seatId, linkId, revokedAt } = link;
  const seat = state.seats[seatId];
  const mayAsk = sources.tellLinkWanted && seatThatMayAsk(state, link) ? { details: { mayAsk: true } } : {};
  const newer = seat?.link?.linkId === linkId || seat?.presence === 'removed' ? undefined : seat?.link;
  if (newer && !newer.revoked && newer.expiresAt > Date.now()) {
    const emailedAt = await emailedAtOf(sources, link, newer.linkId);
    return new AppError(
      'link-invalid',
      'link-replaced',
      emailedAt === undefined ? mayAsk : { details: { emailedAt } },
    );
  }
  return new AppError('link-invalid', revokedAt === null ? 'link-expired' : 'link-revoked', mayAsk);
}

/** Returns the candidate of a link, unless the interview has begun, is over, or is no longer theirs. */
function seatThatMayAsk(state: InterviewState, { seatId }: StoredLink): Seat | undefined {
  const { phase, practice, window, scheduledAt, plannedMinutes } = state;
  const seat = state.seats[seatId];
  if (seat?.role !== 'candidate' || seat.presence === 'removed' || practice) return undefined;
  const plannedEnd = Math.max(scheduledAt, window?.closesAt ?? 0) + plannedMinutes * 60_000;
  return phase === 'lobby' && plannedEnd > Date.now() && !isTooLate(state, seat) ? seat : undefined;
}

/** Returns when the newer link was emailed, unless the person's address has changed since the older one. */
async function emailedAtOf(
  { store, toldSeats }: LinkSources,
  { interviewId, seatId, linkId }: StoredLink,
  newerId: LinkId,
): Promise<number | undefined> {
  if (!toldSeats) return undefined;
  const ofSeat = (one: { seatId: SeatId }) => one.seatId === seatId;
  const told = (await toldSeats.of(interviewId)).find(ofSeat);
  if (told?.state !== 'invited' || told.facts.linkId !== newerId) return undefined;
  const mail = (await toldSeats.mailsOf(interviewId)).find(ofSeat);
  if (mail?.mailState !== 'sent' && mail?.mailState !== 'waiting') return undefined;
  const events = await store.readEvents(interviewId, 0);
  const issued = events.findIndex(({ kind, payload }) => kind === 'link.issued' && payload.linkId === linkId);
  const isSameAddress = !events
    .slice(issued)
    .some(({ kind, payload }) => kind === 'seat.changed' && ofSeat(payload) && payload.email !== undefined);
  return issued >= 0 && isSameAddress ? told.toldAt : undefined;
}

function joinDetails(
  state: InterviewState,
  seat: Seat,
): Omit<
  RouteResult<'join.exchange'>,
  'joinToken' | 'expiresAt' | 'recordingDays' | 'transcriber' | 'withoutCaptions' | 'ratersSeeTranscript'
> {
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
    ...(isOwnCancellation(state, seat) && { canceledByYou: true as const }),
    over: isFinal(state.phase) || isTooLate(state, seat),
  };
}

function isOwnCancellation({ phase, canceled }: InterviewState, { seatId }: Seat): boolean {
  return phase === 'cancelled' && canceled?.by.type === 'seat' && canceled.by.seatId === seatId;
}

function isTooLate({ recruiter, window, openedAt }: InterviewState, { role }: Seat): boolean {
  return (
    role === 'candidate' &&
    recruiter !== undefined &&
    startStatus({ window, openedAt }, Date.now()) === 'late'
  );
}

function isValid({ revokedAt, expiresAt }: StoredLink): boolean {
  return revokedAt === null && expiresAt > Date.now();
}

/** Returns the link's seat. Throws `link-invalid` if the person was removed from the interview. */
function requireSeat(state: InterviewState, link: StoredLink): Seat {
  const seat = state.seats[link.seatId];
  if (!seat || seat.presence === 'removed') throw new AppError('link-invalid', 'link-revoked');
  return seat;
}
