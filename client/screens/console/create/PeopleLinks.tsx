import { MailX } from 'lucide-react';
import type { SeatId } from '../../../../shared/ids.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { IssuedLink } from '../../../../shared/protocol/http.ts';
import type { SeatRole } from '../../../../shared/roles.ts';
import { Avatar } from '../../../components/ui/Avatar.tsx';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { common } from '../../../texts/common.ts';
import { consoleTexts } from '../../../texts/console.ts';
import type { InvitationFacts } from '../../../texts/invitationText.ts';
import { LinkToSend } from '../OneTimeLinkDialog.tsx';
import type { CreatedInterview } from './CreateForm.tsx';

const texts = consoleTexts.create;
export const LINKS_NOT_SENT = {
  title: texts.leaveTitle,
  body: texts.leaveBody,
  confirm: texts.leave,
  keep: texts.stay,
};

interface PeopleLinksProps {
  input: CreatedInterview['input'];
  links: readonly IssuedLink[];
  /** If absent, names are as they were typed. */
  view?: InterviewView | undefined;
  onCopied: (seatId: SeatId) => void;
}

/** Each person's link, with the address to which it is emailed. */
export function PeopleLinks({ input, links, view, onCopied }: PeopleLinksProps) {
  if (links.length === 0) return <p className="text-muted">{texts.noPeople}</p>;
  const people = links.map((link, index) => ({
    link,
    facts: factsOf(link, index, input, view),
    address: emailOf(input, index),
  }));
  return (
    <Card padding="none">
      <ul className="divide-y divide-line">
        {people.map(({ link, facts, address }) => (
          <li key={link.seatId} className="flex flex-col gap-3 p-4 sm:p-5">
            <div className="flex flex-wrap items-center gap-3">
              <Avatar name={facts.displayName} />
              <div className="min-w-0">
                <p className="text-sm font-medium">{facts.displayName}</p>
                <p className="text-xs text-muted">{common.roles[facts.role]}</p>
              </div>
              <Invited input={input} role={facts.role} address={address} />
            </div>
            <LinkToSend facts={facts} onCopied={() => onCopied(link.seatId)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface InvitedProps {
  input: CreatedInterview['input'];
  role: SeatRole;
  address: string | undefined;
}

function Invited({ input: { mail, candidateChooses }, role, address }: InvitedProps) {
  if (!mail) return null;
  if (!address)
    return (
      <Badge tone="warning" icon={MailX}>
        {texts.notInvited}
      </Badge>
    );
  const isLater = candidateChooses && role !== 'candidate';
  return (
    <p className="w-full text-sm break-words text-muted">
      {isLater ? texts.emailedLater(address) : texts.emailedTo(address)}
    </p>
  );
}

/** Returns the address to which a person's invitation is emailed, if it is. Links are in the order of people. */
export function emailOf(input: CreatedInterview['input'], index: number): string | undefined {
  return input.mail ? input.seats[index]?.email : undefined;
}

/** Finds a link's person by seat. Until the view has loaded, uses the form's people at the same index. */
function factsOf(
  link: IssuedLink,
  index: number,
  input: CreatedInterview['input'],
  view: InterviewView | undefined,
): InvitationFacts {
  const person = view?.seats[link.seatId] ?? input.seats[index];
  return {
    displayName: person?.displayName ?? '',
    role: person?.role ?? 'candidate',
    title: input.title,
    scheduledAt: input.scheduledAt,
    choosing: input.candidateChooses,
    plannedMinutes: input.plannedMinutes,
    timeZone: input.timeZone,
    heldByRecruiter: input.recruiter !== undefined,
    window: view ? view.window : (input.window ?? undefined),
    url: link.url,
  };
}
