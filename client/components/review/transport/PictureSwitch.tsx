import type { ReviewPicture } from '../../../core/review/reviewSession.ts';
import { useReview } from '../../../hooks/review/reviewContext.ts';
import { useStore } from '../../../hooks/room/useStore.ts';
import { reviewTexts } from '../../../texts/review.ts';

const PICTURES: readonly ReviewPicture[] = ['tracks', 'composed'];

/** Everybody's own file, or the one picture that was made of them; once there is one. */
export function PictureSwitch() {
  const { review, session } = useReview();
  const picture = useStore(session.picture);
  const texts = reviewTexts.transport;
  if (!review.composed || review.tracks.length === 0) return null;
  return (
    <fieldset className="flex h-9 shrink-0 items-center gap-0.5 rounded-control bg-sunken p-0.5">
      <legend className="sr-only">{texts.picture}</legend>
      {PICTURES.map(value => (
        <button
          key={value}
          type="button"
          aria-pressed={picture === value}
          onClick={() => session.showAs(value)}
          className="h-8 rounded-control px-2.5 text-sm font-medium max-lg:px-1.5 max-lg:text-xs text-muted transition-colors hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:ring-1 aria-pressed:ring-line"
        >
          {texts.pictures[value]}
        </button>
      ))}
    </fieldset>
  );
}
