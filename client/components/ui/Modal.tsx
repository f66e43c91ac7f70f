import { type FocusEvent, type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { TOASTS_ID } from './ToastRegion.tsx';

interface ModalProps {
  role: 'dialog' | 'alertdialog';
  labelledBy: string;
  describedBy: string | undefined;
  /** Called on Escape, and on the back gesture on phones. */
  onDismiss: () => void;
  onPressOutside?: () => void;
  onFocus?: (event: FocusEvent) => void;
  children: ReactNode;
}

/** Modal dialog, open while mounted. The browser traps and returns the focus, and makes the page inert. */
export function Modal(props: ModalProps) {
  const { labelledBy, describedBy, onDismiss, onPressOutside, children, ...rest } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const pressedOutside = useRef(false);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return undefined;
    // Moves the toasts into the dialog. Outside, they are covered, and screen readers don't announce them.
    const toasts = document.getElementById(TOASTS_ID);
    element.showModal();
    if (toasts) element.append(toasts);
    return () => {
      element.close();
      const below = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
      if (toasts) below.append(toasts);
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    onDismiss();
  };
  return createPortal(
    <dialog
      ref={dialog}
      {...rest}
      // Lets the dialog take the focus on a press between controls, so that keys don't run page shortcuts.
      tabIndex={-1}
      aria-modal="true"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onKeyDown={onKeyDown}
      onCancel={event => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onDismiss();
      }}
      onClose={({ currentTarget }) => {
        // Opens the dialog again. Chromium closes it after repeated close requests, but `onDismiss` decides.
        if (!currentTarget.isConnected || currentTarget.open) return;
        currentTarget.showModal();
        onDismiss();
      }}
      onPointerDown={({ target, currentTarget }) => {
        pressedOutside.current = target === currentTarget;
      }}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget && pressedOutside.current) onPressOutside?.();
      }}
      className="fixed inset-0 flex size-full max-h-none max-w-none items-end justify-center bg-scrim p-3 text-ink outline-none transition-opacity backdrop:bg-transparent sm:items-center sm:p-6 starting:opacity-0"
    >
      {children}
    </dialog>,
    document.body,
  );
}
