import { codeNameOf } from '../evaluation/evaluationState.ts';
import type { MessageId } from '../ids.ts';
import { may, type Situation } from '../permissions.ts';
import { recordingViewOf } from '../recording/recordingDue.ts';
import { recruiterViewOf, seesAccommodations } from '../recruiter/recruiterViewOf.ts';
import { isReceiveOnly } from '../roles.ts';
import { answeredQuestions } from '../rubric/rubricState.ts';
import { rubricViewOf } from '../rubric/rubricView.ts';
import { chatOf, earlierChatOf } from './chat.ts';
import {
  candidateJoined,
  hasObservers,
  type InterviewState,
  observersAllowed,
  observersAnswer,
  type Seat,
  type Viewer,
  watchingCount,
} from './state.ts';
import { ratingProgressOf } from './status.ts';
import { effectivePresence, type InterviewView, type SeatView } from './view.ts';
import { isOutsider, namesHiddenFrom, titleFor } from './visibility.ts';

/** The only filter for what a viewer may see of an interview. Outsiders get an empty view. */
export function viewOf(state: InterviewState, viewer: Viewer): InterviewView {
  const own = viewer.kind === 'seat' ? state.seats[viewer.seatId] : undefined;
  const situation = situationOf(state, viewer);
  const { role } = situation;
  if (!may('interview.read', situation) && viewer.kind === 'organizer') return nothingOf(state);

  const view: InterviewView = {
    interviewId: state.interviewId,
    title: titleFor(state, viewer),
    jobRole: state.jobRole,
    scheduledAt: state.scheduledAt,
    plannedMinutes: state.plannedMinutes,
    phase: state.phase,
    seats: {},
    watching: watchingCount(state),
    observersAllowed: observersAllowed(state),
    mediaState: state.media.state,
    recording: recordingViewOf(state, role, own),
    chat: {},
    help: {},
  };
  if (state.timeZone) view.timeZone = state.timeZone;
  if (state.scheduling) view.scheduling = state.scheduling;
  if (role !== 'candidate') view.observersAnswer = observersAnswer(state);
  if (role === 'candidate' && hasObservers(state.seats)) view.observersInvited = true;
  if (role === 'organizer') view.candidateJoined = candidateJoined(Object.values(state.seats));
  if (role === 'organizer' && state.teamId) view.teamId = state.teamId;
  if (role === 'organizer' && state.mail) view.mail = true;
  if (role === 'organizer' && state.loop) view.loop = state.loop;
  if (role === 'organizer' && state.phase === 'ended') view.rating = ratingProgressOf(state);
  if (state.recruiter && state.window) view.window = state.window;
  if (state.practice) view.practice = state.practice;
  if (state.openedAt !== undefined) view.openedAt = state.openedAt;
  if (state.endsAt !== undefined) view.endsAt = state.endsAt;
  if (state.endedAt !== undefined) view.endedAt = state.endedAt;
  if (state.leadSeatId) view.leadSeatId = state.leadSeatId;
  if (own) view.ownSeatId = own.seatId;
  if (viewer.kind === 'seat' && !own) return view;

  const accommodated = seesAccommodations(state, viewer);
  const nameless = namesHiddenFrom(state, viewer);
  if (role === 'organizer' && state.canceled) view.canceled = canceledView(state.canceled, nameless);
  for (const seat of Object.values(state.seats)) {
    if (seat === own || seesSeat(role, seat, accommodated))
      view.seats[seat.seatId] = seatView(seat, { role, own: seat === own, accommodated, nameless });
  }
  if (own && may('chat.read', situation)) {
    view.chat = chatOf(state, own.seatId);
    const chatEarlier = earlierChatOf(state, own.seatId);
    if (chatEarlier !== undefined) view.chatEarlier = chatEarlier;
  }
  if (own?.role === 'candidate' && state.phase === 'ended') view.afterwards = afterwardsOf(state, own);
  const recruiter = recruiterViewOf(state, viewer, situation);
  if (recruiter) view.recruiter = recruiter;
  if (role === 'organizer' && state.recruiter) view.recruiterSettings = state.recruiter.settings;
  if (may('rubric.read', situation)) {
    const rubric = rubricViewOf(state, viewer, role === 'organizer' || may('question.read', situation));
    if (rubric) view.rubric = rubric;
  }
  if (may('help.read', situation)) {
    for (const [messageId, line] of Object.entries(state.help)) {
      if (role !== 'candidate' || line.toSeatId === own?.seatId) view.help[messageId as MessageId] = line;
    }
  }
  return view;
}

function afterwardsOf(
  { rubric, recruiter }: InterviewState,
  { tookPart }: Seat,
): InterviewView['afterwards'] {
  if (!rubric) return { tookPart };
  const of = rubric.chosen.kit.questions.length;
  return { tookPart, answered: answeredQuestions(rubric), ...(recruiter && { of }) };
}

/** Leaves out the note where names are hidden, because it may contain the name. */
function canceledView(
  { by, note }: NonNullable<InterviewState['canceled']>,
  nameless: boolean,
): InterviewView['canceled'] {
  return { by: by.type === 'seat' ? 'candidate' : by.type, ...(note && !nameless && { note }) };
}

function nothingOf({ interviewId }: InterviewState): InterviewView {
  return {
    interviewId,
    title: '',
    jobRole: '',
    scheduledAt: 0,
    plannedMinutes: 0,
    phase: 'ended',
    seats: {},
    watching: 0,
    observersAllowed: false,
    mediaState: 'idle',
    recording: { state: 'off', kept: false },
    chat: {},
    help: {},
  };
}

export function situationOf(state: InterviewState, viewer: Viewer): Situation {
  const common = {
    phase: state.phase,
    observersAllowed: observersAllowed(state),
    ...(state.practice && { practice: state.practice.purpose }),
  };
  // Leaves out `practice`, so that the files of a private practice also include everything.
  if (viewer.kind === 'product')
    return { ...common, practice: undefined, role: 'organizer', presence: 'left', isLead: false };
  if (viewer.kind === 'organizer') {
    const outsider = isOutsider(state, viewer);
    return { ...common, role: 'organizer', presence: 'left', isLead: false, ...(outsider && { outsider }) };
  }
  const seat = state.seats[viewer.seatId];
  if (!seat) return { ...common, role: 'observer', presence: 'removed', isLead: false };
  return {
    ...common,
    role: seat.role,
    presence: effectivePresence(seat),
    isLead: state.leadSeatId === seat.seatId,
  };
}

/**
 * True when the viewer's role may see the seat. Candidates, captioners, and observers see only how many people watch.
 * A captioner is one of the candidate's accommodations.
 */
function seesSeat(viewer: Situation['role'], seat: Seat, accommodated: boolean): boolean {
  if (seat.role === 'captioner') return viewer === 'candidate' || viewer === 'captioner' || accommodated;
  return (
    viewer === 'interviewer' || viewer === 'evaluator' || viewer === 'organizer' || !isReceiveOnly(seat.role)
  );
}

type SeatContext = { role: Situation['role']; own: boolean; accommodated: boolean; nameless: boolean };

/** Caches seat views by what the viewer may see. Reusing the same objects makes comparing views cheap. */
const knownSeatViews = new WeakMap<Seat, Map<string, SeatView>>();

function seatView(seat: Seat, context: SeatContext): SeatView {
  const known = knownSeatViews.get(seat) ?? new Map<string, SeatView>();
  knownSeatViews.set(seat, known);
  const key = `${context.role} ${context.own} ${context.accommodated} ${context.nameless}`;
  const found = known.get(key);
  if (found) return found;
  const view = newSeatView(seat, context);
  known.set(key, view);
  return view;
}

function newSeatView(seat: Seat, { role, own, accommodated, nameless }: SeatContext): SeatView {
  const hidden = nameless && seat.role === 'candidate';
  const view: SeatView = {
    seatId: seat.seatId,
    role: seat.role,
    displayName: hidden ? codeNameOf(seat.seatId) : seat.displayName,
    presence: seat.presence,
    presenceSince: seat.presenceSince,
    admitted: seat.admitted,
    media: { ...seat.media },
  };
  const helpsPeople = role === 'interviewer' || role === 'organizer';
  if (seat.setup && (own || helpsPeople)) view.setup = seat.setup;
  if (seat.consent && (own || helpsPeople)) view.consent = seat.consent;
  if (seat.tookPart && own) view.tookPart = true;
  if (accommodated && seat.accommodations) view.accommodations = seat.accommodations;
  if (role === 'organizer') {
    if (seat.email && !hidden) view.email = seat.email;
    if (seat.choseAt !== undefined) view.choseAt = seat.choseAt;
    if (seat.link) {
      const { expiresAt, revoked, openedAt } = seat.link;
      view.link = { expiresAt, revoked, ...(openedAt !== undefined && { openedAt }) };
    }
  }
  return view;
}
