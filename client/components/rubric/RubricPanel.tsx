import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { Skeleton, Skeletons } from '../ui/Skeleton.tsx';
import { PanelBar } from './PanelBar.tsx';
import { ReadPanel } from './ReadPanel.tsx';
import { RubricWatch } from './RubricWatch.tsx';

/** Where a rater rates, takes notes and locks, on a page of its own. */
export function RubricPanel() {
  return (
    <>
      <div className="sticky top-0 z-10 border-b border-line bg-surface py-1 pr-1.5 pl-4">
        <PanelBar />
      </div>
      <RoomRubric />
      <RubricWatch />
    </>
  );
}

/** The same beside the stage, where the bar stands in the frame's own head. */
export function RoomRubric() {
  const { kit, kitError, session } = useRubric();
  if (kit) return <ReadPanel />;
  if (kitError)
    return <ErrorState title={rubricTexts.kitFailed} error={kitError} onRetry={() => session.kit.retry()} />;
  return (
    <Skeletons label={rubricTexts.loading} className="gap-4 p-4">
      <Skeleton className="h-10 w-full" />
      <Skeleton className="h-6 w-2/3" />
      <Skeleton className="h-14 w-full" />
      {[5, 4, 3, 2, 1].map(row => (
        <Skeleton key={row} className="h-10 w-full" />
      ))}
    </Skeletons>
  );
}
