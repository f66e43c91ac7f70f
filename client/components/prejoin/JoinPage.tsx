import { MessageCircleQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { canBeReached, type OrganizationCard } from '../../../shared/organization.ts';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { contactTexts } from '../../texts/contact.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { PageFrame } from '../shell/PageFrame.tsx';
import { Brand } from '../ui/Logo.tsx';
import { PAGE_STYLES } from '../ui/pageStyles.ts';

const MAIN_STYLES = {
  wide: PAGE_STYLES.wide,
  narrow: 'mx-auto flex w-full max-w-xl flex-1 flex-col gap-6 px-4 pt-2 pb-12 sm:pt-[8dvh]',
};

type JoinPageProps = { children: ReactNode; width?: keyof typeof MAIN_STYLES };

/** Frame of the join pages. The logo is not a link, so that no one leaves by accident. */
export function JoinPage({ children, width = 'wide' }: JoinPageProps) {
  const organization = useOrganization();
  return (
    <PageFrame
      logo={<Brand organization={organization} />}
      headerWidth="max-w-5xl"
      mainStyle={MAIN_STYLES[width]}
      footer={<Footer organization={organization} />}
    >
      {children}
    </PageFrame>
  );
}

const { links } = contactTexts;

function Footer({ organization }: { organization: OrganizationCard }) {
  const pages = [
    ['/privacy', links.privacy],
    ['/help', links.help],
    organization.hasImprint
      ? ['/contact#imprint', links.imprint]
      : canBeReached(organization) && ['/contact', links.contact],
  ].filter(page => page !== false);
  return (
    <footer className="mx-auto w-full max-w-5xl px-4 pb-4 sm:px-8 print:hidden">
      <nav aria-label={links.label} className="flex flex-wrap gap-x-5 text-sm">
        {pages.map(([href, text]) => (
          <a
            key={href}
            href={href}
            // Opens elsewhere, so that no one leaves the interview.
            target="_blank"
            rel="noreferrer"
            className="flex min-h-6 items-center rounded-control text-muted hover:underline"
          >
            {text}
          </a>
        ))}
      </nav>
    </footer>
  );
}

const SHOWN = 3;

export function HelpLines({ view }: { view: InterviewView | undefined }) {
  const lines = Object.entries(view?.help ?? {})
    .filter(([, line]) => line.toSeatId === view?.ownSeatId)
    .sort(([, a], [, b]) => a.at - b.at)
    .slice(-SHOWN);
  return (
    <div aria-live="polite" className={lines.length > 0 ? 'flex flex-col gap-2' : 'sr-only'}>
      {lines.map(([messageId, line]) => (
        <div
          key={messageId}
          className="flex gap-3 rounded-card bg-accent-soft px-4 py-3 text-sm text-accent-ink"
        >
          <MessageCircleQuestion className="mt-0.5 size-4 shrink-0" />
          <p className="min-w-0">
            <span className="font-medium">{prejoin.help(line.fromName)}: </span>
            <span className="whitespace-pre-wrap text-ink">{line.text}</span>
          </p>
        </div>
      ))}
    </div>
  );
}
