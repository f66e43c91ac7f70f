import { CalendarX, ClipboardList, EllipsisVertical, Link2, Pencil, Play } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type InterviewPhase, isFinal } from '../../../../shared/interview/phases.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { RubricView } from '../../../../shared/rubric/rubricView.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Badge, StatusDot, type StatusTone, type Tone } from '../../../components/ui/Badge.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../components/ui/Menu.tsx';
import { reviewPath } from '../../../core/review/momentAddress.ts';
import { toast } from '../../../core/toast.ts';
import { useCopy } from '../../../hooks/useCopy.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { consoleTexts as texts } from '../../../texts/console.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { formatDay, formatTime, zoneName } from '../../../texts/times.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { EditDialog } from './EditDialog.tsx';
import { missedInView } from './nextStep.ts';

const PHASES: Record<InterviewPhase, { tone: Tone; dot: StatusTone }> = {
  lobby: { tone: 'neutral', dot: 'idle' },
  open: { tone: 'success', dot: 'ok' },
  ended: { tone: 'neutral', dot: 'off' },
  cancelled: { tone: 'neutral', dot: 'off' },
};

const MISSED: { tone: Tone; dot: StatusTone } = { tone: 'warning', dot: 'off' };

export function DetailHeader({ view }: { view: InterviewView }) {
  const now = useNow(60_000);
  const mayChange = useStaffMay('interviews.change') && !isFinal(view.phase);
  const over = view.phase === 'ended' && view.openedAt !== undefined;
  const [dialog, setDialog] = useState<'edit' | 'cancel'>();
  const close = () => setDialog(undefined);
  const missed = missedInView(view, now);
  const { tone, dot } = missed ? MISSED : PHASES[view.phase];

  return (
    <div className="flex items-start justify-between gap-3">
      <div className="flex min-w-0 flex-col gap-2">
        <PageHeading>{view.title}</PageHeading>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-muted">
          <Badge tone={tone} icon={<StatusDot tone={dot} />}>
            {missed ? texts.missed[missed] : texts.phases[view.phase]}
          </Badge>
          <span>{view.jobRole}</span>
          <span className="tabular-nums">
            {formatDay(view.scheduledAt, now)}, <time>{formatTime(view.scheduledAt)}</time> (
            {zoneName(view.scheduledAt)})
          </span>
          <span>{texts.detail.minutes(view.plannedMinutes)}</span>
          {view.rubric && <KitLink kit={view.rubric.kit} />}
        </p>
      </div>
      {mayChange && (
        <Menu
          trigger={
            <IconButton
              label={texts.detail.more}
              icon={<EllipsisVertical className="size-5" aria-hidden="true" />}
            />
          }
        >
          <MenuItem
            icon={<Pencil className="size-4" aria-hidden="true" />}
            onSelect={() => setDialog('edit')}
          >
            {texts.detail.edit}
          </MenuItem>
          <MenuItem
            danger
            icon={<CalendarX className="size-4" aria-hidden="true" />}
            onSelect={() => setDialog('cancel')}
          >
            {texts.detail.cancel}
          </MenuItem>
        </Menu>
      )}
      {over && <MenuAfterwards view={view} />}
      {dialog === 'edit' && <EditDialog view={view} onClose={close} />}
      {dialog === 'cancel' && <CancelDialog interviewId={view.interviewId} onClose={close} />}
    </div>
  );
}

/** What people come back for once it is over. */
function MenuAfterwards({ view }: { view: InterviewView }) {
  const navigate = useNavigate();
  const { copy } = useCopy();
  const mayRead = useStaffMay('scorecards.read') && view.rubric !== undefined;
  const mayReview = useStaffMay('recordings.review') && view.recording.kept;
  const address = `/console/interviews/${view.interviewId}`;
  const copyAddress = async () => {
    if (await copy(window.location.origin + address)) toast.success(texts.detail.addressCopied);
    else toast.error(texts.detail.addressNotCopied);
  };
  return (
    <Menu
      trigger={
        <IconButton
          label={texts.detail.more}
          icon={<EllipsisVertical className="size-5" aria-hidden="true" />}
        />
      }
    >
      {mayReview && (
        <MenuItem
          icon={<Play className="size-4" aria-hidden="true" />}
          onSelect={() => void navigate(reviewPath(view.interviewId))}
        >
          {texts.detail.watch}
        </MenuItem>
      )}
      {mayRead && (
        <MenuItem
          icon={<ClipboardList className="size-4" aria-hidden="true" />}
          onSelect={() => void navigate(`${address}/scorecards`)}
        >
          {texts.detail.scorecards}
        </MenuItem>
      )}
      <MenuItem icon={<Link2 className="size-4" aria-hidden="true" />} onSelect={() => void copyAddress()}>
        {texts.detail.copyAddress}
      </MenuItem>
    </Menu>
  );
}

/** What the interview goes by, in the version it goes by. */
function KitLink({ kit: { kitId, version, role, level } }: Pick<RubricView, 'kit'>) {
  return (
    <Link
      to={`/console/kits/${kitId}?version=${version}`}
      className="font-medium text-accent-ink underline underline-offset-2"
    >
      {texts.detail.kit(kitTexts.name(role, level), version)}
    </Link>
  );
}
