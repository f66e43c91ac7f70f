import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ReportDesk } from '../../../../shared/protocol/reportRoutes.ts';
import type { Review } from '../../../../shared/recording/review.ts';
import { type Place, placeKey } from '../../../core/kit/place.ts';
import type { Remark } from '../../../core/kit/remarks.ts';
import type { Evidence } from '../../../core/report/evidence.ts';
import type { PlayedSpan } from '../../../core/report/playedSpan.ts';
import type { ReportEditor, ReportEditorState } from '../../../core/report/reportEditor.ts';

export type PointList = 'keep' | 'change';
export type Mode = 'write' | 'preview';

/** What every part of the page needs, however deep it stands. */
export interface ReportPlace {
  editor: ReportEditor;
  desk: ReportDesk;
  /** Once it is loaded, whether or not there is anything to play. */
  review: Review | undefined;
  /** Plays a part of the recording; absent while there is nothing to play. */
  played: PlayedSpan | undefined;
  /** What the linter has to say, by place. */
  remarks: ReadonlyMap<string, readonly Remark[]>;
  /** Everything that can be dropped, by its name. */
  evidence: ReadonlyMap<string, Evidence>;
  /** Makes a new point of it, where there is room. */
  use: (list: PointList, evidence: Evidence) => void;
  /** Says to a screen reader what has happened. */
  say: (text: string) => void;
}

export const ReportContext = createContext<ReportPlace | undefined>(undefined);

export function useReport(): ReportPlace {
  const place = useContext(ReportContext);
  if (!place) throw new Error('There is no report on the desk.');
  return place;
}

/** One piece of what is written; drawn anew only when that piece changes. */
export function useReportState<T>(select: (state: ReportEditorState) => T): T {
  const { state } = useReport().editor;
  return useSyncExternalStore(state.subscribe, () => select(state.get()));
}

const NO_REMARKS: readonly Remark[] = [];

export function useRemarksAt(place: Place): readonly Remark[] {
  return useReport().remarks.get(placeKey(place)) ?? NO_REMARKS;
}

/** How evidence is named while it is dragged. */
export const DRAGGED = 'application/x-vivavoce-evidence';
