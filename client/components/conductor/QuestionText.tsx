import { MessageCircleQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InterviewKit, Question } from '../../../shared/kit/kit.ts';
import { conductor } from '../../texts/conductor.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';

interface QuestionTextProps {
  kit: InterviewKit;
  question: Question;
  /** Which question it is, ahead of what it is about. */
  place: ReactNode;
  /** Whether the rephrased text is on show; absent where no one reads the question aloud. */
  rephrased?: { shown: boolean; onToggle: () => void } | undefined;
}

/** The question as it is spoken: large for the person who reads it aloud, and the same in other words one press away. */
export function QuestionText({ kit, question, place, rephrased }: QuestionTextProps) {
  const names = question.competencies.flatMap(id => {
    const competency = kit.competencies.find(known => known.id === id);
    return competency ? [competency.name] : [];
  });
  const about = [conductor.categories[question.category], names.join(', ')].filter(Boolean).join(' · ');
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-10 flex-wrap items-center gap-x-2 text-sm text-muted @3xl:flex-nowrap">
        {place}
        <span className="min-w-0 @3xl:truncate" title={about}>
          {about}
        </span>
        {rephrased && question.rephrased !== '' && (
          <Button
            variant="quiet"
            className="-ml-3 px-3! text-accent-ink! @3xl:-mr-3 @3xl:ml-auto"
            aria-expanded={rephrased.shown}
            aria-keyshortcuts="R"
            icon={<MessageCircleQuestion className="size-4" aria-hidden="true" />}
            onClick={rephrased.onToggle}
          >
            {conductor.rephrase}
          </Button>
        )}
      </div>
      <p
        className={classNames('max-w-[72ch] text-pretty', rephrased ? 'text-lg' : 'text-base')}
        data-question-text
        lang={kit.locale}
      >
        {question.text}
      </p>
      {rephrased?.shown && (
        <p
          className="mt-1 max-w-[72ch] border-l-2 border-accent pl-3 text-base text-pretty"
          data-rephrased
          lang={kit.locale}
        >
          {question.rephrased}
        </p>
      )}
    </div>
  );
}
