import {
  Accessibility,
  Copy,
  Crown,
  EllipsisVertical,
  Link2,
  Link2Off,
  Mail,
  Pencil,
  UserMinus,
  UserRoundPen,
} from 'lucide-react';
import type { InterviewId } from '../../../../shared/ids.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import { isScoringOver } from '../../../../shared/rubric/rubricView.ts';
import { isRater } from '../../../../shared/rubric/scorecardOpening.ts';
import { Avatar } from '../../../components/ui/Avatar.tsx';
import { Badge, StatusDot, type StatusTone } from '../../../components/ui/Badge.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../components/ui/Menu.tsx';
import type { InterviewClient } from '../../../core/interviewClient.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { common } from '../../../texts/common.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { interviewPeopleTexts } from '../../../texts/interviewPeople.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { accommodationWords, recruiterSetup } from '../../../texts/recruiterSetup.ts';
import { formatDay, formatDistance, formatDuration, formatMoment } from '../../../texts/times.ts';
import { HelpLine } from './HelpLine.tsx';
import { type InterviewMail, isInvitedByMail, isTold, mailState } from './MailSection.tsx';
import { makeLead } from './NextLead.tsx';
import { SetupProgress } from './SetupProgress.tsx';

const texts = interviewPeopleTexts.person;
export type PersonRequest = 'edit' | 'copy' | 'new-link' | 'revoke' | 'accommodations' | 'remove' | 'replace';

interface PersonProps {
  seat: SeatView;
  view: InterviewView;
  mail: InterviewMail | undefined;
  client: InterviewClient | undefined;
  onRequest: (request: PersonRequest) => void;
}

export function Person({ seat, view, mail, client, onRequest }: PersonProps) {
  const now = useNow(60_000);
  const running = !isFinal(view.phase);
  const { rubric, openedAt } = view;
  // After the interview, evaluators still need their links for their scorecards, until scoring is over.
  const scores =
    view.phase === 'ended' && openedAt !== undefined && rubric !== undefined && !isScoringOver(rubric, now);
  const comes = running || (scores && isRater(seat));
  const told = mail && mailState(seat, view, mail, now);
  const isLead = seat.seatId === view.leadSeatId;
  const settingUp = running && (seat.presence === 'preparing' || seat.presence === 'waiting');
  // Of no use to people who can't send or renew links.
  const knowsLinks = useStaffMay('links.issue');
  const readsHelp = seat.role === 'candidate' || seat.role === 'interviewer';
  return (
    <li className="flex gap-3 p-4">
      <Avatar name={seat.displayName} />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div className="flex items-start justify-between gap-2">
          <div className="flex min-w-0 flex-col gap-0.5">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
              {seat.displayName}
              <span className="font-normal text-muted">{common.roles[seat.role]}</span>
              {isLead && <Badge tone="accent">{interviewPageTexts.detail.lead}</Badge>}
            </p>
            <PresenceText seat={seat} view={view} knowsLinks={knowsLinks} />
            {comes && <LinkLine seat={seat} knowsLinks={knowsLinks} />}
            {told && <p className="text-xs leading-5 text-muted">{told}</p>}
            <AccommodationsLine seat={seat} />
          </div>
          {comes && (
            <PersonMenu
              seat={seat}
              isLead={isLead}
              isTold={isTold(view, seat, mail)}
              accommodates={running && seat.role === 'candidate' && view.recruiterSettings !== undefined}
              removes={view.phase === 'lobby' && openedAt === undefined && view.practice === undefined}
              client={running ? client : undefined}
              sendsAgain={
                view.phase === 'lobby' && isInvitedByMail(seat, mail) ? view.interviewId : undefined
              }
              onRequest={onRequest}
            />
          )}
        </div>
        {settingUp && <SetupProgress seat={seat} practice={view.practice !== undefined} />}
        {settingUp && readsHelp && client && <HelpLine seat={seat} view={view} client={client} />}
      </div>
    </li>
  );
}

function LinkLine({ seat, knowsLinks }: Pick<PersonProps, 'seat'> & { knowsLinks: boolean }) {
  const now = useNow(60_000);
  const words = linkWords(seat, knowsLinks, now);
  return words === '' ? null : <p className="text-xs leading-5 text-muted">{words}</p>;
}

export function linkWords({ email, link }: SeatView, knowsLinks: boolean, now: number): string {
  return [email, knowsLinks && link && linkState(link, now)].filter(Boolean).join(' · ');
}

function AccommodationsLine({ seat: { accommodations } }: { seat: SeatView }) {
  const words = accommodations ? accommodationWords(accommodations) : [];
  if (words.length === 0) return null;
  return (
    <p className="flex items-start gap-1.5 text-xs leading-5 text-muted">
      <Accessibility className="mt-0.5 size-4 shrink-0" />
      {recruiterSetup.accommodations.summary(words)}
    </p>
  );
}

function linkState(link: NonNullable<SeatView['link']>, now: number): string {
  if (link.revoked) return texts.linkRevoked;
  if (link.expiresAt <= now) return texts.linkExpired;
  return texts.linkUntil(formatDay(link.expiresAt, now));
}

interface PersonMenuProps extends Pick<PersonProps, 'seat' | 'client' | 'onRequest'> {
  isLead: boolean;
  /** True if the person gets emails about changes. */
  isTold: boolean;
  accommodates: boolean;
  /** True until the interview starts. */
  removes: boolean;
  /** Present if the invitation can be sent again. */
  sendsAgain: InterviewId | undefined;
}

function PersonMenu(props: PersonMenuProps) {
  const { seat, isLead, accommodates, removes, sendsAgain, client, onRequest } = props;
  const mayAccommodate = useStaffMay('interviews.change') && accommodates;
  const mayIssue = useStaffMay('links.issue');
  const hasLink = seat.link !== undefined && !seat.link.revoked;
  const mayRevoke = useStaffMay('links.revoke') && hasLink;
  const mayEdit = useStaffMay('interviews.change') && client !== undefined;
  const mayRemove = useStaffMay('interviews.change') && removes;
  const mayLead =
    useStaffMay('interviews.change') && seat.role === 'interviewer' && !isLead && client !== undefined;
  const send = useRouteMutation('interviewMail.sendAgain', ['interviewMail.read']);
  if (!mayIssue && !mayRevoke && !mayEdit && !mayAccommodate) return null;
  return (
    <Menu trigger={<IconButton label={texts.actions(seat.displayName)} size="sm" icon={EllipsisVertical} />}>
      {mayEdit && (
        <MenuItem icon={Pencil} onSelect={() => onRequest('edit')}>
          {interviewPeopleTexts.editPerson.menu}
        </MenuItem>
      )}
      {mayLead && (
        <MenuItem icon={Crown} onSelect={() => void makeLead(client, seat, props.isTold)}>
          {texts.makeLead}
        </MenuItem>
      )}
      {mayAccommodate && (
        <MenuItem icon={Accessibility} onSelect={() => onRequest('accommodations')}>
          {recruiterSetup.accommodations.menu}
        </MenuItem>
      )}
      {mayEdit && sendsAgain && (
        <MenuItem
          icon={Mail}
          onSelect={() =>
            send.mutate(
              { interviewId: sendsAgain, seatId: seat.seatId },
              withToasts(texts.sentAgain(seat.displayName), texts.sendAgainFailed),
            )
          }
        >
          {texts.sendAgain}
        </MenuItem>
      )}
      {mayIssue && hasLink && (
        <MenuItem icon={Copy} onSelect={() => onRequest('copy')}>
          {newInterviewTexts.links.copyText}
        </MenuItem>
      )}
      {mayIssue && (
        <MenuItem icon={Link2} onSelect={() => onRequest('new-link')}>
          {texts.newLink}
        </MenuItem>
      )}
      {mayRemove && seat.role !== 'candidate' && (
        <MenuItem icon={UserRoundPen} onSelect={() => onRequest('replace')}>
          {interviewPeopleTexts.replace.menu}
        </MenuItem>
      )}
      {mayRevoke && (
        <MenuItem danger icon={Link2Off} onSelect={() => onRequest('revoke')}>
          {texts.revoke}
        </MenuItem>
      )}
      {mayRemove && (
        <MenuItem danger icon={UserMinus} onSelect={() => onRequest('remove')}>
          {interviewPeopleTexts.remove.menu}
        </MenuItem>
      )}
    </Menu>
  );
}

const DOTS: Record<SeatView['presence'], StatusTone> = {
  invited: 'off',
  preparing: 'warning',
  waiting: 'ok',
  inside: 'ok',
  reconnecting: 'warning',
  left: 'off',
  removed: 'danger',
};

function PresenceText({
  seat,
  view,
  knowsLinks,
}: Pick<PersonProps, 'seat' | 'view'> & { knowsLinks: boolean }) {
  const now = useNow(15_000);
  const absence = absenceText(seat, view, now);
  if (absence !== undefined)
    return (
      <p className="flex items-center gap-2 text-sm text-muted">
        <StatusDot tone="off" />
        {absence}
      </p>
    );
  if (seat.presence === 'invited' && !knowsLinks) return null;
  return (
    <p className="flex items-center gap-2 text-sm text-muted">
      <StatusDot tone={DOTS[seat.presence]} />
      <span>
        <span aria-live="polite">{interviewPageTexts.presence[seat.presence]}</span>
        {seat.presence !== 'invited' && <span> · {sinceText(seat, now)}</span>}
      </span>
    </p>
  );
}

/** Returns what is known of a person who hasn't come to the interview: what a candidate did without joining. */
export function absenceText(
  { role, presence, choseAt, link }: SeatView,
  { phase, openedAt, canceled, endedAt }: InterviewView,
  now: number,
): string | undefined {
  const isCanceled = phase === 'cancelled' && openedAt === undefined && presence !== 'removed';
  if (presence !== 'invited' && !isCanceled) return undefined;
  const words = interviewPeopleTexts.presence;
  if (role === 'candidate' && canceled?.by === 'candidate' && endedAt !== undefined)
    return words.canceled(formatMoment(endedAt, now));
  if (choseAt !== undefined) return words.chose(formatMoment(choseAt, now));
  if (link?.openedAt !== undefined) return words.opened(formatMoment(link.openedAt, now));
  return presence === 'invited' && isFinal(phase) ? words.absent : undefined;
}

function sinceText({ presence, presenceSince }: SeatView, now: number): string {
  const over = presence === 'left' || presence === 'removed' || presence === 'reconnecting';
  return over ? formatDistance(presenceSince, now) : formatDuration(now - presenceSince);
}
