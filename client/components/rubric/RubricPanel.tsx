import { useRubric } from '../../hooks/rubric/useRubric.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { PanelBar } from './PanelBar.tsx';
import { PanelSkeleton } from './PanelSkeleton.tsx';
import { RatingPanel } from './RatingPanel.tsx';
import { RubricWatch } from './RubricWatch.tsx';

export function RubricPanel() {
  return (
    <>
      <div className="sticky top-0 z-10 border-b border-line bg-surface py-1 pr-1.5 pl-4">
        <PanelBar helpKey />
      </div>
      <RoomRubric />
      <RubricWatch />
    </>
  );
}

/** Rating panel without its bar, for frames that show the bar in their own header. */
export function RoomRubric() {
  const { kit, kitError, session } = useRubric();
  if (kit) return <RatingPanel />;
  if (kitError)
    return <ErrorState title={rubricTexts.kitFailed} error={kitError} onRetry={() => session.kit.retry()} />;
  return <PanelSkeleton />;
}
