import { type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Passage } from '../../../shared/transcript/transcript.ts';
import {
  placedWords,
  type SelectedWords,
  type WordMatch,
  type WordRef,
  wordAt,
  wordsBetween,
} from '../../core/review/spokenWords.ts';
import { useReview } from './reviewContext.ts';

const WORD = '[data-word]';
const PASSAGE = '[data-passage]';

/** Id of the element with the words of a passage, whose child elements are the words. */
export function wordsId(passageId: string): string {
  return `words-${passageId}`;
}

interface WordCursorOptions {
  list: RefObject<HTMLElement | null>;
  /** In the order in which they are shown. */
  passages: readonly Passage[];
  /** The person moves through the words. */
  onMove: (word: HTMLElement) => void;
  onEdit: (passage: Passage, index: number) => void;
}

/**
 * Marks the word that is said, and makes words keyboard-operable: one of them is in the tab order, and arrow keys
 * move between them. Works on elements, because React would be too slow for tens of thousands of words.
 */
export function useWordCursor({ list, passages, onMove, onEdit }: WordCursorOptions) {
  const { session, player } = useReview();
  const words = useMemo(() => placedWords(passages), [passages]);
  const cursor = useRef<HTMLElement>(null);
  const anchor = useRef<HTMLElement>(null);
  const [selected, setSelected] = useState<readonly SelectedWords[]>([]);

  const place = (word: HTMLElement) => {
    // Without the attribute, a word would lose the focus.
    if (word !== cursor.current) cursor.current?.removeAttribute('tabindex');
    word.tabIndex = 0;
    cursor.current = word;
  };
  const refOf = (word: Element): { passage: Passage; index: number } | undefined => {
    const passageId = word.closest<HTMLElement>(PASSAGE)?.dataset.passage;
    const passage = passages.find(known => known.passageId === passageId);
    return passage && { passage, index: indexOf(word) };
  };
  const play = (word: Element) => {
    const found = refOf(word);
    if (found) player.seekTo(found.passage.words[found.index]?.fromMs ?? found.passage.fromMs);
  };

  const placeFirst = useEffectEvent(() => {
    const first = list.current?.querySelector<HTMLElement>(WORD);
    if (first && !cursor.current?.isConnected) place(first);
  });
  const mark = useEffectEvent((spoken: typeof words, before: HTMLElement | undefined) => {
    const word = wordAt(spoken, session.position.get());
    const element = word && elementOf(word);
    if (element === before) return before;
    before?.removeAttribute('data-now');
    element?.setAttribute('data-now', '');
    if (element && !list.current?.contains(document.activeElement)) place(element);
    return element;
  });
  useEffect(() => {
    placeFirst();
    let marked = mark(words, undefined);
    const stop = session.position.subscribe(() => {
      marked = mark(words, marked);
    });
    return () => {
      stop();
      marked?.removeAttribute('data-now');
    };
  }, [words, session]);

  const onClick = useEffectEvent((event: MouseEvent) => {
    const target = event.target as Element;
    if (target.closest('button, textarea') || !window.getSelection()?.isCollapsed) return;
    const word = target.closest<HTMLElement>(WORD) ?? firstWord(target.closest('[data-time]'));
    if (!word) return;
    place(word);
    // The keys continue from here.
    word.focus({ preventScroll: true });
    play(word);
  });
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const word = (event.target as Element).closest<HTMLElement>(WORD);
    if (!word || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') play(word);
    else if (event.key === 'F2') {
      const found = refOf(word);
      if (found) onEdit(found.passage, found.index);
    } else if (event.key === 'Escape' && selected.length > 0) window.getSelection()?.removeAllRanges();
    else if (event.key === 'Tab' && !event.shiftKey && selected.length > 0) focusSelectionBar(list.current);
    else {
      const next = neighborOf(word, event.key);
      if (!next) return;
      anchor.current = event.shiftKey ? (anchor.current ?? word) : null;
      if (anchor.current) selectWords(anchor.current, next);
      else window.getSelection()?.removeAllRanges();
      place(next);
      next.focus({ preventScroll: true });
      onMove(next);
    }
    event.preventDefault();
    event.stopPropagation();
  });
  const onFocus = useEffectEvent((target: Element) => {
    const word = target.closest<HTMLElement>(WORD);
    if (word) place(word);
  });
  const onSelect = useEffectEvent(() => {
    const range = selectedRange(list.current);
    const ends = range && [endOf(range, 'start'), endOf(range, 'end')];
    const [a, b] = ends?.map(word => word && wordRefOf(word)) ?? [];
    setSelected(before => (a && b ? wordsBetween(passages, a, b) : before.length > 0 ? [] : before));
  });
  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const ends = new AbortController();
    const { signal } = ends;
    element.addEventListener('click', event => onClick(event), { signal });
    element.addEventListener('focusin', ({ target }) => onFocus(target as Element), { signal });
    element.addEventListener('keydown', event => onKeyDown(event), { signal });
    document.addEventListener('selectionchange', () => onSelect(), { signal });
    return () => ends.abort();
  }, [list]);

  return { selected, focus: () => cursor.current?.focus({ preventScroll: true }) };
}

/** Marks matches on their elements. `edited`: passage whose words aren't shown, because it is being corrected. */
export function useMatchMarks(
  matches: readonly WordMatch[],
  found: WordMatch | undefined,
  edited: string | undefined,
): void {
  useEffect(() => {
    const marked = matches.filter(({ passageId }) => passageId !== edited).flatMap(elementsOf);
    for (const word of marked) word.dataset.match = 'match';
    return () => {
      for (const word of marked) delete word.dataset.match;
    };
  }, [matches, edited]);
  useEffect(() => {
    const shown = found && found.passageId !== edited && matches.includes(found);
    const marked = shown ? elementsOf(found) : [];
    for (const word of marked) word.dataset.match = 'found';
    return () => {
      for (const word of marked) if (word.dataset.match) word.dataset.match = 'match';
    };
  }, [found, matches, edited]);
}

function elementsOf({ passageId, from, to }: WordMatch): HTMLElement[] {
  const words = document.getElementById(wordsId(passageId))?.children ?? [];
  return [...words].slice(from, to + 1).filter(word => word instanceof HTMLElement);
}

export function elementOf({ passageId, index }: WordRef): HTMLElement | undefined {
  const word = document.getElementById(wordsId(passageId))?.children[index];
  return word instanceof HTMLElement ? word : undefined;
}

function indexOf(word: Element): number {
  return Number(word.getAttribute('data-word'));
}

function wordRefOf(word: Element): WordRef | undefined {
  const passageId = word.closest<HTMLElement>(PASSAGE)?.dataset.passage;
  return passageId === undefined
    ? undefined
    : { passageId: passageId as WordRef['passageId'], index: indexOf(word) };
}

function firstWord(within: Element | null): HTMLElement | null {
  return within?.closest(PASSAGE)?.querySelector<HTMLElement>(WORD) ?? null;
}

/** Returns the word that a key leads to. */
function neighborOf(word: HTMLElement, key: string): HTMLElement | undefined {
  const siblings = wordsIn(word.closest(PASSAGE));
  const at = siblings.indexOf(word);
  switch (key) {
    case 'ArrowRight':
      return siblings[at + 1] ?? wordsIn(passageBeside(word, 1))[0];
    case 'ArrowLeft':
      return siblings[at - 1] ?? wordsIn(passageBeside(word, -1)).at(-1);
    case 'ArrowDown':
      return wordsIn(passageBeside(word, 1))[0];
    case 'ArrowUp':
      return wordsIn(passageBeside(word, -1))[0];
    case 'Home':
      return siblings[0];
    case 'End':
      return siblings.at(-1);
    default:
      return undefined;
  }
}

function wordsIn(passage: Element | null | undefined): HTMLElement[] {
  return [...(passage?.querySelectorAll<HTMLElement>(WORD) ?? [])];
}

/** Returns the next or previous passage with words, also in another chapter. */
function passageBeside(word: Element, by: 1 | -1): Element | undefined {
  const passages = [...(word.closest('[data-words]')?.querySelectorAll(PASSAGE) ?? [])];
  const own = word.closest(PASSAGE);
  const rest = by === 1 ? passages : passages.reverse();
  return rest.slice(own ? rest.indexOf(own) + 1 : 0).find(passage => passage.querySelector(WORD));
}

function selectWords(anchor: Element, focus: Element): void {
  const isForward = (anchor.compareDocumentPosition(focus) & Node.DOCUMENT_POSITION_PRECEDING) === 0;
  const [from, to] = isForward ? [0, focus.childNodes.length] : [anchor.childNodes.length, 0];
  window.getSelection()?.setBaseAndExtent(anchor, from, focus, to);
}

/** The bar is the next stop for Tab, before what follows the word in the list. */
function focusSelectionBar(list: HTMLElement | null): void {
  list?.parentElement?.querySelector<HTMLElement>('[data-selection] :is(button, a)')?.focus();
}

function selectedRange(list: HTMLElement | null): Range | undefined {
  const selection = window.getSelection();
  if (!list || !selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  return list.contains(range.commonAncestorContainer) ? range : undefined;
}

/** Returns the word at an end of a range, which can also be between words or next to them. */
function endOf(range: Range, end: 'start' | 'end'): Element | undefined {
  const node = end === 'start' ? range.startContainer : range.endContainer;
  const element = node instanceof Element ? node : node.parentElement;
  const word = element?.closest(WORD);
  if (word) return word;
  const beside =
    node instanceof Element ? undefined : end === 'start' ? node.nextSibling : node.previousSibling;
  if (beside instanceof Element && beside.matches(WORD)) return beside;
  return wordsIn(element?.closest(PASSAGE)).at(end === 'start' ? 0 : -1);
}
