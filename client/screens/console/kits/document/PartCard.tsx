import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { classNames } from '../../../../components/ui/classNames.ts';
import { type FieldPath, isInside } from '../../../../core/editor/fieldPath.ts';
import { countAt, type RemarkCounts } from '../../../../core/editor/remarks.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { moveWithFocus } from '../../editor/fieldFocus.ts';
import { FieldRow, FindingCounts, useDescription, useRemarksAt } from '../../editor/Remarks.tsx';
import { RowActions } from '../fields/listEditing.tsx';
import { useKitEditing, useKitState } from '../kitContext.ts';

interface PartCardProps {
  path: FieldPath;
  number: number;
  title: string;
  /** Shown while the part is closed. */
  summary?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A collapsible part of the document. */
export function PartCard({ path, number, title, summary, actions, children }: PartCardProps) {
  const [open, setOpen] = useOpen(path);
  const remarks = useRemarksAt(path);
  const description = useDescription(path);
  const id = useId();
  const titleId = useId();
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
            <span className="w-5 shrink-0 text-right text-sm text-muted tabular-nums">{number}</span>
            <span className="flex min-w-0 flex-1 flex-col gap-1">
              <span id={titleId} className="text-sm font-semibold">
                {title}
              </span>
              <PartSummary path={path} hidden={open}>
                {summary}
              </PartSummary>
            </span>
          </button>
        </h3>
        {actions}
      </div>
      {/* A named group, because all parts have fields of the same name. */}
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

function PartSummary({ path, hidden, children }: { path: FieldPath; hidden: boolean; children: ReactNode }) {
  const counts = useCounts(path);
  const any = counts.errors + counts.warnings > 0;
  if (hidden || (!children && !any)) return null;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
      {children}
      <FindingCounts counts={counts} />
    </span>
  );
}

function useCounts(path: FieldPath): RemarkCounts {
  const remarks = useKitState(state => state.remarks);
  return countAt(remarks, path);
}

/** Closed until it is pressed or a fold request opens it. */
function useOpen(path: FieldPath): [boolean, (open: boolean) => void] {
  const foldRequest = useStore(useKitEditing().foldRequests);
  const [open, setOpen] = useState(false);
  const [handled, setSeen] = useState(foldRequest);
  if (foldRequest !== handled) {
    setSeen(foldRequest);
    if (isInside(foldRequest.path, path) || (foldRequest.inside && isInside(path, foldRequest.path)))
      setOpen(foldRequest.open);
  }
  return [open, setOpen];
}

interface PartActionsProps {
  list: FieldPath;
  name: string;
  index: number;
  count: number;
  onRemove: () => void;
}

export function PartActions({ list, name, index, count, onRemove }: PartActionsProps) {
  const { editor, readOnly, announce } = useKitEditing();
  if (readOnly) return null;
  const move = (by: -1 | 1) => {
    moveWithFocus(() => editor.move(list, index, index + by));
    announce(kitTexts.parts.movedTo(index + by + 1, count));
  };
  return (
    <div className="pt-0.5">
      <RowActions name={name} index={index} count={count} onMove={move} onRemove={onRemove} />
    </div>
  );
}

/** `words`: text before the id, the id, text after it. */
export function PartIdNote({ words: [before, known, after] }: { words: readonly [string, string, string] }) {
  return (
    <p className="text-xs text-muted">
      {before}
      <code className="font-mono break-words">{known}</code>
      {after}
    </p>
  );
}
