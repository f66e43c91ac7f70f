import { Download, FileClock, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../../components/ui/Button.tsx';
import { ConfirmDialog } from '../../../components/ui/ConfirmDialog.tsx';
import { downloadKit } from '../../../core/kit/kitDrafts.ts';
import { kitTexts } from '../../../texts/kits.ts';
import { formatMoment } from '../../../texts/times.ts';
import { focusSection, useKitEditing, useKitState } from './kitContext.ts';

const texts = kitTexts.aside;

export function UnsavedDrafts() {
  const { editor } = useKitEditing();
  const restoredAt = useKitState(state => state.restoredAt);
  const dirty = useKitState(state => state.dirty);
  const otherDrafts = useKitState(state => state.otherDrafts);
  const [throwing, setThrowing] = useState<string>();
  const now = Date.now();
  const restored = restoredAt !== undefined && dirty;
  if (!restored && otherDrafts.length === 0) return null;
  // Focuses the start of the document, because the pressed button disappears together with the draft.
  const settle = (step: () => void) => {
    flushSync(step);
    focusSection('role');
  };
  return (
    <div className="flex flex-col gap-2">
      {restored && (
        <Notice text={texts.restored(formatMoment(restoredAt, now))}>
          <Button size="sm" onClick={() => settle(() => editor.discard())}>
            {texts.discard}
          </Button>
        </Notice>
      )}
      {otherDrafts.map(({ draftId, at, baseVersion, kit }) => (
        <Notice key={draftId} text={texts.other(formatMoment(at, now), baseVersion)}>
          <Button size="sm" onClick={() => settle(() => editor.take(draftId))}>
            {texts.take}
          </Button>
          <Button size="sm" variant="quiet" icon={Download} onClick={() => downloadKit(kit)}>
            {texts.download}
          </Button>
          <Button size="sm" variant="danger-quiet" icon={Trash2} onClick={() => setThrowing(draftId)}>
            {texts.throwAway}
          </Button>
        </Notice>
      ))}
      {throwing !== undefined && (
        <ConfirmDialog
          open
          danger
          title={texts.throwAwayTitle}
          description={texts.throwAwayBody}
          confirmLabel={texts.throwAway}
          onOpenChange={() => setThrowing(undefined)}
          onConfirm={() =>
            settle(() => {
              editor.deleteDraft(throwing);
              setThrowing(undefined);
            })
          }
        />
      )}
    </div>
  );
}

function Notice({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-line bg-surface px-4 py-3 text-sm"
    >
      <p className="flex min-w-0 flex-1 basis-64 items-start gap-2.5">
        <FileClock className="mt-0.5 size-4 shrink-0 text-muted" />
        {text}
      </p>
      <div className="flex flex-wrap gap-1">{children}</div>
    </div>
  );
}
