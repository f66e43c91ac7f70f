import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { SeatId } from '../../../../shared/ids.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import { isTakenOut } from '../../../../shared/interview/visibility.ts';
import type { IssuedLink } from '../../../../shared/protocol/http.ts';
import { SeatRole } from '../../../../shared/roles.ts';
import { isAddressOfRater } from '../../../../shared/rubric/scorecardOpening.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import type { InterviewClient } from '../../../core/interviewClient.ts';
import { toast } from '../../../core/toast.ts';
import { useMember, useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { PageSection } from '../ConsolePage.tsx';
import { InvitationDialog, SeatLinkDialog } from '../OneTimeLinkDialog.tsx';
import { isTold, MailSection, useInterviewMail } from './MailSection.tsx';
import { Person, type PersonRequest } from './Person.tsx';
import {
  AccommodationsDialog,
  AddPersonDialog,
  EditPersonDialog,
  NewLinkDialog,
  RevokeDialog,
} from './PersonDialogs.tsx';
import { RemoveDialog, ReplaceDialog } from './RemovePerson.tsx';

const texts = interviewPageTexts.detail;

type Open =
  | { dialog: 'add' }
  | { dialog: PersonRequest; seatId: SeatId }
  | {
      dialog: 'link' | 'invitation';
      link: IssuedLink;
      person: Pick<SeatView, 'displayName' | 'role' | 'email'>;
    };

export function People({ view, client }: { view: InterviewView; client: InterviewClient | undefined }) {
  const mayChange = useStaffMay('interviews.change') && !isFinal(view.phase);
  const [open, setOpen] = useState<Open>();
  const mail = useInterviewMail(view);
  const toldCandidates = toldCandidatesOf(view, mail);
  const close = () => setOpen(undefined);
  const { mutateAsync: repeatLink } = useRouteMutation('links.repeat');
  const repeat = async (person: SeatView) => {
    try {
      const { link } = await repeatLink({ interviewId: view.interviewId, seatId: person.seatId });
      setOpen({ dialog: 'invitation', link, person });
    } catch (error) {
      toast.error(newInterviewTexts.links.notRepeated, errorMessage(error));
    }
  };
  const seats = peopleInOrder(view);
  const email = useMember()?.email;
  const rates = email !== undefined && isAddressOfRater(seats, email);
  const seat = open && 'seatId' in open ? view.seats[open.seatId] : undefined;
  const dialog = seat && { interviewId: view.interviewId, seat, onClose: close };
  const isEmailed = view.mail === true && view.phase === 'lobby' && mail?.configured === true;
  const tells = (person: SeatView) => isTold(view, person, mail);
  return (
    <PageSection
      title={texts.people}
      action={
        mayChange && (
          <Button size="sm" icon={UserPlus} onClick={() => setOpen({ dialog: 'add' })}>
            {texts.addPerson}
          </Button>
        )
      }
    >
      {mail && <MailSection view={view} mail={mail} />}
      <Card padding="none">
        {seats.length === 0 && <p className="p-4 text-sm text-muted">{texts.noSeats}</p>}
        <ul className="divide-y divide-line">
          {seats.map(person => (
            <Person
              key={person.seatId}
              seat={person}
              view={view}
              mail={mail}
              client={client}
              onRequest={request =>
                request === 'copy' ? void repeat(person) : setOpen({ dialog: request, seatId: person.seatId })
              }
            />
          ))}
        </ul>
      </Card>
      {open?.dialog === 'add' && (
        <AddPersonDialog
          view={view}
          toldCandidates={toldCandidates}
          onClose={close}
          onAdded={(link, person) => setOpen({ dialog: 'link', link, person })}
        />
      )}
      {open?.dialog === 'edit' && dialog && (
        <EditPersonDialog
          {...dialog}
          toldCandidates={toldCandidates}
          isEmailed={isEmailed}
          onIssued={(link, person) => setOpen({ dialog: 'link', link, person })}
        />
      )}
      {open?.dialog === 'new-link' && dialog && (
        <NewLinkDialog
          {...dialog}
          isEmailed={isEmailed}
          onIssued={link => setOpen({ dialog: 'link', link, person: dialog.seat })}
        />
      )}
      {open?.dialog === 'revoke' && dialog && (
        <RevokeDialog {...dialog} view={view} isEmailed={tells(dialog.seat)} />
      )}
      {open?.dialog === 'remove' && dialog && (
        <RemoveDialog
          {...dialog}
          view={view}
          isTold={tells}
          toldCandidates={toldCandidates}
          onEdit={() => setOpen({ dialog: 'edit', seatId: dialog.seat.seatId })}
        />
      )}
      {open?.dialog === 'replace' && dialog && (
        <ReplaceDialog
          {...dialog}
          view={view}
          isTold={tells}
          toldCandidates={toldCandidates}
          onReplaced={(link, person) => setOpen({ dialog: 'link', link, person })}
        />
      )}
      {open?.dialog === 'accommodations' && dialog && (
        <AccommodationsDialog {...dialog} started={view.openedAt !== undefined} rates={rates} />
      )}
      {open?.dialog === 'invitation' && (
        <InvitationDialog link={open.link} person={open.person} view={view} onClose={close} />
      )}
      {open?.dialog === 'link' && (
        <SeatLinkDialog
          link={open.link}
          person={open.person}
          view={view}
          emailedTo={isEmailed ? open.person.email : undefined}
          onClose={close}
        />
      )}
    </PageSection>
  );
}

/** Returns people by role, with the lead before other interviewers. */
export function peopleInOrder(view: InterviewView): SeatView[] {
  const rank = (seat: SeatView) =>
    SeatRole.options.indexOf(seat.role) - (seat.seatId === view.leadSeatId ? 0.5 : 0);
  return Object.values(view.seats)
    .filter(seat => !isTakenOut(seat))
    .sort((a, b) => rank(a) - rank(b));
}

/** Returns the names of candidates who are told when they meet other people. */
function toldCandidatesOf(view: InterviewView, mail: ReturnType<typeof useInterviewMail>): string[] {
  const { phase, recruiterSettings, scheduling, seats } = view;
  if (!view.mail || !mail?.configured || phase !== 'lobby' || recruiterSettings || scheduling?.open)
    return [];
  return mail.people.flatMap(({ seatId, state }) => {
    const seat = seats[seatId];
    return state === 'invited' && seat?.role === 'candidate' ? [seat.displayName] : [];
  });
}
