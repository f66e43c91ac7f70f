import { usePracticeOfPage } from '../../hooks/practice/practiceRoom.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { prejoin } from '../../texts/prejoin.ts';
import { transcriptConsent as texts } from '../../texts/transcriptConsent.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { type Choices, ConsentChoice } from './ConsentChoice.tsx';
import { More } from './More.tsx';

interface TranscriptProps<Agrees> {
  agrees: Agrees;
  onChange: (agrees: boolean) => void;
}

const YES_NO: Choices = [
  { agrees: true, label: texts.yes },
  { agrees: false, label: texts.no },
];
/** In the order of the question about the recording. */
const NO_YES = YES_NO.toReversed();

/** Asks a candidate where transcripts can be made. After a change to the wording, both consent versions must change. */
export function TranscriptChoice(props: TranscriptProps<boolean | undefined> & { missed?: number }) {
  const { agrees, onChange, missed = 0 } = props;
  const practice = usePracticeOfPage();
  if (useSession().pass.details.transcriber === undefined) return null;
  return (
    <ConsentChoice
      title={texts.question}
      choices={practice ? NO_YES : YES_NO}
      agrees={agrees}
      onChange={onChange}
      effect={agrees === undefined ? prejoin.consent.unanswered : agrees ? texts.agreed : texts.declined}
      more={texts.more}
      missed={missed}
    >
      <Details />
    </ConsentChoice>
  );
}

/** Asks an interviewer, in the same way as about the recording. */
export function TranscriptCheckbox({ agrees, onChange }: TranscriptProps<boolean>) {
  if (useSession().pass.details.transcriber === undefined) return null;
  return (
    <div className="flex flex-col gap-1">
      <Checkbox checked={agrees} onCheckedChange={onChange} label={texts.label} hint={texts.hint} />
      <div className="pl-8">
        <TranscriptDetails />
      </div>
    </div>
  );
}

export function TranscriptDetails() {
  return (
    <More summary={texts.more}>
      <Details />
    </More>
  );
}

function Details() {
  const { role, transcriber = 'server', ratersSeeTranscript = false } = useSession().pass.details;
  const practice = usePracticeOfPage();
  const { name } = useOrganization();
  const readers = practice
    ? texts.practice(practice.purpose === 'evaluation', ratersSeeTranscript)
    : role === 'interviewer'
      ? texts.interviewer
      : texts.invited(ratersSeeTranscript);
  return (
    <>
      {texts.madeBy(transcriber, name)} {readers}
    </>
  );
}
