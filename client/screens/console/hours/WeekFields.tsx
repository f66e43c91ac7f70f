import { Copy, Plus, Trash2 } from 'lucide-react';
import { freeSpan, type WeekHours, workDaysLikeMonday } from '../../../../shared/scheduling/hours.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { FieldError } from '../../../components/ui/Field.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { hoursTexts as texts } from '../../../texts/hours.ts';
import { clockText } from './clockText.ts';

const STEP = 30;
const DAY = 24 * 60;
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

interface WeekFieldsProps {
  week: readonly WeekHours[];
  /** `path` is the path of a field in `week`. */
  errorOf: (path: string) => string | undefined;
  onChange: (week: WeekHours[]) => void;
  disabled?: boolean;
}

/** Hours of each weekday. A day can have several. */
export function WeekFields({ week, errorOf, onChange, disabled = false }: WeekFieldsProps) {
  return (
    <div className="flex flex-col items-start gap-4">
      <ul className="flex w-full flex-col divide-y divide-line">
        {DAYS.map(day => {
          const name = texts.days[day - 1] ?? '';
          const spans = week.flatMap((span, index) => (span.day === day ? [{ span, index }] : []));
          const free = freeSpan(spans.map(({ span }) => span));
          return (
            <li key={day} className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
              <div className="flex min-h-10 w-40 items-center justify-between gap-2 max-sm:w-full">
                <span className="text-sm font-medium">{name}</span>
                {!disabled && (
                  <IconButton
                    label={texts.add(name)}
                    disabled={free === undefined}
                    onClick={() => free && onChange([...week, { day, ...free }])}
                  >
                    <Plus className="size-4" />
                  </IconButton>
                )}
              </div>
              <div className="flex min-w-0 flex-col gap-2 max-sm:w-full">
                {spans.length === 0 && <span className="py-2 text-sm text-muted">{texts.unavailable}</span>}
                {spans.map(({ span, index }) => (
                  <ClockSpan
                    key={index}
                    name={name}
                    span={span}
                    disabled={disabled}
                    error={errorOf(`${index}.until`)}
                    onChange={part =>
                      onChange(week.map((one, at) => (at === index ? { ...one, ...part } : one)))
                    }
                    onRemove={() => onChange(week.filter((_, at) => at !== index))}
                  />
                ))}
              </div>
            </li>
          );
        })}
      </ul>
      {!disabled && week.some(({ day }) => day === 1) && (
        <Button size="sm" icon={Copy} onClick={() => onChange(workDaysLikeMonday(week))}>
          {texts.copyMonday}
        </Button>
      )}
    </div>
  );
}

interface ClockSpanProps {
  name: string;
  span: { from: number; until: number };
  error: string | undefined;
  disabled?: boolean;
  onChange: (part: { from?: number; until?: number }) => void;
  onRemove?: () => void;
}

/** Wide enough for "10:00 AM" in the larger type of phones. */
const CLOCK_WIDTH = 'min-w-28 flex-1 max-w-32 [&_svg]:right-1.5';

/** Start and end on a clock. */
export function ClockSpan({ name, span, error, disabled, onChange, onRemove }: ClockSpanProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-1 gap-y-2 sm:gap-x-2">
        <div className={CLOCK_WIDTH}>
          <Select
            label={texts.from(name)}
            hideLabel
            className="pr-6! pl-2!"
            disabled={disabled}
            options={clockOptions(span.from, 0, DAY - STEP)}
            value={String(span.from)}
            onChange={event => onChange({ from: Number(event.target.value) })}
          />
        </div>
        <span aria-hidden className="text-muted">
          –
        </span>
        <div className={CLOCK_WIDTH}>
          <Select
            label={texts.until(name)}
            hideLabel
            className="pr-6! pl-2!"
            disabled={disabled}
            aria-invalid={error ? true : undefined}
            options={clockOptions(span.until, STEP, DAY)}
            value={String(span.until)}
            onChange={event => onChange({ until: Number(event.target.value) })}
          />
        </div>
        {onRemove && !disabled && (
          <IconButton label={texts.remove(name)} onClick={onRemove}>
            <Trash2 className="size-4" />
          </IconButton>
        )}
      </div>
      {error && <FieldError>{error}</FieldError>}
    </div>
  );
}

function clockOptions(current: number, first: number, last: number) {
  const minutes = new Set([current]);
  for (let minute = first; minute <= last; minute += STEP) minutes.add(minute);
  return [...minutes]
    .sort((a, b) => a - b)
    .map(minute => ({ value: String(minute), label: clockText(minute) }));
}
