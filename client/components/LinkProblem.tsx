import { Unlink } from 'lucide-react';
import { useOrganization } from '../hooks/useOrganization.ts';
import { usePageTitle } from '../hooks/usePageTitle.ts';
import { common } from '../texts/common.ts';
import { contactTexts } from '../texts/contact.ts';
import { PageHeading } from './shell/PageHeading.tsx';
import { buttonStyle } from './ui/buttonStyle.ts';
import { ContactDetails } from './ui/ContactDetails.tsx';
import { PasteLink } from './ui/PasteLink.tsx';

interface LinkProblemProps {
  /** `absent`: the address has no secret. `revoked`: the link worked until now. */
  kind?: 'absent' | 'revoked' | undefined;
}

/** Shown for bad links. Unknown, expired, and revoked links look alike, so that links can't be guessed. */
export function LinkProblem({ kind }: LinkProblemProps) {
  const { title, body } = kind ? common.linkProblem[kind] : common.linkProblem;
  const contact = <ContactDetails organization={useOrganization()} title={contactTexts.reach} />;
  usePageTitle(title);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex size-12 items-center justify-center rounded-card bg-warning-soft text-warning-ink">
        <Unlink className="size-6" />
      </div>
      <div role="status" className="flex flex-col gap-2">
        <PageHeading>{title}</PageHeading>
        <p className="text-muted">{body}</p>
      </div>
      {!kind && (
        <ol className="flex list-decimal flex-col gap-3 pl-5 marker:text-muted">
          {common.linkProblem.steps.map(step => (
            <li key={step} className="pl-1">
              {step}
            </li>
          ))}
        </ol>
      )}
      {kind === 'revoked' && contact}
      <PasteLink />
      {kind !== 'revoked' && contact}
      <a href="/" className={buttonStyle('quiet', 'md', '-ml-4 self-start')}>
        {common.notFound.home}
      </a>
    </div>
  );
}
