import { readReport } from '../../texts/readReport.ts';
import { Skeleton, Skeletons } from '../ui/Skeleton.tsx';

const POINTS = [0, 1];

/** The shapes of a report: its head, and points with a clip each. */
export function ReportSkeleton() {
  return (
    <Skeletons
      label={readReport.opening}
      className="gap-10 rounded-card border border-line bg-surface px-5 py-8 sm:px-10 sm:py-12 lg:px-14"
    >
      <div className="flex flex-col gap-3">
        <Skeleton className="h-5 w-56" />
        <Skeleton className="h-10 w-72 max-w-full" />
        <Skeleton className="h-6 w-96 max-w-full" />
      </div>
      <Skeleton className="h-24 w-full max-w-xl" />
      {POINTS.map(point => (
        <div key={point} className="grid gap-x-8 gap-y-4 md:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
          <Skeleton className="aspect-video w-full rounded-card!" />
          <div className="flex flex-col gap-3">
            <Skeleton className="h-16 w-full" />
            <Skeleton className="h-20 w-full rounded-card!" />
          </div>
        </div>
      ))}
    </Skeletons>
  );
}
