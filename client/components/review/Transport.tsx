import {
  Captions,
  CaptionsOff,
  ChevronFirst,
  ChevronLast,
  Keyboard,
  Link2,
  Maximize,
  Minimize,
  Pause,
  Play,
  RotateCcw,
  RotateCw,
  Volume1,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { spanAt } from '../../../shared/recording/spans.ts';
import { type ReviewCommand, reviewCaptionsShown } from '../../core/review/reviewCommands.ts';
import { SPEEDS } from '../../core/review/syncedPlayer.ts';
import { useAtPosition, useReview } from '../../hooks/review/reviewContext.ts';
import { useSpoken } from '../../hooks/review/useTranscript.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { formatClock } from '../../texts/clock.ts';
import { reviewTexts, trackName } from '../../texts/review.ts';
import { buttonStyle } from '../ui/buttonStyle.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuChoice } from '../ui/Menu.tsx';
import { SegmentedControl } from '../ui/SegmentedControl.tsx';

const texts = reviewTexts.transport;

interface TransportProps {
  run: (command: ReviewCommand) => void;
  fullScreen: { on: boolean; toggle: () => void } | undefined;
  addressable: boolean;
}

export function Transport({ run, fullScreen, addressable }: TransportProps) {
  const { review } = useReview();
  const questions = review.chapters.length > 0;
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center justify-between gap-x-4 gap-y-0.5 py-1 max-lg:gap-x-1">
      <legend className="sr-only">{texts.label}</legend>
      <div className="flex min-w-0 flex-wrap items-center gap-0.5">
        {questions && (
          <IconButton
            label={texts.previous}
            icon={ChevronFirst}
            onClick={() => run({ do: 'chapter', by: -1 })}
          />
        )}
        <IconButton label={texts.back} icon={RotateCcw} onClick={() => run({ do: 'seekBy', ms: -5_000 })} />
        <PlayButton />
        <IconButton label={texts.forward} icon={RotateCw} onClick={() => run({ do: 'seekBy', ms: 5_000 })} />
        {questions && (
          <IconButton label={texts.next} icon={ChevronLast} onClick={() => run({ do: 'chapter', by: 1 })} />
        )}
        <Clock />
      </div>
      <div className="flex flex-wrap items-center gap-0.5">
        <PictureSwitch />
        <SpeedMenu />
        <CaptionsButton run={run} />
        <SoundMenu />
        {addressable && (
          <IconButton label={texts.copy} icon={Link2} onClick={() => run({ do: 'copyLink' })} />
        )}
        {fullScreen && (
          <IconButton
            label={fullScreen.on ? texts.leaveFullScreen : texts.fullScreen}
            icon={fullScreen.on ? Minimize : Maximize}
            onClick={fullScreen.toggle}
          />
        )}
        <span className="flex max-sm:hidden pointer-coarse:hidden">
          <IconButton label={texts.keys} icon={Keyboard} onClick={() => run({ do: 'help' })} />
        </span>
      </div>
    </fieldset>
  );
}

function PlayButton() {
  const { player } = useReview();
  const status = useStore(player.status);
  const going = status === 'playing' || status === 'loading';
  return (
    <IconButton
      variant="primary"
      className="mx-1 rounded-full!"
      label={going ? texts.pause : texts.play}
      icon={going ? Pause : Play}
      data-status={status}
      onClick={() => player.toggle()}
    />
  );
}

function Clock() {
  const { review } = useReview();
  const at = useAtPosition(atMs => formatClock(atMs));
  const number = useAtPosition(atMs => spanAt(review.chapters, atMs)?.number);
  const all = formatClock(review.durationMs);
  return (
    <p className="flex min-w-0 items-baseline gap-2 pl-1.5 text-sm whitespace-nowrap text-muted tabular-nums">
      <span>
        <span className="font-medium text-ink" data-clock>
          {at}
        </span>
        <span aria-hidden="true"> / </span>
        <span className="sr-only">{texts.time('', '')}</span>
        {all}
      </span>
      <span className="min-w-7 font-medium text-accent-ink max-lg:hidden">
        {number !== undefined && reviewTexts.timeline.chapterShort(number)}
      </span>
    </p>
  );
}

function SpeedMenu() {
  const { player } = useReview();
  const speed = useStore(player.speed);
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          aria-label={`${texts.speed}: ${texts.speedOf(speed)}`}
          className="inline-flex h-10 min-w-12 max-lg:min-w-10 items-center justify-center rounded-control px-2 text-sm font-medium tabular-nums transition-colors hover:bg-hover max-lg:px-1"
        >
          {texts.speedOf(speed)}
        </button>
      }
    >
      <MenuChoice
        label={texts.speed}
        value={`${speed}`}
        options={SPEEDS.map(choice => ({ value: `${choice}`, label: texts.speedOf(choice) }))}
        onChange={value => player.setSpeed(Number(value))}
      />
    </Menu>
  );
}

function CaptionsButton({ run }: Pick<TransportProps, 'run'>) {
  const { review } = useReview();
  const shown = useStore(reviewCaptionsShown);
  const spoken = useSpoken();
  if (review.captions.length === 0 && !spoken) return null;
  return (
    <IconButton
      label={shown ? texts.captionsOff : texts.captionsOn}
      icon={shown ? Captions : CaptionsOff}
      onClick={() => run({ do: 'captions' })}
    />
  );
}

function PictureSwitch() {
  const { review, session } = useReview();
  const picture = useStore(session.picture);
  if (!review.composed || review.tracks.length === 0) return null;
  return (
    <SegmentedControl
      label={texts.picture}
      options={(['tracks', 'composed'] as const).map(value => ({ value, label: texts.pictures[value] }))}
      value={picture}
      onChange={value => session.showAs(value)}
      className="p-0.5!"
      buttonClassName="px-2.5 font-medium max-lg:px-1.5 max-lg:text-xs"
    />
  );
}

const LOUD = { volume: 1, muted: false };

function SoundMenu() {
  const { player, review, session } = useReview();
  const sound = useStore(player.sound);
  const picture = useStore(session.picture);
  const Icon = iconOf(sound.volume, sound.muted);
  const people = picture === 'tracks' ? review.tracks.filter(({ hasAudio }) => hasAudio) : [];
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={sound.muted ? `${texts.sound}: ${texts.soundOff}` : texts.sound}
        className={buttonStyle('quiet', 'md', 'size-10 px-0!')}
      >
        <Icon className="size-5" />
      </button>
      <div
        id={id}
        popover="auto"
        onBeforeToggle={({ newState, currentTarget }) => {
          setOpen(newState === 'open');
          const { top, right } = button.current?.getBoundingClientRect() ?? { top: 0, right: 0 };
          currentTarget.style.bottom = `${window.innerHeight - top + 6}px`;
          currentTarget.style.right = `max(0.5rem, min(${document.documentElement.clientWidth - right}px, 100vw - 19.5rem))`;
        }}
        onToggle={({ newState, currentTarget }) => {
          if (newState === 'open') currentTarget.querySelector('input')?.focus();
        }}
        className="fixed inset-auto w-76 max-w-[calc(100vw-1rem)] rounded-card border border-line bg-raised text-ink shadow-float transition-opacity starting:opacity-0"
      >
        {open && (
          <div role="dialog" aria-label={texts.sound} className="flex flex-col gap-1 p-3">
            <Loudness
              name={texts.everyone}
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
          </div>
        )}
      </div>
    </>
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
        icon={Icon}
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
