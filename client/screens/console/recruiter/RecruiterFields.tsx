import { CircleAlert } from 'lucide-react';
import {
  type StartWindow,
  USUAL_CLOSES_AFTER_MS,
  USUAL_OPENS_BEFORE_MS,
} from '../../../../shared/interview/startWindow.ts';
import { Pace, type RecruiterSettings, RecruiterVoice } from '../../../../shared/recruiter/settings.ts';
import { Checkbox } from '../../../components/ui/Checkbox.tsx';
import { RadioCards } from '../../../components/ui/RadioCards.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { useNow } from '../../../hooks/useNow.ts';
import { recruiterSetup } from '../../../texts/recruiterSetup.ts';

const texts = recruiterSetup.choice;
const VOICES = RecruiterVoice.options.map(value => ({ value, label: texts.voices[value] }));
const PACES = Pace.options.map(value => ({ value, label: texts.paces[value] }));
const WHO = [
  { value: 'people', label: texts.people, hint: texts.peopleHint },
  { value: 'recruiter', label: texts.recruiter, hint: texts.recruiterHint },
] as const;

interface RecruiterChoiceProps {
  recruiterChosen: boolean;
  settings: RecruiterSettings;
  hasKit: boolean;
  frozen?: boolean;
  error: string | undefined;
  onChange: (part: { recruiterChosen?: boolean; settings?: RecruiterSettings }) => void;
}

export function RecruiterChoice(props: RecruiterChoiceProps) {
  const { recruiterChosen, settings, hasKit, frozen = false, error, onChange } = props;
  const set = (part: Partial<RecruiterSettings>) => onChange({ settings: { ...settings, ...part } });
  if (!hasKit) return null;
  return (
    <div className="flex flex-col gap-4">
      <RadioCards
        legend={texts.title}
        options={WHO}
        value={recruiterChosen ? 'recruiter' : 'people'}
        disabled={frozen}
        onChange={who => onChange({ recruiterChosen: who === 'recruiter' })}
      />
      {frozen && <p className="-mt-2 text-sm text-muted">{texts.frozen}</p>}
      {error && (
        <p role="alert" className="-mt-2 flex items-start gap-1.5 text-sm text-danger-ink">
          <CircleAlert className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
      {recruiterChosen && !frozen && (
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

const windowTexts = recruiterSetup.startWindow;
const ANY_TIME = 'any';
/** Choices for the start window's ends, in minutes before and after the scheduled time. */
const OPENS_BEFORE = [0, 15, 30, 60, 1_440, 10_080];
const CLOSES_AFTER = [15, 60, 240, 1_440, 2_880, 10_080];

interface WindowChoiceProps {
  window: DraftWindow | undefined;
  scheduledAt: number | undefined;
  error: string | undefined;
  onChange: (window: DraftWindow | undefined) => void;
}

export function WindowChoice({ window, scheduledAt, error, onChange }: WindowChoiceProps) {
  const now = useNow(60_000);
  const opens = withCurrent(OPENS_BEFORE, window?.opensBefore).map(minutes => ({
    value: String(minutes),
    label: minutes === 0 ? windowTexts.onTime : windowTexts.before(windowTexts.span(minutes)),
  }));
  const closes = withCurrent(CLOSES_AFTER, window?.closesAfter).map(minutes => ({
    value: String(minutes),
    label: windowTexts.after(windowTexts.span(minutes)),
  }));
  const around = window && scheduledAt !== undefined ? windowAround(scheduledAt, window) : undefined;
  return (
    <div className="flex flex-col gap-2">
      <div className="grid gap-5 sm:grid-cols-2">
        <Select
          label={windowTexts.opens}
          options={[...opens, { value: ANY_TIME, label: windowTexts.anyTime }]}
          value={window ? String(window.opensBefore) : ANY_TIME}
          error={window ? undefined : error}
          onChange={({ target: { value } }) =>
            onChange(
              value === ANY_TIME ? undefined : { ...(window ?? USUAL_WINDOW), opensBefore: Number(value) },
            )
          }
        />
        {window && (
          <Select
            label={windowTexts.closes}
            options={closes}
            value={String(window.closesAfter)}
            error={error}
            onChange={({ target }) => onChange({ ...window, closesAfter: Number(target.value) })}
          />
        )}
      </div>
      {around && (
        <p className="text-sm text-muted">{windowTexts.summary(around.opensAt, around.closesAt, now)}</p>
      )}
    </div>
  );
}

function withCurrent(usual: readonly number[], current: number | undefined): number[] {
  return current === undefined || usual.includes(current)
    ? [...usual]
    : [...usual, current].toSorted((a, b) => a - b);
}

const MINUTE_MS = 60_000;

/** The start window, in minutes around the scheduled time, so that the window moves with that time. */
export type DraftWindow = { opensBefore: number; closesAfter: number };

export const USUAL_WINDOW: DraftWindow = {
  opensBefore: USUAL_OPENS_BEFORE_MS / MINUTE_MS,
  closesAfter: USUAL_CLOSES_AFTER_MS / MINUTE_MS,
};

export function draftWindow({ opensAt, closesAt }: StartWindow, scheduledAt: number): DraftWindow {
  return {
    opensBefore: Math.round((scheduledAt - opensAt) / MINUTE_MS),
    closesAfter: Math.round((closesAt - scheduledAt) / MINUTE_MS),
  };
}

export function windowAround(scheduledAt: number, { opensBefore, closesAfter }: DraftWindow): StartWindow {
  return {
    opensAt: Math.max(0, scheduledAt - opensBefore * MINUTE_MS),
    closesAt: scheduledAt + closesAfter * MINUTE_MS,
  };
}
