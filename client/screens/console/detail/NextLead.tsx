import { Crown } from 'lucide-react';
import { useState } from 'react';
import type { SeatId } from '../../../../shared/ids.ts';
import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import { seatHolds } from '../../../../shared/interview/visibility.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Menu, MenuItem } from '../../../components/ui/Menu.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import type { InterviewClient } from '../../../core/interviewClient.ts';
import { toast } from '../../../core/toast.ts';
import { interviewPeopleTexts as texts } from '../../../texts/interviewPeople.ts';
import { isTold, useInterviewMail } from './MailSection.tsx';

/** Returns the interviewers who could lead instead of a person, if that person leads. */
export function nextLeads(
  { leadSeatId, seats, recruiterSettings }: InterviewView,
  seatId?: SeatId,
): SeatView[] {
  if (recruiterSettings || (seatId !== undefined && leadSeatId !== seatId)) return [];
  return Object.values(seats).filter(
    seat => seat.role === 'interviewer' && seat.seatId !== leadSeatId && seatHolds(seat),
  );
}

/** The choice who leads instead of the lead, in a dialog that ends the lead's part. */
export function useNextLead(view: InterviewView, { seatId, displayName }: SeatView) {
  const candidates = nextLeads(view, seatId);
  const [lead, setLead] = useState(candidates[0]?.seatId);
  const leads = view.leadSeatId === seatId && !view.recruiterSettings && view.phase === 'lobby';
  const choice = leads && (
    <div className="flex flex-col gap-3">
      <p className="text-sm">{texts.lead.is(displayName)}</p>
      {lead === undefined ? (
        <Banner tone="warning">{texts.lead.noOne}</Banner>
      ) : (
        <Select
          label={texts.lead.label}
          options={candidates.map(one => ({ value: one.seatId, label: one.displayName }))}
          value={lead}
          onChange={event => setLead(candidates.find(one => one.seatId === event.target.value)?.seatId)}
        />
      )}
    </div>
  );
  return { choice, params: leads && lead !== undefined ? { lead } : {} };
}

/** `isTold`: the person gets an email about it. */
export async function makeLead(
  client: InterviewClient | undefined,
  { seatId, displayName }: SeatView,
  isTold: boolean,
) {
  try {
    await client?.command('lead.transfer', { seatId });
    toast.success(texts.person.madeLead(displayName), isTold ? texts.lead.told : undefined);
  } catch (error) {
    toast.error(errorMessage(error));
  }
}

interface LeadMenuProps {
  view: InterviewView;
  client: InterviewClient;
}

/** Offers the other interviewers as the lead. Renders nothing if there is no other. */
export function LeadMenu({ view, client }: LeadMenuProps) {
  const people = nextLeads(view);
  const mail = useInterviewMail(view);
  if (people.length === 0) return null;
  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm" icon={Crown}>
          {texts.lead.change}
        </Button>
      }
    >
      {people.map(person => (
        <MenuItem
          key={person.seatId}
          onSelect={() => void makeLead(client, person, isTold(view, person, mail))}
        >
          {person.displayName}
        </MenuItem>
      ))}
    </Menu>
  );
}
