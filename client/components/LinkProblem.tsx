import { Unlink } from 'lucide-react';
import { useState } from 'react';
import type { AppError } from '../../shared/errors.ts';
import { JOIN_ROUTES } from '../../shared/protocol/joinRoutes.ts';
import { routeCaller } from '../core/httpRoute.ts';
import { useAction } from '../hooks/useAction.ts';
import { useFragmentToken } from '../hooks/useFragmentToken.ts';
import { useOrganization } from '../hooks/useOrganization.ts';
import { usePageTitle } from '../hooks/usePageTitle.ts';
import { common } from '../texts/common.ts';
import { contactTexts } from '../texts/contact.ts';
import { formatMomentAlone } from '../texts/times.ts';
import { PageHeading } from './shell/PageHeading.tsx';
import { Button } from './ui/Button.tsx';
import { buttonStyle } from './ui/buttonStyle.ts';
import { ContactDetails } from './ui/ContactDetails.tsx';
import { PasteLink } from './ui/PasteLink.tsx';

const callJoin = routeCaller(JOIN_ROUTES);

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
      {error?.details?.mayAsk === true && <AskForLink />}
      {isKnown && contact}
      <PasteLink />
      {!isKnown && contact}
      <a href="/" className={buttonStyle('quiet', 'md', '-ml-4 self-start')}>
        {common.notFound.home}
      </a>
    </div>
  );
}

/** Asks the organizer for a new link, in place of the one in the address. */
function AskForLink() {
  const link = useFragmentToken();
  const [asked, setAsked] = useState(false);
  const { pending, error, run } = useAction();
  const { ask } = common.linkProblem;
  if (!link) return null;
  const send = async () => {
    await callJoin('join.askForLink', { link });
    setAsked(true);
  };
  return (
    <div className="flex flex-col items-start gap-3">
      {!asked && (
        <Button variant="primary" pending={pending} onClick={() => run(send)}>
          {ask.action}
        </Button>
      )}
      <p role="status" className="text-muted">
        {asked ? ask.asked : error !== undefined && ask.failed}
      </p>
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
