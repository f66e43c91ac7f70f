import type { ReactNode } from 'react';
import type { PracticePurpose } from '../../../shared/practice/practice.ts';
import { usePracticeRetention } from '../../hooks/practice/practiceRoom.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { Banner } from '../ui/Banner.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';

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

export function PracticeConsent(props: AgreementProps & { purpose: PracticePurpose }) {
  const { purpose, agrees, onChange } = props;
  const retention = usePracticeRetention();
  const words = practiceRoom.consent;
  return (
    <ConsentFields>
      <p className="-mt-3 text-sm text-muted">{words.intro}</p>
      <Checkbox
        checked={agrees}
        onCheckedChange={onChange}
        label={consent.recording}
        hint={words.hint(purpose, retention)}
      />
      {!agrees && <Banner>{words.declined[purpose]}</Banner>}
    </ConsentFields>
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
