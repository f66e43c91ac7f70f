import { Film, RotateCw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { COMPOSED_TRACK } from '../../core/review/reviewSession.ts';
import { useReview } from '../../hooks/review/reviewContext.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { reviewTexts, trackName } from '../../texts/review.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { JobLine } from './RecordingParts.tsx';

const texts = reviewTexts.banner;

export function ReviewNotices({ retry }: { retry: ReactNode }) {
  const { review, session } = useReview();
  const cutOff = useStore(session.cutOff);
  const composing = review.jobs.filter(
    ({ kind, state }) =>
      kind === 'compose' &&
      state !== 'done' &&
      // People who practice find the progress in the menu of downloads.
      (state === 'failed' || !session.own),
  );
  return (
    <div className="flex flex-col gap-2 empty:hidden">
      {cutOff && <Banner tone="warning">{texts.cutOff}</Banner>}
      <BrokenFiles />
      <ComposedReady />
      {composing.map(job => (
        <div key={job.kind} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <div className="min-w-0 flex-1">
            <JobLine job={job} compact />
          </div>
          {job.state === 'failed' && retry}
        </div>
      ))}
      {review.problems.length > 0 && <Problems />}
    </div>
  );
}

function BrokenFiles() {
  const { player, review, session } = useReview();
  const broken = useStore(session.broken);
  const tracks = useStore(player.tracks);
  if (broken.length === 0) return null;
  const names = broken.map(trackId => {
    const track = review.tracks.find(({ fileId }) => fileId === trackId);
    return track ? trackName(track) : reviewTexts.stage.composed;
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="min-w-0 flex-1">
        <Banner tone="warning">
          {broken.length < tracks.size ? texts.trackFailed(names) : texts.nothingPlays}
        </Banner>
      </div>
      <Button icon={RotateCw} onClick={() => player.retry()}>
        {texts.tryFiles}
      </Button>
    </div>
  );
}

/** Offers the composed video if it becomes ready while the page is open. The viewer picks when to switch. */
function ComposedReady() {
  const { review, session } = useReview();
  const picture = useStore(session.picture);
  const [before] = useState(review.composed !== undefined);
  if (before || session.own || !review.composed || picture === COMPOSED_TRACK) return null;
  return (
    <div
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card bg-sunken px-4 py-2 text-sm"
      role="status"
    >
      <Film className="size-4 shrink-0" />
      <span className="min-w-0 flex-1">{texts.composedReady}</span>
      <Button size="sm" onClick={() => session.showAs('composed')}>
        {texts.composedShow}
      </Button>
    </div>
  );
}

function Problems() {
  const { review } = useReview();
  const kinds = [...new Set(review.problems.map(({ code }) => code))];
  return (
    <details className="rounded-card bg-warning-soft px-4 py-2 text-sm text-warning-ink" data-problems>
      <summary className="min-h-6 rounded-check">{texts.problems(review.problems.length)}</summary>
      <ul className="flex list-disc flex-col gap-1 pt-2 pb-1 pl-5">
        {kinds.map(code => (
          <li key={code}>{reviewTexts.problems[code]}</li>
        ))}
      </ul>
    </details>
  );
}
