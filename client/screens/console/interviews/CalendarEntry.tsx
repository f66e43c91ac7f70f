import { Check, ClipboardPen, type LucideIcon, Radio, UserX, X } from 'lucide-react';
import { Link } from 'react-router';
import type { InterviewStatus } from '../../../../shared/interview/status.ts';
import { formatList } from '../../../../shared/intl.ts';
import type { InterviewSummary } from '../../../../shared/protocol/interviewList.ts';
import { classNames } from '../../../components/ui/classNames.ts';
import { interviewListTexts, statusTexts } from '../../../texts/interviewList.ts';
import { formatShortTime, formatTime } from '../../../texts/times.ts';

const texts = interviewListTexts.calendar;

type Kind = keyof typeof texts.kinds;

/** An icon says the same as the colors. Planned interviews, which are most of them, need none. */
const LOOKS: Record<Kind, { box: string; icon?: LucideIcon }> = {
  planned: { box: 'border-accent bg-accent-soft' },
  live: { box: 'border-success-fill bg-success-soft', icon: Radio },
  due: { box: 'border-warning-fill bg-warning-soft', icon: ClipboardPen },
  over: { box: 'border-line-strong bg-sunken', icon: Check },
  missed: { box: 'border-dashed border-warning-ink bg-surface inset-ring inset-ring-line', icon: UserX },
  canceled: {
    box: 'border-dashed border-line-strong bg-surface text-muted inset-ring inset-ring-line',
    icon: X,
  },
};
const KINDS = Object.keys(LOOKS) as Kind[];

const KIND_OF: Record<InterviewStatus, Kind> = {
  unscheduled: 'planned',
  scheduled: 'planned',
  waiting: 'live',
  live: 'live',
  'rating-due': 'due',
  rated: 'over',
  held: 'over',
  decided: 'over',
  canceled: 'canceled',
  'no-show': 'missed',
  'not-held': 'missed',
};

interface CalendarEntryProps {
  interview: InterviewSummary;
  /** Lines of text that there is room for. */
  lines: number;
  /** Fills the height that its time takes. */
  fills?: boolean;
}

/** An interview in the calendar. Has the start and the candidate, then the title and the interviewers if there is room. */
export function CalendarEntry({ interview, lines, fills = false }: CalendarEntryProps) {
  const { interviewId, scheduledAt, status, title } = interview;
  const { name, led, times } = wordsOf(interview);
  const { box, icon: Icon } = LOOKS[KIND_OF[status]];
  const about = [title === name ? '' : title, led].filter(Boolean);
  const more = lines === 2 ? [about.join(' · ')] : [...about, ...(fills ? [times] : [])].slice(0, lines - 1);
  return (
    <Link
      to={`/console/interviews/${interviewId}`}
      draggable={false}
      title={[times, name, title, led, statusTexts[status]].filter(Boolean).join('\n')}
      className={classNames(
        '@container block min-w-0 rounded-control border-l-3 px-1.5 py-0.5 text-xs leading-3.5 hover:underline',
        box,
        fills ? 'h-full overflow-hidden' : 'py-1',
      )}
    >
      <span className="flex min-w-0 items-center gap-x-1">
        {Icon && <Icon aria-hidden className="size-3 shrink-0" />}
        <span className={classNames('truncate font-semibold', status === 'canceled' && 'line-through')}>
          {name}
        </span>
        <span className="hidden shrink-0 tabular-nums @min-[4.5rem]:ml-auto @min-[4.5rem]:inline">
          {fills || lines === 1 ? formatShortTime(scheduledAt, fills) : times}
        </span>
      </span>
      {more.map(text => (
        <span key={text} className="block truncate text-muted tabular-nums">
          {text}
        </span>
      ))}
      <span className="sr-only">
        , {times}, {statusTexts[status]}
      </span>
    </Link>
  );
}

export function wordsOf({ scheduledAt, plannedMinutes, candidateNames, title, ...one }: InterviewSummary) {
  const leaders = one.people.filter(({ role }) => role === 'interviewer').map(person => person.name);
  return {
    name: formatList(candidateNames) || title,
    led: one.heldByRecruiter ? interviewListTexts.noPeople : formatList(leaders),
    times: `${formatTime(scheduledAt)}–${formatTime(scheduledAt + plannedMinutes * 60_000)}`,
  };
}

/** Says what the colors and icons of the interviews mean. */
export function CalendarLegend({ interviews }: { interviews: readonly InterviewSummary[] }) {
  const shown = new Set(interviews.map(({ status }) => KIND_OF[status]));
  if (shown.size === 0) return null;
  return (
    <ul aria-label={texts.legend} className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
      {KINDS.filter(kind => shown.has(kind)).map(kind => {
        const { box, icon: Icon } = LOOKS[kind];
        return (
          <li key={kind} className="flex items-center gap-1.5">
            <span
              aria-hidden
              className={classNames('flex h-4 w-5 items-center justify-center rounded-sm border-l-3', box)}
            >
              {Icon && <Icon className="size-3" />}
            </span>
            {texts.kinds[kind]}
          </li>
        );
      })}
    </ul>
  );
}
