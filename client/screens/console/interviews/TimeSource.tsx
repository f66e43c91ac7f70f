import { useState } from 'react';
import { Email, PlannedMinutes } from '../../../../shared/interview/fields.ts';
import { CHOOSE_DAYS_MAX } from '../../../../shared/protocol/templateRoutes.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { RadioCards } from '../../../components/ui/RadioCards.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { latestStart } from '../../../core/plannedTime.ts';
import { useDebounced } from '../../../hooks/useDebounced.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { timeSourceTexts as texts } from '../../../texts/hours.ts';
import { formatDay, formatDayWithin, formatTime } from '../../../texts/times.ts';

export const USUAL_DAYS = '14';
/** So that typing an address doesn't ask for each letter. */
const PAUSE_MS = 400;

interface TimeSourceProps {
  /** Days in which the candidate can choose. Empty if the organizer sets the time. */
  chooseDays: string;
  minutes: string;
  zone: string;
  heldByRecruiter: boolean;
  interviewers: readonly { displayName: string; email: string }[];
  onChange: (chooseDays: string) => void;
}

/** Who sets the time of a new interview. If the candidate does, says how many times they could choose. */
export function TimeSource({ chooseDays, onChange, ...planned }: TimeSourceProps) {
  return (
    <div className="flex flex-col gap-4">
      <RadioCards
        legend={texts.legend}
        options={(['set', 'candidate'] as const).map(value => ({
          value,
          label: texts.options[value].label,
          hint: texts.options[value].hint,
        }))}
        value={chooseDays === '' ? 'set' : 'candidate'}
        onChange={value => onChange(value === 'set' ? '' : USUAL_DAYS)}
      />
      {chooseDays !== '' && (
        <>
          <DaysField days={chooseDays} onChange={onChange} />
          <Preview chooseDays={chooseDays} {...planned} />
        </>
      )}
    </div>
  );
}

/** Passes on only numbers of days that are possible, and shows the last one again when it is left. */
function DaysField({ days, onChange }: { days: string; onChange: (days: string) => void }) {
  const [typed, setTyped] = useState<string>();
  return (
    <TextField
      label={texts.within}
      hint={texts.daysHint(CHOOSE_DAYS_MAX)}
      type="number"
      inputMode="numeric"
      min={1}
      max={CHOOSE_DAYS_MAX}
      value={typed ?? days}
      onChange={({ target: { value } }) => {
        setTyped(value);
        const count = Number(value);
        if (Number.isInteger(count) && count >= 1 && count <= CHOOSE_DAYS_MAX) onChange(String(count));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}

function Preview({
  chooseDays,
  minutes,
  zone,
  heldByRecruiter,
  interviewers,
}: Omit<TimeSourceProps, 'onChange'>) {
  const known = interviewers.flatMap(({ email }) => Email.safeParse(email.trim()).data ?? []);
  const emails = useDebounced([...new Set(known)].join(' '), PAUSE_MS)
    .split(' ')
    .filter(Boolean);
  const plannedMinutes = PlannedMinutes.safeParse(Number(minutes)).data;
  const canAsk = plannedMinutes !== undefined && (emails.length > 0 || heldByRecruiter);
  const query = useRouteQuery(
    'scheduling.preview',
    {
      ...{ emails, recruiter: heldByRecruiter, plannedMinutes: plannedMinutes ?? 5 },
      timeZone: zone,
      until: latestStart(Number(chooseDays), Date.now()),
    },
    { enabled: canAsk, keepPrevious: true },
  );
  const now = useNow(60_000);
  if (!canAsk) return <p className="text-sm text-muted">{texts.addInterviewer}</p>;
  if (query.isError) return <Banner>{texts.previewFailed}</Banner>;
  if (!query.data) return <Skeleton className="h-11 w-full rounded-card" />;
  const { count, days, people } = query.data;
  const [first] = days;
  const nameOf = (email: string) =>
    interviewers.find(one => one.email.trim().toLowerCase() === email)?.displayName.trim() || email;
  const remarks = people.flatMap(({ email, source }) =>
    source === 'set' ? [] : [`${nameOf(email)} ${texts.sources[source]}.`],
  );
  return (
    <Banner tone={count === 0 ? 'warning' : 'info'}>
      <p className="font-medium">
        {count === 0 || first === undefined
          ? texts.none
          : texts.count(count, days.length, momentWithin(first.first, now, zone))}
      </p>
      {remarks.map(remark => (
        <p key={remark}>{remark}</p>
      ))}
      {days.length > 0 && (
        <details className="mt-1">
          <summary className="inline-flex min-h-6 cursor-pointer items-center font-medium underline underline-offset-2">
            {texts.showDays}
          </summary>
          <ul className="mt-1 flex flex-col gap-1 tabular-nums">
            {days.map(day => (
              <li key={day.first} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-3">
                <span>{formatDay(day.first, now, zone)}</span>
                <span>
                  {texts.timesOfDay(day.count, formatTime(day.first, zone), formatTime(day.last, zone))}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Banner>
  );
}

/** Returns a time as it reads within a sentence. */
function momentWithin(at: number, now: number, zone: string): string {
  return `${formatDayWithin(at, now, zone)}, ${formatTime(at, zone)}`;
}
