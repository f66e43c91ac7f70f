import { Download, FileClock, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../../../components/ui/Button.tsx';
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx';
import { downloadKit } from '../../../../core/kit/kitFile.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { formatMoment } from '../../../../texts/times.ts';
import { useDesk, useKitState } from '../desk.ts';
import { focusSection } from '../reveal.ts';

const texts = kitTexts.aside;

/** Texts that were written and never saved: nothing is lost by a crash, by another tab or by a wrong choice. */
export function KeptTexts() {
  const { editor } = useDesk();
  const restoredFrom = useKitState(state => state.restoredFrom);
  const dirty = useKitState(state => state.dirty);
  const aside = useKitState(state => state.aside);
  const [throwing, setThrowing] = useState<string>();
  const now = Date.now();
  const restored = restoredFrom !== undefined && dirty;
  if (!restored && aside.length === 0) return null;
  // The button that was pressed goes with its text: reading goes on where the document begins.
  const settle = (step: () => void) => {
    flushSync(step);
    focusSection('role');
  };
  return (
    <div className="flex flex-col gap-2">
      {restored && (
        <Notice text={texts.restored(formatMoment(restoredFrom, now))}>
          <Button size="sm" onClick={() => settle(() => editor.discard())}>
            {texts.discard}
          </Button>
        </Notice>
      )}
      {aside.map(({ draftId, at, baseVersion, kit }) => (
        <Notice key={draftId} text={texts.other(formatMoment(at, now), baseVersion)}>
          <Button size="sm" onClick={() => settle(() => editor.take(draftId))}>
            {texts.take}
          </Button>
          <Button
            size="sm"
            variant="quiet"
            icon={<Download className="size-4" aria-hidden="true" />}
            onClick={() => downloadKit(kit)}
          >
            {texts.download}
          </Button>
          <Button
            size="sm"
            variant="danger-quiet"
            icon={<Trash2 className="size-4" aria-hidden="true" />}
            onClick={() => setThrowing(draftId)}
          >
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
              editor.throwAway(throwing);
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
        <FileClock className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden="true" />
        {text}
      </p>
      <div className="flex flex-wrap gap-1">{children}</div>
    </div>
  );
}
