import { type FocusEvent, type KeyboardEvent, type RefObject, useRef } from 'react';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import { isComposing } from '../../core/composing.ts';
import { actionFor, keymapStore, type PanelAction, ratingOf } from '../../core/rubric/keymap.ts';
import { useStore } from '../room/useStore.ts';

interface PanelKeys {
  panel: RefObject<HTMLElement | null>;
  /** The question in the panel, with its competencies as shown; undefined while it shows something else. */
  question: { id: QuestionId; competencies: readonly CompetencyId[] } | undefined;
  ratedAs: (competencyId: CompetencyId) => RatingValue | undefined;
  /** An undefined value clears the rating. */
  onRate: (competencyId: CompetencyId, value: RatingValue | undefined) => void;
  onAction: (action: Exclude<PanelAction, `rate-${string}`>) => void;
  /** Called with a digit that rated the next competency, and with undefined once it is final or undone. */
  onPassed: (passed: PassedKey | undefined) => void;
}

/** A digit typed in an empty evidence field that was taken as a rating of the next competency. */
export interface PassedKey {
  competencyId: CompetencyId;
  value: RatingValue;
  /** Undoes that rating, and puts the digit and `more` into the field. */
  giveBack: (more?: string) => void;
}

/** If the person types again within this time after a digit, the digit was text. */
const TYPES_ON_MS = 1_500;
const TEXT_FIELD = 'textarea, input:not([type="radio"]):not([type="checkbox"]), select';
/** Elements that handle arrow keys, such as native radios. */
const OWN_ARROWS = '[data-own-arrows]';

/**
 * Handles the keys of the panel while the focus is in it, but not in a text field. A key that is handled here
 * does not reach the room.
 */
export function usePanelKeys({ panel, question, ratedAs, onRate, onAction, onPassed }: PanelKeys) {
  const keymap = useStore(keymapStore);
  /** Competency that last had the focus. Another question starts with its first competency. */
  const last = useRef<{ questionId: QuestionId | undefined; competencyId: CompetencyId }>(undefined);

  /** The empty evidence field that the person reached with Tab from the ratings above it. */
  const ledTo = useRef<Element>(undefined);
  const tabbing = useRef(false);
  const passed = useRef<PassedKey & { at: number }>(undefined);

  const competency = (target: Element): CompetencyId | undefined => {
    const near = target.closest<HTMLElement>('[data-competency]')?.dataset.competency as
      | CompetencyId
      | undefined;
    const before = last.current?.questionId === question?.id ? last.current?.competencyId : undefined;
    return near ?? before ?? question?.competencies[0];
  };

  const forget = () => {
    passed.current = undefined;
    onPassed(undefined);
  };

  /**
   * Takes a digit after Tab as a rating of the next competency, because evaluators press digit, Tab, digit,
   * even if the first rating has opened an evidence field. Returns true if it handled the key.
   */
  const passOn = (target: Element, event: KeyboardEvent): boolean => {
    if (ledTo.current !== target || event.repeat || isComposing(event.nativeEvent)) return false;
    const field = target as HTMLTextAreaElement;
    const action = actionFor(keymap, event.key);
    const value = action && ratingOf(action);
    const ids = question?.competencies ?? [];
    const next = ids[ids.indexOf(competency(target) as CompetencyId) + 1];
    if (field.value !== '' || typeof value !== 'number' || !next) {
      if (event.key !== 'Shift') ledTo.current = undefined;
      return false;
    }
    const before = ratedAs(next);
    onRate(next, value);
    radioOf(panel.current, next, value)?.focus();
    const giveBack = (more = '') => {
      forget();
      onRate(next, before);
      field.focus();
      ledTo.current = undefined;
      document.execCommand('insertText', false, event.key + more);
    };
    passed.current = { competencyId: next, value, giveBack, at: event.timeStamp };
    onPassed(passed.current);
    return true;
  };

  /** Turns a digit that was taken as a rating back into text if the next key continues the text or undoes. */
  const takeBack = (event: KeyboardEvent): boolean => {
    const { current } = passed;
    if (!current || event.repeat || Array.from(event.key).length !== 1) return false;
    const action = actionFor(keymap, event.key);
    if (action === 'undo') {
      current.giveBack();
      return true;
    }
    const rates = action !== undefined && ratingOf(action) !== undefined;
    if (rates || event.timeStamp - current.at > TYPES_ON_MS) {
      forget();
      return false;
    }
    current.giveBack(event.key);
    return true;
  };

  const act = (action: PanelAction, target: Element, repeated: boolean): void => {
    const value = ratingOf(action);
    if (value === undefined) {
      if (!repeated || action.endsWith('question'))
        onAction(action as Exclude<PanelAction, `rate-${string}`>);
      return;
    }
    const competencyId = competency(target);
    if (!question || !competencyId || repeated) return;
    onRate(competencyId, value);
    radioOf(panel.current, competencyId, value)?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as Element;
    if (!panel.current) return;
    tabbing.current = event.key === 'Tab' && !event.shiftKey;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches(TEXT_FIELD) ? passOn(target, event) : takeBack(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (target.matches(TEXT_FIELD)) {
      if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return;
      const back = competency(target);
      (radioOf(panel.current, back) ?? panel.current).focus();
    } else if (event.key.startsWith('Arrow') && target.closest(OWN_ARROWS)) {
      return;
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      moveFocus(panel.current, target, competency(target), event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      onAction(event.key === 'ArrowLeft' ? 'previous-question' : 'next-question');
    } else {
      const action = actionFor(keymap, event.key);
      if (!action) return;
      act(action, target, event.repeat);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const onFocus = (event: FocusEvent) => {
    ledTo.current =
      tabbing.current && event.relatedTarget?.matches('[role="radio"]') && event.target.matches('textarea')
        ? event.target
        : undefined;
    tabbing.current = false;
    // When the panel gets the focus, passes the focus on to a rating.
    if (event.target === panel.current)
      radioOf(panel.current, competency(event.target))?.focus({ preventScroll: true });
    const near = event.target.closest<HTMLElement>('[data-competency]')?.dataset.competency;
    if (near) last.current = { questionId: question?.id, competencyId: near as CompetencyId };
  };

  return { keymap, onKeyDown, onFocus };
}

/** Returns the radio of a value or, without a value, the radio that Tab reaches. */
function radioOf(
  panel: HTMLElement | null,
  competencyId: CompetencyId | undefined,
  value?: RatingValue,
): HTMLElement | null {
  if (!panel || !competencyId) return null;
  const wanted = value === undefined ? '[tabindex="0"]' : `[data-value="${value}"]`;
  return panel.querySelector(`[data-competency="${competencyId}"] [role="radio"]${wanted}`);
}

/** Moves the focus by one rating, even to another competency. */
function moveFocus(
  panel: HTMLElement,
  from: Element,
  competencyId: CompetencyId | undefined,
  step: 1 | -1,
): void {
  const radios = [...panel.querySelectorAll<HTMLElement>('[role="radio"]')];
  const at = radios.indexOf(from as HTMLElement);
  (at < 0 ? radioOf(panel, competencyId) : radios[at + step])?.focus();
}
