import { ArrowRight, Check, CircleDashed, Minus, PenLine, Play, Radio } from 'lucide-react';
import type { ReactNode } from 'react';
import type { QuestionMark } from '../../core/rubric/panelState.ts';
import { useView } from '../../hooks/room/session.ts';
import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { Kbd, Tooltip } from '../ui/Tooltip.tsx';

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
  /** True if a recording plays. `mark.current` is then true for the question at the playback position. */
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
  if (all > 0 && mark.rated === all) return <Check className={style} strokeWidth={3} />;
  if (mark.due && mark.rated === 0)
    return (
      <span
        aria-hidden="true"
        className={classNames('my-1 size-1.5 rounded-full', shown ? 'bg-on-accent' : 'bg-warning-fill')}
      />
    );
  if (mark.skipped && mark.rated === 0) return <Minus className={style} />;
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

type FollowBarProps = { marks: readonly QuestionMark[]; followKey: string | undefined };

/** Says that the panel follows the interview or recording, or else offers a button to follow it again. */
export function FollowBar({ marks, followKey }: FollowBarProps) {
  const { phase } = useView();
  const { panel, view, replay, shownQuestionId, follow } = useRubric();
  const { question } = rubricTexts;
  const texts = replay ? rubricTexts.followRecording : rubricTexts.follow;
  const current = marks.find(mark => mark.current);
  // After the call, there is nothing to follow except a recording.
  if (phase === 'ended' && !replay) return null;
  if (panel.mode === 'following') {
    const started = replay !== undefined || Object.keys(view.questions).length > 0;
    return (
      <Line icon={<Radio className="size-4 shrink-0 text-accent-ink" />}>
        {current ? texts.following : started ? texts.between : rubricTexts.follow.notBegun}
      </Line>
    );
  }
  const name = current && question.short(current.number);
  const playable = marks.find(mark => mark.question.id === shownQuestionId && replay?.has(mark.question.id));
  return (
    <div className="flex w-full flex-wrap items-center justify-between gap-x-3 gap-y-2">
      <Line icon={panel.mode === 'pinned' && <PenLine className="size-4 shrink-0 text-accent-ink" />}>
        {name ? texts[panel.mode](name) : texts.between}
      </Line>
      <div className="flex flex-wrap gap-2">
        {playable && (
          <Button size="sm" onClick={() => replay?.showQuestion(playable.question.id)} icon={Play}>
            {rubricTexts.followRecording.play(question.short(playable.number))}
          </Button>
        )}
        <Button size="sm" variant="primary" onClick={follow} icon={ArrowRight}>
          {name ? texts.back(name) : texts.resume}
          {followKey && (
            <span className="flex pointer-coarse:hidden">
              <Kbd inverse>{followKey}</Kbd>
            </span>
          )}
        </Button>
      </div>
    </div>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: string }) {
  return (
    <p role="status" className="flex min-w-0 items-center gap-2 text-sm text-muted">
      {icon}
      {children}
    </p>
  );
}

const SHOWN = 3;

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
            <CircleDashed className="size-3.5" />
            {question.unrated(question.short(mark.number), mark.rated, mark.question.competencies.length)}
          </button>
        </li>
      ))}
      {due.length > SHOWN && <li className="text-xs text-muted">{question.more(due.length - SHOWN)}</li>}
    </ul>
  );
}
