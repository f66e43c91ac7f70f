import { MicOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { SeatId } from '../../../shared/ids.ts';
import type { SeatView } from '../../../shared/interview/view.ts';
import { trackOf } from '../../core/localMedia.ts';
import { CUT_OFF, MEASURING, type Quality } from '../../core/media/connectionQuality.ts';
import type { RemoteTrack } from '../../core/media/receiving.ts';
import { stagePreferences, toggleFit } from '../../core/roomStores.ts';
import { useOwnSeat, useRemoteTrack, useSession, useView } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { room } from '../../texts/room.ts';
import { Avatar, SpeakingBorder } from '../ui/Avatar.tsx';
import { classNames } from '../ui/classNames.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { OwnVideo, RemoteVideo } from './MediaElements.tsx';
import { TileActions } from './TileActions.tsx';

export type TileSize = 'main' | 'small';
type PersonTileProps = { seat: SeatView; size: TileSize; className?: string };

export function PersonTile({ seat, size, className }: PersonTileProps) {
  const { signals } = useSession();
  const own = useOwnSeat().seatId === seat.seatId;
  const speaking = useStore(signals.activeSpeaker) === seat.seatId;
  const connected = useStore(useSession().client.connection).state === 'connected';
  const away = own ? !connected : seat.presence === 'reconnecting';
  const muted = useMuted(seat, own);
  const tile = useRef<HTMLElement>(null);
  const fitted = useStore(stagePreferences.fitted).has(seat.seatId);
  return (
    <figure
      ref={tile}
      data-seat-id={seat.seatId}
      data-speaking={speaking && !muted}
      aria-label={own ? `${seat.displayName} (${room.you})` : seat.displayName}
      className={classNames(
        'group/tile @container relative m-0 min-h-0 min-w-0 overflow-hidden rounded-card bg-surface',
        className,
      )}
    >
      {/* No initials for a disconnected person, because the overlay already shows the name. */}
      {(own || !away) && <Initials name={seat.displayName} size={size} />}
      {own ? <OwnPicture /> : <OthersPicture seat={seat} fitted={fitted} />}
      {away && !own && <AwayCover name={seat.displayName} size={size} />}
      <SpeakingBorder speaking={speaking && !muted} className="rounded-card" />
      {size === 'main' && !own && (
        <TileActions
          name={seat.displayName}
          tile={tile}
          fit={{ on: fitted, toggle: () => toggleFit(seat.seatId) }}
        />
      )}
      <figcaption
        className={classNames(
          'absolute bottom-2 left-2 flex max-w-[calc(100%-1rem)] items-center gap-1.5 rounded-control bg-black/65 font-medium text-white',
          size === 'main' ? 'h-8 px-3 text-sm' : 'h-6 px-2 text-xs @max-[6rem]:gap-1 @max-[6rem]:px-1.5',
        )}
      >
        {muted && (
          <>
            <MicOff className={size === 'main' ? 'size-4 shrink-0' : 'size-3.5 shrink-0'} />
            <span className="sr-only">{room.microphoneOff}</span>
          </>
        )}
        <span dir="auto" className={own ? 'shrink-0 @max-[5.5rem]:sr-only' : 'truncate'}>
          {own ? room.you : seat.displayName}
        </span>
        <QualityBars seatId={seat.seatId} cutOff={away} withWord={size === 'main'} />
      </figcaption>
    </figure>
  );
}

function useMuted(seat: SeatView, own: boolean): boolean {
  const { microphone } = useStore(useSession().local.sources);
  // The browser knows the user's own microphone state before the server's view does.
  return own ? microphone.state !== 'on' || microphone.muted : seat.media.microphone !== 'on';
}

function OwnPicture() {
  const track = trackOf(useStore(useSession().local.sources).camera);
  return track && <OwnVideo track={track} label={room.cameraOf(room.you)} />;
}

function OthersPicture({ seat, fitted }: { seat: SeatView; fitted: boolean }) {
  const remote = useRemoteTrack(seat.seatId, 'camera');
  const { before, onFirstFrame } = usePictureBefore(remote, seat.media.camera === 'on');
  const { mediaState } = useView();
  if (remote?.paused || mediaState === 'lost') return null;
  const label = room.cameraOf(seat.displayName);
  const pictures = [before, remote].filter(picture => !!picture);
  return pictures.map(picture => (
    <RemoteVideo
      key={picture.consumerId}
      remote={picture}
      isOver={picture === before}
      label={label}
      fit={fitted ? 'contain' : 'cover'}
      onFirstFrame={onFirstFrame}
    />
  ));
}

function Initials({ name, size }: { name: string; size: TileSize }) {
  return (
    <div className="absolute inset-0 flex items-center justify-center">
      <Avatar name={name} size={size === 'main' ? 'xl' : 'lg'} />
    </div>
  );
}

function AwayCover({ name, size }: { name: string; size: TileSize }) {
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 bg-black/70 p-3 pb-9 text-center text-white">
      <Spinner className={size === 'main' ? 'size-6' : 'size-4'} />
      <span className={size === 'main' ? 'text-base font-medium' : 'text-xs'}>
        {size === 'main' ? room.isReconnecting(name) : room.reconnecting}
      </span>
    </div>
  );
}

const COLORS = ['text-danger-ink', 'text-danger-ink', 'text-warning-ink', 'text-success-ink'] as const;

function QualityBars({ seatId, cutOff, withWord }: { seatId: SeatId; cutOff: boolean; withWord: boolean }) {
  const known = useStore(useSession().signals.quality)[seatId];
  const quality: Quality = cutOff ? CUT_OFF : (known ?? MEASURING);
  const words = room.quality[quality.level];
  return (
    <span
      className={classNames('inline-flex shrink-0 items-center gap-1', COLORS[quality.bars])}
      title={words.spoken}
      data-quality={quality.level}
    >
      <svg viewBox="0 0 14 12" className="h-3 w-3.5" aria-hidden="true">
        {[0, 1, 2].map(bar => (
          <rect
            key={bar}
            x={bar * 5}
            y={8 - bar * 4}
            width="3.5"
            height={4 + bar * 4}
            rx="1"
            fill="currentColor"
            opacity={bar < quality.bars ? 1 : 0.3}
          />
        ))}
      </svg>
      <span className="sr-only">{words.spoken}</span>
      {withWord && quality.bars < 3 && <span aria-hidden="true">{words.word}</span>}
    </span>
  );
}

const SHOWN_MAX_MS = 5_000;

/** Returns the previous video until `remote` shows a frame, so that a camera switch leaves no blank tile. */
function usePictureBefore(
  remote: RemoteTrack | undefined,
  isOn: boolean,
): { before: RemoteTrack | undefined; onFirstFrame: () => void } {
  const [seen, setSeen] = useState<RemoteTrack>();
  const before = seen?.consumerId === remote?.consumerId ? undefined : seen;
  useEffect(() => {
    if (!isOn) setSeen(undefined);
    if (!isOn || !before) return;
    const timer = setTimeout(() => setSeen(undefined), SHOWN_MAX_MS);
    return () => clearTimeout(timer);
  }, [before, isOn]);
  return { before: isOn ? before : undefined, onFirstFrame: () => setSeen(remote) };
}
