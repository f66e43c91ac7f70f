let pending = false;

/** A page change inside the app happened; the new page's heading takes focus when it appears. */
export function noteNavigation(): void {
  pending = true;
}

/** Whether a page change is waiting for its focus. Answers yes once. */
export function takeNavigation(): boolean {
  const was = pending;
  pending = false;
  return was;
}
