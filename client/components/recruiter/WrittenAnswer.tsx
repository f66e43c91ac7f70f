import { CircleCheck, Send } from 'lucide-react';
import type { RefObject } from 'react';
import { type RecruiterView, WRITTEN_ANSWER_MAX } from '../../../shared/recruiter/recruiterView.ts';
import type { LeftAnswer, WrittenAnswerState } from '../../hooks/recruiter/useWrittenAnswer.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useCopy } from '../../hooks/useCopy.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { formatTime } from '../../texts/times.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Button } from '../ui/Button.tsx';
import { TextArea } from '../ui/TextArea.tsx';

export function SentAnswer({ recruiter: { question, written } }: { recruiter: RecruiterView }) {
  const sent = question?.questionId && written[question.questionId];
  if (!sent) return null;
  return (
    <div className="flex gap-2 rounded-control bg-success-soft px-3 py-2 text-sm" data-sent-answer>
      <CircleCheck className="mt-0.5 size-4 shrink-0 text-success-ink" />
      <div className="min-w-0">
        <p className="font-medium text-success-ink">{texts.written.sentAt(formatTime(sent.at))}</p>
        <p className="whitespace-pre-wrap">{sent.text}</p>
      </div>
    </div>
  );
}

export function UnsentAnswer({ left: { text, dismiss } }: { left: LeftAnswer }) {
  const { copied, copy } = useCopy();
  return (
    <div className="flex flex-col gap-1 rounded-control bg-warning-soft px-3 py-2 text-sm" data-unsent-answer>
      <p className="font-medium text-warning-ink">{texts.written.left}</p>
      <p className="whitespace-pre-wrap wrap-anywhere">{text}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => void copy(text)}>
          {copied ? uiTexts.copied : uiTexts.copy}
        </Button>
        <Button size="sm" variant="quiet" onClick={dismiss}>
          {uiTexts.dismiss}
        </Button>
      </div>
    </div>
  );
}

interface WrittenAnswerProps {
  answer: WrittenAnswerState;
  field: RefObject<HTMLTextAreaElement | null>;
  reminds: boolean;
}

export function WrittenAnswer({ answer, field, reminds }: WrittenAnswerProps) {
  const { text, change, excess, stored, sending, send } = answer;
  const { written } = texts;
  const { local } = useSession();
  const heard = useStore(local.sources).microphone.state !== 'off';
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
    >
      <TextArea
        ref={field}
        label={written.label}
        hideLabel
        rows={3}
        className="resize-none!"
        placeholder={heard ? written.placeholder : written.placeholderAlone}
        value={text}
        error={excess > 0 ? written.tooLong(excess) : undefined}
        hint={reminds ? written.unsent : stored ? undefined : written.notKept}
        onChange={event => change(event.target.value)}
      />
      <div className="flex items-center justify-end gap-3">
        <span className="text-xs text-muted tabular-nums">
          {written.count(text.trim().length, WRITTEN_ANSWER_MAX)}
        </span>
        <Button
          type="submit"
          variant="primary"
          pending={sending}
          disabled={text.trim() === '' || excess > 0}
          icon={Send}
        >
          {written.send}
        </Button>
      </div>
    </form>
  );
}
