import { ChevronDown, Clock, Eye, EyeOff, Hourglass, Plus, TimerOff } from 'lucide-react';
import type { RecruiterView, Turn } from '../../../shared/recruiter/recruiterView.ts';
import { type AnswerLevel, answerTimerOf } from '../../core/recruiter/answerPanel.ts';
import { timeShown } from '../../core/roomStores.ts';
import type { Press } from '../../hooks/recruiter/usePress.ts';
import { useServerNow } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { classNames } from '../ui/classNames.ts';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';

const LEVELS: Record<AnswerLevel, { style: string; Icon: typeof Clock }> = {
  calm: { style: 'text-ink', Icon: Clock },
  near: { style: 'bg-warning-soft text-warning-ink', Icon: Hourglass },
  over: { style: 'bg-danger-soft text-danger-ink', Icon: TimerOff },
};

/** Turns in which the answer time starts to count at the candidate's first word. */
const AWAITED: readonly Turn[] = ['thinking', 'yours'];

export function AnswerTime({ recruiter, press }: { recruiter: RecruiterView; press: Press['press'] }) {
  const now = useServerNow();
  const shown = useStore(timeShown);
  const { answer, buttons, timerOff, question, turn, limitMs, writes } = recruiter;
  const { time } = texts;
  const timer = answer && answerTimerOf(answer, now);
  const level = timer?.level ?? 'calm';
  const { style, Icon } = LEVELS[shown ? level : 'calm'];
  const unlimited = timerOff || (writes === true && !answer);
  const idle = unlimited ? time.none : AWAITED.includes(turn) ? time.notBegun : time.stopped;
  const Sign = !shown ? EyeOff : unlimited ? TimerOff : Icon;
  // Phones have space for the icon or the time, not for both.
  const hasTime = shown && (timer !== undefined || limitMs !== undefined);
  if (!question) return null;
  return (
    <div data-level={level} className="shrink-0">
      <Menu
        side="top"
        trigger={
          <button
            type="button"
            className={classNames(
              'flex h-10 min-w-10 items-center gap-2 rounded-control px-3 text-sm transition-colors hover:bg-hover',
              style,
            )}
          >
            <Sign className={classNames('size-4 shrink-0', hasTime && '@max-2xl:hidden')} />
            <TimeWords timer={timer} shown={shown} idle={idle} limitMs={limitMs} />
            <span className="sr-only">{`. ${time.menu}`}</span>
            <ChevronDown className="size-4 shrink-0 opacity-70 @max-2xl:hidden" />
          </button>
        }
      >
        {buttons.includes('extend') && (
          <MenuItem icon={Plus} onSelect={() => press('extend')}>
            {time.extend}
          </MenuItem>
        )}
        {buttons.includes('timer') && (
          <MenuItem icon={timerOff ? Clock : TimerOff} onSelect={() => press('timer')}>
            {timerOff ? time.limitOn : time.limitOff}
          </MenuItem>
        )}
        {(buttons.includes('extend') || buttons.includes('timer')) && <MenuSeparator />}
        <MenuItem icon={shown ? EyeOff : Eye} onSelect={() => timeShown.set(!shown)}>
          {shown ? time.hide : time.show}
        </MenuItem>
      </Menu>
      <p role="status" className="sr-only">
        {timer && shown && spoken(level, answer)}
      </p>
    </div>
  );
}

interface TimeWordsProps {
  timer: ReturnType<typeof answerTimerOf> | undefined;
  shown: boolean;
  idle: string;
  limitMs: number | undefined;
}

function TimeWords({ timer, shown, idle, limitMs }: TimeWordsProps) {
  const { time } = texts;
  // Phones have space only for the icon.
  const quiet = 'text-muted @max-2xl:sr-only';
  if (!shown) return <span className={quiet}>{time.hidden}</span>;
  if (!timer)
    return (
      <>
        {limitMs !== undefined && <span className="tabular-nums">{time.upTo(limitMs)}</span>}
        <span className={quiet}>{idle}</span>
      </>
    );
  const { elapsedMs, leftMs, level } = timer;
  return (
    <>
      <span
        role="timer"
        aria-label={time.label}
        className={classNames('font-semibold tabular-nums', level !== 'calm' && '@max-2xl:sr-only')}
      >
        {time.elapsed(elapsedMs)}
      </span>
      {level === 'calm' && limitMs !== undefined && (
        <span className="text-muted tabular-nums">{time.of(limitMs)}</span>
      )}
      {level === 'near' && leftMs !== undefined && (
        <span className="tabular-nums @max-2xl:font-semibold">{time.left(leftMs)}</span>
      )}
      {level === 'over' && <span>{time.over}</span>}
    </>
  );
}

/** Returns the text for screen readers, which changes only with the level of urgency. */
function spoken(level: AnswerLevel, { softLimitAt, limitAt }: NonNullable<RecruiterView['answer']>): string {
  if (level === 'over') return texts.time.spokenOver;
  if (level === 'near' && softLimitAt !== undefined && limitAt !== undefined)
    return texts.time.spokenNear(limitAt - softLimitAt);
  return '';
}

export function MoreTime({ recruiter, press }: { recruiter: RecruiterView; press: Press['press'] }) {
  const now = useServerNow();
  const { answer, buttons } = recruiter;
  const running = answer && answerTimerOf(answer, now).level !== 'calm';
  if (!running || !buttons.includes('extend')) return null;
  return (
    <Tooltip label={texts.time.extend}>
      <button
        type="button"
        onClick={() => press('extend')}
        className="flex h-10 items-center gap-1.5 rounded-control px-3 text-sm font-medium text-warning-ink transition-colors hover:bg-hover"
      >
        <Plus className="size-4" />
        {texts.time.more}
      </button>
    </Tooltip>
  );
}
