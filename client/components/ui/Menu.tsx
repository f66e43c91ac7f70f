import { Check } from 'lucide-react';
import {
  type ComponentProps,
  type ComponentType,
  cloneElement,
  createContext,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { classNames } from './classNames.ts';

const GAP_PX = 6;
const EDGE_PX = 5;
const TYPING_PAUSE_MS = 750;
const ITEMS = '[role^="menuitem"]';
const OPENING_KEYS = ['ArrowDown', 'ArrowUp'];

interface Placement {
  side: 'top' | 'bottom';
  align: 'start' | 'end';
}

interface MenuProps extends Partial<Placement> {
  trigger: ReactElement<ComponentProps<'button'>>;
  children: ReactNode;
}

interface OpenMenu {
  button: HTMLElement;
  /** What gets the focus when the menu opens. A press with a pointer focuses the menu instead of an item. */
  focus: 'menu' | 'first' | 'last';
}

const CloseContext = createContext<() => void>(() => undefined);

/** Follows the menu button pattern of the ARIA Authoring Practices Guide. */
export function Menu({ trigger, children, side = 'bottom', align = 'end' }: MenuProps) {
  const [open, setOpen] = useState<OpenMenu>();
  const key = useRef<string>(undefined);
  const menuId = useId();
  const ownId = useId();
  const buttonId = trigger.props.id ?? ownId;
  const close = () => {
    open?.button.focus({ preventScroll: true });
    setOpen(undefined);
  };
  return (
    <>
      {cloneElement(trigger, {
        id: buttonId,
        'aria-haspopup': 'menu',
        'aria-expanded': open !== undefined,
        'aria-controls': open ? menuId : undefined,
        onClick: ({ currentTarget, detail }) => {
          const focus = detail > 0 ? 'menu' : key.current === 'ArrowUp' ? 'last' : 'first';
          setOpen({ button: currentTarget, focus });
        },
        onKeyDown: event => {
          key.current = event.key;
          if (!OPENING_KEYS.includes(event.key)) return;
          swallow(event);
          event.currentTarget.click();
        },
      })}
      {open &&
        createPortal(
          <CloseContext value={close}>
            {/* A press outside the menu closes it. The element under the pointer doesn't get the press. */}
            <div className="fixed inset-0 z-50" aria-hidden="true" onClick={swallowed(close)} />
            <MenuPopup id={menuId} labelledBy={buttonId} open={open} placement={{ side, align }}>
              {children}
            </MenuPopup>
          </CloseContext>,
          // Renders the menu in the dialog around its button, because elements outside are inert.
          open.button.closest('dialog') ?? document.body,
        )}
    </>
  );
}

interface MenuPopupProps {
  id: string;
  labelledBy: string;
  open: OpenMenu;
  placement: Placement;
  children: ReactNode;
}

function MenuPopup({ id, labelledBy, open, placement: { side, align }, children }: MenuPopupProps) {
  const popup = useRef<HTMLDivElement>(null);
  const onKeyDown = useMenuKeys();
  useLayoutEffect(() => {
    const element = popup.current;
    if (!element) return undefined;
    const follow = () => placeMenu(element, open.button.getBoundingClientRect(), { side, align });
    follow();
    window.addEventListener('resize', follow);
    window.addEventListener('scroll', follow, { capture: true, passive: true });
    return () => {
      window.removeEventListener('resize', follow);
      window.removeEventListener('scroll', follow, { capture: true });
    };
  }, [open, side, align]);
  useLayoutEffect(() => {
    const index = open.focus === 'last' ? -1 : 0;
    const item = open.focus === 'menu' ? undefined : itemsOf(popup.current).at(index);
    (item ?? popup.current)?.focus({ preventScroll: true });
  }, [open]);
  return (
    <div
      ref={popup}
      id={id}
      role="menu"
      aria-labelledby={labelledBy}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="fixed z-50 max-w-80 min-w-48 overflow-y-auto rounded-card border border-line bg-raised p-1.5 shadow-float outline-none transition-opacity starting:opacity-0"
    >
      {children}
    </div>
  );
}

function useMenuKeys() {
  const close = useContext(CloseContext);
  const typed = useRef({ text: '', atMs: 0 });
  return (event: KeyboardEvent<HTMLElement>) => {
    const { key, currentTarget: menu, target } = event;
    const items = itemsOf(menu);
    const current = items.indexOf(target as HTMLElement);
    const focus = (item: HTMLElement | undefined) => {
      swallow(event);
      item?.focus();
    };
    // Closing focuses the menu's button. Tab then moves the focus to the element after the button.
    if (key === 'Tab') close();
    else if (key === 'Escape') swallowed(close)(event);
    else if (key === 'ArrowDown') focus(items[(current + 1) % items.length]);
    else if (key === 'ArrowUp') focus(items.at(current <= 0 ? -1 : current - 1));
    else if (key === 'Home') focus(items[0]);
    else if (key === 'End') focus(items.at(-1));
    else if (key === 'Enter' || key === ' ') {
      // The browser handles Enter on a link, because it can also open the link in a new tab.
      if (key === 'Enter' && target instanceof HTMLAnchorElement) return;
      swallowed(() => items[current]?.click())(event);
    } else if (key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const fresh = event.timeStamp - typed.current.atMs > TYPING_PAUSE_MS;
      const text = (fresh ? '' : typed.current.text) + key.toLowerCase();
      typed.current = { text, atMs: event.timeStamp };
      // Typing the same letter again moves to the next item that starts with it.
      const from = text.length === 1 ? current + 1 : Math.max(current, 0);
      const ordered = [...items.slice(from), ...items.slice(0, from)];
      focus(ordered.find(item => item.textContent.trim().toLowerCase().startsWith(text)));
    }
  };
}

/** Puts the menu on the wanted side of the button, or on the other side if it fits only there. */
function placeMenu(menu: HTMLElement, button: DOMRect, { side, align }: Placement): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const above = button.top - GAP_PX - EDGE_PX;
  const below = clientHeight - button.bottom - GAP_PX - EDGE_PX;
  const [own, other] = side === 'top' ? [above, below] : [below, above];
  const upwards = (side === 'top') === (menu.scrollHeight <= own || own >= other);
  const x = align === 'start' ? button.left : button.right - menu.offsetWidth;
  menu.style.maxHeight = `${upwards ? above : below}px`;
  menu.style.left = `${Math.max(EDGE_PX, Math.min(x, clientWidth - menu.offsetWidth - EDGE_PX))}px`;
  // Sets `bottom` for a menu above its button, so that the menu grows upward.
  menu.style.top = upwards ? 'auto' : `${button.bottom + GAP_PX}px`;
  menu.style.bottom = upwards ? `${clientHeight - button.top + GAP_PX}px` : 'auto';
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
}

function swallow(event: KeyboardEvent | MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

function swallowed(action: () => void): (event: KeyboardEvent | MouseEvent) => void {
  return event => {
    swallow(event);
    action();
  };
}

/**
 * Returns the props of a menu item. The focus returns to the menu's button before `onSelect` runs. A disabled item
 * leaves the menu open.
 */
export function useMenuItem(onSelect?: () => void, disabled?: boolean) {
  const close = useContext(CloseContext);
  return {
    role: 'menuitem',
    tabIndex: -1,
    'aria-disabled': disabled,
    className:
      'flex min-h-9 cursor-default items-center gap-2.5 rounded-control px-2.5 py-1.5 text-sm outline-none select-none focus:bg-hover',
    onPointerMove: ({ currentTarget }: PointerEvent<HTMLElement>) => {
      if (document.activeElement !== currentTarget) currentTarget.focus({ preventScroll: true });
    },
    onPointerLeave: ({ currentTarget }: PointerEvent<HTMLElement>) =>
      currentTarget.closest<HTMLElement>('[role="menu"]')?.focus({ preventScroll: true }),
    onClick: () => {
      if (disabled) return;
      close();
      onSelect?.();
    },
  };
}

interface MenuItemProps {
  disabled?: boolean;
  icon?: ComponentType<{ className: string }>;
  danger?: boolean;
  onSelect?: () => void;
  children: ReactNode;
}

export function MenuItem({ icon: Icon, danger = false, disabled, onSelect, children }: MenuItemProps) {
  const { className, ...item } = useMenuItem(onSelect, disabled);
  return (
    <div {...item} className={classNames(className, danger && 'text-danger-ink', disabled && 'text-muted')}>
      {Icon && <Icon className={classNames('size-4 shrink-0', !danger && 'text-muted')} />}
      <span className="min-w-0">{children}</span>
    </div>
  );
}

export function MenuSeparator() {
  return <hr className="-mx-1.5 my-1.5 h-px border-0 bg-line" />;
}

interface MenuCheckProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  children: string;
}

/** Can be turned on and off. The menu stays open, so that several can be chosen. */
export function MenuCheck({ checked, onCheckedChange, children }: MenuCheckProps) {
  const item = { ...useMenuItem(), onClick: () => onCheckedChange(!checked) };
  return (
    <div {...item} role="menuitemcheckbox" tabIndex={-1} aria-checked={checked}>
      <CheckMark checked={checked} />
      <span className="min-w-0 truncate">{children}</span>
    </div>
  );
}

function CheckMark({ checked }: { checked: boolean }) {
  return (
    <span className="flex size-4 shrink-0 items-center justify-center text-accent-ink">
      {checked && <Check className="size-4" />}
    </span>
  );
}

interface MenuChoiceProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

export function MenuChoice({ label, value, options, onChange }: MenuChoiceProps) {
  const id = useId();
  return (
    <fieldset aria-labelledby={id} className="min-w-0">
      <div id={id} role="presentation" className="px-2.5 pt-1.5 pb-1 text-xs font-medium text-muted">
        {label}
      </div>
      {options.map(option => (
        <Choice
          key={option.value}
          label={option.label}
          checked={option.value === value}
          onSelect={() => onChange(option.value)}
        />
      ))}
    </fieldset>
  );
}

function Choice({ label, checked, onSelect }: { label: string; checked: boolean; onSelect: () => void }) {
  return (
    <div {...useMenuItem(onSelect)} role="menuitemradio" tabIndex={-1} aria-checked={checked}>
      <CheckMark checked={checked} />
      <span className="min-w-0 truncate">{label}</span>
    </div>
  );
}
