import {
  BookmarkPlus,
  CalendarClock,
  CalendarX,
  ClipboardList,
  Copy,
  EllipsisVertical,
  Link2,
  Pencil,
  Play,
} from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { TeamId } from '../../../../shared/ids.ts';
import { isFinal } from '../../../../shared/interview/phases.ts';
import { isPresent } from '../../../../shared/interview/state.ts';
import type { InterviewView, SeatView } from '../../../../shared/interview/view.ts';
import { seatHolds } from '../../../../shared/interview/visibility.ts';
import { formatList } from '../../../../shared/intl.ts';
import type { RubricView } from '../../../../shared/rubric/rubricView.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../components/ui/Menu.tsx';
import { reviewPath } from '../../../core/review/momentAddress.ts';
import { toast } from '../../../core/toast.ts';
import { useCopy } from '../../../hooks/useCopy.ts';
import { useMember, useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { homeTexts } from '../../../texts/home.ts';
import { unscheduledTexts } from '../../../texts/hours.ts';
import { interviewPageTexts as texts } from '../../../texts/interviewPage.ts';
import { interviewPeopleTexts } from '../../../texts/interviewPeople.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { loopTexts } from '../../../texts/loops.ts';
import { templateTexts } from '../../../texts/templates.ts';
import { formatDay, formatElsewhere, formatTime, zoneName } from '../../../texts/times.ts';
import { newInterviewPath } from '../create/paths.ts';
import { SaveTemplate } from '../create/SaveTemplate.tsx';
import { contentOfView } from '../create/templateDraft.ts';
import { EnterButton, isJoinTime } from '../home/EnterButton.tsx';
import { InterviewStatusBadge } from '../interviews/InterviewStatusBadge.tsx';
import { useTeams } from '../teams/TeamChoice.tsx';
import { CancelDialog, EditDialog } from './EditInterview.tsx';
import { statusInView } from './NextStep.tsx';
import { PendingMove } from './PendingMove.tsx';

interface DetailHeaderProps {
  view: InterviewView;
  /** Time of the first decision about the candidate. */
  decidedAt: number | undefined;
}

export function DetailHeader({ view, decidedAt }: DetailHeaderProps) {
  const now = useNow(60_000);
  const member = useMember();
  const ownSeat = member && ownSeatIn(view, member.email);
  const mayChange = useStaffMay('interviews.change') && !isFinal(view.phase);
  const mayCreate = useStaffMay('interviews.create');
  const over = view.phase === 'ended' && view.openedAt !== undefined;
  const [dialog, setDialog] = useState<'edit' | 'move' | 'cancel' | 'template'>();
  const close = () => setDialog(undefined);
  const mayMove =
    mayChange && view.phase === 'lobby' && view.openedAt === undefined && !view.scheduling?.open;
  const unscheduled = view.scheduling?.open === true && view.phase === 'lobby';
  const candidates = candidatesOf(view);
  // Once it has begun, the real time counts.
  const at = view.openedAt ?? view.scheduledAt;
  const elsewhere = formatElsewhere(at, view.timeZone);
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-2">
        <PageHeading>{view.title}</PageHeading>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-muted">
          <InterviewStatusBadge status={statusInView(view, decidedAt, now)} />
          {unscheduled ? (
            <span>{unscheduledTexts.facts(formatDay(view.scheduledAt, now))}</span>
          ) : (
            <span className="font-medium text-ink tabular-nums">
              {formatDay(at, now)}, <time>{formatTime(at)}</time> {zoneName(at)}
            </span>
          )}
          {elsewhere && !unscheduled && <span className="tabular-nums">{elsewhere}</span>}
          <span>{texts.detail.minutes(view.plannedMinutes)}</span>
          {candidates && <span className="font-medium text-ink">{candidates}</span>}
          <span>{view.jobRole}</span>
          {view.loop && <span>{loopTexts.roundOf(view.loop.number, view.loop.of)}</span>}
          {view.rubric ? <KitLink kit={view.rubric.kit} /> : <span>{texts.detail.noKit}</span>}
          {view.teamId && <TeamName teamId={view.teamId} />}
        </p>
        <PendingMove interviewId={view.interviewId} />
      </div>
      <div className="flex shrink-0 items-center gap-1">
        {ownSeat && <Enter view={view} seat={ownSeat} />}
        {mayMove && (
          <Button size="sm" icon={CalendarClock} onClick={() => setDialog('move')}>
            {interviewPeopleTexts.move.open}
          </Button>
        )}
        {(mayChange || mayCreate || over) && (
          <Menu trigger={<IconButton label={texts.detail.more} icon={EllipsisVertical} />}>
            {over && <EndedItems view={view} />}
            {mayChange && (
              <MenuItem icon={Pencil} onSelect={() => setDialog('edit')}>
                {texts.detail.edit}
              </MenuItem>
            )}
            {mayCreate && <CopyItems view={view} onSave={() => setDialog('template')} />}
            {mayChange && (
              <MenuItem danger icon={CalendarX} onSelect={() => setDialog('cancel')}>
                {texts.detail.cancel}
              </MenuItem>
            )}
          </Menu>
        )}
      </div>
      {dialog === 'template' && <SaveViewAsTemplate view={view} onClose={close} />}
      {dialog === 'move' && <EditDialog view={view} timeOnly onClose={close} />}
      {dialog === 'edit' && <EditDialog view={view} onClose={close} />}
      {dialog === 'cancel' && <CancelDialog view={view} onClose={close} />}
    </div>
  );
}

/** Returns the names of the candidates, which a title doesn't have to contain, unless it does. */
export function candidatesOf({ title, seats }: Pick<InterviewView, 'title' | 'seats'>): string {
  const names = Object.values(seats).flatMap(({ role, presence, displayName }) =>
    role === 'candidate' && presence !== 'removed' && !title.includes(displayName) ? [displayName] : [],
  );
  return formatList(names);
}

function Enter({ view, seat: { role } }: { view: InterviewView; seat: SeatView }) {
  const now = useNow(15_000);
  const candidateHere = Object.values(view.seats).some(seat => seat.role === 'candidate' && isPresent(seat));
  const isTime = isJoinTime({ ...view, candidateHere }, now);
  const words = homeTexts.interviews;
  const checks = !isTime && role === 'interviewer';
  return (
    <EnterButton
      interviewId={view.interviewId}
      variant={isTime ? 'primary' : 'secondary'}
      early={checks}
      label={(checks ? words.checkOf : words.joinOf)(view.title)}
    >
      {checks ? words.check : words.join}
    </EnterButton>
  );
}

/** Returns the seat in which a member can enter the interview as themselves, like `interviews.enter`. */
function ownSeatIn({ phase, practice, seats }: InterviewView, email: string): SeatView | undefined {
  if (isFinal(phase) || practice) return undefined;
  return Object.values(seats).find(
    seat => seat.role !== 'candidate' && seatHolds(seat) && seat.email?.toLowerCase() === email.toLowerCase(),
  );
}

function EndedItems({ view }: { view: InterviewView }) {
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
    <>
      {mayReview && (
        <MenuItem icon={Play} onSelect={() => void navigate(reviewPath(view.interviewId))}>
          {texts.detail.watch}
        </MenuItem>
      )}
      {mayRead && (
        <MenuItem icon={ClipboardList} onSelect={() => void navigate(`${address}/scorecards`)}>
          {texts.detail.scorecards}
        </MenuItem>
      )}
      <MenuItem icon={Link2} onSelect={() => void copyAddress()}>
        {texts.detail.copyAddress}
      </MenuItem>
    </>
  );
}

function CopyItems({ view, onSave }: { view: InterviewView; onSave: () => void }) {
  const navigate = useNavigate();
  return (
    <>
      <MenuItem icon={Copy} onSelect={() => void navigate(newInterviewPath({ copy: view.interviewId }))}>
        {templateTexts.duplicate}
      </MenuItem>
      <MenuItem icon={BookmarkPlus} onSelect={onSave}>
        {templateTexts.save.open}
      </MenuItem>
    </>
  );
}

function SaveViewAsTemplate({ view, onClose }: { view: InterviewView; onClose: () => void }) {
  const kits = useRouteQuery('kits.list', {}).data?.kits;
  if (!kits) return null;
  return <SaveTemplate content={contentOfView(view, kits)} onClose={onClose} />;
}

function TeamName({ teamId }: { teamId: TeamId }) {
  const team = useTeams().find(one => one.teamId === teamId);
  return team ? <span>{team.name}</span> : null;
}

function KitLink({ kit: { kitId, version, role, level } }: Pick<RubricView, 'kit'>) {
  const mayRead = useStaffMay('kits.read');
  const name = texts.detail.kit(kitTexts.name(role, level), version);
  if (!mayRead) return <span>{name}</span>;
  return (
    <Link
      to={`/console/kits/${kitId}?version=${version}`}
      className="font-medium text-accent-ink underline underline-offset-2"
    >
      {name}
    </Link>
  );
}
