import type { RefObject } from 'react';
import type { Question } from '../../../shared/kit/kit.ts';
import { useReadRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { CompetencyRating } from './CompetencyRating.tsx';
import { NoteList } from './NoteList.tsx';
import { QuestionText } from './QuestionText.tsx';
import { Takes } from './Takes.tsx';
import { WrittenAnswer } from './WrittenAnswer.tsx';

interface QuestionSheetProps {
  question: Question;
  composer: RefObject<HTMLTextAreaElement | null>;
  onFlag: () => void;
}

/** One question: its text, what it is rated on, and what was noted about it. */
export function QuestionSheet({ question, composer, onFlag }: QuestionSheetProps) {
  const { kit, readOnly } = useReadRubric();
  const competencies = kit.competencies.filter(({ id }) => question.competencies.includes(id));
  return (
    <>
      <QuestionText
        question={question}
        number={kit.questions.indexOf(question) + 1}
        count={kit.questions.length}
      />
      <WrittenAnswer questionId={question.id} />
      <Takes questionId={question.id} />
      {!readOnly && competencies.length > 0 && (
        <p className="text-sm font-medium">{rubricTexts.scale.rule}</p>
      )}
      {competencies.map(competency => (
        <CompetencyRating key={competency.id} questionId={question.id} competency={competency} />
      ))}
      <NoteList questionId={question.id} composer={composer} onFlag={onFlag} />
    </>
  );
}
