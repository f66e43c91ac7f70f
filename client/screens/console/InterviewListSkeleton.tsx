import { Skeleton, Skeletons } from '../../components/ui/Skeleton.tsx';

const ROWS = [0, 1, 2, 3, 4];

export function InterviewListSkeleton() {
  return (
    <Skeletons className="gap-4">
      <Skeleton className="ml-3 h-4 w-14" />
      {ROWS.map(row => (
        <div key={row} className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 px-3 py-1">
          <div className="flex flex-col gap-2">
            <Skeleton className="h-4 w-12" />
            <Skeleton className="h-3 w-14" />
          </div>
          <div className="flex flex-col gap-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3 w-3/5" />
            <Skeleton className="h-3 w-1/2" />
          </div>
        </div>
      ))}
    </Skeletons>
  );
}
