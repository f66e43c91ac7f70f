import { CircleAlert } from 'lucide-react';
import { Pace, type RecruiterSettings, RecruiterVoice } from '../../../../shared/recruiter/settings.ts';
import { Checkbox } from '../../../components/ui/Checkbox.tsx';
import { RadioCards } from '../../../components/ui/RadioCards.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { recruiterSetup } from '../../../texts/recruiterSetup.ts';

const texts = recruiterSetup.choice;
const VOICES = RecruiterVoice.options.map(value => ({ value, label: texts.voices[value] }));
const PACES = Pace.options.map(value => ({ value, label: texts.paces[value] }));
const WHO = [
  { value: 'people', label: texts.people, hint: texts.peopleHint },
  { value: 'recruiter', label: texts.recruiter, hint: texts.recruiterHint },
] as const;

interface RecruiterChoiceProps {
  /** Whether the virtual recruiter asks; what it is set to stays while people do. */
  held: boolean;
  settings: RecruiterSettings;
  /** Without a kit there is nothing to ask. */
  hasKit: boolean;
  /** Nothing can be chosen any more. */
  frozen?: boolean;
  error: string | undefined;
  onChange: (part: { held?: boolean; settings?: RecruiterSettings }) => void;
}

/** Who asks the questions: people, or the virtual recruiter, and how that one is. */
export function RecruiterChoice(props: RecruiterChoiceProps) {
  const { held, settings, hasKit, frozen = false, error, onChange } = props;
  const set = (part: Partial<RecruiterSettings>) => onChange({ settings: { ...settings, ...part } });
  if (!hasKit) return null;
  return (
    <div className="flex flex-col gap-4">
      <RadioCards
        legend={texts.title}
        options={WHO}
        value={held ? 'recruiter' : 'people'}
        disabled={frozen}
        onChange={who => onChange({ held: who === 'recruiter' })}
      />
      {frozen && <p className="-mt-2 text-sm text-muted">{texts.frozen}</p>}
      {error && (
        <p role="alert" className="-mt-2 flex items-start gap-1.5 text-sm text-danger-ink">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          {error}
        </p>
      )}
      {held && !frozen && (
        <div className="flex flex-col gap-5 rounded-card bg-sunken p-4">
          <div className="grid gap-5 sm:grid-cols-2">
            <Select
              label={texts.voice}
              options={VOICES}
              value={settings.voice}
              onChange={event => set({ voice: RecruiterVoice.parse(event.target.value) })}
            />
            <Select
              label={texts.pace}
              options={PACES}
              value={settings.pace}
              onChange={event => set({ pace: Pace.parse(event.target.value) })}
            />
          </div>
          <p className="-mt-3 text-sm text-muted">{texts.paceHint}</p>
          <Checkbox
            checked={settings.practice}
            onCheckedChange={practice => set({ practice })}
            label={texts.practice}
            hint={texts.practiceHint}
          />
        </div>
      )}
    </div>
  );
}
