import type { ReactNode } from 'react';
import type { OrganizationCard } from '../../shared/organization.ts';
import type { BareShell, JoinShell as Join, PracticeShell as Shell } from '../../shared/site/sitePages.ts';
import { buttonStyle } from '../components/ui/buttonStyle.ts';
import { ContactDetails } from '../components/ui/ContactDetails.tsx';
import { Brand } from '../components/ui/Logo.tsx';
import { PreJoinSkeleton, StartFormSkeleton } from '../components/ui/PageSkeletons.tsx';
import { PAGE_STYLES } from '../components/ui/pageStyles.ts';
import { StartLayout } from '../components/ui/StartLayout.tsx';
import { contactTexts } from '../texts/contact.ts';
import { practice } from '../texts/practice.ts';
import { practiceRoom } from '../texts/practiceRoom.ts';
import { prejoin } from '../texts/prejoin.ts';
import { site } from '../texts/site.ts';

/** Practice's page until its scripts have loaded. */
export function PracticeShell({ organization, slug, role, now }: Shell) {
  return (
    <ShellFrame organization={organization}>
      {now ? (
        <PreJoinSkeleton title={practiceRoom.hello} />
      ) : (
        <StartLayout
          title={
            <h1 className="text-xl font-semibold sm:text-2xl low:text-xl">{practice.start.title(role)}</h1>
          }
          slug={slug}
        >
          <StartFormSkeleton />
        </StartLayout>
      )}
    </ShellFrame>
  );
}

/** The page of a personal link until its scripts have loaded. */
export function JoinShell({ organization }: Join) {
  return (
    <ShellFrame organization={organization}>
      <PreJoinSkeleton />
    </ShellFrame>
  );
}

type ShellFrameProps = { organization: OrganizationCard; children: ReactNode };

/** Uses the client's style sheet, so shells have only styles that the client has. */
function ShellFrame({ organization, children }: ShellFrameProps) {
  return (
    <div className={PAGE_STYLES.shell}>
      <header className={`${PAGE_STYLES.header} max-w-5xl`}>
        <Brand organization={organization} />
        <span className="size-10" />
      </header>
      <main className={PAGE_STYLES.wide}>{children}</main>
    </div>
  );
}

/** Shown instead of the shell if scripts are turned off. */
export function PracticeWithoutScripts({ organization, slug, role }: Shell) {
  const { title, body, guide } = practice.withoutScripts;
  return (
    <WithoutScripts organization={organization} title={title} body={body}>
      <a href={`/roles/${slug}`} className={buttonStyle('primary', 'lg', 'self-start')}>
        {guide(role)}
      </a>
    </WithoutScripts>
  );
}

export function JoinWithoutScripts({ organization }: Join) {
  return (
    <WithoutScripts organization={organization} {...prejoin.withoutScripts}>
      <ContactDetails
        organization={organization}
        title={contactTexts.reach}
        otherwise={contactTexts.inviter}
      />
    </WithoutScripts>
  );
}

export function BareWithoutScripts({ organization, page }: BareShell) {
  return (
    <WithoutScripts organization={organization} {...site.withoutScripts[page]}>
      <ContactDetails organization={organization} title={contactTexts.questions} />
    </WithoutScripts>
  );
}

type WithoutScriptsProps = ShellFrameProps & { title: string; body: string };

function WithoutScripts({ organization, title, body, children }: WithoutScriptsProps) {
  return (
    <div className={PAGE_STYLES.frame}>
      <header className={`${PAGE_STYLES.header} max-w-5xl`}>
        <a href="/" className="flex rounded-control">
          <Brand organization={organization} />
        </a>
      </header>
      <main className={PAGE_STYLES.wide}>
        <h1 className="text-2xl font-semibold">{title}</h1>
        <p className="max-w-[60ch] text-muted">{body}</p>
        {children}
      </main>
    </div>
  );
}
