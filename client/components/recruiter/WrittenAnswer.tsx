import { CircleCheck } from 'lucide-react';
import { type RefObject, useId } from 'react';
import { type RecruiterView, WRITTEN_ANSWER_MAX } from '../../../shared/recruiter/recruiterView.ts';
import { isComposing } from '../../core/composing.ts';
import type { Reminder } from '../../hooks/recruiter/usePress.ts';
import type { LeftAnswer, WrittenAnswerState } from '../../hooks/recruiter/useWrittenAnswer.ts';
import { useCopy } from '../../hooks/useCopy.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { formatTime } from '../../texts/times.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { CONTROL_STYLE, describedBy } from '../ui/Field.tsx';

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
  /** True if the person may speak instead. */
  speaks: boolean;
  reminds: Reminder | undefined;
  onSend: () => void;
}

/** Number of characters from which the field shows how many are left. */
const COUNTED_FROM = WRITTEN_ANSWER_MAX - 1_000;

/** Field for a written answer, sent by the first button of the panel or by Ctrl+Enter. */
export function WrittenAnswer({ answer, field, speaks, reminds, onSend }: WrittenAnswerProps) {
  const { text, change, excess, practice } = answer;
  const { written } = texts;
  const id = useId();
  const count = text.trim().length;
  const error = excess > 0 ? written.tooLong(excess) : undefined;
  const hint = reminds && written[reminds];
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-1">
      <div className="flex items-baseline justify-between gap-3 short:sr-only in-data-compact:sr-only sideways:sr-only folded:sr-only">
        <label htmlFor={id} className="text-sm font-medium">
          {written.label}
        </label>
        {count >= COUNTED_FROM && (
          <span className="text-xs text-muted tabular-nums">{written.count(count, WRITTEN_ANSWER_MAX)}</span>
        )}
      </div>
      <textarea
        ref={field}
        id={id}
        {...describedBy(id, { hint, error })}
        rows={4}
        className={classNames(
          CONTROL_STYLE,
          'min-h-12 flex-1 resize-none py-2 text-base short:h-18 in-data-compact:h-12 sideways:h-12 folded:h-12 folded:min-h-12 folded:flex-none',
        )}
        placeholder={speaks ? written.placeholder : written.placeholderAlone}
        value={text}
        onChange={event => change(event.target.value)}
        onKeyDown={event => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isComposing(event.nativeEvent))
            return;
          event.preventDefault();
          onSend();
        }}
      />
      {count > 0 && !practice && !hint && !error && (
        <p className="hidden text-xs text-muted @2xl:block">{written.kept}</p>
      )}
      <div role="status" className="text-sm empty:hidden">
        {hint && (
          <p id={`${id}-hint`} className="text-warning-ink">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} className="text-danger-ink">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}
