import { ArrowLeft, History } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { PageHeading } from '../../../../components/shell/PageHeading.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { SegmentedControl } from '../../../../components/ui/SegmentedControl.tsx';
import type { Place } from '../../../../core/kit/place.ts';
import { countsOf, type Remark } from '../../../../core/kit/remarks.ts';
import { useNow } from '../../../../hooks/useNow.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { reportEditorTexts as texts } from '../../../../texts/reportEditor.ts';
import { FindingCounts } from '../../kits/FindingCounts.tsx';
import { type Mode, useReport } from '../reportDesk.ts';
import { PublishButton } from './PublishButton.tsx';
import { ReportStatus } from './ReportStatus.tsx';
import { VersionsDialog } from './VersionsDialog.tsx';

interface ReportBarProps {
  findings: readonly Remark[];
  mode: Mode;
  onMode: (mode: Mode) => void;
  onGoTo: (place: Place) => void;
}

/** What stays in sight: whose report it is, how safe it is, and what to do with it. */
export function ReportBar({ findings, mode, onMode, onGoTo }: ReportBarProps) {
  const { desk } = useReport();
  const [versions, setVersions] = useState(false);
  const now = useNow(60_000);
  const { kit, version } = desk.chosen;
  const waiting = desk.promisedAt !== undefined && desk.state === 'draft';
  return (
    <div className="z-20 border-b border-line bg-canvas sm:tall:sticky sm:tall:top-14">
      <div className="flex w-full flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 sm:px-6">
        <div className="flex min-w-0 flex-1 basis-72 items-center gap-1.5">
          <Link
            to="/console/evaluations"
            aria-label={texts.back}
            className="-ml-2 flex size-9 shrink-0 items-center justify-center rounded-control text-muted transition-colors hover:bg-hover hover:text-ink"
          >
            <ArrowLeft className="size-5" aria-hidden="true" />
          </Link>
          <div className="flex min-w-0 flex-col">
            <PageHeading className="truncate text-base!">{texts.titleOf(kit.role)}</PageHeading>
            <p className="truncate text-xs text-muted">
              {texts.about(desk.candidate, kitTexts.name(kit.role, kit.level), version)}
              {waiting && desk.promisedAt !== undefined && ` · ${texts.promised(desk.promisedAt, now)}`}
            </p>
          </div>
        </div>
        <ReportStatus />
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
            icon={<History className="size-5" aria-hidden="true" />}
            onClick={() => setVersions(true)}
          />
          <PublishButton findings={findings} onGoTo={onGoTo} />
        </div>
      </div>
      {versions && <VersionsDialog onClose={() => setVersions(false)} />}
    </div>
  );
}
