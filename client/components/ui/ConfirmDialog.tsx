import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { uiTexts } from '../../texts/ui.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Checkbox } from './Checkbox.tsx';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  /** Statement to tick before the button works, for actions that lose data permanently. */
  acknowledgement?: string;
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  pending?: boolean;
  error?: string | undefined;
  onConfirm: () => void;
}

/** Asks before an action that can't be undone. Focus starts on the safe answer. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const safe = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        {/* Also covers the dialog that opened it. */}
        <AlertDialog.Backdrop forceRender className={BACKDROP_STYLE} />
        <AlertDialog.Viewport className="fixed inset-0 z-40 flex items-end justify-center p-3 sm:items-center sm:p-6">
          <AlertDialog.Popup
            initialFocus={() => focusImmediately(safe.current)}
            className="flex max-h-full w-full max-w-md flex-col gap-5 overflow-y-auto rounded-card border border-line bg-raised p-5 shadow-float transition-[opacity,translate] data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 sm:p-6"
          >
            <div className="flex flex-col gap-1.5">
              <AlertDialog.Title className="text-lg font-semibold">{props.title}</AlertDialog.Title>
              <AlertDialog.Description className="text-sm text-muted">
                {props.description}
              </AlertDialog.Description>
            </div>
            <Answers {...props} safe={safe} />
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

/** Unmounts with the dialog, so that the box is clear when it opens again. */
function Answers(props: ConfirmDialogProps & { safe: RefObject<HTMLButtonElement | null> }) {
  const {
    acknowledgement,
    confirmLabel,
    cancelLabel = uiTexts.cancel,
    danger = false,
    pending = false,
  } = props;
  const [acknowledged, setAcknowledged] = useState(acknowledgement === undefined);
  return (
    <>
      {acknowledgement !== undefined && (
        <Checkbox checked={acknowledged} onCheckedChange={setAcknowledged} label={acknowledgement} />
      )}
      {props.error && <Banner tone="danger">{props.error}</Banner>}
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button ref={props.safe} onClick={() => props.onOpenChange(false)}>
          {cancelLabel}
        </Button>
        <Button
          variant={danger ? 'danger' : 'primary'}
          disabled={!acknowledged}
          pending={pending}
          onClick={props.onConfirm}
        >
          {confirmLabel}
        </Button>
      </div>
    </>
  );
}

export const BACKDROP_STYLE =
  'fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0';

/** For a dialog's `initialFocus`. Base UI moves the focus one frame later, when keys have reached the page behind the dialog. */
export function focusImmediately(element: HTMLElement | null | undefined): boolean {
  element?.focus();
  return !element;
}
