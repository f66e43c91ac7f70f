import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import { isUnheard } from '../../../core/recruiter/unheard.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { recruiterSetup } from '../../../texts/recruiterSetup.ts';
import { formatTime } from '../../../texts/times.ts';

const texts = consoleTexts.nextStep;

export interface Step {
  tone: 'info' | 'success' | 'warning';
  text: string;
}

/** What has to happen next for this interview to take place, and by whom. */
export function nextStepOf(view: InterviewView): Step {
  if (view.phase === 'cancelled') return { tone: 'info', text: texts.cancelled };
  if (view.phase === 'ended')
    return { tone: 'info', text: texts.ended(formatTime(view.endedAt ?? view.scheduledAt)) };
  if (view.recruiterSettings) return recruiterStep(view);
  if (view.phase === 'open') {
    const since = view.openedAt ?? view.scheduledAt;
    const until = view.endsAt ?? since + view.plannedMinutes * 60_000;
    return { tone: 'success', text: texts.running(formatTime(since), formatTime(until)) };
  }
  const seats = Object.values(view.seats);
  const lead = view.leadSeatId && view.seats[view.leadSeatId];
  if (!lead) return { tone: 'warning', text: texts.noInterviewer };
  const candidates = seats.filter(seat => seat.role === 'candidate');
  if (candidates.length === 0) return { tone: 'warning', text: texts.noCandidate };
  if (!isHere(lead)) return { tone: 'info', text: texts.leadAbsent(lead.displayName) };
  const waiting = candidates.find(seat => seat.presence === 'waiting');
  if (waiting)
    return { tone: 'success', text: texts.leadAndCandidate(lead.displayName, waiting.displayName) };
  return { tone: 'info', text: texts.leadReady(lead.displayName) };
}

/** Where the virtual recruiter holds it, no one but the candidate has to come. */
function recruiterStep(view: InterviewView): Step {
  const words = recruiterSetup.nextStep;
  const unheard = isUnheard(view) && Object.values(view.seats).find(seat => seat.role === 'candidate');
  if (unheard) return { tone: 'warning', text: words.unheard(unheard.displayName) };
  if (view.phase === 'open')
    return { tone: 'success', text: words.running(formatTime(view.openedAt ?? view.scheduledAt)) };
  const candidates = Object.values(view.seats).filter(seat => seat.role === 'candidate');
  const [first] = candidates;
  if (!first) return { tone: 'warning', text: words.noCandidate };
  const ready = candidates.find(isHere);
  if (ready) return { tone: 'success', text: words.begins(ready.displayName) };
  return { tone: 'info', text: words.waits(first.displayName) };
}

function isHere(seat: SeatView): boolean {
  return seat.presence === 'waiting' || seat.presence === 'inside';
}
