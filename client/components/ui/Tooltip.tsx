import {
  type ReactElement,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { classNames } from './classNames.ts';

type Side = 'top' | 'bottom';

interface TooltipProps {
  label: string;
  shortcut?: string | undefined;
  side?: Side | undefined;
  /** A single control that has its own accessible name, because the tooltip is only visual. */
  children: ReactElement;
}

const DELAY_MS = 400;
const LEAVE_MS = 80;
const GAP_PX = 8;
const EDGE_PX = 6;

export function Tooltip({ label, shortcut, side = 'top', children }: TooltipProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  const { open, ...handlers } = useDelayedOpen();
  return (
    <span ref={anchor} className="contents" {...handlers}>
      {children}
      {open && createPortal(<Bubble {...{ anchor, side, label, shortcut, handlers }} />, document.body)}
    </span>
  );
}

function useDelayedOpen() {
  const [open, setOpen] = useState(false);
  const timer = useRef<number>(undefined);
  const later = (next: boolean, delayMs: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setOpen(next), delayMs);
  };
  const close = () => {
    window.clearTimeout(timer.current);
    setOpen(false);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open]);
  return {
    open,
    onPointerEnter: (event: { pointerType: string }) =>
      event.pointerType === 'mouse' && later(true, DELAY_MS),
    onPointerLeave: () => later(false, LEAVE_MS),
    onPointerDown: close,
    onFocus: (event: { target: Element }) => event.target.matches(':focus-visible') && later(true, 0),
    onBlur: close,
  };
}

interface BubbleProps {
  anchor: RefObject<HTMLSpanElement | null>;
  side: Side;
  label: string;
  shortcut: string | undefined;
  handlers: Omit<ReturnType<typeof useDelayedOpen>, 'open'>;
}

function Bubble({ anchor, side, label, shortcut, handlers }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const control = anchor.current?.firstElementChild;
    bubble.current?.showPopover();
    if (control && bubble.current) placeBubble(bubble.current, control.getBoundingClientRect(), side);
  }, [anchor, side]);
  return (
    <div
      ref={bubble}
      // The tooltip stays open while the pointer is over it.
      {...handlers}
      // Makes the tooltip a popover, because popovers are drawn in front of modal dialogs.
      popover="manual"
      aria-hidden="true"
      className="fixed inset-auto top-0 left-0 flex overflow-visible w-max max-w-64 items-center gap-2 rounded-control bg-ink px-2.5 py-1.5 text-xs font-medium text-canvas shadow-float"
    >
      {label}
      {shortcut && <Kbd inverse>{shortcut}</Kbd>}
    </div>
  );
}

function placeBubble(bubble: HTMLElement, control: DOMRect, side: Side): void {
  const { width, height } = bubble.getBoundingClientRect();
  const above = control.top - height - GAP_PX;
  const below = control.bottom + GAP_PX;
  const fitsBelow = below + height < window.innerHeight;
  const y = side === 'top' ? (above > 0 ? above : below) : fitsBelow ? below : above;
  const left = control.left + (control.width - width) / 2;
  const x = Math.min(Math.max(left, EDGE_PX), window.innerWidth - width - EDGE_PX);
  bubble.style.translate = `${Math.round(x)}px ${Math.round(y)}px`;
}

export function Kbd({ children, inverse = false }: { children: ReactNode; inverse?: boolean }) {
  return (
    <kbd
      className={classNames(
        'inline-flex h-5 min-w-5 items-center justify-center rounded-check border px-1 font-sans text-xs font-medium',
        inverse ? 'border-canvas/30 text-canvas' : 'border-line bg-sunken text-muted',
      )}
    >
      {children}
    </kbd>
  );
}
