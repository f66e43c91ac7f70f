import { ListTree } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import type { SavedKit } from '../../../../shared/protocol/kitRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { SegmentedControl } from '../../../components/ui/SegmentedControl.tsx';
import { Tooltip } from '../../../components/ui/Tooltip.tsx';
import { commandKey } from '../../../core/browserName.ts';
import { countsOf } from '../../../core/editor/remarks.ts';
import type { EditorState } from '../../../core/kit/kitEditor.ts';
import { useOnline } from '../../../hooks/useOnline.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { BarTitle } from '../editor/BarTitle.tsx';
import { FindingCounts } from '../editor/Remarks.tsx';
import { SaveStatus, type SaveStatusProps } from '../editor/SaveStatus.tsx';
import { KitMenu } from './KitMenu.tsx';
import { useKitEditing, useKitState } from './kitContext.ts';

const texts = kitTexts.page;

export type Mode = 'document' | 'preview';

interface KitBarProps {
  saved: SavedKit;
  mode: Mode;
  onMode: (mode: Mode) => void;
  onSave: () => void;
  /** True if the outline is open on a narrow screen, where it is below the bar. */
  outlineOpen: boolean;
  onOutline: (open: boolean) => void;
  outline: ReactNode;
}

export function KitBar(props: KitBarProps) {
  const { saved, mode, onMode, onSave, outlineOpen, onOutline, outline } = props;
  const { readOnly } = useKitEditing();
  const role = useKitState(state => state.kit.role);
  const level = useKitState(state => state.kit.level);
  const remarks = useKitState(state => state.remarks);
  const name = role || level ? kitTexts.name(role, level) : kitTexts.unnamed;

  const bar = useDismiss(outlineOpen, () => onOutline(false));

  return (
    <div ref={bar} className="sticky top-14 z-20 border-b border-line bg-canvas">
      <div className="flex w-full max-w-312 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 sm:px-6">
        <BarTitle to="/console/kits" back={texts.back} title={name}>
          {readOnly ? (
            <p className="text-sm text-muted">{kitTexts.list.version(saved.version)}</p>
          ) : (
            <KitSaveStatus />
          )}
        </BarTitle>
        <FindingCounts counts={countsOf(remarks)} sayFit className="max-lg:hidden" />
        <div className="flex items-center gap-1.5 max-sm:w-full sm:gap-2">
          <SegmentedControl
            label={texts.modes.label}
            options={[
              { value: 'document', label: readOnly ? texts.modes.read : texts.modes.edit },
              { value: 'preview', label: texts.modes.preview },
            ]}
            value={mode}
            onChange={onMode}
            buttonClassName="px-2.5 font-medium sm:px-3"
          />
          {!readOnly && <SaveButton onSave={onSave} />}
          <div className="flex items-center max-sm:ml-auto sm:gap-1">
            {mode === 'document' && <OutlineButton open={outlineOpen} onOpen={onOutline} />}
            <KitMenu saved={saved} name={name} />
          </div>
        </div>
      </div>
      {outlineOpen && mode === 'document' && (
        <div className="absolute inset-x-0 top-full max-h-[60dvh] overflow-y-auto border-y border-line bg-raised p-3 shadow-float lg:hidden">
          {outline}
        </div>
      )}
    </div>
  );
}

function OutlineButton({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const remarks = useKitState(state => state.remarks);
  return (
    <Button
      variant="quiet"
      className="px-1.5! sm:px-2! lg:hidden"
      aria-expanded={open}
      onClick={() => onOpen(!open)}
    >
      <ListTree className="size-5" />

      <span className="sr-only">{texts.outlineToggle}</span>
      <FindingCounts brief sayFit counts={countsOf(remarks)} className="flex-nowrap! gap-x-1.5!" />
    </Button>
  );
}

function SaveButton({ onSave }: { onSave: () => void }) {
  const saving = useKitState(state => state.saving);
  const dirty = useKitState(state => state.dirty);
  if (saving.state === 'conflict') {
    return (
      <Button variant="primary" className="max-sm:px-3!" onClick={onSave}>
        {kitTexts.saving.decide}
      </Button>
    );
  }
  return (
    <Tooltip label={kitTexts.saving.save} shortcut={KEY && `${KEY} S`} side="bottom">
      <Button
        variant={dirty ? 'primary' : 'secondary'}
        className="max-sm:px-3!"
        pending={saving.state === 'sending'}
        aria-keyshortcuts="Control+S Meta+S"
        onClick={onSave}
      >
        {kitTexts.saving.save}
      </Button>
    </Tooltip>
  );
}

const KEY = commandKey();

/** Calls `onClose` on Escape and on a press outside. Escape also returns the focus to the opening button. */
function useDismiss(open: boolean, onClose: () => void) {
  const area = useRef<HTMLDivElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!open) return;
    const done = new AbortController();
    const { signal } = done;
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Node && !area.current?.contains(target)) close();
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      area.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
      close();
    };
    window.addEventListener('pointerdown', onPress, { signal });
    window.addEventListener('keydown', onKey, { signal });
    return () => done.abort();
  }, [open]);
  return area;
}

function KitSaveStatus() {
  const online = useOnline();
  const state = useKitState(whole => whole);
  return <SaveStatus {...statusOf(state, online)} />;
}

const SAVED = 'text-muted [&_svg]:text-success-ink';

function statusOf({ saving, dirty, base, stored, remarks }: EditorState, online: boolean): SaveStatusProps {
  const texts = kitTexts.saving;
  if (saving.state === 'sending') return { status: 'saving', text: texts.saving };
  if (saving.state === 'conflict') return { status: 'problem', text: texts.conflict };
  if (saving.state === 'failed') {
    if (saving.error.code === 'unavailable') return { status: 'offline', text: texts.offline };
    return { status: 'problem', text: `${texts.failed}: ${saving.error.message}` };
  }
  if (!dirty) return { status: 'saved', text: texts.saved(base.version), ink: SAVED };
  if (!stored) return { status: 'problem', text: texts.notKept };
  if (!online) return { status: 'offline', text: texts.offlineUnsaved };
  if (remarks.some(({ severity }) => severity === 'invalid'))
    return { status: 'problem', text: texts.invalid, ink: 'text-warning-ink' };
  return { status: 'writing', text: texts.unsaved, ink: 'text-ink font-medium' };
}
