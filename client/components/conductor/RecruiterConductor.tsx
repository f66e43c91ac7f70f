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
import { stripOf } from '../../core/conductor/questionFlow.ts';
import { useRecruiterOrders } from '../../hooks/conductor/useRecruiterOrders.ts';
import { useIsLead, useServerNow, useView } from '../../hooks/room/session.ts';
import { formatClock } from '../../texts/clock.ts';
import { conductor } from '../../texts/conductor.ts';
import { recruiter as tile } from '../../texts/recruiter.ts';
import { recruiterConductor as texts } from '../../texts/recruiterConductor.ts';
import { Badge } from '../ui/Badge.tsx';
import { classNames } from '../ui/classNames.ts';
import { ConductorFrame, type ConductorProps, Summary } from './ConductorFrame.tsx';
import { RecruiterFollowUps } from './FollowUps.tsx';
import { SpentTimes } from './QuestionClock.tsx';
import { QuestionStrip } from './QuestionStrip.tsx';
import { RaterFeed, TellOthers } from './RaterTalk.tsx';
import { OrderBar, pauseOrResume, RecruiterOrderButtons } from './RecruiterOrderButtons.tsx';
import { Guidance } from './SpokenQuestion.tsx';

export function RecruiterConductor({
  kit,
  rubric,
  recruiter,
}: ConductorProps & { recruiter: RecruiterView }) {
  const isLead = useIsLead();
  const orders = useRecruiterOrders();
  const keys = {
    t: () => orders.give('takeOver'),
    h: () => orders.give(pauseOrResume(orders)),
    r: () => orders.give('repeat'),
    s: () => orders.give('skip'),
  };
  const { question } = recruiter;
  const known = kit.questions.find(({ id }) => id === question?.questionId);
  const progress = known && rubric.questions[known.id];

  return (
    <ConductorFrame
      height="tall"
      {...(isLead && { keys, action: <OrderBar orders={orders} /> })}
      strip={<QuestionStrip items={stripOf(kit, rubric)} />}
      spoken={spokenOf(recruiter)}
      aside={<SpentTimes progress={progress} />}
      summary={
        <Summary
          position={positionOf(recruiter)}
          text={question?.probe ?? question?.text ?? texts.between(recruiter.closing === true)}
        >
          <span className="max-md:hidden">
            <RecruiterTurn compact recruiter={recruiter} />
          </span>
        </Summary>
      }
    >
      <div
        className={classNames(
          'grid gap-x-8 gap-y-3 @3xl:grid-rows-[auto_1fr]',
          isLead && '@3xl:grid-cols-[minmax(0,1fr)_15rem]',
        )}
      >
        <div className="flex min-w-0 flex-col gap-3">
          <div className="flex min-h-10 items-center">
            <RecruiterTurn recruiter={recruiter} />
          </div>
          <RecruiterTrouble recruiter={recruiter} />
        </div>
        {isLead && (
          <div className="self-start @3xl:sticky @3xl:top-0 @3xl:col-start-2 @3xl:row-span-2 @3xl:row-start-1">
            <RecruiterOrderButtons orders={orders} />
          </div>
        )}
        <div className="flex min-w-0 flex-col gap-3">
          <Said recruiter={recruiter} lang={kit.locale} />
          {known && <RecruiterFollowUps question={known} requests={rubric.probes} />}
          {known && <Guidance question={known} lang={kit.locale} />}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <TellOthers />
            <RaterFeed kit={kit} rubric={rubric} />
          </div>
        </div>
      </div>
    </ConductorFrame>
  );
}

function Said({ recruiter, lang }: { recruiter: RecruiterView; lang: string }) {
  const { question, caption, turn, closing } = recruiter;
  const other = caption && caption.text !== question?.text && caption.text !== question?.probe;
  return (
    <div className="flex flex-col gap-2">
      {question ? (
        <div className="flex flex-col gap-1">
          <h2 className="flex flex-wrap items-center gap-2 text-sm font-medium">
            {question.number === undefined
              ? texts.practice
              : conductor.numberOf(question.number, question.of)}
            {question.practice && <Badge>{texts.practiceNote}</Badge>}
            {question.probe !== undefined && <Badge tone="accent">{texts.followUp}</Badge>}
          </h2>
          <p className="max-w-[72ch] text-base text-pretty" data-question-text lang={lang}>
            {question.text}
          </p>
          {question.probe !== undefined && (
            <p className="max-w-[72ch] border-l-2 border-accent pl-3 text-base text-pretty" lang={lang}>
              {question.probe}
            </p>
          )}
        </div>
      ) : (
        <p className="text-sm text-muted">{texts.between(closing === true)}</p>
      )}
      {other && (
        <p className="max-w-[72ch] text-sm text-pretty text-muted" data-caption>
          <span className="font-medium">{turn === 'speaking' ? texts.says : texts.said}:</span>{' '}
          <span lang={lang}>“{caption.text}”</span>
          {!caption.spoken && <span className="text-warning-ink"> ({texts.asText})</span>}
        </p>
      )}
    </div>
  );
}

function positionOf({ question }: RecruiterView): string {
  if (!question) return conductor.title;
  return question.number === undefined ? texts.practice : conductor.short(question.number);
}

/** Returns the announcement for screen readers, which stays the same during an answer. */
function spokenOf({ turn, question }: RecruiterView): string | undefined {
  if (turn === 'paused' || turn === 'away' || turn === 'moment' || turn === 'over')
    return texts.turn(turn, undefined);
  if (!question) return undefined;
  const place = question.number === undefined ? texts.practice : conductor.announceOpen(question.number);
  return question.probe === undefined ? place : `${texts.followUp}: ${question.probe}`;
}

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

type RecruiterTurnProps = { recruiter: RecruiterView; compact?: boolean };

function RecruiterTurn({ recruiter, compact = false }: RecruiterTurnProps) {
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
      <Icon className="size-4 shrink-0" />
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
      aria-label={texts.clockLabel}
      className="shrink-0 font-semibold tabular-nums"
      data-answer-clock
    >
      {formatClock(Math.max(0, (stoppedAt ?? now) - startedAt))}
    </span>
  );
}

function RecruiterTrouble({ recruiter: { trouble } }: Pick<RecruiterTurnProps, 'recruiter'>) {
  return (
    <p role="status" className="empty:hidden" data-trouble={trouble}>
      {trouble && (
        <span className="flex items-start gap-2 rounded-control bg-warning-soft px-3 py-2 text-sm text-warning-ink">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" />
          {texts.trouble(trouble)}
        </span>
      )}
    </p>
  );
}
