import { Expand, Maximize, Minimize, PictureInPicture2, Shrink } from 'lucide-react';
import type { RefObject } from 'react';
import { useFullScreen } from '../../hooks/useFullScreen.ts';
import { room } from '../../texts/room.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

interface TileActionsProps {
  name: string;
  tile: RefObject<HTMLElement | null>;
  /** Toggles cropping. `on` is true if the video is uncropped. Absent for screens, which aren't cropped. */
  fit?: { on: boolean; toggle: () => void };
  /** Enlarges a screen. `on` is true if the tile is shown alone. Absent for people. */
  enlarge?: { on: boolean; toggle: () => void };
}

export function TileActions({ name, tile, fit, enlarge }: TileActionsProps) {
  const { tile: texts } = room;
  const fullScreen = useFullScreen(tile);
  const float = () =>
    // Takes the newest video, because the old and new videos overlap while the camera changes.
    [...(tile.current?.querySelectorAll('video') ?? [])]
      .at(-1)
      ?.requestPictureInPicture()
      .catch(() => undefined);
  const actions = [
    fit && {
      key: 'fit',
      label: fit.on ? texts.fill : texts.fit,
      Icon: fit.on ? Expand : Shrink,
      act: fit.toggle,
    },
    enlarge && {
      key: 'enlarge',
      label: enlarge.on ? texts.shrink : texts.enlarge,
      Icon: enlarge.on ? Shrink : Expand,
      act: enlarge.toggle,
    },
    document.pictureInPictureEnabled && {
      key: 'float',
      label: texts.pictureInPicture,
      Icon: PictureInPicture2,
      act: () => void float(),
    },
    fullScreen && {
      key: 'fullScreen',
      label: fullScreen.on ? texts.leaveFullScreen : texts.fullScreen,
      Icon: fullScreen.on ? Minimize : Maximize,
      act: fullScreen.toggle,
    },
  ].filter(action => !!action);
  return (
    <div className="absolute top-2 right-2 z-10 flex gap-1 opacity-0 transition-opacity group-hover/tile:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100 in-data-compact:hidden">
      {actions.map(({ key, label, Icon, act }) => (
        <Tooltip key={key} label={label} side="bottom">
          <button
            type="button"
            aria-label={texts.of(label, name)}
            // Keeps the focus off this button, because Space would then press it instead of unmuting.
            onMouseDown={event => event.preventDefault()}
            onClick={act}
            className="flex size-10 items-center justify-center rounded-control bg-black/65 text-white transition-colors hover:bg-black/85"
          >
            <Icon className="size-4.5" />
          </button>
        </Tooltip>
      ))}
    </div>
  );
}
