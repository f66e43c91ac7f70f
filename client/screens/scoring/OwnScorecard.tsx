import { RubricPanel } from '../../components/rubric/RubricPanel.tsx';

/** The panel of the room as a page of its own: still to be rated, or to read once it is locked. */
export function OwnScorecard() {
  return (
    <div className="flex w-full flex-col overflow-hidden rounded-card border border-line bg-surface">
      <RubricPanel />
    </div>
  );
}
