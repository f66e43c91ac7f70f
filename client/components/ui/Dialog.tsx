import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type FocusEvent, type ReactNode, useRef, useState } from 'react';
import { uiTexts } from '../../texts/ui.ts';
import { BACKDROP_STYLE, ConfirmDialog, focusImmediately } from './ConfirmDialog.tsx';
import { classNames } from './classNames.ts';
import { IconButton } from './IconButton.tsx';

interface DialogProps {
  open: boolean;
  /** Absent: the dialog can't be dismissed. */
  onOpenChange?: (open: boolean) => void;
  /** Asked before the dialog is dismissed, when it holds something that would be lost. */
  leaveQuestion?: LeaveWords | undefined;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  size?: 'sm' | 'md' | undefined;
  /** The field that gets the focus first. Not used when the dialog was opened by touch, where it would open the keyboard. */
  beginsAt?: 'first-field' | 'first-empty-field';
}

interface LeaveWords {
  title: string;
  body: string;
  confirm: string;
  keep: string;
}

type FieldElement = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const FOCUSABLE = 'button:not(:disabled), a[href], input, select, textarea, [tabindex="0"]';

const WIDTHS = { sm: 'max-w-md', md: 'max-w-xl' };

/** A modal dialog. With typed text or a `leaveQuestion`, Escape, a press outside, and the cross ask first; `footer` buttons don't. */
export function Dialog({
  open,
  onOpenChange,
  leaveQuestion,
  title,
  description,
  children,
  footer,
  size = 'sm',
  beginsAt,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const first = () => popup.current?.querySelector<HTMLElement>(FOCUSABLE);
  const firstField = () => {
    const fields = [...(body.current?.querySelectorAll<FieldElement>('input, select, textarea') ?? [])];
    const empty = beginsAt === 'first-empty-field' ? fields.find(({ value }) => value === '') : undefined;
    return empty ?? fields[0];
  };
  const typed = useTypedText();
  const [asks, setAsks] = useState(false);
  const [words, setWords] = useState<LeaveWords>(uiTexts.discard);
  const close = () => {
    setAsks(false);
    typed.forget();
    onOpenChange?.(false);
  };
  return (
    <Base.Root
      open={open}
      onOpenChange={next => {
        if (next) return onOpenChange?.(true);
        const question = typed.isTyped() ? uiTexts.discard : leaveQuestion;
        if (!question) return close();
        setWords(question);
        setAsks(true);
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={BACKDROP_STYLE} />
        <Base.Viewport className="fixed inset-0 z-40 flex items-end justify-center p-3 sm:items-center sm:p-6">
          <Base.Popup
            ref={popup}
            onFocus={typed.onFocus}
            initialFocus={openedBy =>
              focusImmediately((beginsAt && openedBy !== 'touch' && firstField()) || first())
            }
            className={classNames(
              'flex max-h-full w-full flex-col overflow-hidden rounded-card border border-line bg-raised shadow-float transition-[opacity,translate]',
              'data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0',
              WIDTHS[size],
            )}
          >
            <div className="flex items-start justify-between gap-4 px-5 pt-5 sm:px-6 sm:pt-6">
              <div className="flex min-w-0 flex-col gap-1.5">
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {description && (
                  <Base.Description className="text-sm text-muted">{description}</Base.Description>
                )}
              </div>
              {onOpenChange && (
                <Base.Close
                  render={
                    <IconButton
                      label={uiTexts.close}
                      size="sm"
                      className="-mt-1 -mr-2"
                      icon={<X className="size-4" />}
                    />
                  }
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
          </Base.Popup>
        </Base.Viewport>
        <ConfirmDialog
          open={asks}
          onOpenChange={setAsks}
          title={words.title}
          description={words.body}
          confirmLabel={words.confirm}
          cancelLabel={words.keep}
          danger
          onConfirm={close}
        />
      </Base.Portal>
    </Base.Root>
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

/** Detects text that was typed into a part of the page since it opened. */
interface TypedText {
  /** For `onFocus` of the surrounding element. */
  onFocus: (event: FocusEvent) => void;
  isTyped: () => boolean;
  forget: () => void;
}

function useTypedText(): TypedText {
  const before = useRef(new Map<TextElement, string>());
  return {
    onFocus: ({ target }) => {
      if (isTextField(target) && !before.current.has(target)) before.current.set(target, target.value);
    },
    isTyped: () => [...before.current].some(([field, value]) => field.isConnected && field.value !== value),
    forget: () => before.current.clear(),
  };
}

function isTextField(target: EventTarget): target is TextElement {
  if (target instanceof HTMLTextAreaElement) return !target.readOnly;
  return target instanceof HTMLInputElement && !target.readOnly && !NO_TEXT.has(target.type);
}
