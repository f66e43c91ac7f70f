import { ChevronRight, MessageCircleQuestion, ThumbsDown, ThumbsUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InterviewKit, Question } from '../../../shared/kit/kit.ts';
import { conductor } from '../../texts/conductor.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { Points } from '../ui/Points.tsx';

interface SpokenQuestionProps {
  kit: InterviewKit;
  question: Question;
  position: ReactNode;
  /** Toggles the rephrased question and follow-ups. Absent when no person reads the question aloud. */
  rephrased?: { shown: boolean; onToggle: () => void } | undefined;
}

export function SpokenQuestion({ kit, question, position, rephrased }: SpokenQuestionProps) {
  const names = question.competencies.flatMap(id => {
    const competency = kit.competencies.find(known => known.id === id);
    return competency ? [competency.name] : [];
  });
  const about = [conductor.categories[question.category], names.join(', ')].filter(Boolean).join(' · ');
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-10 flex-wrap items-center gap-x-2 text-sm text-muted @3xl:flex-nowrap">
        {position}
        <span className="min-w-0 @3xl:truncate" title={about}>
          {about}
        </span>
        {rephrased && hasOtherWords(question) && (
          <Button
            variant="quiet"
            className="-ml-3 px-3! text-accent-ink! @3xl:-mr-3 @3xl:ml-auto"
            aria-expanded={rephrased.shown}
            aria-keyshortcuts="R"
            icon={MessageCircleQuestion}
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
      {rephrased?.shown && question.rephrased !== '' && (
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

function hasOtherWords({ rephrased, probes }: Question): boolean {
  return rephrased !== '' || probes.some(probe => probe.rephrased);
}

export function Guidance({ question, lang }: { question: Question; lang: string }) {
  const { strong, weak, modelAnswer } = question;
  const hasPoints = strong.length > 0 || weak.length > 0;
  if (!hasPoints && modelAnswer === '') return null;
  return (
    <div className="flex flex-col gap-x-4 @3xl:flex-row @3xl:flex-wrap">
      {hasPoints && (
        <Fold title={conductor.guidance}>
          <div className="grid gap-4 @2xl:grid-cols-2">
            {[
              { points: strong, title: conductor.strong, Icon: ThumbsUp, color: 'text-success-ink' },
              { points: weak, title: conductor.weak, Icon: ThumbsDown, color: 'text-warning-ink' },
            ].map(({ points, title, Icon, color }) => (
              <Points
                key={title}
                className="gap-2"
                titleClassName="flex items-center gap-2 text-sm font-medium"
                listClassName="gap-1.5 pl-5 text-sm text-muted"
                lang={lang}
                title={
                  <>
                    <Icon className={`size-4 ${color}`} />
                    {title}
                  </>
                }
                points={points}
              />
            ))}
          </div>
        </Fold>
      )}
      {modelAnswer !== '' && (
        <Fold title={conductor.modelAnswer}>
          <div className="flex max-w-[72ch] flex-col gap-2 text-sm" lang={lang}>
            {modelAnswer.split(/\n\s*\n/).map(paragraph => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </div>
        </Fold>
      )}
    </div>
  );
}

function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group min-w-0 open:basis-full">
      <summary className="flex min-h-10 w-fit cursor-pointer list-none items-center gap-1.5 rounded-control pr-3 text-sm font-medium text-accent-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        {title}
      </summary>
      <div className="pt-1 pb-3 pl-5.5">{children}</div>
    </details>
  );
}
