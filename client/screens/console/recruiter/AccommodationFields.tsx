import { ChevronRight, EyeOff } from 'lucide-react';
import { formatFacts } from '../../../../shared/intl.ts';
import { type Accommodations, ExtraTime, Pace } from '../../../../shared/recruiter/settings.ts';
import { Checkbox } from '../../../components/ui/Checkbox.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { accommodationWords, recruiterSetup } from '../../../texts/recruiterSetup.ts';

const texts = recruiterSetup.accommodations;
const EXTRA_TIMES = ExtraTime.options.map(({ value }) => ({
  value: `${value}`,
  label: texts.extraTimes[value],
}));
const PACES = [
  { value: '', label: texts.paceAsSet },
  ...Pace.options.map(value => ({ value, label: texts.paces[value] })),
];
const SWITCHES = ['noTimeLimit', 'questionsInAdvance', 'textAnswers', 'audioOnly'] as const;
type AccommodationFieldsProps = { set: Accommodations; onChange: (set: Accommodations) => void };
export function AccommodationFields({ set, onChange }: AccommodationFieldsProps) {
  return (
    <div className="flex flex-col gap-5">
      <p className="flex items-start gap-2 text-sm text-muted">
        <EyeOff className="mt-0.5 size-4 shrink-0" />
        {texts.hidden}
      </p>
      <div className="grid gap-5 sm:grid-cols-2">
        <Select
          label={texts.extraTime}
          options={EXTRA_TIMES}
          value={`${set.extraTime}`}
          onChange={event => onChange({ ...set, extraTime: ExtraTime.parse(Number(event.target.value)) })}
        />
        <Select
          label={texts.pace}
          options={PACES}
          value={set.pace ?? ''}
          onChange={event => onChange(withPace(set, event.target.value))}
        />
      </div>
      {SWITCHES.map(name => (
        <Checkbox
          key={name}
          checked={set[name]}
          onCheckedChange={checked => onChange({ ...set, [name]: checked })}
          label={texts[name]}
          hint={texts[`${name}Hint`]}
        />
      ))}
    </div>
  );
}

function withPace({ pace: _replaced, ...rest }: Accommodations, wanted: string): Accommodations {
  const pace = Pace.safeParse(wanted);
  return pace.success ? { ...rest, pace: pace.data } : rest;
}

export function AccommodationsFold({ set, onChange }: AccommodationFieldsProps) {
  const words = formatFacts(accommodationWords(set));
  return (
    <details className="group rounded-card open:bg-sunken">
      <summary className="flex min-h-9 w-fit max-w-full cursor-pointer list-none flex-wrap items-center gap-x-2 rounded-control pr-3 text-sm font-medium text-accent-ink group-open:px-4 group-open:pt-3 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="-ml-0.5 size-4 shrink-0 transition-transform group-open:rotate-90" />
        {recruiterSetup.accommodations.open}
        {words && <span className="min-w-0 font-normal text-muted">{words}</span>}
      </summary>
      <div className="p-4 pt-2">
        <AccommodationFields set={set} onChange={onChange} />
      </div>
    </details>
  );
}
