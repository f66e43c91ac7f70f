import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { classNames } from '../../../../components/ui/classNames.ts';
import { type FieldPath, isInside } from '../../../../core/editor/fieldPath.ts';
import { countAt } from '../../../../core/editor/remarks.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { moveWithFocus } from '../../editor/fieldFocus.ts';
import { FieldRow, useDescription, useRemarksAt } from '../../editor/fields.tsx';
import { FindingCounts } from '../../editor/Remarks.tsx';
import { RowActions } from '../../editor/RowActions.tsx';
import { useKitEditing, useKitState } from '../kitContext.ts';

export type PartProps = { index: number; count: number; onRemove: () => void };

interface PartCardProps extends Omit<PartProps, 'index'> {
  path: FieldPath;
  title: string;
  summary?: ReactNode;
  onMove?: (by: -1 | 1) => void;
  children: ReactNode;
}

export function PartCard({ path, count, title, summary, onMove, onRemove, children }: PartCardProps) {
  const { editor, readOnly, announce } = useKitEditing();
  const [open, setOpen] = useOpen(path);
  const remarks = useRemarksAt(path);
  const description = useDescription(path);
  const id = useId();
  const titleId = useId();
  const index = Number(path.at(-1));
  const move = (by: -1 | 1) => {
    moveWithFocus(() => editor.move(path.slice(0, -1), index, index + by));
    announce(kitTexts.parts.movedTo(index + by + 1, count));
  };
  return (
    <li className="rounded-card border border-line bg-surface">
      <div className="flex flex-wrap items-start justify-end gap-x-2 p-2 sm:flex-nowrap sm:p-3">
        <h3 className="min-w-0 flex-1 max-sm:basis-full">
          <button
            {...description}
            type="button"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
            className="flex w-full scroll-mt-36 items-start gap-2 rounded-control p-1.5 text-left text-wrap transition-colors hover:bg-hover"
          >
            <ChevronRight
              className={classNames(
                'mt-0.5 size-4 shrink-0 text-muted transition-transform',
                open && 'rotate-90',
              )}
            />
            <span className="w-5 shrink-0 text-right text-sm text-muted tabular-nums">{index + 1}</span>
            <span className="flex min-w-0 flex-1 flex-col gap-1">
              <span id={titleId} className="text-sm font-semibold">
                {title}
              </span>
              {!open && <PartSummary path={path}>{summary}</PartSummary>}
            </span>
          </button>
        </h3>
        {!readOnly && (
          <div className="pt-0.5">
            <RowActions
              name={title}
              index={index}
              count={count}
              onMove={onMove ?? move}
              onRemove={onRemove}
            />
          </div>
        )}
      </div>
      {/* Names the group of fields, because the fields of all parts have the same names. */}
      <fieldset id={id} hidden={!open} aria-labelledby={titleId} className="min-w-0">
        {open && (
          <div className="@container flex flex-col gap-5 border-t border-line px-4 pt-4 pb-5 sm:px-5">
            {remarks.length > 0 && <FieldRow paths={[path]}>{null}</FieldRow>}
            {children}
          </div>
        )}
      </fieldset>
    </li>
  );
}

function PartSummary({ path, children }: { path: FieldPath; children: ReactNode }) {
  const counts = countAt(
    useKitState(state => state.remarks),
    path,
  );
  if (!children && counts.errors + counts.warnings === 0) return null;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
      {children}
      <FindingCounts counts={counts} />
    </span>
  );
}

/** Returns whether a part is open (at first it is not) and a setter. Fold requests also open and close it. */
function useOpen(path: FieldPath): [boolean, (open: boolean) => void] {
  const foldRequest = useStore(useKitEditing().foldRequests);
  const [open, setOpen] = useState(false);
  const [handled, setHandled] = useState(foldRequest);
  if (foldRequest !== handled) {
    setHandled(foldRequest);
    if (isInside(foldRequest.path, path) || (foldRequest.inside && isInside(path, foldRequest.path)))
      setOpen(foldRequest.open);
  }
  return [open, setOpen];
}

/** Shows a part's id in a sentence. `words` are the text before the id, the id, and the text after it. */
export function PartIdNote({ words: [before, known, after] }: { words: readonly [string, string, string] }) {
  return (
    <p className="text-xs text-muted">
      {before}
      <code className="font-mono break-words">{known}</code>
      {after}
    </p>
  );
}
