import { Card } from '../../../components/ui/Card.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';

const ROWS = [0, 1, 2];

export function StaffSkeleton() {
  return (
    <Skeletons className="gap-3">
      <Skeleton className="h-6 w-24" />
      <Card padding="none" className="divide-y divide-line">
        {ROWS.map(row => (
          <div key={row} className="flex items-center gap-3 p-4">
            <Skeleton className="size-9 rounded-full" />
            <div className="flex flex-1 flex-col gap-2">
              <Skeleton className="h-4 w-36" />
              <Skeleton className="h-3 w-48" />
            </div>
            <Skeleton className="h-8 w-28" />
          </div>
        ))}
      </Card>
    </Skeletons>
  );
}
