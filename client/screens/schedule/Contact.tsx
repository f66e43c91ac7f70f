import { ContactDetails } from '../../components/ui/ContactDetails.tsx';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { contactTexts } from '../../texts/contact.ts';
import { scheduleTexts as texts } from '../../texts/schedule.ts';

/** How to reach the organizer, where the page can't help. */
export function Contact() {
  return (
    <ContactDetails organization={useOrganization()} title={texts.contact} otherwise={contactTexts.inviter} />
  );
}
