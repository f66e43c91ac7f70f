let pending = false;

/** Remembers that the app navigated, so that the heading of the new page takes the focus. */
export function noteNavigation(): void {
  pending = true;
}

export function takeNavigation(): boolean {
  const was = pending;
  pending = false;
  return was;
}
