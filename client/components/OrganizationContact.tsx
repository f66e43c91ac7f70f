import { useOrganization } from '../hooks/useOrganization.ts';
import { ContactDetails, type ContactProps } from './ui/ContactDetails.tsx';

/** Shows how to reach the organization that the server wrote into this page. */
export function ContactBlock(props: ContactProps) {
  return <ContactDetails organization={useOrganization()} {...props} />;
}
