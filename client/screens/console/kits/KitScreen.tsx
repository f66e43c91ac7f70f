import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { uuidv7 } from 'uuidv7';
import type { RouteInput } from '../../../../shared/protocol/http.ts';
import type { SavedKit } from '../../../../shared/protocol/kitRoutes.ts';
import { classNames } from '../../../components/ui/classNames.ts';
import { callRoute } from '../../../core/api.ts';
import type { FieldPath } from '../../../core/editor/fieldPath.ts';
import { KitDrafts } from '../../../core/kit/kitDrafts.ts';
import { KitEditor } from '../../../core/kit/kitEditor.ts';
import type { Section } from '../../../core/kit/kitOutline.ts';
import { localData, tabData } from '../../../core/safeStorage.ts';
import { Store } from '../../../core/store.ts';
import { toast } from '../../../core/toast.ts';
import { useStore } from '../../../hooks/room/useStore.ts';
import { useLeaveGuard } from '../../../hooks/useLeaveGuard.ts';
import { useMember } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { EditedDocumentContext } from '../editor/fields.tsx';
import { KitDocument } from './document/KitDocument.tsx';
import { KitBar, type Mode } from './KitBar.tsx';
import { KitConflictDialog } from './KitConflictDialog.tsx';
import { FindingsList, KitOutline } from './KitOutline.tsx';
import { KitPreview } from './KitPreview.tsx';
import { type FoldRequest, focusSection, type KitEditing, KitEditingContext, reveal } from './kitContext.ts';
import { UnsavedDrafts } from './UnsavedDrafts.tsx';

export function KitScreen(props: { saved: SavedKit; readOnly: boolean; notice?: ReactNode }) {
  const { saved, readOnly, notice } = props;
  const editor = useKitEditor(saved, readOnly);
  const { kit, saving } = useStore(editor.state);
  const [foldRequests] = useState(() => new Store<FoldRequest>({ path: [], open: false, inside: false }));
  const [mode, setMode] = useState<Mode>('document');
  const [outlineOpen, setOutlineOpen] = useState(false);
  const [announcement, setAnnouncement] = useState('');
  const [editing] = useState<KitEditing>(() => ({
    editor,
    readOnly,
    foldRequests,
    announce: setAnnouncement,
  }));
  const [edited] = useState(() => ({
    subscribe: editor.state.subscribe,
    get: () => editor.state.get().kit,
    set: (path: FieldPath, value: unknown) => editor.set(path, value),
    remarks: () => editor.state.get().remarksByPath,
    readOnly,
    rowClassName: '@4xl:grid-cols-[minmax(0,1fr)_16rem]',
  }));
  const conflict = useConflict(saving.state === 'conflict' ? saving.theirs.version : undefined);
  usePageTitle(kit.role ? kitTexts.name(kit.role, kit.level) : kitTexts.unnamed);

  const documentTop = useRef(0);
  const switchTo = (next: Mode) => {
    if (mode === 'document') documentTop.current = window.scrollY;
    flushSync(() => setMode(next));
    window.scrollTo(0, next === 'document' ? documentTop.current : 0);
  };
  const goTo = (path: FieldPath, block?: ScrollLogicalPosition) => {
    setOutlineOpen(false);
    reveal(foldRequests, path, block);
  };
  const save = async (sending: Promise<{ path: FieldPath } | undefined>) => {
    const inTheWay = await sending;
    if (!inTheWay) return;
    // Switches from the preview to the document, because hidden fields can't take the focus.
    flushSync(() => setMode('document'));
    goTo(inTheWay.path);
  };
  const onSave = () => (saving.state === 'conflict' ? conflict.reopen() : void save(editor.save()));
  useSaveKey(readOnly ? undefined : onSave);

  const outline = (
    <KitOutline
      onSection={(section: Section) => {
        setOutlineOpen(false);
        focusSection(section);
      }}
      onPart={path => goTo(path, 'start')}
    />
  );
  const findings = <FindingsList onChoose={({ path }) => goTo(path)} />;

  return (
    <KitEditingContext value={editing}>
      <EditedDocumentContext value={edited}>
        <KitBar
          saved={saved}
          mode={mode}
          onMode={switchTo}
          onSave={onSave}
          outlineOpen={outlineOpen}
          onOutline={setOutlineOpen}
          outline={
            <div className="flex flex-col gap-6">
              {findings}
              {outline}
            </div>
          }
        />
        <div className="grid w-full max-w-312 gap-8 px-4 sm:px-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
          {mode === 'document' && (
            <aside className="sticky top-30 flex h-[calc(100dvh-7.5rem)] flex-col max-lg:hidden">
              <div className="min-h-0 flex-1 overflow-y-auto py-6">{outline}</div>
              <div className="max-h-1/2 shrink-0 overflow-y-auto border-t border-line py-4">{findings}</div>
            </aside>
          )}
          <div
            className={classNames(
              'flex min-w-0 flex-col gap-8 py-6 pb-32',
              mode === 'preview' && 'lg:col-start-2',
            )}
          >
            {notice}
            <UnsavedDrafts />
            {/* Stays mounted during the preview, so that open parts stay open. */}
            <div hidden={mode !== 'document'}>
              <KitDocument />
            </div>
            {mode === 'preview' && <KitPreview />}
          </div>
        </div>
        <p role="status" className="sr-only">
          {announcement}
        </p>
        {saving.state === 'conflict' && conflict.open && (
          <KitConflictDialog
            kitId={saved.kitId}
            theirs={saving.theirs}
            onLater={conflict.postpone}
            onKeepMine={() => void save(editor.keepMine())}
          />
        )}
      </EditedDocumentContext>
    </KitEditingContext>
  );
}

/** Opens the conflict dialog once for each newer version. After “later”, only the user reopens it. */
function useConflict(version: number | undefined) {
  const [postponed, setPostponed] = useState<number>();
  return {
    open: version !== undefined && version !== postponed,
    postpone: () => setPostponed(version),
    reopen: () => setPostponed(undefined),
  };
}

function useKitEditor(saved: SavedKit, readOnly: boolean): KitEditor {
  const userId = useMember()?.userId ?? '';
  const save = useSave();
  const [editor] = useState(
    () =>
      new KitEditor({
        kitId: saved.kitId,
        saved,
        drafts: readOnly
          ? undefined
          : new KitDrafts({ userId, kitId: saved.kitId, local: localData, session: tabData }),
        send: save,
        now: Date.now,
        newId: uuidv7,
      }),
  );

  useEffect(() => editor.receive(saved), [editor, saved]);
  useLeaveGuard(useStore(editor.state).dirty);
  useEffect(
    () => () => {
      const { dirty, stored } = editor.state.get();
      if (dirty && stored) toast.success(kitTexts.saving.keptOnLeave);
    },
    [editor],
  );
  return editor;
}

/** Saves the kit. Then refetches it, even after a failure, because a newer version may have caused that. */
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

function useSaveKey(onSave: (() => void) | undefined): void {
  const save = useEffectEvent(() => onSave?.());
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
      // Prevents the browser from saving the page as a file.
      event.preventDefault();
      if (!event.repeat) save();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
