import { Expand, Maximize, Minimize, PictureInPicture2, Shrink } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useFullScreen } from '../../hooks/useFullScreen.ts';
import { room } from '../../texts/room.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

interface TileActionsProps {
  name: string;
  tile: RefObject<HTMLElement | null>;
  /** `on`: shown uncropped. Absent for screens, which always are. */
  fit?: { on: boolean; toggle: () => void };
  /** `on`: shown alone. Absent for people. */
  enlarge?: { on: boolean; toggle: () => void };
}

const ICON = 'size-4.5';

export function TileActions({ name, tile, fit, enlarge }: TileActionsProps) {
  const { tile: texts } = room;
  const fullScreen = useFullScreen(tile);
  const floats = document.pictureInPictureEnabled;
  const float = () =>
    // The newest video, if two overlap while the camera changes. Without one, nothing happens.
    [...(tile.current?.querySelectorAll('video') ?? [])]
      .at(-1)
      ?.requestPictureInPicture()
      .catch(() => undefined);
  return (
    <div className="absolute top-2 right-2 z-10 flex gap-1 opacity-0 transition-opacity group-hover/tile:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100">
      {fit && (
        <Action name={name} label={fit.on ? texts.fill : texts.fit} onClick={fit.toggle}>
          {fit.on ? <Expand className={ICON} /> : <Shrink className={ICON} />}
        </Action>
      )}
      {enlarge && (
        <Action name={name} label={enlarge.on ? texts.shrink : texts.enlarge} onClick={enlarge.toggle}>
          {enlarge.on ? <Shrink className={ICON} /> : <Expand className={ICON} />}
        </Action>
      )}
      {floats && (
        <Action name={name} label={texts.pictureInPicture} onClick={() => void float()}>
          <PictureInPicture2 className={ICON} />
        </Action>
      )}
      {fullScreen && (
        <Action
          name={name}
          label={fullScreen.on ? texts.leaveFullScreen : texts.fullScreen}
          onClick={fullScreen.toggle}
        >
          {fullScreen.on ? <Minimize className={ICON} /> : <Maximize className={ICON} />}
        </Action>
      )}
    </div>
  );
}

interface ActionProps {
  name: string;
  label: string;
  onClick: () => void;
  children: ReactNode;
}

function Action({ name, label, onClick, children }: ActionProps) {
  return (
    <Tooltip label={label} side="bottom">
      <button
        type="button"
        aria-label={room.tile.of(label, name)}
        // Keeps the focus, so that Space still unmutes.
        onMouseDown={event => event.preventDefault()}
        onClick={onClick}
        className="flex size-10 items-center justify-center rounded-control bg-black/65 text-white transition-colors hover:bg-black/85"
      >
        {children}
      </button>
    </Tooltip>
  );
}
