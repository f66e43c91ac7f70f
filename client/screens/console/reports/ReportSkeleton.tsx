import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';

export function ReportSkeleton() {
  return (
    <Skeletons className="gap-4 px-4 py-4 sm:px-6">
      <Skeleton className="h-12 w-full max-w-md" />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <div className="flex flex-col gap-4">
          <Skeleton className="aspect-video w-full rounded-card!" />
          <Skeleton className="h-20 w-full" />
          <Skeleton className="h-20 w-full" />
        </div>
        <div className="flex flex-col gap-6">
          <Skeleton className="h-16 w-full" />
          <Skeleton className="h-64 w-full rounded-card!" />
          <Skeleton className="h-64 w-full rounded-card!" />
        </div>
      </div>
    </Skeletons>
  );
}
