import { CalendarCheck, CalendarX, Clock } from 'lucide-react';
import { type ComponentType, type ReactNode, useState } from 'react';
import type { CandidateSchedule, ScheduleState } from '../../../shared/protocol/scheduleRoutes.ts';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { buttonStyle } from '../../components/ui/buttonStyle.ts';
import { Card } from '../../components/ui/Card.tsx';
import { ConfirmDialog } from '../../components/ui/ConfirmDialog.tsx';
import { errorMessage } from '../../core/errorMessage.ts';
import { noteNavigation } from '../../core/navigation.ts';
import { useNow } from '../../hooks/useNow.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { scheduleTexts as texts } from '../../texts/schedule.ts';
import { formatDayTime, formatLong, zoneName } from '../../texts/times.ts';
import { ChooseTime } from './ChooseTime.tsx';
import { Contact } from './Contact.tsx';
import type { Scheduling } from './useSchedule.ts';

interface SchedulePagesProps {
  link: string;
  schedule: CandidateSchedule;
  scheduling: Scheduling;
}

const TITLES: Record<ScheduleState, string> = {
  open: texts.chooseTitle,
  chosen: texts.chosenTitle,
  fixed: texts.fixedTitle,
  expired: texts.expiredTitle,
  canceled: texts.canceledTitle,
  over: texts.overTitle,
};

/** What the candidate can do now. */
export function SchedulePages({ link, schedule, scheduling }: SchedulePagesProps) {
  const { state } = schedule;
  const [moving, setMoving] = useState(false);
  const choosing = state === 'open' || (state === 'chosen' && moving);
  const title = choosing && state === 'chosen' ? texts.moveTitle : TITLES[state];
  const page = `${state} ${choosing}`;
  usePageTitle(title);
  const show = (move: boolean) => {
    noteNavigation();
    setMoving(move);
  };
  return (
    <div key={page} className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <PageHeading>{title}</PageHeading>
        <p className="text-muted">{texts.facts(schedule.jobRole, schedule.plannedMinutes)}</p>
        {choosing && schedule.recruiter && <p className="text-sm text-muted">{texts.recruiter}</p>}
      </div>
      {choosing ? (
        <ChooseTime schedule={schedule} scheduling={scheduling} onDone={() => show(false)} />
      ) : (
        <Standing link={link} schedule={schedule} scheduling={scheduling} onMove={() => show(true)} />
      )}
    </div>
  );
}

function Standing({ link, schedule, scheduling, onMove }: SchedulePagesProps & { onMove: () => void }) {
  const { state, changeHours } = schedule;
  switch (state) {
    case 'open':
      return null;
    case 'chosen':
      return (
        <>
          <Appointment link={link} schedule={schedule} />
          <Changes schedule={schedule} scheduling={scheduling} onMove={onMove} />
        </>
      );
    case 'fixed':
      return (
        <>
          <Appointment link={link} schedule={schedule} />
          <p className="text-sm text-muted">
            {changeHours === undefined ? texts.askToChange : texts.tooLate(changeHours)}
          </p>
          <Contact />
        </>
      );
    case 'expired':
      return <Note icon={Clock}>{texts.expiredBody}</Note>;
    case 'canceled':
      return <Note icon={CalendarX}>{texts.canceledBody}</Note>;
    case 'over':
      return (
        <>
          <p>{texts.overBody}</p>
          <a href={`/join#${link}`} className={buttonStyle('primary', 'lg', 'self-start')}>
            {texts.open}
          </a>
        </>
      );
  }
}

function Appointment({ link, schedule: { scheduledAt = 0 } }: { link: string; schedule: CandidateSchedule }) {
  return (
    <Card padding="lg" className="flex flex-col gap-5">
      <div className="flex items-start gap-4">
        <div className="flex size-11 shrink-0 items-center justify-center rounded-card bg-accent-soft text-accent-ink">
          <CalendarCheck className="size-5" />
        </div>
        <div className="flex min-w-0 flex-col gap-1">
          <p className="text-lg font-semibold">{formatLong(scheduledAt)}</p>
          <p className="text-sm text-muted">{texts.zoneAlone(zoneName(scheduledAt))}</p>
        </div>
      </div>
      <div className="flex flex-col items-start gap-2">
        <a href={`/join#${link}`} className={buttonStyle('primary', 'lg', 'max-sm:w-full')}>
          {texts.open}
        </a>
        <p className="text-sm text-muted">{texts.openHint}</p>
      </div>
    </Card>
  );
}

interface ChangesProps {
  schedule: CandidateSchedule;
  scheduling: Scheduling;
  onMove: () => void;
}

function Changes({ schedule: { changeableUntil = 0 }, scheduling, onMove }: ChangesProps) {
  const now = useNow(60_000);
  const [asking, setAsking] = useState(false);
  const { pending, failure, cancel } = scheduling;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">{texts.until(formatDayTime(changeableUntil, now))}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onMove}>{texts.moveButton}</Button>
        <Button variant="danger-quiet" onClick={() => setAsking(true)}>
          {texts.cancelButton}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={texts.cancelTitle}
        description={texts.cancelBody}
        confirmLabel={texts.cancelButton}
        cancelLabel={texts.keepInterview}
        danger
        pending={pending === 'cancel'}
        error={failure && `${texts.cancelFailed}. ${errorMessage(failure)}`}
        onConfirm={() => {
          noteNavigation();
          void cancel();
        }}
      />
    </div>
  );
}

function Note({ icon: Icon, children }: { icon: ComponentType<{ className: string }>; children: ReactNode }) {
  return (
    <>
      <div className="flex items-start gap-3">
        <Icon className="mt-1 size-5 shrink-0 text-muted" />
        <p>{children}</p>
      </div>
      <Contact />
    </>
  );
}
