import { Card } from '../../../../components/ui/Card.tsx';
import { Skeleton, Skeletons } from '../../../../components/ui/Skeleton.tsx';

const ROWS = [0, 1, 2, 3];

export function KitListSkeleton() {
  return (
    <Skeletons className="gap-4">
      <Skeleton className="h-10 w-full max-w-md" />
      <Skeleton className="h-4 w-36" />
      <Card padding="none" className="divide-y divide-line">
        {ROWS.map(row => (
          <div key={row} className="flex items-center gap-6 px-4 py-4">
            <div className="flex flex-1 flex-col gap-2">
              <Skeleton className="h-4 w-44" />
              <Skeleton className="h-3 w-28" />
            </div>
            <Skeleton className="h-4 w-24 max-md:hidden" />
            <Skeleton className="h-4 w-32 max-md:hidden" />
          </div>
        ))}
      </Card>
    </Skeletons>
  );
}
