import { FileX2, Play, RotateCcw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Review } from '../../../shared/recording/review.ts';
import { spanAt } from '../../../shared/recording/spans.ts';
import { COMPOSED_TRACK } from '../../core/review/reviewSession.ts';
import { isShared, largeAt } from '../../core/review/stageView.ts';
import { useAtMoment, useReview } from '../../hooks/review/reviewContext.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useLasting } from '../../hooks/useLasting.ts';
import { useMediaQuery } from '../../hooks/useMediaQuery.ts';
import { reviewTexts } from '../../texts/review.ts';
import { classNames } from '../ui/classNames.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { PeopleCaptionOverlay } from './CaptionOverlay.tsx';
import { PictureButton, TrackTile } from './TrackTile.tsx';

const PATIENCE_MS = 250;

/** Shows the videos on a dark background in both themes. `alone`: shows only the candidate who watches. */
export function ReviewStage({ alone = false }: { alone?: boolean }) {
  const { session } = useReview();
  const picture = useStore(session.picture);
  return (
    <div
      data-theme="dark"
      className="relative flex min-h-0 min-w-0 flex-1 flex-col rounded-card bg-canvas text-ink"
    >
      {picture === 'composed' ? <ComposedPicture key={COMPOSED_TRACK} /> : <People alone={alone} />}
      <StageCover />
    </div>
  );
}

function People({ alone }: { alone: boolean }) {
  const { review, floors, session } = useReview();
  const { tracks } = review;
  const wide = useMediaQuery('(min-width: 40rem)');
  const [pinned, setPinned] = useState<string>();
  const spoken = useAtMoment(atMs => largeAt(tracks, floors, atMs));
  // Hides screens while they aren't shared. The video elements stay mounted, so that they load in time.
  const sharedKey = useAtMoment(atMs =>
    tracks
      .flatMap(track => (track.kind === 'screen' && isShared(track, atMs) ? [track.fileId] : []))
      .join(' '),
  );
  const isAbsent = (track: (typeof tracks)[number]) =>
    track.kind === 'screen' && !sharedKey.split(' ').includes(track.fileId);
  const present = tracks.filter(track => !isAbsent(track));
  const self = session.own
    ? (present.findLast(({ kind }) => kind === 'screen') ?? present.find(isCandidate))
    : undefined;
  const large = present.some(({ fileId }) => fileId === pinned) ? pinned : (self?.fileId ?? spoken);
  // Phones have space for one picture. The others stay mounted, because they are heard.
  const single = self !== undefined && (alone || !wide);
  const hidden = (track: (typeof tracks)[number]) => isAbsent(track) || (single && track.fileId !== large);
  const shown = tracks.filter(track => !hidden(track));
  const others = shown.length - 1;
  const template =
    wide || alone
      ? {
          gridTemplateColumns: others > 0 ? 'minmax(0,1fr) clamp(7rem,18%,13rem)' : 'minmax(0,1fr)',
          gridTemplateRows: others > 0 ? `repeat(${others}, minmax(0,8rem)) minmax(0,1fr)` : 'minmax(0,1fr)',
        }
      : {
          gridTemplateColumns: `repeat(${Math.max(1, others)}, minmax(0,1fr))`,
          gridTemplateRows: others > 0 ? 'auto 4.5rem' : 'auto',
        };
  return (
    <div
      className={classNames(
        'grid min-h-0 flex-1 gap-1.5 p-1.5',
        !alone && 'sm:max-lg:aspect-2/1 sm:max-lg:max-h-[50dvh] sideways:max-h-[calc(100dvh-9.5rem)]',
      )}
      style={template}
    >
      {tracks.map(track => (
        <TrackTile
          key={track.fileId}
          track={track}
          large={track.fileId === large}
          hidden={hidden(track)}
          fills={alone}
          pinned={track.fileId === pinned}
          onPin={() => setPinned(before => (before === track.fileId ? undefined : track.fileId))}
        />
      ))}
    </div>
  );
}

function isCandidate({ kind, role }: Review['tracks'][number]): boolean {
  return kind === 'person' && role === 'candidate';
}

function StageCover() {
  const { player } = useReview();
  const status = useStore(player.status);
  const { stage } = reviewTexts;
  const loading = useLasting(status === 'loading', PATIENCE_MS);
  if (loading)
    return (
      <div className="pointer-events-none absolute inset-0 flex items-center justify-center">
        <span className="rounded-full bg-black/70 px-4 py-2 text-sm text-white **:text-white">
          <Spinner label={stage.loading} />
        </span>
      </div>
    );
  if (status !== 'blocked' && status !== 'ended') return null;
  const Icon = status === 'ended' ? RotateCcw : Play;
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 rounded-card bg-black/55">
      <button
        type="button"
        onClick={() => player.play()}
        className="inline-flex min-h-12 items-center gap-2.5 rounded-full bg-accent px-6 font-medium text-on-accent transition-colors hover:bg-accent-hover"
      >
        <Icon className="size-5" />
        {status === 'ended' ? stage.playAgain : stage.play}
      </button>
      {status === 'blocked' && <p className="max-w-[40ch] text-center text-sm text-white">{stage.press}</p>}
    </div>
  );
}

function ComposedPicture() {
  const { session, player, review } = useReview();
  const element = useRef<HTMLVideoElement>(null);
  const broken = useStore(session.broken).includes(COMPOSED_TRACK);
  const recorded = useAtMoment(atMs => spanAt(review.stretches, atMs) !== undefined);
  const poster = posterOf(review.tracks);
  useEffect(() => (element.current ? player.attach(COMPOSED_TRACK, element.current) : undefined), [player]);
  return (
    <figure
      data-track={COMPOSED_TRACK}
      aria-label={reviewTexts.stage.composed}
      className="relative m-1.5 min-h-0 overflow-hidden rounded-control max-lg:aspect-video lg:flex-1"
    >
      {/* biome-ignore lint/a11y/useMediaCaption: captions are part of the video */}
      <video
        ref={element}
        aria-label={reviewTexts.stage.composed}
        playsInline
        poster={poster && session.fileUrl(poster)}
        className="absolute inset-0 size-full object-contain"
      />
      <PictureButton />
      <PeopleCaptionOverlay />
      {(broken || !recorded) && (
        <p className="pointer-events-none absolute top-2 left-2 flex h-7 items-center gap-1.5 rounded-control bg-black/65 px-2.5 text-sm font-medium text-white">
          {broken && <FileX2 className="size-3.5" />}
          {broken ? reviewTexts.stage.broken : reviewTexts.stage.unrecorded}
        </p>
      )}
    </figure>
  );
}

/** Returns a poster that covers the composed video's first frames, which are black until a camera is on. */
function posterOf(tracks: Review['tracks']): Review['tracks'][number]['thumbnail'] {
  const candidate = tracks.find(({ role, thumbnail }) => role === 'candidate' && thumbnail);
  return (candidate ?? tracks.find(({ thumbnail }) => thumbnail))?.thumbnail;
}
