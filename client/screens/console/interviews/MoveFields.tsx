import { BulkMove } from '../../../../shared/protocol/bulkRoutes.ts';
import type { Move } from '../../../../shared/time/move.ts';
import { SegmentedControl } from '../../../components/ui/SegmentedControl.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { bulkTexts } from '../../../texts/bulk.ts';

const texts = bulkTexts.how;

/** What is typed. */
export interface MoveValues {
  how: 'by' | 'to';
  later: boolean;
  days: string;
  hours: string;
  minutes: string;
  date: string;
}

/** Returns the move, or undefined while it isn't complete or leads nowhere. */
export function moveOf({ how, later, date, ...typed }: MoveValues): Move | undefined {
  if (how === 'to') return BulkMove.safeParse({ date }).data;
  const [days = 0, hours = 0, minutes = 0] = [typed.days, typed.hours, typed.minutes].map(Number);
  const sign = later ? 1 : -1;
  const move = { days: sign * days || 0, minutes: sign * (hours * 60 + minutes) || 0 };
  if (move.days === 0 && move.minutes === 0) return undefined;
  return BulkMove.safeParse(move).data;
}

interface MoveFieldsProps {
  values: MoveValues;
  onChange: (values: MoveValues) => void;
}

export function MoveFields({ values, onChange }: MoveFieldsProps) {
  const number = (name: 'days' | 'hours' | 'minutes', max: number, step = 1) => (
    <TextField
      label={texts[name]}
      type="number"
      inputMode="numeric"
      min={0}
      max={max}
      step={step}
      value={values[name]}
      onChange={event => onChange({ ...values, [name]: event.target.value })}
    />
  );
  return (
    <div className="flex flex-col gap-3">
      <SegmentedControl
        label={texts.label}
        options={[
          { value: 'by', label: texts.by },
          { value: 'to', label: texts.to },
        ]}
        value={values.how}
        onChange={how => onChange({ ...values, how })}
        className="self-start"
        buttonClassName="px-3"
      />
      {values.how === 'by' ? (
        <div className="grid grid-cols-3 gap-3 sm:grid-cols-[1.4fr_1fr_1fr_1fr]">
          <div className="max-sm:col-span-3">
            <Select
              label={texts.direction}
              options={[
                { value: 'later', label: texts.later },
                { value: 'earlier', label: texts.earlier },
              ]}
              value={values.later ? 'later' : 'earlier'}
              onChange={event => onChange({ ...values, later: event.target.value === 'later' })}
            />
          </div>
          {number('days', 366)}
          {number('hours', 23)}
          {number('minutes', 55, 5)}
        </div>
      ) : (
        <TextField
          label={texts.date}
          type="date"
          value={values.date}
          onChange={event => onChange({ ...values, date: event.target.value })}
        />
      )}
      {(values.how === 'to' || (Number(values.hours) === 0 && Number(values.minutes) === 0)) && (
        <p className="text-sm text-muted">{texts.keepsTime}</p>
      )}
    </div>
  );
}
