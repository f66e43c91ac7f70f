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
} from 'lucide-react';
import type { ReactNode } from 'react';
import { spanAt } from '../../../../shared/recording/spans.ts';
import { reviewCaptionsShown } from '../../../core/review/preferences.ts';
import type { ReviewCommand } from '../../../core/review/reviewKeys.ts';
import { SPEEDS } from '../../../core/review/syncedPlayer.ts';
import { useAtPosition, useReview } from '../../../hooks/review/reviewContext.ts';
import { useStore } from '../../../hooks/room/useStore.ts';
import { formatClock } from '../../../texts/clock.ts';
import { reviewTexts } from '../../../texts/review.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuChoice } from '../../ui/Menu.tsx';
import { SegmentedControl } from '../../ui/SegmentedControl.tsx';
import { SoundMenu } from './SoundMenu.tsx';

const texts = reviewTexts.transport;
const ICON = 'size-5';

interface TransportProps {
  run: (command: ReviewCommand) => void;
  /** Absent where the browser cannot. */
  fullScreen: { on: boolean; toggle: () => void } | undefined;
  /** Whether there is an address of a moment that can be passed on. */
  addressable: boolean;
}

/** Everything that plays, in one row: what is used most on the left, what is set once on the right. */
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
            icon={<ChevronFirst className={ICON} aria-hidden="true" />}
            onClick={() => run({ do: 'chapter', by: -1 })}
          />
        )}
        <IconButton
          label={texts.back}
          icon={<RotateCcw className={ICON} aria-hidden="true" />}
          onClick={() => run({ do: 'seekBy', ms: -5_000 })}
        />
        <PlayButton />
        <IconButton
          label={texts.forward}
          icon={<RotateCw className={ICON} aria-hidden="true" />}
          onClick={() => run({ do: 'seekBy', ms: 5_000 })}
        />
        {questions && (
          <IconButton
            label={texts.next}
            icon={<ChevronLast className={ICON} aria-hidden="true" />}
            onClick={() => run({ do: 'chapter', by: 1 })}
          />
        )}
        <Clock />
      </div>
      <div className="flex flex-wrap items-center gap-0.5">
        <PictureSwitch />
        <SpeedMenu />
        <CaptionsButton run={run} />
        <SoundMenu />
        {addressable && (
          <IconButton
            label={texts.copy}
            icon={<Link2 className={ICON} aria-hidden="true" />}
            onClick={() => run({ do: 'copyLink' })}
          />
        )}
        {fullScreen && (
          <IconButton
            label={fullScreen.on ? texts.leaveFullScreen : texts.fullScreen}
            icon={either(fullScreen.on, Minimize, Maximize)}
            onClick={fullScreen.toggle}
          />
        )}
        <span className="flex max-sm:hidden pointer-coarse:hidden">
          <IconButton
            label={texts.keys}
            icon={<Keyboard className={ICON} aria-hidden="true" />}
            onClick={() => run({ do: 'help' })}
          />
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
      icon={either(going, Pause, Play)}
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
  if (review.captions.length === 0) return null;
  return (
    <IconButton
      label={shown ? texts.captionsOff : texts.captionsOn}
      icon={either(shown, Captions, CaptionsOff)}
      onClick={() => run({ do: 'captions' })}
    />
  );
}

function either(which: boolean, A: typeof Play, B: typeof Play): ReactNode {
  const Icon = which ? A : B;
  return <Icon className={ICON} aria-hidden="true" />;
}

/** Each person's own file, or the composed picture once there is one. */
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
