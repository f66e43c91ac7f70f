import { Mail } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { InterviewView, SeatView } from '../../../shared/interview/view.ts';
import type { IssuedLink } from '../../../shared/protocol/http.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { CopyField } from '../../components/ui/CopyField.tsx';
import { Dialog } from '../../components/ui/Dialog.tsx';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { type InvitationFacts, invitationText } from '../../texts/invitationText.ts';
import { newInterviewTexts } from '../../texts/newInterview.ts';
import { CopyTextButton } from './CopyTextButton.tsx';

const texts = newInterviewTexts.links;

interface OneTimeLinkDialogProps {
  title: string;
  note: string;
  /** True when the link can be shown again, or reaches its person anyway. */
  repeatable?: boolean | undefined;
  onClose: () => void;
  children: (onCopied: () => void) => ReactNode;
}

/** Shows a new link. Asks before closing if it is never shown again and hasn't been copied. */
function OneTimeLinkDialog({ title, note, repeatable, onClose, children }: OneTimeLinkDialogProps) {
  const [copied, setCopied] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      leaveQuestion={copied || repeatable ? undefined : texts.lose}
      size="md"
      title={title}
      footer={
        <Button variant="primary" onClick={onClose}>
          {texts.done}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Banner tone={repeatable ? 'info' : 'warning'}>{note}</Banner>
        {children(() => setCopied(true))}
      </div>
    </Dialog>
  );
}

export function LinkToSend({ facts, onCopied }: { facts: InvitationFacts; onCopied?: () => void }) {
  return <LinksToSend links={[{ facts, label: undefined }]} onCopied={onCopied} />;
}

interface LinksToSendProps {
  /** Links of one person to interviews in order of time. `label` names the interview if there are several. */
  links: readonly { facts: InvitationFacts; label: string | undefined }[];
  /** Called with the positions of the links that were copied. */
  onCopied?: ((positions: readonly number[]) => void) | undefined;
}

/** Each link to copy, and an invitation that has them all. */
export function LinksToSend({ links, onCopied }: LinksToSendProps) {
  const organization = useOrganization();
  const [first, ...others] = links.map(({ facts }) => facts);
  if (!first) return null;
  return (
    <div className="flex flex-col gap-2">
      {links.map(({ facts, label }, position) => (
        <CopyField
          key={facts.url}
          label={label ?? texts.personal(facts.displayName)}
          hideLabel={label === undefined}
          value={facts.url}
          onCopied={() => onCopied?.([position])}
        />
      ))}
      <CopyTextButton
        small
        text={invitationText([first, ...others], organization)}
        onCopied={() => onCopied?.([...links.keys()])}
        icon={Mail}
      >
        {texts.copyText}
      </CopyTextButton>
    </div>
  );
}

/** Shows a person's link again, with the invitation to copy. */
export function InvitationDialog({ link, person, view, onClose }: LinkDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="md"
      title={texts.invitationOf(person.displayName)}
      footer={
        <Button variant="primary" onClick={onClose}>
          {texts.done}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <LinkToSend facts={factsOf(link, person, view)} />
        <p className="text-sm text-muted">{texts.warnForward}</p>
      </div>
    </Dialog>
  );
}

export function factsOf(
  link: IssuedLink,
  person: LinkDialogProps['person'],
  view: InterviewView,
): InvitationFacts {
  return {
    displayName: person.displayName,
    role: person.role,
    title: view.title,
    scheduledAt: view.scheduledAt,
    choosing: view.scheduling?.open,
    plannedMinutes: view.plannedMinutes,
    timeZone: view.timeZone,
    heldByRecruiter: view.recruiterSettings !== undefined,
    interviewers: person.role === 'candidate' && !view.recruiterSettings ? namesOf(view, 'interviewer') : [],
    candidates: person.role === 'candidate' ? [] : namesOf(view, 'candidate'),
    isLead: link.seatId === view.leadSeatId && view.recruiterSettings === undefined,
    window: view.openedAt === undefined ? view.window : undefined,
    url: link.url,
  };
}

function namesOf({ seats }: InterviewView, role: SeatRole): string[] {
  const people = Object.values(seats).filter(seat => seat.role === role && seat.presence !== 'removed');
  return people.map(({ displayName }) => displayName);
}

interface LinkDialogProps {
  link: IssuedLink;
  person: Pick<SeatView, 'displayName' | 'role'>;
  view: InterviewView;
  onClose: () => void;
}

interface SeatLinkDialogProps extends LinkDialogProps {
  /** Address to which the link is emailed. Absent if no one but the member passes it on. */
  emailedTo: string | undefined;
}

export function SeatLinkDialog({ link, person, view, emailedTo, onClose }: SeatLinkDialogProps) {
  const { displayName, role } = person;
  const isLater = view.scheduling?.open === true && role !== 'candidate';
  const emailed = isLater ? texts.emailedLater : texts.emailed;
  return (
    <OneTimeLinkDialog
      title={texts.title(displayName)}
      note={emailedTo === undefined ? texts.onceOne(displayName) : emailed(displayName, emailedTo)}
      repeatable
      onClose={onClose}
    >
      {onCopied => (
        <>
          <LinkToSend onCopied={onCopied} facts={factsOf(link, person, view)} />
          <p className="text-sm text-muted">{texts.warnForward}</p>
        </>
      )}
    </OneTimeLinkDialog>
  );
}

interface StaffLinkDialogProps {
  title: string;
  note: string;
  /** True when the link was also emailed, so that it needn't be copied. */
  mailed?: boolean | undefined;
  url: string;
  onClose: () => void;
}

export function StaffLinkDialog({ title, note, mailed, url, onClose }: StaffLinkDialogProps) {
  return (
    <OneTimeLinkDialog title={title} note={note} repeatable={mailed} onClose={onClose}>
      {onCopied => <CopyField label={title} hideLabel value={url} onCopied={onCopied} />}
    </OneTimeLinkDialog>
  );
}
