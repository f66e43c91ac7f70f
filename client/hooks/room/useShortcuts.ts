import { useEffect, useEffectEvent } from 'react';

interface Shortcuts {
  onMicrophone?: () => void;
  onCamera?: () => void;
  /** Space pressed, and let go again. */
  onTalk?: (talking: boolean) => void;
  /** Only where there is someone to write to. */
  onChat?: () => void;
  /** Only for those who rate. */
  onRubric?: () => void;
  /** Only where there are questions. */
  onQuestions?: () => void;
  onHelp: () => void;
}

/** Fields take letters, and buttons, menus and dialogs take Space: single keys work only outside all of them. */
const TYPING =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="alertdialog"], [role="menu"]';
const PRESSABLE = `${TYPING}, button, a, [role="button"], [role="menuitem"]`;

/** Whether a single key is meant for the room: no one types, and no other key is held that makes it the browser's. */
export function isForRoom(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !isIn(event.target, TYPING);
}

export function useShortcuts(shortcuts: Shortcuts): void {
  const talk = useEffectEvent((talking: boolean) => shortcuts.onTalk?.(talking));
  const canTalk = useEffectEvent(() => shortcuts.onTalk !== undefined);
  const pressed = useEffectEvent((key: string) => act(shortcuts, key));
  useEffect(() => {
    let talking = false;
    const stopTalking = () => {
      if (talking) talk(false);
      talking = false;
    };
    const press = (event: KeyboardEvent) => {
      if (!isForRoom(event)) {
        if (event.code === 'Space' && talking) event.preventDefault();
        return;
      }
      if (event.code === 'Space') {
        if (isIn(event.target, PRESSABLE) || !canTalk()) return;
        event.preventDefault();
        talking = true;
        talk(true);
      } else {
        pressed(event.key);
      }
    };
    const release = (event: KeyboardEvent) => {
      if (event.code === 'Space') stopTalking();
    };
    window.addEventListener('keydown', press);
    window.addEventListener('keyup', release);
    // A key let go in another window is never reported here.
    window.addEventListener('blur', stopTalking);
    return () => {
      // Nor where the page has gone before the key was let go.
      stopTalking();
      window.removeEventListener('keydown', press);
      window.removeEventListener('keyup', release);
      window.removeEventListener('blur', stopTalking);
    };
  }, []);
}

function act(shortcuts: Shortcuts, key: string): void {
  switch (key.toLowerCase()) {
    case 'm':
      shortcuts.onMicrophone?.();
      break;
    case 'v':
      shortcuts.onCamera?.();
      break;
    case 'w':
      shortcuts.onChat?.();
      break;
    case 'p':
      shortcuts.onRubric?.();
      break;
    case 'q':
      shortcuts.onQuestions?.();
      break;
    case '?':
      shortcuts.onHelp();
      break;
  }
}

function isIn(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
