import { CalendarX, RotateCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { CandidateSchedule } from '../../../shared/protocol/scheduleRoutes.ts';
import { Banner, ErrorBanner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { EmptyState } from '../../components/ui/EmptyState.tsx';
import { ZoneSelect } from '../../components/ui/ZoneSelect.tsx';
import { useNow } from '../../hooks/useNow.ts';
import { scheduleTexts as texts } from '../../texts/schedule.ts';
import { formatDayTime, formatMomentAlone, zoneName } from '../../texts/times.ts';
import { Contact } from './Contact.tsx';
import { TimePicker } from './TimePicker.tsx';
import type { Scheduling } from './useSchedule.ts';

interface ChooseTimeProps {
  schedule: CandidateSchedule;
  scheduling: Scheduling;
  zone: string;
  onZone: (zone: string) => void;
  /** Called with the time that was saved, or without one when the candidate keeps the current time. */
  onDone: (at?: number) => void;
}

/** Days and times, with a button that confirms the choice. */
export function ChooseTime({ schedule, scheduling, zone, onZone, onDone }: ChooseTimeProps) {
  const { times, scheduledAt } = schedule;
  const { pending, lost, failure, choose, read } = scheduling;
  const now = useNow(60_000);
  const [wanted, setWanted] = useState<number>();
  const [choosesZone, setChoosesZone] = useState(false);
  const lostBanner = useRef<HTMLDivElement>(null);
  // Confirming is possible far below the explanation.
  useEffect(() => {
    if (!lost) return;
    lostBanner.current?.focus({ preventScroll: true });
    lostBanner.current?.scrollIntoView({ block: 'center' });
  }, [lost]);
  const free = times.filter(at => at !== scheduledAt);
  const chosen = free.find(at => at === wanted);
  const confirm = async () => {
    if (chosen !== undefined && (await choose(chosen, zone))) onDone(chosen);
  };
  return (
    <>
      {lost && (
        <div ref={lostBanner} tabIndex={-1} className="scroll-m-4 rounded-card">
          <Banner
            tone="danger"
            title={(lost.reason === 'slot-taken' ? texts.taken : texts.passed)(
              formatDayTime(lost.at, now, zone),
            )}
          >
            {free.length > 0 ? texts.takenBody : texts.takenLast}
          </Banner>
        </div>
      )}
      <ErrorBanner title={texts.failed} error={failure} />
      {free.length === 0 ? (
        <>
          <EmptyState
            icon={CalendarX}
            title={texts.noneTitle}
            action={
              <Button icon={RotateCw} pending={pending === 'read'} onClick={() => void read()}>
                {texts.again}
              </Button>
            }
          >
            <p>{texts.noneBody}</p>
          </EmptyState>
          <Contact />
        </>
      ) : (
        <>
          {choosesZone ? (
            <ZoneSelect
              label={texts.zoneLabel}
              value={zone}
              suggested={[schedule.timeZone]}
              onChange={event => onZone(event.target.value)}
            />
          ) : (
            <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
              {texts.zone(zoneName(free[0] ?? now, zone))}
              <Button variant="quiet" size="sm" className="-mx-3" onClick={() => setChoosesZone(true)}>
                {texts.changeZone}
              </Button>
            </p>
          )}
          <TimePicker
            times={free}
            now={now}
            zone={zone}
            chosen={chosen}
            near={wanted ?? scheduledAt}
            onChoose={setWanted}
          />
          <div className="sticky bottom-0 -mx-4 flex flex-col gap-2 border-t border-line bg-canvas px-4 py-4">
            <Button
              variant="primary"
              size="lg"
              disabled={chosen === undefined}
              pending={pending === 'choose'}
              onClick={() => void confirm()}
            >
              {chosen === undefined
                ? texts.choose
                : (scheduledAt === undefined ? texts.confirm : texts.move)(
                    formatMomentAlone(chosen, now, zone),
                  )}
            </Button>
            {scheduledAt !== undefined && (
              <Button variant="quiet" onClick={() => onDone()}>
                {texts.keep(formatMomentAlone(scheduledAt, now, zone))}
              </Button>
            )}
          </div>
          <div className="flex flex-col gap-3 text-sm">
            <p className="text-muted">{texts.needs}</p>
            <Contact />
          </div>
        </>
      )}
    </>
  );
}
