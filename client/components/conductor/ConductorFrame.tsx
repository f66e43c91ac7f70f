import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useState } from 'react';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import { QUESTIONS_ID, useEarlyKeyReplay, useFocusAcross } from '../../hooks/conductor/questionsFocus.ts';
import { useFocusFallback } from '../../hooks/useFocusKeeper.ts';
import { useMediaQuery } from '../../hooks/useMediaQuery.ts';
import { conductor } from '../../texts/conductor.ts';
import { SidePanel } from '../room/SidePanel.tsx';
import { classNames } from '../ui/classNames.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Tooltip.tsx';

/** Fixed heights of the questions panel, so that a longer question doesn't move the videos. */
const HEIGHTS = { tall: 'h-[38%] min-h-44', low: 'h-[30%] min-h-40' };

export type ConductorProps = { kit: InterviewKit; rubric: RubricView; recruiter: RecruiterView | undefined };

interface ConductorFrameProps {
  height: keyof typeof HEIGHTS;
  summary: ReactNode;
  action?: ReactNode;
  strip: ReactNode;
  /** Open requests from other raters. On large screens, they stay visible while the panel is folded. */
  waiting?: ReactNode;
  spoken: string | undefined;
  aside: ReactNode;
  children: ReactNode;
  keys?: ConductorKeys;
}

const NO_KEYS: ConductorKeys = {};

export function ConductorFrame(props: ConductorFrameProps) {
  const { height, summary, action, strip, waiting, spoken, aside, children, keys = NO_KEYS } = props;
  const [folded, setFolded] = useState(false);
  const [sheetOpen, setSheetOpen] = useState(false);
  const focusFallback = useFocusFallback<HTMLElement>();
  const roomy = useRoomFor(focusFallback.ref);
  useFocusAcross(focusFallback.ref);
  const onKeyDown = useConductorKeys(keys);
  const docked = roomy && !folded;
  const unfold = () => (roomy ? setFolded(false) : setSheetOpen(true));

  return (
    <section
      {...focusFallback}
      id={QUESTIONS_ID}
      aria-label={conductor.label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      data-conductor={docked ? 'docked' : 'folded'}
      className={
        docked
          ? classNames(
              '@container flex shrink-0 flex-col overflow-hidden rounded-card border border-line bg-surface',
              HEIGHTS[height],
            )
          : 'flex shrink-0 flex-col gap-2'
      }
    >
      <p role="status" className="sr-only">
        {spoken}
      </p>
      {roomy && waiting}
      {docked ? (
        <>
          <div className="flex shrink-0 items-center gap-3 py-2 pr-2 pl-3">
            <div className="min-w-0 flex-1">{strip}</div>
            {aside}
            <IconButton label={conductor.hide} icon={ChevronDown} onClick={() => setFolded(true)} />
          </div>
          <div className="min-h-0 overflow-y-auto px-4 pt-1 pb-4">{children}</div>
        </>
      ) : (
        <div className="flex items-center gap-2 rounded-card border border-line bg-surface p-1">
          <button
            type="button"
            aria-expanded={false}
            onClick={unfold}
            className="flex min-h-10 min-w-0 flex-1 items-center gap-2 rounded-control px-2 text-left text-sm transition-colors hover:bg-hover"
          >
            <ChevronUp className="size-5 shrink-0 text-muted" />
            <span className="sr-only">{conductor.show}:</span>
            {!sheetOpen && summary}
          </button>
          {action}
        </div>
      )}
      {!roomy && sheetOpen && (
        // Covers any open side panel.
        <div className="pointer-events-none absolute inset-0 z-40 *:pointer-events-auto">
          <SidePanel title={conductor.sheet} onClose={() => setSheetOpen(false)}>
            <div className="@container flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4 *:shrink-0">
              {waiting}
              {strip}
              {children}
              {aside}
            </div>
          </SidePanel>
        </div>
      )}
    </section>
  );
}

export function Summary(props: { position: string; text: string; children?: ReactNode }) {
  return (
    <span className="flex min-w-0 flex-1 items-center gap-2 *:shrink-0 sm:gap-3">
      <span className="font-semibold tabular-nums">{props.position}</span>
      <span className="min-w-0 flex-1 shrink! truncate text-muted">{props.text}</span>
      {props.children}
    </span>
  );
}

/** Shows a shortcut key while the focus is in the questions. A hidden key still takes up its space. */
export function ConductorKey({ name, filled = false }: { name: string; filled?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className="invisible ml-auto pl-1 in-[#questions:focus-within]:visible pointer-coarse:hidden"
    >
      <Kbd inverse={filled}>{name}</Kbd>
    </span>
  );
}

/** Selects text fields, menus, and dialogs. Shortcuts don't work in these, because they use the same keys. */
const BUSY = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]';

type ConductorKeys = Readonly<Record<string, () => void>>;

/** Returns a key handler for the questions panel. The keys work only while the focus is in the panel. */
function useConductorKeys(keys: ConductorKeys) {
  useEarlyKeyReplay(key => keys[key.toLowerCase()]?.());
  return (event: KeyboardEvent<HTMLElement>) => {
    const { target, ctrlKey, metaKey, altKey, repeat, defaultPrevented } = event;
    if (ctrlKey || metaKey || altKey || repeat || defaultPrevented) return;
    if (!(target instanceof Element) || target.closest(BUSY)) return;
    const press = keys[event.key.toLowerCase()];
    if (!press) return;
    event.preventDefault();
    press();
  };
}

const DESKTOP = '(min-width: 64rem)';
const LEAST_WIDTH_PX = 640;
const LEAST_HEIGHT_PX = 600;

/** Returns true if the unfolded questions fit below the videos, as they always do on desktops. */
function useRoomFor(element: RefObject<HTMLElement | null>): boolean {
  const desktop = useMediaQuery(DESKTOP);
  const [fits, setFits] = useState(false);
  useLayoutEffect(() => {
    const column = element.current?.parentElement;
    if (!column) return;
    const measure = () =>
      setFits(column.clientWidth >= LEAST_WIDTH_PX && column.clientHeight >= LEAST_HEIGHT_PX);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(column);
    return () => observer.disconnect();
  }, [element]);
  return desktop || fits;
}
