import { Check, Minus } from 'lucide-react';
import type { QuestionMark } from '../../core/rubric/questionMarks.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { classNames } from '../ui/classNames.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

/** Every question of the kit in one line, with how far it is rated. */
export function QuestionPills({ marks }: { marks: readonly QuestionMark[] }) {
  const { replay, shownQuestionId, showQuestion } = useRubric();
  return (
    <nav aria-label={rubricTexts.question.list}>
      <ol className="-mx-1 flex gap-0.5 overflow-x-auto p-1">
        {marks.map(mark => (
          <li key={mark.question.id} className="min-w-8 max-w-11 flex-1">
            <Pill
              mark={mark}
              shown={mark.question.id === shownQuestionId}
              played={replay !== undefined}
              onShow={() => showQuestion(mark.question.id)}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface PillProps {
  mark: QuestionMark;
  shown: boolean;
  /** A recording is watched, and the current question is the one that is played. */
  played: boolean;
  onShow: () => void;
}

function Pill({ mark, shown, played, onShow }: PillProps) {
  const { question, number } = mark;
  return (
    <Tooltip label={question.text}>
      <button
        ref={shown ? bringIntoSight : undefined}
        type="button"
        aria-current={shown ? 'true' : undefined}
        data-question={question.id}
        onClick={onShow}
        className={classNames(
          'relative flex h-11 w-full flex-col items-center justify-center rounded-control text-sm font-medium tabular-nums transition-colors',
          shown ? 'bg-accent text-on-accent' : 'text-muted hover:bg-hover',
        )}
      >
        {mark.current && (
          <span
            aria-hidden="true"
            className={classNames(
              'absolute inset-x-2 top-0.5 h-0.5 rounded-full',
              shown ? 'bg-on-accent' : 'bg-accent',
            )}
          />
        )}
        <span>
          {rubricTexts.question.short(number)}
          <span className="sr-only">, {spokenOf(mark, played)}</span>
        </span>
        <PillMark mark={mark} shown={shown} />
      </button>
    </Tooltip>
  );
}

function PillMark({ mark, shown }: { mark: QuestionMark; shown: boolean }) {
  const all = mark.question.competencies.length;
  const style = 'size-3.5';
  if (all > 0 && mark.rated === all) return <Check className={style} strokeWidth={3} aria-hidden="true" />;
  if (mark.due && mark.rated === 0)
    return (
      <span
        aria-hidden="true"
        className={classNames('my-1 size-1.5 rounded-full', shown ? 'bg-on-accent' : 'bg-warning-fill')}
      />
    );
  if (mark.skipped && mark.rated === 0) return <Minus className={style} aria-hidden="true" />;
  if (mark.rated > 0)
    return (
      <span
        aria-hidden="true"
        className={classNames('text-xs leading-3.5', mark.due && !shown && 'text-warning-ink')}
      >
        {rubricTexts.question.marks.share(mark.rated, all)}
      </span>
    );
  return <span aria-hidden="true" className="my-1 size-1.5 rounded-full border border-current opacity-70" />;
}

function bringIntoSight(pill: HTMLElement | null): void {
  pill?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function spokenOf({ question, rated, current, skipped }: QuestionMark, played: boolean): string {
  const { marks } = rubricTexts.question;
  const all = question.competencies.length;
  const progress = rated === all ? marks.rated : rated > 0 ? marks.partly(rated, all) : marks.unrated;
  return [progress, current && (played ? marks.played : marks.current), skipped && marks.skipped]
    .filter(Boolean)
    .join(', ');
}
