import { type ReactNode, useId } from 'react';
import type { PracticePurpose } from '../../../shared/practice/practice.ts';
import { usePracticeRetention } from '../../hooks/practice/practiceRoom.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { Banner } from '../ui/Banner.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { RadioTile } from '../ui/RadioTile.tsx';

const { consent } = prejoin;

export interface ConsentDraft {
  recording: boolean;
  /** True if the candidate allows observers. Absent until the candidate answers. */
  observers?: boolean | undefined;
}

interface ConsentChoicesProps {
  draft: ConsentDraft;
  onChange: (draft: ConsentDraft) => void;
  /** True if the virtual recruiter interviews without an evaluator in the room. */
  unattended: boolean;
}

type AgreementProps = { agrees: boolean; onChange: (agrees: boolean) => void };

/** After a change to the wording, INTERVIEWER_CONSENT_VERSION must change too. */
export function InterviewerConsent({ agrees, onChange }: AgreementProps) {
  return (
    <ConsentFields>
      <Checkbox
        checked={agrees}
        onCheckedChange={onChange}
        label={consent.recording}
        hint={consent.interviewerHint}
      />
    </ConsentFields>
  );
}

/** After a change to the wording, CONSENT_VERSION in shared/interview/setup.ts must change too. */
export function ConsentChoices({ draft, onChange, unattended }: ConsentChoicesProps) {
  return (
    <ConsentFields>
      <p className="-mt-3 text-sm text-muted">{consent.intro}</p>
      <Checkbox
        checked={draft.recording}
        onCheckedChange={recording => onChange({ ...draft, recording })}
        label={consent.recording}
        hint={consent.recordingHint}
      />
      {unattended && !draft.recording && <Banner>{consent.unheard}</Banner>}
      {/* Agreeing and declining each have a checkbox, because an unchecked box is not an answer. */}
      <Checkbox
        checked={draft.observers === true}
        onCheckedChange={agrees => onChange({ ...draft, observers: agrees ? true : undefined })}
        label={consent.observers}
        hint={consent.observersHint}
      />
      <Checkbox
        checked={draft.observers === false}
        onCheckedChange={refuses => onChange({ ...draft, observers: refuses ? false : undefined })}
        label={consent.noObservers}
        hint={consent.noObserversHint}
      />
    </ConsentFields>
  );
}

const CHOICES = [
  { recording: false, label: practiceRoom.consent.no },
  { recording: true, label: practiceRoom.consent.yes },
] as const;

/** One choice with one sentence. After a change to the wording, CONSENT_VERSION must change too. */
type PracticeConsentProps = AgreementProps & { purpose: PracticePurpose; asBefore: boolean };

export function PracticeConsent(props: PracticeConsentProps) {
  const { purpose, agrees, asBefore, onChange } = props;
  const retention = usePracticeRetention();
  const name = useId();
  const words = practiceRoom.consent;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" aria-describedby={`${name}-effect`} data-consent>
      <legend className="contents">
        <span className="text-sm font-semibold sm:text-base">{words.title}</span>
      </legend>
      <div className="grid grid-cols-2 gap-2 sm:gap-3">
        {CHOICES.map(({ recording, label }) => (
          <RadioTile
            key={label}
            dot
            name={name}
            checked={recording === agrees}
            onChange={() => onChange(recording)}
            className="min-h-11 items-center! border-line-strong px-3 py-2"
          >
            <span className="min-w-0 text-sm font-medium">{label}</span>
          </RadioTile>
        ))}
      </div>
      <p id={`${name}-effect`} aria-live="polite" className="text-sm text-muted">
        {asBefore && `${practiceRoom.asBefore} `}
        {words[agrees ? 'agreed' : 'declined'][purpose]}
      </p>
      <details className="text-sm">
        <summary className="w-fit cursor-pointer rounded-control py-0.5 text-accent-ink hover:underline">
          {words.more}
        </summary>
        <p className="pt-1 text-muted">{words.hint(purpose, retention)}</p>
      </details>
    </fieldset>
  );
}

function ConsentFields({ children }: { children: ReactNode }) {
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="contents">
        <span className="text-base font-semibold">{consent.title}</span>
      </legend>
      {children}
    </fieldset>
  );
}
