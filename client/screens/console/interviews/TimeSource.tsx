import { Email, PlannedMinutes } from '../../../../shared/interview/fields.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { RadioCards } from '../../../components/ui/RadioCards.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { latestStart } from '../../../core/plannedTime.ts';
import { useDebounced } from '../../../hooks/useDebounced.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { timeSourceTexts as texts } from '../../../texts/hours.ts';
import { formatMoment } from '../../../texts/times.ts';

const DAYS = ['7', '14', '21', '28'];
export const USUAL_DAYS = '14';
/** So that typing an address doesn't ask for each letter. */
const PAUSE_MS = 400;

interface TimeSourceProps {
  /** Days in which the candidate can choose. Empty if the organizer sets the time. */
  chooseDays: string;
  minutes: string;
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
          <Select
            label={texts.within}
            options={DAYS.map(value => ({ value, label: texts.days(Number(value)) }))}
            value={chooseDays}
            onChange={event => onChange(event.target.value)}
          />
          <Preview chooseDays={chooseDays} {...planned} />
        </>
      )}
    </div>
  );
}

function Preview({ chooseDays, minutes, heldByRecruiter, interviewers }: Omit<TimeSourceProps, 'onChange'>) {
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
      until: latestStart(Number(chooseDays), Date.now()),
    },
    { enabled: canAsk },
  );
  if (!canAsk) return <p className="text-sm text-muted">{texts.addInterviewer}</p>;
  if (query.isError) return <Banner>{texts.previewFailed}</Banner>;
  if (!query.data) return <Skeleton className="h-11 w-full rounded-card" />;
  const { count, first, people } = query.data;
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
          : texts.count(count, formatMoment(first, Date.now()))}
      </p>
      {remarks.map(remark => (
        <p key={remark}>{remark}</p>
      ))}
    </Banner>
  );
}
