import { AppError } from '../errors.ts';
import { reduceEvaluation } from '../evaluation/reduceEvaluation.ts';
import type { ClientId, MessageId, SeatId, TeamId } from '../ids.ts';
import { reduceRecording } from '../recording/reduceRecording.ts';
import { reduceRecruiter } from '../recruiter/reduceRecruiter.ts';
import { isReceiveOnly } from '../roles.ts';
import { reduceRubric, rubricOf } from '../rubric/reduceRubric.ts';
import { independentRatingOver } from '../rubric/scorecardOpening.ts';
import { type ChatMessage, countOfNewest, withLine } from './chat.ts';
import type { EventPayload, InterviewEvent, NewSeat } from './events.ts';
import { linkNeededUntil } from './linkEnd.ts';
import { isFinal } from './phases.ts';
import type { StartWindow } from './startWindow.ts';
import { ALL_OFF, type InterviewState, observersAllowed, type Presence, type Seat } from './state.ts';

/** Returns the state after an event. Never throws on a well-formed log. */
export function reduce(state: InterviewState | undefined, event: InterviewEvent): InterviewState {
  if (event.kind === 'interview.created') return created(event);
  if (event.kind === 'newer') {
    if (!state) throw AppError.newerVersion('interview');
    return state.hasNewerEvents ? state : { ...state, hasNewerEvents: true };
  }
  if (!state) throw new Error(`The log starts with ${event.kind} instead of interview.created.`);
  const applied = withRecording(withRubric(withEvaluation(apply(state, event), event), event), event);
  const settled = settlePresence(applied, event.at);
  return withRecruiter(state, settleOpening(settled, event.at), event);
}

export function reduceAll(
  events: Iterable<InterviewEvent>,
  from?: InterviewState,
): InterviewState | undefined {
  let state = from;
  for (const event of events) state = reduce(state, event);
  return state;
}

function created(event: Extract<InterviewEvent, { kind: 'interview.created' }>): InterviewState {
  const { seats, leadSeatId, practice, namesHidden, window, ...facts } = event.payload;
  return {
    ...facts,
    ...(event.actor.type === 'staff' && { createdBy: event.actor.userId }),
    phase: 'lobby',
    seats: Object.fromEntries(seats.map(seat => [seat.seatId, newSeat(seat, event.at)])),
    chat: {},
    chatEarlier: 0,
    chatHeard: {},
    help: {},
    media: { state: 'idle', epoch: 0 },
    ...(leadSeatId && { leadSeatId }),
    ...(practice && { practice }),
    ...(namesHidden !== undefined && { namesHidden }),
    ...(window && { window }),
  };
}

function newSeat(seat: NewSeat, at: number): Seat {
  return {
    ...seat,
    presence: 'invited',
    presenceSince: at,
    // Only candidates need to be admitted. Staff enter whenever the interview is open.
    admitted: seat.role !== 'candidate',
    tookPart: false,
    pages: {},
    media: ALL_OFF,
  };
}

function apply(state: InterviewState, event: InterviewEvent): InterviewState {
  switch (event.kind) {
    case 'interview.created':
      return state;
    case 'interview.changed': {
      const { window, teamId, note, ...fields } = event.payload;
      const moved = fields.scheduledAt !== undefined && { moved: { by: event.actor, ...(note && { note }) } };
      const changed = withChoice(
        withTeam(withWindow(withTime({ ...state, ...fields, ...moved }, fields), window), teamId),
        event,
      );
      const lasting = withLastingLinks(changed);
      return changed.openedAt === undefined || event.payload.plannedMinutes === undefined
        ? lasting
        : {
            ...lasting,
            endsAt: (state.endsAt ?? 0) + (changed.plannedMinutes - state.plannedMinutes) * 60_000,
          };
    }
    case 'scheduling.offered':
      return { ...state, scheduling: { ...event.payload, open: true } };
    case 'interview.cancelled':
      return {
        ...state,
        phase: 'cancelled',
        endedAt: event.at,
        canceled: { by: event.actor, ...(event.payload.note && { note: event.payload.note }) },
      };
    case 'seat.added':
      return {
        ...state,
        seats: { ...state.seats, [event.payload.seat.seatId]: newSeat(event.payload.seat, event.at) },
      };
    case 'seat.changed':
      return withSeat(state, event.payload.seatId, seat => changedSeat(seat, event.payload));
    case 'link.issued': {
      const { seatId, linkId, expiresAt } = event.payload;
      // A removed person who gets a new link is invited again.
      return withSeat(state, seatId, seat => ({
        ...seat,
        link: { linkId, expiresAt, revoked: false },
        presence: seat.presence === 'removed' ? 'invited' : seat.presence,
        admitted: seat.presence === 'removed' ? seat.role !== 'candidate' : seat.admitted,
      }));
    }
    case 'link.opened':
      return withSeat(state, event.payload.seatId, seat =>
        seat.link?.linkId === event.payload.linkId ? opened(seat, event.at) : seat,
      );
    case 'link.revoked':
      // Pages that use a revoked link are disconnected immediately.
      return withSeat(state, event.payload.seatId, seat => ({
        ...emptied(seat),
        ...(seat.link?.linkId === event.payload.linkId && {
          link: { ...seat.link, revoked: true, ...(event.payload.quiet && { quiet: true as const }) },
        }),
      }));
    case 'session.opened': {
      const openedAt = state.openedAt ?? event.at;
      return {
        ...state,
        phase: 'open',
        openedAt,
        endsAt: state.endsAt ?? openedAt + state.plannedMinutes * 60_000,
      };
    }
    case 'session.closed':
      return { ...state, phase: 'lobby', seats: mapSeats(state.seats, readmissionNeeded) };
    case 'session.extended':
      return { ...state, endsAt: (state.endsAt ?? event.at) + event.payload.minutes * 60_000 };
    case 'session.ended':
      return { ...state, phase: 'ended', endedAt: event.at };
    case 'lead.transferred':
      return { ...state, leadSeatId: event.payload.toSeatId };
    case 'seat.connected': {
      const { seatId, clientId, serverId } = event.payload;
      return withSeat(state, seatId, seat => ({
        ...seat,
        pages: {
          ...seat.pages,
          [clientId]: { serverId, connected: true, entered: seat.pages[clientId]?.entered ?? false },
        },
      }));
    }
    case 'seat.disconnected': {
      const { seatId, clientId } = event.payload;
      return withSeat(state, seatId, seat => {
        const page = seat.pages[clientId];
        if (!page) return seat;
        // A page that has entered keeps its seat during the grace period. A page in pre-join does not.
        if (!page.entered) return withoutPage(seat, clientId);
        const cutOff = { ...page, connected: false, disconnectedAt: page.disconnectedAt ?? event.at };
        return { ...seat, pages: { ...withoutPage(seat, clientId).pages, [clientId]: cutOff } };
      });
    }
    case 'page.expired': {
      const { seatId, clientId } = event.payload;
      return withSeat(state, seatId, seat => withoutPage(seat, clientId));
    }
    case 'seat.entered': {
      const { seatId, clientId } = event.payload;
      return withSeat(state, seatId, seat => {
        const page = seat.pages[clientId];
        if (!page) return seat;
        const entered = { ...page, entered: true };
        // A receive-only seat may use several pages. Other seats have one, which starts with all sources off.
        if (isReceiveOnly(seat.role)) return { ...seat, pages: { ...seat.pages, [clientId]: entered } };
        return { ...seat, pages: { [clientId]: entered }, media: page.entered ? seat.media : ALL_OFF };
      });
    }
    case 'seat.admitted':
      return withSeat(state, event.payload.seatId, seat => ({ ...seat, admitted: true }));
    case 'seat.sentToLobby':
      return withSeat(state, event.payload.seatId, readmissionNeeded);
    case 'seat.left':
      return withSeat(state, event.payload.seatId, emptied);
    case 'seat.removed': {
      const { seatId, replacedBy } = event.payload;
      return withSeat(state, seatId, seat => ({
        ...emptied(seat),
        admitted: false,
        presence: 'removed',
        removed: { by: event.actor, ...(replacedBy && { replacedBy }) },
      }));
    }
    case 'setup.reported':
      return withSeat(state, event.payload.seatId, seat => ({ ...seat, setup: event.payload.setup }));
    case 'consent.given':
      return withSeat(state, event.payload.seatId, seat => ({ ...seat, consent: event.payload.consent }));
    case 'help.sent': {
      const { messageId, ...line } = event.payload;
      return { ...state, help: newestHelp({ ...state.help, [messageId]: { at: event.at, ...line } }) };
    }
    case 'chat.sent': {
      const { messageId, ...message } = event.payload;
      const fromName = state.seats[message.fromSeatId]?.displayName ?? '';
      const line = { at: event.at, fromName, ...message };
      const heardBy = Object.values(state.seats)
        .filter(seat => seat.seatId === line.fromSeatId || hears(seat, state))
        .map(({ seatId }) => seatId);
      return withChat(state, messageId, { line, heardBy });
    }
    case 'media.changed': {
      const { seatId, source, state: sourceState } = event.payload;
      return withSeat(state, seatId, seat =>
        isInRoom(seat.presence) ? { ...seat, media: { ...seat.media, [source]: sourceState } } : seat,
      );
    }
    case 'media.placed':
      return {
        ...state,
        media: { state: 'placed', epoch: event.payload.epoch, nodeId: event.payload.nodeId },
      };
    case 'media.lost':
      return { ...state, media: { state: 'lost', epoch: event.payload.epoch } };
    case 'accommodations.set': {
      const { seatId, accommodations } = event.payload;
      return withSeat(state, seatId, seat => ({ ...seat, accommodations }));
    }
    case 'kit.chosen':
      return { ...state, rubric: rubricOf(event.payload) };
    default:
      return state;
  }
}

function withRubric(state: InterviewState, event: InterviewEvent): InterviewState {
  if (!state.rubric) return state;
  const rubric = reduceRubric(state.rubric, event);
  return rubric === state.rubric ? state : { ...state, rubric };
}

function withEvaluation(state: InterviewState, event: InterviewEvent): InterviewState {
  const evaluation = reduceEvaluation(state.evaluation, event);
  return evaluation && evaluation !== state.evaluation ? { ...state, evaluation } : state;
}

function withRecording(state: InterviewState, event: InterviewEvent): InterviewState {
  const recording = reduceRecording(state.recording, event);
  return recording && recording !== state.recording ? { ...state, recording } : state;
}

function withRecruiter(before: InterviewState, after: InterviewState, event: InterviewEvent): InterviewState {
  if (!after.recruiter && event.kind !== 'recruiter.assigned') return after;
  const recruiter = reduceRecruiter(before, after, event);
  if (recruiter === after.recruiter) return after;
  const { recruiter: _before, ...rest } = after;
  return recruiter ? { ...rest, recruiter } : rest;
}

/** Opens the scorecards when independent rating is over. Events about people or the phase can end it. */
function settleOpening(state: InterviewState, at: number): InterviewState {
  const { rubric } = state;
  if (!rubric || rubric.scorecardsOpenAt !== undefined || !independentRatingOver(state)) return state;
  return { ...state, rubric: { ...rubric, scorecardsOpenAt: at } };
}

/** Updates each seat's presence, which depends on the seat's pages, its admission, and the phase. */
function settlePresence(state: InterviewState, at: number): InterviewState {
  let changed = false;
  const seats = mapSeats(state.seats, seat => {
    const presence = presenceOf(seat, state);
    if (presence === seat.presence) return seat;
    changed = true;
    return {
      ...seat,
      presence,
      presenceSince: at,
      tookPart: seat.tookPart || presence === 'inside',
      media: isInRoom(presence) ? seat.media : ALL_OFF,
    };
  });
  return changed ? { ...state, seats } : state;
}

function presenceOf(seat: Seat, state: InterviewState): Presence {
  // A removed person stays removed even if a page is still joining. Only a new link undoes a removal.
  if (seat.presence === 'removed') return 'removed';
  const pages = Object.values(seat.pages);
  if (isFinal(state.phase)) return seat.presence === 'invited' && pages.length === 0 ? 'invited' : 'left';
  const entered = pages.filter(page => page.entered);
  if (entered.some(page => page.connected)) {
    return seat.admitted && state.phase === 'open' ? 'inside' : 'waiting';
  }
  // Comes before `reconnecting`: a page that prepares counts more than a page that is disconnected.
  if (pages.some(page => page.connected)) return 'preparing';
  if (entered.length > 0) return 'reconnecting';
  return seat.presence === 'invited' ? 'invited' : 'left';
}

function isInRoom(presence: Presence): boolean {
  return presence === 'inside' || presence === 'reconnecting';
}

/** True when the seat gets chat messages sent now. False in the waiting room and for refused observers. */
function hears({ role, presence, admitted }: Seat, state: InterviewState): boolean {
  return isInRoom(presence) && admitted && (role !== 'observer' || observersAllowed(state));
}

export function changedSeat<S extends Pick<NewSeat, 'displayName' | 'email'>>(
  seat: S,
  { displayName = seat.displayName, email = seat.email, timeZone }: EventPayload<'seat.changed'>,
): S {
  const { email: _before, ...rest } = seat;
  return { ...rest, displayName, ...(email != null && { email }), ...(timeZone && { timeZone }) } as S;
}

function withTime(
  state: InterviewState,
  { scheduledAt }: { scheduledAt?: number | undefined },
): InterviewState {
  if (scheduledAt === undefined || !state.scheduling) return state;
  return { ...state, scheduling: { ...state.scheduling, open: false } };
}

function opened(seat: Seat, at: number): Seat {
  return seat.link ? { ...seat, link: { ...seat.link, openedAt: seat.link.openedAt ?? at } } : seat;
}

/** Notes when a candidate chose the time, which holds until a member changes it. */
function withChoice(
  state: InterviewState,
  { at, actor, payload }: Extract<InterviewEvent, { kind: 'interview.changed' }>,
): InterviewState {
  if (payload.scheduledAt === undefined) return state;
  if (actor.type === 'seat')
    return withSeat(state, actor.seatId, seat => ({ ...opened(seat, at), choseAt: at }));
  const chosen = Object.values(state.seats).filter(({ choseAt }) => choseAt !== undefined);
  return chosen.reduce(
    (current, { seatId }) => withSeat(current, seatId, ({ choseAt: _before, ...seat }) => seat),
    state,
  );
}

/** Extends links that would end before the changed interview. Never shortens one. */
function withLastingLinks(state: InterviewState): InterviewState {
  return Object.values(state.seats).reduce((current, { seatId, role, link }) => {
    const until = linkNeededUntil(role, state);
    if (!link || link.revoked || link.expiresAt >= until) return current;
    return withSeat(current, seatId, seat => ({ ...seat, link: { ...link, expiresAt: until } }));
  }, state);
}

function withWindow(state: InterviewState, window: StartWindow | null | undefined): InterviewState {
  if (window === undefined) return state;
  const { window: _before, ...rest } = state;
  return window ? { ...rest, window } : rest;
}

function withTeam(state: InterviewState, teamId: TeamId | null | undefined): InterviewState {
  if (teamId === undefined) return state;
  const { teamId: _before, ...rest } = state;
  return teamId ? { ...rest, teamId } : rest;
}

function withSeat(state: InterviewState, seatId: SeatId, change: (seat: Seat) => Seat): InterviewState {
  const seat = state.seats[seatId];
  if (!seat) return state;
  const next = change(seat);
  return next === seat ? state : { ...state, seats: { ...state.seats, [seatId]: next } };
}

function mapSeats(seats: InterviewState['seats'], change: (seat: Seat) => Seat): InterviewState['seats'] {
  return Object.fromEntries(Object.entries(seats).map(([seatId, seat]) => [seatId, change(seat)]));
}

function withoutPage(seat: Seat, clientId: ClientId): Seat {
  const { [clientId]: _gone, ...pages } = seat.pages;
  return { ...seat, pages };
}

function emptied(seat: Seat): Seat {
  return { ...seat, pages: {}, media: ALL_OFF };
}

function readmissionNeeded(seat: Seat): Seat {
  return seat.role === 'candidate' ? { ...seat, admitted: false, media: ALL_OFF } : seat;
}

/** Keeps only the newest messages, and records which lines of the whole chat each seat may read. */
function withChat(state: InterviewState, messageId: MessageId, message: ChatMessage): InterviewState {
  const entries = [...Object.entries(state.chat), [messageId, message] as const];
  const dropped = entries.length - countOfNewest(entries.map(([, { line }]) => line.text));
  const number = state.chatEarlier + entries.length - 1;
  const chatHeard = { ...state.chatHeard };
  for (const seatId of message.heardBy) chatHeard[seatId] = withLine(chatHeard[seatId] ?? [], number);
  return {
    ...state,
    chat: Object.fromEntries(entries.slice(dropped)),
    chatEarlier: state.chatEarlier + dropped,
    chatHeard,
  };
}

function newestHelp(help: InterviewState['help']): InterviewState['help'] {
  const entries = Object.entries(help);
  return Object.fromEntries(entries.slice(-countOfNewest(entries.map(([, { text }]) => text))));
}
