/**
 * For a dialog's `initialFocus`, which is asked when the dialog is in the document. By itself base-ui moves the focus with the next frame, and
 * until then keys reach what lies behind the dialog. Without an element to focus base-ui finds one.
 */
export function focusAtOnce(element: HTMLElement | null | undefined): boolean {
  element?.focus();
  return !element;
}
