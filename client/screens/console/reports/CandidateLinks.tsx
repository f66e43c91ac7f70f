import { Link2, Mail } from 'lucide-react';
import { useState } from 'react';
import type { ReportWorkspace } from '../../../../shared/protocol/reportRoutes.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { CopyField } from '../../../components/ui/CopyField.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { reportEditorTexts } from '../../../texts/reportEditor.ts';

const texts = reportEditorTexts.after;

/** A private link by email, and links that staff pass on. */
export function CandidateLinks({
  workspace,
}: {
  workspace: Pick<ReportWorkspace, 'interviewId' | 'links' | 'canEmail'>;
}) {
  const { interviewId, links, canEmail } = workspace;
  const now = Date.now();
  return (
    <div className="flex flex-col gap-4" data-candidate-links>
      <h3 className="text-sm font-medium">{texts.links}</h3>
      {canEmail ? (
        <EmailLink interviewId={interviewId} />
      ) : (
        <p className="text-sm text-muted">{texts.noEmail}</p>
      )}
      <CreateLink interviewId={interviewId} />
      {links.some(link => isWorking(link, now)) && (
        <ul className="flex flex-col divide-y divide-line border-y border-line">
          {links
            .filter(link => isWorking(link, now))
            .map(link => (
              <li key={link.shareId} className="py-2">
                <LinkRow interviewId={interviewId} link={link} now={now} />
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}

type Link = ReportWorkspace['links'][number];
type OfInterview = Pick<ReportWorkspace, 'interviewId'>;

function isWorking({ expiresAt, revokedAt }: Link, now: number): boolean {
  return revokedAt === undefined && expiresAt > now;
}

function EmailLink({ interviewId }: OfInterview) {
  const email = useRouteMutation('reports.emailLink');
  const send = () => email.mutate({ interviewId }, { onSuccess: () => toast.success(texts.emailed) });
  return (
    <div className="flex flex-col items-start gap-2">
      <Button size="sm" pending={email.isPending} icon={Mail} onClick={send}>
        {texts.email}
      </Button>
      <p className="text-sm text-muted">{texts.emailHint}</p>
      {email.error && (
        <Banner tone="danger" title={texts.emailFailed}>
          {errorMessage(email.error)}
        </Banner>
      )}
    </div>
  );
}

function CreateLink({ interviewId }: OfInterview) {
  const create = useRouteMutation('reports.link', ['reports.read']);
  const [url, setUrl] = useState<string>();
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        size="sm"
        pending={create.isPending}
        icon={Link2}
        onClick={() => create.mutate({ interviewId }, { onSuccess: created => setUrl(created.url) })}
      >
        {texts.link}
      </Button>
      <p className="text-sm text-muted">{texts.linkHint}</p>
      {url && (
        <div className="flex w-full flex-col gap-1">
          <p role="status" className="text-sm font-medium">
            {texts.linkCreated}
          </p>
          <CopyField label={texts.linkLabel} hideLabel value={url} />
        </div>
      )}
      {create.error && (
        <Banner tone="danger" title={texts.linkFailed}>
          {errorMessage(create.error)}
        </Banner>
      )}
    </div>
  );
}

function LinkRow({ interviewId, link, now }: OfInterview & { link: Link; now: number }) {
  const revoke = useRouteMutation('reports.revokeLink', ['reports.read']);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm">
      <p className="min-w-0 flex-1 basis-64 text-muted tabular-nums">
        {texts.linkOf(link.createdAt, link.expiresAt, now)}, {texts.linkOpened(link.openings.length)}
      </p>
      <Button
        size="sm"
        variant="danger-quiet"
        pending={revoke.isPending}
        aria-label={texts.revokeLinkOf(link.createdAt, now)}
        onClick={() => revoke.mutate({ interviewId, shareId: link.shareId })}
      >
        {texts.revokeLink}
      </Button>
      {revoke.error && (
        <p role="alert" className="basis-full text-danger-ink">
          {texts.revokeFailed}. {errorMessage(revoke.error)}
        </p>
      )}
    </div>
  );
}
