import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { isComposing } from '../../core/composing.ts';
import { room } from '../../texts/room.ts';
import { classNames } from '../ui/classNames.ts';
import { IconButton } from '../ui/IconButton.tsx';

interface SidePanelProps {
  title: string;
  /** True for the rubric's panel, which is wider and stays open at Escape. */
  working?: boolean;
  takesFocus?: boolean;
  aside?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

const FRAME =
  'z-30 flex min-h-0 flex-col overflow-hidden rounded-card border border-line bg-surface max-lg:shrink-0 sideways:h-full sideways:w-96 sideways:max-w-[60%] lg:shrink-0';
const SHEET = 'max-lg:h-[58%] in-data-compact:h-auto in-data-compact:flex-1 lg:w-90';
const WORKING = 'max-lg:h-[60%] sm:max-lg:h-[54%] lg:w-104 xl:w-116';

/** Panel next to the stage. On small screens it is below the stage, which shrinks. */
export function SidePanel(props: SidePanelProps) {
  const { title, working = false, takesFocus = true, aside, onClose, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  // Keeps the value of the first render, because the heading takes the focus only on mount.
  const focusWanted = useRef(takesFocus);
  useEffect(() => {
    if (focusWanted.current) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <aside
      aria-label={title}
      data-side-panel
      onKeyDown={event => {
        // Ignores an Escape that another element has handled, such as a field of the rubric.
        if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event.nativeEvent)) return;
        if (!working) onClose();
      }}
      className={classNames(FRAME, working ? WORKING : SHEET)}
    >
      <div className="flex items-center justify-between gap-4 border-b border-line py-1.5 pr-1.5 pl-4">
        <h2 ref={heading} tabIndex={-1} className="text-base font-semibold">
          {title}
        </h2>
        {aside && <div className="min-w-0 flex-1">{aside}</div>}
        <IconButton label={room.chat.close} icon={X} onClick={onClose} />
      </div>
      {children}
    </aside>
  );
}

export type PanelName = 'chat' | 'people' | 'rubric';

const WIDE = '(min-width: 64rem)';

interface RoomPanel {
  panel: PanelName | undefined;
  /** True until the user opens or closes a panel. */
  appeared: boolean;
  toggle: (name: PanelName) => void;
  close: () => void;
  goToRubric: () => void;
}

/** Holds the side panel's state. Wide screens start with the rubric open. Chat and people cover it. */
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
    // While the rubric loads, the panel's heading takes the focus instead.
    const place = find('[data-rubric-panel]') ?? (panel === 'rubric' ? find('[data-side-panel] h2') : null);
    if (!place || place.contains(document.activeElement)) toggle('rubric');
    else place.focus();
  };
  return { panel, appeared, toggle, close, goToRubric };
}

/**
 * Classes of the answer panel's frame, which is next to the stage on phones in landscape. Below the stage,
 * the panel grows with its question and leaves the stage a third of the height.
 */
export const answerPanelFrame =
  'relative max-h-[67%] shrink-0 rounded-card border border-line bg-surface in-data-compact:max-h-none in-data-compact:min-h-0 in-data-compact:w-full in-data-compact:flex-1 sideways:h-full sideways:max-h-none sideways:w-90 folded:h-auto folded:max-h-none folded:w-auto folded:flex-none';
