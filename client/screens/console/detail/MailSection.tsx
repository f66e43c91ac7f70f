import { Mail } from 'lucide-react';
import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { interviewPeopleTexts } from '../../../texts/interviewPeople.ts';
import { formatDayWithin } from '../../../texts/times.ts';

const texts = interviewPeopleTexts.mail;
const REFETCH_MS = 10_000;
export type InterviewMail = RouteResult<'interviewMail.read'>;

/** Returns who was told what by email. Undefined for practice, and for members who can't see the outbox. */
export function useInterviewMail({ interviewId, practice }: InterviewView): InterviewMail | undefined {
  const enabled = useStaffMay('outbox.read') && practice === undefined;
  return useRouteQuery('interviewMail.read', { interviewId }, { enabled, refetchIntervalMs: REFETCH_MS })
    .data;
}

/** Offers to send invitations if people aren't told by email, or says that there is no mail server. */
export function MailSection({ view, mail }: { view: InterviewView; mail: InterviewMail }) {
  const { interviewId } = view;
  const mayChange = useStaffMay('interviews.change');
  const change = useRouteMutation('interviews.change', ['interviews.read', 'interviewMail.read']);
  if (view.phase !== 'lobby' || !mayChange) return null;
  if (!mail.configured) return <Banner>{view.mail ? texts.noServerYet : texts.noServer}</Banner>;
  if (view.mail) return null;
  return (
    <Banner title={texts.title}>
      <p>{texts.body}</p>
      <Button
        size="sm"
        className="mt-2"
        icon={Mail}
        pending={change.isPending}
        onClick={() => change.mutate({ interviewId, mail: true }, withToasts(texts.sent, texts.failed))}
      >
        {texts.send}
      </Button>
    </Banner>
  );
}

/** Returns what became of a person's invitation, or undefined if people aren't told by email. */
export function mailState(
  seat: SeatView,
  view: InterviewView,
  { people }: InterviewMail,
  now: number,
): string | undefined {
  const told = people.find(({ seatId }) => seatId === seat.seatId);
  if (told) {
    const state =
      told.state === 'invited' || told.mail !== 'sent' ? texts.told[told.mail] : texts.left[told.state];
    if (told.mail !== 'sent') return state;
    const isOpened = told.state === 'invited' && seat.presence !== 'invited';
    return [`${state} ${formatDayWithin(told.toldAt, now)}`, isOpened && texts.opened]
      .filter(Boolean)
      .join(', ');
  }
  if (!view.mail || view.phase !== 'lobby') return undefined;
  return seat.email ? texts.planned : texts.noAddress;
}

/** True for someone who was invited by email, and who gets emails about changes. */
export function isTold(
  { mail: isOn, phase }: InterviewView,
  seat: SeatView,
  mail: InterviewMail | undefined,
): boolean {
  return isOn === true && phase === 'lobby' && isInvitedByMail(seat, mail);
}

export function isInvitedByMail({ seatId }: SeatView, mail: InterviewMail | undefined): boolean {
  return (
    mail?.configured === true && mail.people.some(told => told.seatId === seatId && told.state === 'invited')
  );
}
