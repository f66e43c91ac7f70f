import type { InterviewView, SeatView } from '../../shared/interview/view.ts';
import type { RecruiterButton, RecruiterView, Turn } from '../../shared/recruiter/recruiterView.ts';
import { isReceiveOnly } from '../../shared/roles.ts';
import { practiceRoom } from '../texts/practiceRoom.ts';
import { recruiter as texts } from '../texts/recruiter.ts';
import { room } from '../texts/room.ts';
import { roomRecording } from '../texts/roomRecording.ts';
import { recordingReason } from './recordingStatus.ts';
import { isInRoom, ownSeat } from './seats.ts';

/**
 * Returns what a screen reader says about a change of the view. Skips evaluators and observers who join or leave, and
 * shortcuts unless there are `keys`.
 */
export function announcements(before: InterviewView, after: InterviewView, keys = true): string[] {
  const said: string[] = [];
  for (const seat of Object.values(after.seats)) {
    if (seat.seatId === after.ownSeatId || (isReceiveOnly(seat.role) && seat.role !== 'captioner')) continue;
    const earlier = before.seats[seat.seatId];
    if (!earlier) continue;
    const moved = presenceText(earlier, seat);
    if (moved) said.push(moved);
    if (earlier.media.screen !== seat.media.screen) {
      const { sharing, sharingEnded } = room.announce;
      said.push((seat.media.screen === 'off' ? sharingEnded : sharing)(seat.displayName));
    }
  }
  for (const [messageId, message] of Object.entries(after.chat)) {
    if (!(messageId in before.chat) && message.fromSeatId !== after.ownSeatId)
      said.push(room.announce.message(message.fromName, message.text));
  }
  if (before.leadSeatId !== after.leadSeatId && after.leadSeatId === after.ownSeatId)
    said.push(room.announce.lead);
  if (before.endsAt !== undefined && (after.endsAt ?? 0) > before.endsAt) said.push(room.announce.extended);
  if (before.recording.state !== after.recording.state)
    said.push(
      after.recording.state === 'on'
        ? roomRecording.announceOn
        : roomRecording.announceOff(recordingReason(after)),
    );
  return [...said, ...recruiterAnnouncements(before, after, keys)];
}

function presenceText(before: SeatView, after: SeatView): string | undefined {
  if (before.presence === after.presence) return undefined;
  const name = after.displayName;
  switch (after.presence) {
    case 'inside':
      return before.presence === 'reconnecting' ? room.announce.back(name) : room.announce.joined(name);
    case 'reconnecting':
      return room.announce.reconnecting(name);
    case 'waiting':
      return room.announce.waiting(name);
    case 'left':
    case 'removed':
      return isInRoom(before) ? room.announce.left(name) : undefined;
    default:
      return undefined;
  }
}

/** Returns what the candidate's screen reader says: recruiter lines without sound, turns, new buttons. */
function recruiterAnnouncements(before: InterviewView, after: InterviewView, keys: boolean): string[] {
  const now = after.recruiter;
  if (!now || ownSeat(after)?.role !== 'candidate') return [];
  const said: string[] = [];
  if (isNewLineWithoutVoice(before.recruiter, now)) said.push(now.caption?.text ?? '');
  if (spokenTurn(before.recruiter?.turn) !== spokenTurn(now.turn)) {
    const person = now.personSeatId && after.seats[now.personSeatId]?.displayName;
    const waits = after.practice ? practiceRoom.announceBegins : texts.announceReady;
    const words = now.turn === 'before' ? waits(keys) : texts.announce(now.turn, person);
    if (words) said.push(words);
  }
  const isNew = (button: RecruiterButton) =>
    now.buttons.includes(button) && !before.recruiter?.buttons.includes(button);
  if (isNew('undoSkip')) said.push(texts.announceSkipped(keys));
  if (endsFirstAnswer(before.recruiter, now)) said.push(texts.announceRetry(now.retriesLeft ?? 0, keys));
  if (isNew('finish')) said.push(texts.announceFinish(keys));
  return said;
}

/** Returns the turn to announce. A long pause (`goingOn`) still counts as the candidate's turn. */
function spokenTurn(turn: Turn | undefined): Turn | undefined {
  return turn === 'goingOn' ? 'yours' : turn;
}

function endsFirstAnswer(
  before: RecruiterView | undefined,
  { turn, buttons, question }: RecruiterView,
): boolean {
  const ends = spokenTurn(before?.turn) === 'yours' && turn === 'speaking';
  return ends && buttons.includes('retry') && question?.number === 1;
}

function isNewLineWithoutVoice(before: RecruiterView | undefined, { caption, turn }: RecruiterView): boolean {
  if (!caption || caption.spoken || turn !== 'speaking') return false;
  return before?.caption?.utterance !== caption.utterance || before.caption.spoken !== undefined;
}
