import type { InterviewView, SeatView } from '../../shared/interview/view.ts';
import { isReceiveOnly } from '../../shared/roles.ts';
import { room } from '../texts/room.ts';
import { roomRecording } from '../texts/roomRecording.ts';
import { recordingReason } from './recordingReason.ts';
import { recruiterAnnouncements } from './recruiter/announcements.ts';
import { isInRoom } from './seats.ts';

/** What a screen reader should say of the step from one view to the next. Watchers come and go unheard. */
export function announcements(before: InterviewView, after: InterviewView): string[] {
  const said: string[] = [];
  for (const seat of Object.values(after.seats)) {
    if (seat.seatId === after.ownSeatId || isReceiveOnly(seat.role)) continue;
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
  return [...said, ...recruiterAnnouncements(before, after)];
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
