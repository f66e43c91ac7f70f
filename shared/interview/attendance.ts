import type { InterviewPhase } from './phases.ts';
import type { StartWindow } from './startWindow.ts';

/** Who came to an interview, as lists and views know it. */
export interface Attendance {
  phase: InterviewPhase;
  scheduledAt: number;
  plannedMinutes: number;
  window?: StartWindow | undefined;
  heldByRecruiter: boolean;
  hasCandidate: boolean;
  candidateHere: boolean;
  interviewerHere: boolean;
  /** Whether a candidate has ever been in the room. */
  candidateJoined: boolean;
  /** Whether anyone has ever been in the room. */
  begun: boolean;
}

/** Until when a candidate who has not come yet is waited for: the deadline, or the planned end. */
export function waitedUntil({
  scheduledAt,
  plannedMinutes,
  window,
}: Pick<Attendance, 'scheduledAt' | 'plannedMinutes' | 'window'>): number {
  return window?.closesAt ?? scheduledAt + plannedMinutes * 60_000;
}

/**
 * Why an interview did not take place. `no-show`: the candidate could have joined and never did. `not-held`: no one opened it in time, so that
 * says nothing about the candidate. Absent: it was called off, took place, or still may.
 */
export function missedOf(attendance: Attendance, now: number): 'no-show' | 'not-held' | undefined {
  const { phase, heldByRecruiter, candidateHere, interviewerHere, begun } = attendance;
  if (!attendance.hasCandidate || attendance.candidateJoined) return undefined;
  if (phase === 'lobby') {
    const awaited = candidateHere || (!heldByRecruiter && interviewerHere);
    if (awaited || now < waitedUntil(attendance)) return undefined;
  } else if (phase !== 'ended') return undefined;
  return heldByRecruiter || begun ? 'no-show' : 'not-held';
}
