import { BellRing, CalendarPlus, Eye } from 'lucide-react';
import { useState } from 'react';
import { missedOf } from '../../../../shared/interview/attendance.ts';
import { hasObservers, isPresent } from '../../../../shared/interview/state.ts';
import { type InterviewStatus, type StatusFacts, statusOf } from '../../../../shared/interview/status.ts';
import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import { isTakenOut, seatHolds } from '../../../../shared/interview/visibility.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import type { InterviewClient } from '../../../core/interviewClient.ts';
import { isUnheard } from '../../../core/recordingStatus.ts';
import { useMember, useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { unscheduledTexts } from '../../../texts/hours.ts';
import { interviewListTexts } from '../../../texts/interviewList.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { interviewPeopleTexts as peopleTexts } from '../../../texts/interviewPeople.ts';
import { recruiterSetup } from '../../../texts/recruiterSetup.ts';
import { formatMoment, formatTime } from '../../../texts/times.ts';
import { newInterviewPath } from '../create/paths.ts';
import { BulkDialog } from '../interviews/BulkDialog.tsx';
import { LeadMenu, nextLeads } from './NextLead.tsx';

const texts = interviewPageTexts.detail;

interface NextStepProps {
  view: InterviewView;
  client: InterviewClient | undefined;
  /** Name of the member who canceled the interview. */
  canceledBy: string | undefined;
}

export function NextStep({ view, client, canceledBy }: NextStepProps) {
  const step = nextStepOf(view, useNow(30_000), { email: useMember()?.email, canceledBy });
  const mayCreate = useStaffMay('interviews.create');
  const mayChange = useStaffMay('interviews.change');
  const [reminding, setReminding] = useState(false);
  return (
    <div className="flex flex-col gap-2">
      <Banner tone={step.tone}>
        <p>{step.text}</p>
        {step.note && <q>{step.note}</q>}
        {view.phase === 'cancelled' && mayCreate && (
          <div className="mt-2">
            <ButtonLink size="sm" icon={CalendarPlus} to={newInterviewPath({ again: view.interviewId })}>
              {peopleTexts.canceled.again}
            </ButtonLink>
          </div>
        )}
        {mayChange && step.actions && client && (
          <div className="mt-2 flex flex-wrap gap-2 empty:hidden">
            {step.actions.includes('remind') && view.mail && (
              <Button size="sm" icon={BellRing} onClick={() => setReminding(true)}>
                {peopleTexts.late.remind}
              </Button>
            )}
            <LeadMenu view={view} client={client} />
          </div>
        )}
      </Banner>
      {reminding && (
        <BulkDialog
          kind="remind"
          count={1}
          selection={{ interviewIds: [view.interviewId] }}
          onClose={() => setReminding(false)}
          onStarted={() => setReminding(false)}
        />
      )}
      {view.phase === 'open' && (
        <p className="flex items-center gap-2 px-4 text-sm text-muted">
          <Eye className="size-4" />
          {texts.watching(view.watching)}
        </p>
      )}
      {!view.observersAllowed && hasObservers(view.seats) && (
        <p className="px-4 text-sm text-muted">
          {view.observersAnswer === 'refused' ? texts.observersRefused : texts.observersUnanswered}
        </p>
      )}
    </div>
  );
}

const MINUTE_MS = 60_000;
const stepTexts = interviewPageTexts.nextStep;
interface Step {
  tone: 'info' | 'success' | 'warning';
  text: string;
  /** What a person wrote about it. */
  note?: string;
  /** What organizers can do about it: remind people, or choose another lead. */
  actions?: readonly ('remind' | 'lead')[];
}

interface StepContext {
  /** The viewer's address, so that the text speaks to a lead as "you". */
  email?: string | undefined;
  canceledBy?: string | undefined;
}

export function nextStepOf(view: InterviewView, now: number, { email, canceledBy }: StepContext = {}): Step {
  if (view.phase === 'cancelled') return canceledStep(view, now, canceledBy);
  const unscheduled = unscheduledStep(view, now);
  if (unscheduled) return unscheduled;
  const missed = missedStep(view, now);
  if (missed) return missed;
  if (view.phase === 'ended')
    return { tone: 'info', text: stepTexts.ended(formatTime(view.endedAt ?? view.scheduledAt)) };
  if (view.recruiterSettings) return recruiterStep(view, now);
  if (view.phase === 'open') {
    const since = view.openedAt ?? view.scheduledAt;
    const until = view.endsAt ?? since + view.plannedMinutes * 60_000;
    return { tone: 'success', text: stepTexts.running(formatTime(since), formatTime(until)) };
  }
  const seats = Object.values(view.seats).filter(({ presence }) => presence !== 'removed');
  const lead = view.leadSeatId && view.seats[view.leadSeatId];
  if (!lead) return { tone: 'warning', text: stepTexts.noInterviewer };
  const lost = lostLead(view, lead);
  if (lost) return lost;
  const candidates = seats.filter(seat => seat.role === 'candidate');
  if (candidates.length === 0) return { tone: 'warning', text: stepTexts.noCandidate };
  const isOwn = email !== undefined && lead.email?.toLowerCase() === email.toLowerCase();
  if (!isHere(lead)) {
    const late = now - view.scheduledAt;
    if (late > 0) return lateStep(lead, isOwn, Math.floor(late / MINUTE_MS));
    return { tone: 'info', text: isOwn ? stepTexts.youAbsent : stepTexts.leadAbsent(lead.displayName) };
  }
  const waiting = candidates.find(seat => seat.presence === 'waiting');
  if (waiting)
    return { tone: 'success', text: stepTexts.leadAndCandidate(lead.displayName, waiting.displayName) };
  return { tone: 'info', text: stepTexts.leadReady(lead.displayName) };
}

function canceledStep(view: InterviewView, now: number, member: string | undefined): Step {
  const { canceled, endedAt } = view;
  const by = canceled?.by === 'candidate' ? candidatesIn(view)[0]?.displayName : member;
  const when = formatMoment(endedAt ?? view.scheduledAt, now);
  const text = by ? peopleTexts.canceled.by(by, when) : peopleTexts.canceled.at(when);
  return { tone: 'info', text, ...(canceled?.note && { note: canceled.note }) };
}

/** Returns the warning that the lead can't open the interview, if they can't. */
function lostLead(view: InterviewView, lead: SeatView): Step | undefined {
  const isLost = !seatHolds(lead);
  const isLate = lead.link !== undefined && lead.link.expiresAt <= view.scheduledAt;
  if (!isLost && !isLate) return undefined;
  const words = peopleTexts.lead;
  const others = nextLeads(view);
  if (isTakenOut(lead) && others.length === 0) return { tone: 'warning', text: words.removed };
  const what = isLost ? words.lost(lead.displayName) : words.expires(lead.displayName);
  const next = others.length > 0 ? words.choose : words.alone;
  return { tone: 'warning', text: `${what} ${next}`, actions: ['lead'] };
}

function lateStep({ displayName }: SeatView, isOwn: boolean, minutes: number): Step {
  const late = interviewListTexts.tasks.overdue(minutes);
  const text = isOwn ? peopleTexts.late.you(late) : peopleTexts.late.lead(late, displayName);
  return { tone: 'warning', text, actions: ['remind', 'lead'] };
}

function unscheduledStep(view: InterviewView, now: number): Step | undefined {
  if (view.phase !== 'lobby' || !view.scheduling?.open || view.openedAt !== undefined) return undefined;
  const [candidate] = candidatesIn(view);
  const name = candidate?.displayName ?? '';
  return now < view.scheduledAt
    ? { tone: 'info', text: unscheduledTexts.waiting(name) }
    : { tone: 'warning', text: unscheduledTexts.expired(name) };
}

function recruiterStep(view: InterviewView, now: number): Step {
  const words = recruiterSetup.nextStep;
  const unheard = isUnheard(view) && Object.values(view.seats).find(seat => seat.role === 'candidate');
  if (unheard) return { tone: 'warning', text: words.unheard(unheard.displayName) };
  if (view.phase === 'open')
    return { tone: 'success', text: words.running(formatTime(view.openedAt ?? view.scheduledAt)) };
  const candidates = candidatesIn(view);
  const [first] = candidates;
  if (!first) return { tone: 'warning', text: words.noCandidate };
  const ready = candidates.find(isHere);
  if (ready) return { tone: 'success', text: words.begins(ready.displayName) };
  const waits = words.waits(first.displayName);
  const { window, openedAt } = view;
  if (!window || openedAt !== undefined) return { tone: 'info', text: waits };
  const between = words.window(window.opensAt, window.closesAt, now);
  return { tone: 'info', text: `${waits} ${between}` };
}

/** Returns why the interview didn't take place. Practice has no appointment to miss. */
export function missedInView(view: InterviewView, now: number): ReturnType<typeof missedOf> {
  return view.practice ? undefined : missedOf(statusFactsOf(view), now);
}

export function statusInView(
  view: InterviewView,
  decidedAt: number | undefined,
  now: number,
): InterviewStatus {
  return statusOf({ ...statusFactsOf(view), decidedAt }, now);
}

function statusFactsOf(view: InterviewView): StatusFacts {
  const here = Object.values(view.seats).filter(isPresent);
  return {
    ...view,
    unscheduled: view.scheduling?.open === true,
    heldByRecruiter: view.recruiterSettings !== undefined,
    hasCandidate: Object.values(view.seats).some(seat => seat.role === 'candidate'),
    candidateHere: here.some(seat => seat.role === 'candidate'),
    interviewerHere: here.some(seat => seat.role === 'interviewer'),
    candidateJoined: view.candidateJoined === true,
    begun: view.openedAt !== undefined,
    rating: view.rating ?? { due: 0, locked: 0 },
  };
}

function missedStep(view: InterviewView, now: number): Step | undefined {
  const missed = missedInView(view, now);
  const [candidate] = candidatesIn(view);
  if (!missed || !candidate) return undefined;
  const { displayName } = candidate;
  if (view.phase === 'lobby') return { tone: 'warning', text: stepTexts.missed[missed](displayName) };
  const endedAt = formatTime(view.endedAt ?? view.scheduledAt);
  return { tone: 'info', text: stepTexts.endedMissed[missed](endedAt, displayName) };
}

function candidatesIn(view: InterviewView): SeatView[] {
  return Object.values(view.seats).filter(
    ({ role, presence }) => role === 'candidate' && presence !== 'removed',
  );
}

function isHere(seat: SeatView): boolean {
  return seat.presence === 'waiting' || seat.presence === 'inside';
}
