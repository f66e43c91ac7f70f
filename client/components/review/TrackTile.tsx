import { CameraOff, CloudOff, FileX2, MicOff, Pin, UserRoundX, WifiOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ReviewTrack } from '../../../shared/recording/review.ts';
import { spanAt } from '../../../shared/recording/spans.ts';
import {
  type Absence,
  type MissingMedia,
  missingMedia,
  showsLastFrame,
  tileNotice,
} from '../../core/review/stageView.ts';
import { useAtMoment, useReview } from '../../hooks/review/reviewContext.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { reviewTexts, trackName } from '../../texts/review.ts';
import { Avatar, SpeakingBorder } from '../ui/Avatar.tsx';
import { classNames } from '../ui/classNames.ts';
import { CaptionOverlay } from './CaptionOverlay.tsx';

interface TrackTileProps {
  track: ReviewTrack;
  large: boolean;
  hidden: boolean;
  /** If true, the tile has the height of the stage on phones, too. */
  fills?: boolean;
  pinned: boolean;
  onPin: () => void;
}

/** Shows a person or screen. A tile that moves keeps its video element, so that playback continues. */
export function TrackTile({ track, large, hidden, fills = false, pinned, onPin }: TrackTileProps) {
  const name = trackName(track);
  const missing = useMissingMedia(track);
  const speaking = useAtMoment(atMs => spanAt(track.speech, atMs) !== undefined);
  const { session } = useReview();
  const broken = useStore(session.broken).includes(track.fileId);
  const pictured = !broken && showsLastFrame(missing.picture);
  return (
    <figure
      data-track={track.fileId}
      data-large={large}
      data-picture={missing.picture ?? 'shown'}
      data-sound={missing.sound ?? 'heard'}
      aria-label={name}
      hidden={hidden}
      className={classNames(
        'relative m-0 min-h-0 min-w-0 overflow-hidden rounded-control bg-sunken',
        large
          ? 'max-sm:order-first max-sm:col-span-full sm:col-start-1 sm:row-span-full sm:row-start-1'
          : 'sm:col-start-2',
        large && !fills && 'max-sm:aspect-video',
      )}
    >
      <div
        className={classNames(
          'absolute inset-0 flex items-center justify-center',
          // Small tiles on phones have space for either the text or the avatar, so the avatar is hidden.
          !large && !pictured && 'max-sm:hidden',
        )}
      >
        <Avatar
          name={session.own && track.role === 'candidate' ? undefined : name}
          size={large ? 'xl' : 'md'}
        />
      </div>
      <TrackVideo track={track} name={name} dimmed={missing.picture !== undefined} shown={pictured} />
      {large ? <PictureButton /> : <PinButton name={name} onPin={onPin} />}
      {broken ? (
        <TileLabel icon={FileX2} large={large} text={reviewTexts.stage.broken} />
      ) : (
        <MissingNote missing={missing} large={large} />
      )}
      <SpeakingBorder speaking={speaking} className="rounded-control" />
      <figcaption
        className={classNames(
          'pointer-events-none absolute bottom-1.5 left-1.5 flex max-w-[calc(100%-0.75rem)] items-center gap-1.5 rounded-control bg-black/65 font-medium text-white',
          large ? 'h-7 px-2.5 text-sm' : 'h-5 px-1.5 text-xs',
        )}
      >
        {pinned && <Pin className="size-3.5 shrink-0" />}
        {missing.sound !== undefined && missing.sound !== 'unrecorded' && (
          <MicOff className="size-3.5 shrink-0" />
        )}
        <span className="truncate">{name}</span>
      </figcaption>
      {large && <CaptionOverlay named={track.role !== 'recruiter'} />}
      {pinned && large && (
        <button
          type="button"
          onClick={onPin}
          className="absolute top-1.5 right-1.5 inline-flex h-8 items-center gap-1.5 rounded-control bg-black/65 px-2.5 text-xs font-medium text-white"
        >
          <Pin className="size-3.5" />
          {reviewTexts.stage.largeBySpeech}
        </button>
      )}
    </figure>
  );
}

function useMissingMedia(track: ReviewTrack): MissingMedia {
  const { review } = useReview();
  const key = useAtMoment(atMs => {
    const { picture = '', sound = '' } = missingMedia(track, review.stretches, atMs);
    return `${picture} ${sound}`;
  });
  const [picture, sound] = key.split(' ') as [Absence | '', Absence | ''];
  return { ...(picture && { picture }), ...(sound && { sound }) };
}

type TrackVideoProps = { track: ReviewTrack; name: string; dimmed: boolean; shown: boolean };

function TrackVideo({ track, name, dimmed, shown }: TrackVideoProps) {
  const { player, session } = useReview();
  const element = useRef<HTMLVideoElement>(null);
  const { fileId } = track;
  useEffect(() => (element.current ? player.attach(fileId, element.current) : undefined), [player, fileId]);
  return (
    // biome-ignore lint/a11y/useMediaCaption: `CaptionOverlay` shows captions of all videos
    <video
      ref={element}
      data-file={fileId}
      aria-label={reviewTexts.stage.pictureOf(name)}
      playsInline
      disablePictureInPicture
      poster={track.thumbnail && session.fileUrl(track.thumbnail)}
      className={classNames(
        'absolute inset-0 size-full transition-opacity',
        track.kind === 'screen' ? 'object-contain' : 'object-cover',
        !shown && 'opacity-0',
        shown && dimmed && 'opacity-50',
      )}
    />
  );
}

/** Lets pointers play or pause on the video. Keyboard users have a shortcut and the button below. */
export function PictureButton() {
  const { player } = useReview();
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden="true"
      onClick={() => player.toggle()}
      className="absolute inset-0 cursor-default!"
    />
  );
}

function PinButton({ name, onPin }: { name: string; onPin: () => void }) {
  return (
    <button
      type="button"
      aria-label={reviewTexts.stage.large(name)}
      title={reviewTexts.stage.large(name)}
      onClick={onPin}
      className="absolute inset-0 rounded-control -outline-offset-3!"
    />
  );
}

const ICONS: Record<Absence, typeof MicOff> = {
  away: UserRoundX,
  off: CameraOff,
  muted: MicOff,
  lost: WifiOff,
  stalled: WifiOff,
  unrecorded: CloudOff,
};

function MissingNote({ missing, large }: { missing: MissingMedia; large: boolean }) {
  const note = tileNotice(missing);
  if (!note) return null;
  const { of, why } = note;
  const silent = of === 'sound' && why === 'off';
  const text = silent ? reviewTexts.microphoneOff : reviewTexts.absences[why];
  return <TileLabel icon={of === 'sound' ? MicOff : ICONS[why]} large={large} text={text} />;
}

function TileLabel({ icon: Icon, large, text }: { icon: typeof MicOff; large: boolean; text: string }) {
  return (
    <p
      className={classNames(
        'pointer-events-none absolute top-1.5 left-1.5 flex max-w-[calc(100%-0.75rem)] items-center gap-1.5 rounded-control bg-black/65 font-medium text-white',
        large ? 'h-7 px-2.5 text-sm' : 'h-5 px-1.5 text-xs',
      )}
    >
      <Icon className="size-3.5 shrink-0" />
      <span className="truncate">{text}</span>
    </p>
  );
}
