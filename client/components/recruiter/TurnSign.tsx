import type { RecruiterView, Turn } from '../../../shared/recruiter/recruiterView.ts';
import { writingNow } from '../../core/roomStores.ts';
import { useTakenOverBy } from '../../hooks/recruiter/useRecruiter.ts';
import { useSession, useView } from '../../hooks/room/session.ts';
import { useServerNow } from '../../hooks/room/useServerNow.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { classNames } from '../ui/classNames.ts';
import { GoingOnRing } from './GoingOnRing.tsx';
import { TURN_ICONS } from './turnIcons.ts';

/** The candidate's turn is the one sign on the stage that is filled. It keeps its place and its size whatever it says. */
function lookOf(turn: Turn): string {
  if (turn === 'yours' || turn === 'goingOn') return 'bg-accent text-on-accent';
  if (turn === 'thinking' || turn === 'moment') return 'bg-accent-soft text-accent-ink';
  return 'bg-black/75 text-white';
}

/** Whose turn it is, for the candidate: a word, a picture, and what that means. */
export function TurnSign({ recruiter }: { recruiter: RecruiterView }) {
  const { turn, goesOn, trouble, closing } = recruiter;
  const person = useTakenOverBy(recruiter);
  const { practice } = useView();
  const writing = useStore(writingNow);
  const Icon = TURN_ICONS[turn];
  return (
    <p
      data-turn={turn}
      className={classNames(
        'flex h-14 w-76 max-w-full items-center gap-3 rounded-full pr-6 pl-2.5 shadow-float transition-colors [@container_(max-height:20rem)]:h-11',
        lookOf(turn),
      )}
    >
      <GoingOnRing goesOn={turn === 'goingOn' ? goesOn : undefined}>
        <Icon className="size-5" strokeWidth={2.25} aria-hidden="true" />
      </GoingOnRing>
      {turn === 'thinking' ? (
        <ThinkingWords until={recruiter.thinksUntil} />
      ) : practice && turn === 'before' ? (
        <Words {...practiceRoom.begins} />
      ) : (
        <Words
          {...texts.turn(turn, {
            person,
            closing,
            writing,
            unheard: trouble === 'muted' || trouble === 'no-sound',
          })}
        />
      )}
    </p>
  );
}

function ThinkingWords({ until }: { until: number | undefined }) {
  useServerNow();
  const { client } = useSession();
  const leftMs = Math.max(0, (until ?? 0) - client.serverNow());
  return <Words {...texts.turn('thinking', { leftMs })} />;
}

function Words({ word, detail }: { word: string; detail: string }) {
  return (
    <span className="flex min-w-0 flex-col leading-tight">
      <span className="truncate text-lg leading-6 font-semibold">{word}</span>
      <span className="truncate text-sm leading-5 tabular-nums [@container_(max-height:20rem)]:sr-only">
        {detail}
      </span>
    </span>
  );
}

/** The same for everybody else, beside the candidate. */
export function BriefTurnSign({ turn }: { turn: Turn }) {
  const Icon = TURN_ICONS[turn];
  return (
    <span
      data-turn={turn}
      className="flex h-6 max-w-full items-center gap-1.5 rounded-control bg-black/65 px-2 text-xs font-medium text-white"
    >
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      <span className="truncate">{texts.turnBriefly(turn)}</span>
    </span>
  );
}
