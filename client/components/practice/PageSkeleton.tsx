import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { Skeleton, Skeletons } from '../ui/Skeleton.tsx';
import { PracticeFrame } from './PracticeFrame.tsx';

const ATTEMPTS = [0, 1, 2];

/** The shapes of a private page: its heading, the address, and attempts below each other. */
export function PageSkeleton() {
  usePageTitle(practicePage.title);
  return (
    <PracticeFrame>
      <Skeletons
        label={practicePage.opening}
        className="gap-6 lg:grid! lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-10"
      >
        <Skeleton className="h-16 w-3/5 lg:col-span-2" />
        <Skeleton className="h-40 w-full rounded-card! lg:order-last" />
        <div className="flex flex-col gap-4">
          {ATTEMPTS.map(attempt => (
            <Skeleton key={attempt} className="h-36 w-full rounded-card!" />
          ))}
        </div>
      </Skeletons>
    </PracticeFrame>
  );
}
