import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { isComposing } from '../../core/composing.ts';
import { room } from '../../texts/room.ts';
import { classNames } from '../ui/classNames.ts';
import { IconButton } from '../ui/IconButton.tsx';

interface SidePanelProps {
  title: string;
  /** For what is worked in while the interview is watched: wider, and beside the stage on small screens, too. */
  working?: boolean;
  /** Whether the focus goes into it when it appears. */
  takesFocus?: boolean;
  /** Beside the title. */
  aside?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

const FRAME =
  'z-30 flex min-h-0 flex-col overflow-hidden rounded-card border border-line bg-surface landscape:max-lg:h-full landscape:max-lg:w-96 landscape:max-lg:max-w-[60%] lg:shrink-0';
const SHEET =
  'max-lg:absolute max-lg:inset-x-0 max-lg:bottom-0 max-lg:h-[72%] max-lg:shadow-float landscape:max-lg:left-auto lg:w-90';
const WORKING = 'max-lg:h-[60%] sm:max-lg:h-[54%] max-lg:shrink-0 lg:w-104 xl:w-116';

/**
 * Stands beside the stage on wide screens; on small ones it is a sheet over the stage's lower part. Where one works in it, it
 * takes room from the stage instead of covering it.
 */
export function SidePanel({
  title,
  working = false,
  takesFocus = true,
  aside,
  onClose,
  children,
}: SidePanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Only on appearing: later the focus is where the person has put it.
  const focusWanted = useRef(takesFocus);
  useEffect(() => {
    if (focusWanted.current) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <aside
      aria-label={title}
      data-side-panel
      onKeyDown={event => {
        // What a dialog of the panel hears bubbles up to here although it is drawn elsewhere.
        const inside = event.currentTarget.contains(event.target as Node);
        // Where one works, Escape leads out of a field, and must not shut the work itself when it is pressed twice.
        if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event.nativeEvent)) return;
        if (inside && !working) onClose();
      }}
      className={classNames(FRAME, working ? WORKING : SHEET)}
    >
      <div className="flex items-center justify-between gap-4 border-b border-line py-1.5 pr-1.5 pl-4">
        <h2 ref={heading} tabIndex={-1} className="text-base font-semibold">
          {title}
        </h2>
        {aside && <div className="min-w-0 flex-1">{aside}</div>}
        <IconButton label={room.chat.close} icon={<X className="size-5" />} onClick={onClose} />
      </div>
      {children}
    </aside>
  );
}

export type PanelName = 'chat' | 'people' | 'rubric';

/** Where the panel leaves room enough for the faces. */
const WIDE = '(min-width: 64rem)';

interface RoomPanel {
  /** What stands beside the stage. */
  panel: PanelName | undefined;
  /** It was there when the room was entered; no one has asked for it. */
  appeared: boolean;
  toggle: (name: PanelName) => void;
  close: () => void;
  /** Opens the rubric and puts the focus into it; from inside it, closes it. */
  goToRubric: () => void;
}

/**
 * What stands beside the stage. For raters the rubric is there from the start where there is room; chat and people come
 * over it and leave it as it was.
 */
export function useRoomPanel(rates: boolean): RoomPanel {
  const [rubricOpen, setRubricOpen] = useState(() => window.matchMedia(WIDE).matches);
  const [over, setOver] = useState<Exclude<PanelName, 'rubric'>>();
  const [appeared, setAppeared] = useState(true);
  const panel = over ?? (rates && rubricOpen ? 'rubric' : undefined);

  const close = () => {
    setAppeared(false);
    if (over) setOver(undefined);
    else setRubricOpen(false);
  };
  const toggle = (name: PanelName) => {
    if (panel === name) {
      close();
      return;
    }
    setAppeared(false);
    if (name === 'rubric') {
      setRubricOpen(true);
      setOver(undefined);
    } else {
      setOver(name);
    }
  };
  const goToRubric = () => {
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    // While the rubric is on its way its heading stands for it: the rubric takes the focus over from there.
    const place = find('[data-rubric-panel]') ?? (panel === 'rubric' ? find('[data-side-panel] h2') : null);
    if (!place || place.contains(document.activeElement)) toggle('rubric');
    else place.focus();
  };
  return { panel, appeared, toggle, close, goToRubric };
}

/** The panel's frame, and that of the place that is kept for it: under the stage, beside it where a phone lies on its side. */
export const answerPanelFrame =
  'relative shrink-0 rounded-card border border-line bg-surface landscape:max-lg:w-90 landscape:max-lg:h-full';
