import { CircleAlert, CircleCheck, CloudOff, PencilLine } from 'lucide-react';
import { Button } from '../../../../components/ui/Button.tsx';
import { classNames } from '../../../../components/ui/classNames.ts';
import { Spinner } from '../../../../components/ui/Spinner.tsx';
import type { ReportEditorState } from '../../../../core/report/reportEditor.ts';
import { useOnline } from '../../../../hooks/useOnline.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { useReport, useReportState } from '../reportDesk.ts';

const texts = reportEditorTexts.saving;

const LOOKS = {
  saved: { Icon: CircleCheck, ink: 'text-success-ink' },
  writing: { Icon: PencilLine, ink: 'text-muted' },
  saving: { Icon: undefined, ink: 'text-muted' },
  offline: { Icon: CloudOff, ink: 'text-warning-ink' },
  problem: { Icon: CircleAlert, ink: 'text-danger-ink' },
} as const;

type StatusFacts = Pick<ReportEditorState, 'dirty' | 'kept' | 'saving'> & { version: number };

interface Status {
  look: keyof typeof LOOKS;
  text: string;
  retry?: boolean;
}

/** Whether what one sees is safe, always in the same place. */
export function ReportStatus() {
  const online = useOnline();
  const { editor } = useReport();
  const version = useReportState(({ base }) => base.version);
  const dirty = useReportState(state => state.dirty);
  const kept = useReportState(state => state.kept);
  const saving = useReportState(state => state.saving);
  const { look, text, retry = false } = statusOf({ version, dirty, kept, saving }, online);
  const { Icon, ink } = LOOKS[look];
  return (
    <div className="flex min-w-0 items-center gap-2">
      <p
        role="status"
        data-save-status={look}
        className={classNames('flex min-w-0 items-center gap-1.5 text-sm', ink)}
      >
        {Icon ? <Icon className="size-4 shrink-0" aria-hidden="true" /> : <Spinner />}
        <span className="min-w-0">{text}</span>
      </p>
      {retry && (
        <Button size="sm" onClick={() => editor.retry()}>
          {texts.retry}
        </Button>
      )}
    </div>
  );
}

function statusOf({ version, dirty, kept, saving }: StatusFacts, online: boolean): Status {
  if (saving.state === 'sending') return { look: 'saving', text: texts.saving };
  if (saving.state === 'clash') return { look: 'problem', text: texts.clash };
  if (dirty && !kept) return { look: 'problem', text: texts.notKept, retry: saving.state === 'failed' };
  if (dirty && !online) return { look: 'offline', text: texts.offline };
  if (saving.state === 'failed') {
    const { code, message } = saving.error;
    if (code === 'unauthenticated') return { look: 'problem', text: texts.signIn };
    if (saving.error.retryable) return { look: 'offline', text: texts.unreachable, retry: true };
    return { look: 'problem', text: `${texts.failed}: ${message}`, retry: true };
  }
  if (dirty) return { look: 'writing', text: texts.writing };
  if (version === 0) return { look: 'writing', text: texts.never };
  return { look: 'saved', text: texts.saved };
}
