import { useState } from 'react';

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
