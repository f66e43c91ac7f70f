import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/ui/Button.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { RadioTile } from '../../components/ui/RadioTile.tsx';
import { useMediaQuery } from '../../hooks/useMediaQuery.ts';
import { scheduleTexts as texts } from '../../texts/schedule.ts';
import { formatDay, formatDayWithin, formatTime, formatZonedTime, startOfDay } from '../../texts/times.ts';

/** Days that are shown first. "Later days" shows as many more. On phones, times are visible below them. */
const DAYS_SHOWN = { phone: 6, wide: 10 };
const PHONE = '(width < 40rem)';
const STILL = '(prefers-reduced-motion: reduce)';

const TILE =
  'relative flex cursor-pointer rounded-card border border-line-strong bg-surface hover:border-muted has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-ink';

interface TimePickerProps {
  times: readonly number[];
  now: number;
  /** Zone on whose clocks the times are. */
  zone: string;
  chosen: number | undefined;
  onChoose: (at: number) => void;
  /** A time whose day is shown first. */
  near: number | undefined;
}

/** A choice of a day, and of a time on this day. */
export function TimePicker({ times, now, zone, chosen, onChoose, near }: TimePickerProps) {
  const days = daysOf(times, zone);
  const [wanted, setWanted] = useState<number>();
  const [pages, setPages] = useState(1);
  const daysShown = DAYS_SHOWN[useMediaQuery(PHONE) ? 'phone' : 'wide'];
  const ofDay = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (wanted === undefined) return;
    const behavior = window.matchMedia(STILL).matches ? 'auto' : 'smooth';
    ofDay.current?.scrollIntoView({ block: 'nearest', behavior });
  }, [wanted]);
  const preferred = wanted ?? (near === undefined ? undefined : startOfDay(near, zone));
  // After the last time of a day was taken, the next day is shown.
  const day = days.find(({ start }) => preferred === undefined || start >= preferred) ?? days.at(-1);
  if (!day) return null;
  const index = days.indexOf(day);
  const shown = days.slice(0, Math.max(pages * daysShown, index + 1));
  return (
    <div className="flex flex-col gap-4 sm:gap-6">
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="contents">
          <span className="text-sm font-medium">{texts.days}</span>
        </legend>
        <div className="grid grid-cols-3 gap-2 sm:grid-cols-5">
          {shown.map(one => (
            <RadioTile
              key={one.start}
              name="day"
              checked={one === day}
              onChange={() => setWanted(one.start)}
              className={classNames(TILE, 'min-h-14 flex-col px-2.5 py-2')}
            >
              <span className="text-sm font-medium whitespace-nowrap">{formatDay(one.start, now, zone)}</span>
              <span className="text-xs text-muted">{texts.timesOfDay(one.times.length)}</span>
            </RadioTile>
          ))}
        </div>
        {shown.length < days.length && (
          <Button variant="quiet" className="-ml-4 self-start" onClick={() => setPages(pages + 1)}>
            {texts.later}
          </Button>
        )}
      </fieldset>
      {/* The margin is the height of the bar with the buttons. */}
      <fieldset ref={ofDay} className="flex min-w-0 scroll-mt-4 scroll-mb-40 flex-col gap-2">
        <legend className="contents">
          <span className="text-sm font-medium">{texts.times(formatDayWithin(day.start, now, zone))}</span>
        </legend>
        <div className="grid grid-cols-3 gap-2 sm:grid-cols-5">
          {day.times.map(at => (
            <RadioTile
              key={at}
              name="time"
              value={at}
              checked={at === chosen}
              onChange={() => onChoose(at)}
              className={classNames(TILE, 'min-h-11 items-center justify-center px-2')}
            >
              <span className="text-sm font-medium tabular-nums">{timeLabel(at, day.times, zone)}</span>
            </RadioTile>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

/** Returns the time, with its zone if the clocks show it twice on this day. */
export function timeLabel(at: number, others: readonly number[], zone?: string): string {
  const label = formatTime(at, zone);
  const isTwice = others.some(other => other !== at && formatTime(other, zone) === label);
  return isTwice ? formatZonedTime(at, zone) : label;
}

interface Day {
  start: number;
  times: number[];
}

function daysOf(times: readonly number[], zone: string): Day[] {
  const days = new Map<number, number[]>();
  for (const at of times) {
    const start = startOfDay(at, zone);
    days.set(start, [...(days.get(start) ?? []), at]);
  }
  return [...days].map(([start, ofDay]) => ({ start, times: ofDay }));
}
