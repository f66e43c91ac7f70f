import { MessageCircleQuestion } from 'lucide-react';
import type { InterviewKit, Question } from '../../../shared/kit/kit.ts';
import { conductor } from '../../texts/conductor.ts';
import { Button } from '../ui/Button.tsx';

interface QuestionTextProps {
  kit: InterviewKit;
  question: Question;
  /** Whether the rephrased text is on show; absent where nobody reads the question aloud. */
  rephrased?: { shown: boolean; onToggle: () => void } | undefined;
}

/** The question as it is spoken: large, and the same in other words one press away. */
export function QuestionText({ kit, question, rephrased }: QuestionTextProps) {
  const names = question.competencies.flatMap(id => {
    const competency = kit.competencies.find(known => known.id === id);
    return competency ? [competency.name] : [];
  });
  return (
    <div className="flex flex-col gap-2">
      <p className="max-w-[68ch] text-lg text-balance" data-question-text>
        {question.text}
      </p>
      {rephrased?.shown && (
        <p className="max-w-[68ch] border-l-2 border-accent pl-3 text-base text-pretty" data-rephrased>
          {question.rephrased}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        {rephrased && question.rephrased !== '' && (
          <Button
            variant="quiet"
            size="md"
            className="-ml-3 px-3! text-accent-ink!"
            aria-expanded={rephrased.shown}
            aria-keyshortcuts="R"
            icon={<MessageCircleQuestion className="size-4" aria-hidden="true" />}
            onClick={rephrased.onToggle}
          >
            {conductor.rephrase}
          </Button>
        )}
        <span>
          {conductor.categories[question.category]}
          {names.length > 0 && ` · ${names.join(', ')}`}
        </span>
      </div>
    </div>
  );
}
