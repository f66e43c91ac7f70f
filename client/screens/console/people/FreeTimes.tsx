import { Email, PlannedMinutes } from '../../../../shared/interview/fields.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { useNow } from '../../../hooks/useNow.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { formatDayTime } from '../../../texts/times.ts';
import { workloadTexts as texts } from '../../../texts/workload.ts';
import type { PickedTime } from './useAvailability.ts';

interface FreeTimesProps {
  /** Addresses of the people who must be free, as typed. */
  emails: readonly string[];
  time: PickedTime;
  onUse: (at: number) => void;
}

/** Offers the next times at which everyone is free, according to their hours and their other interviews. */
export function FreeTimes({ emails, time, onUse }: FreeTimesProps) {
  const { at, minutes, zone, except, candidate } = time;
  const now = useNow(60_000);
  const known = [...new Set(emails.flatMap(email => Email.safeParse(email.trim()).data ?? []))];
  const plannedMinutes = PlannedMinutes.safeParse(minutes).data;
  const address = Email.safeParse(candidate?.trim()).data;
  const query = useRouteQuery(
    'scheduling.free',
    {
      ...{ emails: known, plannedMinutes: plannedMinutes ?? 5, from: at ?? 0, timeZone: zone },
      ...(address && { candidate: address }),
      ...(except && { except }),
    },
    { enabled: at !== undefined && plannedMinutes !== undefined && known.length > 0, keepPrevious: true },
  );
  const times = query.data?.times ?? [];
  if (times.length === 0) return query.data ? <p className="text-sm text-muted">{texts.noneFree}</p> : null;
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm">
      <p>{texts.nextFree}</p>
      {times.map(one => (
        <Button key={one} size="sm" onClick={() => onUse(one)}>
          {formatDayTime(one, now, zone)}
        </Button>
      ))}
    </div>
  );
}
