import { Plus, Trash2 } from 'lucide-react';
import type { DayHours, DaysOff } from '../../../../shared/scheduling/hours.ts';
import { wallTimeAt } from '../../../../shared/time/zones.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { hoursTexts as texts } from '../../../texts/hours.ts';
import { ClockSpan } from './WeekFields.tsx';

const DAY_MS = 86_400_000;

interface DatesProps<T> {
  dates: readonly T[];
  zone: string;
  errorOf: (path: string) => string | undefined;
  onChange: (dates: T[]) => void;
}

/** Hours on single days. */
export function ExtraFields({ dates, zone, errorOf, onChange }: DatesProps<DayHours>) {
  const change = (index: number, part: Partial<DayHours>) =>
    onChange(dates.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <div className="flex flex-col items-start gap-3">
      {dates
        .map((one, index) => ({ one, index }))
        .map(({ one, index }) => (
          <div key={index} className="flex flex-wrap items-end gap-2">
            <TextField
              label={texts.date}
              type="date"
              value={one.date}
              error={errorOf(`${index}.date`)}
              onChange={event => change(index, { date: event.target.value })}
            />
            <ClockSpan
              name={one.date}
              span={one}
              error={errorOf(`${index}.until`)}
              onChange={part => change(index, part)}
            />
            <IconButton
              label={texts.removeDay}
              onClick={() => onChange(dates.filter((_, at) => at !== index))}
            >
              <Trash2 className="size-4" />
            </IconButton>
          </div>
        ))}
      <Button
        size="sm"
        icon={Plus}
        onClick={() => onChange([...dates, { date: tomorrow(zone), from: 9 * 60, until: 17 * 60 }])}
      >
        {texts.addExtra}
      </Button>
    </div>
  );
}

export function OffFields({ dates, zone, errorOf, onChange }: DatesProps<DaysOff>) {
  const change = (index: number, part: Partial<DaysOff>) =>
    onChange(dates.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <div className="flex flex-col items-start gap-3">
      {dates
        .map((one, index) => ({ one, index }))
        .map(({ one, index }) => (
          <div key={index} className="flex flex-wrap items-end gap-2">
            <TextField
              label={texts.first}
              type="date"
              value={one.from}
              error={errorOf(`${index}.from`)}
              onChange={event => {
                const from = event.target.value;
                change(index, { from, until: later(from, one.until) });
              }}
            />
            <TextField
              label={texts.last}
              type="date"
              value={one.until}
              error={errorOf(`${index}.until`)}
              onChange={event => change(index, { until: event.target.value })}
            />
            <IconButton
              label={texts.removeOff}
              onClick={() => onChange(dates.filter((_, at) => at !== index))}
            >
              <Trash2 className="size-4" />
            </IconButton>
          </div>
        ))}
      <Button
        size="sm"
        icon={Plus}
        onClick={() => onChange([...dates, { from: tomorrow(zone), until: tomorrow(zone) }])}
      >
        {texts.addOff}
      </Button>
    </div>
  );
}

function tomorrow(zone: string): string {
  return wallTimeAt(zone, Date.now() + DAY_MS).slice(0, 10);
}

function later(...dates: [string, string]): string {
  return dates.toSorted()[1] ?? dates[0];
}
