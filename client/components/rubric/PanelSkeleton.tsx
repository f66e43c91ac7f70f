import { room } from '../../texts/room.ts';
import { Skeleton, Skeletons } from '../ui/Skeleton.tsx';

export function PanelSkeleton() {
  return (
    <Skeletons label={room.questions.loading} className="gap-4 p-4">
      <Skeleton className="h-10 w-full" />
      <Skeleton className="h-6 w-2/3" />
      <Skeleton className="h-14 w-full" />
      {[5, 4, 3, 2, 1].map(row => (
        <Skeleton key={row} className="h-10 w-full" />
      ))}
    </Skeletons>
  );
}
