import { RubricPanel } from '../../components/rubric/RubricPanel.tsx';

/**
 * The panel of the room as a page of its own: still to be rated, or to read once it is locked. The page scrolls, and the panel's
 * bars stay in sight; what the focus moves to stops short of them.
 */
export function OwnScorecard() {
  return (
    <div className="flex w-full flex-col overflow-clip rounded-card border border-line bg-surface **:scroll-my-16">
      <RubricPanel />
    </div>
  );
}
