import { useEffect, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { ReportDesk } from '../../../../shared/protocol/reportRoutes.ts';
import { callRoute } from '../../../core/api.ts';
import { ReportEditor } from '../../../core/report/reportEditor.ts';
import { reportShelf } from '../../../core/report/reportShelf.ts';
import { localData } from '../../../core/safeStorage.ts';
import { queryClient } from '../../../hooks/queryClient.ts';
import { ACCOUNT_KEY, useAccount } from '../../../hooks/useAccount.ts';
import { useMember } from '../../../hooks/useMember.ts';

/** A report on the desk, for as long as the page shows it. What is not saved survives the page. */
export function useReportEditor(desk: ReportDesk): ReportEditor | undefined {
  const userId = useMember()?.userId ?? '';
  const { interviewId } = desk;
  const [editor, setEditor] = useState<ReportEditor>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is saved later is learnt below
  useEffect(() => {
    const opened = new ReportEditor({
      saved: { version: desk.version, content: desk.content },
      shelf: reportShelf(userId, interviewId, localData),
      send: async ({ version, content }) => {
        try {
          return await callRoute('reports.save', { interviewId, expectedVersion: version, content });
        } finally {
          // The list of versions has one more.
          void queryClient.invalidateQueries({ queryKey: ['reports.versions'] });
        }
      },
      now: Date.now,
      draftId: uuidv7(),
    });
    const retry = () => opened.retry();
    const keep = () => opened.keepNow();
    window.addEventListener('online', retry);
    window.addEventListener('pagehide', keep);
    setEditor(opened);
    return () => {
      window.removeEventListener('online', retry);
      window.removeEventListener('pagehide', keep);
      opened.close();
    };
  }, [interviewId, userId]);

  useEffect(() => {
    editor?.learn({ version: desk.version, content: desk.content }, desk.savedBy, desk.savedAt);
  }, [editor, desk]);
  useSignedInAgain(editor);
  return editor;
}

/** A save that was refused because the session had ended: the page finds out the usual way, and saves once someone has signed in again. */
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
