/**
 * Types text at the cursor of a field, set apart by spaces, so that undoing works as after typing. Keeps selected
 * text. Returns by how many characters the text is too long for the field, and types nothing then. `show` is called
 * before the field gets the focus.
 */
export function typeAtCursor(field: HTMLTextAreaElement, text: string, show: () => void): number {
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
