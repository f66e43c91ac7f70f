import { PencilLine } from 'lucide-react';
import { useId } from 'react';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { recruiterConductor } from '../../texts/recruiterConductor.ts';
import { formatTime } from '../../texts/times.ts';

type Written = RecruiterView['written'][QuestionId];

/** The answer that the candidate wrote to a question. */
export function WrittenAnswer({ written }: { written: Written }) {
  const texts = recruiterConductor.written;
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1.5 rounded-card bg-sunken p-3" data-written>
      <div className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
        <PencilLine className="size-4 shrink-0" />
        <h4 id={id} className="font-semibold text-ink">
          {texts.title}
        </h4>
        <time dateTime={new Date(written.at).toISOString()}>{texts.at(formatTime(written.at))}</time>
      </div>
      <p className="text-sm whitespace-pre-wrap wrap-anywhere">{written.text}</p>
    </section>
  );
}
