import { Skeleton, Skeletons } from '../../../../components/ui/Skeleton.tsx';
import { kitTexts } from '../../../../texts/kits.ts';

const ROWS = [0, 1, 2, 3, 4, 5];

export function KitSkeleton() {
  return (
    <>
      <h1 className="sr-only">{kitTexts.list.title}</h1>
      <Skeletons className="w-full max-w-7xl gap-6 px-4 py-3 sm:px-6">
        <div className="flex items-center justify-between">
          <Skeleton className="h-10 w-64" />
          <Skeleton className="h-10 w-40" />
        </div>
        <div className="grid gap-8 lg:grid-cols-[15rem_minmax(0,1fr)]">
          <div className="flex flex-col gap-3 pt-4 max-lg:hidden">
            {ROWS.map(row => (
              <Skeleton key={row} className="h-6 w-full" />
            ))}
          </div>
          <div className="flex flex-col gap-3 pt-4">
            <Skeleton className="h-7 w-40" />
            {ROWS.map(row => (
              <Skeleton key={row} className="h-14 w-full rounded-card" />
            ))}
          </div>
        </div>
      </Skeletons>
    </>
  );
}
