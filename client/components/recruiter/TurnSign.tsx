import {
  ArrowRight,
  AudioLines,
  CircleCheck,
  Clock,
  Hand,
  Hourglass,
  type LucideIcon,
  Mic,
  Pause,
  Pencil,
  Unplug,
  UserRound,
} from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { RecruiterView, Turn } from '../../../shared/recruiter/recruiterView.ts';
import { ringFraction } from '../../core/recruiter/answerPanel.ts';
import { writingNow } from '../../core/roomStores.ts';
import { useLostSince, useServerNow, useSession, useTakenOverBy, useView } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useMediaQuery } from '../../hooks/useMediaQuery.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { classNames } from '../ui/classNames.ts';

/** Returns the sign's colors. Only the candidate's own turn has a filled background. */
function lookOf(turn: Turn): string {
  if (turn === 'yours' || turn === 'goingOn') return 'bg-accent text-on-accent';
  if (turn === 'thinking' || turn === 'moment') return 'bg-accent-soft text-accent-ink';
  return 'bg-black/75 text-white';
}

export function TurnSign({ recruiter }: { recruiter: RecruiterView }) {
  const { turn, goesOn } = recruiter;
  const writing = useStore(writingNow);
  const lost = useLostSince() !== undefined;
  const Icon = lost ? Unplug : writing && turn === 'yours' ? Pencil : TURN_ICONS[turn];
  return (
    <p
      data-turn={turn}
      className={classNames(
        'flex min-h-14 w-fit max-w-full min-w-[min(19rem,100%)] items-center gap-3 rounded-[1.75rem] py-1 pr-6 pl-2.5 shadow-float transition-colors [@container_(max-height:20rem)]:min-h-11 [@container_(max-height:20rem)]:min-w-0 [@container_(max-height:20rem)]:py-0.5 [@container_(max-height:20rem)]:pr-4 [@container_(max-height:20rem)]:pl-1 [@container_(max-height:9rem)]:min-h-7 [@container_(max-height:9rem)]:pl-3 [@container_(max-height:9rem)]:py-0',
        lost ? 'bg-warning-soft text-warning-ink' : lookOf(turn),
      )}
    >
      <GoingOnRing goesOn={turn === 'goingOn' && !lost ? goesOn : undefined}>
        <Icon className="size-5" strokeWidth={2.25} />
      </GoingOnRing>
      <Words {...useTurnWords(recruiter)} />
    </p>
  );
}

/** The turn in one or two words, for a panel that has no space for the video with its sign. */
export function TurnWord({ recruiter }: { recruiter: RecruiterView }) {
  return useTurnWords(recruiter).word;
}

function useTurnWords(recruiter: RecruiterView) {
  const { turn, trouble, closing, thinksUntil = 0 } = recruiter;
  const now = useServerNow();
  const person = useTakenOverBy(recruiter);
  const { practice } = useView();
  const writing = useStore(writingNow);
  const lostSince = useLostSince();
  if (lostSince !== undefined) return texts.lost(Math.max(0, Math.round((Date.now() - lostSince) / 1_000)));
  if (practice && turn === 'before') return practiceRoom.begins;
  const unheard = trouble === 'muted' || trouble === 'no-sound';
  return texts.turn(turn, { leftMs: Math.max(0, thinksUntil - now), person, closing, writing, unheard });
}

function Words({ word, detail }: { word: string; detail: string }) {
  return (
    <span className="flex min-w-0 flex-col leading-tight">
      <span className="text-lg leading-6 font-semibold [@container_(max-height:20rem)]:text-sm [@container_(max-height:20rem)]:leading-5">
        {word}
      </span>
      <span className="text-sm leading-5 tabular-nums [@container_(max-height:20rem)]:text-xs [@container_(max-height:20rem)]:leading-4 [@container_(max-height:9rem)]:sr-only">
        {detail}
      </span>
    </span>
  );
}

export function BriefTurnSign({ turn }: { turn: Turn }) {
  const Icon = TURN_ICONS[turn];
  return (
    <span
      data-turn={turn}
      className="flex h-6 max-w-full items-center gap-1.5 rounded-control bg-black/65 px-2 text-xs font-medium text-white"
    >
      <Icon className="size-3.5 shrink-0" />
      <span className="truncate">{texts.turnBriefly(turn)}</span>
    </span>
  );
}

interface GoingOnRingProps {
  /** Server times at which the ring starts to fill and is complete. */
  goesOn: { since: number; at: number } | undefined;
  children: ReactNode;
}

/** Ring that is complete when the recruiter continues. With reduced motion, it grows in four steps. */
function GoingOnRing({ goesOn, children }: GoingOnRingProps) {
  const circle = useRef<SVGCircleElement>(null);
  const { client } = useSession();
  const still = useMediaQuery('(prefers-reduced-motion: reduce)');
  const { since, at } = goesOn ?? {};
  useEffect(() => {
    if (!circle.current || since === undefined || at === undefined) return undefined;
    const now = client.serverNow();
    const closing = circle.current.animate(
      [{ strokeDashoffset: 1 - ringFraction({ since, at }, now) }, { strokeDashoffset: 0 }],
      { duration: Math.max(0, at - now), fill: 'both', easing: still ? 'steps(4, end)' : 'linear' },
    );
    return () => closing.cancel();
  }, [client, since, at, still]);
  return (
    <span className="relative flex size-9 shrink-0 items-center justify-center [@container_(max-height:9rem)]:hidden">
      <svg viewBox="0 0 36 36" className="absolute inset-0 size-full -rotate-90" aria-hidden="true">
        {goesOn && (
          <>
            <circle cx="18" cy="18" r="16" fill="none" stroke="currentColor" strokeWidth="3" opacity="0.25" />
            <circle
              ref={circle}
              cx="18"
              cy="18"
              r="16"
              fill="none"
              stroke="currentColor"
              strokeWidth="3"
              pathLength={1}
              strokeDasharray={1}
              strokeDashoffset={1}
            />
          </>
        )}
      </svg>
      {children}
    </span>
  );
}

const TURN_ICONS: Record<Turn, LucideIcon> = {
  before: Clock,
  speaking: AudioLines,
  thinking: Hourglass,
  yours: Mic,
  goingOn: ArrowRight,
  moment: Hand,
  paused: Pause,
  person: UserRound,
  away: Unplug,
  over: CircleCheck,
};
