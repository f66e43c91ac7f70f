import { uuidv7 } from 'uuidv7';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import {
  interviewersOf,
  isOutsider,
  nameFor,
  seatHolds,
  titleFor,
} from '../../../shared/interview/visibility.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { isTimeZone } from '../../../shared/time/zones.ts';
import { staffViewer } from '../../interviews/staffInterviews.ts';
import type { AlsoWrites } from '../../store/interviewStore.ts';
import { addressOf } from '../interviewMails/dueLetters.ts';
import type { Mail } from '../mail/Mail.ts';

/** What a candidate does with their link: chooses a time, or cancels. */
export type CandidateChange = { at: number } | { note?: string | undefined };

export interface TellCreatorOptions {
  mail: Pick<Mail, 'configured' | 'send'>;
  publicUrl: string;
  members: () => Promise<StaffMember[]>;
  /** Zone of interviews without one. Never rejects. */
  timeZone: () => Promise<string>;
}

/**
 * Returns how to email the member who created the interview about what its candidate does. Undefined if that
 * member may not see the interview, or is told as someone who takes part.
 */
export async function tellCreator(
  { mail, publicUrl, members, timeZone }: TellCreatorOptions,
  state: InterviewState,
  candidate: Seat,
): Promise<((before: InterviewState, change: CandidateChange) => AlsoWrites | undefined) | undefined> {
  if (!mail.configured || !state.createdBy) return undefined;
  const member = (await members()).find(({ userId }) => userId === state.createdBy);
  if (!member || member.disabled) return undefined;
  const usualZone = await timeZone();
  const viewer = staffViewer(member);
  return (before, change) => {
    if (isOutsider(before, viewer) || isToldAsGuest(before, member, change)) return undefined;
    const { interviewId, jobRole, plannedMinutes, scheduledAt } = before;
    const isOpen = before.scheduling?.open === true;
    const time = 'at' in change ? { at: change.at, ...(!isOpen && { before: scheduledAt }) } : undefined;
    const content = {
      name: member.name,
      candidate: nameFor(before, candidate, viewer),
      role: jobRole,
      title: titleFor(before, viewer),
      minutes: plannedMinutes,
      zone: [before.timeZone, usualZone].find(zone => zone && isTimeZone(zone)) ?? 'UTC',
      interviewers: before.recruiter ? [] : interviewersOf(before).map(({ displayName }) => displayName),
      ...(before.mail && { othersTold: true as const }),
      ...(time ?? {
        canceled: true as const,
        ...(!isOpen && { at: scheduledAt }),
        ...('note' in change && change.note && { note: change.note }),
      }),
      url: `${publicUrl}/console/interviews/${interviewId}`,
    };
    return async transaction => {
      const onceKey = `candidate-change ${uuidv7()}`;
      await mail.send(
        { onceKey, kind: 'candidate-change', address: member.email, interviewId, content },
        transaction,
      );
    };
  };
}

/** True if the member has a seat whose owner gets a letter about the change. */
function isToldAsGuest(
  { mail, seats, scheduling }: InterviewState,
  { email }: StaffMember,
  change: CandidateChange,
): boolean {
  // No one but the candidate was invited to an interview without a time.
  if (!mail || (scheduling?.open && !('at' in change))) return false;
  return Object.values(seats).some(
    seat => seat.link && seatHolds(seat) && addressOf(seat)?.toLowerCase() === email.toLowerCase(),
  );
}
