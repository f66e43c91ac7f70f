import { ChevronLeft, ChevronRight, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { InterviewId } from '../../../../shared/ids.ts';
import type { InterviewStatus } from '../../../../shared/interview/status.ts';
import { LOCALE } from '../../../../shared/intl.ts';
import type { InterviewSummary } from '../../../../shared/protocol/interviewList.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { toast } from '../../../core/toast.ts';
import { useMediaQuery } from '../../../hooks/useMediaQuery.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { interviewListTexts } from '../../../texts/interviewList.ts';
import { interviewPageTexts } from '../../../texts/interviewPage.ts';
import { formatTime, startOfDay } from '../../../texts/times.ts';
import { newInterviewPath } from '../create/paths.ts';
import { EditDialog } from '../detail/EditInterview.tsx';
import { Loaded } from '../Loaded.tsx';
import { CalendarEntry, CalendarLegend } from './CalendarEntry.tsx';
import { dayName, dayStart, daysOf, type ListAddress, searchOf, turned } from './listAddress.ts';
import { WeekGrid } from './WeekGrid.tsx';

const texts = interviewListTexts.calendar;
const REFRESH_MS = 30_000;
/** Most interviews that a day of a month shows. */
const OF_MONTH = 3;
const WIDE = '(min-width: 48em)';
/** Two interviews of a day can be read next to each other. */
const ROOMY = '(min-width: 80em)';

const monthFormat = new Intl.DateTimeFormat(LOCALE, { month: 'long', year: 'numeric' });
const dateFormat = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const weekdayFormat = new Intl.DateTimeFormat(LOCALE, { weekday: 'short', day: 'numeric', month: 'short' });

interface CalendarProps {
  address: ListAddress & { display: 'week' | 'month' };
  now: number;
  onChange: (address: ListAddress) => void;
}

/** Shows the interviews of a week or a month that match the filters, except those by time. */
export function InterviewCalendar({ address, now, onChange }: CalendarProps) {
  const { display, filter } = address;
  const at = address.day ? dayStart(address.day) : startOfDay(now);
  const days = daysOf(display, at);
  const query = useRouteQuery(
    'interviews.calendar',
    { days, filter },
    { refetchIntervalMs: REFRESH_MS, keepPrevious: true },
  );
  const [first = at] = days;
  const period =
    display === 'month' ? monthFormat.format(at) : dateFormat.formatRange(first, (days.at(-1) ?? at) - 1);
  const hasHours = useMediaQuery(WIDE) && display === 'week';
  const isRoomy = useMediaQuery(ROOMY);
  const mayCreate = useStaffMay('interviews.create');
  const mayChange = useStaffMay('interviews.change');
  const [dropped, setDropped] = useState<{ interviewId: string; at: number }>();
  const turn = (by: 1 | -1) => onChange({ ...address, day: turned(display, at, by) });
  return (
    <section aria-label={texts.label(period)} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-end gap-x-1 gap-y-2">
        <h2 aria-live="polite" className="mr-auto text-base font-semibold">
          {period}
        </h2>
        <div className="order-1 w-full lg:order-none lg:mr-4 lg:w-auto">
          <CalendarLegend interviews={query.data?.interviews ?? []} />
        </div>
        <Button size="sm" onClick={() => onChange({ ...address, day: undefined })}>
          {texts.today}
        </Button>
        <IconButton label={texts.previous[display]} icon={ChevronLeft} size="sm" onClick={() => turn(-1)} />
        <IconButton label={texts.following[display]} icon={ChevronRight} size="sm" onClick={() => turn(1)} />
      </div>
      <Loaded
        query={query}
        failed={texts.failed}
        stale={interviewListTexts.list.stale}
        skeleton={<CalendarSkeleton />}
      >
        {({ interviews, counts }) => (
          <>
            <UnscheduledNote address={address} />
            {!interviews && <Banner>{texts.tooMany}</Banner>}
            <div className={classNames(query.isPlaceholderData && 'opacity-60')}>
              {hasHours && interviews ? (
                <WeekGrid
                  days={days.slice(0, -1)}
                  now={now}
                  interviews={interviews}
                  heading={day => (
                    <DayLink address={address} day={day} now={now} count={counts[days.indexOf(day)] ?? 0} />
                  )}
                  entry={(interview, lines) => <CalendarEntry fills interview={interview} lines={lines} />}
                  lanes={isRoomy ? 2 : 1}
                  crowd={({ count }, day) => <CrowdLink address={address} day={day} count={count} />}
                  mayMove={one => mayChange && one.phase === 'lobby' && !one.begun}
                  onMove={(interviewId, to) => setDropped({ interviewId, at: to })}
                  slot={mayCreate ? at => <EmptySlot at={at} /> : undefined}
                />
              ) : (
                <ol className="grid gap-px overflow-hidden rounded-card border border-line bg-line md:grid-cols-7">
                  {days.slice(0, -1).map((day, index) => (
                    <CalendarDay
                      key={day}
                      address={address}
                      day={day}
                      now={now}
                      count={counts[index] ?? 0}
                      interviews={interviews?.filter(({ scheduledAt }) => startOfDay(scheduledAt) === day)}
                      isOther={display === 'month' && new Date(day).getMonth() !== new Date(at).getMonth()}
                    />
                  ))}
                </ol>
              )}
            </div>
            {hasHours && mayChange && interviews && <p className="text-xs text-muted">{texts.dragHint}</p>}
          </>
        )}
      </Loaded>
      {dropped && <DroppedMove key={dropped.at} {...dropped} onClose={() => setDropped(undefined)} />}
    </section>
  );
}

/** Opens the form for a new interview at this time. By keyboard, the page's button does it. */
function EmptySlot({ at }: { at: number }) {
  return (
    <Link
      to={newInterviewPath({ at: String(at) })}
      aria-hidden
      tabIndex={-1}
      className="group flex h-full items-center gap-1 rounded-control px-1.5 text-xs text-accent-ink tabular-nums hover:bg-accent-soft"
    >
      <Plus className="size-3.5 opacity-0 group-hover:opacity-100" />
      <span className="opacity-0 group-hover:opacity-100">{formatTime(at)}</span>
    </Link>
  );
}

/** Says how many interviews have no time, because a calendar can't show them. */
function UnscheduledNote({ address }: Pick<CalendarProps, 'address'>) {
  const { filter } = address;
  const list = { ...address, display: 'list' as const, day: undefined };
  const statuses: InterviewStatus[] = ['unscheduled'];
  const wanted = filter.statuses?.includes('unscheduled') !== false;
  const query = useRouteQuery(
    'interviews.list',
    { filter: { ...filter, statuses }, counts: true },
    { enabled: wanted, refetchIntervalMs: REFRESH_MS, keepPrevious: true },
  );
  const count = query.data?.counts?.total ?? 0;
  if (!wanted || count === 0) return null;
  return (
    <Link
      to={{ search: searchOf({ ...list, filter: { ...filter, statuses } }) }}
      className="self-start text-sm font-medium text-accent-ink underline-offset-2 hover:underline"
    >
      {texts.unscheduled(count)}
    </Link>
  );
}

interface CalendarDayProps {
  address: CalendarProps['address'];
  day: number;
  count: number;
  /** Absent if there are too many to show. */
  interviews: InterviewSummary[] | undefined;
  now: number;
  /** True for days of the month before or after. */
  isOther: boolean;
}

function CalendarDay({ address, day, count, interviews, now, isOther }: CalendarDayProps) {
  const isWide = useMediaQuery(WIDE);
  const shown = address.display === 'month' ? (interviews?.slice(0, OF_MONTH) ?? []) : (interviews ?? []);
  // On narrow screens, days are below each other, so that those without interviews would only take space.
  if (!isWide && count === 0 && day !== startOfDay(now)) return null;
  return (
    <li
      className={classNames(
        'flex min-w-0 flex-col gap-1 p-2',
        isOther ? 'bg-canvas' : 'bg-surface',
        address.display === 'week' ? 'md:min-h-80' : 'md:min-h-30',
      )}
    >
      <DayLink address={address} day={day} now={now} count={count} />
      {shown.map(interview => (
        <CalendarEntry
          key={interview.interviewId}
          interview={interview}
          lines={address.display === 'week' ? 4 : 1}
        />
      ))}
      {count > shown.length && (
        <Link
          to={{ search: searchOfDay(address, day) }}
          className="rounded-control px-1.5 py-1 text-xs font-medium text-accent-ink hover:bg-hover"
        >
          {shown.length > 0 ? texts.more(count - shown.length) : interviewListTexts.total(count)}
        </Link>
      )}
    </li>
  );
}

/** Returns the address of the list with the interviews of a day. */
function searchOfDay(address: ListAddress, day: number): string {
  const name = dayName(day);
  const list = { ...address, display: 'list' as const, from: name, to: name, day: undefined };
  return searchOf({ ...list, sort: { by: 'time', descending: false } });
}

function DayLink({ address, day, now, count }: Pick<CalendarDayProps, 'address' | 'day' | 'now' | 'count'>) {
  const isToday = day === startOfDay(now);
  return (
    <Link
      to={{ search: searchOfDay(address, day) }}
      aria-current={isToday ? 'date' : undefined}
      className={classNames(
        'self-start truncate rounded-control px-1.5 py-0.5 text-xs font-medium hover:bg-hover',
        isToday ? 'bg-accent text-on-accent hover:bg-accent' : 'text-muted',
      )}
    >
      {weekdayFormat.format(day)}
      <span className="sr-only">, {interviewListTexts.total(count)}</span>
    </Link>
  );
}

/** Opens the list of a day in which more interviews are at the same time than there is room for. */
function CrowdLink({ address, day, count }: Pick<CalendarDayProps, 'address' | 'day' | 'count'>) {
  return (
    <Link
      to={{ search: searchOfDay(address, day) }}
      aria-label={texts.crowd(count, weekdayFormat.format(day))}
      className="flex h-full items-center justify-center rounded-control border border-line-strong bg-surface text-xs font-medium hover:bg-sunken"
    >
      +{count}
    </Link>
  );
}

/** Moves an interview to where it was dropped, with the same questions as on its page. */
function DroppedMove({ interviewId, at, onClose }: { interviewId: string; at: number; onClose: () => void }) {
  const query = useRouteQuery('interviews.read', { interviewId: InterviewId.parse(interviewId) });
  useEffect(() => {
    if (query.error) toast.error(interviewPageTexts.detail.failed);
  }, [query.error]);
  return query.data ? <EditDialog view={query.data.view} timeOnly at={at} onClose={onClose} /> : null;
}

function CalendarSkeleton() {
  return (
    <Skeletons className="gap-3">
      <Skeleton className="h-80 w-full" />
    </Skeletons>
  );
}
