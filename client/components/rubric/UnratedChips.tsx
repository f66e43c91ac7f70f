import { CircleDashed } from 'lucide-react';
import type { QuestionMark } from '../../core/rubric/questionMarks.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';

const SHOWN = 3;

/** A reminder of questions that were asked and not rated. It never stands in the way. */
export function UnratedChips({ marks }: { marks: readonly QuestionMark[] }) {
  const { shownQuestionId, showQuestion } = useRubric();
  const { question } = rubricTexts;
  const due = marks.filter(mark => mark.due && mark.question.id !== shownQuestionId);
  if (due.length === 0) return null;
  return (
    <ul aria-label={question.unratedList} className="flex flex-wrap items-center gap-2">
      {due.slice(0, SHOWN).map(mark => (
        <li key={mark.question.id}>
          <button
            type="button"
            onClick={() => showQuestion(mark.question.id)}
            className="flex h-7 items-center gap-1.5 rounded-full bg-warning-soft px-2.5 text-xs font-medium text-warning-ink transition-colors hover:bg-raised"
          >
            <CircleDashed className="size-3.5" aria-hidden="true" />
            {question.unrated(question.short(mark.number))}
          </button>
        </li>
      ))}
      {due.length > SHOWN && <li className="text-xs text-muted">{question.more(due.length - SHOWN)}</li>}
    </ul>
  );
}
