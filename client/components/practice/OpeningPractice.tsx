import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { PreJoinSkeleton } from '../ui/PageSkeletons.tsx';
import { PracticeFrame } from './PracticeFrame.tsx';

/** Shown while an attempt starts. It has the shape of pre-join, so that nothing jumps when that opens. */
export function OpeningPractice() {
  usePageTitle(practiceRoom.hello);
  return (
    <PracticeFrame leaves={false}>
      <PreJoinSkeleton title={practiceRoom.hello} />
    </PracticeFrame>
  );
}
