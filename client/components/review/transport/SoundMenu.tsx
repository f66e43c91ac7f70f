import { Popover } from '@base-ui/react/popover';
import { Volume1, Volume2, VolumeX } from 'lucide-react';
import { useId } from 'react';
import { useReview } from '../../../hooks/review/reviewContext.ts';
import { useStore } from '../../../hooks/room/useStore.ts';
import { reviewTexts, trackName } from '../../../texts/review.ts';
import { buttonStyle } from '../../ui/buttonStyle.ts';
import { IconButton } from '../../ui/IconButton.tsx';

const texts = reviewTexts.transport;
const LOUD = { volume: 1, muted: false };

/** How loud everybody is, and each person where they have files of their own. */
export function SoundMenu() {
  const { player, review, session } = useReview();
  const sound = useStore(player.sound);
  const picture = useStore(session.picture);
  const Icon = iconOf(sound.volume, sound.muted);
  const people = picture === 'tracks' ? review.tracks.filter(({ hasAudio }) => hasAudio) : [];
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={sound.muted ? `${texts.sound}: ${texts.soundOff}` : texts.sound}
        className={buttonStyle('quiet', 'md', 'size-10 px-0!')}
      >
        <Icon className="size-5" aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={6} className="z-50">
          <Popover.Popup
            aria-label={texts.sound}
            className="flex w-76 max-w-[calc(100vw-1rem)] flex-col gap-1 rounded-card border border-line bg-raised p-3 shadow-float outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            <Loudness
              name={texts.everybody}
              volume={sound.volume}
              muted={sound.muted}
              onChange={change => player.setSound(change)}
            />
            {people.length > 1 && (
              <div className="mt-1 flex flex-col gap-1 border-t border-line pt-2">
                {people.map(track => (
                  <Loudness
                    key={track.fileId}
                    name={trackName(track)}
                    {...(sound.tracks[track.fileId] ?? LOUD)}
                    onChange={change => player.setSound(change, track.fileId)}
                  />
                ))}
              </div>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface LoudnessProps {
  name: string;
  volume: number;
  muted: boolean;
  onChange: (change: { volume?: number; muted?: boolean }) => void;
}

function Loudness({ name, volume, muted, onChange }: LoudnessProps) {
  const id = useId();
  const Icon = iconOf(volume, muted);
  return (
    <div className="flex items-center gap-2">
      <IconButton
        size="sm"
        label={muted ? texts.unmuteOf(name) : texts.muteOf(name)}
        icon={<Icon className="size-4" aria-hidden="true" />}
        onClick={() => onChange({ muted: !muted })}
      />
      <label htmlFor={id} className="w-28 shrink-0 truncate text-sm" title={name}>
        {name}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={5}
        aria-label={texts.volumeOf(name)}
        value={muted ? 0 : Math.round(volume * 100)}
        onChange={event => onChange({ volume: Number(event.target.value) / 100, muted: false })}
        className="h-6 min-w-0 flex-1 accent-(--accent)"
      />
    </div>
  );
}

function iconOf(volume: number, muted: boolean): typeof Volume2 {
  if (muted || volume === 0) return VolumeX;
  return volume < 0.5 ? Volume1 : Volume2;
}
