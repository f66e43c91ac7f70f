import { Clock, Hourglass, TimerOff } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { Question } from '../../../shared/kit/kit.ts';
import { timeSpent } from '../../../shared/rubric/mediaTime.ts';
import type { QuestionProgress } from '../../../shared/rubric/rubricState.ts';
import { type TimerLevel, timerOf, usedShare } from '../../core/conductor/questionTimer.ts';
import { useServerNow, useView } from '../../hooks/room/session.ts';
import { formatClock } from '../../texts/clock.ts';
import { conductor } from '../../texts/conductor.ts';
import { classNames } from '../ui/classNames.ts';

const LEVELS: Record<TimerLevel, { text: string; bar: string; Icon: typeof Clock }> = {
  calm: { text: 'text-ink', bar: 'bg-accent', Icon: Clock },
  near: { text: 'text-warning-ink', bar: 'bg-warning-fill', Icon: Hourglass },
  over: { text: 'text-danger-ink', bar: 'bg-danger', Icon: TimerOff },
};

type QuestionClockProps = { question: Question; progress: QuestionProgress | undefined; compact?: boolean };

export function QuestionClock({ question, progress, compact = false }: QuestionClockProps) {
  const now = useServerNow();
  const timer = timerOf(question, progress, now);
  if (!timer) return null;
  const { text, Icon } = LEVELS[timer.level];
  const rest = conductor.timer.rest(timer);
  return (
    <div className="flex min-w-0 flex-col gap-1.5" data-clock={timer.activity} data-level={timer.level}>
      <p className={classNames('flex items-center gap-1.5 text-sm tabular-nums', text)}>
        <Icon className={classNames('size-4 shrink-0', compact && 'max-sm:hidden')} />
        <span className={compact ? 'max-sm:sr-only' : ''}>{conductor.timer[timer.activity]}</span>
        <span role="timer" aria-label={conductor.timer.label(timer.activity)} className="font-semibold">
          {formatClock(timer.elapsedMs)}
        </span>
        {rest && (
          <span className={classNames(compact && 'max-sm:sr-only', timer.level === 'calm' && 'text-muted')}>
            {rest}
          </span>
        )}
      </p>
      {!compact && timer.limitMs > 0 && <UsedBar share={usedShare(timer)} level={timer.level} />}
      <p role="status" className="sr-only">
        {conductor.timer.spoken(timer)}
      </p>
    </div>
  );
}

function UsedBar({ share, level }: { share: number; level: TimerLevel }) {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (bar.current) bar.current.style.scale = `${share} 1`;
  }, [share]);
  return (
    <div aria-hidden="true" className="h-1 overflow-hidden rounded-full bg-line">
      <div ref={bar} className={classNames('h-full origin-left rounded-full', LEVELS[level].bar)} />
    </div>
  );
}

export function SpentTimes({ progress }: { progress: QuestionProgress | undefined }) {
  const { openedAt } = useView();
  const now = useServerNow();
  return (
    <p className="flex flex-wrap gap-x-3 text-xs text-muted tabular-nums">
      {progress && <span>{conductor.spent(timeSpent(progress, now))}</span>}
      {openedAt !== undefined && <span>{conductor.total(now - openedAt)}</span>}
    </p>
  );
}
