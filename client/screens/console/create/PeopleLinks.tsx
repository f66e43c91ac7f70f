import { Link2, MailX } from 'lucide-react';
import type { SeatId } from '../../../../shared/ids.ts';
import type { SeatRole } from '../../../../shared/roles.ts';
import { Avatar } from '../../../components/ui/Avatar.tsx';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import type { InvitationFacts } from '../../../texts/invitationText.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { LinkToSend } from '../OneTimeLinkDialog.tsx';

const texts = newInterviewTexts.create;
export const LINKS_NOT_SENT = {
  title: texts.leaveTitle,
  body: texts.leaveBody,
  confirm: texts.leave,
  keep: texts.stay,
};

export interface LinkedPerson {
  seatId: SeatId;
  displayName: string;
  role: SeatRole;
  isLead: boolean;
  /** Address to which the link is emailed. Absent if someone has to send the link. */
  address: string | undefined;
  /** Absent until the link is asked for. */
  facts: InvitationFacts | undefined;
}

/** Says who gets a link by email, and to whom the reader has to send it. */
export function LinksIntro({ people }: { people: readonly LinkedPerson[] }) {
  const noServer = useRouteQuery('mail.status', {}).data?.configured === false;
  if (people.length === 0) return null;
  const byHand = people.filter(({ address }) => address === undefined).map(({ displayName }) => displayName);
  const text = texts.linksIntro([...new Set(byHand)], {
    count: new Set(people.map(({ displayName }) => displayName)).size,
    noServer,
  });
  return byHand.length === 0 ? <p className="text-muted">{text}</p> : <Banner>{text}</Banner>;
}

interface PeopleLinksProps {
  people: readonly LinkedPerson[];
  /** True when people with an address are told by email. */
  mail: boolean;
  /** True until the candidate has chosen the time. Others are invited after that. */
  choosing: boolean;
  onCopied: (seatId: SeatId) => void;
  onShow?: (seatId: SeatId) => void;
}

/** Each person's link, with the address to which it is emailed. */
export function PeopleLinks({ people, mail, choosing, onCopied, onShow }: PeopleLinksProps) {
  if (people.length === 0) return <p className="text-muted">{texts.noPeople}</p>;
  return (
    <Card padding="none">
      <ul className="divide-y divide-line">
        {people.map(({ seatId, displayName, role, isLead, address, facts }) => (
          <li key={seatId} className="flex flex-col gap-3 p-4 sm:p-5">
            <div className="flex flex-wrap items-center gap-3">
              <Avatar name={displayName} />
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-x-2 text-sm font-medium">
                  {displayName}
                  {isLead && <Badge tone="accent">{interviewPageTexts.detail.lead}</Badge>}
                </p>
                <p className="text-xs text-muted">{common.roles[role]}</p>
              </div>
              {mail && <Invited address={address} isLater={choosing && role !== 'candidate'} />}
            </div>
            {facts ? (
              <LinkToSend facts={facts} onCopied={() => onCopied(seatId)} />
            ) : (
              <Button
                size="sm"
                className="self-start"
                icon={Link2}
                aria-label={texts.showLinkOf(displayName)}
                onClick={() => onShow?.(seatId)}
              >
                {texts.showLink}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Invited({ address, isLater }: Pick<LinkedPerson, 'address'> & { isLater: boolean }) {
  if (!address)
    return (
      <Badge tone="warning" icon={MailX}>
        {texts.notInvited}
      </Badge>
    );
  return (
    <p className="w-full text-sm break-words text-muted">
      {isLater ? texts.emailedLater(address) : texts.emailedTo(address)}
    </p>
  );
}
