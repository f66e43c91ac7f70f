import { reviewCaptionsShown } from '../../../core/review/preferences.ts';
import { useAtPosition, useReview } from '../../../hooks/review/reviewContext.ts';
import { useStore } from '../../../hooks/room/useStore.ts';

/** The last words stay this long after they were heard, in milliseconds, unless others follow. */
const LINGER_MS = 1_200;

/** What the virtual recruiter says at the moment, over the lower edge of the large picture. In the one of everybody it is painted already. */
export function CaptionOverlay() {
  const { review } = useReview();
  const wanted = useStore(reviewCaptionsShown);
  const { captions } = review;
  const text = useAtPosition(
    atMs => captions.findLast(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs + LINGER_MS)?.text,
  );
  if (!wanted || !text) return null;
  return (
    <div className="pointer-events-none absolute inset-x-3 bottom-11 flex justify-center">
      <p
        data-caption
        className="max-w-[60ch] rounded-control bg-black/75 px-3 py-1.5 text-center text-base text-white max-sm:text-sm"
      >
        {text}
      </p>
    </div>
  );
}
