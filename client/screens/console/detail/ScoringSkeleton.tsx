import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';

const ROWS = [0, 1, 2, 3];

export function ScoringSkeleton() {
  return (
    <Skeletons className="gap-6">
      <div className="flex gap-10">
        <Skeleton className="h-24 w-56" />
        <Skeleton className="h-24 w-40" />
      </div>
      {ROWS.map(row => (
        <Skeleton key={row} className="h-14 w-full rounded-card" />
      ))}
    </Skeletons>
  );
}
