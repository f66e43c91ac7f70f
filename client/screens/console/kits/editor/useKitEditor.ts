import { useEffect, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { SavedKit } from '../../../../../shared/protocol/kitRoutes.ts';
import { DraftShelf } from '../../../../core/kit/draftShelf.ts';
import { KitEditor } from '../../../../core/kit/kitEditor.ts';
import { toast } from '../../../../core/toast.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { useLeaveGuard } from '../../../../hooks/useLeaveGuard.ts';
import { useMember } from '../../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../../hooks/useRouteMutation.ts';
import { kitTexts } from '../../../../texts/kits.ts';

/** A kit on the desk, for as long as the page shows it. What is not saved survives the page. */
export function useKitEditor(saved: SavedKit, readOnly: boolean): KitEditor {
  const userId = useMember()?.userId ?? '';
  const save = useRouteMutation('kits.save', ['kits.list', 'kits.read', 'kits.versions']);
  const [editor] = useState(
    () =>
      new KitEditor({
        kitId: saved.kitId,
        saved,
        shelf: readOnly
          ? undefined
          : new DraftShelf({ userId, kitId: saved.kitId, local: localStorage, session: sessionStorage }),
        send: save.mutateAsync,
        now: Date.now,
        newId: uuidv7,
      }),
  );

  useEffect(() => editor.learn(saved), [editor, saved]);
  useLeaveGuard(useStore(editor.state).dirty);
  useEffect(
    () => () => {
      const { dirty, kept } = editor.state.get();
      if (dirty && kept) toast.success(kitTexts.saving.keptOnLeave);
    },
    [editor],
  );
  return editor;
}
