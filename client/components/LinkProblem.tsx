import { Unlink } from 'lucide-react';
import { usePageTitle } from '../hooks/usePageTitle.ts';
import { common } from '../texts/common.ts';
import { contactTexts } from '../texts/contact.ts';
import { ContactBlock } from './OrganizationContact.tsx';
import { PasteLink } from './PasteLink.tsx';
import { PageHeading } from './shell/PageHeading.tsx';
import { buttonStyle } from './ui/buttonStyle.ts';

/**
 * Shown for bad links. Unknown, expired, and revoked links look alike, so that links can't be guessed.
 * `absent`: the address has no secret.
 */
export function LinkProblem({ absent = false }: { absent?: boolean }) {
  const { title, body } = absent ? common.linkProblem.absent : common.linkProblem;
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
      {!absent && (
        <ol className="flex list-decimal flex-col gap-3 pl-5 marker:text-muted">
          {common.linkProblem.steps.map(step => (
            <li key={step} className="pl-1">
              {step}
            </li>
          ))}
        </ol>
      )}
      <PasteLink />
      <ContactBlock title={contactTexts.reach} />
      <a href="/" className={buttonStyle('quiet', 'md', '-ml-4 self-start')}>
        {common.notFound.home}
      </a>
    </div>
  );
}
