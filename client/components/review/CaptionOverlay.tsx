import { useMemo } from 'react';
import type { Transcript } from '../../../shared/transcript/transcript.ts';
import { reviewCaptionsShown } from '../../core/review/reviewCommands.ts';
import { latestAt, spokenCaptions } from '../../core/review/spokenWords.ts';
import { useAtPosition, useReview } from '../../hooks/review/reviewContext.ts';
import { speakerName, useSpoken } from '../../hooks/review/useTranscript.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { reviewTexts } from '../../texts/review.ts';

/** How long a caption stays after its last word, unless another caption follows. */
const LINGER_MS = 1_200;

/** Words of the transcript; without one, only those of the virtual recruiter, named on the video of a person. */
export function CaptionOverlay({ named }: { named: boolean }) {
  const wanted = useStore(reviewCaptionsShown);
  const spoken = useSpoken();
  if (!wanted) return null;
  return spoken ? <SpokenCaption spoken={spoken} /> : <RecruiterCaption named={named} />;
}

/** On the combined video, which contains the captions of the virtual recruiter. */
export function PeopleCaptionOverlay() {
  const wanted = useStore(reviewCaptionsShown);
  const spoken = useSpoken();
  return wanted && spoken && <SpokenCaption spoken={spoken} peopleOnly />;
}

function RecruiterCaption({ named }: { named: boolean }) {
  const { captions } = useReview().review;
  const text = useAtPosition(
    atMs => captions.findLast(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs + LINGER_MS)?.text,
  );
  return text ? <Caption name={named ? reviewTexts.recruiter : undefined} text={text} /> : null;
}

function SpokenCaption({ spoken, peopleOnly = false }: { spoken: Transcript; peopleOnly?: boolean }) {
  const captions = useMemo(
    () => spokenCaptions(spoken.passages.filter(({ seatId }) => seatId !== undefined || !peopleOnly)),
    [spoken, peopleOnly],
  );
  const caption = useAtPosition(atMs => {
    const latest = latestAt(captions, atMs);
    return latest && atMs < latest.toMs + LINGER_MS ? latest : undefined;
  });
  if (!caption) return null;
  const { seatId } = caption.passage;
  const speaker = spoken.speakers.find(one => (seatId ? one.seatId === seatId : one.role === 'recruiter'));
  return <Caption name={speakerName(speaker)} text={caption.text} />;
}

function Caption({ name, text }: { name: string | undefined; text: string }) {
  return (
    <div className="pointer-events-none absolute inset-x-3 bottom-11 flex justify-center">
      <p
        data-caption
        className="max-w-[60ch] rounded-control bg-black/75 px-3 py-1.5 text-center text-base text-white max-sm:text-sm"
      >
        {name !== undefined && <span className="font-semibold">{name}: </span>}
        {text}
      </p>
    </div>
  );
}
