import { Link2, Mail } from 'lucide-react';
import { useState } from 'react';
import type { ReportWorkspace } from '../../../../shared/protocol/reportRoutes.ts';
import { ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { CopyField } from '../../../components/ui/CopyField.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { reportEditorTexts } from '../../../texts/reportEditor.ts';

const texts = reportEditorTexts.after;

export function CandidateLinks({
  workspace: { interviewId, links, canEmail },
}: {
  workspace: ReportWorkspace;
}) {
  const now = Date.now();
  const working = links.filter(({ expiresAt, revokedAt }) => revokedAt === undefined && expiresAt > now);
  return (
    <div className="flex flex-col gap-4" data-candidate-links>
      <h3 className="text-sm font-medium">{texts.links}</h3>
      {canEmail ? (
        <EmailLink interviewId={interviewId} />
      ) : (
        <p className="text-sm text-muted">{texts.noEmail}</p>
      )}
      <CreateLink interviewId={interviewId} />
      {working.length > 0 && (
        <ul className="flex flex-col divide-y divide-line border-y border-line">
          {working.map(link => (
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

function EmailLink({ interviewId }: OfInterview) {
  const email = useRouteMutation('reports.emailLink');
  const send = () => email.mutate({ interviewId }, { onSuccess: () => toast.success(texts.emailed) });
  return (
    <div className="flex flex-col items-start gap-2">
      <Button size="sm" pending={email.isPending} icon={Mail} onClick={send}>
        {texts.email}
      </Button>
      <p className="text-sm text-muted">{texts.emailHint}</p>
      <ErrorBanner title={texts.emailFailed} error={email.error} />
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
      <ErrorBanner title={texts.linkFailed} error={create.error} />
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
