import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { uiTexts } from '../../texts/ui.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Checkbox } from './Checkbox.tsx';
import { Modal } from './Modal.tsx';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  /** A choice or a field that belongs to the answer. */
  children?: ReactNode;
  /** Statement that the user must check first. For actions that delete data permanently. */
  acknowledgement?: string;
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  pending?: boolean;
  error?: string | undefined;
  /** Another action that the person may have meant, between the answers. */
  alternative?: { label: string; danger?: boolean; onSelect: () => void } | undefined;
  onConfirm: () => void;
}

/** Asks for confirmation. The focus starts on the safe answer. */
export function ConfirmDialog({ open, ...props }: ConfirmDialogProps) {
  return open && <OpenConfirmDialog {...props} />;
}

function OpenConfirmDialog(props: Omit<ConfirmDialogProps, 'open'>) {
  const {
    acknowledgement,
    confirmLabel,
    cancelLabel = uiTexts.cancel,
    danger = false,
    pending = false,
  } = props;
  const safe = useRef<HTMLButtonElement>(null);
  const [acknowledged, setAcknowledged] = useState(acknowledgement === undefined);
  const id = useId();
  const cancel = () => props.onOpenChange(false);
  useLayoutEffect(() => safe.current?.focus(), []);
  return (
    <Modal role="alertdialog" labelledBy={`${id}-title`} describedBy={`${id}-text`} onDismiss={cancel}>
      <div className="flex max-h-full w-full max-w-md flex-col gap-5 overflow-y-auto rounded-card border border-line bg-raised p-5 shadow-float transition-[translate] sm:p-6 starting:translate-y-2">
        <div className="flex flex-col gap-1.5">
          <h2 id={`${id}-title`} className="text-lg font-semibold">
            {props.title}
          </h2>
          <p id={`${id}-text`} className="text-sm text-muted">
            {props.description}
          </p>
        </div>
        {props.children}
        {acknowledgement !== undefined && (
          <Checkbox checked={acknowledged} onCheckedChange={setAcknowledged} label={acknowledgement} />
        )}
        {props.error && <Banner tone="danger">{props.error}</Banner>}
        <div className="flex flex-col gap-2 sm:flex-row sm:justify-end">
          <Button ref={safe} onClick={cancel}>
            {cancelLabel}
          </Button>
          {props.alternative && (
            <Button
              variant={props.alternative.danger ? 'danger' : 'secondary'}
              onClick={props.alternative.onSelect}
            >
              {props.alternative.label}
            </Button>
          )}
          <Button
            variant={danger ? 'danger' : 'primary'}
            disabled={!acknowledged}
            pending={pending}
            onClick={props.onConfirm}
          >
            {confirmLabel}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
