import type { KeyboardEvent } from 'react';
import { type ReviewCommand, reviewCommand } from '../../core/review/reviewKeys.ts';

/** Fields take characters, and dialogs and menus everything. */
const TYPING =
  'input:not([type="radio"]):not([type="checkbox"]):not([type="range"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="alertdialog"], [role="menu"]';
/** What Space presses by itself. */
const PRESSABLE = 'button, a, summary, input, [role="radio"], [role="menuitem"], [role="tab"]';
/** The picture and everything under it; elsewhere arrows scroll, or move within a list. */
const ARROWS = '[data-player]';
const OWN_ARROWS = '[data-own-arrows], input[type="range"], [role="radio"], [role="tab"]';
const MOVES = /^(Arrow|Home$|End$)/;

/** The keys of the replay, for the element that holds all of it. They work while the focus is in it. */
export function useReviewKeys(run: (command: ReviewCommand) => void) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target as Element;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    // What is drawn elsewhere in the page, as a dialog is, has its keys for itself.
    if (!event.currentTarget.contains(target) || target.closest(TYPING)) return;
    if (event.key === ' ' && target.closest(PRESSABLE)) return;
    if (MOVES.test(event.key)) {
      const own = target.closest(OWN_ARROWS);
      if (own || (target !== event.currentTarget && !target.closest(ARROWS))) return;
    }
    const command = reviewCommand(event.key, event.shiftKey);
    if (!command || (event.repeat && command.do !== 'seekBy')) return;
    event.preventDefault();
    run(command);
  };
}
