import type { StaffMember } from '../../../../shared/protocol/http.ts';
import type { Hours } from '../../../../shared/scheduling/hours.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { hoursTexts as texts } from '../../../texts/hours.ts';
import { placeOf } from '../../../texts/times.ts';
import { Loaded } from '../Loaded.tsx';
import { clockText } from './clockText.ts';

interface MemberHoursProps {
  member: Pick<StaffMember, 'userId' | 'name'>;
  onClose: () => void;
}

/** Shows another member's interview hours. */
export function MemberHours({ member: { userId, name }, onClose }: MemberHoursProps) {
  const query = useRouteQuery('hours.of', { userId });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="md"
      title={texts.of(name)}
      footer={
        <Button variant="primary" onClick={onClose}>
          {texts.close}
        </Button>
      }
    >
      <Loaded query={query} failed={texts.loadFailed} skeleton={<Skeleton className="h-60 w-full" />}>
        {({ hours, usual }) => (
          <div className="flex flex-col gap-4">
            {usual && <p className="text-sm text-muted">{texts.memberUsual}</p>}
            <HoursSummary hours={hours} />
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

/** Hours in words. */
export function HoursSummary({ hours }: { hours: Hours }) {
  const { summary } = texts;
  const days = texts.shortDays.flatMap((name, index) => {
    const spans = hours.week.filter(({ day }) => day === index + 1);
    return spans.length === 0 ? [] : [{ name, spans: spans.map(spanText).join(', ') }];
  });
  const facts = [
    summary.zone(placeOf(hours.timeZone)),
    summary.buffer(texts.minutes(hours.bufferMinutes)),
    summary.perDay(hours.perDay === 0 ? texts.noLimit : texts.count(hours.perDay)),
    summary.notice(texts.hours(hours.noticeHours)),
    summary.ahead(texts.daysAhead(hours.daysAhead)),
    ...(hours.off.length > 0 ? [summary.off(hours.off.map(daysText).join(', '))] : []),
    ...(hours.extra.length > 0
      ? [summary.extra(hours.extra.map(one => `${one.date} ${spanText(one)}`).join(', '))]
      : []),
  ];
  return (
    <div className="flex flex-col gap-4 text-sm">
      {days.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <dl className="grid grid-cols-[3rem_1fr] gap-x-3 gap-y-1">
          {days.map(({ name, spans }) => (
            <div key={name} className="contents">
              <dt className="font-medium">{name}</dt>
              <dd className="tabular-nums">{spans}</dd>
            </div>
          ))}
        </dl>
      )}
      <ul className="flex flex-col gap-1 text-muted">
        {facts.map(fact => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </div>
  );
}

function spanText({ from, until }: { from: number; until: number }): string {
  return `${clockText(from)} – ${clockText(until)}`;
}

function daysText({ from, until }: { from: string; until: string }): string {
  return from === until ? from : `${from} – ${until}`;
}
