import { X } from 'lucide-react';
import { type FocusEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import type { LeaveWords } from '../../core/unsaved.ts';
import { useUnsaved } from '../../hooks/useLeaveGuard.ts';
import { uiTexts } from '../../texts/ui.ts';
import { classNames } from './classNames.ts';
import { IconButton } from './IconButton.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { Modal } from './Modal.tsx';

interface DialogProps {
  open: boolean;
  /** Called to dismiss the dialog. Without it, the dialog can't be dismissed. */
  onOpenChange?: (open: boolean) => void;
  /** The question asked before dismissing. Present if the dialog shows something that would be lost. */
  leaveQuestion?: LeaveWords | undefined;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  size?: 'sm' | 'md' | undefined;
  /** The field that gets the focus first. Ignored on touch screens, where it would open the keyboard. */
  beginsAt?: 'first-field' | 'first-empty-field';
}

type FieldElement = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const WIDTHS = { sm: 'max-w-md', md: 'max-w-xl' };

/** Dialog that asks for confirmation before it closes if text was typed or `leaveQuestion` is set. */
export function Dialog({ open, ...props }: DialogProps) {
  return open && <OpenDialog {...props} />;
}

function OpenDialog(props: Omit<DialogProps, 'open'>) {
  const { onOpenChange, leaveQuestion, title, description, children, footer, size = 'sm', beginsAt } = props;
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  const typed = useTypedText();
  const [question, setQuestion] = useState<LeaveWords>();
  const close = () => onOpenChange?.(false);
  const questionOf = () => onOpenChange && (typed.isTyped() ? uiTexts.discard : leaveQuestion);
  const dismiss = () => {
    const words = questionOf();
    if (words) setQuestion(words);
    else close();
  };
  // Links can't be pressed under a dialog. A form may go to the next page after it was sent.
  useUnsaved(leaving => (leaving && !leaving.isBack ? undefined : questionOf()));
  useLayoutEffect(() => {
    if (!beginsAt || window.matchMedia('(pointer: coarse)').matches) return;
    const fields = [...(body.current?.querySelectorAll<FieldElement>('input, select, textarea') ?? [])];
    const empty = beginsAt === 'first-empty-field' ? fields.find(({ value }) => value === '') : undefined;
    (empty ?? fields[0])?.focus();
  }, [beginsAt]);
  return (
    <>
      <Modal
        role="dialog"
        labelledBy={`${id}-title`}
        describedBy={description ? `${id}-text` : undefined}
        onDismiss={dismiss}
        onPressOutside={dismiss}
        onFocus={typed.onFocus}
      >
        <div
          className={classNames(
            'flex max-h-full w-full flex-col overflow-hidden rounded-card border border-line bg-raised shadow-float transition-[translate] starting:translate-y-2',
            WIDTHS[size],
          )}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-5 sm:px-6 sm:pt-6">
            <div className="flex min-w-0 flex-col gap-1.5">
              <h2 id={`${id}-title`} className="text-lg font-semibold">
                {title}
              </h2>
              {description && (
                <p id={`${id}-text`} className="text-sm text-muted">
                  {description}
                </p>
              )}
            </div>
            {onOpenChange && (
              <IconButton
                label={uiTexts.close}
                size="sm"
                className="-mt-1 -mr-2"
                icon={X}
                onClick={dismiss}
              />
            )}
          </div>
          {children && (
            <div ref={body} className="min-h-0 overflow-y-auto px-5 pt-4 pb-1 sm:px-6">
              {children}
            </div>
          )}
          <div className="flex flex-col-reverse gap-2 px-5 pt-5 pb-5 sm:flex-row sm:justify-end sm:px-6 sm:pb-6">
            {footer}
          </div>
        </div>
      </Modal>
      <LeaveDialog question={question} danger onKeep={() => setQuestion(undefined)} onLeave={close} />
    </>
  );
}

const NO_TEXT = new Set([
  'button',
  'checkbox',
  'file',
  'hidden',
  'radio',
  'range',
  'reset',
  'search',
  'submit',
]);

type TextElement = HTMLInputElement | HTMLTextAreaElement;

function useTypedText(): { onFocus: (event: FocusEvent) => void; isTyped: () => boolean } {
  const before = useRef(new Map<TextElement, string>());
  return {
    onFocus: ({ target }) => {
      if (isTextField(target) && !before.current.has(target)) before.current.set(target, target.value);
    },
    isTyped: () => [...before.current].some(([field, value]) => field.isConnected && field.value !== value),
  };
}

function isTextField(target: EventTarget): target is TextElement {
  if (target instanceof HTMLTextAreaElement) return !target.readOnly;
  return target instanceof HTMLInputElement && !target.readOnly && !NO_TEXT.has(target.type);
}
