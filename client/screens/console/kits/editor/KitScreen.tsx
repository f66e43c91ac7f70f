import { type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { SavedKit } from '../../../../../shared/protocol/kitRoutes.ts';
import { classNames } from '../../../../components/ui/classNames.ts';
import type { Place } from '../../../../core/kit/place.ts';
import type { Section } from '../../../../core/kit/sections.ts';
import { Store } from '../../../../core/store.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { usePageTitle } from '../../../../hooks/usePageTitle.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { type Desk, DeskContext, type Wish } from '../desk.ts';
import { KitDocument } from '../document/KitDocument.tsx';
import { Preview } from '../preview/Preview.tsx';
import { focusSection, reveal } from '../reveal.ts';
import { ConflictDialog } from './ConflictDialog.tsx';
import { EditorBar, type Mode } from './EditorBar.tsx';
import { FindingsList } from './FindingsList.tsx';
import { KeptTexts } from './KeptTexts.tsx';
import { Outline } from './Outline.tsx';
import { useKitEditor } from './useKitEditor.ts';
import { useSaveKey } from './useSaveKey.ts';

interface KitScreenProps {
  saved: SavedKit;
  readOnly: boolean;
  /** What has to be known before reading. */
  notice?: ReactNode;
}

/** One kit: its outline and findings, the document, and how it will be spoken. */
export function KitScreen({ saved, readOnly, notice }: KitScreenProps) {
  const editor = useKitEditor(saved, readOnly);
  const { kit, saving } = useStore(editor.state);
  const [wishes] = useState(() => new Store<Wish>({ place: [], open: false, inside: false }));
  const [mode, setMode] = useState<Mode>('document');
  const [outlineOpen, setOutlineOpen] = useState(false);
  const [said, setSaid] = useState('');
  const [desk] = useState<Desk>(() => ({ editor, readOnly, wishes, announce: setSaid }));
  const conflict = useConflict(saving.state === 'conflict' ? saving.theirs.version : undefined);
  usePageTitle(kit.role ? kitTexts.name(kit.role, kit.level) : kitTexts.unnamed);

  const documentTop = useRef(0);
  const switchTo = (next: Mode) => {
    if (mode === 'document') documentTop.current = window.scrollY;
    flushSync(() => setMode(next));
    window.scrollTo(0, next === 'document' ? documentTop.current : 0);
  };
  const goTo = (place: Place, block?: ScrollLogicalPosition) => {
    setOutlineOpen(false);
    reveal(wishes, place, block);
  };
  const save = async (sending: Promise<{ place: Place } | undefined>) => {
    const inTheWay = await sending;
    if (!inTheWay) return;
    // The document has to be in sight before a place in it can be.
    flushSync(() => setMode('document'));
    goTo(inTheWay.place);
  };
  const onSave = () => (saving.state === 'conflict' ? conflict.reopen() : void save(editor.save()));
  useSaveKey(readOnly ? undefined : onSave);

  const outline = (
    <Outline
      onSection={(section: Section) => {
        setOutlineOpen(false);
        focusSection(section);
      }}
      onPart={place => goTo(place, 'start')}
    />
  );
  const findings = <FindingsList onChoose={({ place }) => goTo(place)} />;

  return (
    <DeskContext value={desk}>
      <EditorBar
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
      <div className="grid w-full max-w-7xl gap-8 px-4 sm:px-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
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
          <KeptTexts />
          {/* It stays while the preview is read, and with it what is open. */}
          <div hidden={mode !== 'document'}>
            <KitDocument />
          </div>
          {mode === 'preview' && <Preview />}
        </div>
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
      {saving.state === 'conflict' && conflict.open && (
        <ConflictDialog
          kitId={saved.kitId}
          theirs={saving.theirs}
          onLater={conflict.postpone}
          onKeepMine={() => void save(editor.keepMine())}
        />
      )}
    </DeskContext>
  );
}

/** Asks once for each version of someone else's; after "later" only when asked for. */
function useConflict(version: number | undefined) {
  const [postponed, setPostponed] = useState<number>();
  return {
    open: version !== undefined && version !== postponed,
    postpone: () => setPostponed(version),
    reopen: () => setPostponed(undefined),
  };
}
