import { Link2, MailX } from 'lucide-react';
import type { InterviewId, SeatId } from '../../../../shared/ids.ts';
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
import { LinksToSend } from '../OneTimeLinkDialog.tsx';

const texts = newInterviewTexts.create;
export const LINKS_NOT_SENT = {
  title: texts.leaveTitle,
  body: texts.leaveBody,
  confirm: texts.leave,
  keep: texts.stay,
};

/** A link of one person to one interview. */
export interface PersonalLink {
  seatId: SeatId;
  interviewId: InterviewId;
  /** Absent until the link is asked for. */
  facts: InvitationFacts | undefined;
}

export interface LinkedPerson {
  displayName: string;
  role: SeatRole;
  isLead: boolean;
  /** Address to which the links are emailed. Absent if someone has to send them. */
  address: string | undefined;
  /** Several for a person who is in several rounds, in order of time. */
  links: readonly PersonalLink[];
}

interface LinksIntroProps {
  people: readonly LinkedPerson[];
  /** Links can be copied again on the page of each round. */
  rounds?: boolean;
}

/** Says who gets a link by email, and to whom the reader has to send it. */
export function LinksIntro({ people, rounds = false }: LinksIntroProps) {
  const noServer = useRouteQuery('mail.status', {}).data?.configured === false;
  if (people.length === 0) return null;
  const notMailed = people.filter(({ address }) => address === undefined);
  const byHand = [...new Set(notMailed.map(({ displayName }) => displayName))];
  const text = texts.linksIntro(byHand, {
    count: new Set(people.map(({ displayName }) => displayName)).size,
    links: notMailed.flatMap(({ links }) => links).length,
    ...{ noServer, rounds },
  });
  return byHand.length === 0 ? <p className="text-muted">{text}</p> : <Banner>{text}</Banner>;
}

interface PeopleLinksProps {
  people: readonly LinkedPerson[];
  /** True when people with an address are told by email. */
  mail: boolean;
  /** True until the candidate has chosen the time. Others are invited after that. */
  choosing: boolean;
  onCopied: (links: readonly PersonalLink[]) => void;
  onShow: (links: readonly PersonalLink[]) => void;
  /** Labels the link to an interview, if people can have several links. */
  labelOf?: (interviewId: InterviewId) => string;
}

/** Each person's links, with the address to which they are emailed. */
export function PeopleLinks({ people, mail, choosing, ...of }: PeopleLinksProps) {
  if (people.length === 0) return <p className="text-muted">{texts.noPeople}</p>;
  return (
    <Card padding="none">
      <ul className="divide-y divide-line">
        {people.map(person => (
          <li key={person.links[0]?.seatId} data-focus-group className="flex flex-col gap-3 p-4 sm:p-5">
            <div className="flex flex-wrap items-center gap-3">
              <Avatar name={person.displayName} />
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-x-2 text-sm font-medium">
                  {person.displayName}
                  {person.isLead && <Badge tone="accent">{interviewPageTexts.detail.lead}</Badge>}
                </p>
                <p className="text-xs text-muted">{common.roles[person.role]}</p>
              </div>
              {mail && <Invited person={person} isLater={choosing && person.role !== 'candidate'} />}
            </div>
            <Links person={person} {...of} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type LinksProps = { person: LinkedPerson } & Pick<PeopleLinksProps, 'onCopied' | 'onShow' | 'labelOf'>;

function Links({ person: { displayName, links }, onCopied, onShow, labelOf }: LinksProps) {
  const shown = links.flatMap(({ facts }) => facts ?? []);
  const hidden = links.filter(({ facts }) => !facts);
  const labels = links.map(({ interviewId }) => labelOf?.(interviewId));
  return (
    <>
      {labelOf && hidden.length > 0 && (
        <ul className="text-sm">
          {labels.map(label => (
            <li key={label}>{label}</li>
          ))}
        </ul>
      )}
      {hidden.length > 0 ? (
        <Button
          size="sm"
          className="self-start"
          icon={Link2}
          aria-label={texts.showLinksOf(displayName, links.length)}
          onClick={() => onShow(hidden)}
        >
          {texts.showLinks(links.length)}
        </Button>
      ) : (
        <LinksToSend
          links={shown.map((facts, index) => ({ facts, label: labels[index] }))}
          onCopied={indexes => onCopied(links.filter((_link, index) => indexes.includes(index)))}
        />
      )}
    </>
  );
}

function Invited({ person: { role, address, links }, isLater }: { person: LinkedPerson; isLater: boolean }) {
  if (!address)
    return (
      <Badge tone="warning" icon={MailX}>
        {texts.notInvited}
      </Badge>
    );
  // Candidates get one email for all rounds, and others one for each.
  const text = isLater
    ? texts.emailedLater(address)
    : texts.emailedTo(address, role === 'candidate' ? 1 : links.length);
  return <p className="w-full text-sm break-words text-muted">{text}</p>;
}
