import type { RecordingId, SeatId } from '../../../../shared/ids.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewState, Seat } from '../../../../shared/interview/state.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import { eventMarkerId } from '../../../../shared/recording/markerIds.ts';
import type { RecordingClock } from '../../../../shared/recording/recordingClock.ts';
import type { Marker } from '../../../../shared/recording/review.ts';
import { isReceiveOnly } from '../../../../shared/roles.ts';
import type { LogStep } from './logSteps.ts';

type Happening = Pick<Extract<Marker, { kind: 'event' }>, 'event' | 'name'>;

/**
 * What happened while the recording ran, or between two stretches of it: people who come and go, the recruiter's turns, stops. Those who
 * watch unseen are not told of here either.
 */
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
    return happened.map(
      (happening, index): Marker => ({
        kind: 'event',
        markerId: eventMarkerId(step.event.seq, index),
        atMs,
        ...happening,
      }),
    );
  });
}

function ofPeople({ before, after }: LogStep, view: InterviewView, cameBefore: Set<SeatId>): Happening[] {
  if (before.seats === after.seats) return [];
  return Object.values(after.seats).flatMap(seat => {
    const earlier = before.seats[seat.seatId];
    if (!earlier || earlier.presence === seat.presence || isReceiveOnly(seat.role)) return [];
    const name = view.seats[seat.seatId]?.displayName;
    const event = movementOf(earlier, seat, cameBefore);
    // At its end everybody leaves, which says nothing.
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

/** A person takes the interview over from the virtual recruiter, and gives it back. */
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

/** The recruiter asks on by itself or because someone wished it; where people ask, the lead says which wish was asked. */
function ofProbes({ event, before, after }: LogStep): Happening[] {
  const asked = after.recruiter
    ? after.recruiter.topic?.isProbe === true &&
      after.recruiter.topic.probesAsked.length > (before.recruiter?.topic?.probesAsked.length ?? 0)
    : event.kind === 'probe.settled' && event.payload.outcome === 'asked';
  return asked ? [{ event: 'probeAsked' }] : [];
}

function ofRecording({ event, after }: LogStep, begunBefore: Set<RecordingId>): Happening[] {
  // With the interview every recording ends, which says nothing.
  if (event.kind === 'recording.stopped') return isFinal(after.phase) ? [] : [{ event: 'recordingStopped' }];
  if (event.kind !== 'recording.started') return [];
  const { recordingId } = event.payload;
  if (begunBefore.has(recordingId)) return [{ event: 'recordingResumed' }];
  begunBefore.add(recordingId);
  return [];
}
