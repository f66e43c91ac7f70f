import { ChevronRight, Play } from 'lucide-react';
import type { RefObject } from 'react';
import type { Question } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { answerOf, competenciesOf } from '../../core/rubric/panelState.ts';
import { useView } from '../../hooks/room/session.ts';
import { useLoadedRubric, useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Part, Points } from '../ui/Points.tsx';
import { CompetencyRating } from './CompetencyRating.tsx';
import { QuestionNotes } from './QuestionNotes.tsx';
import { WrittenAnswer } from './WrittenAnswer.tsx';

interface QuestionSheetProps {
  question: Question;
  composer: RefObject<HTMLTextAreaElement | null>;
  onFlag: () => void;
}

export function QuestionSheet({ question, composer, onFlag }: QuestionSheetProps) {
  const { kit, readOnly } = useLoadedRubric();
  const competencies = competenciesOf(kit, question);
  const written = useView().recruiter?.written[question.id];
  return (
    <>
      <QuestionText
        question={question}
        number={kit.questions.indexOf(question) + 1}
        count={kit.questions.length}
      />
      <Unanswered question={question} />
      {written && <WrittenAnswer written={written} />}
      <RecordedAnswers questionId={question.id} />
      {!readOnly && competencies.length > 0 && (
        <p className="text-sm font-medium">{rubricTexts.scale.rule}</p>
      )}
      {competencies.map(competency => (
        <CompetencyRating key={competency.id} questionId={question.id} competency={competency} />
      ))}
      <QuestionNotes questionId={question.id} composer={composer} onFlag={onFlag} />
    </>
  );
}

const TITLE = 'text-xs font-semibold';
const LIST = 'gap-1 pl-5 text-muted';

function QuestionText({ question, number, count }: { question: Question; number: number; count: number }) {
  const { question: texts, categories } = rubricTexts;
  const { locale } = useLoadedRubric().kit;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <p className="text-xs font-medium text-muted tabular-nums">{texts.of(number, count)}</p>
        <Badge>{categories[question.category]}</Badge>
      </div>
      <h3 tabIndex={-1} data-question-text className="text-base font-semibold" lang={locale}>
        {question.text}
      </h3>
      <Guide question={question} lang={locale} />
    </div>
  );
}

function Guide({ question, lang }: { question: Question; lang: string }) {
  const { question: texts } = rubricTexts;
  const { modelAnswer, strong, weak } = question;
  if (modelAnswer === '' && strong.length === 0 && weak.length === 0) return null;
  return (
    <details className="group rounded-control border border-line">
      <summary className="flex h-9 cursor-default list-none items-center gap-1.5 rounded-control px-2.5 text-sm text-muted select-none hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        {texts.guide}
      </summary>
      <div className="flex flex-col gap-3 border-t border-line p-3 text-sm">
        {modelAnswer !== '' && (
          <Part title={texts.modelAnswer} titleClassName={TITLE}>
            <p className="whitespace-pre-line text-muted" lang={lang}>
              {modelAnswer}
            </p>
          </Part>
        )}
        <Points
          title={texts.strong}
          points={strong}
          titleClassName={TITLE}
          listClassName={LIST}
          lang={lang}
        />
        <Points title={texts.weak} points={weak} titleClassName={TITLE} listClassName={LIST} lang={lang} />
      </div>
    </details>
  );
}

/** Says after the call that a question wasn't asked, or has no answer. */
function Unanswered({ question: { id } }: { question: Question }) {
  const { phase, recruiter } = useView();
  const { questions } = useLoadedRubric().view;
  const answer = answerOf(questions[id]);
  // Interviews can be held without opening any question.
  const isKnown = phase === 'ended' && Object.keys(questions).length > 0;
  if (!isKnown || answer === 'given' || recruiter?.written[id]) return null;
  return (
    <p data-unanswered={answer} className="rounded-card bg-sunken p-3 text-sm font-medium">
      {rubricTexts.question.unanswered[answer]}
    </p>
  );
}

/** Lists the recorded answers to a question that was answered more than once. The last answer counts. */
function RecordedAnswers({ questionId }: { questionId: QuestionId }) {
  const texts = rubricTexts.takes;
  const { replay } = useRubric();
  const answers = replay?.answers(questionId) ?? [];
  if (!replay || answers.length < 2) return null;
  return (
    <div data-takes className="flex flex-wrap items-center gap-2 text-sm">
      <p className="text-muted">{texts.counts(answers.length)}</p>
      {answers.map(answer => (
        <Button key={answer.number} size="sm" icon={Play} onClick={() => replay.showAnswer(answer)}>
          {texts.play(answer.number)}
        </Button>
      ))}
    </div>
  );
}
