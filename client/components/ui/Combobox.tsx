import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { isComposing } from '../../core/composing.ts';
import { classNames } from './classNames.ts';
import { CONTROL_STYLE, Field, type FieldTexts, useField } from './Field.tsx';

export interface ComboboxOption {
  value: string;
  content: ReactNode;
}

interface ComboboxProps
  extends FieldTexts,
    Pick<ComponentProps<'input'>, 'maxLength' | 'onBlur' | 'placeholder'> {
  text: string;
  /** Suggestions for the text. Any other text can be typed, too. */
  options: readonly ComboboxOption[];
  /** Accessible name of the suggestions. */
  listLabel: string;
  onType: (text: string) => void;
  onChoose: (value: string) => void;
}

/**
 * Text field with suggestions. Follows the combobox pattern of the ARIA Authoring Practices Guide: the arrow
 * keys move through the suggestions, Enter takes the active one, and Escape closes them. Typing makes the first one
 * active. Enter never submits the form, because it is also pressed to accept what was typed.
 */
export function Combobox({ text, options, listLabel, onType, onChoose, ...props }: ComboboxProps) {
  const { field, control } = useField(props);
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const list = useRef<HTMLDivElement>(null);
  const shown = open && options.length > 0;
  const index = Math.min(active, options.length - 1);
  const idOf = (position: number) => `${listId}-${position}`;

  useLayoutEffect(() => {
    const popup = list.current;
    if (!shown || !popup) return undefined;
    const follow = () => popup.previousElementSibling && place(popup, popup.previousElementSibling);
    follow();
    window.addEventListener('resize', follow);
    window.addEventListener('scroll', follow, { capture: true, passive: true });
    return () => {
      window.removeEventListener('resize', follow);
      window.removeEventListener('scroll', follow, { capture: true });
    };
  }, [shown]);
  useEffect(() => {
    if (shown && index >= 0) list.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  }, [shown, index]);

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const choose = (position: number) => {
    const option = options[position];
    if (option) onChoose(option.value);
    close();
  };
  const move = (event: KeyboardEvent, to: number) => {
    event.preventDefault();
    setOpen(true);
    setActive((to + options.length) % options.length);
  };
  const pressing = (position: number) => ({
    onPointerMove: () => setActive(position),
    onClick: () => choose(position),
  });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (shown && index >= 0) choose(index);
    } else if (options.length === 0) return;
    else if (event.key === 'ArrowDown') move(event, index + 1);
    else if (event.key === 'ArrowUp') move(event, index <= 0 ? options.length - 1 : index - 1);
    else if (event.key === 'Escape' && shown) {
      // Keeps a dialog around the field open.
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  };
  return (
    <Field {...field}>
      <div className="relative">
        <input
          {...control}
          type="text"
          role="combobox"
          autoComplete="off"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={shown ? listId : undefined}
          aria-activedescendant={shown && index >= 0 ? idOf(index) : undefined}
          value={text}
          className={classNames(CONTROL_STYLE, 'h-10 text-base sm:text-sm')}
          onChange={event => {
            onType(event.target.value);
            setOpen(true);
            setActive(event.target.value.trim() === '' ? -1 : 0);
          }}
          onClick={() => setOpen(true)}
          onKeyDown={onKeyDown}
          onBlur={event => {
            close();
            props.onBlur?.(event);
          }}
        />
        {shown && (
          <div
            ref={list}
            id={listId}
            role="listbox"
            aria-label={listLabel}
            // Keeps the focus in the field.
            onPointerDown={event => event.preventDefault()}
            onMouseDown={event => event.preventDefault()}
            className="fixed z-40 overflow-y-auto rounded-card border border-line bg-raised p-1.5 shadow-float"
          >
            {options.map(({ value, content }, position) => (
              <div
                key={value}
                id={idOf(position)}
                role="option"
                aria-selected={position === index}
                tabIndex={-1}
                {...pressing(position)}
                className={classNames(
                  'cursor-default rounded-control px-2.5 py-2 text-sm select-none',
                  position === index && 'bg-hover',
                )}
              >
                {content}
              </div>
            ))}
          </div>
        )}
      </div>
    </Field>
  );
}

const GAP_PX = 6;
const EDGE_PX = 12;
const WIDTH_PX = 384;
const HEIGHT_PX = 304;
/** Below this, the suggestions go above the field if there is more space. */
const LOW_PX = 180;

/** Puts the suggestions below the field, or above it. They are fixed, so that a dialog doesn't clip them. */
function place(popup: HTMLElement, field: Element): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const { top, bottom, left, width } = field.getBoundingClientRect();
  const below = clientHeight - bottom - GAP_PX - EDGE_PX;
  const above = top - GAP_PX - EDGE_PX;
  const isAbove = below < LOW_PX && above > below;
  const wide = Math.min(Math.max(width, WIDTH_PX), clientWidth - 2 * EDGE_PX);
  popup.style.width = `${wide}px`;
  popup.style.left = `${Math.min(left, clientWidth - EDGE_PX - wide)}px`;
  popup.style.maxHeight = `${Math.min(HEIGHT_PX, isAbove ? above : below)}px`;
  popup.style.top = isAbove ? 'auto' : `${bottom + GAP_PX}px`;
  popup.style.bottom = isAbove ? `${clientHeight - top + GAP_PX}px` : 'auto';
}
