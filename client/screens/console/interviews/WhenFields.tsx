import { type ReactNode, useId, useState } from 'react';
import { isNewStart, LIMITS } from '../../../../shared/interview/fields.ts';
import { zonedTime } from '../../../../shared/time/zones.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { FieldError } from '../../../components/ui/Field.tsx';
import { RadioCards } from '../../../components/ui/RadioCards.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { ZoneSelect } from '../../../components/ui/ZoneSelect.tsx';
import { isWeekend, type PlannedTime, plannedAt } from '../../../core/plannedTime.ts';
import type { FieldProps } from '../../../hooks/useForm.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { bulkTexts } from '../../../texts/bulk.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { formatDayTime, formatElsewhere, formatTime, formatWeekday, zoneName } from '../../../texts/times.ts';

const texts = newInterviewTexts.form;

interface WhenFieldsProps {
  values: PlannedTime;
  when: FieldProps;
  zoneError: string | undefined;
  minutes: FieldProps;
  /** True if the candidate chooses the time, so that only the length is entered. */
  timeIsChosen?: boolean;
  onChange: (part: Partial<PlannedTime>) => void;
  /** About the time and the length, below the fields. */
  children?: ReactNode;
}

/** Day, time, time zone, and length. Says when the clocks skip the time or show it twice. */
export function WhenFields({
  values,
  when,
  zoneError,
  minutes,
  timeIsChosen = false,
  onChange,
  children,
}: WhenFieldsProps) {
  const now = useNow(30_000);
  const [initialZone] = useState(values.zone);
  const explained = useId();
  const time = zonedTime(values.zone, values.when);
  const at = plannedAt(values);
  const skipped = time?.kind === 'gap';
  const length = (
    <TextField
      {...minutes}
      label={texts.minutes}
      type="number"
      inputMode="numeric"
      min={5}
      max={LIMITS.plannedMinutesMax}
      step={5}
    />
  );
  if (timeIsChosen)
    return (
      <div className="flex flex-col gap-3">
        {length}
        {children}
      </div>
    );
  return (
    <div data-focus-group className="flex flex-col gap-3">
      <div className="grid gap-5 sm:grid-cols-[1fr_11rem]">
        <TextField
          {...when}
          label={texts.when}
          type="datetime-local"
          error={time && time.kind !== 'once' ? undefined : when.error}
          {...(skipped && { 'aria-invalid': true, 'aria-describedby': explained })}
          onChange={event => onChange({ when: event.target.value, occurrence: undefined })}
        />
        {length}
      </div>
      <div aria-live="polite" className="flex flex-col items-start gap-2 empty:hidden">
        {skipped && (
          <>
            <FieldError id={explained}>{texts.skipped}</FieldError>
            <Button size="sm" onClick={() => onChange({ when: time.wall })}>
              {texts.takeTime(formatTime(time.at, values.zone))}
            </Button>
          </>
        )}
        {time?.kind === 'fold' && (
          <RadioCards
            legend={texts.twice}
            options={(['earlier', 'later'] as const).map(value => ({
              value,
              label: texts.occurrences[value],
              hint: zoneName(time[value], values.zone),
            }))}
            value={values.occurrence}
            error={values.occurrence ? undefined : when.error && texts.occurrenceMissing}
            onChange={occurrence => onChange({ occurrence })}
          />
        )}
      </div>
      <ZoneSelect
        label={texts.zone}
        value={values.zone}
        suggested={[initialZone]}
        error={zoneError}
        onChange={event => onChange({ zone: event.target.value, occurrence: undefined })}
      />
      <p className="text-sm text-muted">
        {zoneName(at ?? now, values.zone)}
        {at !== undefined && formatElsewhere(at, values.zone) !== undefined && (
          <span className="block">{texts.yourTime(formatDayTime(at, now), zoneName(at))}</span>
        )}
        {at !== undefined && isWeekend(at, values.zone) && (
          <span className="block">{bulkTexts.weekend(formatWeekday(at, values.zone))}</span>
        )}
        {at !== undefined && at < now && isNewStart(at, now) && (
          <span className="block text-warning-ink">{texts.past}</span>
        )}
      </p>
      {children}
    </div>
  );
}
