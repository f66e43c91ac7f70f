import type { InterviewPhase } from './phases.ts';
import type { StartWindow } from './startWindow.ts';

export interface Attendance {
  phase: InterviewPhase;
  scheduledAt: number;
  plannedMinutes: number;
  window?: StartWindow | undefined;
  heldByRecruiter: boolean;
  hasCandidate: boolean;
  candidateHere: boolean;
  interviewerHere: boolean;
  candidateJoined: boolean;
  begun: boolean;
}

/** Returns when to stop waiting for a candidate who hasn't joined: the start deadline or planned end. */
function waitedUntil({
  scheduledAt,
  plannedMinutes,
  window,
}: Pick<Attendance, 'scheduledAt' | 'plannedMinutes' | 'window'>): number {
  return window?.closesAt ?? scheduledAt + plannedMinutes * 60_000;
}

/**
 * Returns why an interview did not take place. `no-show`: the candidate could have joined but did not.
 * `not-held`: it was not opened in time. Undefined if it was canceled or held, or can still be held.
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
