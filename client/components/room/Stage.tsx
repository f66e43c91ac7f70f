import { UserRound } from 'lucide-react';
import { useRef } from 'react';
import type { SeatView } from '../../../shared/interview/view.ts';
import { stagePreferences } from '../../core/roomStores.ts';
import type { Tile } from '../../core/stageLayout.ts';
import { useOwnSeat, useRemoteTrack, useSession, useView } from '../../hooks/room/session.ts';
import { useStage } from '../../hooks/room/useStage.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { room } from '../../texts/room.ts';
import { RecruiterTile } from '../recruiter/RecruiterTile.tsx';
import { classNames } from '../ui/classNames.ts';
import { RemoteVideo } from './MediaElements.tsx';
import { PersonTile, type TileSize } from './PersonTile.tsx';
import { TileActions } from './TileActions.tsx';

export function Stage() {
  const { main, strip, corner } = useStage();
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col gap-2 sm:gap-3 sideways:flex-row">
      <div
        className={classNames(
          'grid min-h-0 min-w-0 flex-1 gap-2 sm:gap-3',
          // A whole face fits into a low strip only if the tile is no wider than the video.
          'in-data-compact:mx-auto in-data-compact:aspect-video in-data-compact:max-w-full in-data-compact:flex-none in-data-compact:h-full',
          gridStyle(main.length),
        )}
      >
        {main.length === 0 && <EmptyStage />}
        {main.map(tile => (
          <StageTile key={keyOf(tile)} tile={tile} size="main" />
        ))}
      </div>
      {strip.length > 0 && (
        <div className="flex shrink-0 justify-center-safe in-data-compact:hidden max-sm:in-data-tight:hidden gap-2 overflow-x-auto sm:gap-3 sideways:flex-col sideways:justify-start sideways:overflow-y-auto">
          {strip.map(tile => (
            <StageTile
              key={keyOf(tile)}
              tile={tile}
              size="small"
              className="aspect-video h-16 shrink-0 sm:h-28 xl:h-34 sideways:h-20"
            />
          ))}
        </div>
      )}
      {corner && (
        <div className={classNames('absolute right-2 sm:right-3', cornerStyle(main))}>
          <StageTile
            tile={corner}
            size="small"
            className={classNames('border border-white/20 shadow-float', cornerSize(main))}
          />
        </div>
      )}
    </div>
  );
}

function StageTile({ tile, size, className }: { tile: Tile; size: TileSize; className?: string }) {
  const { seats } = useView();
  if (tile.kind === 'recruiter') return <RecruiterTile size={size} className={className} />;
  const seat = seats[tile.seatId];
  if (!seat) return null;
  if (tile.kind === 'screen') return <ScreenTile seat={seat} />;
  return <PersonTile seat={seat} size={size} className={className} />;
}

function EmptyStage() {
  const { receiveOnly } = useSession();
  const { role } = useOwnSeat();
  const { title, body } =
    room.emptyStage[receiveOnly ? 'watcher' : role === 'candidate' ? 'candidate' : 'interviewer'];
  return (
    <div className="flex flex-col items-center justify-center gap-3 rounded-card bg-surface p-6 text-center">
      <span className="flex size-16 items-center justify-center rounded-full bg-raised text-muted">
        <UserRound className="size-7" />
      </span>
      <p className="text-lg font-semibold">{title}</p>
      {body && <p className="max-w-[45ch] text-sm text-muted">{body}</p>}
    </div>
  );
}

/** Keeps the corner off the face in a low stage. Above a keyboard there is no space for it. */
const LOW_CORNER =
  '[@container_(max-height:17rem)]:aspect-3/4! [@container_(max-height:17rem)]:w-16! [@container_(max-height:9rem)]:hidden';

function cornerSize(main: readonly Tile[]): string {
  return main[0]?.kind === 'recruiter'
    ? `aspect-3/4 w-20 @xs:w-24 @2xl:aspect-video @2xl:w-52 @7xl:w-64 ${LOW_CORNER}`
    : `aspect-3/4 w-24 sm:aspect-video sm:w-52 xl:w-64 ${LOW_CORNER}`;
}

/** Returns classes that move the user's own video up if it would cover the virtual recruiter's captions. */
function cornerStyle(main: readonly Tile[]): string {
  return main[0]?.kind === 'recruiter'
    ? 'top-2 sm:top-3 @5xl:top-auto @5xl:bottom-3'
    : 'bottom-2 sm:bottom-3';
}

function keyOf(tile: Tile): string {
  return tile.kind === 'recruiter' ? tile.kind : `${tile.kind}-${tile.seatId}`;
}

function gridStyle(count: number): string {
  if (count <= 1) return 'grid-cols-1 grid-rows-1';
  if (count === 2)
    return 'grid-cols-1 grid-rows-2 sm:grid-cols-2 sm:grid-rows-1 sideways:grid-cols-2 sideways:grid-rows-1';
  if (count <= 4) return 'grid-cols-2 auto-rows-fr';
  return 'grid-cols-2 auto-rows-fr lg:grid-cols-3';
}

function ScreenTile({ seat }: { seat: SeatView }) {
  const remote = useRemoteTrack(seat.seatId, 'screen');
  const tile = useRef<HTMLElement>(null);
  const enlarged = useStore(stagePreferences.enlarged);
  const label = room.screenOf(seat.displayName);
  return (
    <figure
      ref={tile}
      aria-label={label}
      className="group/tile relative m-0 min-h-0 min-w-0 overflow-hidden rounded-card bg-black"
    >
      {remote && <RemoteVideo key={remote.consumerId} remote={remote} label={label} fit="contain" />}
      <TileActions
        name={label}
        tile={tile}
        enlarge={{ on: enlarged, toggle: () => stagePreferences.enlarged.update(on => !on) }}
      />
      <figcaption
        dir="auto"
        className="absolute bottom-2 left-2 max-w-[calc(100%-1rem)] truncate rounded-control bg-black/65 px-3 py-1.5 text-sm font-medium text-white"
      >
        {label}
      </figcaption>
    </figure>
  );
}
