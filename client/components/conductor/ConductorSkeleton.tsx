import { conductor } from '../../texts/conductor.ts';
import { Skeleton, Skeletons } from '../ui/Skeleton.tsx';

/** In the place of the questions until their texts are there. */
export function ConductorSkeleton() {
  return (
    <div className="shrink-0 rounded-card border border-line bg-surface p-3">
      <Skeletons label={conductor.loading} className="gap-3">
        <div className="flex gap-1.5 overflow-hidden">
          {['a', 'b', 'c', 'd', 'e'].map(key => (
            <Skeleton key={key} className="h-10 w-14 shrink-0 rounded-full!" />
          ))}
        </div>
        <Skeleton className="h-7 w-3/4 max-md:hidden" />
        <Skeleton className="h-5 w-1/3 max-md:hidden" />
      </Skeletons>
    </div>
  );
}
