import { useCallback, useEffect, useRef } from 'react';
import { toast } from '../../../core/toast.ts';
import { reportEditorTexts } from '../../../texts/reportEditor.ts';

const texts = reportEditorTexts.transcript;

export interface QuotedWords {
  /** The words with quotation marks, speakers, and times. */
  quotation: string;
  /** Only the words, for fields that are shown as a quotation. */
  words: string;
}

/**
 * Returns a function that types a quotation at the cursor of the report's text field that was focused last.
 * `onFound` makes the field visible.
 */
export function useQuoting(onFound: () => void, announce: (text: string) => void) {
  const last = useRef<HTMLTextAreaElement>(undefined);
  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLTextAreaElement && target.closest('[data-report-document]'))
        last.current = target;
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  return useCallback(
    ({ quotation, words }: QuotedWords) => {
      const field = last.current;
      if (!field?.isConnected) return toast.notice(texts.noPlace);
      const excess = typeAtCursor(field, isMoment(field) ? words : quotation, onFound);
      if (excess > 0) toast.error(texts.tooLong(excess));
      else announce(texts.inserted);
    },
    [onFound, announce],
  );
}

function isMoment({ dataset }: HTMLElement): boolean {
  return dataset.path?.endsWith('.moment') === true;
}

/**
 * Types text at the cursor of a field, set apart by spaces, so that undoing works as after typing. Keeps selected
 * text. Returns by how many characters the text is too long for the field, and types nothing then. `show` is called
 * before the field gets the focus.
 */
function typeAtCursor(field: HTMLTextAreaElement, text: string, show: () => void): number {
  const { value, selectionEnd: at, maxLength } = field;
  const typed = spacedAt(value, at, text);
  const excess = maxLength < 0 ? 0 : value.length + typed.length - maxLength;
  if (excess > 0) return excess;
  show();
  field.focus();
  field.setSelectionRange(at, at);
  document.execCommand('insertText', false, typed);
  return 0;
}

function spacedAt(value: string, at: number, text: string): string {
  const before = /\S$/.test(value.slice(0, at)) ? ' ' : '';
  const after = /^[^\s.,;:!?)]/.test(value.slice(at)) ? ' ' : '';
  return before + text + after;
}
