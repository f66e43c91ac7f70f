import { useEffect, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { ReportDesk } from '../../../../shared/protocol/reportRoutes.ts';
import { callRoute } from '../../../core/api.ts';
import { ReportEditor, reportDrafts } from '../../../core/report/reportEditor.ts';
import { localData } from '../../../core/safeStorage.ts';
import { queryClient } from '../../../hooks/queryClient.ts';
import { ACCOUNT_KEY, useAccount } from '../../../hooks/useAccount.ts';
import { useMember } from '../../../hooks/useMember.ts';

/** Opens a report for editing. Unsaved changes stay in browser storage after the page is left. */
export function useReportEditor(desk: ReportDesk): ReportEditor | undefined {
  const userId = useMember()?.userId ?? '';
  const { interviewId } = desk;
  const [editor, setEditor] = useState<ReportEditor>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect below passes on later versions
  useEffect(() => {
    const opened = new ReportEditor({
      saved: { version: desk.version, content: desk.content },
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
    editor?.receive({ version: desk.version, content: desk.content }, desk.savedBy, desk.savedAt);
  }, [editor, desk]);
  useSignedInAgain(editor);
  return editor;
}

/**
 * When a save is refused because the sign-in session ended, refreshes the account and saves again after the next
 * sign-in.
 */
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
