let pending = false;

/** Notes a navigation inside the app. The heading of the new page takes the focus. */
export function noteNavigation(): void {
  pending = true;
}

/** Returns true once after a navigation. */
export function takeNavigation(): boolean {
  const was = pending;
  pending = false;
  return was;
}
