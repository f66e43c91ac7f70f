import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ReportDesk } from '../../../../shared/protocol/reportRoutes.ts';
import type { Review } from '../../../../shared/recording/review.ts';
import type { FieldPath } from '../../../core/editor/fieldPath.ts';
import type { Evidence } from '../../../core/report/evidence.ts';
import type { ReportEditor, ReportEditorState } from '../../../core/report/reportEditor.ts';
import type { SpanPlayer } from '../../../core/report/spanPlayer.ts';
import { controlOf, focusControl } from '../editor/fieldFocus.ts';

export type PointList = 'keep' | 'change';
export type Mode = 'write' | 'preview';

export interface ReportEditing {
  editor: ReportEditor;
  desk: ReportDesk;
  /** Undefined until loaded. */
  review: Review | undefined;
  /** Undefined while there is nothing to play. */
  played: SpanPlayer | undefined;
  /** Evidence by id. */
  evidence: ReadonlyMap<string, Evidence>;
  /** Adds a point based on the evidence, if the list isn't full. */
  addPoint: (list: PointList, evidence: Evidence) => void;
  /** Announces text to screen readers. */
  announce: (text: string) => void;
}

export const ReportContext = createContext<ReportEditing | undefined>(undefined);

export function useReport(): ReportEditing {
  const context = useContext(ReportContext);
  if (!context) throw new Error('No report is being edited here.');
  return context;
}

/** Selects a piece of the state. The component renders only when that piece changes. */
export function useReportState<T>(select: (state: ReportEditorState) => T): T {
  const { state } = useReport().editor;
  return useSyncExternalStore(state.subscribe, () => select(state.get()));
}

/** Data type of dragged evidence. */
export const DRAGGED = 'application/x-vivavoce-evidence';

/** Focuses the field, the nearest control around it, or the headline. */
export function focusField(path: FieldPath): void {
  if (!focusControl(path, 'center')) controlOf(['headline'])?.focus();
}
