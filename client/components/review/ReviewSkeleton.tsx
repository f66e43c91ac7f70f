import { reviewTexts } from '../../texts/review.ts';
import { Skeleton, Skeletons } from '../ui/Skeleton.tsx';

const STRIPS = [0, 1, 2];

/** The shapes of a replay: stage and panel, and the timeline below. */
export function ReviewSkeleton() {
  return (
    <Skeletons
      label={reviewTexts.states.loading}
      className="min-h-0 flex-1 gap-3 lg:grid! lg:grid-cols-[minmax(0,1fr)_26rem] lg:grid-rows-[minmax(0,1fr)_auto]"
    >
      <Skeleton className="aspect-video w-full rounded-card! lg:aspect-auto lg:h-full lg:min-h-64" />
      <Skeleton className="h-40 w-full rounded-card! lg:h-full" />
      <div className="flex flex-col gap-2 lg:col-span-2">
        <Skeleton className="h-10 w-full" />
        {STRIPS.map(strip => (
          <Skeleton key={strip} className="h-7 w-full" />
        ))}
      </div>
    </Skeletons>
  );
}
