import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { uuidv7 } from 'uuidv7';
import type { ReportWorkspace } from '../../../../shared/protocol/reportRoutes.ts';
import type { Review } from '../../../../shared/recording/review.ts';
import { callRoute } from '../../../core/api.ts';
import type { FieldPath } from '../../../core/editor/fieldPath.ts';
import type { Evidence, PointBasis } from '../../../core/report/evidence.ts';
import { ReportEditor, type ReportEditorState, reportDrafts } from '../../../core/report/reportEditor.ts';
import type { SpanPlayer } from '../../../core/report/spanPlayer.ts';
import { localData } from '../../../core/safeStorage.ts';
import { queryClient } from '../../../hooks/queryClient.ts';
import { ACCOUNT_KEY, useAccount } from '../../../hooks/useAccount.ts';
import { useMember } from '../../../hooks/useMember.ts';
import { controlOf, focusControl } from '../editor/fieldFocus.ts';
import type { QuotedWords } from './useQuoting.ts';

export type PointList = 'keep' | 'change';
export type Mode = 'write' | 'preview';

export interface ReportEditing {
  editor: ReportEditor;
  workspace: ReportWorkspace;
  review: Review | undefined;
  played: SpanPlayer | undefined;
  evidence: ReadonlyMap<string, Evidence>;
  /** Returns false if the list is full. */
  addPoint: (list: PointList, basis: PointBasis) => boolean;
  /** Types a quotation at the cursor of the text that was edited last. */
  quote: (words: QuotedWords) => void;
  announce: (text: string) => void;
}

export const ReportContext = createContext<ReportEditing | undefined>(undefined);

export function useReport(): ReportEditing {
  const context = useContext(ReportContext);
  if (!context) throw new Error('No report is being edited here.');
  return context;
}

/** Returns the selected part of the state. Only a change of that part re-renders the component. */
export function useReportState<T>(select: (state: ReportEditorState) => T): T {
  const { state } = useReport().editor;
  return useSyncExternalStore(state.subscribe, () => select(state.get()));
}

export const DRAGGED = 'application/x-vivavoce-evidence';

/** Focuses the field, or else the nearest control around it, or else the headline. */
export function focusField(path: FieldPath): void {
  if (!focusControl(path, 'center')) controlOf(['headline'])?.focus();
}

export function useReportEditor(workspace: ReportWorkspace): ReportEditor | undefined {
  const userId = useMember()?.userId ?? '';
  const { interviewId } = workspace;
  const [editor, setEditor] = useState<ReportEditor>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect below handles later versions
  useEffect(() => {
    const opened = new ReportEditor({
      saved: { version: workspace.version, content: workspace.content },
      drafts: reportDrafts(userId, interviewId, localData),
      send: async ({ version, content }) => {
        try {
          return await callRoute('reports.save', { interviewId, expectedVersion: version, content });
        } finally {
          void queryClient.invalidateQueries({ queryKey: ['reports.versions'] });
        }
      },
      now: Date.now,
      draftId: uuidv7(),
    });
    const retry = () => opened.retry();
    const store = () => opened.storeNow();
    window.addEventListener('online', retry);
    window.addEventListener('pagehide', store);
    setEditor(opened);
    return () => {
      window.removeEventListener('online', retry);
      window.removeEventListener('pagehide', store);
      opened.close();
    };
  }, [interviewId, userId]);

  useEffect(() => {
    editor?.receive(
      { version: workspace.version, content: workspace.content },
      workspace.savedBy,
      workspace.savedAt,
    );
  }, [editor, workspace]);
  useSignedInAgain(editor);
  return editor;
}

/** Saves again after the author signs in, if a save failed because the sign-in session had ended. */
function useSignedInAgain(editor: ReportEditor | undefined): void {
  const signedIn = useAccount().data?.member !== undefined;
  useEffect(() => {
    if (signedIn) editor?.retry();
  }, [editor, signedIn]);
  useEffect(
    () =>
      editor?.state.subscribe(() => {
        const { saving } = editor.state.get();
        if (saving.state === 'failed' && saving.error.code === 'unauthenticated')
          void queryClient.invalidateQueries({ queryKey: ACCOUNT_KEY });
      }),
    [editor],
  );
}
