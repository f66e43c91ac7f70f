import { room } from '../../texts/room.ts';
import { SkeletonStack } from '../ui/Skeleton.tsx';

export function PanelSkeleton() {
  return (
    <SkeletonStack
      label={room.questions.loading}
      className="gap-4 p-4"
      rows={['h-10 w-full', 'h-6 w-2/3', 'h-14 w-full', ...Array<string>(5).fill('h-10 w-full')]}
    />
  );
}
