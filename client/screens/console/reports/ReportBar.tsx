import { History } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/Button.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { SegmentedControl } from '../../../components/ui/SegmentedControl.tsx';
import type { FieldPath } from '../../../core/editor/fieldPath.ts';
import { countsOf, type Remark } from '../../../core/editor/remarks.ts';
import type { ReportEditorState } from '../../../core/report/reportEditor.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useOnline } from '../../../hooks/useOnline.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { reportEditorTexts as texts } from '../../../texts/reportEditor.ts';
import { BarTitle } from '../editor/BarTitle.tsx';
import { FindingCounts } from '../editor/Remarks.tsx';
import { SaveStatus, type SaveStatusProps } from '../editor/SaveStatus.tsx';
import { PublishButton } from './PublishReport.tsx';
import { ReportVersionsDialog } from './ReportVersionsDialog.tsx';
import { type Mode, useReport, useReportState } from './reportContext.ts';

interface ReportBarProps {
  findings: readonly Remark[];
  mode: Mode;
  onMode: (mode: Mode) => void;
  onGoTo: (path: FieldPath) => void;
}

export function ReportBar({ findings, mode, onMode, onGoTo }: ReportBarProps) {
  const { candidate, chosen, promisedAt, state } = useReport().workspace;
  const [versions, setVersions] = useState(false);
  const now = useNow(60_000);
  const { kit, version } = chosen;
  return (
    <div className="z-20 border-b border-line bg-canvas sm:tall:sticky sm:tall:top-14">
      <div className="flex w-full flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 sm:px-6">
        <BarTitle to="/console/evaluations" back={texts.back} title={texts.titleOf(kit.role)}>
          <p className="truncate text-xs text-muted">
            {texts.about(candidate, kitTexts.name(kit.role, kit.level), version)}
            {promisedAt !== undefined && state === 'draft' && ` · ${texts.promised(promisedAt, now)}`}
          </p>
        </BarTitle>
        <ReportSaveStatus />
        <div className="flex flex-wrap items-center gap-x-2 gap-y-2 sm:gap-x-3">
          <FindingCounts counts={countsOf(findings)} className="max-lg:hidden" />
          <SegmentedControl
            label={texts.modes.label}
            options={(['write', 'preview'] as const).map(value => ({ value, label: texts.modes[value] }))}
            value={mode}
            onChange={onMode}
            buttonClassName="px-2 font-medium sm:px-3"
          />
          <IconButton
            label={texts.versions.button}
            tooltipSide="bottom"
            icon={History}
            onClick={() => setVersions(true)}
          />
          <PublishButton findings={findings} onGoTo={onGoTo} />
        </div>
      </div>
      {versions && <ReportVersionsDialog onClose={() => setVersions(false)} />}
    </div>
  );
}

const savingTexts = texts.saving;

function ReportSaveStatus() {
  const online = useOnline();
  const { editor } = useReport();
  const state = useReportState(whole => whole);
  const { retry, ...status } = statusOf(state, online);
  return (
    <div className="flex min-w-0 items-center gap-2">
      <SaveStatus {...status} />
      {retry && (
        <Button size="sm" onClick={() => editor.retry()}>
          {savingTexts.retry}
        </Button>
      )}
    </div>
  );
}

type Status = SaveStatusProps & { retry?: boolean };

function statusOf({ base, dirty, stored, saving }: ReportEditorState, online: boolean): Status {
  if (saving.state === 'sending') return { status: 'saving', text: savingTexts.saving };
  if (saving.state === 'conflict') return { status: 'problem', text: savingTexts.conflict };
  if (dirty && !stored)
    return { status: 'problem', text: savingTexts.notKept, retry: saving.state === 'failed' };
  if (dirty && !online) return { status: 'offline', text: savingTexts.offline };
  if (saving.state === 'failed') {
    const { code, message } = saving.error;
    if (code === 'unauthenticated') return { status: 'problem', text: savingTexts.signIn };
    if (saving.error.retryable) return { status: 'offline', text: savingTexts.unreachable, retry: true };
    return { status: 'problem', text: `${savingTexts.failed}: ${message}`, retry: true };
  }
  if (dirty) return { status: 'writing', text: savingTexts.writing };
  if (base.version === 0) return { status: 'writing', text: savingTexts.never };
  return { status: 'saved', text: savingTexts.saved };
}
