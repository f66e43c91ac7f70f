import type { PracticePurpose } from '../../../shared/practice/practice.ts';
import { usePracticeRetention } from '../../hooks/practice/practiceRoom.ts';
import type { ConsentDraft } from '../../hooks/room/useJoining.ts';
import { useRecordingKept } from '../../hooks/room/useRecordingKept.ts';
import { contactTexts } from '../../texts/contact.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { type Choices, ConsentChoice } from './ConsentChoice.tsx';
import { More } from './More.tsx';
import { TranscriptCheckbox, TranscriptChoice } from './TranscriptChoice.tsx';

const { consent } = prejoin;

interface ConsentChoicesProps {
  draft: ConsentDraft;
  onChange: (draft: ConsentDraft) => void;
  asksAboutObservers: boolean;
  /** True if the virtual recruiter interviews without an evaluator in the room. */
  unattended: boolean;
  /** Counts the attempts to join without an answer. Each one brings the first open question into view. */
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
      {draft.recording && (
        <TranscriptCheckbox
          agrees={draft.transcript === true}
          onChange={transcript => onChange({ ...draft, transcript })}
        />
      )}
    </fieldset>
  );
}

/** After a change to the wording, CONSENT_VERSION in shared/interview/setup.ts must change too. */
export function ConsentChoices(props: ConsentChoicesProps) {
  const { draft, onChange, asksAboutObservers, unattended, missed } = props;
  const kept = useRecordingKept();
  const { recording } = draft;
  return (
    <div className="flex flex-col gap-4">
      <ConsentChoice
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
      </ConsentChoice>
      {recording && (
        <TranscriptChoice
          agrees={draft.transcript}
          onChange={transcript => onChange({ ...draft, transcript })}
          missed={missed}
        />
      )}
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

const INVITED: Choices = [
  { agrees: true, label: consent.yes },
  { agrees: false, label: consent.no },
];

const PRACTICE: Choices = [
  { agrees: false, label: practiceRoom.consent.no },
  { agrees: true, label: practiceRoom.consent.yes },
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
        <ConsentChoice
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
        </ConsentChoice>
      )}
      {agrees && (
        <TranscriptChoice
          agrees={draft.transcript === true}
          onChange={transcript => onChange({ ...draft, transcript })}
        />
      )}
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
