import { usePracticeOfPage } from '../../hooks/practice/practiceRoom.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { transcriptConsent as texts } from '../../texts/transcriptConsent.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { More } from './More.tsx';

interface TranscriptChoiceProps {
  agrees: boolean;
  onChange: (agrees: boolean) => void;
}

/** Asks only where transcripts can be made. After a change to the wording, both consent versions must change. */
export function TranscriptChoice({ agrees, onChange }: TranscriptChoiceProps) {
  if (useSession().pass.details.transcriber === undefined) return null;
  return (
    <div className="flex flex-col gap-1" data-transcript-choice>
      <Checkbox checked={agrees} onCheckedChange={onChange} label={texts.label} hint={texts.hint} />
      <div className="pl-8">
        <TranscriptDetails />
      </div>
    </div>
  );
}

export function TranscriptDetails() {
  const { role, transcriber = 'server', ratersSeeTranscript = false } = useSession().pass.details;
  const practice = usePracticeOfPage();
  const { name } = useOrganization();
  const readers = practice
    ? texts.practice(practice.purpose === 'evaluation', ratersSeeTranscript)
    : role === 'interviewer'
      ? texts.interviewer
      : texts.invited(ratersSeeTranscript);
  return (
    <More summary={texts.more}>
      {texts.madeBy(transcriber, name)} {readers}
    </More>
  );
}
