import { CalendarCheck, CalendarX, Clock } from 'lucide-react';
import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { LIMITS } from '../../../shared/interview/fields.ts';
import type { CandidateSchedule, ScheduleState } from '../../../shared/protocol/scheduleRoutes.ts';
import { isTimeZone, ownZone } from '../../../shared/time/zones.ts';
import { AddToCalendar } from '../../components/prejoin/AddToCalendar.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { buttonStyle } from '../../components/ui/buttonStyle.ts';
import { Card } from '../../components/ui/Card.tsx';
import { ConfirmDialog } from '../../components/ui/ConfirmDialog.tsx';
import { TextArea } from '../../components/ui/TextArea.tsx';
import { errorMessage } from '../../core/errorMessage.ts';
import { noteNavigation } from '../../core/navigation.ts';
import { useNow } from '../../hooks/useNow.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { scheduleTexts as texts } from '../../texts/schedule.ts';
import {
  formatDistance,
  formatElsewhere,
  formatLong,
  formatMomentAlone,
  zoneName,
} from '../../texts/times.ts';
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
  const [done, setDone] = useState<Done>();
  const [picked, setPicked] = useState<string>();
  const zone =
    [picked, schedule.ownZone].find(known => known !== undefined && isTimeZone(known)) ?? ownZone();
  const now = useNow(10_000);
  const isPassed = hasPassed(schedule, now);
  const { read, refresh, movedFrom } = scheduling;
  useEffect(() => {
    if (isPassed) void read();
  }, [isPassed, read]);
  const choosing = state === 'open' || (state === 'chosen' && moving);
  const title = choosing && state === 'chosen' ? texts.moveTitle : titleOf(schedule, done, now);
  const page = `${state} ${choosing}`;
  usePageTitle(title);
  const show = (move: boolean, change?: Done) => {
    noteNavigation();
    setMoving(move);
    setDone(change);
  };
  const { scheduledAt: before, until } = schedule;
  return (
    <div key={page} className="flex flex-col gap-4 sm:gap-6">
      <div className="flex flex-col gap-1 sm:gap-2">
        <PageHeading>{title}</PageHeading>
        <p className="text-muted">{texts.facts(schedule.jobRole, schedule.plannedMinutes)}</p>
        {schedule.interviewers.length > 0 && !schedule.recruiter && state !== 'canceled' && (
          <p className="text-muted">{texts.meets(schedule.interviewers)}</p>
        )}
        {choosing && schedule.recruiter && <p className="text-sm text-muted">{texts.recruiter}</p>}
        {choosing && until !== undefined && (
          <p className="text-sm text-muted">{texts.chooseBy(formatMomentAlone(until, now, zone))}</p>
        )}
      </div>
      {movedFrom !== undefined && (
        <Banner tone="warning" title={texts.movedElsewhere}>
          {texts.movedFrom(formatLong(movedFrom, zone))}
        </Banner>
      )}
      {choosing ? (
        <ChooseTime
          schedule={schedule}
          scheduling={scheduling}
          zone={zone}
          onZone={setPicked}
          onDone={at => show(false, at === undefined ? undefined : { at, before })}
        />
      ) : (
        <Standing
          link={link}
          schedule={schedule}
          scheduling={scheduling}
          zone={zone}
          done={done}
          onMove={() => void refresh().then(() => show(true))}
        />
      )}
    </div>
  );
}

/** A change that the candidate has just made. `before`: the time until then. */
interface Done {
  at: number;
  before: number | undefined;
}

/** True when the candidate can no longer do what the page offers, so that it has to be read again. */
function hasPassed({ state, changeableUntil = 0, until = 0 }: CandidateSchedule, now: number): boolean {
  return (state === 'chosen' && now >= changeableUntil) || (state === 'open' && now >= until);
}

function titleOf(schedule: CandidateSchedule, done: Done | undefined, now: number): string {
  if (schedule.state === 'fixed' && hasStarted(schedule, now)) return texts.startedTitle;
  return schedule.state === 'chosen' && done?.before !== undefined
    ? texts.movedTitle
    : TITLES[schedule.state];
}

function hasStarted({ scheduledAt = 0 }: CandidateSchedule, now: number): boolean {
  return now >= scheduledAt;
}

interface StandingProps extends SchedulePagesProps {
  zone: string;
  done: Done | undefined;
  onMove: () => void;
}

function Standing({ link, schedule, scheduling, zone, done, onMove }: StandingProps) {
  const { state, changeHours } = schedule;
  const now = useNow(60_000);
  const appointment = <Appointment link={link} schedule={schedule} zone={zone} />;
  switch (state) {
    case 'open':
      return null;
    case 'chosen':
      return (
        <>
          {done && (
            <Banner tone="success">
              <DoneText done={done} emailed={schedule.emailed} zone={zone} />
            </Banner>
          )}
          {appointment}
          <Changes schedule={schedule} scheduling={scheduling} zone={zone} onMove={onMove} />
          <Contact />
        </>
      );
    case 'fixed':
      return (
        <>
          {appointment}
          <p className="text-sm text-muted">
            {hasStarted(schedule, now)
              ? texts.startedBody
              : changeHours === undefined
                ? texts.askToChange
                : texts.tooLate(changeHours)}
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

function DoneText({ done: { before }, emailed, zone }: { done: Done; emailed: boolean; zone: string }) {
  if (before === undefined) return emailed ? texts.emailed : texts.notEmailed;
  return (emailed ? texts.emailedMove : texts.movedFrom)(formatLong(before, zone));
}

function Appointment({ link, schedule, zone }: Omit<SchedulePagesProps, 'scheduling'> & { zone: string }) {
  const { scheduledAt = 0 } = schedule;
  const now = useNow(60_000);
  const elsewhere = formatElsewhere(scheduledAt, schedule.timeZone, zone);
  return (
    <Card padding="lg" className="flex flex-col gap-5">
      <div className="flex items-start gap-4">
        <div className="flex size-11 shrink-0 items-center justify-center rounded-card bg-accent-soft text-accent-ink">
          <CalendarCheck className="size-5" />
        </div>
        <div className="flex min-w-0 flex-col gap-1">
          <p className="text-lg font-semibold">{formatLong(scheduledAt, zone)}</p>
          <p className="text-sm text-muted">
            {capitalized(formatDistance(scheduledAt, now))}, {zoneName(scheduledAt, zone)}
          </p>
          {elsewhere && <p className="text-sm text-muted">{texts.forOrganizer(elsewhere)}</p>}
        </div>
      </div>
      <div className="flex flex-col items-start gap-2">
        <div className="flex w-full flex-wrap gap-2">
          <a href={`/join#${link}`} className={buttonStyle('primary', 'lg', 'max-sm:w-full')}>
            {texts.open}
          </a>
          {!hasStarted(schedule, now) && (
            <AddToCalendar
              link={link}
              jobRole={schedule.jobRole}
              scheduledAt={scheduledAt}
              plannedMinutes={schedule.plannedMinutes}
              emailed={schedule.emailed}
              size="lg"
            />
          )}
        </div>
        {!hasStarted(schedule, now) && <p className="text-sm text-muted">{texts.openHint}</p>}
      </div>
    </Card>
  );
}

interface ChangesProps {
  schedule: CandidateSchedule;
  scheduling: Scheduling;
  zone: string;
  onMove: () => void;
}

function Changes({ schedule: { changeableUntil = 0 }, scheduling, zone, onMove }: ChangesProps) {
  const now = useNow(60_000);
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const { pending, failure, cancel } = scheduling;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">{texts.until(formatMomentAlone(changeableUntil, now, zone))}</p>
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
        confirmLabel={texts.cancelConfirm}
        cancelLabel={texts.keepInterview}
        danger
        pending={pending === 'cancel'}
        error={failure && `${texts.cancelFailed}. ${errorMessage(failure)}`}
        onConfirm={() => {
          noteNavigation();
          void cancel(note);
        }}
      >
        <TextArea
          label={texts.cancelNote}
          hint={texts.cancelNoteHint}
          optional
          maxLength={LIMITS.cancelNote}
          value={note}
          onChange={event => setNote(event.target.value)}
        />
      </ConfirmDialog>
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

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
