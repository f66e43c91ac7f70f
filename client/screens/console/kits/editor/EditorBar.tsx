import { ArrowLeft, ListTree } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { SavedKit } from '../../../../../shared/protocol/kitRoutes.ts';
import { PageHeading } from '../../../../components/shell/PageHeading.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { SegmentedControl } from '../../../../components/ui/SegmentedControl.tsx';
import { Tooltip } from '../../../../components/ui/Tooltip.tsx';
import { commandKey } from '../../../../core/browserName.ts';
import { countsOf } from '../../../../core/kit/remarks.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState } from '../desk.ts';
import { FindingCounts } from '../FindingCounts.tsx';
import { KitMenu } from './KitMenu.tsx';
import { SaveStatus } from './SaveStatus.tsx';
import { useDismiss } from './useDismiss.ts';

const texts = kitTexts.page;

/** The document, or how it will be spoken. */
export type Mode = 'document' | 'preview';

interface EditorBarProps {
  saved: SavedKit;
  mode: Mode;
  onMode: (mode: Mode) => void;
  /** Also where a person has to decide first. */
  onSave: () => void;
  /** The outline on narrow screens, where it has no column of its own. */
  outlineOpen: boolean;
  onOutline: (open: boolean) => void;
  outline: ReactNode;
}

/** What stays in sight while the document scrolls: which kit, how safe it is, and what to do with it. */
export function EditorBar(props: EditorBarProps) {
  const { saved, mode, onMode, onSave, outlineOpen, onOutline, outline } = props;
  const { readOnly } = useDesk();
  const role = useKitState(state => state.kit.role);
  const level = useKitState(state => state.kit.level);
  const remarks = useKitState(state => state.remarks);
  const name = role || level ? kitTexts.name(role, level) : kitTexts.unnamed;

  const bar = useDismiss(outlineOpen, () => onOutline(false));

  return (
    <div ref={bar} className="sticky top-14 z-20 border-b border-line bg-canvas">
      <div className="flex w-full max-w-7xl flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 sm:px-6">
        <div className="flex min-w-0 flex-1 basis-72 items-center gap-1.5">
          <Link
            to="/console/kits"
            aria-label={texts.back}
            className="-ml-2 flex size-9 shrink-0 items-center justify-center rounded-control text-muted transition-colors hover:bg-hover hover:text-ink"
          >
            <ArrowLeft className="size-5" aria-hidden="true" />
          </Link>
          <div className="flex min-w-0 flex-col">
            <PageHeading className="truncate text-base!">{name}</PageHeading>
            {readOnly ? (
              <p className="text-sm text-muted">{kitTexts.list.version(saved.version)}</p>
            ) : (
              <SaveStatus />
            )}
          </div>
        </div>
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
      icon={<ListTree className="size-5" aria-hidden="true" />}
      onClick={() => onOpen(!open)}
    >
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
