import { Globe, Mail, Phone } from 'lucide-react';
import { canBeReached, type OrganizationCard, waysToReach } from '../../../shared/organization.ts';
import { contactTexts as texts } from '../../texts/contact.ts';

interface ContactDetailsProps {
  organization: OrganizationCard;
  title: string;
  /** Advice for organizations that haven't said how to reach them. */
  otherwise?: string;
}

/** Shows how to reach the organization. */
export function ContactDetails({ organization, title, otherwise }: ContactDetailsProps) {
  const reachable = canBeReached(organization);
  if (!reachable && !otherwise) return null;
  return (
    <section className="flex max-w-[60ch] flex-col gap-2">
      <h2 className="text-base font-semibold">{title}</h2>
      {organization.contact && (
        <p className="wrap-break-word whitespace-pre-line text-muted">{organization.contact}</p>
      )}
      {reachable ? (
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          <ContactLinks organization={organization} />
        </div>
      ) : (
        <p className="text-muted">{otherwise}</p>
      )}
    </section>
  );
}

const ICONS = { email: Mail, phone: Phone, website: Globe };

function ContactLinks({ organization }: { organization: OrganizationCard }) {
  return waysToReach(organization).map(({ kind, href, text }) => {
    const Icon = ICONS[kind];
    const shown = { email: text, phone: text.replaceAll(' ', '\u00a0'), website: texts.website };
    return (
      <a
        key={kind}
        href={href}
        // Opens elsewhere, so that no one leaves the interview.
        target="_blank"
        rel="noreferrer"
        className="flex min-h-6 items-center gap-1.5 rounded-control font-medium wrap-anywhere text-accent-ink hover:underline"
      >
        <Icon className="size-4 shrink-0" />
        {shown[kind]}
      </a>
    );
  });
}
