import { Unlink } from 'lucide-react';
import type { AppError } from '../../shared/errors.ts';
import { useOrganization } from '../hooks/useOrganization.ts';
import { usePageTitle } from '../hooks/usePageTitle.ts';
import { common } from '../texts/common.ts';
import { contactTexts } from '../texts/contact.ts';
import { formatMomentAlone } from '../texts/times.ts';
import { PageHeading } from './shell/PageHeading.tsx';
import { buttonStyle } from './ui/buttonStyle.ts';
import { ContactDetails } from './ui/ContactDetails.tsx';
import { PasteLink } from './ui/PasteLink.tsx';

interface LinkProblemProps {
  /** `absent`: the address has no secret. `revoked`: the link worked until now. */
  kind?: 'absent' | 'revoked' | undefined;
  /** The server's answer, with a reason for people whose link worked once. */
  error?: AppError | undefined;
}

/** Shown for bad links. Unknown links look alike, so that links can't be guessed. */
export function LinkProblem({ kind, error }: LinkProblemProps) {
  const { title, body } = kind ? common.linkProblem[kind] : (wordsOf(error) ?? common.linkProblem);
  const isKnown = kind === 'revoked' || wordsOf(error) !== undefined;
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
      {!kind && !isKnown && (
        <ol className="flex list-decimal flex-col gap-3 pl-5 marker:text-muted">
          {common.linkProblem.steps.map(step => (
            <li key={step} className="pl-1">
              {step}
            </li>
          ))}
        </ol>
      )}
      {isKnown && contact}
      <PasteLink />
      {!isKnown && contact}
      <a href="/" className={buttonStyle('quiet', 'md', '-ml-4 self-start')}>
        {common.notFound.home}
      </a>
    </div>
  );
}

/** Returns what the holder of a link reads that worked once. */
function wordsOf(error: AppError | undefined): { title: string; body: string } | undefined {
  const { reasons, emailed } = common.linkProblem;
  const reason = error?.reason;
  const words = Object.entries(reasons).find(([known]) => known === reason)?.[1];
  const at = error?.details?.emailedAt;
  if (!words || typeof at !== 'number') return words;
  return { title: words.title, body: emailed(formatMomentAlone(at, Date.now())) };
}
