import { UserRound } from 'lucide-react';
import type { Tile } from '../../core/stageLayout.ts';
import { useOwnSeat, useSession, useView } from '../../hooks/room/session.ts';
import { useStage } from '../../hooks/room/useStage.ts';
import { room } from '../../texts/room.ts';
import { classNames } from '../ui/classNames.ts';
import { PersonTile, type TileSize } from './PersonTile.tsx';
import { ScreenTile } from './ScreenTile.tsx';

/** The pictures: those one came for large, the others in a strip, oneself small. */
export function Stage() {
  const { main, strip, corner } = useStage();
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col gap-2 sm:gap-3 landscape:max-lg:flex-row">
      <div className={classNames('grid min-h-0 min-w-0 flex-1 gap-2 sm:gap-3', gridStyle(main.length))}>
        {main.length === 0 && <EmptyStage />}
        {main.map(tile => (
          <StageTile key={keyOf(tile)} tile={tile} size="main" />
        ))}
      </div>
      {strip.length > 0 && (
        <div className="flex shrink-0 justify-center-safe gap-2 overflow-x-auto sm:gap-3 landscape:max-lg:flex-col landscape:max-lg:justify-start landscape:max-lg:overflow-y-auto">
          {strip.map(tile => (
            <StageTile
              key={keyOf(tile)}
              tile={tile}
              size="small"
              className="aspect-video h-16 shrink-0 sm:h-28 xl:h-34 landscape:max-lg:h-20"
            />
          ))}
        </div>
      )}
      {corner && (
        <div className="absolute right-2 bottom-2 sm:right-3 sm:bottom-3">
          <StageTile
            tile={corner}
            size="small"
            className="aspect-3/4 w-24 border border-white/20 shadow-float sm:aspect-video sm:w-52 xl:w-64"
          />
        </div>
      )}
    </div>
  );
}

function StageTile({ tile, size, className }: { tile: Tile; size: TileSize; className?: string }) {
  const seat = useView().seats[tile.seatId];
  if (!seat) return null;
  if (tile.kind === 'screen') return <ScreenTile seat={seat} />;
  return <PersonTile seat={seat} size={size} className={className} />;
}

function EmptyStage() {
  const { receiveOnly } = useSession();
  const { role } = useOwnSeat();
  const { title, body } =
    room.nobody[receiveOnly ? 'watcher' : role === 'candidate' ? 'candidate' : 'interviewer'];
  return (
    <div className="flex flex-col items-center justify-center gap-3 rounded-card bg-surface p-6 text-center">
      <span className="flex size-16 items-center justify-center rounded-full bg-raised text-muted">
        <UserRound className="size-7" aria-hidden="true" />
      </span>
      <p className="text-lg font-semibold">{title}</p>
      {body && <p className="max-w-[45ch] text-sm text-muted">{body}</p>}
    </div>
  );
}

function keyOf({ kind, seatId }: Tile): string {
  return `${kind}-${seatId}`;
}

function gridStyle(count: number): string {
  if (count <= 1) return 'grid-cols-1 grid-rows-1';
  if (count === 2)
    return 'grid-cols-1 grid-rows-2 sm:grid-cols-2 sm:grid-rows-1 landscape:grid-cols-2 landscape:grid-rows-1';
  if (count <= 4) return 'grid-cols-2 auto-rows-fr';
  return 'grid-cols-2 auto-rows-fr lg:grid-cols-3';
}
