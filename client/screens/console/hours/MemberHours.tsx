import type { StaffMember } from '../../../../shared/protocol/http.ts';
import type { Hours } from '../../../../shared/scheduling/hours.ts';
import { placeOf } from '../../../../shared/time/zoneNames.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { hoursTexts as texts } from '../../../texts/hours.ts';
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
        <>
          <ButtonLink to={`/console/staff/${userId}/hours`}>{texts.link}</ButtonLink>
          <Button variant="primary" onClick={onClose}>
            {texts.close}
          </Button>
        </>
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
  const days = daysOf(hours.week);
  const facts = [
    { name: texts.zoneOf, value: placeOf(hours.timeZone) },
    { name: texts.off, value: hours.off.map(daysText).join(', ') },
    { name: texts.extra, value: hours.extra.map(one => `${one.date}, ${spanText(one)}`).join('; ') },
    { name: texts.buffer, value: texts.minutes(hours.bufferMinutes) },
    { name: texts.perDay, value: hours.perDay === 0 ? texts.noLimit : texts.count(hours.perDay) },
    { name: texts.notice, value: texts.hours(hours.noticeHours) },
    { name: texts.ahead, value: texts.daysAhead(hours.daysAhead) },
  ].filter(({ value }) => value !== '');
  return (
    <div className="flex flex-col gap-4 text-sm">
      {days.length === 0 ? <p>{texts.none}</p> : <Facts facts={days} />}
      <Facts facts={facts} />
    </div>
  );
}

function daysOf(week: Hours['week']): { name: string; value: string }[] {
  return texts.shortDays.flatMap((name, index) => {
    const spans = week.filter(({ day }) => day === index + 1);
    return spans.length === 0 ? [] : [{ name, value: spans.map(spanText).join(', ') }];
  });
}

/** Hours of a week in lines, one for each day. */
export function weekText(week: Hours['week']): string {
  return daysOf(week)
    .map(({ name, value }) => `${name}: ${value}`)
    .join('\n');
}

function Facts({ facts }: { facts: readonly { name: string; value: string }[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,max-content)_1fr] gap-x-4 gap-y-1">
      {facts.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="tabular-nums wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function spanText({ from, until }: { from: number; until: number }): string {
  return `${clockText(from)} – ${clockText(until)}`;
}

function daysText({ from, until }: { from: string; until: string }): string {
  return from === until ? from : `${from} – ${until}`;
}
