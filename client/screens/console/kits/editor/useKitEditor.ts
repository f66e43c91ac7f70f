import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { RouteInput } from '../../../../../shared/protocol/http.ts';
import type { SavedKit } from '../../../../../shared/protocol/kitRoutes.ts';
import { callRoute } from '../../../../core/api.ts';
import { DraftShelf } from '../../../../core/kit/draftShelf.ts';
import { KitEditor } from '../../../../core/kit/kitEditor.ts';
import { localData, tabData } from '../../../../core/safeStorage.ts';
import { toast } from '../../../../core/toast.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { useLeaveGuard } from '../../../../hooks/useLeaveGuard.ts';
import { useMember } from '../../../../hooks/useMember.ts';
import { kitTexts } from '../../../../texts/kits.ts';

/** A kit on the desk, for as long as the page shows it. What is not saved survives the page. */
export function useKitEditor(saved: SavedKit, readOnly: boolean): KitEditor {
  const userId = useMember()?.userId ?? '';
  const save = useSave();
  const [editor] = useState(
    () =>
      new KitEditor({
        kitId: saved.kitId,
        saved,
        shelf: readOnly
          ? undefined
          : new DraftShelf({ userId, kitId: saved.kitId, local: localData, session: tabData }),
        send: save,
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

/** Saving, after which everything that tells of versions is read again: also where it failed, for that may be why. */
function useSave() {
  const cache = useQueryClient();
  return async (params: RouteInput<'kits.save'>) => {
    try {
      return await callRoute('kits.save', params);
    } finally {
      for (const route of ['kits.list', 'kits.read', 'kits.versions'])
        void cache.invalidateQueries({ queryKey: [route] });
    }
  };
}
