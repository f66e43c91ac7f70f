import type { NoteId, RecordingId, SeatId } from '../../../../shared/ids.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewState, Seat } from '../../../../shared/interview/state.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { InterviewKit } from '../../../../shared/kit/kit.ts';
import {
  eventMarkerId,
  noteMarkerId,
  positionOfStamp,
  ratingMarkerId,
  type StampContext,
} from '../../../../shared/recording/markers.ts';
import type { RecordingClock } from '../../../../shared/recording/recordingClock.ts';
import type { Marker } from '../../../../shared/recording/review.ts';
import { isReceiveOnly } from '../../../../shared/roles.ts';
import { partsOfKey, type RatingKey } from '../../../../shared/rubric/rating.ts';
import type { Note, Scorecard } from '../../../../shared/rubric/scorecard.ts';
import type { LogStep } from './reviewTimeline.ts';

type Happening = Pick<Extract<Marker, { kind: 'event' }>, 'event' | 'name'>;

/** Returns markers of what happened. Omits people who watch unseen. */
export function eventMarkers(
  steps: readonly LogStep[],
  view: InterviewView,
  clock: RecordingClock,
): Marker[] {
  const cameBefore = new Set<SeatId>();
  const begunBefore = new Set<RecordingId>();
  return steps.flatMap(step => {
    const happened = [
      ...ofPeople(step, view, cameBefore),
      ...ofRecruiter(step, view),
      ...ofProbes(step),
      ...ofRecording(step, begunBefore),
      ...(step.event.kind === 'session.extended' ? [{ event: 'extended' as const }] : []),
    ];
    const atMs = step.event.at - clock.zeroAt;
    if (atMs < 0 || atMs > clock.durationMs) return [];
    return happened.map((happening, index): Marker => {
      const markerId = eventMarkerId(step.event.seq, index);
      return { kind: 'event', markerId, atMs, ...happening };
    });
  });
}

function ofPeople({ before, after }: LogStep, view: InterviewView, cameBefore: Set<SeatId>): Happening[] {
  if (before.seats === after.seats) return [];
  return Object.values(after.seats).flatMap(seat => {
    const earlier = before.seats[seat.seatId];
    if (!earlier || earlier.presence === seat.presence || isReceiveOnly(seat.role)) return [];
    const name = view.seats[seat.seatId]?.displayName;
    const event = movementOf(earlier, seat, cameBefore);
    // Everyone leaves after the end of the interview, so leaving then gets no marker.
    if (!event || !name || (event === 'left' && isFinal(after.phase))) return [];
    return [{ event, name }];
  });
}

function movementOf(before: Seat, after: Seat, cameBefore: Set<SeatId>): Happening['event'] | undefined {
  const { seatId, presence } = after;
  if (presence === 'inside') {
    if (cameBefore.has(seatId)) return 'returned';
    cameBefore.add(seatId);
    return 'joined';
  }
  if (presence === 'reconnecting') return before.presence === 'inside' ? 'dropped' : undefined;
  const wasIn = before.presence === 'inside' || before.presence === 'reconnecting';
  return wasIn && (presence === 'left' || presence === 'removed') ? 'left' : undefined;
}

function ofRecruiter({ before, after }: LogStep, view: InterviewView): Happening[] {
  const [earlier, later] = [takenOverBy(before), takenOverBy(after)];
  if (earlier === later || isFinal(after.phase)) return [];
  const named = (event: Happening['event'], seatId: SeatId): Happening => {
    const name = view.seats[seatId]?.displayName;
    return { event, ...(name && { name }) };
  };
  if (later) return [named('tookOver', later)];
  return earlier ? [named('handedBack', earlier)] : [];
}

function takenOverBy({ recruiter }: InterviewState): SeatId | undefined {
  return recruiter?.stage.name === 'person' ? recruiter.stage.seatId : undefined;
}

/** Returns the follow-ups that were asked. Without a virtual recruiter, the lead interviewer marks them. */
function ofProbes({ event, before, after }: LogStep): Happening[] {
  const isAsked = after.recruiter
    ? after.recruiter.topic?.isProbe === true &&
      after.recruiter.topic.probesAsked.length > (before.recruiter?.topic?.probesAsked.length ?? 0)
    : event.kind === 'probe.settled' && event.payload.outcome === 'asked';
  return isAsked ? [{ event: 'probeAsked' }] : [];
}

function ofRecording({ event, after }: LogStep, begunBefore: Set<RecordingId>): Happening[] {
  if (event.kind === 'recording.stopped') return isFinal(after.phase) ? [] : [{ event: 'recordingStopped' }];
  if (event.kind !== 'recording.started') return [];
  const { recordingId } = event.payload;
  if (begunBefore.has(recordingId)) return [{ event: 'recordingResumed' }];
  begunBefore.add(recordingId);
  return [];
}

/** Returns markers of the ratings and notes that the viewer may see. */
export function writtenMarkers(view: InterviewView, kit: InterviewKit, context: StampContext): Marker[] {
  return scorecardsIn(view).flatMap(card => {
    const by = { seatId: card.seatId, byName: view.seats[card.seatId]?.displayName ?? '' };
    const ratings = Object.entries(card.ratings).flatMap(([key, { value, stamp }]): Marker[] => {
      const { questionId, competencyId } = partsOfKey(key as RatingKey);
      const competency = kit.competencies.find(({ id }) => id === competencyId)?.name;
      if (value === undefined || competency === undefined) return [];
      const markerId = ratingMarkerId(card.seatId, key as RatingKey);
      const atMs = positionOfStamp(context, stamp);
      return [{ kind: 'rating', markerId, atMs, ...by, questionId, competencyId, competency, value }];
    });
    const notes = Object.entries(card.notes).flatMap(([noteId, note]) =>
      note.removed ? [] : [noteMarker(noteId as NoteId, note, by, context)],
    );
    return [...ratings, ...notes];
  });
}

function noteMarker(
  noteId: NoteId,
  { kind, questionId, text, stamp }: Note,
  by: Pick<Extract<Marker, { kind: 'note' }>, 'seatId' | 'byName'>,
  context: StampContext,
): Marker {
  const markerId = noteMarkerId(noteId);
  const atMs = positionOfStamp(context, stamp);
  return { kind: 'note', markerId, atMs, ...by, noteId, noteKind: kind, questionId, text };
}

/** Returns each scorecard once. The viewer's own scorecard may already be among the open scorecards. */
function scorecardsIn({ rubric }: InterviewView): Scorecard[] {
  const open = Object.values(rubric?.scorecards ?? {});
  const own = rubric?.own;
  return own && !open.some(({ seatId }) => seatId === own.seatId) ? [...open, own] : open;
}
