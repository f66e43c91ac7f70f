import {
  CirclePause,
  CirclePlay,
  Flag,
  Hand,
  LogIn,
  LogOut,
  MessageCircleQuestion,
  Quote,
  StickyNote,
  Timer,
  Undo2,
  WifiOff,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Marker } from '../../../shared/recording/review.ts';
import { classNames } from '../ui/classNames.ts';

type Icon = typeof Flag;

const EVENTS: Record<Extract<Marker, { kind: 'event' }>['event'], Icon> = {
  joined: LogIn,
  left: LogOut,
  dropped: WifiOff,
  returned: Undo2,
  tookOver: Hand,
  handedBack: Undo2,
  probeAsked: MessageCircleQuestion,
  recordingStopped: CirclePause,
  recordingResumed: CirclePlay,
  extended: Timer,
};

const NOTES: Record<Extract<Marker, { kind: 'note' }>['noteKind'], { icon: Icon; style: string }> = {
  note: { icon: StickyNote, style: 'text-ink' },
  evidence: { icon: Quote, style: 'text-accent-ink' },
  flag: { icon: Flag, style: 'text-warning-ink' },
};

export function MarkerSign({ markers }: { markers: readonly Marker[] }) {
  const [marker] = markers;
  if (!marker) return null;
  if (markers.length > 1)
    return (
      <Frame round style="bg-surface text-muted">
        {`×${markers.length}`}
      </Frame>
    );
  if (marker.kind === 'rating')
    return <Frame style="bg-accent-soft text-accent-ink">{`${marker.value}`}</Frame>;
  if (marker.kind === 'note') {
    const { icon, style } = NOTES[marker.noteKind];
    return <Sign icon={icon} style={style} />;
  }
  return <Sign round icon={EVENTS[marker.event]} style="text-muted" />;
}

function Frame({ round = false, style, children }: { round?: boolean; style: string; children: ReactNode }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'flex h-5 min-w-5 items-center justify-center border border-line-strong/60 px-1 text-xs font-semibold tabular-nums',
        round ? 'rounded-full' : 'rounded-check',
        style,
      )}
    >
      {children}
    </span>
  );
}

function Sign({ icon: Icon, round, style }: { icon: Icon; round?: boolean; style: string }) {
  return (
    <Frame round={round} style={`bg-surface px-0! ${style}`}>
      <Icon className="size-3" />
    </Frame>
  );
}
