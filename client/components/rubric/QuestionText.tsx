import { ChevronRight } from 'lucide-react';
import type { Question } from '../../../shared/kit/kit.ts';
import { useReadRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Badge } from '../ui/Badge.tsx';
import { Part, Points } from '../ui/Points.tsx';

const TITLE = 'text-xs font-semibold';
const LIST = 'gap-1 pl-5 text-muted';

interface QuestionTextProps {
  question: Question;
  number: number;
  count: number;
}

/** The question as it is asked, and, folded away, what its answers show. */
export function QuestionText({ question, number, count }: QuestionTextProps) {
  const { question: texts, categories } = rubricTexts;
  const { locale } = useReadRubric().kit;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <p className="text-xs font-medium text-muted tabular-nums">{texts.of(number, count)}</p>
        <Badge>{categories[question.category]}</Badge>
      </div>
      <h3 className="text-base font-semibold" lang={locale}>
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
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" aria-hidden="true" />
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
