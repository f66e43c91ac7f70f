import {
  AudioLines,
  Brain,
  CircleCheck,
  CirclePause,
  DoorOpen,
  Hourglass,
  Mic,
  TriangleAlert,
  UserRound,
  Volume2,
} from 'lucide-react';
import type { RecruiterView, Turn } from '../../../shared/recruiter/recruiterView.ts';
import { useServerNow, useView } from '../../hooks/room/session.ts';
import { formatClock } from '../../texts/clock.ts';
import { recruiter as tile } from '../../texts/recruiter.ts';
import { recruiterConductor as texts } from '../../texts/recruiterConductor.ts';
import { classNames } from '../ui/classNames.ts';

const ICONS: Record<Turn, typeof Mic> = {
  before: Hourglass,
  speaking: Volume2,
  thinking: Brain,
  yours: Mic,
  goingOn: AudioLines,
  moment: Hourglass,
  paused: CirclePause,
  person: UserRound,
  away: DoorOpen,
  over: CircleCheck,
};

interface RecruiterTurnProps {
  recruiter: RecruiterView;
  /** In a word or two, for a bar. */
  compact?: boolean;
}

/** What the recruiter is doing, and how long an answer has been going on. What time a candidate has is not said here. */
export function RecruiterTurn({ recruiter, compact = false }: RecruiterTurnProps) {
  const { seats } = useView();
  const { turn, personSeatId, answer } = recruiter;
  const Icon = ICONS[turn];
  const waits = turn === 'paused' || turn === 'away';
  return (
    <p
      data-turn={turn}
      className={classNames(
        'flex min-w-0 items-center gap-2 text-sm',
        waits ? 'text-warning-ink' : turn === 'person' ? 'text-accent-ink' : 'text-ink',
      )}
    >
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      <span className={classNames('min-w-0 font-medium', compact && 'truncate')}>
        {compact
          ? tile.turnBriefly(turn)
          : texts.turn(turn, personSeatId && seats[personSeatId]?.displayName)}
      </span>
      {answer && <AnswerClock answer={answer} />}
    </p>
  );
}

function AnswerClock({ answer }: { answer: NonNullable<RecruiterView['answer']> }) {
  const { startedAt, stoppedAt } = answer;
  const now = useServerNow();
  return (
    <span
      role="timer"
      aria-label={texts.clock.label}
      className="shrink-0 font-semibold tabular-nums"
      data-answer-clock
    >
      {formatClock(Math.max(0, (stoppedAt ?? now) - startedAt))}
    </span>
  );
}

/** Why nothing is heard of the candidate. */
export function RecruiterTrouble({ recruiter: { trouble } }: Pick<RecruiterTurnProps, 'recruiter'>) {
  return (
    <p role="status" className="empty:hidden" data-trouble={trouble}>
      {trouble && (
        <span className="flex items-start gap-2 rounded-control bg-warning-soft px-3 py-2 text-sm text-warning-ink">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          {texts.trouble(trouble)}
        </span>
      )}
    </p>
  );
}
