import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { SeatId } from '../../../../shared/ids.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import type { IssuedLink } from '../../../../shared/protocol/http.ts';
import { SeatRole } from '../../../../shared/roles.ts';
import { isAddressOfRater } from '../../../../shared/rubric/opening.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import type { InterviewClient } from '../../../core/interviewClient.ts';
import { useMember, useStaffMay } from '../../../hooks/useMember.ts';
import { consoleTexts } from '../../../texts/console.ts';
import { SeatLinkDialog } from '../OneTimeLinkDialog.tsx';
import { Person, type PersonRequest } from './Person.tsx';
import {
  AccommodationsDialog,
  AddPersonDialog,
  EditPersonDialog,
  NewLinkDialog,
  RevokeDialog,
} from './PersonDialogs.tsx';

const texts = consoleTexts.detail;

type Open =
  | { dialog: 'add' }
  | { dialog: PersonRequest; seatId: SeatId }
  | { dialog: 'link'; link: IssuedLink; person: Pick<SeatView, 'displayName' | 'role'> };

export function People({ view, client }: { view: InterviewView; client: InterviewClient | undefined }) {
  const mayChange = useStaffMay('interviews.change') && !isFinal(view.phase);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const seats = inOrder(view);
  const email = useMember()?.email;
  const rates = email !== undefined && isAddressOfRater(seats, email);
  const seatOfDialog = open && 'seatId' in open ? view.seats[open.seatId] : undefined;

  return (
    <section aria-labelledby="people" className="flex flex-col gap-3">
      <div className="flex items-center justify-between gap-3">
        <h2 id="people" className="text-base font-semibold">
          {texts.people}
        </h2>
        {mayChange && (
          <Button size="sm" icon={UserPlus} onClick={() => setOpen({ dialog: 'add' })}>
            {texts.addPerson}
          </Button>
        )}
      </div>
      <Card padding="none">
        {seats.length === 0 && <p className="p-4 text-sm text-muted">{texts.noSeats}</p>}
        <ul className="divide-y divide-line">
          {seats.map(seat => (
            <Person
              key={seat.seatId}
              seat={seat}
              view={view}
              client={client}
              onRequest={dialog => setOpen({ dialog, seatId: seat.seatId })}
            />
          ))}
        </ul>
      </Card>

      {open?.dialog === 'add' && (
        <AddPersonDialog
          interviewId={view.interviewId}
          onClose={close}
          onAdded={(link, person) => setOpen({ dialog: 'link', link, person })}
        />
      )}
      {open?.dialog === 'edit' && seatOfDialog && (
        <EditPersonDialog interviewId={view.interviewId} seat={seatOfDialog} onClose={close} />
      )}
      {open?.dialog === 'new-link' && seatOfDialog && (
        <NewLinkDialog
          interviewId={view.interviewId}
          seat={seatOfDialog}
          onClose={close}
          onIssued={link => setOpen({ dialog: 'link', link, person: seatOfDialog })}
        />
      )}
      {open?.dialog === 'revoke' && seatOfDialog && (
        <RevokeDialog interviewId={view.interviewId} seat={seatOfDialog} onClose={close} />
      )}
      {open?.dialog === 'accommodations' && seatOfDialog && (
        <AccommodationsDialog
          interviewId={view.interviewId}
          seat={seatOfDialog}
          started={view.openedAt !== undefined}
          rates={rates}
          onClose={close}
        />
      )}
      {open?.dialog === 'link' && (
        <SeatLinkDialog link={open.link} person={open.person} view={view} onClose={close} />
      )}
    </section>
  );
}

function inOrder(view: InterviewView): SeatView[] {
  const rank = (seat: SeatView) =>
    SeatRole.options.indexOf(seat.role) - (seat.seatId === view.leadSeatId ? 0.5 : 0);
  return Object.values(view.seats).sort((a, b) => rank(a) - rank(b));
}
