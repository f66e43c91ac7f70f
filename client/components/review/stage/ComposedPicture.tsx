import { FileX2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Review } from '../../../../shared/recording/review.ts';
import { spanAt } from '../../../../shared/recording/spans.ts';
import { COMPOSED_TRACK } from '../../../core/review/reviewSession.ts';
import { useAtMoment, useReview } from '../../../hooks/review/reviewContext.ts';
import { useStore } from '../../../hooks/room/useStore.ts';
import { reviewTexts } from '../../../texts/review.ts';

/** The one picture that was made of everybody. */
export function ComposedPicture() {
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
      {/* Captions are in the picture, and stand below it, too. */}
      {/* biome-ignore lint/a11y/useMediaCaption: see above */}
      <video
        ref={element}
        aria-label={reviewTexts.stage.composed}
        playsInline
        poster={poster && session.fileUrl(poster)}
        className="absolute inset-0 size-full object-contain"
      />
      <button
        type="button"
        tabIndex={-1}
        aria-hidden="true"
        onClick={() => player.toggle()}
        className="absolute inset-0 cursor-default!"
      />
      {(broken || !recorded) && (
        <p className="pointer-events-none absolute top-2 left-2 flex h-7 items-center gap-1.5 rounded-control bg-black/65 px-2.5 text-sm font-medium text-white">
          {broken && <FileX2 className="size-3.5" aria-hidden="true" />}
          {broken ? reviewTexts.stage.broken : reviewTexts.stage.unrecorded}
        </p>
      )}
    </figure>
  );
}

/** At its very beginning no one's picture has come yet, and it is black. */
function posterOf(tracks: Review['tracks']): Review['tracks'][number]['thumbnail'] {
  const candidate = tracks.find(({ role, thumbnail }) => role === 'candidate' && thumbnail);
  return (candidate ?? tracks.find(({ thumbnail }) => thumbnail))?.thumbnail;
}
