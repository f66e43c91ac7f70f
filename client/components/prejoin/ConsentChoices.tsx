import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { PracticePurpose } from '../../../shared/practice/practice.ts';
import { usePracticeRetention } from '../../hooks/practice/practiceRoom.ts';
import type { ConsentDraft } from '../../hooks/room/useJoining.ts';
import { useRecordingKept } from '../../hooks/room/useRecordingKept.ts';
import { contactTexts } from '../../texts/contact.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { FieldError } from '../ui/Field.tsx';
import { RadioTile } from '../ui/RadioTile.tsx';
import { More } from './More.tsx';
import { TranscriptChoice } from './TranscriptChoice.tsx';

const { consent } = prejoin;

interface ConsentChoicesProps {
  draft: ConsentDraft;
  onChange: (draft: ConsentDraft) => void;
  asksAboutObservers: boolean;
  /** True if the virtual recruiter interviews without an evaluator in the room. */
  unattended: boolean;
  /** Counts the attempts to join without an answer. Each one brings the choice into view. */
  missed: number;
}

type DraftProps = Pick<ConsentChoicesProps, 'draft' | 'onChange'>;

/** After a change to the wording, INTERVIEWER_CONSENT_VERSION must change too. */
export function InterviewerConsent({ draft, onChange }: DraftProps) {
  const kept = useRecordingKept();
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="contents">
        <span className="text-base font-semibold">{consent.title}</span>
      </legend>
      <Checkbox
        checked={draft.recording === true}
        onCheckedChange={recording => onChange({ ...draft, recording })}
        label={consent.recording}
        hint={consent.interviewerHint(kept)}
      />
      <OwnTranscript draft={draft} onChange={onChange} />
    </fieldset>
  );
}

function OwnTranscript({ draft, onChange }: DraftProps) {
  if (draft.recording !== true) return null;
  return (
    <TranscriptChoice
      agrees={draft.transcript === true}
      onChange={transcript => onChange({ ...draft, transcript })}
    />
  );
}

/** After a change to the wording, CONSENT_VERSION in shared/interview/setup.ts must change too. */
export function ConsentChoices(props: ConsentChoicesProps) {
  const { draft, onChange, asksAboutObservers, unattended, missed } = props;
  const kept = useRecordingKept();
  const { recording } = draft;
  return (
    <div className="flex flex-col gap-4">
      <RecordingChoice
        title={consent.question}
        choices={INVITED}
        agrees={recording}
        onChange={answer => onChange({ ...draft, recording: answer })}
        effect={
          recording === undefined
            ? consent.unanswered
            : recording
              ? consent.agreed
              : unattended
                ? consent.unheard
                : consent.declined
        }
        more={consent.more}
        missed={missed}
      >
        {consent.recordingHint(kept)}{' '}
        <a
          href="/privacy"
          target="_blank"
          rel="noreferrer"
          className="rounded-control font-medium text-accent-ink hover:underline"
        >
          {contactTexts.links.privacy}
        </a>
      </RecordingChoice>
      <OwnTranscript draft={draft} onChange={onChange} />
      {asksAboutObservers && (
        <Checkbox
          checked={draft.observers === true}
          onCheckedChange={observers => onChange({ ...draft, observers })}
          label={consent.observers}
          hint={consent.observersHint}
        />
      )}
    </div>
  );
}

type Choices = readonly { recording: boolean; label: string }[];

const INVITED: Choices = [
  { recording: true, label: consent.yes },
  { recording: false, label: consent.no },
];

const PRACTICE: Choices = [
  { recording: false, label: practiceRoom.consent.no },
  { recording: true, label: practiceRoom.consent.yes },
];

type PracticeConsentProps = DraftProps & { purpose: PracticePurpose; asBefore: boolean };

/** One choice with one sentence. After a change to the wording, CONSENT_VERSION must change too. */
export function PracticeConsent(props: PracticeConsentProps) {
  const { purpose, draft, asBefore, onChange } = props;
  const retention = usePracticeRetention();
  const words = practiceRoom.consent;
  const agrees = draft.recording === true;
  const record = (recording: boolean) => onChange({ ...draft, recording });
  return (
    <div className="flex flex-col gap-4">
      {purpose === 'evaluation' ? (
        <EvaluationConsent agrees={agrees} onChange={record} />
      ) : (
        <RecordingChoice
          title={words.title}
          choices={PRACTICE}
          agrees={agrees}
          onChange={record}
          effect={[asBefore && practiceRoom.asBefore, agrees ? words.agreed : words.declined.self]
            .filter(Boolean)
            .join(' ')}
          more={words.more}
        >
          {words.hint('self', retention)}
        </RecordingChoice>
      )}
      <OwnTranscript draft={draft} onChange={onChange} />
    </div>
  );
}

/** For people who chose a recording when they asked for an evaluation. Joining sends their consent. */
function EvaluationConsent({ agrees, onChange }: { agrees: boolean; onChange: (agrees: boolean) => void }) {
  const retention = usePracticeRetention();
  const { consent: words, evaluated } = practiceRoom;
  return (
    <section className="flex min-w-0 flex-col items-start gap-2" data-consent>
      <div aria-live="polite" className="flex flex-col gap-1">
        <h2 className="text-sm font-semibold sm:text-base">{evaluated[agrees ? 'title' : 'declined']}</h2>
        <p className="text-sm">{evaluated[agrees ? 'body' : 'declinedBody']}</p>
      </div>
      {agrees && <More summary={words.more}>{words.hint('evaluation', retention)}</More>}
      <Button onClick={() => onChange(!agrees)}>{evaluated[agrees ? 'decline' : 'agree']}</Button>
    </section>
  );
}

interface RecordingChoiceProps {
  title: string;
  choices: Choices;
  agrees: boolean | undefined;
  onChange: (agrees: boolean) => void;
  effect: string;
  more: string;
  missed?: number;
  children: ReactNode;
}

function RecordingChoice(props: RecordingChoiceProps) {
  const { title, choices, agrees, onChange, effect, more, missed = 0, children } = props;
  const name = useId();
  const fields = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (missed === 0) return;
    fields.current?.scrollIntoView({ block: 'center' });
    fields.current?.querySelector('input')?.focus({ preventScroll: true });
  }, [missed]);
  const error = missed > 0 && agrees === undefined;
  return (
    <fieldset
      ref={fields}
      className="flex min-w-0 flex-col gap-2"
      aria-describedby={`${name}-effect${error ? ` ${name}-error` : ''}`}
      data-consent
    >
      <legend className="contents">
        <span className="text-sm font-semibold sm:text-base">{title}</span>
      </legend>
      <div className="grid grid-cols-2 gap-2 sm:gap-3 max-sm:low:grid-cols-1">
        {choices.map(({ recording, label }) => (
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
      {error && <FieldError id={`${name}-error`}>{consent.needed}</FieldError>}
      <p id={`${name}-effect`} aria-live="polite" className="text-sm text-muted">
        {effect}
      </p>
      <More summary={more}>{children}</More>
    </fieldset>
  );
}
