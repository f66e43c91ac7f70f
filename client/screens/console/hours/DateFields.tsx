import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
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
export function ExtraFields({ zone, errorOf, ...props }: DatesProps<DayHours>) {
  return (
    <DateRows
      {...props}
      added={() => ({ date: tomorrow(zone), from: 9 * 60, until: 17 * 60 })}
      texts={{ add: texts.addExtra, remove: texts.removeDay }}
      fields={(one, index, change) => (
        <>
          <TextField
            label={texts.date}
            type="date"
            value={one.date}
            error={errorOf(`${index}.date`)}
            onChange={event => change({ date: event.target.value })}
          />
          <ClockSpan name={one.date} span={one} error={errorOf(`${index}.until`)} onChange={change} />
        </>
      )}
    />
  );
}

export function OffFields({ zone, errorOf, ...props }: DatesProps<DaysOff>) {
  return (
    <DateRows
      {...props}
      added={() => ({ from: tomorrow(zone), until: tomorrow(zone) })}
      texts={{ add: texts.addOff, remove: texts.removeOff }}
      fields={(one, index, change) => (
        <>
          <TextField
            label={texts.first}
            type="date"
            value={one.from}
            error={errorOf(`${index}.from`)}
            onChange={event => {
              const from = event.target.value;
              change({ from, until: later(from, one.until) });
            }}
          />
          <TextField
            label={texts.last}
            type="date"
            value={one.until}
            error={errorOf(`${index}.until`)}
            onChange={event => change({ until: event.target.value })}
          />
        </>
      )}
    />
  );
}

interface DateRowsProps<T> extends Pick<DatesProps<T>, 'dates' | 'onChange'> {
  added: () => T;
  texts: { add: string; remove: string };
  fields: (one: T, index: number, change: (part: Partial<T>) => void) => ReactNode;
}

/** Rows that can be removed, and a button that adds one. */
function DateRows<T>({ dates, onChange, added, texts: rowTexts, fields }: DateRowsProps<T>) {
  const rows = dates.map((one, index) => ({
    index,
    content: fields(one, index, part => onChange(dates.with(index, { ...one, ...part }))),
  }));
  return (
    <div className="flex flex-col items-start gap-3">
      {rows.map(({ index, content }) => (
        <div key={index} className="flex flex-wrap items-end gap-2">
          {content}
          <IconButton label={rowTexts.remove} onClick={() => onChange(dates.filter((_, at) => at !== index))}>
            <Trash2 className="size-4" />
          </IconButton>
        </div>
      ))}
      <Button size="sm" icon={Plus} onClick={() => onChange([...dates, added()])}>
        {rowTexts.add}
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
