import fc from 'fast-check';
import type { InterviewEvent } from '../../shared/interview/events.ts';
import { RecordingStopReason } from '../../shared/recording/recordingState.ts';
import { newClientId, newSeat } from './interviewLog.ts';
import { NODE, RecordedLog } from './recordedLog.ts';

const SECOND_CANDIDATE = newSeat('candidate', 'Alan');
const PAGES = { first: newClientId(), second: newClientId() };

const just = <T extends string>(...kinds: T[]) => fc.record({ kind: fc.constantFrom(...kinds) });
const epoch = fc.integer({ min: 1, max: 5 });

/** Actions of a candidate, or done to a candidate. */
const person = fc.record({
  kind: fc.constantFrom('agree', 'agree', 'refuse', 'enter', 'enter', 'admit', 'drop', 'leave', 'lobby'),
  second: fc.boolean(),
  old: fc.integer({ min: 0, max: 4 }).map(number => number === 0),
});
const stretch = fc.oneof(
  fc.record({
    kind: fc.constant('start' as const),
    recording: fc.constantFrom('a', 'b'),
    agoMs: fc.integer({ min: 0, max: 3_000 }),
  }),
  fc.record({
    kind: fc.constant('stop' as const),
    reason: fc.constantFrom(...RecordingStopReason.options),
    /** The event refers to an earlier segment run. */
    late: fc.boolean(),
  }),
);
const move = fc.oneof(
  { weight: 8, arbitrary: person },
  { weight: 6, arbitrary: stretch },
  { weight: 4, arbitrary: just('open', 'open', 'open', 'close', 'stopByLead', 'resume', 'resume') },
  { weight: 1, arbitrary: just('refused', 'erase', 'end') },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('placed', 'lost'), epoch }) },
);
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

/** Logs in which people join, leave, and answer, and recordings start and end, allowed or not. */
export const recordedLogArbitrary: fc.Arbitrary<InterviewEvent[]> = fc
  .array(move, { minLength: 20, maxLength: 60 })
  .map(moves => {
    const log = new RecordedLog().add('seat.added', { seat: SECOND_CANDIDATE }).add('session.opened', {});
    let starts = 0;
    for (const made of moves) {
      if (made.kind === 'start') starts += 1;
      play(log, made, starts);
    }
    return log.events;
  });

/** Each segment run has a new id. */
function play(log: RecordedLog, made: Move, starts: number): void {
  switch (made.kind) {
    case 'start':
      log.start(`${starts}`, made.recording, made.agoMs);
      return;
    case 'stop':
      log.stop(`${Math.max(0, made.late ? starts - 1 : starts)}`, made.reason);
      return;
    case 'placed':
      log.add('media.placed', { nodeId: NODE, epoch: made.epoch });
      return;
    case 'lost':
      log.add('media.lost', { epoch: made.epoch, reason: 'worker-died' });
      return;
    case 'open':
      log.add('session.opened', {});
      return;
    case 'close':
      log.add('session.closed', {});
      return;
    case 'end':
      log.add('session.ended', {});
      return;
    case 'stopByLead':
    case 'resume':
      log.add('recording.directed', { order: made.kind === 'resume' ? 'resume' : 'stop' });
      return;
    case 'refused':
      log.add('recording.refused', { trouble: 'storage-full' });
      return;
    case 'erase':
      log.erase();
      return;
    default:
      playPerson(log, made);
  }
}

function playPerson(log: RecordedLog, { kind, second, old }: Extract<Move, { second: boolean }>): void {
  const seat = second ? SECOND_CANDIDATE : log.candidate;
  const page = second ? PAGES.second : PAGES.first;
  const { seatId } = seat;
  switch (kind) {
    case 'agree':
    case 'refuse':
      log.answer(kind === 'agree', seat, old ? 1 : undefined);
      return;
    case 'enter':
      log.enter(seat, page);
      log.add('seat.admitted', { seatId });
      return;
    case 'admit':
      log.add('seat.admitted', { seatId });
      return;
    case 'drop':
      log.disconnect(seat, page);
      return;
    case 'leave':
      log.add('seat.left', { seatId, reason: 'left' });
      return;
    case 'lobby':
      log.add('seat.sentToLobby', { seatId });
      return;
  }
}
