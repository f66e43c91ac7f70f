import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';

const PEOPLE = [0, 1, 2];

export function DetailSkeleton() {
  return (
    <Skeletons className="gap-5">
      <div className="flex flex-col gap-3">
        <Skeleton className="h-8 w-3/5" />
        <Skeleton className="h-5 w-2/5" />
      </div>
      <Skeleton className="h-12 w-full rounded-card" />
      <Skeleton className="mt-2 h-6 w-20" />
      {PEOPLE.map(person => (
        <div key={person} className="flex items-center gap-3">
          <Skeleton className="size-9 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-3 w-56" />
          </div>
        </div>
      ))}
    </Skeletons>
  );
}
