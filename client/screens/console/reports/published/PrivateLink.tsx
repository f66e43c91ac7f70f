import { Link2 } from 'lucide-react';
import type { InterviewId } from '../../../../../shared/ids.ts';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { CopyField } from '../../../../components/ui/CopyField.tsx';
import { errorMessage } from '../../../../core/errorMessage.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';

const texts = reportEditorTexts.after;

/** The link with which an invited candidate opens the report. It is shown once: only its hash is kept. */
export function PrivateLink({ interviewId }: { interviewId: InterviewId }) {
  const link = useRouteMutation('reports.link');
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button
          size="sm"
          pending={link.isPending}
          icon={<Link2 className="size-4" aria-hidden="true" />}
          onClick={() => link.mutate({ interviewId })}
        >
          {link.data ? texts.newLink : texts.link}
        </Button>
        <p className="text-sm text-muted">{texts.linkHint}</p>
      </div>
      {link.data && <CopyField label={texts.linkLabel} hideLabel value={link.data.url} />}
      {link.error && (
        <Banner tone="danger" title={texts.linkFailed}>
          {errorMessage(link.error)}
        </Banner>
      )}
    </div>
  );
}
